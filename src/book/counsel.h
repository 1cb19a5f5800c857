/* Counsel: what to tell somebody about a client, and what to offer (rulebook §11). Gathers what the book knows for the rules of
 * alerts and renewals; the same for the answer to a visit and for the lists. */
#ifndef BOOK_COUNSEL_H
#define BOOK_COUNSEL_H

#include "book/work.h"
#include "rules/renewal.h"

/* What is the same for all clients. Its memory is the arena's. */
struct counsel {
	struct book *book;
	struct arena *arena;
	int32_t day;
	int64_t branch; /* only offers that are good there; 0: any */
	bool has_offers;
	struct renewal_offer *offers; /* at their prices */
	size_t offer_count;
};

struct counsel counsel_on(struct book *book, struct arena *arena, int32_t day, int64_t branch);

/* A client without contracts yet; `visits` is borrowed. */
struct watch counsel_watch(const struct counsel *counsel, const struct visits_list *visits);

/* One of the client's contracts more, with what the lists say of its services. */
void counsel_add(const struct counsel *counsel, struct arena *arena, struct watch *watch, const struct watched *one);

/* The days since a contract may have been used up to be told of. */
int32_t counsel_since(const struct counsel *counsel);

/* The offers for a need (its discount filled in), the best first. */
void counsel_renewals(struct counsel *counsel, struct arena *arena, const struct renewal_need *need,
		      struct renewal_list *renewals);

/* The client's discount on the day. Refuses: unavailable. */
MUST_USE enum carnet_status counsel_discount(const struct counsel *counsel, struct arena *arena, int64_t client,
					     int32_t *discount_bp, struct refusal *why);

/* What to tell the client of a visit, and what to offer, as the members "alerts" and "renewals" of its answer. */
MUST_USE enum carnet_status visit_counsel(struct work *work);

#endif
