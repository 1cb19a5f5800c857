#include "insight/stretch.h"
#include "insight/tally.h"

/* What staff are credited with (rulebook §5), from the totals kept by day and by month. The house is shown apart. */

static struct query *query_of(struct request *request, const struct stretch *stretch, bool by_staff) {
	enum statement days = by_staff ? STATEMENT_REPORT_PERFORMANCE_BY_STAFF : STATEMENT_REPORT_PERFORMANCE;
	enum statement months = by_staff ? STATEMENT_REPORT_PERFORMANCE_MONTHS_BY_STAFF
					 : STATEMENT_REPORT_PERFORMANCE_MONTHS;
	struct query *query = stretch_query(request->store, stretch, days, months, 2);

	query_bind_number(query, 1, (int64_t)request->basis);
	query_bind_number(query, 4, request->staff);
	query_bind_number(query, 5, request->service);
	query_bind_number(query, 6, request->stream);
	query_bind_number(query, 7, request->branch);
	return query;
}

/* Days of staff are summed already, where all that they did counts. */
static bool is_summed(const struct request *request, const struct stretch *stretch, bool by_staff) {
	return by_staff && !stretch->months && !request->service && request->stream == ANY_STREAM && !request->branch;
}

static struct query *summed_query(struct request *request, const struct stretch *stretch) {
	struct query *query = store_query(request->store, STATEMENT_REPORT_PERFORMANCE_STAFF);

	query_bind_number(query, 1, (int64_t)request->basis);
	query_bind_number(query, 2, stretch->from);
	query_bind_number(query, 3, stretch->to);
	query_bind_number(query, 4, request->staff);
	return query;
}

/* Whether days and staff are all that is told. */
static bool only_staff(const struct grouping *by) {
	return !grouped_by(by, BY_SERVICE) && !grouped_by(by, BY_STREAM) && !grouped_by(by, BY_BRANCH);
}

static enum carnet_status read_rows(struct request *request, const struct stretch *stretch, struct tally *tally,
				    struct money *house) {
	bool by_staff = only_staff(&request->by);
	struct query *query = is_summed(request, stretch, by_staff) ? summed_query(request, stretch)
								    : query_of(request, stretch, by_staff);
	enum step step;

	while ((step = query_step(query)) == STEP_ROW) {
		struct tally_key key = {.day = (int32_t)query_number(query, 0)};
		struct money amount = money_of(query_number(query, 2));
		key.words[BY_STAFF] = word_of_staff(request, query_number(query, 1));
		if (!by_staff) {
			key.words[BY_SERVICE] = word_of_item(request, query_number(query, 3));
			key.words[BY_STREAM] = stream_name((enum stream)query_number(query, 4));
			key.words[BY_BRANCH] = word_of_branch(request, query_number(query, 5));
		}
		struct tally_row *row = tally_row(tally, &key);
		row->amounts[0] = money_add(row->amounts[0], amount);
		if (query_number(query, 1) == 0)
			*house = money_add(*house, amount);
	}
	return step == STEP_FAULT ? request_fault(request) : CARNET_OK;
}

static void write_totals(struct request *request, struct money sum, struct money house) {
	static const char *const names[] = {"amount", "team", "house"};
	static const char *const notes[] = {"basis"};

	report_set_totals(request->report, names,
			  (struct cell[]){cell_money(sum), cell_money(money_sub(sum, house)), cell_money(house)}, 3);
	report_set_notes(request->report, notes, (struct cell[]){cell_text(basis_name(request->basis))}, 1);
}

enum carnet_status make_performance(struct request *request) {
	static const char *const others[] = {"amount"};
	struct money sum = MONEY_ZERO, house = MONEY_ZERO;
	struct stretches stretches = stretches_of(request->from, request->to, grouped_by(&request->by, BY_DAY));
	struct tally tally;

	tally_init(&tally, request, &request->by);
	for (size_t i = 0; i < stretches.count; i++)
		TRY(read_rows(request, &stretches.at[i], &tally, &house));
	tally_sort(&tally);
	tally_columns(&tally, others, 1);
	for (size_t i = 0; i < tally.rows.count; i++) {
		if (money_is_zero(tally.rows.at[i].amounts[0]))
			continue;
		struct cell *cells = report_row_add(request->report);
		tally_cells(&tally, &tally.rows.at[i], cells);
		cells[request->by.count] = cell_money(tally.rows.at[i].amounts[0]);
		sum = money_add(sum, tally.rows.at[i].amounts[0]);
	}
	write_totals(request, sum, house);
	return CARNET_OK;
}
