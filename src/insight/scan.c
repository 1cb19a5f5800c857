#include "insight/scan.h"

enum { BATCH = 256 };

void scan_begin(struct scan *scan, struct request *request, bool open_only) {
	*scan = (struct scan){.request = request,
			      .arena = arena_create(),
			      .open_only = open_only && !request->client,
			      .after = open_only && !request->client ? INT64_MAX : 0,
			      .after_closed_on = request->as_of,
			      .after_sold_on = DATE_NONE};
}

static bool read_one(struct scan *scan, struct query *query) {
	struct scanned *scanned = LIST_ADD(scan->arena, &scan->batch);

	*scanned = (struct scanned){.contract = ARENA_NEW(scan->arena, struct contract)};
	scanned->client = query_text_copy(query, 8, scan->arena);
	scanned->owner = query_number(query, 9);
	if (scan->open_only)
		scanned->closed_on = query_number(query, 10);
	return contract_read(scanned->contract, query, scan->arena);
}

static enum statement statement_of(const struct scan *scan) {
	if (scan->request->client)
		return STATEMENT_REPORT_CONTRACTS_OF_CLIENT;
	return scan->open_only ? STATEMENT_REPORT_CONTRACTS_OPEN : STATEMENT_REPORT_CONTRACTS;
}

static struct query *query_of(const struct scan *scan) {
	const struct request *request = scan->request;
	enum statement statement = statement_of(scan);
	struct query *query = store_query(request->store, statement);

	query_bind_number(query, 1, scan->after);
	query_bind_number(query, 2, request->as_of);
	query_bind_number(query, 3, request->stream);
	query_bind_number(query, 4, request->branch);
	query_bind_number(query, 5, BATCH);
	if (statement != STATEMENT_REPORT_CONTRACTS)
		query_bind_number(query, 6, request->client ? request->client : scan->after_closed_on);
	if (statement == STATEMENT_REPORT_CONTRACTS_OPEN)
		query_bind_number(query, 7, scan->after_sold_on);
	return query;
}

static void read_batch(struct scan *scan) {
	struct query *query = query_of(scan);
	bool whole = true;
	enum step step = STEP_DONE;

	arena_reset(scan->arena);
	scan->batch = (struct scanned_list){0};
	scan->next = 0;
	scan->begun = true;
	while (whole && (step = query_step(query)) == STEP_ROW)
		whole = read_one(scan, query);
	query_end(query);
	if (!whole || step == STEP_FAULT)
		scan->status = request_fault(scan->request);
}

const struct scanned *scan_next(struct scan *scan) {
	bool last = scan->begun && scan->batch.count < BATCH;

	if (scan->status == CARNET_OK && scan->next == scan->batch.count && !last) {
		scan->status = request_room(scan->request);
		if (scan->status == CARNET_OK)
			read_batch(scan);
	}
	if (scan->status != CARNET_OK || scan->next == scan->batch.count)
		return NULL;
	const struct scanned *scanned = &scan->batch.at[scan->next++];
	scan->after = scanned->contract->id;
	scan->after_closed_on = scanned->closed_on;
	scan->after_sold_on = scanned->contract->sold_on;
	return scanned;
}

enum carnet_status scan_finish(struct scan *scan) {
	arena_destroy(scan->arena);
	scan->arena = NULL;
	return scan->status;
}

enum carnet_status scan_state(struct request *request, const struct contract *contract, struct state *state) {
	return state_fold(contract, request->as_of, state) ? CARNET_OK : request_fault(request);
}
