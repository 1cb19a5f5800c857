#include "insight/daybook.h"
#include "insight/scan.h"
#include "insight/wording.h"

#include <stdlib.h>
#include <string.h>

/* One client: what was bought, used and paid, day by day, in words they understand; in the notes what is left and due
 * (rulebook §12). A row's `charged` less its `paid` is what it added to `due`. What was voided is not told. Of contracts of others only
 * what was done by the client is told, and of one received only what came after. */

enum { DATE, ENTRY, CONTRACT, REF, KIND, TEXT, SESSIONS, CHARGED, PAID, COLUMN_COUNT };
static const char *const columns[] = {"date", "entry",    "contract", "ref", "kind",
				      "text", "sessions", "charged",  "paid"};

struct line_told {
	int32_t date;
	int64_t entry;
	size_t place; /* keeps what one entry did in its order */
	struct cell cells[COLUMN_COUNT];
};
struct line_told_list LIST(struct line_told);

struct telling {
	struct request *request;
	struct number_list entries;   /* of the client's own chain, in order */
	struct number_list contracts; /* that they changed */
	struct line_told_list lines;
	struct record_list left;
	struct money due;
};

/* What belongs to the client */

static enum carnet_status read_entries(struct telling *telling) {
	struct request *request = telling->request;
	struct query *query = store_query(request->store, STATEMENT_REPORT_ENTRIES_OF_CLIENT);
	bool whole = true;
	enum step step = STEP_DONE;

	query_bind_number(query, 1, request->client);
	while (whole && (step = query_step(query)) == STEP_ROW) {
		size_t length;
		*LIST_ADD(request->arena, &telling->entries) = query_number(query, 0);
		const void *contracts = query_blob(query, 1, &length);
		whole = unpack_numbers(contracts, length, request->arena, &telling->contracts);
	}
	query_end(query);
	numbers_each_once(&telling->contracts);
	return whole && step != STEP_FAULT ? CARNET_OK : request_fault(request);
}

/* The entry since when the client owns it; INT64_MAX: they do not. */
static int64_t owned_since(const struct contract *contract, int64_t client) {
	int64_t since = contract->client == client ? 0 : INT64_MAX;

	for (size_t i = 0; i < contract->changes.count; i++) {
		const struct change *change = &contract->changes.at[i];
		if (change->kind == CHANGE_TRANSFER && change_stands(change))
			since = change->other == client ? change->entry : INT64_MAX;
	}
	return since;
}

/* The contract with what still counts on the day only. */
static struct contract without_voided(const struct contract *contract, int32_t day) {
	struct contract standing = *contract;

	standing.changes = (struct change_list){0};
	for (size_t i = 0; i < contract->changes.count; i++)
		if (change_counts(&contract->changes.at[i], day))
			*LIST_ADD(contract->arena, &standing.changes) = contract->changes.at[i];
	return standing;
}

/* Lines */

static struct money due_of(const struct state *state) {
	return state->begun ? state_due(state) : MONEY_ZERO;
}

static void add_line(struct telling *telling, const struct happening *happening) {
	struct arena *arena = telling->request->arena;
	const struct contract *contract = happening->contract;
	const struct change *change = happening->change;
	struct money paid = happening_paid(happening);
	struct money charged = money_add(money_sub(due_of(happening->after), due_of(happening->before)), paid);
	int32_t sessions = happening->after->free_count - happening->before->free_count;
	bool counted = !contract_is_access_cycle(contract) && !contract_is_topup(contract) && sessions != 0;
	struct line_told *line = LIST_ADD(arena, &telling->lines);

	*line = (struct line_told){.date = change->date, .entry = change->entry, .place = telling->lines.count};
	line->cells[DATE] = cell_date(change->date);
	line->cells[ENTRY] = cell_number(change->entry);
	line->cells[CONTRACT] = cell_number(contract->id);
	line->cells[REF] = cell_text(contract->named ? arena_text(arena, contract->ref) : NULL);
	line->cells[KIND] = cell_text(happening_kind(happening));
	line->cells[TEXT] = cell_happening(telling->request, happening);
	if (counted)
		line->cells[SESSIONS] = cell_number(sessions);
	if (!money_is_zero(charged))
		line->cells[CHARGED] = cell_money(charged);
	if (!money_is_zero(paid))
		line->cells[PAID] = cell_money(paid);
}

/* The state after the first `count` changes. */
static bool fold_first(const struct contract *contract, size_t count, struct state *state) {
	struct contract first = *contract;

	first.changes.count = count;
	return state_fold(&first, STATE_TODAY, state);
}

