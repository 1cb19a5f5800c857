/* The day's end: what falls due by itself (rulebook §7.6). */
#ifndef BOOK_TICK_H
#define BOOK_TICK_H

#include "book/work.h"

struct ticked {
	int64_t entry, contract;
};
struct ticked_list LIST(struct ticked);

/* Whether anything is due up to the day. */
bool tick_is_due(const struct book *book, int32_t to);

/* Does, day by day since the last tick up to `to`, what is due: expiries, the cap on banked sessions, cycles, suspensions, days of
 * access; one entry per contract it changes, listed in `made` when that is not NULL. Refuses: unavailable. */
MUST_USE enum carnet_status book_tick(struct book *book, struct arena *arena, const struct origin *origin, int32_t to,
				      struct ticked_list *made, struct refusal *why);

#endif
