#include "insight/forecast.h"

#include <stdlib.h>

/* Sessions pending on a day, and one way in which they may be used and expire. */

/* A line with sessions left. */
struct holding {
	const struct past_contract *contract;
	size_t client;
	int64_t item;
	int32_t expires_on, sold_on;
	int32_t left;
	struct money value;  /* of one session */
	struct money unpaid; /* of its contract: what expires is unpaid first */
};
struct holding_list LIST(struct holding);

/* What one client holds of one service: drawn together, since the next session comes off one or the other. */
struct holder {
	size_t first, count; /* places in holdings, the first to expire first */
	struct pace pace;
	const struct wait_curve *first_wait, *next_wait;
	int32_t since; /* the last session, or the purchase */
	bool fresh;    /* nothing used since the purchase */
};
struct holder_list LIST(struct holder);

struct pending_list {
	struct holding_list holdings; /* of which the next session comes off one or the other */
	struct holder_list holders;
	struct holding_list cycles; /* of memberships, each by itself */
	const struct waits *waits;
	size_t sessions;
};

/* What is held */

static struct money unpaid_at(const struct past *past, const struct past_contract *contract, int32_t day) {
	struct money live = MONEY_ZERO, held = MONEY_ZERO;

	for (size_t i = contract->slots; i < contract->slots + contract->slot_count; i++) {
		const struct past_slot *slot = &past->slots.at[i];
		if (slot->stand == SLOT_USED || slot->stand == SLOT_FREE || slot_free_at(slot, day))
			live = money_add(live, slot->value);
	}
	for (size_t i = contract->flows; i < contract->flows + contract->flow_count; i++)
		if (past->flows.at[i].day <= day)
			held = money_add(held, past->flows.at[i].held);
	return money_not_negative(money_sub(live, held));
}

static void add_holding(const struct past *past, const struct past_line *line, int32_t day, struct pending_list *list) {
	const struct past_contract *contract = &past->contracts.at[line->contract];
	struct money value = MONEY_ZERO;
	int32_t left = 0;

	for (size_t i = line->slots; i < line->slots + line->slot_count; i++)
		if (slot_free_at(&past->slots.at[i], day)) {
			value = money_add(value, past->slots.at[i].value);
			left++;
		}
	if (left == 0)
		return;
	*LIST_ADD(past->arena, waits_within_term(contract) ? &list->cycles : &list->holdings) =
		(struct holding){.contract = contract,
				 .client = contract->client,
				 .item = line->item,
				 .expires_on = contract->expires_on,
				 .sold_on = contract->sold_on,
				 .left = left,
				 .value = money_share(value, 1, left),
				 .unpaid = unpaid_at(past, contract, day)};
	list->sessions += (size_t)left;
}

static int compare_holdings(const void *a, const void *b) {
	const struct holding *one = a, *other = b;

	if (one->client != other->client)
		return one->client < other->client ? -1 : 1;
	if (one->item != other->item)
		return one->item < other->item ? -1 : 1;
	if (one->expires_on != other->expires_on)
		return one->expires_on < other->expires_on ? -1 : 1;
	return (one->sold_on > other->sold_on) - (one->sold_on < other->sold_on);
}

/* Who holds it */

static int32_t last_use(const struct past *past, const struct track *track, int32_t day) {
	for (size_t i = track ? track->day_count : 0; i > 0; i--)
		if (past->days.at[track->days + i - 1] <= day)
			return past->days.at[track->days + i - 1];
	return DATE_MIN;
}

static void add_holder(const struct waits *waits, struct pending_list *list, size_t first, size_t count) {
	const struct holding *holding = &list->holdings.at[first];
	const struct track *track = waits_track(waits, holding->client, holding->item);
	int32_t used = last_use(waits->past, track, waits->day), bought = holding->sold_on;

	for (size_t i = first; i < first + count; i++)
		if (list->holdings.at[i].sold_on < bought)
			bought = list->holdings.at[i].sold_on;
	*LIST_ADD(waits->past->arena,
		  &list->holders) = (struct holder){.first = first,
						    .count = count,
						    .pace = waits_pace(waits, track, holding->item, waits->day),
						    .first_wait = waits_curve(waits, holding->item, WAIT_FIRST),
						    .next_wait = waits_curve(waits, holding->item, WAIT_NEXT),
						    .since = used > bought ? used : bought,
						    .fresh = used < bought};
}

struct pending_list *pending_of(const struct waits *waits, const struct horizon *horizon) {
	const struct past *past = waits->past;
	struct pending_list *list = ARENA_NEW(past->arena, struct pending_list);

