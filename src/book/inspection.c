#include "book/inspection.h"

#include "book/entry.h"
#include "book/look.h"
#include "book/pack.h"
#include "book/work.h"

#include <stdlib.h>
#include <string.h>

struct inspection {
	struct book *book;
	struct arena *arena;          /* emptied after each entry and contract */
	struct arena *kept;           /* lives as long as the inspection */
	struct number_list contracts; /* that the entries changed; a contract stands here once for each of them */
	struct refusal *why;
};

static enum carnet_status fault(const struct inspection *inspection) {
	const struct store *store = inspection->book->store;
	enum carnet_status status = store_damaged(store) ? CARNET_INVALID : CARNET_UNAVAILABLE;
	return refuse(inspection->why, status, "%s", store_fault_text(store));
}

static enum carnet_status damaged(const struct inspection *inspection, const char *what, int64_t number,
				  const char *how) {
	return refuse(inspection->why, CARNET_INVALID, "%s %lld %s", what, (long long)number, how);
}

static enum carnet_status wrong_entry(const struct inspection *inspection, const struct entry *entry, const char *how) {
	return damaged(inspection, "entry", entry->id, how);
}

/* Ends the query of one row; a fault of the store goes before what was found in it. */
static enum carnet_status ended(const struct inspection *inspection, struct query *query, enum carnet_status found) {
	query_end(query);
	return store_faulted(inspection->book->store) ? fault(inspection) : found;
}

/* One entry */

/* `before` gets the hash of the entry before it in its chain, or zeros. */
static enum carnet_status read_hash_before(const struct inspection *inspection, const struct entry *entry,
					   unsigned char before[ENTRY_HASH_BYTES]) {
	memset(before, 0, ENTRY_HASH_BYTES);
	if (entry->previous == 0)
		return CARNET_OK;
	struct query *query = store_query(inspection->book->store, STATEMENT_ENTRY_BY_ID);
	query_bind_number(query, 1, entry->previous);
	bool found = false;
	if (query_step(query) == STEP_ROW) {
		struct entry previous = entry_read(query);
		found = previous.hash && previous.client == entry->client && previous.id < entry->id;
		if (found)
			memcpy(before, previous.hash, ENTRY_HASH_BYTES);
	}
	return ended(inspection, query,
		     found ? CARNET_OK : wrong_entry(inspection, entry, "does not follow on an entry of its chain"));
}

static enum carnet_status check_hash(const struct inspection *inspection, const struct entry *entry) {
	unsigned char before[ENTRY_HASH_BYTES], hash[ENTRY_HASH_BYTES];
	TRY(read_hash_before(inspection, entry, before));
	entry_hash(entry, before, hash);
	if (!entry->hash || memcmp(hash, entry->hash, ENTRY_HASH_BYTES) != 0)
		return wrong_entry(inspection, entry, "is not what its hash says");
	return CARNET_OK;
}

static enum carnet_status check_key(const struct inspection *inspection, const struct entry *entry) {
	if (!entry->key)
		return CARNET_OK;
	struct query *query = store_query(inspection->book->store, STATEMENT_ENTRY_BY_KEY);
	query_bind_text(query, 1, entry->key);
	bool found = query_step(query) == STEP_ROW && query_number(query, 0) == entry->id;
	return ended(inspection, query, found ? CARNET_OK : wrong_entry(inspection, entry, "is not found by its key"));
}

static enum carnet_status check_postings(const struct inspection *inspection, const struct entry *entry) {
	struct posting_list postings = {0};
	if (unpack_postings(entry->postings.at, entry->postings.length, inspection->arena, &postings) &&
	    postings_balance(&postings))
		return CARNET_OK;
	return wrong_entry(inspection, entry, "has postings that do not balance");
}

/* Whether the end of the chain is this entry, or a later one. */
static bool is_end_of_chain(const struct entry *entry, int64_t last, struct packed hash) {
	return last > entry->id || (last == entry->id && hash.length == ENTRY_HASH_BYTES &&
				    memcmp(hash.at, entry->hash, ENTRY_HASH_BYTES) == 0);
}

static enum carnet_status check_chain(const struct inspection *inspection, const struct entry *entry) {
	const struct book *book = inspection->book;
	struct packed hash = {book->chain, sizeof book->chain};
	bool found = entry->client == 0 && is_end_of_chain(entry, book->last_entry, hash);
	if (entry->client == 0)
		return found ? CARNET_OK : wrong_entry(inspection, entry, "is not where the book's chain ends");
	struct query *query = store_query(book->store, STATEMENT_CLIENT_BY_ID);
	query_bind_number(query, 1, entry->client);
	if (query_step(query) == STEP_ROW) {
		hash.at = query_blob(query, 3, &hash.length);
		found = is_end_of_chain(entry, query_number(query, 2), hash);
	}
	return ended(inspection, query,
		     found ? CARNET_OK : wrong_entry(inspection, entry, "is not where its client's chain ends"));
}

static enum carnet_status note_contracts(struct inspection *inspection, const struct entry *entry) {
	struct number_list changed = {0};
	if (!unpack_numbers(entry->contracts.at, entry->contracts.length, inspection->arena, &changed))
		return wrong_entry(inspection, entry, "does not say what it changed");
	for (size_t i = 0; i < changed.count; i++)
		*LIST_ADD(inspection->kept, &inspection->contracts) = changed.at[i];
	return CARNET_OK;
}

static enum carnet_status look_at_entry(struct inspection *inspection, const struct entry *entry) {
	TRY(check_hash(inspection, entry));
	TRY(check_key(inspection, entry));
	TRY(check_postings(inspection, entry));
	TRY(check_chain(inspection, entry));
	return note_contracts(inspection, entry);
}

