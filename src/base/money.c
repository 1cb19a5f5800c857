#include "base/money.h"

#include "base/arena.h"

#include <assert.h>
#include <stdlib.h>

enum { WHOLE_BP = 10000, LINES_ON_STACK = 32 };

/* What is left of a line once its floor was taken: the larger, the sooner it gets one unit more. */
struct remainder {
	int128 rest;
	size_t line;
};

struct money money_of(int64_t units) {
	return units == INT64_MIN ? MONEY_OVERFLOW : (struct money){units};
}

int64_t money_units(struct money amount) {
	return amount.units;
}

bool money_overflown(struct money amount) {
	return amount.units == MONEY_OVERFLOW.units;
}

bool money_fits(struct money amount) {
	return amount.units >= -MONEY_LARGEST && amount.units <= MONEY_LARGEST;
}

static bool either_overflown(struct money a, struct money b) {
	return money_overflown(a) || money_overflown(b);
}

/* The amount of so many units, if 64 bits hold it. */
static struct money money_narrow(int128 units) {
	if (units >= INT64_MAX || units <= INT64_MIN)
		return MONEY_OVERFLOW;
	return (struct money){(int64_t)units};
}

struct money money_add(struct money a, struct money b) {
	return either_overflown(a, b) ? MONEY_OVERFLOW : money_narrow((int128)a.units + b.units);
}

struct money money_sub(struct money a, struct money b) {
	return either_overflown(a, b) ? MONEY_OVERFLOW : money_narrow((int128)a.units - b.units);
}

struct money money_negate(struct money a) {
	return money_sub(MONEY_ZERO, a);
}

struct money money_times(struct money a, int64_t n) {
	return money_overflown(a) ? MONEY_OVERFLOW : money_narrow((int128)a.units * n);
}

int money_compare(struct money a, struct money b) {
	return (a.units > b.units) - (a.units < b.units);
}

bool money_less(struct money a, struct money b) {
	return a.units < b.units;
}

bool money_equal(struct money a, struct money b) {
	return a.units == b.units;
}

bool money_is_zero(struct money a) {
	return a.units == 0;
}

bool money_is_positive(struct money a) {
	return a.units > 0;
}

bool money_is_negative(struct money a) {
	return a.units < 0;
}

struct money money_min(struct money a, struct money b) {
	if (either_overflown(a, b))
		return MONEY_OVERFLOW;
	return money_less(b, a) ? b : a;
}

struct money money_max(struct money a, struct money b) {
	return money_less(a, b) ? b : a;
}

struct money money_not_negative(struct money a) {
	return money_max(a, MONEY_ZERO);
}

/* round(product / d), half up, mirrored below zero; d > 0. Twice the remainder instead of twice the product: the product
 * of two numbers of 64 bits may take 127 bits already. */
static int128 round_divide(int128 product, int128 d) {
	int128 quotient = product / d;
	int128 rest = product % d;
	if (rest * 2 >= d)
		return quotient + 1;
	return rest * 2 <= -d ? quotient - 1 : quotient;
}

struct money money_share(struct money a, int64_t n, int64_t d) {
	assert(d > 0);
	return money_overflown(a) ? MONEY_OVERFLOW : money_narrow(round_divide((int128)a.units * n, d));
}

struct money money_part_floor(struct money a, struct money n, struct money d) {
	if (money_overflown(a) || either_overflown(n, d))
		return MONEY_OVERFLOW;
	assert(a.units >= 0 && n.units >= 0 && d.units >= 0);
	return d.units == 0 ? MONEY_ZERO : money_narrow((int128)a.units * n.units / d.units);
}

struct money money_part(struct money a, struct money n, struct money d) {
	if (money_overflown(a) || either_overflown(n, d))
		return MONEY_OVERFLOW;
	assert(d.units >= 0);
	return d.units == 0 ? MONEY_ZERO : money_narrow(round_divide((int128)a.units * n.units, d.units));
}

