#include "rules/state.h"

#include "rules/tax.h"

/* Slots */

/* What is free was used by no change, and what was used before the book by none of it. */
enum { NO_CHANGE = -1 };

/* What each slot of a line is worth at first: its own value (a part transfer), an equal share (§2.5), or nothing (free bonus). */
static void first_values(const struct line *line, struct money *values) {
	int32_t paid = line->sessions - line->free_sessions;
	if (paid > 0)
		money_spread(line->value, paid, values);
	for (int32_t k = paid; k < line->sessions; k++)
		values[k] = MONEY_ZERO;
	for (int32_t k = 0; line->slot_values && k < line->sessions; k++)
		values[k] = line->slot_values[k];
}

static void begin_slots(const struct contract *contract, struct state *state) {
	state->slot_count = contract_slot_count(contract);
	state->free_count = state->slot_count;
	state->slots = ARENA_ARRAY(contract->arena, struct slot, state->slot_count);
	struct money *values = ARENA_ARRAY(contract->arena, struct money, state->slot_count);
	int32_t at = 0;
	for (int32_t i = 0; i < contract->terms.line_count; i++) {
		first_values(&contract->terms.lines[i], values);
		for (int32_t k = 0; k < contract->terms.lines[i].sessions; k++)
			state->slots[at++] = (struct slot){values[k], SLOT_FREE, NO_CHANGE};
	}
}

/* Moves the slots of a change from one stand to another; `worth` becomes their value. False when one stands otherwise. */
static bool move_slots(struct state *state, const struct change *change, enum slot_stand from, enum slot_stand to,
		       int32_t by, struct money *worth) {
	*worth = MONEY_ZERO;
	for (int32_t r = 0; r < change->range_count; r++) {
		struct slot_range range = change->ranges[r];
		for (int32_t i = range.first; i < range.first + range.count; i++) {
			if (i >= state->slot_count || state->slots[i].stand != from)
				return false;
			state->slots[i].stand = to;
			state->slots[i].change = by;
			*worth = money_add(*worth, state->slots[i].value);
			state->free_count += (to == SLOT_FREE) - (from == SLOT_FREE);
		}
	}
	return true;
}

static bool slot_lives(const struct slot *slot) {
	return slot->stand == SLOT_FREE || slot->stand == SLOT_USED;
}

/* Splits a new live value over the live slots in proportion to their old values (§4.5). */
static bool reprice_slots(const struct contract *contract, struct state *state, struct money live_value) {
	size_t count = (size_t)state->slot_count;
	int128 *weights = ARENA_ARRAY(contract->arena, int128, count);
	struct money *parts = ARENA_ARRAY(contract->arena, struct money, count);
	for (size_t i = 0; i < count; i++)
		weights[i] = slot_lives(&state->slots[i]) ? money_weight(state->slots[i].value, 1) : 0;
	if (money_is_negative(live_value) || (money_is_zero(state->live_value) && money_is_positive(live_value)))
		return false;
	money_split(live_value, weights, count, parts);
	state->delivered = MONEY_ZERO;
	for (size_t i = 0; i < count; i++) {
		if (slot_lives(&state->slots[i]))
			state->slots[i].value = parts[i];
		if (state->slots[i].stand == SLOT_USED)
			state->delivered = money_add(state->delivered, parts[i]);
	}
	state->live_value = live_value;
	return true;
}

/* A change that takes more than there is contradicts the history; what reckons with C and S need not ask again. */
static bool nothing_overdrawn(const struct state *state) {
	return !money_is_negative(state->paid) && !money_is_negative(state->live_value);
}

/* Changes, one function a family */

static bool apply_begin(const struct contract *contract, const struct change *change, struct state *state) {
	struct money worth = MONEY_ZERO;
	if (state->begun)
		return false;
	state->begun = true;
	begin_slots(contract, state);
	state->live_value = contract->terms.price;
	if (change->kind == CHANGE_SELL)
		return true;
	state->paid = change->amount;
	state->received = change->amount;
	state->spent = change->face;
	if (contract_is_topup(contract)) {
		/* what was spent before the book moved its part of the money (§14.29) */
		state->moved = change->moved;
		state->live_value = money_sub(state->live_value, change->moved);
		state->paid = money_sub(state->paid, change->moved);
	}
	if (!nothing_overdrawn(state) || !move_slots(state, change, SLOT_FREE, SLOT_USED, NO_CHANGE, &worth))
		return false;
	state->delivered = worth;
	if (change->kind == CHANGE_OPEN) {
		state->tax_opened_paid = tax_in_payments(contract, state);
		state->tax_opened_income = tax_in_delivery(contract, state);
	}
	return true;
}

