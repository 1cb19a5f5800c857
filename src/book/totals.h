/* The totals of a batch, by day, by month, and by day and little else: summed in memory, written once at its end. */
#ifndef BOOK_TOTALS_H
#define BOOK_TOTALS_H

#include "rules/effects.h"
#include "rules/postings.h"
#include "store/store.h"

/* What a sum of performance by day is told by, the last by streams, too: the numbers kept in performance_sum_day. */
enum told_by { TOLD_BY_STAFF, TOLD_BY_ITEM, TOLD_BY_BRANCH };

struct totals;

struct totals *totals_create(void);
void totals_destroy(struct totals *totals);

void totals_add_effects(struct totals *totals, const struct effect_list *effects);
void totals_add_postings(struct totals *totals, const struct posting_list *postings);

/* Adds what was summed to the store's rows, and forgets it. Faults are the store's. */
void totals_write(struct totals *totals, struct store *store);

/* Forgets what was summed. */
void totals_forget(struct totals *totals);

#endif
