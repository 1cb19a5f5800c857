#include "insight/scan.h"

/* Each contract with its four amounts, its grants, status and expiry (rulebook §12, §13, §14.17). */

enum column {
	COLUMN_CONTRACT,
	COLUMN_REF,
	COLUMN_CLIENT,
	COLUMN_OFFER,
	COLUMN_SERVICE,
	COLUMN_PRODUCT,
	COLUMN_STREAM,
	COLUMN_STATUS,
	COLUMN_SOLD_ON,
	COLUMN_PRICE,
	COLUMN_LIVE_VALUE,
	COLUMN_DELIVERED,
	COLUMN_PAID,
	COLUMN_WRITTEN_OFF,
	COLUMN_DUE,
	COLUMN_LIABILITY,
	COLUMN_RECEIVABLE,
	COLUMN_GRANTS,
	COLUMN_COUNT
};

static const char *const columns[COLUMN_COUNT] = {
	"contract", "ref",        "client",    "offer", "service",     "product", "stream",    "status",     "sold_on",
	"price",    "live_value", "delivered", "paid",  "written_off", "due",     "liability", "receivable", "grants"};

/* Grants */

static struct cell items_cell(struct request *request, const struct line *line) {
	const char **codes = ARENA_ARRAY(request->arena, const char *, line->item_count);

	for (int32_t i = 0; i < line->item_count; i++)
		codes[i] = word_of_item(request, line->items[i]);
	return line->any_of ? cell_texts(codes, (size_t)line->item_count) : cell_text(codes[0]);
}

static void add_grant(struct request *request, const struct contract *contract, const struct state *state,
		      int32_t place, struct record_list *grants) {
	static const char *const service[] = {"service",  "sessions",    "used",       "left",      "expired",
					      "returned", "transferred", "value_left", "expires_on"};
	static const char *const any_of[] = {"any_of",   "sessions",    "used",       "left",      "expired",
					     "returned", "transferred", "value_left", "expires_on"};
	static const char *const product[] = {"product",  "sessions",    "used",       "left",      "expired",
					      "returned", "transferred", "value_left", "expires_on"};
	const struct line *line = &contract->terms.lines[place];
	struct line_count count = state_count_line(contract, state, place);
	const char *const *names = line->kind == LINE_PRODUCT ? product : line->any_of ? any_of : service;
	struct cell cells[] = {items_cell(request, line),
			       cell_number(line->sessions),
			       cell_number(count.used),
			       cell_number(count.left),
			       cell_number(count.expired),
			       cell_number(count.returned),
			       cell_number(count.transferred),
			       cell_money(count.value_left),
			       cell_date(state_expires_on(contract, state))};

	record_add(request->arena, grants, names, cells, sizeof cells / sizeof *cells);
}

static void add_credit(struct request *request, const struct contract *contract, const struct state *state,
		       struct record_list *grants) {
	static const char *const names[] = {"credit", "spent", "left", "value_left", "expires_on"};
	struct cell cells[] = {cell_money(contract->terms.credit), cell_money(state->spent),
			       cell_money(state_credit_left(contract, state)), cell_money(state->live_value),
			       cell_date(state_expires_on(contract, state))};

	record_add(request->arena, grants, names, cells, sizeof cells / sizeof *cells);
}

static struct cell grants_cell(struct request *request, const struct contract *contract, const struct state *state) {
	struct record_list grants = {0};

	if (contract_is_topup(contract))
		add_credit(request, contract, state, &grants);
	for (int32_t i = 0; i < contract->terms.line_count; i++)
		if (line_counts_sessions(&contract->terms.lines[i]))
			add_grant(request, contract, state, i, &grants);
	return cell_list(&grants);
}

/* Rows */

static void sold_cells(struct request *request, const struct contract *contract, struct cell *cells) {
	const struct line *line = contract->terms.lines;
	bool single = contract->terms.stream == STREAM_VISIT || contract->terms.stream == STREAM_GOODS;
	enum column column = contract->terms.stream == STREAM_GOODS ? COLUMN_PRODUCT : COLUMN_SERVICE;

	cells[COLUMN_OFFER] = cells[COLUMN_SERVICE] = cells[COLUMN_PRODUCT] = cell_left_out();
	if (single && contract->terms.line_count > 0)
		cells[column] = items_cell(request, line);
	else
		cells[COLUMN_OFFER] =
			cell_text(contract->offer ? catalog_offer_at(request->catalog, contract->offer)->code : NULL);
}

static void amount_cells(const struct contract *contract, const struct state *state, struct cell *cells) {
	cells[COLUMN_PRICE] = cell_money(contract->terms.price);
	cells[COLUMN_LIVE_VALUE] = cell_money(state->live_value);
	cells[COLUMN_DELIVERED] = cell_money(state->delivered);
	cells[COLUMN_PAID] = cell_money(state->paid);
	cells[COLUMN_WRITTEN_OFF] = cell_money(state->written_off);
	cells[COLUMN_DUE] = cell_money(state_due(state));
	cells[COLUMN_LIABILITY] = cell_money(state_liability(state));
	cells[COLUMN_RECEIVABLE] = cell_money(state_receivable(state));
}

static void add_contract(struct request *request, const struct scanned *scanned, const struct state *state) {
	const struct contract *contract = scanned->contract;
	struct cell *cells = report_row_add(request->report);

	cells[COLUMN_CONTRACT] = cell_number(contract->id);
	cells[COLUMN_REF] = cell_text(contract->named ? arena_text(request->arena, contract->ref) : NULL);
	cells[COLUMN_CLIENT] = cell_text(arena_text(request->arena, scanned->client));
	sold_cells(request, contract, cells);
	cells[COLUMN_STREAM] = cell_text(stream_name(contract->terms.stream));
	cells[COLUMN_STATUS] = cell_text(contract_status_name(state_status(contract, state, request->day)));
	cells[COLUMN_SOLD_ON] = cell_date(contract->sold_on);
	amount_cells(contract, state, cells);
	cells[COLUMN_GRANTS] = grants_cell(request, contract, state);
}

static void write_totals(struct report *report) {
	struct cell sums[COLUMN_RECEIVABLE - COLUMN_PRICE + 1];
	size_t count = sizeof sums / sizeof *sums;

	for (size_t i = 0; i < count; i++) {
		struct money sum = MONEY_ZERO;
		for (size_t row = 0; row < report->rows.count; row++)
			sum = money_add(sum, report->rows.at[row].cells[COLUMN_PRICE + i].as.money);
		sums[i] = cell_money(sum);
	}
	report_set_totals(report, columns + COLUMN_PRICE, sums, count);
}

enum carnet_status make_contracts(struct request *request) {
	enum carnet_status status = CARNET_OK;
	const struct scanned *scanned;
	struct state state;
	struct scan scan;

	request->report->columns = columns;
	request->report->column_count = COLUMN_COUNT;
	scan_begin(&scan, request, false);
	while (status == CARNET_OK && (scanned = scan_next(&scan))) {
		status = scan_state(request, scanned->contract, &state);
		if (status == CARNET_OK && state.begun)
			add_contract(request, scanned, &state);
	}
	enum carnet_status finished = scan_finish(&scan);
	write_totals(request->report);
	return status != CARNET_OK ? status : finished;
}
