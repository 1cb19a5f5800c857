#include "rules/effects.h"

#include "rules/tax.h"

#include <assert.h>
#include <string.h>

static const char *const measure_names[] = {
#define MEASURE_NAME(symbol, name) [symbol] = (name),
	MEASURE_LIST(MEASURE_NAME)
#undef MEASURE_NAME
};

const char *measure_name(enum measure measure) {
	return measure_names[measure];
}

/* Lists of effects */

static bool same_method(const char *a, const char *b) {
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_key(const struct effect *a, const struct effect *b) {
	return a->date == b->date && a->measure == b->measure && a->stream == b->stream && a->branch == b->branch &&
	       a->home == b->home && a->staff == b->staff && a->item == b->item && same_method(a->method, b->method);
}

void effects_add(struct arena *arena, struct effect_list *effects, const struct effect *effect) {
	if (money_is_zero(effect->amount) && effect->sessions == 0)
		return;
	for (size_t i = effects->count; i > 0; i--) {
		struct effect *known = &effects->at[i - 1];
		if (!same_key(known, effect))
			continue;
		known->amount = money_add(known->amount, effect->amount);
		known->sessions += effect->sessions;
		return;
	}
	*LIST_ADD(arena, effects) = *effect;
}

void effects_subtract(struct arena *arena, struct effect_list *after, const struct effect_list *before) {
	for (size_t i = 0; i < before->count; i++) {
		struct effect effect = before->at[i];
		effect.amount = money_negate(effect.amount);
		effect.sessions = -effect.sessions;
		effects_add(arena, after, &effect);
	}
	size_t kept = 0;
	for (size_t i = 0; i < after->count; i++)
		if (!money_is_zero(after->at[i].amount) || after->at[i].sessions != 0)
			after->at[kept++] = after->at[i];
	after->count = kept;
}

/* Performance */

void entitlements(struct arena *arena, struct money value, const struct share *shares, int32_t share_count,
		  struct money *parts) {
	int128 *weights = ARENA_ARRAY(arena, int128, share_count + 1);
	int128 house = 10000;
	for (int32_t i = 0; i < share_count; i++) {
		weights[i] = shares[i].bp;
		house -= shares[i].bp;
	}
	weights[share_count] = house;
	money_split(value, weights, (size_t)share_count + 1, parts);
}

struct money credit_of(struct money entitlement, const struct state *state) {
	return money_part_floor(entitlement, state->paid, state->live_value);
}

/* One walk over the days of a history. */
struct walk {
	const struct contract *contract;
	const struct effect_rules *rules;
	struct effect_list *effects;
	int32_t day;
	struct state before, after;
};

static struct effect effect_at(const struct walk *walk, enum measure measure, int64_t branch) {
	return (struct effect){.date = walk->day,
			       .measure = measure,
			       .stream = walk->contract->terms.stream,
			       .branch = branch,
			       .home = walk->contract->branch};
}

static void add_amount(struct walk *walk, enum measure measure, const struct change *change, const char *method,
		       struct money amount) {
	struct effect effect = effect_at(walk, measure, change ? change->branch : walk->contract->branch);
	effect.method = method;
	effect.amount = amount;
	effects_add(walk->contract->arena, walk->effects, &effect);
}

static void add_sessions(struct walk *walk, enum measure measure, int64_t branch, int64_t sessions) {
	struct effect effect = effect_at(walk, measure, branch);
	effect.sessions = sessions;
	effects_add(walk->contract->arena, walk->effects, &effect);
}

/* What was done in a slot: the service named, or the line's own item. */
static int64_t item_done(const struct walk *walk, int32_t slot, const struct change *change) {
	const struct line *line = &walk->contract->terms.lines[contract_line_of(walk->contract, slot)];
	if (change && change->other)
		return change->other;
	return line->item_count == 1 ? line->items[0] : 0;
}

static struct money performance_value(const struct walk *walk, int32_t slot, struct money value) {
	const struct line *line = &walk->contract->terms.lines[contract_line_of(walk->contract, slot)];
	if (!walk->rules->performance_net_of_tax)
		return value;
	return money_sub(value, money_tax_within(value, line->tax_bp));
}

static void add_performance(struct walk *walk, const struct change *change, int32_t slot, int64_t staff,
			    struct money credit, struct money entitlement) {
	struct effect effect = effect_at(walk, MEASURE_CREDIT, change->branch);
	effect.staff = staff;
	effect.item = item_done(walk, slot, change);
	effect.amount = credit;
	effects_add(walk->contract->arena, walk->effects, &effect);
	effect.measure = MEASURE_ENTITLEMENT;
	effect.amount = entitlement;
	effects_add(walk->contract->arena, walk->effects, &effect);
}

/* The performance standing to one slot in a state, added (or taken away, with `taken`). Slots nobody did (days of access, what
 * was used before the book) earn none. */
static void slot_performance(struct walk *walk, const struct state *state, int32_t i, bool taken) {
	struct arena *arena = walk->contract->arena;
	const struct slot *slot = &state->slots[i];
	if (slot->stand != SLOT_USED || slot->change < 0)
		return;
	const struct change *change = &walk->contract->changes.at[slot->change];
	if (change->kind != CHANGE_REDEEM)
		return;
	struct money *parts = ARENA_ARRAY(arena, struct money, change->share_count + 1);
	entitlements(arena, performance_value(walk, i, slot->value), change->shares, change->share_count, parts);
	for (int32_t k = 0; k <= change->share_count; k++) {
		struct money credit = credit_of(parts[k], state);
		struct money entitlement = parts[k];
		if (taken) {
			credit = money_negate(credit);
			entitlement = money_negate(entitlement);
		}
		add_performance(walk, change, i, k < change->share_count ? change->shares[k].staff : 0, credit,
				entitlement);
	}
}

/* Delivery and sessions */

static void slot_delivered(struct walk *walk, const struct state *state, int32_t i, bool taken) {
	const struct slot *slot = &state->slots[i];
	if (slot->stand != SLOT_USED)
		return;
	const struct change *change = slot->change < 0 ? NULL : &walk->contract->changes.at[slot->change];
	const struct line *line = &walk->contract->terms.lines[contract_line_of(walk->contract, i)];
	struct effect effect = effect_at(walk, MEASURE_DELIVERED, change ? change->branch : walk->contract->branch);
	effect.item = item_done(walk, i, change);
	effect.amount = taken ? money_negate(slot->value) : slot->value;
	effects_add(walk->contract->arena, walk->effects, &effect);
	if (!line_counts_sessions(line))
		return;
	effect.measure = MEASURE_SESSIONS_USED;
	effect.amount = MONEY_ZERO;
	effect.sessions = taken ? -1 : 1;
	effects_add(walk->contract->arena, walk->effects, &effect);
}

static void slot_gone(struct walk *walk, enum slot_stand stand, int32_t i, int sign) {
	const struct line *line = &walk->contract->terms.lines[contract_line_of(walk->contract, i)];
	if (!line_counts_sessions(line))
		return;
	if (stand == SLOT_EXPIRED)
		add_sessions(walk, MEASURE_SESSIONS_EXPIRED, walk->contract->branch, sign);
	else if (stand == SLOT_RETURNED)
		add_sessions(walk, MEASURE_SESSIONS_RETURNED, walk->contract->branch, sign);
	else if (stand == SLOT_TRANSFERRED)
		add_sessions(walk, MEASURE_SESSIONS_TRANSFERRED, walk->contract->branch, -sign);
}

static bool same_slot(const struct slot *a, const struct slot *b) {
	return a->stand == b->stand && a->change == b->change && money_equal(a->value, b->value);
}

static bool same_ratio(const struct state *a, const struct state *b) {
	return money_equal(a->paid, b->paid) && money_equal(a->live_value, b->live_value);
}

static void compare_slot(struct walk *walk, int32_t i, bool ratio_stays) {
	const struct slot *before = walk->before.begun ? &walk->before.slots[i] : NULL;
	const struct slot *after = walk->after.begun ? &walk->after.slots[i] : NULL;
	bool stays = before && after && same_slot(before, after);
	if (before && !(stays && ratio_stays))
		slot_performance(walk, &walk->before, i, true);
	if (after && !(stays && ratio_stays))
		slot_performance(walk, &walk->after, i, false);
	if (stays)
		return;
	if (before) {
		slot_delivered(walk, &walk->before, i, true);
		slot_gone(walk, before->stand, i, -1);
	}
	if (after) {
		slot_delivered(walk, &walk->after, i, false);
		slot_gone(walk, after->stand, i, 1);
	}
}

/* What single changes say */

static int64_t sessions_at_first(const struct contract *contract) {
	int64_t sessions = 0;
	for (int32_t i = 0; i < contract->terms.line_count; i++)
		if (line_counts_sessions(&contract->terms.lines[i]))
			sessions += contract->terms.lines[i].sessions;
	return sessions;
}

static struct money signed_amount(struct money amount, int sign) {
	return sign < 0 ? money_negate(amount) : amount;
}

static void sale_effects(struct walk *walk, const struct change *change, int sign) {
	const struct contract *contract = walk->contract;
	if (!contract->reopened_credit)
		add_amount(walk, MEASURE_SOLD, change, NULL, signed_amount(contract->terms.price, sign));
	add_sessions(walk, MEASURE_SESSIONS_SOLD, change->branch, sign * sessions_at_first(contract));
}

static struct money brought_in(const struct change *change) {
	return money_sub(change->amount, change->moved);
}

static void receipt_effects(struct walk *walk, const struct change *change, int sign) {
	add_sessions(walk, MEASURE_SESSIONS_TRANSFERRED, change->branch, sign * sessions_at_first(walk->contract));
	add_amount(walk, MEASURE_MOVED, change, NULL, signed_amount(brought_in(change), sign));
}

/* The opening by itself says what was used before. */
static struct state state_opened(const struct contract *contract, const struct change *opening) {
	struct change standing = *opening;
	struct contract alone = *contract;
	struct state state;
	standing.gone_on = DATE_NONE;
	alone.changes = (struct change_list){&standing, 1, 1};
	bool folded = state_fold(&alone, opening->date, &state);
	assert(folded);
	return state;
}

/* What an opening brings in was not delivered here: what its slots were used for before is taken out of delivery again. */
static void opening_effects(struct walk *walk, const struct change *change, int sign) {
	const struct contract *contract = walk->contract;
	struct state state = state_opened(contract, change);
	add_sessions(walk, MEASURE_SESSIONS_TRANSFERRED, change->branch, sign * sessions_at_first(contract));
	add_amount(walk, MEASURE_OPENED, change, NULL,
		   signed_amount(money_sub(brought_in(change), state.delivered), sign));
	for (int32_t i = 0; i < state.slot_count; i++) {
		slot_delivered(walk, &state, i, sign > 0);
		if (state.slots[i].stand == SLOT_USED &&
		    line_counts_sessions(&contract->terms.lines[contract_line_of(contract, i)]))
			add_sessions(walk, MEASURE_SESSIONS_TRANSFERRED, change->branch, -sign);
	}
}

static void money_effects(struct walk *walk, const struct change *change, int sign) {
	struct money amount = signed_amount(change->amount, sign);
	if (change->kind != CHANGE_PAY) {
		add_amount(walk, MEASURE_MOVED, change, NULL,
			   change->kind == CHANGE_SPEND ? money_negate(amount) : amount);
		return;
	}
	add_amount(walk, MEASURE_PAID_IN, change, change->method, amount);
	if (walk->contract->terms.stream == STREAM_LEGACY)
		return;
	struct effect effect = effect_at(walk, MEASURE_SELLER, change->branch);
	effect.staff = walk->contract->seller;
	effect.amount = amount;
	effects_add(walk->contract->arena, walk->effects, &effect);
}

static void surplus_effects(struct walk *walk, const struct change *change, int sign) {
	add_amount(walk, MEASURE_REFUNDED, change, change->method, signed_amount(change->refund, sign));
	add_amount(walk, MEASURE_FEES, change, NULL, signed_amount(change->fee, sign));
	add_amount(walk, MEASURE_UPLIFT, change, NULL, signed_amount(change->uplift, sign));
	add_amount(walk, MEASURE_BREAKAGE, change, NULL, signed_amount(change->breakage, sign));
	add_amount(walk, MEASURE_MOVED, change, NULL, signed_amount(change->moved, -sign));
	add_amount(walk, MEASURE_WRITTEN_OFF, change, NULL, signed_amount(change->recovered, -sign));
}

static void change_effects(struct walk *walk, const struct change *change, int sign) {
	switch (change->kind) {
	case CHANGE_SELL: sale_effects(walk, change, sign); return;
	case CHANGE_OPEN: opening_effects(walk, change, sign); return;
	case CHANGE_RECEIVE: receipt_effects(walk, change, sign); return;
	case CHANGE_PAY:
	case CHANGE_FUND:
	case CHANGE_CREDIT:
	case CHANGE_SPEND: money_effects(walk, change, sign); return;
	case CHANGE_CANCEL: surplus_effects(walk, change, sign); return;
	case CHANGE_REVIVE: surplus_effects(walk, change, -sign); return;
	case CHANGE_WRITE_OFF:
		add_amount(walk, MEASURE_WRITTEN_OFF, change, NULL, signed_amount(change->amount, sign));
		return;
	case CHANGE_REDEEM:
	case CHANGE_EARN:
	case CHANGE_RETURN:
	case CHANGE_REPRICE:
	case CHANGE_TRANSFER:
	case CHANGE_FREEZE:
	case CHANGE_UNFREEZE:
	case CHANGE_EXTEND:
	case CHANGE_SHARE:
	case CHANGE_UNSHARE:
	case CHANGE_KIND_COUNT: return;
	}
}

/* The walk */

static void balance_effects(struct walk *walk) {
	add_amount(walk, MEASURE_LIABILITY, NULL, NULL,
		   money_sub(state_liability(&walk->after), state_liability(&walk->before)));
	add_amount(walk, MEASURE_RECEIVABLE, NULL, NULL,
		   money_sub(state_receivable(&walk->after), state_receivable(&walk->before)));
}

static void day_effects(struct walk *walk) {
	const struct contract *contract = walk->contract;
	for (size_t i = 0; i < contract->changes.count; i++) {
		const struct change *change = &contract->changes.at[i];
		if (change->gone_on == change->date)
			continue;
		if (change->date == walk->day)
			change_effects(walk, change, 1);
		if (change->gone_on == walk->day)
			change_effects(walk, change, -1);
	}
	bool ratio_stays = walk->before.begun && walk->after.begun && same_ratio(&walk->before, &walk->after);
	for (int32_t i = 0; i < contract_slot_count(contract); i++)
		compare_slot(walk, i, ratio_stays);
	balance_effects(walk);
	tax_effects(contract, walk->day, &walk->before, &walk->after, walk->rules, walk->effects);
}

void effects_of(const struct contract *contract, int32_t from, const struct effect_rules *rules,
		struct effect_list *effects) {
	struct walk walk = {.contract = contract, .rules = rules, .effects = effects};
	struct day_list days = {0};
	contract_days(contract, from, &days);
	if (days.count == 0 || !state_fold(contract, days.at[0] - 1, &walk.before))
		return;
	for (size_t i = 0; i < days.count && state_fold(contract, days.at[i], &walk.after); i++) {
		walk.day = days.at[i];
		day_effects(&walk);
		walk.before = walk.after;
	}
}