static enum carnet_status look_at_entries(struct inspection *inspection) {
	int64_t last = inspection->book->entries;
	int64_t seen = last > INSPECTED_ENTRIES ? last - INSPECTED_ENTRIES : 0;
	enum carnet_status status = CARNET_OK;
	struct query *query = store_query(inspection->book->store, STATEMENT_ENTRY_AFTER);
	query_bind_number(query, 1, seen);
	query_bind_number(query, 2, INSPECTED_ENTRIES + 1);
	while (status == CARNET_OK && query_step(query) == STEP_ROW) {
		struct entry entry = entry_read(query);
		arena_reset(inspection->arena);
		status = entry.id == ++seen ? look_at_entry(inspection, &entry)
					    : damaged(inspection, "entry", seen, "is missing");
	}
	if (status == CARNET_OK && seen != last)
		status = damaged(inspection, "entry", seen < last ? seen + 1 : seen,
				 seen < last ? "is missing" : "is not counted");
	return ended(inspection, query, status);
}

/* The contracts they changed */

static bool is_what_the_row_says(const struct query *row, const struct contract *contract, const struct state *state) {
	return query_number(row, 0) == contract_owner(contract) && (query_number(row, 1) != 0) == !state->begun &&
	       (query_number(row, 2) != 0) == contract_is_open(contract, state) &&
	       query_number(row, 3) == money_units(contract->terms.price) &&
	       query_number(row, 4) == money_units(state->live_value) &&
	       query_number(row, 5) == money_units(state->delivered) &&
	       query_number(row, 6) == money_units(state->paid) &&
	       query_number(row, 7) == money_units(state->written_off);
}

static enum carnet_status compare_row(const struct inspection *inspection, const struct contract *contract,
				      const struct state *state) {
	struct query *row = store_query(inspection->book->store, STATEMENT_CONTRACT_KEPT);
	query_bind_number(row, 1, contract->id);
	bool same = query_step(row) == STEP_ROW && is_what_the_row_says(row, contract, state);
	return ended(inspection, row,
		     same ? CARNET_OK
			  : damaged(inspection, "contract", contract->id, "is not what its history adds up to"));
}

static enum carnet_status look_at_contract(struct inspection *inspection, int64_t id) {
	struct work work;
	struct contract *contract;
	struct state state;
	struct origin origin = {0};
	arena_reset(inspection->arena);
	work_init(&work, inspection->book, inspection->arena, &origin, inspection->why);
	if (work_contract_at(&work, id, &contract) == CARNET_OK && work_state(&work, contract, &state) == CARNET_OK)
		return compare_row(inspection, contract, &state);
	return store_faulted(inspection->book->store) ? fault(inspection)
						      : damaged(inspection, "contract", id, "cannot be read");
}

static enum carnet_status look_at_contracts(struct inspection *inspection) {
	struct number_list *contracts = &inspection->contracts;
	numbers_each_once(contracts);
	for (size_t i = 0; i < contracts->count; i++)
		TRY(look_at_contract(inspection, contracts->at[i]));
	return CARNET_OK;
}

/* The accounts of every day */

static enum carnet_status look_at_days(struct inspection *inspection) {
	char text[DATE_TEXT];
	struct query *query = store_query(inspection->book->store, STATEMENT_ACCOUNT_UNBALANCED);
	enum carnet_status status = CARNET_OK;
	if (query_step(query) == STEP_ROW)
		status = refuse(inspection->why, CARNET_INVALID, "the accounts of %s do not balance",
				date_text((int32_t)query_number(query, 0), text));
	return ended(inspection, query, status);
}

/* All of it */

static enum carnet_status look(struct inspection *inspection, int64_t acknowledged) {
	if (inspection->book->entries < acknowledged)
		return damaged(inspection, "entry", acknowledged, "was acknowledged and is not there");
	TRY(look_at_entries(inspection));
	TRY(look_at_contracts(inspection));
	return look_at_days(inspection);
}

/* Something has to change, or nothing is written: how often the book was inspected. */
static void count_inspection(struct inspection *inspection) {
	static const char name[] = "inspections";
	struct store *store = inspection->book->store;
	struct query *get = store_query(store, STATEMENT_META_GET);
	query_bind_text(get, 1, name);
	const char *count = query_step(get) == STEP_ROW ? query_text(get, 0) : "0";
	const char *next = arena_format(inspection->kept, "%ld", strtol(count, NULL, 10) + 1);
	query_end(get);
	struct query *set = store_query(store, STATEMENT_META_SET);
	query_bind_text(set, 1, name);
	query_bind_text(set, 2, next);
	query_run(set);
}

static enum carnet_status look_and_commit(struct inspection *inspection, int64_t acknowledged) {
	struct book *book = inspection->book;
	TRY(book_begin(book, inspection->why));
	enum carnet_status status = look(inspection, acknowledged);
	if (status != CARNET_OK) {
		book_leave(book);
		return status;
	}
	count_inspection(inspection);
	return book_finish(book, inspection->why);
}

enum carnet_status book_inspect(struct book *book, int64_t acknowledged, struct refusal *why) {
	struct inspection inspection = {.book = book, .why = why};
	if (!store_recover(book->store))
		return fault(&inspection);
	inspection.arena = arena_create();
	inspection.kept = arena_create();
	enum carnet_status status = look_and_commit(&inspection, acknowledged);
	arena_destroy(inspection.arena);
	arena_destroy(inspection.kept);
	return status;
}
