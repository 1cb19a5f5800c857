#include "rules/acts.h"

/* Cancelling free slots, what comes back for it, and bringing expired ones back to life. */

static bool slot_is_free_bonus(const struct contract *contract, int32_t slot) {
	int32_t line = contract_line_of(contract, slot);
	const struct line *terms = &contract->terms.lines[line];
	return slot - contract_line_start(contract, line) >= terms->sessions - terms->free_sessions;
}

static void add_slot_down(struct arena *arena, struct range_list *ranges, int32_t slot) {
	if (ranges->count > 0) {
		struct slot_range *last = &ranges->at[ranges->count - 1];
		if (last->first == slot + 1) {
			last->first = slot;
			last->count++;
			return;
		}
	}
	*LIST_ADD(arena, ranges) = (struct slot_range){slot, 1};
}

/* Takes up to `count` free slots of a line from the highest down, those that are (or are not) free bonus; returns how many. */
static int32_t take_down(const struct contract *contract, const struct state *today, int32_t line, int32_t count,
			 bool bonus, struct range_list *ranges) {
	int32_t start = contract_line_start(contract, line), taken = 0;
	for (int32_t k = start + contract->terms.lines[line].sessions - 1; k >= start && taken < count; k--)
		if (today->slots[k].stand == SLOT_FREE && slot_is_free_bonus(contract, k) == bonus) {
			add_slot_down(contract->arena, ranges, k);
			taken++;
		}
	return taken;
}

/* The highest free slots of a line, free bonus ones last (§4.3). */
static int32_t take_line(const struct contract *contract, const struct state *today, int32_t line, int32_t count,
			 struct range_list *ranges) {
	int32_t taken = take_down(contract, today, line, count, false, ranges);
	return taken + take_down(contract, today, line, count - taken, true, ranges);
}

static void take_all(const struct contract *contract, const struct state *today, struct quote *quote) {
	for (int32_t i = 0; i < contract->terms.line_count; i++) {
		int32_t taken = take_line(contract, today, i, contract->terms.lines[i].sessions, &quote->ranges);
		if (line_counts_sessions(&contract->terms.lines[i]))
			quote->sessions += taken;
	}
	if (contract_is_topup(contract))
		quote->credit_gone = state_credit_left(contract, today);
}

static enum carnet_status take_some(const struct contract *contract, const struct state *today, int32_t sessions,
				    int64_t item, struct quote *quote, struct refusal *why) {
	int32_t left = sessions;
	if (item == 0 && contract->terms.line_count > 1)
		return refuse_for(why, REFUSED_WHICH_SERVICE, contract->ref, "%s has several services; say which.",
				  contract->ref);
	for (int32_t i = 0; i < contract->terms.line_count && left > 0; i++) {
		const struct line *line = &contract->terms.lines[i];
		if (line_counts_sessions(line) && (item == 0 || line_covers(line, item)))
			left -= take_line(contract, today, i, left, &quote->ranges);
	}
	quote->sessions = sessions;
	if (left > 0)
		return refuse_count(why, "left", sessions - left,
				    refuse_for(why, REFUSED_FEW_SESSIONS, contract->ref,
					       "%s has not that many sessions left.", contract->ref));
	return CARNET_OK;
}

static struct money worth_of(const struct state *today, const struct range_list *ranges) {
	struct money worth = MONEY_ZERO;
	for (size_t r = 0; r < ranges->count; r++)
		for (int32_t i = ranges->at[r].first; i < ranges->at[r].first + ranges->at[r].count; i++)
			worth = money_add(worth, today->slots[i].value);
	return worth;
}

/* What the used sessions cost more at the list price of the sale day (§6.1, §14.5). */
static struct money list_price_uplift(const struct contract *contract, const struct state *today) {
	struct money uplift = MONEY_ZERO;
	for (int32_t i = 0; i < today->slot_count; i++) {
		const struct line *line = &contract->terms.lines[contract_line_of(contract, i)];
		if (today->slots[i].stand == SLOT_USED && line_counts_sessions(line) && !slot_is_free_bonus(contract, i))
			uplift = money_add(uplift, money_sub(line->list_price, today->slots[i].value));
	}
	return money_not_negative(uplift);
}

