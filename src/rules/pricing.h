/* What things cost and what each line and slot of a sold offer is worth (rulebook §§2.4, 2.5, 3.1, 3.2, 3.5, 14.1, 14.2). */
#ifndef RULES_PRICING_H
#define RULES_PRICING_H

#include "rules/contract.h"

/* A unit price × quantity less a discount: round(unit × quantity × (10000 − bp) / 10000), once per line. Overflows as money does. */
struct money price_discounted(struct money unit, int32_t quantity, int32_t discount_bp);

/* How the lines of an offer share its price. */
struct price_line {
	int32_t sessions;        /* that share the price: free bonus ones left out */
	struct money list_price; /* of one session; of a set the highest */
	bool valued;             /* the offer gives this line a value of its own */
	struct money value;
};

/* Splits `price` over the lines: by their explicit values when they have some, else by sessions × list price; when those weights
 * are all 0, by sessions (§14.1). The parts add up to the price. */
void price_split(struct arena *arena, struct money price, const struct price_line *lines, int32_t count,
		 struct money *parts);

/* The terms of a single visit, of goods or of an old debt: one line, one slot. */
struct terms terms_of_one(struct arena *arena, enum stream stream, enum line_kind kind, int64_t item,
			  struct money price, struct money list_price, int32_t tax_bp);

#endif
