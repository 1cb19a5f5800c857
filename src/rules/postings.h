/* Postings: the accounting of an entry, derived from its effects (rulebook §10.1). Debits are positive, credits negative; the
 * postings of an entry add up to zero. A posting carries a day of its own, since a late recording may also correct a later
 * day. */
#ifndef RULES_POSTINGS_H
#define RULES_POSTINGS_H

#include "rules/effects.h"

struct posting {
	int32_t date;
	const char *account; /* "assets:cash:card", "income:package" … */
	struct money amount;
};
struct posting_list LIST(struct posting);

/* Adds the postings of the effects, summed by day and account, in order of day and as they came. */
void postings_of(struct arena *arena, const struct effect_list *effects, const struct effect_rules *rules,
		 struct posting_list *postings);

/* Whether they add up to zero. */
bool postings_balance(const struct posting_list *postings);

#endif
