/* What a migration leaves to the rules: a book made by an older carnet lacks days, and what closed cycles came to, that only
 * histories tell. What a contract has already is left alone.
 *
 * The migration notes in meta (`mended_to`) that contracts are to be worked through, and the note goes when they all are; so
 * what is broken off is gone on with by whoever opens the book next. */
#ifndef BOOK_MEND_H
#define BOOK_MEND_H

#include "book/book.h"

/* Read-write: works through what is left to do, in transactions of its own. Read-only: refuses while there is something (invalid).
 * Refuses: unavailable. */
MUST_USE enum carnet_status book_mend(struct book *book, enum store_mode mode, struct refusal *why);

#endif