	list->waits = waits;
	for (size_t i = 0; i < past->lines.count; i++) {
		const struct past_contract *contract = &past->contracts.at[past->lines.at[i].contract];
		if (contract->sold_on <= horizon->day && contract->expires_on >= horizon->day)
			add_holding(past, &past->lines.at[i], horizon->day, list);
	}
	if (list->holdings.count > 1)
		qsort(list->holdings.at, list->holdings.count, sizeof *list->holdings.at, compare_holdings);
	for (size_t i = 0, first = 0; i < list->holdings.count; i++) {
		const struct holding *one = &list->holdings.at[first], *next = &list->holdings.at[i + 1];
		if (i + 1 < list->holdings.count && next->client == one->client && next->item == one->item)
			continue;
		add_holder(waits, list, first, i + 1 - first);
		first = i + 1;
	}
	return list;
}

size_t pending_sessions(const struct pending_list *pending) {
	return pending->sessions;
}

/* One way it may go */

/* What is left of a line when it expires, as far as it is paid. */
static void expire(const struct holding *holding, int32_t left, const struct horizon *horizon, struct run *run) {
	int32_t month = horizon_month(horizon, holding->expires_on);

	if (month < 0 || left == 0)
		return;
	struct money lost = money_sub(money_times(holding->value, left), holding->unpaid);
	run->at[FORECAST_BREAKAGE][month] += money_units(money_not_negative(lost));
}

struct play {
	const struct pending_list *pending;
	const struct holder *holder;
	size_t at;    /* the holding in use */
	int32_t left; /* of it */
};

/* Moves on to the line the session of a day comes off; false: nothing is left. */
static bool play_reach(struct play *play, int32_t day, const struct horizon *horizon, struct run *run) {
	for (; play->at < play->holder->first + play->holder->count; play->at++) {
		const struct holding *holding = &play->pending->holdings.at[play->at];
		if (play->left < 0)
			play->left = holding->left;
		if (play->left > 0 && holding->expires_on >= day)
			return true;
		expire(holding, play->left, horizon, run);
		play->left = -1;
	}
	return false;
}

static void play_holder(const struct horizon *horizon, struct play *play, struct chance *chance, struct run *run) {
	const struct holder *holder = play->holder;
	int32_t last = horizon->ends[horizon->months - 1];
	int32_t wait = wait_draw(holder->fresh ? holder->first_wait : holder->next_wait, holder->pace,
				 horizon->day + 1 - holder->since, chance);
	int32_t day = wait < 0 ? DATE_MAX : holder->since + wait;

	while (day <= last && play_reach(play, day, horizon, run)) {
		int32_t month = horizon_month(horizon, day);
		run->at[FORECAST_SESSIONS][month] += PARTS_OF_A_SESSION;
		run->at[FORECAST_REVENUE][month] += money_units(play->pending->holdings.at[play->at].value);
		play->left--;
		wait = wait_draw(holder->next_wait, holder->pace, 0, chance);
		day = wait < 0 ? DATE_MAX : day + wait;
	}
	(void)play_reach(play, last + 1, horizon, run);
}

/* Each session of a cycle is used on some day of its term, or not. */
static void play_cycle(const struct pending_list *pending, const struct holding *cycle, const struct horizon *horizon,
		       struct chance *chance, struct run *run) {
	const struct wait_curve *curve = waits_curve(pending->waits, cycle->item, WAIT_WITHIN_TERM);
	struct pace term = waits_term(cycle->contract);
	int32_t left = 0;

	for (int32_t i = 0; i < cycle->left; i++) {
		int32_t wait = wait_draw(curve, term, horizon->day + 1 - cycle->sold_on, chance);
		int32_t month = wait < 0 ? -1 : horizon_month(horizon, cycle->sold_on + wait);
		left += wait < 0 || cycle->sold_on + wait > cycle->expires_on;
		if (month < 0 || cycle->sold_on + wait > cycle->expires_on)
			continue;
		run->at[FORECAST_SESSIONS][month] += PARTS_OF_A_SESSION;
		run->at[FORECAST_REVENUE][month] += money_units(cycle->value);
	}
	expire(cycle, left, horizon, run);
}

void pending_draw(const struct pending_list *pending, const struct horizon *horizon, struct chance *chance,
		  struct run *run) {
	for (size_t i = 0; i < pending->holders.count; i++) {
		struct play play = {pending, &pending->holders.at[i], pending->holders.at[i].first, -1};
		play_holder(horizon, &play, chance, run);
	}
	for (size_t i = 0; i < pending->cycles.count; i++)
		play_cycle(pending, &pending->cycles.at[i], horizon, chance, run);
}
