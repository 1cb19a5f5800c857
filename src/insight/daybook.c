#include "insight/daybook.h"

#include "insight/scan.h"

#include <string.h>

static bool read_entry(struct request *request, struct query *query, struct daybook *daybook) {
	size_t length;
	struct day_entry *entry = LIST_ADD(request->arena, &daybook->entries);

	entry->id = query_number(query, 0);
	entry->name = query_text_copy(query, 1, request->arena);
	entry->operation = query_text_copy(query, 2, request->arena);
	entry->undone = !query_is_null(query, 4);
	const void *contracts = query_blob(query, 3, &length);
	return unpack_numbers(contracts, length, request->arena, &daybook->contracts);
}

enum carnet_status daybook_read(struct request *request, int32_t day, struct daybook *daybook) {
	struct query *query = store_query(request->store, STATEMENT_REPORT_ENTRIES_OF_DAY);
	bool whole = true;
	enum step step = STEP_DONE;

	*daybook = (struct daybook){0};
	query_bind_number(query, 1, day);
	while (whole && (step = query_step(query)) == STEP_ROW)
		whole = read_entry(request, query, daybook);
	query_end(query);
	numbers_each_once(&daybook->contracts);
	return whole && step != STEP_FAULT ? CARNET_OK : request_fault(request);
}

enum carnet_status contract_at(struct request *request, struct arena *arena, int64_t id, struct contract *contract,
			       const char **client) {
	struct query *query = store_query(request->store, STATEMENT_REPORT_CONTRACT);
	bool whole;

	*contract = (struct contract){0};
	query_bind_number(query, 1, id);
	whole = query_step(query) == STEP_ROW && contract_read(contract, query, arena);
	if (whole && client)
		*client = query_text_copy(query, 8, request->arena);
	query_end(query);
	return whole ? CARNET_OK : request_fault(request);
}