static bool cooling_off(const struct contract *contract, const struct state *today, int32_t day) {
	int32_t days = contract->terms.refund.cooling_off_days;
	if (days < 0 || day > date_add_days(contract->sold_on, days) || !money_is_zero(today->spent))
		return false;
	for (int32_t i = 0; i < today->slot_count; i++)
		if (today->slots[i].stand == SLOT_USED)
			return false;
	return true;
}

static struct money fee_of(const struct refund_terms *terms, struct money base) {
	struct money fee = money_add(money_percent(base, terms->fee_bp), terms->fee);
	if (terms->capped)
		fee = money_min(fee, terms->cap);
	return money_min(fee, base);
}

/* Divides the surplus by the contract's refund terms. */
static void divide_surplus(const struct contract *contract, const struct state *today, int32_t day, bool everything,
			   struct quote *quote) {
	const struct refund_terms *terms = &contract->terms.refund;
	if (everything && cooling_off(contract, today, day)) {
		quote->refund = quote->surplus;
		return;
	}
	if (terms->rule == REFUND_RULE_NONE) {
		quote->breakage = quote->surplus;
		return;
	}
	if (terms->rule == REFUND_RULE_LIST_PRICE && everything)
		quote->uplift = money_min(list_price_uplift(contract, today), quote->surplus);
	struct money base = money_sub(quote->surplus, quote->uplift);
	quote->fee = fee_of(terms, base);
	quote->refund = money_sub(base, quote->fee);
}

/* S falls by R; what C has above it is the surplus, what W has above the rest is recovered (§4.3). */
static void fill_quote(const struct contract *contract, const struct state *today, struct quote *quote) {
	quote->cancelled_value = contract_is_topup(contract) ? today->live_value : worth_of(today, &quote->ranges);
	struct money live_value = money_sub(today->live_value, quote->cancelled_value);
	quote->surplus = money_not_negative(money_sub(today->paid, live_value));
	struct money paid = money_sub(today->paid, quote->surplus);
	quote->recovered = money_not_negative(money_sub(money_add(paid, today->written_off), live_value));
	quote->due = money_sub(money_sub(live_value, paid), money_sub(today->written_off, quote->recovered));
}

enum carnet_status cancel_quote(const struct contract *contract, const struct state *today, int32_t day,
				const struct cancellation *cancellation, struct quote *quote, struct refusal *why) {
	*quote = (struct quote){0};
	enum carnet_status status = contract_must_be_open(contract, today, why);
	if (status != CARNET_OK)
		return status;
	if (cancellation->everything)
		take_all(contract, today, quote);
	else if ((status = take_some(contract, today, cancellation->sessions, cancellation->item, quote, why)) !=
		 CARNET_OK)
		return status;
	fill_quote(contract, today, quote);
	if (cancellation->ending == ENDING_REFUND)
		divide_surplus(contract, today, day, cancellation->everything, quote);
	else if (cancellation->ending == ENDING_EXPIRY)
		quote->breakage = quote->surplus;
	return CARNET_OK;
}

void contract_cancel(struct contract *contract, const struct act *act, const struct quote *quote, enum cause cause,
		     const char *method, struct money moved) {
	struct change change = act_change(act, CHANGE_CANCEL);
	change.cause = cause;
	change.amount = contract_is_topup(contract) ? quote->cancelled_value : MONEY_ZERO;
	change.face = quote->credit_gone;
	change.refund = quote->refund;
	change.fee = quote->fee;
	change.uplift = quote->uplift;
	change.breakage = quote->breakage;
	change.moved = moved;
	change.recovered = quote->recovered;
	change.method = money_is_positive(quote->refund) ? method : NULL;
	change.ranges = quote->ranges.at;
	change.range_count = (int32_t)quote->ranges.count;
	contract_add(contract, &change);
}