static bool apply_money(const struct contract *contract, const struct change *change, struct state *state) {
	if (change->kind == CHANGE_CREDIT) {
		struct money gift = money_sub(change->face, change->amount);
		if (!money_is_zero(gift) && !reprice_slots(contract, state, money_sub(state->live_value, gift)))
			return false;
	}
	state->paid = money_add(state->paid, change->amount);
	state->received = money_add(state->received, change->amount);
	return true;
}

static bool apply_spend(const struct change *change, struct state *state) {
	state->live_value = money_sub(state->live_value, change->amount);
	state->paid = money_sub(state->paid, change->amount);
	state->spent = money_add(state->spent, change->face);
	state->moved = money_add(state->moved, change->amount);
	state->last_taken = CAUSE_USE;
	return nothing_overdrawn(state);
}

static bool apply_use(const struct change *change, int32_t place, struct state *state) {
	struct money worth;
	if (!move_slots(state, change, SLOT_FREE, SLOT_USED, place, &worth))
		return false;
	state->delivered = money_add(state->delivered, worth);
	state->last_taken = CAUSE_USE;
	return true;
}

static bool apply_return(const struct change *change, struct state *state) {
	struct money worth;
	bool done = move_slots(state, change, SLOT_USED, SLOT_FREE, NO_CHANGE, &worth);
	state->delivered = money_sub(state->delivered, worth);
	return done;
}

static enum slot_stand stand_after(enum cause cause) {
	switch (cause) {
	case CAUSE_EXPIRY:
	case CAUSE_CAP: return SLOT_EXPIRED;
	case CAUSE_TRANSFER: return SLOT_TRANSFERRED;
	case CAUSE_USE:
	case CAUSE_REFUND:
	case CAUSE_EXCHANGE:
	case CAUSE_END: break;
	}
	return SLOT_RETURNED;
}

static struct money surplus_of(const struct change *change) {
	struct money kept = money_add(money_add(change->fee, change->uplift), change->breakage);
	return money_add(money_add(change->refund, change->moved), kept);
}

/* An entry is one expiry, though it has a change a line. */
static void keep_tax(const struct contract *contract, const struct change *change, struct money tax_before,
		     struct state *state) {
	struct lapse *lapse = &state->lapse;
	if (lapse->entry != change->entry)
		*lapse = (struct lapse){change->entry, MONEY_ZERO, tax_before, state->tax_kept};
	lapse->breakage = money_add(lapse->breakage, change->breakage);
	struct money fall = money_sub(lapse->tax, tax_in_payments(contract, state));
	state->tax_kept = money_add(lapse->kept, tax_of_expired(contract, lapse->breakage, fall));
}

static void give_back_tax(const struct contract *contract, const struct change *change, struct money tax_before,
			  struct state *state) {
	struct money rise = money_sub(tax_in_payments(contract, state), tax_before);
	state->tax_kept = money_sub(state->tax_kept, tax_of_expired(contract, change->breakage, rise));
}

static bool apply_cancel(const struct contract *contract, int32_t place, struct state *state) {
	const struct change *change = &contract->changes.at[place];
	struct money worth;
	struct money tax = tax_in_payments(contract, state);
	if (contract_is_topup(contract)) {
		state->credit_gone = money_add(state->credit_gone, change->face);
		worth = state->live_value;
	} else if (!move_slots(state, change, SLOT_FREE, stand_after(change->cause), place, &worth)) {
		return false;
	}
	state->live_value = money_sub(state->live_value, worth);
	state->paid = money_sub(state->paid, surplus_of(change));
	state->written_off = money_sub(state->written_off, change->recovered);
	state->last_taken = change->cause;
	if (!nothing_overdrawn(state))
		return false;
	if (change->cause == CAUSE_EXPIRY || change->cause == CAUSE_CAP)
		keep_tax(contract, change, tax, state);
	return true;
}

