#include "insight/movement.h"

/* What is paid in advance and what is owed, by stream and period, from opening to closing (rulebook §12, §14.15). A filter by branch
 * is of contracts sold there, so that every line still adds up. */

struct roll {
	struct request *request;
	bool year;
	struct period period;
	int32_t end;                         /* the last day to show */
	struct figures before[STREAM_COUNT]; /* up to the period */
	struct figures inside[STREAM_COUNT]; /* in it */
	struct figures shown[STREAM_COUNT];  /* in all periods shown */
};

static const char *const columns[] = {"period", "stream", "opening", "paid_in",   "delivered",  "refunded", "breakage",
				      "fees",   "moved",  "closing", "liability", "receivable", "sessions"};
enum { COLUMN_COUNT = sizeof columns / sizeof *columns, FIRST_AMOUNT = 2 };

/* Rows */

static struct cell sessions_cell(struct request *request, const struct figures *before, const struct figures *inside) {
	static const char *const names[] = {"opening", "sold", "used", "expired", "returned", "transferred", "closing"};
	int64_t opening = figures_sessions(before);
	struct cell cells[] = {cell_number(opening),
			       cell_number(inside->sessions[MEASURE_SESSIONS_SOLD]),
			       cell_number(inside->sessions[MEASURE_SESSIONS_USED]),
			       cell_number(inside->sessions[MEASURE_SESSIONS_EXPIRED]),
			       cell_number(inside->sessions[MEASURE_SESSIONS_RETURNED]),
			       cell_number(inside->sessions[MEASURE_SESSIONS_TRANSFERRED]),
			       cell_number(opening + figures_sessions(inside))};

	return cell_record(request->arena, names, cells, sizeof cells / sizeof *cells);
}

static struct money at_end(const struct figures *before, const struct figures *inside, enum measure measure) {
	return money_add(before->amounts[measure], inside->amounts[measure]);
}

/* The cells from "opening" on. */
static void figure_cells(struct request *request, const struct figures *before, const struct figures *inside,
			 struct cell *cells) {
	struct money opening = figures_net(before);

	*cells++ = cell_money(opening);
	*cells++ = cell_money(inside->amounts[MEASURE_PAID_IN]);
	*cells++ = cell_money(inside->amounts[MEASURE_DELIVERED]);
	*cells++ = cell_money(inside->amounts[MEASURE_REFUNDED]);
	*cells++ = cell_money(inside->amounts[MEASURE_BREAKAGE]);
	*cells++ = cell_money(figures_fees(inside));
	*cells++ = cell_money(figures_moved(inside));
	*cells++ = cell_money(money_add(opening, figures_net(inside)));
	*cells++ = cell_money(at_end(before, inside, MEASURE_LIABILITY));
	*cells++ = cell_money(at_end(before, inside, MEASURE_RECEIVABLE));
	*cells = sessions_cell(request, before, inside);
}

static bool any_money(const struct cell *cells) {
	for (int i = FIRST_AMOUNT; i < COLUMN_COUNT - 1; i++)
		if (!money_is_zero(cells[i].as.money))
			return true;
	return false;
}

static bool any_sessions(const struct figures *before, const struct figures *inside) {
	for (int i = MEASURE_SESSIONS_SOLD; i <= MEASURE_SESSIONS_TRANSFERRED; i++)
		if (inside->sessions[i] != 0)
			return true;
	return figures_sessions(before) != 0;
}

static void add_row(struct roll *roll, enum stream stream) {
	struct cell cells[COLUMN_COUNT];

	figure_cells(roll->request, &roll->before[stream], &roll->inside[stream], cells + FIRST_AMOUNT);
	if (!any_money(cells) && !any_sessions(&roll->before[stream], &roll->inside[stream]))
		return;
	cells[0] = cell_text(period_name(roll->request->arena, roll->period.number, roll->year));
	cells[1] = cell_text(stream_name(stream));
	struct cell *row = report_row_add(roll->request->report);
	for (int i = 0; i < COLUMN_COUNT; i++)
		row[i] = cells[i];
}

/* Ends the period: its rows are written, and the next one opens with what it closed with. */
static void end_period(struct roll *roll) {
	for (int i = 0; i < STREAM_COUNT; i++) {
		add_row(roll, (enum stream)i);
		figures_add(&roll->shown[i], &roll->inside[i]);
		figures_add(&roll->before[i], &roll->inside[i]);
		roll->inside[i] = (struct figures){0};
	}
	roll->period = period_after(roll->request, &roll->period, roll->year);
}

/* Days */

static int32_t later(int32_t a, int32_t b) {
	return a > b ? a : b;
}

static int32_t last_day(struct request *request) {
	struct query *query = store_query(request->store, STATEMENT_REPORT_MOVEMENT_LAST);
	int32_t day = query_step(query) == STEP_ROW ? (int32_t)query_number(query, 0) : DATE_MIN;

	query_end(query);
	return later(later(day, request->now), request->from);
}

/* The periods touched by the request's days, but none after the last day on which there is anything to tell. */
static void set_end(struct roll *roll) {
	int32_t last = last_day(roll->request);
	int32_t to = roll->request->to < last ? roll->request->to : last;

	roll->end = period_of(roll->request, to, roll->year).last;
}

static enum carnet_status read_all(struct roll *roll) {
	struct request *request = roll->request;
	struct movement_range range = {DATE_MIN, roll->end, 0, request->branch};
	struct movement_reader reader = movement_reader_of(request, &range);
	struct movement movement;
	enum step step;
	bool begun = request->from > DATE_MIN;

	if (begun)
		roll->period = period_of(request, request->from, roll->year);
	while ((step = movement_next(&reader, &movement)) == STEP_ROW) {
		if (!begun)
			roll->period = period_of(request, movement.date, roll->year);
		begun = true;
		while (movement.date > roll->period.last)
			end_period(roll);
		figures_count(movement.date < roll->period.first ? &roll->before[movement.stream]
								 : &roll->inside[movement.stream],
			      &movement);
	}
	while (begun && roll->period.first <= roll->end)
		end_period(roll);
	return step == STEP_FAULT ? request_fault(request) : CARNET_OK;
}

static void write_totals(struct roll *roll) {
	struct cell cells[COLUMN_COUNT];
	struct figures before = {0}, inside = {0};

	for (int i = 0; i < STREAM_COUNT; i++) {
		figures_add(&inside, &roll->shown[i]);
		figures_add(&before, &roll->before[i]);
	}
	for (int i = 0; i < MEASURE_COUNT; i++) { /* what was there before the first row */
		before.amounts[i] = money_sub(before.amounts[i], inside.amounts[i]);
		before.sessions[i] -= inside.sessions[i];
	}
	figure_cells(roll->request, &before, &inside, cells);
	report_set_totals(roll->request->report, columns + FIRST_AMOUNT, cells, COLUMN_COUNT - FIRST_AMOUNT);
}

enum carnet_status make_rollforward(struct request *request) {
	struct roll *roll = ARENA_NEW(request->arena, struct roll);

	roll->request = request;
	roll->year = grouped_by(&request->by, BY_YEAR);
	request->report->columns = columns;
	request->report->column_count = COLUMN_COUNT;
	set_end(roll);
	TRY(read_all(roll));
	write_totals(roll);
	return CARNET_OK;
}
