/* Copying a book from one address to another, from either engine to either: every row as it stands, people, tokens and the audit log
 * too, so that its chains and keys hold there as they did.
 *
 * It copies the book as it stood when the copy began; what is written to it later is not in the copy. Entries go first and in their
 * order. A copy that was broken off goes on when it is asked for again: entries there already are not copied twice. Until it is whole
 * nothing else takes it for a book. */
#ifndef BOOK_COPY_H
#define BOOK_COPY_H

#include "book/verify.h"

struct copying {
	struct verification verification; /* `read` and `say` are the caller's; of the copy, when it is whole */
	void (*tell)(void *context, const char *table, int64_t rows,
		     int64_t of); /* how far it is; of: 0 when that is not known */
	void *context;
	int64_t rows;    /* out: copied this time */
	int64_t resumed; /* out: entries that were there already */
};

/* Copies, compares every row of both, and verifies the copy from its entries. Differences are said, not refused.
 * Refuses: not_found, invalid (`from` is not a whole book), exists (something else is at `to`), unavailable. */
MUST_USE enum carnet_status book_copy(const char *from, const char *to, struct copying *copying, struct refusal *why);

#endif