static bool apply_revive(const struct contract *contract, const struct change *change, struct state *state) {
	struct money worth;
	struct money tax = tax_in_payments(contract, state);
	if (contract_is_topup(contract)) {
		state->credit_gone = money_sub(state->credit_gone, change->face);
		worth = change->amount;
	} else if (!move_slots(state, change, SLOT_EXPIRED, SLOT_FREE, NO_CHANGE, &worth)) {
		return false;
	}
	state->live_value = money_add(state->live_value, worth);
	state->paid = money_add(state->paid, change->breakage);
	state->written_off = money_add(state->written_off, change->recovered);
	give_back_tax(contract, change, tax, state);
	return true;
}

static bool apply_freeze(const struct contract *contract, const struct change *change, struct state *state) {
	*LIST_ADD(contract->arena, &state->freezes) = (struct frozen){change->from, change->to};
	return true;
}

/* Ends the freeze that began on the day `to`. */
static bool apply_unfreeze(const struct change *change, struct state *state) {
	for (size_t i = state->freezes.count; i > 0; i--) {
		struct frozen *frozen = &state->freezes.at[i - 1];
		if (frozen->from != change->to || frozen->to <= change->from)
			continue;
		frozen->to = change->from < frozen->from ? frozen->from : change->from;
		return true;
	}
	return false;
}

/* The days of the freezes since a day; those of an open one are not known yet. */
static int32_t frozen_days(const struct state *state, int32_t since) {
	int32_t days = 0;
	for (size_t i = 0; i < state->freezes.count; i++) {
		const struct frozen *frozen = &state->freezes.at[i];
		if (frozen->from >= since && frozen->to != DATE_NONE)
			days += frozen->to - frozen->from;
	}
	return days;
}

static bool apply_change(const struct contract *contract, int32_t place, struct state *state) {
	const struct change *change = &contract->changes.at[place];
	bool begins = change->kind == CHANGE_SELL || change->kind == CHANGE_OPEN || change->kind == CHANGE_RECEIVE;
	if (!begins && !state->begun)
		return false;
	switch (change->kind) {
	case CHANGE_SELL:
	case CHANGE_OPEN:
	case CHANGE_RECEIVE: return apply_begin(contract, change, state);
	case CHANGE_PAY:
	case CHANGE_FUND:
	case CHANGE_CREDIT: return apply_money(contract, change, state);
	case CHANGE_SPEND: return apply_spend(change, state);
	case CHANGE_REDEEM:
	case CHANGE_EARN: return apply_use(change, place, state);
	case CHANGE_RETURN: return apply_return(change, state);
	case CHANGE_CANCEL: return apply_cancel(contract, place, state);
	case CHANGE_REVIVE: return apply_revive(contract, change, state);
	case CHANGE_REPRICE: return reprice_slots(contract, state, change->amount);
	case CHANGE_WRITE_OFF: state->written_off = money_add(state->written_off, change->amount); return true;
	case CHANGE_FREEZE: return apply_freeze(contract, change, state);
	case CHANGE_UNFREEZE: return apply_unfreeze(change, state);
	case CHANGE_EXTEND: state->extended_to = change->to - frozen_days(state, DATE_MIN); return true;
	case CHANGE_TRANSFER:
	case CHANGE_SHARE:
	case CHANGE_UNSHARE:
	case CHANGE_KIND_COUNT: break;
	}
	return true;
}

bool state_fold(const struct contract *contract, int32_t day, struct state *state) {
	*state = (struct state){.day = day, .last_taken = CAUSE_USE, .extended_to = DATE_NONE};
	for (size_t i = 0; i < contract->changes.count && contract->changes.at[i].date <= day; i++)
		if (change_counts(&contract->changes.at[i], day) && !apply_change(contract, (int32_t)i, state))
			return false;
	return true;
}

/* What the state says */

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
		return date_add_days(state->extended_to, frozen_days(state, DATE_MIN));
	bool starts_later = contract->terms.valid_from_first_use && contract->terms.expires_on == DATE_NONE;
	return date_add_days(first_end(contract, state),
			     frozen_days(state, starts_later ? valid_since(contract, state) : DATE_MIN));
}

bool state_freeze_overlaps(const struct state *state, int32_t from, int32_t to) {
	for (size_t i = 0; i < state->freezes.count; i++) {
		const struct frozen *frozen = &state->freezes.at[i];
		if (frozen->from < frozen->to && from < frozen->to && frozen->from < to)
			return true;
	}
	return false;
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
