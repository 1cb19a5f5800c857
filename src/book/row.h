/* Contracts and memberships as the rows of their tables say them. */
#ifndef BOOK_ROW_H
#define BOOK_ROW_H

#include "rules/membership.h"
#include "store/store.h"

/* The columns id, ref, offer, membership, branch, sold_on, terms, history of the row; all of it lives in `arena`. False: the row is
 * not what a book has written. */
MUST_USE bool contract_read(struct contract *contract, struct query *row, struct arena *arena);

/* The same with the columns id, ref, client, body. */
MUST_USE bool membership_read(struct membership *membership, struct query *row, struct arena *arena);

/* What a contract is called that has no ref: "contract 12". */
const char *contract_name(struct arena *arena, int64_t id);
const char *membership_name(struct arena *arena, int64_t id);

/* A day of a row; what is none becomes DATE_MIN − 1, which nothing takes for a day. */
int32_t row_day(const struct query *row, int column);

#endif
