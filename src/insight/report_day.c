#include "insight/daybook.h"
#include "insight/movement.h"
#include "insight/scan.h"
#include "insight/tally.h"

#include "base/json.h"

#include <string.h>

/* One day (rulebook §12), a line each of
 *
 *   takings      a method                     amount: in less out
 *   performance  staff, "house" last          amount
 *   visits                                    count: visits not voided
 *   sold         a stream                     amount: prices; count: contracts; less what a void took back that day
 *   redeemed     a service or product         amount: value delivered; count: sessions
 *   due                                       amount: due at the end of the day in all; count: contracts that owe it
 *
 * With a branch: what happened there, and what is due on contracts sold there. */

enum { WHAT, NAME, AMOUNT, COUNT, COLUMN_COUNT };
static const char *const columns[] = {"what", "name", "amount", "count"};

enum what { TAKINGS, PERFORMANCE, VISITS, SOLD, REDEEMED, DUE, WHAT_COUNT };
static const char *const names[] = {"takings", "performance", "visits", "sold", "redeemed", "due"};

struct sums {
	struct money amounts[WHAT_COUNT];
	int64_t counts[WHAT_COUNT];
};

static bool has_count(enum what what) {
	return what != TAKINGS && what != PERFORMANCE;
}

static bool has_amount(enum what what) {
	return what != VISITS;
}

static void add_row(struct request *request, struct sums *sums, enum what what, const char *name, struct money amount,
		    int64_t count) {
	struct cell *cells;

	sums->amounts[what] = money_add(sums->amounts[what], amount);
	sums->counts[what] += count;
	if (money_is_zero(amount) && count == 0)
		return;
	cells = report_row_add(request->report);
	cells[WHAT] = cell_text(names[what]);
	cells[NAME] = cell_text(name);
	if (has_amount(what))
		cells[AMOUNT] = cell_money(amount);
	if (has_count(what))
		cells[COUNT] = cell_number(count);
}

/* Rows of a tally by one word, in its order. */
static void add_tally(struct request *request, struct sums *sums, enum what what, struct tally *tally) {
	tally_sort(tally);
	for (size_t i = 0; i < tally->rows.count; i++)
		add_row(request, sums, what, tally->rows.at[i].words[0], tally->rows.at[i].amounts[0],
			tally->rows.at[i].counts[0]);
}

static const struct grouping *by_word(struct request *request, enum dimension dimension) {
	struct grouping *by = ARENA_NEW(request->arena, struct grouping);

	*by = (struct grouping){{dimension}, 1};
	return by;
}

static void count_word(struct tally *tally, enum dimension dimension, const char *word, struct money amount,
		       int64_t count) {
	struct tally_key key = {0};

	key.words[dimension] = word;
	struct tally_row *row = tally_row(tally, &key);
	row->amounts[0] = money_add(row->amounts[0], amount);
	row->counts[0] += count;
}

/* Takings and performance */

static enum carnet_status tell_takings(struct request *request, struct sums *sums) {
	struct query *query = store_query(request->store, STATEMENT_REPORT_TAKINGS);
	struct tally tally;
	enum step step;

	tally_init(&tally, request, by_word(request, BY_METHOD));
	query_bind_number(query, 1, request->day);
	query_bind_number(query, 2, request->day);
	query_bind_number(query, 3, request->branch);
	query_bind_number(query, 4, ANY_STREAM);
	while ((step = query_step(query)) == STEP_ROW)
		count_word(&tally, BY_METHOD, query_text_copy(query, 1, request->arena),
			   money_sub(money_of(query_number(query, 4)), money_of(query_number(query, 5))), 0);
	add_tally(request, sums, TAKINGS, &tally);
	return step == STEP_FAULT ? request_fault(request) : CARNET_OK;
}

static enum carnet_status tell_performance(struct request *request, struct sums *sums) {
	struct query *query = store_query(request->store, STATEMENT_REPORT_PERFORMANCE_BY_STAFF);
	struct tally tally;
	enum step step;

	tally_init(&tally, request, by_word(request, BY_STAFF));
	query_bind_number(query, 1, (int64_t)request->basis);
	query_bind_number(query, 2, request->day);
	query_bind_number(query, 3, request->day);
	query_bind_number(query, 4, ANY_STAFF);
	query_bind_number(query, 5, 0);
	query_bind_number(query, 6, ANY_STREAM);
	query_bind_number(query, 7, request->branch);
	while ((step = query_step(query)) == STEP_ROW)
		count_word(&tally, BY_STAFF, word_of_staff(request, query_number(query, 1)),
			   money_of(query_number(query, 2)), 0);
	add_tally(request, sums, PERFORMANCE, &tally);
	return step == STEP_FAULT ? request_fault(request) : CARNET_OK;
}

/* Visits and what was sold */

/* Whether an operation as kept was done at the branch: its member "branch" is the code or the number. Inside of texts quotes are
 * escaped, so nothing else can look like it. */
static bool done_at(struct request *request, const char *operation) {
	struct buffer code;

	if (!request->branch)
		return true;
	buffer_init(&code, request->arena);
	buffer_text(&code, "\"branch\":");
	json_text(&code, word_of_branch(request, request->branch));
	if (strstr(operation, code.at))
		return true;
	const char *number = arena_format(request->arena, "\"branch\":%lld", (long long)request->branch);
	const char *found = strstr(operation, number);
	return found && (found[strlen(number)] == ',' || found[strlen(number)] == '}');
}

