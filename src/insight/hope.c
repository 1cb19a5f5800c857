#include "insight/forecast.h"
#include "insight/statistics.h"

/* What is sold later: what contracts delivered so many months after they were sold, over the past year. */

enum { MONTHS_LEARNED = 12, MONTHS_KEPT = 72 };

struct hope {
	const struct past *past;
	int32_t first;      /* number of the first month kept: years × 12 + months */
	int32_t count;      /* months from it to the last day; 0: nothing was ever sold */
	int64_t *delivered; /* by month of the sale, then month of delivery */
};

static int32_t month_of(int32_t day) {
	int32_t year, month, of_month;

	date_parts(day, &year, &month, &of_month);
	return year * 12 + month - 1;
}

/* The month in which a contract was sold; of a cycle, in which its membership was. */
static int32_t beginning(const struct past *past, const struct past_contract *contract) {
	const struct past_client *client = &past->clients[contract->client];

	for (size_t i = client->contracts; contract->membership && i < client->contracts + client->contract_count; i++)
		if (past->contracts.at[i].membership == contract->membership)
			return month_of(past->contracts.at[i].sold_on);
	return month_of(contract->sold_on);
}

struct hope *hope_of(const struct past *past) {
	struct hope *hope = ARENA_NEW(past->arena, struct hope);

	hope->past = past;
	hope->first = month_of(past->to + 1);
	if (past->from == DATE_NONE)
		return hope;
	hope->first = month_of(past->from);
	if (hope->first < month_of(past->to) - MONTHS_KEPT)
		hope->first = month_of(past->to) - MONTHS_KEPT;
	hope->count = month_of(past->to) - hope->first + 1;
	hope->delivered = ARENA_ARRAY(past->arena, int64_t, (size_t)hope->count * (size_t)hope->count);
	for (size_t i = 0; i < past->contracts.count; i++) {
		const struct past_contract *contract = &past->contracts.at[i];
		int32_t sold = beginning(past, contract) - hope->first;
		if (sold < 0)
			continue;
		int64_t *row = hope->delivered + (size_t)sold * (size_t)hope->count;
		for (size_t k = contract->slots; k < contract->slots + contract->slot_count; k++) {
			const struct past_slot *slot = &past->slots.at[k];
			int32_t month = slot->stand == SLOT_USED ? month_of(slot->taken_on) - hope->first : -1;
			if (month >= 0)
				row[month] += money_units(slot->value);
		}
	}
	return hope;
}

/* Delivered in the month `ahead` months after `start`, of what was sold since: of the first month the part still to come. */
static int64_t delivered(const struct hope *hope, int32_t start, int32_t ahead, int64_t part_ppm) {
	int64_t sum = 0;

	for (int32_t sold = start; sold <= start + ahead; sold++) {
		int64_t one = hope->delivered[(size_t)sold * (size_t)hope->count + (size_t)(start + ahead)];
		sum += sold == start ? share_of(one, part_ppm, PPM) : one;
	}
	return sum;
}

/* The share of the month of the next day that is still to come. */
static int64_t part_to_come(const struct horizon *horizon) {
	int32_t first = date_month_start(horizon->day + 1);

	return share_of(PPM, horizon->ends[0] - horizon->day, horizon->ends[0] - first + 1);
}

void hope_foretell(const struct hope *hope, const struct horizon *horizon, struct guess guesses[MONTHS_AHEAD_MOST]) {
	int32_t start = month_of(horizon->day + 1) - hope->first; /* every month before it is over */
	int64_t values[MONTHS_LEARNED], part = part_to_come(horizon);

	for (int32_t ahead = 0; ahead < horizon->months; ahead++) {
		size_t count = 0;
		for (int32_t from = start - 1 - ahead; from >= 1 && count < MONTHS_LEARNED; from--)
			values[count++] = delivered(hope, from, ahead, part);
		guesses[ahead] = (struct guess){mean_of(values, count), deviation_of(values, count)};
	}
}

void hope_happened(const struct hope *hope, const struct horizon *horizon, struct happened *happened) {
	int32_t start = month_of(horizon->day + 1) - hope->first;

	for (int32_t ahead = 0; ahead < horizon->months && start + ahead < hope->count; ahead++)
		happened->at[FORECAST_HOPED][ahead] = delivered(hope, start, ahead, part_to_come(horizon));
}