struct money money_part_half_down(struct money a, struct money n, struct money d) {
	if (money_overflown(a) || either_overflown(n, d))
		return MONEY_OVERFLOW;
	assert(a.units >= 0 && n.units >= 0 && d.units >= 0);
	if (d.units == 0)
		return MONEY_ZERO;
	int128 product = (int128)a.units * n.units, rest = product % d.units;
	return money_narrow(product / d.units + (rest * 2 > d.units));
}

struct money money_percent(struct money a, int64_t bp) {
	return money_share(a, bp, WHOLE_BP);
}

struct money money_tax_within(struct money a, int64_t bp) {
	return money_share(a, bp, WHOLE_BP + bp);
}

struct money money_tax_within_up(struct money a, int64_t bp) {
	struct money net = money_part_floor(a, (struct money){WHOLE_BP}, (struct money){WHOLE_BP + bp});
	return money_sub(a, net);
}

struct money money_cumulative(struct money value, int64_t k, int64_t n) {
	return money_share(value, k, n);
}

int128 money_weight(struct money amount, int64_t times) {
	return (int128)amount.units * times;
}

/* Larger remainders first, earlier lines first among equals. */
static int remainder_order(const void *left, const void *right) {
	const struct remainder *a = left;
	const struct remainder *b = right;
	if (a->rest != b->rest)
		return a->rest > b->rest ? -1 : 1;
	return (a->line > b->line) - (a->line < b->line);
}

/* Gives every line floor(total × weight / sum) and says what remains of it; returns the units not yet given. The product
 * fits: 10^15 × 10^23 = 10^38 is less than 2^127 = 1.7 × 10^38. */
static int64_t split_floors(int64_t total, const int128 *weights, int128 sum, struct money *parts,
			    struct remainder *remainders, size_t count) {
	int64_t left = total;
	for (size_t i = 0; i < count; i++) {
		int128 product;
		bool too_large = __builtin_mul_overflow(weights[i], (int128)total, &product);
		assert(!too_large);
		parts[i].units = (int64_t)(product / sum);
		remainders[i] = (struct remainder){product % sum, i};
		left -= parts[i].units;
	}
	return left;
}

static void split_by_weight(int64_t total, const int128 *weights, int128 sum, size_t count, struct money *parts) {
	struct remainder few[LINES_ON_STACK];
	struct arena *arena = count > LINES_ON_STACK ? arena_create() : NULL;
	struct remainder *remainders = arena ? ARENA_ARRAY(arena, struct remainder, count) : few;
	int64_t left = split_floors(total, weights, sum, parts, remainders, count);
	if (left > 0)
		qsort(remainders, count, sizeof *remainders, remainder_order);
	for (int64_t i = 0; i < left; i++)
		parts[remainders[i].line].units++;
	arena_destroy(arena);
}

static int128 weights_sum(const int128 *weights, size_t count) {
	int128 sum = 0;
	for (size_t i = 0; i < count; i++) {
		assert(weights[i] >= 0);
		bool too_large = __builtin_add_overflow(sum, weights[i], &sum);
		assert(!too_large);
	}
	return sum;
}

void money_split(struct money total, const int128 *weights, size_t count, struct money *parts) {
	assert(total.units >= 0);
	for (size_t i = 0; i < count; i++)
		parts[i] = money_overflown(total) ? MONEY_OVERFLOW : MONEY_ZERO;
	if (money_overflown(total) || count == 0)
		return;
	int128 sum = weights_sum(weights, count);
	if (sum == 0)
		parts[0] = total;
	else
		split_by_weight(total.units, weights, sum, count, parts);
}

/* round(value × k / n) = floor((2 × value × k + n) / 2n), carried on from slot to slot by its remainder. */
void money_spread(struct money value, int64_t n, struct money *slots) {
	assert(value.units >= 0 && n >= 1 && n <= 1000000000);
	int64_t whole = value.units / n, part = value.units % n, rest = n;
	for (int64_t k = 0; k < n; k++) {
		rest += 2 * part;
		slots[k].units = whole + (rest >= 2 * n);
		rest -= rest >= 2 * n ? 2 * n : 0;
	}
}
