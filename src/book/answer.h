/* What results have in common. */
#ifndef BOOK_ANSWER_H
#define BOOK_ANSWER_H

#include "book/work.h"

/* "contracts":[{"contract":n,"ref":…,"offer":…,"paid":…,"due":…}] and "due": the sum of their dues. */
void answer_contracts(struct work *work, const struct contract_list *contracts);

/* "performance":[{"date":…,"staff":…,"amount":…}]: every change by day and staff, the house left out. */
void answer_performance(struct work *work, const struct effect_list *effects);

/* "contract":n,"ref":… of one contract. */
void answer_contract(struct work *work, const struct contract *contract);

#endif
