/* Inspecting a book after a fault: what was recorded lately is looked over before anything builds on it.
 *
 * `verify` repeats every entry of a book, which takes as long as recording them did. An inspection costs the same for a book of
 * any size: it looks at the latest INSPECTED_ENTRIES entries, at all that hangs on them, and at the balance of every day. */
#ifndef BOOK_INSPECTION_H
#define BOOK_INSPECTION_H

#include "book/book.h"

enum { INSPECTED_ENTRIES = 10000 };

/* Recovers the store, looks, and proves by a commit of its own that the disk takes what is written. `acknowledged` is the last
 * entry somebody was told of.
 * Refuses, in this order: unavailable (it cannot be read or written now); invalid (it is damaged; the message says where):
 *   the book ends before `acknowledged`; an entry is missing, or does not give its hash after the one before it in its
 *   chain; its key does not lead to it; its postings do not balance; a client's chain does not end where it should; a contract
 *   it changed cannot be read, or its row is not what its history adds up to; the accounts of a day do not balance. */
MUST_USE enum carnet_status book_inspect(struct book *book, int64_t acknowledged, struct refusal *why);

#endif
