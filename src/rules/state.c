#include "rules/state.h"

/* Money */

bool state_sound(const struct state *state) {
	struct money settled = money_add(state->paid, state->written_off);
	return !money_is_negative(state->delivered) && !money_less(state->live_value, state->delivered) &&
	       !money_is_negative(state->paid) && !money_is_negative(state->written_off) &&
	       !money_less(state->live_value, settled);
}

struct money state_due(const struct state *state) {
	return money_sub(money_sub(state->live_value, state->paid), state->written_off);
}

static struct money account(const struct state *state) {
	return money_sub(money_add(state->paid, state->written_off), state->delivered);
}

struct money state_liability(const struct state *state) {
	return money_not_negative(account(state));
}

struct money state_receivable(const struct state *state) {
	return money_not_negative(money_negate(account(state)));
}

struct money state_credit_left(const struct contract *contract, const struct state *state) {
	if (!state->begun)
		return MONEY_ZERO;
	return money_sub(money_sub(contract->terms.credit, state->spent), state->credit_gone);
}

/* Slots and their use */

bool state_open(const struct contract *contract, const struct state *state) {
	if (contract_is_topup(contract))
		return money_is_positive(state_credit_left(contract, state));
	return state->free_count > 0;
}

int32_t state_first_use(const struct contract *contract, const struct state *state) {
	int32_t first = DATE_NONE;
	for (int32_t i = 0; i < state->slot_count; i++) {
		const struct slot *slot = &state->slots[i];
		if (slot->stand == SLOT_USED && slot->change >= 0 && contract->changes.at[slot->change].date < first)
			first = contract->changes.at[slot->change].date;
	}
	return first;
}

int32_t state_last_use(const struct contract *contract, const struct state *state) {
	int32_t last = contract->sold_on;
	for (size_t i = 0; i < contract->changes.count; i++) {
		const struct change *change = &contract->changes.at[i];
		if (change->kind == CHANGE_REDEEM && change_counts(change, state->day) && change->date > last)
			last = change->date;
	}
	return last;
}

/* Freezes and the end */

int32_t state_days_frozen(const struct state *state, int32_t since) {
	int32_t days = 0;
	for (size_t i = 0; i < state->freezes.count; i++) {
		const struct frozen *frozen = &state->freezes.at[i];
		if (frozen->from >= since && frozen->to != DATE_NONE)
			days += frozen->to - frozen->from;
	}
	return days;
}

/* The day validity counts from; DATE_NONE: it has not begun. */
static int32_t valid_since(const struct contract *contract, const struct state *state) {
	return contract->terms.valid_from_first_use ? state_first_use(contract, state) : contract->valid_from;
}

static int32_t first_end(const struct contract *contract, const struct state *state) {
	const struct terms *terms = &contract->terms;
	if (terms->expires_on != DATE_NONE)
		return terms->expires_on;
	if (terms->valid_months == 0 && terms->valid_days == 0)
		return DATE_NONE;
	int32_t start = valid_since(contract, state);
	if (start == DATE_NONE)
		return DATE_NONE;
	return terms->valid_months > 0 ? date_add_months(start, terms->valid_months)
				       : date_add_days(start, terms->valid_days);
}

/* Before the first use there was no end that a freeze could have moved. */
int32_t state_expires_on(const struct contract *contract, const struct state *state) {
	if (state->extended_to != DATE_NONE)
		return date_add_days(state->extended_to, state_days_frozen(state, DATE_MIN));
	bool starts_later = contract->terms.valid_from_first_use && contract->terms.expires_on == DATE_NONE;
	return date_add_days(first_end(contract, state),
			     state_days_frozen(state, starts_later ? valid_since(contract, state) : DATE_MIN));
}

bool state_freeze_overlaps(const struct state *state, int32_t from, int32_t to) {
	for (size_t i = 0; i < state->freezes.count; i++) {
		const struct frozen *frozen = &state->freezes.at[i];
		if (frozen->from < frozen->to && from < frozen->to && frozen->from < to)
			return true;
	}
	return false;
}

/* Makes the stretch longer by a freeze that touches it. */
static bool lengthens(struct frozen *span, const struct frozen *frozen) {
	if (frozen->from >= frozen->to || frozen->from > span->to || frozen->to < span->from ||
	    (frozen->from >= span->from && frozen->to <= span->to))
		return false;
	span->from = frozen->from < span->from ? frozen->from : span->from;
	span->to = frozen->to > span->to ? frozen->to : span->to;
	return true;
}

struct frozen state_frozen_span(const struct state *state, int32_t day) {
	const struct frozen_list *freezes = &state->freezes;
	struct frozen span = {day, day};
	bool grown = state_freeze_overlaps(state, day, day + 1);
	while (grown) { /* one passed by may touch it now */
		grown = false;
		for (size_t i = 0; i < freezes->count; i++)
			grown = lengthens(&span, &freezes->at[i]) || grown;
	}
	return span;
}

