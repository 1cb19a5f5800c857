/* Verifying a book: everything it keeps is recomputed from its entries, in a scratch book beside it, and compared. */
#ifndef BOOK_VERIFY_H
#define BOOK_VERIFY_H

#include "book/book.h"

/* How an entry's operation is read again (the wire's reader). */
typedef enum carnet_status operation_reader(struct arena *arena, const char *bytes, size_t length, struct operation *op,
					    struct refusal *why);

struct verification {
	operation_reader *read;
	void (*say)(void *context, const char *line); /* is told each difference, one line each */
	void *context;
	int64_t entries;     /* out: how many entries were repeated */
	int64_t differences; /* out: how many things differ */
};

/* Compares everything two books keep, but people and what is keyed by a book's secret. False: one could not be read. */
MUST_USE bool book_compare(struct book *kept, struct book *made, struct verification *verification);

/* Repeats every entry and compares contracts, postings, totals, chains and the rest, as they stand when it begins: others may go on
 * writing. Differences are said, not refused.
 * Refuses: not_found, invalid, unavailable (the book cannot be read). */
MUST_USE enum carnet_status book_verify(const char *address, struct verification *verification, struct refusal *why);

/* Repeats the entries of `from` in the empty book `to`, which becomes equal but for personal data. `say` as above. */
MUST_USE enum carnet_status book_repeat(struct book *from, struct book *to, struct verification *verification,
					struct refusal *why);

#endif
