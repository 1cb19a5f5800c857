#include "insight/remark.h"
#include "insight/season.h"
#include "insight/statistics.h"

/* A slow season, and another mix of what new clients begin with, told with the book's own months (rulebook §12;
 * docs/insight.md). */

enum { MONTHS = 12, MONTHS_NEEDED = 6, CLIENTS_NEEDED = 12, SEASONS = 4 };
enum { SPREAD_BP = 8000 }; /* what lies within a spread: one run in ten is below, one above */

static const char *const columns[] = {"season", "new_clients", "cash", "profit", "worst_month", "short_months"};
enum { COLUMNS = sizeof columns / sizeof *columns };

/* Mixes */

static void mix_today(const struct lives *lives, int32_t mix[MODEL_COUNT]) {
	int64_t all = lives->arrived[MODEL_SINGLE] + lives->arrived[MODEL_PACKAGE] + lives->arrived[MODEL_PLAN];

	mix[MODEL_PACKAGE] = (int32_t)share_of(100, lives->arrived[MODEL_PACKAGE], all);
	mix[MODEL_PLAN] = (int32_t)share_of(100, lives->arrived[MODEL_PLAN], all);
	mix[MODEL_SINGLE] = 100 - mix[MODEL_PACKAGE] - mix[MODEL_PLAN];
}

/* Where none was asked for: half of those who begin with single visits begin with what is paid ahead. */
static void mix_other(const struct lives *lives, const struct outlook *outlook, const int32_t today[MODEL_COUNT],
		      int32_t mix[MODEL_COUNT]) {
	bool packages = lives->newborn[MODEL_PACKAGE].count > 0, plans = lives->newborn[MODEL_PLAN].count > 0;
	int32_t half = packages || plans ? today[MODEL_SINGLE] / 2 : 0;
	int32_t to_plans = plans ? (packages ? half / 2 : half) : 0;

	mix[MODEL_SINGLE] = today[MODEL_SINGLE] - half;
	mix[MODEL_PACKAGE] = today[MODEL_PACKAGE] + half - to_plans;
	mix[MODEL_PLAN] = today[MODEL_PLAN] + to_plans;
	for (enum model model = MODEL_SINGLE; outlook->mixed && model < MODEL_COUNT; model++)
		mix[model] = outlook->mix[model];
}

static bool has_examples(const struct lives *lives, const int32_t mix[MODEL_COUNT]) {
	for (enum model model = MODEL_SINGLE; model < MODEL_COUNT; model++)
		if (mix[model] > 0 && lives->newborn[model].count == 0)
			return false;
	return true;
}

/* Writing */

static struct cell spread_cell(struct request *request, struct spread spread, bool money) {
	static const char *const names[] = {"likely", "low", "high"};
	int64_t values[] = {spread.likely, spread.low, spread.high};
	struct cell cells[3];

	for (int i = 0; i < 3; i++)
		cells[i] = money ? cell_money(money_of(values[i])) : cell_number(values[i]);
	return cell_record(request->arena, names, cells, 3);
}

static void write_season(struct request *request, const struct season *season, const struct season_result *result) {
	struct cell *cells = report_row_add(request->report);

	*cells++ = cell_text(season->name);
	*cells++ = spread_cell(request, result->new_clients, false);
	*cells++ = spread_cell(request, result->cash, true);
	*cells++ = spread_cell(request, result->profit, true);
	*cells++ = spread_cell(request, result->worst_month, true);
	*cells = cell_number(result->short_months);
}

static void list_months(struct request *request, const struct past *past, const struct season *season,
			const struct season_result *result, int32_t months, struct record_list *list) {
	static const char *const names[] = {"season", "month", "cash", "profit"};
	struct period period = period_of(request, past->to + 1, false);

	for (int32_t month = 0; month < months; month++, period = period_after(request, &period, false)) {
		struct cell cells[] = {cell_text(season->name),
				       cell_text(period_name(request->arena, period.number, false)),
				       spread_cell(request, result->months[month].cash, true),
				       spread_cell(request, result->months[month].profit, true)};
		record_add(request->arena, list, names, cells, 4);
	}
}

