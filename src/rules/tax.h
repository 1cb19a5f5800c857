/* Tax inside prices (rulebook §10.2, §14.36), always cumulative: what is posted on a day is the difference between what
 * the contract's state says then and what it said before, so the last unit is never lost. A half unit of a part waits for the
 * rest: 5,000.00 + 5,000.00 at 7 % are 327.10 + 327.11. */
#ifndef RULES_TAX_H
#define RULES_TAX_H

#include "rules/effects.h"
#include "rules/state.h"

/* The tax inside the money held: round(C × X / S), X = Σ round(V_i × r_i / (100 % + r_i)) over the lines' live values. */
struct money tax_in_payments(const struct contract *contract, const struct state *state);

/* The tax inside what was delivered: Σ round(X_i × delivered_i / V_i). */
struct money tax_in_delivery(const struct contract *contract, const struct state *state);

/* What stays due of the `fall` of the tax on payments when `breakage` expired: all of it, but no less than nothing and, where
 * the lines' rates differ, no more than the highest rate makes of that money, to the next unit (§14.36). */
struct money tax_of_expired(const struct contract *contract, struct money breakage, struct money fall);

/* Adds what the day changed in tax owed, in tax inside income and inside breakage. */
void tax_effects(const struct contract *contract, int32_t day, const struct state *before, const struct state *after,
		 const struct effect_rules *rules, struct effect_list *effects);

#endif
