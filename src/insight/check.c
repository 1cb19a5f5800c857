#include "insight/check.h"

#include "insight/statistics.h"

enum { DRAWS_OF_A_CHECK = 30000, WIDTH_MOST = 20000 };

static int64_t parts_of(enum forecast kind) {
	return kind == FORECAST_SESSIONS ? PARTS_OF_A_SESSION : 1;
}

int64_t forecast_units(enum forecast kind, int64_t amount) {
	return share_of(amount, 1, parts_of(kind));
}

/* Where nothing varied in the draws, a hundredth of the mean, or half a session, stands for what they could not know. */
static int64_t deviation(enum forecast kind, struct guess guess) {
	int64_t least = guess.mean / 100, smallest = kind == FORECAST_SESSIONS ? PARTS_OF_A_SESSION / 2 : 1;

	if (least < smallest)
		least = smallest;
	return guess.deviation > least ? guess.deviation : least;
}

struct band band_of(enum forecast kind, struct guess guess, int64_t width) {
	int64_t parts = parts_of(kind), likely = forecast_units(kind, guess.mean);
	int64_t reach = guess.mean == 0 && guess.deviation == 0 ? 0 : part_of(deviation(kind, guess), width, 1000);
	int64_t low = guess.mean > reach ? (guess.mean - reach + parts - 1) / parts : 0;
	int64_t high = (guess.mean + reach) / parts;

	return (struct band){low < likely ? low : likely, likely, high > likely ? high : likely};
}

/* Residuals */

/* How many deviations off a forecast was, in thousandths. */
static int64_t residual(const struct check *check, enum forecast kind, int32_t month) {
	struct guess guess = check->foretold.at[kind][month];
	int64_t off = check->happened.at[kind][month] - guess.mean;

	return share_of(off < 0 ? -off : off, 1000, deviation(kind, guess));
}

/* Nothing was foretold and nothing came: that shows nothing. */
static bool says_something(const struct check *check, enum forecast kind, int32_t month) {
	struct guess guess = check->foretold.at[kind][month];

	return guess.mean != 0 || guess.deviation != 0 || check->happened.at[kind][month] != 0;
}

/* Which of the residuals in order of size holds BAND_BP of them and of the one to come. One who stops being a member shows in
 * every later month of every check: of fees there are no more residuals that tell something new than there are checks. */
static size_t rank_of(const struct checks *checks, enum forecast kind, size_t found) {
	size_t telling = kind == FORECAST_FEES ? (size_t)checks->count : found;

	return (found * (telling + 1) * BAND_BP / telling + 9999) / 10000;
}

/* The width that holds BAND_BP of the residuals; without those of one check. */
static int64_t width_without(const struct checks *checks, enum forecast kind, int32_t without, int32_t *count) {
	int64_t residuals[CHECKS_MOST * MONTHS_AHEAD_MOST];
	size_t found = 0;

	for (int32_t i = 0; i < checks->count; i++)
		for (int32_t month = 0; i != without && month < checks->at[i].known; month++)
			if (says_something(&checks->at[i], kind, month))
				residuals[found++] = residual(&checks->at[i], kind, month);
	*count = (int32_t)found;
	if (found < RESIDUALS_LEAST)
		return NORMAL_WIDTH;
	numbers_sort(residuals, found);
	size_t rank = rank_of(checks, kind, found);
	int64_t width = residuals[rank > found ? found - 1 : rank - 1];
	return width > WIDTH_MOST ? WIDTH_MOST : width;
}

/* Making */

/* The ends of full months, the last one first, each with enough months before it and one after it. */
static enum carnet_status make_check(struct forecaster *forecaster, int32_t day, int32_t months, struct checks *checks) {
	struct check *check = &checks->at[checks->count++];

	check->horizon = horizon_of(day, months);
	TRY(foretell(forecaster, &check->horizon, DRAWS_OF_A_CHECK, &check->foretold));
	return see_what_happened(forecaster, &check->horizon, &check->happened, &check->known);
}

enum carnet_status checks_make(struct forecaster *forecaster, int32_t months, struct checks *checks) {
	const struct past *past = forecaster->past;
	int32_t this_month = date_month_start(past->to + 1);

	*checks = (struct checks){.count = 0};
	for (int32_t back = 1; past->from != DATE_NONE && back <= CHECKS_MOST; back++) {
		int32_t start = date_add_months(this_month, -back);
		if (start < date_add_months(past->from, MONTHS_BEFORE))
			break;
		TRY(make_check(forecaster, start - 1, months, checks));
	}
	for (enum forecast kind = 0; kind < FORECAST_COUNT; kind++) {
		checks->width[kind] = width_without(checks, kind, -1, &checks->residuals[kind]);
		checks->learned[kind] = checks->residuals[kind] >= RESIDUALS_LEAST;
	}
	return CARNET_OK;
}

/* Judging */

int64_t checks_held(const struct checks *checks, enum forecast kind) {
	int64_t held = 0, all = 0;

	for (int32_t i = 0; i < checks->count; i++) {
		int32_t count;
		int64_t width = width_without(checks, kind, i, &count);
		for (int32_t month = 0; month < checks->at[i].known; month++) {
			if (!says_something(&checks->at[i], kind, month))
				continue;
			held += residual(&checks->at[i], kind, month) <= width;
			all++;
		}
	}
	return all ? share_of(10000, held, all) : -1;
}

int64_t checks_off(const struct checks *checks, enum forecast kind) {
	int64_t off = 0, came = 0;

	for (int32_t i = 0; i < checks->count; i++)
		for (int32_t month = 0; month < checks->at[i].known; month++) {
			int64_t one = checks->at[i].happened.at[kind][month];
			int64_t by = one - checks->at[i].foretold.at[kind][month].mean;
			off += by < 0 ? -by : by;
			came += one;
		}
	return came > 0 ? share_of(10000, off, came) : -1;
}
