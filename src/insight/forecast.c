#include "insight/forecast.h"

#include "insight/statistics.h"

#include <string.h>

enum { RUNS_LEAST = 10, RUNS_MOST = 200 };

const char *forecast_name(enum forecast forecast) {
	static const char *const names[] = {
#define FORECAST_NAME(symbol, name) [symbol] = (name),
		FORECAST_LIST(FORECAST_NAME)
#undef FORECAST_NAME
	};

	return names[forecast];
}

struct horizon horizon_of(int32_t day, int32_t months) {
	struct horizon horizon = {.day = day, .months = months};
	int32_t first = date_month_start(day + 1);

	for (int32_t i = 0; i < months; i++)
		horizon.ends[i] = date_add_months(first, i + 1) - 1;
	return horizon;
}

int32_t horizon_month(const struct horizon *horizon, int32_t day) {
	if (day <= horizon->day)
		return -1;
	for (int32_t i = 0; i < horizon->months; i++)
		if (day <= horizon->ends[i])
			return i;
	return -1;
}

void forecaster_prepare(struct forecaster *forecaster, struct request *request, const struct past *past, uint64_t seed) {
	*forecaster = (struct forecaster){.request = request, .past = past, .seed = seed};
	waits_prepare(request, past, &forecaster->waits);
	forecaster->hope = hope_of(past);
}

/* Runs */

static int32_t runs_for(size_t sessions, int64_t draws) {
	int64_t runs = draws / (int64_t)(sessions + 1);

	return runs < RUNS_LEAST ? RUNS_LEAST : runs > RUNS_MOST ? RUNS_MOST : (int32_t)runs;
}

static void sum_up(const struct run *runs, int32_t count, const struct horizon *horizon, struct foretold *foretold) {
	int64_t values[RUNS_MOST];

	for (enum forecast kind = 0; kind < FORECAST_HOPED; kind++)
		for (int32_t month = 0; month < horizon->months; month++) {
			for (int32_t i = 0; i < count; i++)
				values[i] = runs[i].at[kind][month];
			foretold->at[kind][month] = (struct guess){mean_of(values, (size_t)count),
								   deviation_of(values, (size_t)count)};
		}
}

enum carnet_status foretell(struct forecaster *forecaster, const struct horizon *horizon, int64_t draws,
			    struct foretold *foretold) {
	struct chance chance = chance_of(forecaster->seed ^ (uint64_t)(uint32_t)horizon->day << 32);
	struct billing *billing;

	waits_learn(&forecaster->waits, horizon->day);
	struct pending_list *pending = pending_of(&forecaster->waits, horizon);
	TRY(billing_of(forecaster->request, forecaster->past, horizon, &billing));
	int32_t count = runs_for(pending_sessions(pending), draws);
	struct run *runs = ARENA_ARRAY(forecaster->past->arena, struct run, count);
	for (int32_t i = 0; i < count; i++) {
		pending_draw(pending, horizon, &chance, &runs[i]);
		billing_draw(billing, horizon, &chance, &runs[i]);
	}
	sum_up(runs, count, horizon, foretold);
	hope_foretell(forecaster->hope, horizon, foretold->at[FORECAST_HOPED]);
	return CARNET_OK;
}

/* What came */

static void add_used(const struct past *past, const struct past_contract *contract, const struct horizon *horizon,
		     struct happened *happened) {
	for (size_t i = contract->lines; i < contract->lines + contract->line_count; i++) {
		const struct past_line *line = &past->lines.at[i];
		for (size_t k = line->slots; k < line->slots + line->slot_count; k++) {
			const struct past_slot *slot = &past->slots.at[k];
			int32_t month = slot->stand == SLOT_USED ? horizon_month(horizon, slot->taken_on) : -1;
			if (month < 0)
				continue;
			happened->at[FORECAST_SESSIONS][month] += PARTS_OF_A_SESSION;
			happened->at[FORECAST_REVENUE][month] += money_units(slot->value);
		}
	}
}

static void add_expired(const struct past *past, const struct past_contract *contract, const struct horizon *horizon,
			struct happened *happened) {
	for (size_t i = contract->flows; contract->line_count > 0 && i < contract->flows + contract->flow_count; i++) {
		int32_t month = horizon_month(horizon, past->flows.at[i].day);
		if (month >= 0)
			happened->at[FORECAST_BREAKAGE][month] += money_units(past->flows.at[i].breakage);
	}
}

enum carnet_status see_what_happened(struct forecaster *forecaster, const struct horizon *horizon,
				     struct happened *happened, int32_t *known) {
	const struct past *past = forecaster->past;
	struct billing *billing;

	memset(happened, 0, sizeof *happened);
	TRY(billing_of(forecaster->request, past, horizon, &billing));
	for (size_t i = 0; i < past->contracts.count; i++) {
		const struct past_contract *contract = &past->contracts.at[i];
		int32_t month = horizon_month(horizon, contract->sold_on);
		if (month >= 0 && billing_has(billing, contract->membership))
			happened->at[FORECAST_FEES][month] += money_units(contract->price);
		if (contract->sold_on <= horizon->day) {
			add_used(past, contract, horizon, happened);
			add_expired(past, contract, horizon, happened);
		}
	}
	hope_happened(forecaster->hope, horizon, happened);
	for (*known = 0; *known < horizon->months && horizon->ends[*known] <= past->to; ++*known)
		;
	return CARNET_OK;
}