const struct frozen *state_freeze_to_end(const struct state *state, int32_t day) {
	const struct frozen *first = NULL;
	for (size_t i = 0; i < state->freezes.count; i++) {
		const struct frozen *frozen = &state->freezes.at[i];
		if (frozen->from < frozen->to && day < frozen->to && (!first || frozen->from < first->from))
			first = frozen;
	}
	return first;
}

/* A freeze that was voided later kept the days before that frozen. */
static bool frozen_until_voided(const struct contract *contract, int32_t day) {
	for (size_t i = 0; i < contract->changes.count; i++) {
		const struct change *change = &contract->changes.at[i];
		if (change->kind == CHANGE_FREEZE && !change_stands(change) && change_counts(change, day) &&
		    change->from <= day && day < change->to)
			return true;
	}
	return false;
}

bool state_frozen(const struct contract *contract, const struct state *state, int32_t day) {
	return state_freeze_overlaps(state, day, day + 1) || frozen_until_voided(contract, day);
}

bool state_expiry_held(const struct contract *contract, const struct state *state) {
	int32_t end = state_expires_on(contract, state);
	for (size_t i = 0; i < state->freezes.count; i++)
		if (state->freezes.at[i].to == DATE_NONE && state->freezes.at[i].from <= end)
			return true;
	return false;
}

/* Status */

static enum contract_status ended_by(enum cause cause) {
	switch (cause) {
	case CAUSE_REFUND:
	case CAUSE_EXCHANGE:
	case CAUSE_END: return CONTRACT_TERMINATED;
	case CAUSE_TRANSFER: return CONTRACT_TRANSFERRED;
	case CAUSE_EXPIRY:
	case CAUSE_CAP: return CONTRACT_EXPIRED;
	case CAUSE_USE: break;
	}
	return CONTRACT_USED_UP;
}

enum contract_status state_status(const struct contract *contract, const struct state *state, int32_t day) {
	if (state_open(contract, state))
		return state_frozen(contract, state, day) ? CONTRACT_FROZEN : CONTRACT_ACTIVE;
	if (money_is_positive(state_due(state)))
		return CONTRACT_OWING;
	return ended_by(state->last_taken);
}

const char *contract_status_name(enum contract_status status) {
	static const char *const names[] = {"active",      "frozen",  "owing",  "terminated",
					    "transferred", "expired", "used_up"};
	return names[status];
}

struct line_count state_count_line(const struct contract *contract, const struct state *state, int32_t line) {
	struct line_count count = {0};
	int32_t start = contract_line_start(contract, line);
	for (int32_t i = start; i < start + contract->terms.lines[line].sessions; i++) {
		const struct slot *slot = &state->slots[i];
		count.used += slot->stand == SLOT_USED;
		count.left += slot->stand == SLOT_FREE;
		count.expired += slot->stand == SLOT_EXPIRED;
		count.returned += slot->stand == SLOT_RETURNED;
		count.transferred += slot->stand == SLOT_TRANSFERRED;
		if (slot->stand == SLOT_FREE)
			count.value_left = money_add(count.value_left, slot->value);
	}
	return count;
}

/* Days */

static void add_day(struct arena *arena, struct day_list *days, int32_t day) {
	size_t place = days->count;
	while (place > 0 && days->at[place - 1] > day)
		place--;
	if (place > 0 && days->at[place - 1] == day)
		return;
	LIST_ADD(arena, days);
	for (size_t i = days->count - 1; i > place; i--)
		days->at[i] = days->at[i - 1];
	days->at[place] = day;
}

void contract_days(const struct contract *contract, int32_t from, struct day_list *days) {
	for (size_t i = 0; i < contract->changes.count; i++) {
		const struct change *change = &contract->changes.at[i];
		if (change->gone_on == change->date)
			continue;
		if (change->date >= from)
			add_day(contract->arena, days, change->date);
		if (change->gone_on >= from && change->gone_on != DATE_NONE)
			add_day(contract->arena, days, change->gone_on);
	}
}

bool contract_holds(const struct contract *contract, int32_t from) {
	struct day_list days = {0};
	struct state state;
	contract_days(contract, from, &days);
	for (size_t i = 0; i < days.count; i++)
		if (!state_fold(contract, days.at[i], &state) || !state_sound(&state))
			return false;
	return true;
}

struct money contract_least_due(const struct contract *contract, int32_t from) {
	struct day_list days = {0};
	struct state state;
	struct money least = MONEY_ZERO;
	contract_days(contract, from + 1, &days);
	if (state_fold(contract, from, &state))
		least = state_due(&state);
	for (size_t i = 0; i < days.count; i++)
		if (state_fold(contract, days.at[i], &state))
			least = money_min(least, state_due(&state));
	return least;
}
