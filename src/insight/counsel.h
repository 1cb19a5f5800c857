/* Whom to speak to, what to offer them, and what an offer would bring (rulebook §§3.6, 11): typed tables like the reports. */
#ifndef INSIGHT_COUNSEL_H
#define INSIGHT_COUNSEL_H

#include "book/book.h"
#include "insight/report.h"

struct counsel_query {
	const char *client, *branch; /* NULL: all; of the branch where the contract was sold */
	const char *alert;           /* only alerts of that name; NULL: all */
	int32_t as_of;               /* DATE_NONE: now */
	int32_t limit;               /* rows at most, the most urgent; 0: all. The totals count all */
	bool brief;                  /* for the eye: who, why and what to do, without the other figures */
	int32_t today;
};

/* Makes the report "alerts": a row for each that is on, first what can still be helped, kind after kind, then what is long past
 * (rulebook §11.3). Besides the figures of counsel_words.h it has the client's ref and name. Totals: `clients`, and how many of each kind.
 * Refuses: invalid (no such alert), not_found (client, branch), unavailable. */
MUST_USE enum carnet_status alerts_make(struct book *book, struct arena *arena, const struct counsel_query *query,
					struct report *report, struct refusal *why);

/* Makes the report "renewals": for each client and service running low the offers, the best first; of one client all, else at most
 * three. Who runs out first comes first. A need that no offer fits has a row that says so. Totals: `clients`,
 * `needs`, `without_offer`. Refuses: not_found, unavailable. */
MUST_USE enum carnet_status renewals_make(struct book *book, struct arena *arena, const struct counsel_query *query,
					  struct report *report, struct refusal *why);

#endif
