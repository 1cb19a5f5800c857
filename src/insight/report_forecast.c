#include "insight/check.h"
#include "insight/remark.h"
#include "insight/statistics.h"
#include "insight/whole.h"

/* What is likely to come, month by month, with bands, and how right such a forecast would have been (rulebook §12;
 * docs/insight.md). */

enum { DRAWS = 200000, MONTHS = 6 };

static const char *const columns[] = {"month", "from", "sessions", "revenue", "breakage", "fees", "hoped", "committed"};
enum { COLUMNS = sizeof columns / sizeof *columns, FIRST_BAND = 2 };

static struct cell amount_cell(enum forecast kind, int64_t amount) {
	return kind == FORECAST_SESSIONS ? cell_number(amount) : cell_money(money_of(amount));
}

static struct cell band_cell(struct request *request, enum forecast kind, struct band band) {
	static const char *const names[] = {"likely", "low", "high"};
	struct cell cells[] = {amount_cell(kind, band.likely), amount_cell(kind, band.low),
			       amount_cell(kind, band.high)};

	return cell_record(request->arena, names, cells, 3);
}

static struct proportion proportion_of(const struct whole *whole, enum forecast kind) {
	if (kind == FORECAST_FEES)
		return whole->billed;
	return kind == FORECAST_HOPED ? whole->delivered : whole->held;
}

/* A book looked at in part stands for the whole. */
static struct guess scaled(const struct whole *whole, enum forecast kind, struct guess guess) {
	struct proportion proportion = proportion_of(whole, kind);

	return (struct guess){whole_of(proportion, guess.mean), whole_of(proportion, guess.deviation)};
}

static bool is_committed(enum forecast kind) {
	return kind == FORECAST_REVENUE || kind == FORECAST_BREAKAGE || kind == FORECAST_FEES;
}

static void write_month(struct request *request, const struct whole *whole, const struct checks *checks,
			const struct horizon *horizon, const struct foretold *foretold, int32_t month) {
	int32_t from = month == 0 ? horizon->day + 1 : horizon->ends[month - 1] + 1;
	struct cell *cells = report_row_add(request->report);
	int64_t committed = 0;

	cells[0] = cell_text(period_name(request->arena, period_of(request, from, false).number, false));
	cells[1] = cell_date(from);
	for (enum forecast kind = 0; kind < FORECAST_COUNT; kind++) {
		struct guess guess = scaled(whole, kind, foretold->at[kind][month]);
		cells[FIRST_BAND + kind] = band_cell(request, kind, band_of(kind, guess, checks->width[kind]));
		committed += is_committed(kind) ? guess.mean : 0;
	}
	cells[COLUMNS - 1] = cell_money(money_of(committed));
}

static void write_totals(struct request *request, const struct whole *whole, const struct foretold *foretold,
			 int32_t months) {
	static const char *const names[] = {"sessions", "revenue", "breakage", "fees", "hoped", "committed"};
	static const char *const likely[] = {"likely"};
	struct cell cells[FORECAST_COUNT + 1];
	int64_t committed = 0;

	for (enum forecast kind = 0; kind < FORECAST_COUNT; kind++) {
		int64_t sum = 0;
		for (int32_t month = 0; month < months; month++)
			sum += forecast_units(kind, scaled(whole, kind, foretold->at[kind][month]).mean);
		cells[kind] = cell_record(request->arena, likely, (struct cell[]){amount_cell(kind, sum)}, 1);
		committed += is_committed(kind) ? sum : 0;
	}
	cells[FORECAST_COUNT] = cell_money(money_of(committed));
	report_set_totals(request->report, names, cells, FORECAST_COUNT + 1);
}

/* How right it would have been */

static struct cell checked_cell(struct request *request, const struct checks *checks) {
	static const char *const names[] = {"what", "checked", "held", "off"};
	struct record_list list = {0};

	for (enum forecast kind = 0; kind < FORECAST_COUNT; kind++) {
		int64_t held = checks_held(checks, kind), off = checks_off(checks, kind);
		struct cell cells[] = {cell_text(forecast_name(kind)), cell_number(checks->residuals[kind]),
				       held < 0 ? cell_none() : cell_bp(held), off < 0 ? cell_none() : cell_bp(off)};
		record_add(request->arena, &list, names, cells, 4);
	}
	return cell_list(&list);
}

