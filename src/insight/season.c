#include "insight/season.h"

#include "insight/statistics.h"

enum { STEPS_MOST = 1500000, ROOT_PARTS = 1000 };

/* One run: what each month came to. */
struct season_run {
	int64_t cash[MONTHS_AHEAD_MOST], revenue[MONTHS_AHEAD_MOST], cost[MONTHS_AHEAD_MOST];
	int64_t new_clients;
};

struct player {
	const struct lives *lives;
	const struct outlook *outlook;
	const struct season *season;
	struct sample sample;
	struct season_run *run;
};

static void add_month(struct season_run *run, const struct life_month *month, int32_t place) {
	run->cash[place] += month->cash;
	run->revenue[place] += month->revenue;
	run->cost[place] += month->cost;
}

/* Goes on with a life from a month on. */
static void go_on(struct player *player, struct life_point moment, int32_t from) {
	for (int32_t month = from; month < player->outlook->months; month++) {
		if (!life_next(&player->sample, &moment))
			return;
		add_month(player->run, life_now(player->lives, moment), month);
	}
}

/* Those who are clients already. */
static void play_clients(struct player *player) {
	for (uint32_t i = 0; i < player->lives->count; i++)
		if (player->lives->at[i].count > 0)
			go_on(player, (struct life_point){i, player->lives->at[i].count - 1}, 0);
}

static enum model draw_model(struct player *player) {
	int32_t lot = (int32_t)chance_below(&player->sample.chance, 100);
	enum model model = MODEL_SINGLE;

	while (model < MODEL_PLAN && lot >= player->season->mix[model])
		lot -= player->season->mix[model++];
	return model;
}

/* So many new clients as in one of the last months; in a slow month the share fewer, a part of one by lot. */
static int64_t draw_arrivals(struct player *player, int32_t month) {
	const struct lives *lives = player->lives;
	int64_t count = player->sample.arrivals[chance_below(&player->sample.chance, (uint32_t)lives->arrival_months)];
	uint32_t lot = chance_below(&player->sample.chance, 10000);

	if (!player->season->slow || month >= player->outlook->slow_months)
		return count;
	int64_t kept = count * (10000 - player->outlook->fewer_bp);
	return kept / 10000 + (lot < kept % 10000);
}

static void play_new_clients(struct player *player) {
	for (int32_t month = 0; month < player->outlook->months; month++) {
		int64_t count = draw_arrivals(player, month);
		player->run->new_clients += count;
		for (; count > 0; count--) {
			struct life_point moment;
			if (!life_begin(&player->sample, draw_model(player), &moment))
				continue;
			add_month(player->run, life_now(player->lives, moment), month);
			go_on(player, moment, month + 1);
		}
	}
}

/* The whole book */

static void bring_up(const struct stage *stage, struct season_run *run) {
	run->new_clients *= stage->lives->past->one_in;
	for (int32_t month = 0; month < stage->outlook->months; month++) {
		run->cash[month] = whole_of(stage->whole->paid, run->cash[month]);
		run->revenue[month] = whole_of(stage->whole->delivered, run->revenue[month]);
		run->cost[month] = whole_of(stage->whole->delivered, run->cost[month]);
	}
}

/* One series of a run: what its months came to. */
typedef int64_t *series_of(struct season_run *run);

static int64_t *cash_of(struct season_run *run) {
	return run->cash;
}

static int64_t *revenue_of(struct season_run *run) {
	return run->revenue;
}

static int64_t *cost_of(struct season_run *run) {
	return run->cost;
}

static int64_t sum_of(const int64_t *months, int32_t count) {
	int64_t sum = 0;

	for (int32_t i = 0; i < count; i++)
		sum += months[i];
	return sum;
}

/* The months of a sample differ more from each other than those of n times as many clients: by the root of n. What a run comes to as a
 * whole stays, since how far off a sample may be is not known any better. */
static void calm(struct season_run *runs, size_t count, series_of *series, int32_t months, int64_t root) {
	int64_t mean[MONTHS_AHEAD_MOST], values[SEASON_RUNS_MOST];

	for (int32_t month = 0; month < months; month++) {
		for (size_t i = 0; i < count; i++)
			values[i] = series(&runs[i])[month];
		mean[month] = mean_of(values, count);
	}
	int64_t expected = sum_of(mean, months);
	for (size_t i = 0; i < count && expected > 0; i++) {
		int64_t *one = series(&runs[i]), came = sum_of(one, months);
		for (int32_t month = 0; month < months; month++) {
			int64_t likely = share_of(mean[month], came, expected);
			one[month] = likely + part_of(one[month] - likely, ROOT_PARTS, root);
		}
	}
}