void contract_expire_some(struct contract *contract, const struct act *act, int32_t line, int32_t count) {
	struct state today;
	struct quote quote = {0};
	if (!state_fold(contract, STATE_TODAY, &today))
		return;
	take_line(contract, &today, line, count, &quote.ranges);
	fill_quote(contract, &today, &quote);
	quote.breakage = quote.surplus;
	contract_cancel(contract, act, &quote, CAUSE_CAP, NULL, MONEY_ZERO);
}

/* Extending */

/* What standing expiries took and no revival has given back yet. */
static struct change lapsed(const struct contract *contract, const struct state *today) {
	struct change sum = {.kind = CHANGE_REVIVE, .gone_on = DATE_NONE, .from = DATE_NONE, .to = DATE_NONE};
	struct range_list ranges = {0};
	for (size_t i = 0; i < contract->changes.count; i++) {
		const struct change *change = &contract->changes.at[i];
		bool revival = change->kind == CHANGE_REVIVE;
		if (!change_stands(change) ||
		    (!revival && !(change->kind == CHANGE_CANCEL && change->cause == CAUSE_EXPIRY)))
			continue;
		sum.face = revival ? MONEY_ZERO : change->face;
		sum.amount = revival ? MONEY_ZERO : change->amount;
		sum.breakage = revival ? MONEY_ZERO : money_add(sum.breakage, change->breakage);
		sum.recovered = revival ? MONEY_ZERO : money_add(sum.recovered, change->recovered);
	}
	for (int32_t i = today->slot_count - 1; i >= 0; i--)
		if (today->slots[i].stand == SLOT_EXPIRED &&
		    contract->changes.at[today->slots[i].change].cause == CAUSE_EXPIRY)
			add_slot_down(contract->arena, &ranges, i);
	sum.ranges = ranges.at;
	sum.range_count = (int32_t)ranges.count;
	return sum;
}

/* Whether anything of it expired by its date and could come back. */
static bool can_revive(const struct change *lapse) {
	return lapse->range_count > 0 || money_is_positive(lapse->face);
}

static enum carnet_status check_extend(const struct contract *contract, const struct state *today,
				       const struct change *lapse, bool in_time, struct refusal *why) {
	enum cause taken = today->last_taken;
	if (state_open(contract, today))
		return CARNET_OK;
	if (!can_revive(lapse) || (taken != CAUSE_EXPIRY && taken != CAUSE_CAP && taken != CAUSE_USE))
		return refuse_for(why, REFUSED_NOTHING_TO_REVIVE, contract->ref,
				  "Nothing of %s expired that could be revived.", contract->ref);
	if (!in_time)
		return refuse_for(why, REFUSED_EXPIRED_TOO_LONG_AGO, contract->ref, "%s expired too long ago.",
				  contract->ref);
	return CARNET_OK;
}

static void revive(struct contract *contract, const struct act *act, struct change *lapse) {
	lapse->entry = act->entry;
	lapse->date = act->date;
	lapse->branch = act->branch;
	contract_add(contract, lapse);
}

static void set_end(struct contract *contract, const struct act *act, int32_t to) {
	struct change change = act_change(act, CHANGE_EXTEND);
	change.to = to;
	contract_add(contract, &change);
}

enum carnet_status contract_extend(struct contract *contract, const struct act *act, int32_t to, int32_t reinstate_days,
				   struct refusal *why) {
	struct state today;
	enum carnet_status status = contract_today(contract, &today, why);
	if (status != CARNET_OK)
		return status;
	int32_t end = state_expires_on(contract, &today);
	if (to <= end || to < act->date) /* no end is later than every day */
		return refuse_for(why, REFUSED_NOT_EXTENDABLE, contract->ref,
				  "%s can only be extended to a day after its end, and not before today.",
				  contract->ref);
	status = contract_not_before_latest(contract, act, why);
	if (status != CARNET_OK)
		return status;
	struct change lapse = lapsed(contract, &today);
	bool in_time = act->date <= date_add_days(end, reinstate_days);
	status = check_extend(contract, &today, &lapse, in_time, why);
	if (status != CARNET_OK)
		return status;
	if (end <= act->date && in_time && can_revive(&lapse))
		revive(contract, act, &lapse);
	set_end(contract, act, to);
	return CARNET_OK;
}
