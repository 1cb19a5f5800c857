#include "rules/guidance.h"

enum { WHOLE_BP = 10000 };

struct money guided_list_price(const struct guided_line_list *lines) {
	struct money sum = MONEY_ZERO;
	for (size_t i = 0; i < lines->count; i++)
		sum = money_add(sum, money_times(lines->at[i].list_price, lines->at[i].sessions));
	return sum;
}

struct money guided_cost(const struct guided_line_list *lines) {
	struct money sum = MONEY_ZERO;
	for (size_t i = 0; i < lines->count; i++)
		sum = money_add(sum, money_times(lines->at[i].cost, lines->at[i].sessions));
	return sum;
}

static int32_t sessions_of(const struct guided_line_list *lines) {
	int32_t sessions = 0;
	for (size_t i = 0; i < lines->count; i++)
		sessions += lines->at[i].sessions;
	return sessions;
}

/* part ÷ whole in basis points, 0 of nothing. What is beyond all measure stays at the limits. */
static int32_t ratio_bp(struct money part, struct money whole) {
	int64_t bp = money_units(money_part(money_of(WHOLE_BP), money_max(part, money_negate(part)), whole));
	int32_t limited = bp > INT32_MAX ? INT32_MAX : (int32_t)bp;
	return money_is_negative(part) ? -limited : limited;
}

int32_t margin_of(struct money price, struct money cost) {
	return ratio_bp(money_sub(price, cost), price);
}

/* The sessions come one after the other, line by line, each paid at its list price. */
static int32_t break_even(const struct guided_line_list *lines, struct money price) {
	struct money paid = MONEY_ZERO;
	int32_t visits = 0;
	for (size_t i = 0; i < lines->count; i++)
		for (int32_t k = 0; k < lines->at[i].sessions; k++) {
			if (!money_less(paid, price))
				return visits;
			paid = money_add(paid, lines->at[i].list_price);
			visits++;
		}
	return money_less(paid, price) ? 0 : visits;
}

static enum band band_of(int32_t discount_bp, const struct guidance_limits *limits) {
	if (discount_bp < limits->band_from_bp)
		return BAND_BELOW;
	return discount_bp > limits->band_to_bp ? BAND_ABOVE : BAND_WITHIN;
}

/* The least price p with p − cost ≥ floor × p. */
static struct money floor_price(struct money cost, int32_t floor_bp) {
	int64_t rest = WHOLE_BP - floor_bp;
	if (rest <= 0)
		return MONEY_OVERFLOW;
	struct money price = money_share(cost, WHOLE_BP, rest);
	while (money_is_positive(price) && margin_of(price, cost) < floor_bp)
		price = money_add(price, money_of(1));
	return price;
}

struct guidance guidance_of(const struct guided_line_list *lines, struct money price,
			    const struct guidance_limits *limits) {
	struct guidance guidance = {.sessions = sessions_of(lines),
				    .price = price,
				    .list_price = guided_list_price(lines),
				    .cost = guided_cost(lines),
				    .break_even = break_even(lines, price)};
	guidance.saving = money_sub(guidance.list_price, price);
	guidance.margin = money_sub(price, guidance.cost);
	if (guidance.sessions > 0)
		guidance.per_session = money_share(price, 1, guidance.sessions);
	guidance.discount_bp = ratio_bp(guidance.saving, guidance.list_price);
	guidance.has_margin = money_is_positive(price);
	if (guidance.has_margin)
		guidance.margin_bp = margin_of(price, guidance.cost);
	guidance.below_floor = !guidance.has_margin || guidance.margin_bp < limits->margin_floor_bp;
	guidance.band = band_of(guidance.discount_bp, limits);
	guidance.band_low = money_percent(guidance.list_price, WHOLE_BP - limits->band_from_bp);
	guidance.band_high = money_percent(guidance.list_price, WHOLE_BP - limits->band_to_bp);
	guidance.floor_price = floor_price(guidance.cost, limits->margin_floor_bp);
	return guidance;
}

struct purchase purchase_of(int32_t visits, int32_t sessions, int32_t break_even) {
	struct purchase purchase = {0, visits};
	if (sessions <= 0 || break_even <= 0)
		return purchase;
	int32_t rest = visits % sessions;
	bool one_more = rest >= break_even;
	purchase.sold = visits / sessions + one_more;
	purchase.singles = one_more ? 0 : rest;
	return purchase;
}
