#include "insight/scan.h"

#include <stdlib.h>

/* What goes over into the next period (rulebook §10.3): every contract with something left or something owed, so that the totals of
 * sessions, liability and receivable are the opening of the next period in the report rollforward. Without a day: the last closed
 * one, or, when nothing is closed, now. */

enum {
	CONTRACT,
	REF,
	CLIENT,
	OFFER,
	STREAM,
	SESSIONS,
	CREDIT,
	DAYS,
	VALUE_LEFT,
	LIABILITY,
	RECEIVABLE,
	DUE,
	COLUMN_COUNT
};
static const char *const columns[] = {"contract", "ref",  "client",     "offer",     "stream",     "sessions",
				      "credit",   "days", "value_left", "liability", "receivable", "due"};

static bool has_days(const struct contract *contract) {
	return contract->terms.line_count > 0 && contract->terms.lines[0].kind == LINE_DAYS;
}

static void add_contract(struct request *request, const struct scanned *scanned, const struct state *state) {
	const struct contract *contract = scanned->contract;
	struct cell *cells = report_row_add(request->report);
	const char *offer = contract->offer ? catalog_offer_at(request->catalog, contract->offer)->code : NULL;

	cells[CONTRACT] = cell_number(contract->id);
	cells[REF] = cell_text(contract->named ? arena_text(request->arena, contract->ref) : NULL);
	cells[CLIENT] = cell_number(scanned->owner); /* until they are named */
	cells[OFFER] = cell_text(offer);
	cells[STREAM] = cell_text(stream_name(contract->terms.stream));
	cells[SESSIONS] = cell_number(has_days(contract) ? 0 : state->free_count);
	if (contract_is_topup(contract))
		cells[CREDIT] = cell_money(state_credit_left(contract, state));
	if (has_days(contract))
		cells[DAYS] = cell_number(state->free_count);
	cells[VALUE_LEFT] = cell_money(money_sub(state->live_value, state->delivered));
	cells[LIABILITY] = cell_money(state_liability(state));
	cells[RECEIVABLE] = cell_money(state_receivable(state));
	cells[DUE] = cell_money(state_due(state));
}

static bool goes_over(const struct contract *contract, const struct state *state) {
	return state->begun && (state_open(contract, state) || money_is_positive(state_due(state)) ||
				money_is_positive(state_liability(state)));
}

/* Clients */

static int compare_owners(const void *a, const void *b) {
	int64_t one = ((const struct report_row *)a)->cells[CLIENT].as.number;
	int64_t other = ((const struct report_row *)b)->cells[CLIENT].as.number;

	return (one > other) - (one < other);
}

/* Each is looked up once, one after the other as they lie. */
static void name_clients(struct request *request, struct report *report) {
	int64_t named = 0;
	const char *ref = NULL;

	if (report->rows.count > 1)
		qsort(report->rows.at, report->rows.count, sizeof *report->rows.at, compare_owners);
	for (size_t i = 0; i < report->rows.count; i++) {
		struct cell *cell = &report->rows.at[i].cells[CLIENT];
		if (cell->as.number != named) {
			named = cell->as.number;
			ref = ref_of_client(request, named);
		}
		*cell = cell_text(ref);
	}
}

/* Order */

static int compare_rows(const void *a, const void *b) {
	int64_t one = ((const struct report_row *)a)->cells[CONTRACT].as.number;
	int64_t other = ((const struct report_row *)b)->cells[CONTRACT].as.number;

	return (one > other) - (one < other);
}

/* By number. */
static void sort_rows(struct report *report) {
	if (report->rows.count > 1)
		qsort(report->rows.at, report->rows.count, sizeof *report->rows.at, compare_rows);
}

static struct cell total_of(const struct report *report, int column) {
	struct money sum = MONEY_ZERO;
	int64_t count = 0;

	for (size_t i = 0; i < report->rows.count; i++) {
		const struct cell *cell = &report->rows.at[i].cells[column];
		if (cell->kind == CELL_MONEY)
			sum = money_add(sum, cell->as.money);
		else if (cell->kind == CELL_NUMBER)
			count += cell->as.number;
	}
	return column == SESSIONS || column == DAYS ? cell_number(count) : cell_money(sum);
}

static void write_totals(struct report *report) {
	struct cell cells[COLUMN_COUNT - SESSIONS];

	for (int i = SESSIONS; i < COLUMN_COUNT; i++)
		cells[i - SESSIONS] = total_of(report, i);
	report_set_totals(report, columns + SESSIONS, cells, COLUMN_COUNT - SESSIONS);
}

static void set_day(struct request *request) {
	int32_t closed = book_closed_to(request->book);

	if (request->as_of == STATE_TODAY)
		request->day = closed == DATE_NONE ? request->now : closed;
	request->as_of = request->report->as_of = request->day;
}

enum carnet_status make_carryover(struct request *request) {
	enum carnet_status status = CARNET_OK;
	const struct scanned *scanned;
	struct state state;
	struct scan scan;

	set_day(request);
	request->report->columns = columns;
	request->report->column_count = COLUMN_COUNT;
	scan_begin(&scan, request, true);
	while (status == CARNET_OK && (scanned = scan_next(&scan))) {
		status = scan_state(request, scanned->contract, &state);
		if (status == CARNET_OK && goes_over(scanned->contract, &state))
			add_contract(request, scanned, &state);
	}
	enum carnet_status finished = scan_finish(&scan);
	name_clients(request, request->report);
	sort_rows(request->report);
	write_totals(request->report);
	return status != CARNET_OK ? status : finished;
}
