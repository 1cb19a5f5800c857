#include "insight/counsel_scan.h"

#include "book/pack.h"
#include "book/visits.h"
#include "insight/scan.h"

enum { BATCH = 512 };

/* One contract as read, with its owner. */
struct read_row {
	struct contract *contract;
	int64_t client;
	const char *ref;
	const void *visits;
	size_t visits_length;
};
struct read_list LIST(struct read_row);

struct counsel_scan {
	struct request *request;
	const struct counsel *counsel;
	see *seen_by;
	void *context;
	struct arena *arena;   /* of a batch */
	struct read_list rows; /* of a batch, by owner */
	int64_t after;         /* the last owner shown */
};

/* Reading */

static bool read_row(struct counsel_scan *scan, struct query *query) {
	struct read_row *row = LIST_ADD(scan->arena, &scan->rows);
	bool same = scan->rows.count > 1 && row[-1].client == query_number(query, 9);
	row->contract = ARENA_NEW(scan->arena, struct contract);
	row->client = query_number(query, 9);
	if (same) {
		row->ref = row[-1].ref;
	} else {
		const void *visits = query_blob(query, 10, &row->visits_length);
		row->ref = query_text_copy(query, 8, scan->arena);
		row->visits = row->visits_length > 0 ? arena_copy(scan->arena, visits, row->visits_length) : NULL;
	}
	return contract_read(row->contract, query, scan->arena);
}

static enum carnet_status read_rows(struct counsel_scan *scan, struct query *query) {
	bool whole = true;
	enum step step = STEP_DONE;
	arena_reset(scan->arena);
	scan->rows = (struct read_list){0};
	while (whole && (step = query_step(query)) == STEP_ROW)
		whole = read_row(scan, query);
	query_end(query);
	return whole && step != STEP_FAULT ? CARNET_OK : request_fault(scan->request);
}

static enum carnet_status read_client(struct counsel_scan *scan, int64_t client) {
	struct query *query = store_query(scan->request->store, STATEMENT_COUNSEL_OF_CLIENT);
	query_bind_number(query, 1, client);
	query_bind_number(query, 2, counsel_since(scan->counsel));
	return read_rows(scan, query);
}

static enum carnet_status read_batch(struct counsel_scan *scan) {
	struct query *query = store_query(scan->request->store, STATEMENT_COUNSEL_ALL);
	query_bind_number(query, 1, scan->after);
	query_bind_number(query, 2, counsel_since(scan->counsel));
	query_bind_number(query, 3, BATCH);
	return read_rows(scan, query);
}

/* Memberships, of cycles only */

static enum carnet_status find_membership(struct counsel_scan *scan, const struct watch *watch, int64_t id,
					  const struct membership **membership) {
	for (size_t i = 0; i < watch->contracts.count; i++) {
		*membership = watch->contracts.at[i].membership;
		if (*membership && (*membership)->id == id)
			return CARNET_OK;
	}
	struct query *query = store_query(scan->request->store, STATEMENT_MEMBERSHIP_BY_ID);
	struct membership *read = ARENA_NEW(scan->arena, struct membership);
	query_bind_number(query, 1, id);
	bool whole = query_step(query) == STEP_ROW && membership_read(read, query, scan->arena);
	query_end(query);
	*membership = read;
	return whole ? CARNET_OK : request_fault(scan->request);
}

/* Showing */

static enum carnet_status add_contract(struct counsel_scan *scan, struct counselled *one,
				       const struct contract *contract) {
	struct state *state = ARENA_NEW(scan->arena, struct state);
	const struct membership *membership = NULL;
	if (contract->sold_on > scan->request->day)
		return CARNET_OK;
	TRY(scan_state(scan->request, contract, state));
	if (contract->membership)
		TRY(find_membership(scan, &one->watch, contract->membership, &membership));
	if (state->begun)
		counsel_add(scan->counsel, scan->arena, &one->watch,
			    &(struct watched){.contract = contract, .state = state, .membership = membership});
	return CARNET_OK;
}

/* Of a branch are the alerts about what it sold; what other branches sold still provides for the client. */
static void keep_branch(struct alert_list *alerts, int64_t branch) {
	size_t kept = 0;
	for (size_t i = 0; i < alerts->count; i++)
		if (branch == 0 || alerts->at[i].about->contract->branch == branch)
			alerts->at[kept++] = alerts->at[i];
	alerts->count = kept;
}

static enum carnet_status show(struct counsel_scan *scan, size_t first, size_t end) {
	const struct read_row *row = &scan->rows.at[first];
	struct counselled one = {.arena = scan->arena, .client = row->client, .ref = row->ref};
	if (!unpack_visits(row->visits, row->visits_length, scan->arena, &one.visits))
		return request_fault(scan->request);
	one.watch = counsel_watch(scan->counsel, &one.visits);
	for (size_t i = first; i < end; i++)
		TRY(add_contract(scan, &one, scan->rows.at[i].contract));
	scan->after = row->client;
	alerts_of(scan->arena, &one.watch, &one.alerts);
	keep_branch(&one.alerts, scan->request->branch);
	return one.alerts.count > 0 ? scan->seen_by(scan->context, &one) : CARNET_OK;
}

/* Shows the clients of a batch up to a row. */
static enum carnet_status show_rows(struct counsel_scan *scan, size_t end) {
	size_t first = 0;
	for (size_t i = 1; i <= end; i++) {
		if (i < end && scan->rows.at[i].client == scan->rows.at[first].client)
			continue;
		TRY(show(scan, first, i));
		first = i;
	}
	return CARNET_OK;
}

/* The first row of the batch's last owner, who may go on in the next one. */
static size_t last_owner(const struct read_list *rows) {
	size_t first = rows->count - 1;
	while (first > 0 && rows->at[first - 1].client == rows->at[first].client)
		first--;
	return first;
}

static enum carnet_status show_batches(struct counsel_scan *scan) {
	TRY(read_batch(scan));
	while (scan->rows.count == BATCH) {
		size_t whole = last_owner(&scan->rows);
		if (whole == 0) { /* more of one owner than a batch holds */
			int64_t client = scan->rows.at[0].client;
			TRY(read_client(scan, client));
			whole = scan->rows.count;
		}
		TRY(show_rows(scan, whole));
		TRY(read_batch(scan));
	}
	return show_rows(scan, scan->rows.count);
}

enum carnet_status counsel_scan(struct request *request, const struct counsel *counsel, see *seen_by, void *context) {
	struct counsel_scan scan = {
		.request = request, .counsel = counsel, .seen_by = seen_by, .context = context, .arena = arena_create()};
	enum carnet_status status = CARNET_OK;
	if (!request->client)
		status = show_batches(&scan);
	else if ((status = read_client(&scan, request->client)) == CARNET_OK)
		status = show_rows(&scan, scan.rows.count);
	arena_destroy(scan.arena);
	return status;
}