static void tell_of_the_whole(const struct stage *stage, struct season_run *runs, size_t count) {
	static series_of *const all[] = {cash_of, revenue_of, cost_of};
	int64_t one_in = stage->lives->past->one_in, root = root_of((int128)one_in * ROOT_PARTS * ROOT_PARTS);

	for (size_t i = 0; i < count; i++)
		bring_up(stage, &runs[i]);
	for (size_t i = 0; one_in > 1 && i < sizeof all / sizeof *all; i++)
		calm(runs, count, all[i], stage->outlook->months, root);
}

/* Bands */

static struct spread spread_of(int64_t *values, size_t count) {
	numbers_sort(values, count);
	return (struct spread){quantile_of(values, count, 1000), quantile_of(values, count, 5000),
			       quantile_of(values, count, 9000)};
}

static int64_t profit_of(const struct season_run *run, int32_t month, const struct outlook *outlook) {
	return run->revenue[month] - run->cost[month] - money_units(outlook->costs);
}

static void sum_months(const struct season_run *runs, size_t count, const struct outlook *outlook,
		       struct season_result *result) {
	int64_t cash[SEASON_RUNS_MOST], profit[SEASON_RUNS_MOST];

	for (int32_t month = 0; month < outlook->months; month++) {
		for (size_t i = 0; i < count; i++) {
			cash[i] = runs[i].cash[month];
			profit[i] = profit_of(&runs[i], month, outlook);
		}
		result->months[month].cash = spread_of(cash, count);
		result->months[month].profit = spread_of(profit, count);
	}
}

static void sum_runs(const struct season_run *runs, size_t count, const struct outlook *outlook,
		     struct season_result *result) {
	int64_t cash[SEASON_RUNS_MOST] = {0}, profit[SEASON_RUNS_MOST] = {0}, worst[SEASON_RUNS_MOST],
		arrived[SEASON_RUNS_MOST], shorts[SEASON_RUNS_MOST] = {0};

	for (size_t i = 0; i < count; i++) {
		worst[i] = runs[i].cash[0];
		arrived[i] = runs[i].new_clients;
		for (int32_t month = 0; month < outlook->months; month++) {
			cash[i] += runs[i].cash[month];
			profit[i] += profit_of(&runs[i], month, outlook);
			worst[i] = runs[i].cash[month] < worst[i] ? runs[i].cash[month] : worst[i];
			shorts[i] += runs[i].cash[month] - runs[i].cost[month] < money_units(outlook->costs);
		}
	}
	result->cash = spread_of(cash, count);
	result->profit = spread_of(profit, count);
	result->worst_month = spread_of(worst, count);
	result->new_clients = spread_of(arrived, count);
	result->short_months = spread_of(shorts, count).likely;
}

static size_t run_count(const struct lives *lives, const struct outlook *outlook) {
	size_t steps = (lives->count + 1) * (size_t)outlook->months;
	size_t runs = STEPS_MOST / 4 / steps;

	return runs < SEASON_RUNS_LEAST ? SEASON_RUNS_LEAST : runs > SEASON_RUNS_MOST ? SEASON_RUNS_MOST : runs;
}

void season_play(const struct stage *stage, const struct season *season, struct season_result *result) {
	const struct lives *lives = stage->lives;
	const struct outlook *outlook = stage->outlook;
	size_t count = run_count(lives, outlook);
	struct season_run *runs = ARENA_ARRAY(lives->past->arena, struct season_run, count);
	struct player player = {lives, outlook, season, sample_of(lives, outlook->seed), NULL};

	*result = (struct season_result){.short_months = 0};
	for (size_t i = 0; i < count; i++) {
		player.run = &runs[i];
		sample_draw(&player.sample);
		play_clients(&player);
		play_new_clients(&player);
	}
	tell_of_the_whole(stage, runs, count);
	sum_runs(runs, count, outlook, result);
	sum_months(runs, count, outlook, result);
}
