#include "rules/sound.h"

enum { WHOLE_BP = 10000, MONTHS_MOST = 120000, CYCLES_MOST = 4000000 };

static bool is_day(int32_t date) {
	return date >= DATE_MIN && date <= DATE_MAX;
}

static bool is_day_or_none(int32_t date) {
	return date == DATE_NONE || is_day(date);
}

static bool is_within(int64_t number, int64_t least, int64_t most) {
	return number >= least && number <= most;
}

static bool is_rate(int32_t bp) {
	return is_within(bp, 0, WHOLE_BP);
}

static bool is_amount(struct money amount) {
	return money_fits(amount) && !money_is_negative(amount);
}

static bool none_negative(const struct money *amounts, int32_t count) {
	for (int32_t i = 0; i < count; i++)
		if (money_is_negative(amounts[i]))
			return false;
	return true;
}

/* Terms */

/* The list price of many goods may be beyond what is accepted as an amount. */
static bool line_sound(const struct line *line) {
	bool names_items = line->kind == LINE_SERVICE || line->kind == LINE_PRODUCT;
	return is_within(line->sessions, 1, SLOTS_MOST) && is_within(line->free_sessions, 0, line->sessions) &&
	       is_rate(line->tax_bp) && is_amount(line->value) && !money_is_negative(line->list_price) &&
	       (line->item_count > 0 || !names_items) &&
	       (!line->slot_values || none_negative(line->slot_values, line->sessions));
}

static bool lines_sound(const struct line *lines, int32_t count) {
	int64_t slots = 0;
	for (int32_t i = 0; i < count; i++) {
		slots += lines[i].sessions;
		if (!line_sound(&lines[i]) || slots > SLOTS_MOST)
			return false;
	}
	return true;
}

static bool refund_sound(const struct refund_terms *refund) {
	return refund->rule <= REFUND_RULE_NONE && is_rate(refund->fee_bp) && is_amount(refund->fee) &&
	       is_amount(refund->cap);
}

static bool terms_sound(const struct terms *terms) {
	return is_amount(terms->price) && is_amount(terms->credit) && is_amount(terms->unit_price_before_discount) &&
	       terms->valid_months >= 0 && terms->valid_days >= 0 && is_day_or_none(terms->expires_on) &&
	       refund_sound(&terms->refund) && lines_sound(terms->lines, terms->line_count);
}

static bool instalments_sound(const struct contract *contract) {
	for (int32_t i = 0; i < contract->instalment_count; i++)
		if (!is_day_or_none(contract->instalments[i].due) || !is_amount(contract->instalments[i].amount))
			return false;
	return true;
}

/* History */

static bool ranges_sound(const struct change *change, int32_t slots) {
	for (int32_t i = 0; i < change->range_count; i++) {
		const struct slot_range *range = &change->ranges[i];
		if (range->first < 0 || range->count < 1 || range->count > slots - range->first)
			return false;
	}
	return true;
}

static bool shares_sound(const struct change *change) {
	int64_t whole = 0;
	for (int32_t i = 0; i < change->share_count; i++) {
		whole += change->shares[i].bp;
		if (!is_rate(change->shares[i].bp))
			return false;
	}
	return whole <= WHOLE_BP;
}

static bool amounts_sound(const struct change *change) {
	const struct money amounts[] = {change->amount, change->face,     change->refund, change->fee,
					change->uplift, change->breakage, change->moved,  change->recovered};
	return none_negative(amounts, sizeof amounts / sizeof *amounts);
}

static bool says_what_it_needs(const struct change *change) {
	if (change->kind == CHANGE_PAY)
		return change->method != NULL;
	if (change->kind == CHANGE_FREEZE)
		return change->from != DATE_NONE;
	if (change->kind == CHANGE_UNFREEZE)
		return change->from != DATE_NONE && change->to != DATE_NONE;
	return change->kind != CHANGE_EXTEND || change->to != DATE_NONE;
}

static bool days_sound(const struct change *change) {
	return is_day(change->date) && is_day_or_none(change->gone_on) && change->gone_on >= change->date &&
	       is_day_or_none(change->from) && is_day_or_none(change->to);
}

static bool in_order(const struct change *earlier, const struct change *later) {
	return earlier->date != later->date ? earlier->date < later->date : earlier->entry <= later->entry;
}

static bool history_sound(const struct contract *contract) {
	int32_t slots = contract_slot_count(contract);
	for (size_t i = 0; i < contract->changes.count; i++) {
		const struct change *change = &contract->changes.at[i];
		if (!days_sound(change) || !amounts_sound(change) || !ranges_sound(change, slots) ||
		    !shares_sound(change) || !says_what_it_needs(change))
			return false;
		if (i > 0 && !in_order(change - 1, change))
			return false;
	}
	return true;
}

bool contract_sound(const struct contract *contract) {
	return is_day(contract->sold_on) && is_day(contract->valid_from) && terms_sound(&contract->terms) &&
	       instalments_sound(contract) && history_sound(contract);
}

/* Memberships */

static bool cycle_sound(const struct plan *plan) {
	bool of_months = is_within(plan->cycle_months, 1, MONTHS_MOST) && plan->cycle_days == 0;
	bool of_days = is_within(plan->cycle_days, 1, SLOTS_MOST) && plan->cycle_months == 0;
	return of_months || of_days;
}

static bool plan_sound(const struct plan *plan) {
	return cycle_sound(plan) && is_amount(plan->price) && plan->access == (plan->line_count == 0) &&
	       is_rate(plan->access_tax_bp) && is_rate(plan->member_discount_bp) &&
	       is_within(plan->rollover_cycles, -1, MONTHS_MOST) && plan->rollover_max >= -1 &&
	       plan->minimum_cycles >= 0 && plan->grace_days >= 0 && plan->suspend_days >= 0 &&
	       refund_sound(&plan->refund) && lines_sound(plan->lines, plan->line_count);
}

static bool freezes_sound(const struct freeze_list *freezes) {
	for (size_t i = 0; i < freezes->count; i++) {
		const struct freeze *freeze = &freezes->at[i];
		if (!is_day(freeze->from) || !is_day_or_none(freeze->to) || !is_day_or_none(freeze->until))
			return false;
	}
	return true;
}

bool membership_sound(const struct membership *membership) {
	return is_day(membership->sold_on) && is_day(membership->latest) && is_day(membership->anchor) &&
	       is_day_or_none(membership->suspended_on) && is_day_or_none(membership->ended_on) &&
	       is_within(membership->steps, 0, CYCLES_MOST) && is_within(membership->billed, 0, CYCLES_MOST) &&
	       is_within(membership->billed_before, 0, CYCLES_MOST) && plan_sound(&membership->plan) &&
	       (!membership->changes || plan_sound(&membership->next)) && freezes_sound(&membership->freezes);
}