static struct cell mix_cell(struct request *request, const int32_t mix[MODEL_COUNT]) {
	static const char *const names[] = {"single", "package", "plan"};
	struct cell cells[] = {cell_bp(mix[MODEL_SINGLE] * 100), cell_bp(mix[MODEL_PACKAGE] * 100),
			       cell_bp(mix[MODEL_PLAN] * 100)};

	return cell_record(request->arena, names, cells, MODEL_COUNT);
}

/* Playing */

static enum remark basis_of(const struct lives *lives, const int32_t other[MODEL_COUNT]) {
	int64_t arrived = lives->arrived[MODEL_SINGLE] + lives->arrived[MODEL_PACKAGE] + lives->arrived[MODEL_PLAN];

	if (lives->count == 0)
		return REMARK_NO_VISITS;
	if (lives->full_months - 1 < MONTHS_NEEDED)
		return REMARK_FEW_MONTHS;
	if (arrived < CLIENTS_NEEDED)
		return REMARK_FEW_CLIENTS;
	return has_examples(lives, other) ? REMARK_MONTHS : REMARK_NO_EXAMPLE;
}

static struct cell basis_cell(struct request *request, const struct lives *lives, enum remark basis) {
	int64_t arrived = lives->arrived[MODEL_SINGLE] + lives->arrived[MODEL_PACKAGE] + lives->arrived[MODEL_PLAN];
	int64_t months = lives->full_months > 0 ? lives->full_months - 1 : 0;

	return basis == REMARK_FEW_CLIENTS ? cell_remark(request->arena, basis, arrived, CLIENTS_NEEDED)
					   : cell_remark(request->arena, basis, months, MONTHS_NEEDED);
}

static void play(struct request *request, const struct stage *stage, int32_t (*mixes)[MODEL_COUNT], bool other_too,
		 struct record_list *months) {
	static const char *const names[SEASONS] = {"as_is", "slow", "mix", "slow_mix"};
	struct season_result *result = ARENA_NEW(request->arena, struct season_result);

	for (int i = 0; i < (other_too ? SEASONS : 2); i++) {
		struct season season = {.name = names[i], .slow = i % 2 == 1};
		for (enum model model = MODEL_SINGLE; model < MODEL_COUNT; model++)
			season.mix[model] = mixes[i / 2][model];
		season_play(stage, &season, result);
		write_season(request, &season, result);
		list_months(request, stage->lives->past, &season, result, stage->outlook->months, months);
	}
}

static void write_notes(struct request *request, const struct stage *stage, int32_t (*mixes)[MODEL_COUNT],
			enum remark basis, const struct record_list *months) {
	static const char *const names[] = {"band",      "basis", "looked_at", "mix_today",
					    "mix_other", "fewer", "slow",      "months"};
	struct cell cells[] = {cell_bp(SPREAD_BP),
			       basis_cell(request, stage->lives, basis),
			       past_remark(stage->lives->past),
			       mix_cell(request, mixes[0]),
			       mix_cell(request, mixes[1]),
			       cell_bp(stage->outlook->fewer_bp),
			       cell_number(stage->outlook->slow_months),
			       cell_list(months)};

	report_set_notes(request->report, names, cells, 8);
}

enum carnet_status make_whatif(struct request *request) {
	struct lives *lives = ARENA_NEW(request->arena, struct lives);
	struct record_list months = {0};
	int32_t mixes[2][MODEL_COUNT];
	struct prospect prospect;

	request->report->columns = columns;
	request->report->column_count = COLUMNS;
	TRY(prospect_read(request, MONTHS, &prospect));
	const struct stage stage = {lives, &prospect.outlook, &prospect.whole};
	lives_of(request, prospect.past, lives);
	mix_today(lives, mixes[0]);
	mix_other(lives, &prospect.outlook, mixes[0], mixes[1]);
	enum remark basis = basis_of(lives, mixes[1]);
	if (basis == REMARK_MONTHS || basis == REMARK_NO_EXAMPLE)
		play(request, &stage, mixes, basis == REMARK_MONTHS, &months);
	write_notes(request, &stage, mixes, basis, &months);
	return CARNET_OK;
}
