/* The visits kept with a client (rules/rhythm.h): how they are packed, and what an entry changes in them. */
#ifndef BOOK_VISITS_H
#define BOOK_VISITS_H

#include "book/work.h"

void pack_visits(struct buffer *out, const struct visits_list *visits);

/* False: the bytes are not what was packed. */
MUST_USE bool unpack_visits(const void *bytes, size_t length, struct arena *arena, struct visits_list *visits);

/* After an operation was decided: a visit adds its day, and that of every service it redeemed or charged; the void of one takes them
 * back. Refuses: unavailable (damaged). */
MUST_USE enum carnet_status visits_note(struct work *work);

#endif
