#include "book/row.h"
#include "insight/forecast.h"
#include "insight/statistics.h"

#include <stdlib.h>

/* Who is a member on a day, and how surely another cycle is billed to them. */

struct payer {
	int64_t membership, client;
	struct money fee;
	int32_t next_day; /* of the cycle to come */
	int32_t months, days;
	bool stops; /* known to get no further cycle */
};
struct payer_list LIST(struct payer);

struct billing {
	struct payer_list payers; /* in order of their membership */
	int64_t goes_on;          /* a cycle is followed by another, in parts per million */
	int64_t unsure;           /* the standard deviation of that share, learned from so many cycles */
	int64_t first_goes_on;    /* the same for those of whom nothing else is known yet */
};

enum { CYCLES_SUPPOSED = 20, OF_THEM_FOLLOWED = 19, LATE_DAYS = 3 };

static int32_t next_cycle_day(const struct request *request, const struct past_contract *cycle) {
	const struct offer *offer = catalog_offer_at(request->catalog, cycle->offer);

	return offer->cycle_months > 0 ? date_add_months(cycle->sold_on, offer->cycle_months)
				       : date_add_days(cycle->sold_on, offer->cycle_days);
}

/* The cycle after one, of those sold by the day; NULL: none. A client's contracts stand in order of their number. */
static const struct past_contract *following(const struct past *past, const struct past_contract *cycle, int32_t day) {
	const struct past_client *client = &past->clients[cycle->client];
	const struct past_contract *end = past->contracts.at + client->contracts + client->contract_count;

	for (const struct past_contract *next = cycle + 1; next < end; next++)
		if (next->membership == cycle->membership)
			return next->sold_on <= day ? next : NULL;
	return NULL;
}

static void add_payer(const struct request *request, const struct past *past, const struct past_contract *cycle,
		      struct billing *billing) {
	const struct offer *offer = catalog_offer_at(request->catalog, cycle->offer);

	*LIST_ADD(past->arena, &billing->payers) = (struct payer){.membership = cycle->membership,
								  .client = past->clients[cycle->client].id,
								  .fee = cycle->price,
								  .next_day = next_cycle_day(request, cycle),
								  .months = offer->cycle_months,
								  .days = offer->cycle_days};
}

static int compare_payers(const void *a, const void *b) {
	const struct payer *one = a, *other = b;

	return (one->membership > other->membership) - (one->membership < other->membership);
}

/* Whether the membership is known today to be billed no more. */
static enum carnet_status look_up(struct request *request, struct payer *payer) {
	struct query *query = store_query(request->store, STATEMENT_REPORT_MEMBERSHIPS);
	bool whole = true;
	enum step step = STEP_DONE;

	query_bind_number(query, 1, payer->client);
	while (whole && (step = query_step(query)) == STEP_ROW) {
		struct membership membership = {0};
		whole = membership_read(&membership, query, request->arena);
		if (query_number(query, 0) == payer->membership)
			payer->stops = membership.cancelled || membership.ended_on != DATE_NONE ||
				       membership.suspended_on != DATE_NONE;
	}
	query_end(query);
	return whole && step != STEP_FAULT ? CARNET_OK : request_fault(request);
}

/* Who is known to stop is not likely to stop once more: the others stop the less in their next cycle. */
static enum carnet_status look_up_all(struct request *request, struct billing *billing) {
	int64_t count = (int64_t)billing->payers.count, stopping = 0;

	for (size_t i = 0; i < billing->payers.count; i++) {
		TRY(look_up(request, &billing->payers.at[i]));
		stopping += billing->payers.at[i].stops;
	}
	int64_t expected = count * (PPM - billing->goes_on) - stopping * PPM;
	if (expected <= 0)
		billing->first_goes_on = PPM;
	else if (count > stopping)
		billing->first_goes_on = PPM - expected / (count - stopping);
	return CARNET_OK;
}

enum carnet_status billing_of(struct request *request, const struct past *past, const struct horizon *horizon,
			      struct billing **made) {
	struct billing *billing = *made = ARENA_NEW(past->arena, struct billing);
	int64_t cycles = CYCLES_SUPPOSED, followed = OF_THEM_FOLLOWED;

	for (size_t i = 0; i < past->contracts.count; i++) {
		const struct past_contract *cycle = &past->contracts.at[i];
		if (!cycle->membership || cycle->sold_on > horizon->day)
			continue;
		const struct past_contract *next = following(past, cycle, horizon->day);
		int32_t next_day = next_cycle_day(request, cycle);
		if (next_day + LATE_DAYS <= horizon->day) {
			cycles++;
			followed += next != NULL && next->sold_on <= next_day + LATE_DAYS;
		}
		if (!next && next_day > horizon->day)
			add_payer(request, past, cycle, billing);
	}
	billing->goes_on = billing->first_goes_on = followed * PPM / cycles;
	billing->unsure = root_of((int128)billing->goes_on * (PPM - billing->goes_on) / cycles);
	if (billing->payers.count > 1)
		qsort(billing->payers.at, billing->payers.count, sizeof *billing->payers.at, compare_payers);
	return horizon->day == request->now ? look_up_all(request, billing) : CARNET_OK;
}

bool billing_has(const struct billing *billing, int64_t membership) {
	struct payer key = {.membership = membership};

	return membership && billing->payers.count &&
	       bsearch(&key, billing->payers.at, billing->payers.count, sizeof key, compare_payers);
}

static int32_t day_after_cycles(const struct payer *payer, int32_t cycles) {
	return payer->months > 0 ? date_add_months(payer->next_day, payer->months * cycles)
				 : date_add_days(payer->next_day, payer->days * cycles);
}

/* How surely cycles are followed is itself known in part only: each run supposes it a little otherwise. */
void billing_draw(const struct billing *billing, const struct horizon *horizon, struct chance *chance, struct run *run) {
	int64_t off = billing->unsure * chance_normal(chance) / 1000;

	for (size_t i = 0; i < billing->payers.count; i++) {
		const struct payer *payer = &billing->payers.at[i];
		int64_t goes_on = billing->first_goes_on;
		for (int32_t cycles = 0; !payer->stops; cycles++, goes_on = billing->goes_on) {
			int32_t month = horizon_month(horizon, day_after_cycles(payer, cycles));
			if (month < 0 || (int64_t)chance_below(chance, PPM) >= goes_on + off)
				break;
			run->at[FORECAST_FEES][month] += money_units(payer->fee);
		}
	}
}
