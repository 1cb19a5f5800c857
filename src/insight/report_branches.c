#include "insight/request.h"
#include "insight/stretch.h"
#include "rules/effects.h"

#include <stdlib.h>

/* Sessions sold at one branch and used at another (rulebook §12). The branch that sold was paid; it owes the branch that did the work
 * the value of the sessions. Contracts or sessions whose branch was not said are left out. */

enum { HOME, BRANCH, SESSIONS, VALUE, COLUMN_COUNT };
static const char *const columns[] = {"home", "branch", "sessions", "value"};

/* What a branch that sold owes one that did the work. */
struct debt {
	int64_t home, branch;
	struct money value;
	int64_t sessions;
};
struct debt_list LIST(struct debt);

static void add_debt(struct request *request, struct debt_list *debts, const struct debt *more) {
	for (size_t i = 0; i < debts->count; i++) {
		struct debt *debt = &debts->at[i];
		if (debt->home != more->home || debt->branch != more->branch)
			continue;
		debt->value = money_add(debt->value, more->value);
		debt->sessions += more->sessions;
		return;
	}
	*LIST_ADD(request->arena, debts) = *more;
}

static enum carnet_status read_debts(struct request *request, const struct stretch *stretch, struct debt_list *debts) {
	struct query *query = stretch_query(request->store, stretch, STATEMENT_REPORT_BRANCHES,
					    STATEMENT_REPORT_BRANCHES_MONTHS, 1);
	enum step step;

	query_bind_number(query, 3, MEASURE_DELIVERED);
	query_bind_number(query, 4, MEASURE_SESSIONS_USED);
	query_bind_number(query, 5, request->stream);
	query_bind_number(query, 6, request->service);
	while ((step = query_step(query)) == STEP_ROW)
		add_debt(request, debts,
			 &(struct debt){query_number(query, 0), query_number(query, 1),
					money_of(query_number(query, 2)), query_number(query, 3)});
	return step == STEP_FAULT ? request_fault(request) : CARNET_OK;
}

static int compare_debts(const void *a, const void *b) {
	const struct debt *one = a, *other = b;

	if (one->home != other->home)
		return one->home < other->home ? -1 : 1;
	return (one->branch > other->branch) - (one->branch < other->branch);
}

static void write_rows(struct request *request, const struct debt_list *debts) {
	static const char *const names[] = {"sessions", "value"};
	struct money value = MONEY_ZERO;
	int64_t sessions = 0;

	for (size_t i = 0; i < debts->count; i++) {
		const struct debt *debt = &debts->at[i];
		if (money_is_zero(debt->value) && debt->sessions == 0)
			continue;
		struct cell *cells = report_row_add(request->report);
		cells[HOME] = cell_text(word_of_branch(request, debt->home));
		cells[BRANCH] = cell_text(word_of_branch(request, debt->branch));
		cells[SESSIONS] = cell_number(debt->sessions);
		cells[VALUE] = cell_money(debt->value);
		value = money_add(value, debt->value);
		sessions += debt->sessions;
	}
	report_set_totals(request->report, names, (struct cell[]){cell_number(sessions), cell_money(value)}, 2);
}

static struct money owed(const struct debt_list *debts, int64_t home, int64_t branch) {
	for (size_t i = 0; i < debts->count; i++)
		if (debts->at[i].home == home && debts->at[i].branch == branch)
			return debts->at[i].value;
	return MONEY_ZERO;
}

static void add_settlement(struct request *request, const struct debt_list *debts, int64_t from, int64_t to,
			   struct record_list *settlements) {
	static const char *const names[] = {"from", "to", "amount"};
	struct money net = money_sub(owed(debts, from, to), owed(debts, to, from));

	if (!money_is_positive(net))
		return;
	record_add(request->arena, settlements, names,
		   (struct cell[]){cell_text(word_of_branch(request, from)), cell_text(word_of_branch(request, to)),
				   cell_money(net)},
		   3);
}

/* Who owes whom once both ways are set off. */
static void write_settlements(struct request *request, const struct debt_list *debts) {
	static const char *const names[] = {"settlements"};
	const struct branch_list *branches = &request->catalog->branches;
	struct record_list settlements = {0};

	for (size_t i = 0; i < branches->count; i++)
		for (size_t k = 0; k < branches->count; k++)
			if (i != k)
				add_settlement(request, debts, branches->at[i].id, branches->at[k].id, &settlements);
	report_set_notes(request->report, names, (struct cell[]){cell_list(&settlements)}, 1);
}

enum carnet_status make_branches(struct request *request) {
	struct stretches stretches = stretches_of(request->from, request->to, false);
	struct debt_list debts = {0};

	request->report->columns = columns;
	request->report->column_count = COLUMN_COUNT;
	for (size_t i = 0; i < stretches.count; i++)
		TRY(read_debts(request, &stretches.at[i], &debts));
	if (debts.count > 1)
		qsort(debts.at, debts.count, sizeof *debts.at, compare_debts);
	write_rows(request, &debts);
	write_settlements(request, &debts);
	return CARNET_OK;
}
