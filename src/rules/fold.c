#include "rules/state.h"

#include "rules/tax.h"

/* The fold: the changes that count, one after the other, into the state. */

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

/* Of a top-up what was spent before the book moved its part of the money (§14.29). */
static void bring_money(const struct contract *contract, const struct change *change, struct state *state) {
	struct money moved = contract_is_topup(contract) ? change->moved : MONEY_ZERO;
	state->received = change->amount;
	state->spent = change->face;
	state->moved = moved;
	state->paid = money_sub(change->amount, moved);
	state->live_value = money_sub(state->live_value, moved);
}

/* What was paid and used before is there from the first day, of an opening with its tax. */
static bool bring_in(const struct contract *contract, const struct change *change, struct state *state) {
	struct money worth = MONEY_ZERO;
	bring_money(contract, change, state);
	if (!nothing_overdrawn(state) || !move_slots(state, change, SLOT_FREE, SLOT_USED, NO_CHANGE, &worth))
		return false;
	state->delivered = worth;
	if (change->kind == CHANGE_OPEN) {
		state->tax_opened_paid = tax_in_payments(contract, state);
		state->tax_opened_income = tax_in_delivery(contract, state);
	}
	return true;
}

static bool apply_begin(const struct contract *contract, const struct change *change, struct state *state) {
	if (state->begun)
		return false;
	state->begun = true;
	begin_slots(contract, state);
	state->live_value = contract->terms.price;
	return change->kind == CHANGE_SELL || bring_in(contract, change, state);
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
	case CHANGE_EXTEND: state->extended_to = change->to - state_days_frozen(state, DATE_MIN); return true;
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