static struct cell compared(struct request *request, const struct whole *whole, const struct checks *checks,
			    const struct check *check, enum forecast kind, int32_t month) {
	static const char *const names[] = {"likely", "low", "high", "came"};
	struct band band = band_of(kind, scaled(whole, kind, check->foretold.at[kind][month]), checks->width[kind]);
	struct cell cells[] = {amount_cell(kind, band.likely), amount_cell(kind, band.low), amount_cell(kind, band.high),
			       amount_cell(kind, forecast_units(kind, whole_of(proportion_of(whole, kind),
									       check->happened.at[kind][month])))};

	return cell_record(request->arena, names, cells, 4);
}

/* The oldest of the forecasts made, a year ago where the book is old enough, and what came. */
static struct cell then_cell(struct request *request, const struct whole *whole, const struct checks *checks) {
	static const char *const names[] = {"made_on", "month", "sessions", "revenue", "breakage", "fees", "hoped"};
	struct record_list list = {0};
	const struct check *check = checks->count > 0 ? &checks->at[checks->count - 1] : NULL;

	for (int32_t month = 0; check && month < check->known; month++) {
		struct cell cells[2 + FORECAST_COUNT] = {
			cell_date(check->horizon.day),
			cell_text(period_name(request->arena,
					      period_of(request, check->horizon.ends[month], false).number, false))};
		for (enum forecast kind = 0; kind < FORECAST_COUNT; kind++)
			cells[2 + kind] = compared(request, whole, checks, check, kind, month);
		record_add(request->arena, &list, names, cells, 2 + FORECAST_COUNT);
	}
	return cell_list(&list);
}

static struct cell basis_cell(struct request *request, const struct past *past, const struct checks *checks) {
	int64_t months = past->from == DATE_NONE ? 0
						 : period_of(request, past->to + 1, false).number -
							   period_of(request, past->from, false).number - 1;

	if (past->contracts.count == 0)
		return cell_remark(request->arena, REMARK_NO_VISITS, 0, 0);
	if (checks->count == 0)
		return cell_remark(request->arena, REMARK_FEW_MONTHS, months > 0 ? months : 0, MONTHS_BEFORE + 1);
	if (!checks->learned[FORECAST_REVENUE])
		return cell_remark(request->arena, REMARK_MODEL_BANDS, checks->residuals[FORECAST_REVENUE],
				   RESIDUALS_LEAST);
	return cell_remark(request->arena, REMARK_CHECKED_BANDS, checks->count, CHECKS_MOST);
}

static void write_notes(struct request *request, const struct past *past, const struct whole *whole,
			const struct checks *checks) {
	static const char *const names[] = {"band", "basis", "looked_at", "checked", "then"};
	struct cell cells[] = {cell_bp(BAND_BP), basis_cell(request, past, checks), past_remark(past),
			       checked_cell(request, checks), then_cell(request, whole, checks)};

	report_set_notes(request->report, names, cells, 5);
}

enum carnet_status make_forecast(struct request *request) {
	struct checks *checks = ARENA_NEW(request->arena, struct checks);
	struct forecaster *forecaster = ARENA_NEW(request->arena, struct forecaster);
	struct foretold *foretold = ARENA_NEW(request->arena, struct foretold);
	struct prospect prospect;

	request->report->columns = columns;
	request->report->column_count = COLUMNS;
	TRY(prospect_read(request, MONTHS, &prospect));
	struct horizon horizon = horizon_of(request->day, prospect.outlook.months);
	forecaster_prepare(forecaster, request, prospect.past, prospect.outlook.seed);
	TRY(checks_make(forecaster, horizon.months, checks));
	TRY(foretell(forecaster, &horizon, DRAWS, foretold));
	for (int32_t month = 0; month < horizon.months; month++)
		write_month(request, &prospect.whole, checks, &horizon, foretold, month);
	write_totals(request, &prospect.whole, foretold, horizon.months);
	write_notes(request, prospect.past, &prospect.whole, checks);
	return CARNET_OK;
}
