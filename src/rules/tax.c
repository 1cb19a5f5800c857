#include "rules/tax.h"

/* The live and the delivered value of one line. */
struct line_worth {
	struct money live, delivered;
};

static bool any_taxed(const struct contract *contract) {
	for (int32_t i = 0; i < contract->terms.line_count; i++)
		if (contract->terms.lines[i].tax_bp > 0)
			return true;
	return false;
}

static struct line_worth worth_of(const struct contract *contract, const struct state *state, int32_t line) {
	struct line_worth worth = {MONEY_ZERO, MONEY_ZERO};
	int32_t start = contract_line_start(contract, line);
	for (int32_t i = start; i < start + contract->terms.lines[line].sessions; i++) {
		const struct slot *slot = &state->slots[i];
		if (slot->stand == SLOT_FREE || slot->stand == SLOT_USED)
			worth.live = money_add(worth.live, slot->value);
		if (slot->stand == SLOT_USED)
			worth.delivered = money_add(worth.delivered, slot->value);
	}
	return worth;
}

struct money tax_in_payments(const struct contract *contract, const struct state *state) {
	struct money within = MONEY_ZERO;
	if (!state->begun || !any_taxed(contract))
		return MONEY_ZERO;
	for (int32_t i = 0; i < contract->terms.line_count; i++)
		within = money_add(
			within, money_tax_within(worth_of(contract, state, i).live, contract->terms.lines[i].tax_bp));
	return money_part_half_down(state->paid, within, state->live_value);
}

struct money tax_in_delivery(const struct contract *contract, const struct state *state) {
	struct money tax = MONEY_ZERO;
	if (!state->begun || !any_taxed(contract))
		return MONEY_ZERO;
	for (int32_t i = 0; i < contract->terms.line_count; i++) {
		struct line_worth worth = worth_of(contract, state, i);
		struct money within = money_tax_within(worth.live, contract->terms.lines[i].tax_bp);
		tax = money_add(tax, money_part_half_down(within, worth.delivered, worth.live));
	}
	return tax;
}

/* The tax inside what expired, at the highest rate there is; without a limit where there is but one. */
static struct money most_tax(const struct contract *contract, struct money breakage) {
	int64_t highest = contract->terms.lines[0].tax_bp;
	bool one_rate = true;
	for (int32_t i = 1; i < contract->terms.line_count; i++) {
		int64_t rate = contract->terms.lines[i].tax_bp;
		one_rate = one_rate && rate == highest;
		highest = rate > highest ? rate : highest;
	}
	return one_rate ? breakage : money_tax_within_up(breakage, highest);
}

struct money tax_of_expired(const struct contract *contract, struct money breakage, struct money fall) {
	if (!any_taxed(contract))
		return MONEY_ZERO;
	return money_min(money_not_negative(fall), most_tax(contract, breakage));
}

static void add_change(const struct contract *contract, int32_t day, enum measure measure, struct money now,
		       struct money then, struct effect_list *effects) {
	struct effect effect = {.date = day,
				.measure = measure,
				.stream = contract->terms.stream,
				.branch = contract->branch,
				.home = contract->branch,
				.amount = money_sub(now, then)};
	effects_add(contract->arena, effects, &effect);
}

/* Tax owed on payments that were made to this book. */
static struct money payable(const struct contract *contract, const struct state *state) {
	struct money tax = money_add(tax_in_payments(contract, state), state->tax_kept);
	return money_sub(tax, state->tax_opened_paid);
}

static struct money within_income(const struct contract *contract, const struct state *state) {
	return money_sub(tax_in_delivery(contract, state), state->tax_opened_income);
}

void tax_effects(const struct contract *contract, int32_t day, const struct state *before, const struct state *after,
		 const struct effect_rules *rules, struct effect_list *effects) {
	if (!any_taxed(contract))
		return;
	add_change(contract, day, MEASURE_TAX_INCOME, within_income(contract, after), within_income(contract, before),
		   effects);
	if (rules->tax_at_delivery)
		return;
	add_change(contract, day, MEASURE_TAX_PAYABLE, payable(contract, after), payable(contract, before), effects);
	add_change(contract, day, MEASURE_TAX_BREAKAGE, after->tax_kept, before->tax_kept, effects);
	add_change(contract, day, MEASURE_TAX_OPENED, money_sub(after->tax_opened_paid, after->tax_opened_income),
		   money_sub(before->tax_opened_paid, before->tax_opened_income), effects);
}