static bool tell_contract(struct telling *telling, const struct contract *contract) {
	struct request *request = telling->request;
	int64_t since = owned_since(contract, request->client);
	struct contract standing = without_voided(contract, request->as_of);
	struct state before, after;

	if (!fold_first(&standing, 0, &before))
		return false;
	for (size_t i = 0; i < standing.changes.count; i++) {
		const struct change *change = &standing.changes.at[i];
		struct happening happening = {&standing, change, &before, &after, request->client};
		if (!fold_first(&standing, i + 1, &after))
			return false;
		bool theirs = change->entry >= since || numbers_have(&telling->entries, change->entry);
		if (theirs && change->date >= request->from && happening_kind(&happening))
			add_line(telling, &happening);
		before = after;
	}
	return true;
}

/* What is left */

static void add_left(struct telling *telling, const struct contract *contract, const struct state *state) {
	static const char *const names[] = {"contract", "ref",  "name",       "status", "sold_on",   "sessions",
					    "credit",   "days", "value_left", "due",    "expires_on"};
	struct request *request = telling->request;
	bool topup = contract_is_topup(contract), access = contract_is_access_cycle(contract);
	struct cell cells[] = {cell_number(contract->id),
			       cell_text(contract->named ? arena_text(request->arena, contract->ref) : NULL),
			       cell_text(contract_title(request, contract)),
			       cell_text(contract_status_name(state_status(contract, state, request->day))),
			       cell_date(contract->sold_on),
			       topup || access ? cell_left_out() : cell_number(state->free_count),
			       topup ? cell_money(state_credit_left(contract, state)) : cell_left_out(),
			       access ? cell_number(state->free_count) : cell_left_out(),
			       cell_money(money_sub(state->live_value, state->delivered)),
			       cell_money(state_due(state)),
			       cell_date(state_expires_on(contract, state))};

	record_add(request->arena, &telling->left, names, cells, sizeof cells / sizeof *cells);
}

static enum carnet_status tell_own(struct telling *telling) {
	struct request *request = telling->request;
	enum carnet_status status = CARNET_OK;
	const struct scanned *scanned;
	struct state state;
	struct scan scan;

	scan_begin(&scan, request, false);
	while (status == CARNET_OK && (scanned = scan_next(&scan))) {
		status = scan_state(request, scanned->contract, &state);
		if (status != CARNET_OK || !state.begun)
			continue;
		if (!tell_contract(telling, scanned->contract))
			status = request_fault(request);
		telling->due = money_add(telling->due, state_due(&state));
		if (state_open(scanned->contract, &state) || money_is_positive(state_due(&state)))
			add_left(telling, scanned->contract, &state);
	}
	enum carnet_status finished = scan_finish(&scan);
	return status != CARNET_OK ? status : finished;
}

/* What the client did on contracts that are not theirs (any more). */
static enum carnet_status tell_others(struct telling *telling) {
	struct request *request = telling->request;
	struct arena *arena = arena_create();
	enum carnet_status status = CARNET_OK;
	struct contract contract;

	for (size_t i = 0; status == CARNET_OK && i < telling->contracts.count; i++) {
		int64_t id = telling->contracts.at[i];
		if (i > 0 && telling->contracts.at[i - 1] == id)
			continue;
		arena_reset(arena);
		status = contract_at(request, arena, id, &contract, NULL);
		if (status == CARNET_OK && contract_owner(&contract) != request->client &&
		    !tell_contract(telling, &contract))
			status = request_fault(request);
	}
	arena_destroy(arena);
	return status;
}

/* Rows */

static int compare_lines(const void *a, const void *b) {
	const struct line_told *one = a, *other = b;

	if (one->date != other->date)
		return one->date < other->date ? -1 : 1;
	if (one->entry != other->entry)
		return one->entry < other->entry ? -1 : 1;
	return (one->place > other->place) - (one->place < other->place);
}

static void write_report(struct telling *telling) {
	static const char *const totals[] = {"paid", "due"};
	static const char *const notes[] = {"client", "contracts"};
	struct request *request = telling->request;
	struct money paid = MONEY_ZERO;

	if (telling->lines.count > 1)
		qsort(telling->lines.at, telling->lines.count, sizeof *telling->lines.at, compare_lines);
	for (size_t i = 0; i < telling->lines.count; i++) {
		const struct line_told *line = &telling->lines.at[i];
		memcpy(report_row_add(request->report), line->cells, sizeof line->cells);
		if (line->cells[PAID].kind == CELL_MONEY)
			paid = money_add(paid, line->cells[PAID].as.money);
	}
	report_set_totals(request->report, totals, (struct cell[]){cell_money(paid), cell_money(telling->due)}, 2);
	report_set_notes(request->report, notes,
			 (struct cell[]){cell_text(request->client_ref), cell_list(&telling->left)}, 2);
}

enum carnet_status make_statement(struct request *request) {
	struct telling telling = {.request = request};

	request->report->columns = columns;
	request->report->column_count = COLUMN_COUNT;
	request->report->from = request->from == DATE_MIN ? DATE_NONE : request->from;
	TRY(read_entries(&telling));
	TRY(tell_own(&telling));
	TRY(tell_others(&telling));
	write_report(&telling);
	return CARNET_OK;
}
