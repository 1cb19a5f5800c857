/* What must hold of every history, whatever was done: the bounds of rulebook §4, the performance of §5.4, sums that come out. */
#ifndef TESTS_RULES_CHECK_H
#define TESTS_RULES_CHECK_H

#include "rules/effects.h"
#include "rules/postings.h"

/* NULL when all is well, else what does not hold. Memory is the contract's arena's. */
const char *history_complaint(const struct contract *contract, const struct effect_rules *rules);

/* Whether two lists say the same: their difference is nothing. */
bool effects_equal(struct arena *arena, const struct effect_list *a, const struct effect_list *b);

/* A list of its own with the same effects. */
struct effect_list effects_copy(struct arena *arena, const struct effect_list *effects);

/* Sums up to and including a day, of amounts or of sessions. */
struct money effects_sum(const struct effect_list *effects, enum measure measure, int32_t day);
int64_t effects_sessions(const struct effect_list *effects, enum measure measure, int32_t day);

#endif
