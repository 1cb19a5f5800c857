#include "book/mend.h"

#include "book/cycles.h"
#include "book/row.h"
#include "book/work.h"

#include <stdlib.h>

static const char note[] = "mended_to";

enum { BATCH = 256 };

/* The last contract done; −1: all are. */
static int64_t read_note(struct store *store) {
	struct query *query = store_query(store, STATEMENT_META_GET);
	query_bind_text(query, 1, note);
	int64_t done = query_step(query) == STEP_ROW ? strtoll(query_text(query, 0), NULL, 10) : -1;
	query_end(query);
	return done;
}

static void write_note(struct store *store, struct arena *arena, int64_t done) {
	struct query *query = store_query(store, done < 0 ? STATEMENT_META_REMOVE : STATEMENT_META_SET);
	query_bind_text(query, 1, note);
	if (done >= 0)
		query_bind_text(query, 2, arena_format(arena, "%lld", (long long)done));
	query_run(query);
}

/* A damaged contract is passed over: it keeps no book from being opened, and verify tells it. */
static size_t read_batch(struct store *store, struct arena *arena, int64_t *done, struct contract_list *contracts) {
	struct query *query = store_query(store, STATEMENT_CONTRACT_TO_MEND);
	size_t count = 0;
	query_bind_number(query, 1, *done);
	query_bind_number(query, 2, BATCH);
	for (; query_step(query) == STEP_ROW; count++) {
		struct contract *contract = ARENA_NEW(arena, struct contract);
		*done = query_number(query, 0);
		if (contract_read(contract, query, arena))
			*LIST_ADD(arena, contracts) = contract;
	}
	query_end(query);
	return count;
}

/* What is kept of its membership may be damaged; that keeps no book from being opened either. False: a fault. */
static bool set_row(struct store *store, struct arena *arena, const struct contract *contract) {
	struct state state;
	if (!state_fold(contract, STATE_TODAY, &state))
		return true;
	struct query *query = store_query(store, STATEMENT_CONTRACT_SET_DAYS);
	query_bind_number(query, 1, contract->id);
	query_bind_number(query, 2, contract_used_up_on(contract, &state));
	query_bind_number(query, 3, contract_closed_on(contract, &state));
	query_run(query);
	if (contract->membership && state.begun)
		(void)!cycle_keep(store, arena, contract, true);
	return !store_faulted(store);
}

/* What is left to do is read behind the lock: another server may be at it, too. */
static bool mend_batch(struct store *store, struct arena *arena, bool *whole) {
	struct contract_list contracts = {0};
	if (!store_begin(store))
		return false;
	int64_t done = read_note(store);
	*whole = done < 0 || read_batch(store, arena, &done, &contracts) < BATCH;
	for (size_t i = 0; i < contracts.count; i++)
		if (!set_row(store, arena, contracts.at[i]))
			return false;
	write_note(store, arena, *whole ? -1 : done);
	return !store_faulted(store) && store_commit(store);
}

static bool mend_all(struct store *store) {
	struct arena *arena = arena_create();
	bool good = true, whole = false;
	while (good && !whole) {
		arena_reset(arena);
		good = mend_batch(store, arena, &whole);
	}
	arena_destroy(arena);
	return good;
}

enum carnet_status book_mend(struct book *book, enum store_mode mode, struct refusal *why) {
	struct store *store = book->store;
	bool left = read_note(store) >= 0;
	if (left && mode == STORE_READ_ONLY)
		return refuse(why, CARNET_INVALID, "made by an older carnet; open it once with a command that writes");
	if ((left && !mend_all(store)) || store_faulted(store))
		return store_refuse(store, why);
	return CARNET_OK;
}
