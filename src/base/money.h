/* Money: a signed count of the smallest unit of the book's currency (rulebook §2.1). This is the only room that knows what
 * is inside; everywhere else amounts are added, compared and split by these functions.
 *
 * What overflows becomes MONEY_OVERFLOW and stays it through all further arithmetic, so that a chain of sums need be
 * checked once, at its end (money_fits). It is never wrapped. Products are taken in 128 bits. */
#ifndef BASE_MONEY_H
#define BASE_MONEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct money {
	int64_t units;
};

/* Products and weights; ISO C has no name for it. */
__extension__ typedef __int128 int128;

#define MONEY_ZERO ((struct money){0})
#define MONEY_OVERFLOW ((struct money){INT64_MAX}) /* orders above every amount */
#define MONEY_LARGEST INT64_C(1000000000000000)    /* 10^15: the largest accepted amount */

/* At the edges (wire, store) only: between an amount and its count of units. */
struct money money_of(int64_t units);
int64_t money_units(struct money amount);

/* Whether the amount is neither overflown nor, either sign, above MONEY_LARGEST. */
bool money_fits(struct money amount);
bool money_overflown(struct money amount);

struct money money_add(struct money a, struct money b);
struct money money_sub(struct money a, struct money b);
struct money money_negate(struct money a);
struct money money_times(struct money a, int64_t n);

/* Below, equal, above: negative, 0, positive. */
int money_compare(struct money a, struct money b);
bool money_less(struct money a, struct money b);
bool money_equal(struct money a, struct money b);
bool money_is_zero(struct money a);
bool money_is_positive(struct money a);
bool money_is_negative(struct money a);
struct money money_min(struct money a, struct money b);
struct money money_max(struct money a, struct money b);
struct money money_not_negative(struct money a); /* max(a, 0) */

/* round(a × n / d), half up, mirrored below zero (§2.3); d > 0. */
struct money money_share(struct money a, int64_t n, int64_t d);

/* floor(a × n / d) where n and d are amounts: a part of `a` in the proportion n : d; 0 when d is 0. For a, n >= 0, d > 0. */
struct money money_part_floor(struct money a, struct money n, struct money d);
/* The same rounded half up (§2.3). */
struct money money_part(struct money a, struct money n, struct money d);
/* The same, but an exact half stays down; for a, n, d >= 0. */
struct money money_part_half_down(struct money a, struct money n, struct money d);

/* `bp` basis points of the amount, rounded half up. */
struct money money_percent(struct money a, int64_t bp);

/* The tax inside an amount that includes it at rate `bp`: round(a × bp / (10000 + bp)). */
struct money money_tax_within(struct money a, int64_t bp);
/* The same rounded up; for a >= 0. */
struct money money_tax_within_up(struct money a, int64_t bp);

/* What k of n equal slots of `value` are worth together: round(value × k / n) (§2.5). Slot k is worth cumulative(k) −
 * cumulative(k − 1). */
struct money money_cumulative(struct money value, int64_t k, int64_t n);

/* The same for all n slots at once: slots[k − 1] is what slot k is worth. For value >= 0 and 1 <= n <= 10^9. */
void money_spread(struct money value, int64_t n, struct money *slots);

/* Splits `total` (>= 0) over `count` lines by largest remainder, ties to the earlier line (§2.4): the parts add up to the
 * total. Weights are >= 0; when all are 0, everything goes to the first line. Weights are wide since a weight may be
 * sessions × list price: each up to 10^23 for totals up to MONEY_LARGEST. An overflown total makes all parts overflown. */
void money_split(struct money total, const int128 *weights, size_t count, struct money *parts);

/* An amount as a weight for money_split. */
int128 money_weight(struct money amount, int64_t times);

#endif
