/* What must be true of a book whatever was done with it. Each check gives NULL, or what is wrong in words of the arena. */
#ifndef TESTS_SUPPORT_RANDOM_CHECKS_H
#define TESTS_SUPPORT_RANDOM_CHECKS_H

#include "support/random_desk.h"

/* The contracts that the entries after `entry` changed: their histories on every day. */
const char *check_changed(struct book *book, struct arena *arena, int64_t entry);

/* The whole book after book_finish: every history, the postings of every entry; what the contracts come to, against the totals
 * of days and months and the day each is kept to be closed on, and those among themselves. */
const char *check_book(struct book *book, struct arena *arena);

/* A hash of all contracts, memberships and of how far the book has come. */
uint64_t book_digest(struct book *book);

#endif
