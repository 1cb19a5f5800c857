/* Designing an offer (rulebook §3.6): what a price means, and what it would have earned on last year's clients. */
#ifndef INSIGHT_PRICE_H
#define INSIGHT_PRICE_H

#include "book/book.h"
#include "insight/report.h"

struct price_query {
	const char *offer;    /* starts from this offer; NULL: from `services` alone */
	const char *services; /* "facial=10,laser|peel=3", in place of the offer's; NULL: the offer's */
	int32_t sessions;     /* of a single service, in place of the offer's; 0: not given */
	int32_t discount_bp;  /* off the list price; −1: not given */
	struct money price;   /* outright; below zero: not given. Without both the offer's own discount to list */
	int32_t as_of;        /* the year before it is looked at; DATE_NONE: now */
	int32_t today;
};

/* Makes the report "price": a row for the design, and one for each end of the book's discount band and for the least price that keeps
 * its margin floor:
 *   design (asked, band_from, band_to, floor), price, discount, per_session, saving, cost, margin, margin_rate, break_even, band
 *   (within, below, above), below_floor, buyers, sold, singles, earned, earned_margin, change, why.
 * buyers to change tell of last year's clients, had the design been on sale, and are empty for more than one service (docs/insight.md,
 * "Price"). Notes: services, sessions, list_price, from, to, clients, visits, revenue (of the service, as it was).
 * Refuses: not_found (offer, service), invalid (nothing to sell, a discount and a price, sessions of several services, a top-up),
 * too_large (sessions), unavailable. */
MUST_USE enum carnet_status price_make(struct book *book, struct arena *arena, const struct price_query *query,
				       struct report *report, struct refusal *why);

#endif