static void tell_visits(struct request *request, struct sums *sums, const struct daybook *daybook) {
	int64_t count = 0;

	for (size_t i = 0; i < daybook->entries.count; i++) {
		const struct day_entry *entry = &daybook->entries.at[i];
		count += strcmp(entry->name, "visit") == 0 && !entry->undone && done_at(request, entry->operation);
	}
	add_row(request, sums, VISITS, NULL, MONEY_ZERO, count);
}

/* 1: the contract was sold on the day; −1: its sale was voided on the day, which was not its own; 0: neither (§14.16). */
static int sold_that_day(const struct request *request, const struct contract *contract) {
	const struct change *first = contract->changes.at;

	if (contract->changes.count == 0 || first->kind != CHANGE_SELL || contract->reopened_credit ||
	    (request->branch && first->branch != request->branch))
		return 0;
	return (first->date == request->day) - (first->gone_on == request->day);
}

static enum carnet_status tell_sold(struct request *request, struct sums *sums, const struct daybook *daybook) {
	struct arena *arena = arena_create();
	enum carnet_status status = CARNET_OK;
	struct contract contract;
	struct tally tally;

	tally_init(&tally, request, by_word(request, BY_STREAM));
	for (size_t i = 0; status == CARNET_OK && i < daybook->contracts.count; i++) {
		arena_reset(arena);
		status = contract_at(request, arena, daybook->contracts.at[i], &contract, NULL);
		int sold = status == CARNET_OK ? sold_that_day(request, &contract) : 0;
		if (sold != 0)
			count_word(&tally, BY_STREAM, stream_name(contract.terms.stream),
				   money_times(contract.terms.price, sold), sold);
	}
	arena_destroy(arena);
	add_tally(request, sums, SOLD, &tally);
	return status;
}

/* Redeemed */

static enum carnet_status tell_redeemed(struct request *request, struct sums *sums) {
	struct query *query = store_query(request->store, STATEMENT_REPORT_DELIVERED);
	struct tally tally;
	enum step step;

	tally_init(&tally, request, by_word(request, BY_SERVICE));
	query_bind_number(query, 1, request->day);
	query_bind_number(query, 2, request->day);
	query_bind_number(query, 3, MEASURE_DELIVERED);
	query_bind_number(query, 4, MEASURE_SESSIONS_USED);
	query_bind_number(query, 5, request->branch);
	while ((step = query_step(query)) == STEP_ROW)
		count_word(&tally, BY_SERVICE, word_of_item(request, query_number(query, 0)),
			   money_of(query_number(query, 1)), query_number(query, 2));
	add_tally(request, sums, REDEEMED, &tally);
	return step == STEP_FAULT ? request_fault(request) : CARNET_OK;
}

/* Due */

/* As everything recorded says: the kept amounts do. */
static enum carnet_status due_now(struct request *request, struct sums *sums) {
	struct query *query = store_query(request->store, STATEMENT_REPORT_DUE);
	struct money due = MONEY_ZERO;
	int64_t count = 0;

	query_bind_number(query, 1, request->branch);
	if (query_step(query) == STEP_ROW) {
		due = money_of(query_number(query, 0));
		count = query_number(query, 1);
	}
	query_end(query);
	add_row(request, sums, DUE, NULL, due, count);
	return store_faulted(request->store) ? request_fault(request) : CARNET_OK;
}

/* As it stood at the end of an earlier day: folded from the histories. */
static enum carnet_status due_then(struct request *request, struct sums *sums) {
	enum carnet_status status = CARNET_OK;
	const struct scanned *scanned;
	struct money due = MONEY_ZERO;
	int64_t count = 0;
	struct state state;
	struct scan scan;

	scan_begin(&scan, request, true);
	while (status == CARNET_OK && (scanned = scan_next(&scan))) {
		status = scan_state(request, scanned->contract, &state);
		if (status != CARNET_OK || !state.begun)
			continue;
		due = money_add(due, state_due(&state));
		count += money_is_positive(state_due(&state));
	}
	enum carnet_status finished = scan_finish(&scan);
	add_row(request, sums, DUE, NULL, due, count);
	return status != CARNET_OK ? status : finished;
}

static bool nothing_after(struct request *request) {
	struct query *query = store_query(request->store, STATEMENT_REPORT_MOVEMENT_LAST);
	bool nothing = query_step(query) != STEP_ROW || query_number(query, 0) <= request->day;

	query_end(query);
	return nothing;
}

static enum carnet_status tell_due(struct request *request, struct sums *sums) {
	request->as_of = request->day;
	return nothing_after(request) ? due_now(request, sums) : due_then(request, sums);
}

static void write_totals(struct request *request, const struct sums *sums) {
	struct cell cells[WHAT_COUNT];
	static const char *const notes[] = {"basis"};

	for (int i = 0; i < WHAT_COUNT; i++)
		cells[i] = i == VISITS || i == REDEEMED ? cell_number(sums->counts[i]) : cell_money(sums->amounts[i]);
	report_set_totals(request->report, names, cells, WHAT_COUNT);
	report_set_notes(request->report, notes, (struct cell[]){cell_text(basis_name(request->basis))}, 1);
}

enum carnet_status make_day(struct request *request) {
	struct sums sums = {0};
	struct daybook daybook;

	request->report->as_of = request->day;
	request->report->columns = columns;
	request->report->column_count = COLUMN_COUNT;
	TRY(tell_takings(request, &sums));
	TRY(tell_performance(request, &sums));
	TRY(daybook_read(request, request->day, &daybook));
	tell_visits(request, &sums, &daybook);
	TRY(tell_sold(request, &sums, &daybook));
	TRY(tell_redeemed(request, &sums));
	TRY(tell_due(request, &sums));
	write_totals(request, &sums);
	return CARNET_OK;
}
