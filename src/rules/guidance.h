/* What an offer costs and brings: per session, against list price and single visits, after direct cost (rulebook §3.6). */
#ifndef RULES_GUIDANCE_H
#define RULES_GUIDANCE_H

#include "base/list.h"
#include "base/money.h"

/* A line of an offer: sessions, bonus ones among them, at the list price and the direct cost of one; of a set the highest of each. */
struct guided_line {
	int32_t sessions;
	struct money list_price, cost;
};
struct guided_line_list LIST(struct guided_line);

/* The book's limits. */
struct guidance_limits {
	int32_t band_from_bp, band_to_bp; /* discounts to list price that are usual */
	int32_t margin_floor_bp;
};

enum band { BAND_WITHIN, BAND_BELOW, BAND_ABOVE }; /* a smaller discount than usual, a larger one */

struct guidance {
	int32_t sessions;
	struct money price, list_price; /* of the whole */
	struct money per_session;       /* price ÷ sessions, rounded */
	struct money saving;            /* list price − price; below zero: dearer than single visits */
	int32_t discount_bp;            /* saving ÷ list price; 0 where that is 0 */
	struct money cost, margin;      /* margin = price − cost */
	bool has_margin;                /* not for a price of 0 */
	int32_t margin_bp;              /* margin ÷ price */
	int32_t break_even; /* so many single visits cost as much as the whole or more; 0: never, at these list prices */
	enum band band;
	bool below_floor;                 /* the margin is under the book's floor */
	struct money band_low, band_high; /* the prices at the two ends of the band */
	struct money floor_price;         /* the least price that keeps the floor */
};

/* The list price of all sessions together, and their direct cost. */
struct money guided_list_price(const struct guided_line_list *lines);
struct money guided_cost(const struct guided_line_list *lines);

/* What a price for these lines means. */
struct guidance guidance_of(const struct guided_line_list *lines, struct money price,
			    const struct guidance_limits *limits);

/* What a client with so many visits in a year would have bought of an offer of n sessions of one service: full packages, one more for
 * the rest when that costs no more than single visits, else the rest singly. */
struct purchase {
	int64_t sold, singles;
};
struct purchase purchase_of(int32_t visits, int32_t sessions, int32_t break_even);

/* (price − cost) ÷ price in basis points, rounded half up; prices above 0 only. */
int32_t margin_of(struct money price, struct money cost);

#endif
