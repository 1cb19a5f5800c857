/* Money: arithmetic that never wraps, rounding half up, and splits that add up. */
#include "base/money.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

enum { LINES = 12, ROUNDS = 20000, MANY = 500 };

#define OVERFLOWN INT64_MAX
#define HUGE (INT64_MAX - 1)

static struct money units(int64_t count) {
	return money_of(count);
}

static void expect(struct money is, int64_t wanted, const char *what, size_t line) {
	if (money_units(is) != wanted)
		fail_msg("%s, case %zu: %lld, not %lld", what, line, (long long)money_units(is), (long long)wanted);
}

/* A small generator of our own: the same numbers on every machine. */
static uint64_t random_next(uint64_t *state) {
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	uint64_t x = *state ^ (*state >> 33);
	return x * UINT64_C(0xff51afd7ed558ccd) >> 8;
}

static int64_t random_below(uint64_t *state, int64_t bound) {
	return (int64_t)(random_next(state) % (uint64_t)bound);
}

static void amounts_add_and_subtract(void **state) {
	(void)state;
	static const struct {
		int64_t a, b, sum, difference;
	} cases[] = {
		{0, 0, 0, 0},
		{10000, 2500, 12500, 7500},
		{-10000, 2500, -7500, -12500},
		{HUGE, 0, HUGE, HUGE},
		{HUGE, 1, OVERFLOWN, HUGE - 1},
		{HUGE, HUGE, OVERFLOWN, 0},
		{-HUGE, HUGE, 0, OVERFLOWN},
		{-HUGE, -HUGE, OVERFLOWN, 0},
		{OVERFLOWN, 1, OVERFLOWN, OVERFLOWN},
		{1, OVERFLOWN, OVERFLOWN, OVERFLOWN},
		{OVERFLOWN, OVERFLOWN, OVERFLOWN, OVERFLOWN},
		{INT64_MIN, 0, OVERFLOWN, OVERFLOWN},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		expect(money_add(units(cases[i].a), units(cases[i].b)), cases[i].sum, "sum", i);
		expect(money_sub(units(cases[i].a), units(cases[i].b)), cases[i].difference, "difference", i);
	}
}

static void amounts_multiply(void **state) {
	(void)state;
	static const struct {
		int64_t a, n, product;
	} cases[] = {
		{1000, 12, 12000},
		{1000, 0, 0},
		{-1000, 3, -3000},
		{-1000, -3, 3000},
		{HUGE, 1, HUGE},
		{HUGE, -1, -HUGE},
		{HUGE, 2, OVERFLOWN},
		{HUGE, INT64_MAX, OVERFLOWN},
		{HUGE, INT64_MIN, OVERFLOWN},
		{OVERFLOWN, 0, OVERFLOWN},
		{OVERFLOWN, -1, OVERFLOWN},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		expect(money_times(units(cases[i].a), cases[i].n), cases[i].product, "product", i);
	expect(money_negate(units(5)), -5, "negation", 0);
	expect(money_negate(units(-5)), 5, "negation", 1);
	expect(money_negate(MONEY_OVERFLOW), OVERFLOWN, "negation", 2);
}

static void what_overflows_stays_overflown(void **state) {
	(void)state;
	struct money lost = money_add(units(HUGE), units(HUGE));
	struct money back = money_sub(lost, units(HUGE));
	assert_true(money_overflown(back));
	assert_false(money_fits(back));
	assert_true(money_overflown(money_min(back, units(3))));
	assert_true(money_overflown(money_min(units(3), back)));
	assert_true(money_overflown(money_max(back, units(3))));
	assert_true(money_overflown(money_not_negative(back)));
	assert_true(money_overflown(money_share(back, 0, 1)));
	assert_true(money_overflown(money_part(units(1), units(0), back)));
	assert_true(money_overflown(money_part_floor(units(1), back, units(1))));
	assert_true(money_overflown(money_part_floor(back, units(0), units(0))));
	assert_true(money_overflown(money_percent(back, 1000)));
	assert_true(money_overflown(money_tax_within(back, 500)));
	assert_true(money_overflown(money_cumulative(back, 0, 7)));
}

static void the_largest_amount_fits(void **state) {
	(void)state;
	assert_true(money_fits(MONEY_ZERO));
	assert_true(money_fits(units(MONEY_LARGEST)));
	assert_true(money_fits(units(-MONEY_LARGEST)));
	assert_false(money_fits(units(MONEY_LARGEST + 1)));
	assert_false(money_fits(units(-MONEY_LARGEST - 1)));
	assert_false(money_fits(MONEY_OVERFLOW));
	assert_false(money_overflown(units(MONEY_LARGEST + 1)));
}

static void amounts_compare(void **state) {
	(void)state;
	static const struct {
		int64_t a, b;
		int order;
	} cases[] = {
		{0, 0, 0}, {1, 0, 1}, {-1, 0, -1}, {-HUGE, HUGE, -1}, {HUGE, -HUGE, 1}, {HUGE, OVERFLOWN, -1},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct money a = units(cases[i].a);
		struct money b = units(cases[i].b);
		assert_int_equal(money_compare(a, b), cases[i].order);
		assert_int_equal(money_compare(b, a), -cases[i].order);
		assert_int_equal(money_less(a, b), cases[i].order < 0);
		assert_int_equal(money_equal(a, b), cases[i].order == 0);
	}
}

static void amounts_have_a_sign(void **state) {
	(void)state;
	assert_true(money_is_zero(MONEY_ZERO) && !money_is_zero(units(1)) && !money_is_zero(units(-1)));
	assert_true(money_is_positive(units(1)) && !money_is_positive(MONEY_ZERO) && !money_is_positive(units(-1)));
	assert_true(money_is_negative(units(-1)) && !money_is_negative(MONEY_ZERO) && !money_is_negative(units(1)));
	expect(money_min(units(-3), units(2)), -3, "smaller", 0);
	expect(money_max(units(-3), units(2)), 2, "larger", 0);
	expect(money_not_negative(units(-3)), 0, "not negative", 0);
	expect(money_not_negative(units(3)), 3, "not negative", 1);
}

static void shares_round_half_up_and_mirror(void **state) {
	(void)state;
	static const struct {
		int64_t a, n, d, share;
	} cases[] = {
		{10, 1, 4, 3}, /* 2.5 */
		{-10, 1, 4, -3},
		{9, 1, 4, 2}, /* 2.25 */
		{-9, 1, 4, -2},
		{11, 1, 4, 3}, /* 2.75 */
		{1, 1, 2, 1},
		{-1, 1, 2, -1},
		{1, 1, 3, 0},
		{2, 1, 3, 1},
		{-2, 1, 3, -1},
		{0, 5, 3, 0},
		{7, -1, 2, -4}, /* -3.5 */
		{2000, 65, 100, 1300},
		{HUGE, 1, 1, HUGE},
		{HUGE, HUGE, HUGE, HUGE},
		{HUGE, INT64_MAX, INT64_MAX, HUGE},
		{-HUGE, INT64_MAX, INT64_MAX, -HUGE},
		{HUGE, 1, 2, HUGE / 2},
		{HUGE, INT64_MIN, INT64_MAX, -INT64_MAX},
		{HUGE, INT64_MIN, 1, OVERFLOWN},
		{HUGE, 3, 2, OVERFLOWN},
		{MONEY_LARGEST, MONEY_LARGEST, MONEY_LARGEST, MONEY_LARGEST},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		expect(money_share(units(cases[i].a), cases[i].n, cases[i].d), cases[i].share, "share", i);
}

static void parts_are_taken_in_proportion(void **state) {
	(void)state;
	static const struct {
		int64_t a, n, d, floor, rounded;
	} cases[] = {
		{1300, 5000, 10000, 650, 650},
		{1000, 2, 3, 666, 667},
		{1000, 1, 3, 333, 333},
		{5, 1, 2, 2, 3},
		{1000, 0, 3, 0, 0},
		{1000, 5, 0, 0, 0},
		{0, 5, 7, 0, 0},
		{1300, 10000, 10000, 1300, 1300},
		{MONEY_LARGEST, MONEY_LARGEST - 1, MONEY_LARGEST, MONEY_LARGEST - 1, MONEY_LARGEST - 1},
		{HUGE, HUGE, HUGE, HUGE, HUGE},
		{HUGE, HUGE, 1, OVERFLOWN, OVERFLOWN},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct money a = units(cases[i].a);
		struct money n = units(cases[i].n);
		struct money d = units(cases[i].d);
		expect(money_part_floor(a, n, d), cases[i].floor, "part, rounded down", i);
		expect(money_part(a, n, d), cases[i].rounded, "part, rounded", i);
	}
	expect(money_part(units(-5), units(1), units(2)), -3, "part below zero", 0);
}

static void percentages_are_basis_points(void **state) {
	(void)state;
	static const struct {
		int64_t a, bp, percent, tax_within;
	} cases[] = {
		{1000, 1500, 150, 130}, /* 15 % */
		{1050, 500, 53, 50},    /* 5 %: 52.5 */
		{10000, 700, 700, 654}, /* 7 %: 654.2 */
		{10000, 0, 0, 0},
		{10000, 10000, 10000, 5000},
		{-1050, 500, -53, -50},
		{333, 1, 0, 0},
		{5000, 1, 1, 0}, /* 0.5 and 0.49995 */
		{MONEY_LARGEST, 10000, MONEY_LARGEST, MONEY_LARGEST / 2},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		expect(money_percent(units(cases[i].a), cases[i].bp), cases[i].percent, "percent", i);
		expect(money_tax_within(units(cases[i].a), cases[i].bp), cases[i].tax_within, "tax within", i);
	}
}

static void tax_rounds_up_where_it_limits(void **state) {
	(void)state;
	static const struct {
		int64_t a, bp, up;
	} cases[] = {
		{0, 700, 0},     {1, 700, 1},  {1070, 700, 70},
		{1071, 700, 71}, {1050, 0, 0}, {MONEY_LARGEST, 10000, MONEY_LARGEST / 2},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		expect(money_tax_within_up(units(cases[i].a), cases[i].bp), cases[i].up, "tax within, up", i);
	assert_true(money_overflown(money_tax_within_up(money_add(units(MONEY_LARGEST), units(INT64_MAX)), 700)));
}

static void slots_of_a_line_differ_by_one_at_most(void **state) {
	(void)state;
	static const struct {
		int64_t value, n;
		int64_t slots[LINES];
	} cases[] = {
		{9999, 7, {1428, 1429, 1428, 1429, 1428, 1429, 1428}},
		{10000, 3, {3333, 3334, 3333}},
		{10000, 12, {833, 834, 833, 833, 834, 833, 833, 834, 833, 833, 834, 833}},
		{10000, 10, {1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000}},
		{1, 3, {0, 1, 0}},
		{1, 2, {1, 0}},
		{0, 4, {0, 0, 0, 0}},
		{5, 1, {5}},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		for (int64_t k = 1; k <= cases[i].n; k++) {
			struct money upto = money_cumulative(units(cases[i].value), k, cases[i].n);
			struct money before = money_cumulative(units(cases[i].value), k - 1, cases[i].n);
			expect(money_sub(upto, before), cases[i].slots[k - 1], "slot of a line", i);
		}
}

static void all_slots_add_up_to_the_line(void **state) {
	(void)state;
	uint64_t seed = 1;
	for (int round = 0; round < ROUNDS; round++) {
		struct money value = units(random_below(&seed, round % 2 ? MONEY_LARGEST : 20000));
		int64_t n = 1 + random_below(&seed, 60);
		struct money sum = MONEY_ZERO;
		for (int64_t k = 1; k <= n; k++) {
			struct money slot = money_sub(money_cumulative(value, k, n), money_cumulative(value, k - 1, n));
			int64_t floor = money_units(value) / n;
			assert_in_range(money_units(slot), (uint64_t)floor, (uint64_t)floor + 1);
			sum = money_add(sum, slot);
		}
		assert_true(money_equal(sum, value));
	}
}

static void totals_split_by_largest_remainder(void **state) {
	(void)state;
	static const struct {
		int64_t total;
		size_t lines;
		int64_t weights[LINES], parts[LINES];
	} cases[] = {
		{19999, 3, {12000, 12000, 1000}, {9600, 9599, 800}},
		{2000, 2, {65, 35}, {1300, 700}},
		{10000, 3, {1, 1, 1}, {3334, 3333, 3333}},
		{2, 3, {1, 1, 1}, {1, 1, 0}},
		{1, 3, {1, 2, 1}, {0, 1, 0}},
		{1, 3, {1, 2, 2}, {0, 1, 0}},
		{100, 4, {0, 1, 0, 1}, {0, 50, 0, 50}},
		{101, 4, {0, 1, 0, 1}, {0, 51, 0, 50}},
		{777, 3, {0, 0, 0}, {777, 0, 0}},
		{0, 3, {5, 6, 7}, {0, 0, 0}},
		{777, 1, {3}, {777}},
		{777, 1, {0}, {777}},
		{10, 3, {HUGE, HUGE, 1}, {5, 5, 0}},
		{MONEY_LARGEST, 2, {1, 2}, {333333333333333, 666666666666667}},
		{HUGE, 2, {1, 0}, {HUGE, 0}},
		{OVERFLOWN, 2, {1, 2}, {OVERFLOWN, OVERFLOWN}},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		int128 weights[LINES];
		struct money parts[LINES];
		for (size_t k = 0; k < cases[i].lines; k++)
			weights[k] = cases[i].weights[k];
		money_split(units(cases[i].total), weights, cases[i].lines, parts);
		for (size_t k = 0; k < cases[i].lines; k++)
			expect(parts[k], cases[i].parts[k], "part of a split", i);
	}
	money_split(units(5), NULL, 0, NULL);
}

static void the_largest_weights_split_exactly(void **state) {
	(void)state;
	int128 weight = money_weight(units(MONEY_LARGEST), 100000000); /* 10^23 */
	int128 weights[] = {weight, weight - 1, weight};
	struct money parts[3];
	money_split(units(MONEY_LARGEST), weights, 3, parts);
	expect(parts[0], 333333333333334, "part", 0);
	expect(parts[1], 333333333333333, "part", 1);
	expect(parts[2], 333333333333333, "part", 2);
	assert_true(money_weight(units(-3), 4) == -12);
}

static int128 random_weight(uint64_t *seed, int kind) {
	switch (kind) {
	case 0: return random_below(seed, 3);
	case 1: return random_below(seed, 100) * 100;
	default: return money_weight(units(random_below(seed, MONEY_LARGEST)), random_below(seed, 100000000));
	}
}

static int128 sum_of(const int128 *weights, size_t count) {
	int128 sum = 0;
	for (size_t i = 0; i < count; i++)
		sum += weights[i];
	return sum;
}

/* The parts add up; each is the floor of its exact share, or one more; a line that got one more has no smaller a remainder
 * than one that did not, and comes first when they are equal. */
static void expect_fair(int64_t total, const int128 *weights, const struct money *parts, size_t count) {
	int128 sum = sum_of(weights, count);
	int64_t given = 0;
	int128 least_lucky = sum;
	size_t last_lucky = 0;
	for (size_t i = 0; i < count; i++) {
		int64_t more = money_units(parts[i]) - (int64_t)(weights[i] * total / sum);
		int128 rest = weights[i] * total % sum;
		assert_true(more == 0 || more == 1);
		given += money_units(parts[i]);
		if (more == 1 && rest <= least_lucky) {
			least_lucky = rest;
			last_lucky = i;
		}
	}
	assert_true(given == total);
	for (size_t i = 0; i < count; i++) {
		bool unlucky = money_units(parts[i]) == (int64_t)(weights[i] * total / sum);
		int128 rest = weights[i] * total % sum;
		if (unlucky && least_lucky < sum)
			assert_true(rest < least_lucky || (rest == least_lucky && i > last_lucky));
	}
}

static void any_split_is_fair(void **state) {
	(void)state;
	uint64_t seed = 2;
	int128 weights[MANY];
	struct money parts[MANY];
	for (int round = 0; round < ROUNDS; round++) {
		size_t count = (size_t)(1 + random_below(&seed, round % 100 == 0 ? MANY : LINES));
		int64_t total = random_below(&seed, round % 2 ? MONEY_LARGEST + 1 : 100);
		for (size_t i = 0; i < count; i++)
			weights[i] = random_weight(&seed, round % 3);
		money_split(units(total), weights, count, parts);
		if (sum_of(weights, count) > 0)
			expect_fair(total, weights, parts, count);
		else
			expect(parts[0], total, "split without weights", 0);
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(amounts_add_and_subtract),
		cmocka_unit_test(amounts_multiply),
		cmocka_unit_test(what_overflows_stays_overflown),
		cmocka_unit_test(the_largest_amount_fits),
		cmocka_unit_test(amounts_compare),
		cmocka_unit_test(amounts_have_a_sign),
		cmocka_unit_test(shares_round_half_up_and_mirror),
		cmocka_unit_test(parts_are_taken_in_proportion),
		cmocka_unit_test(percentages_are_basis_points),
		cmocka_unit_test(tax_rounds_up_where_it_limits),
		cmocka_unit_test(slots_of_a_line_differ_by_one_at_most),
		cmocka_unit_test(all_slots_add_up_to_the_line),
		cmocka_unit_test(totals_split_by_largest_remainder),
		cmocka_unit_test(the_largest_weights_split_exactly),
		cmocka_unit_test(any_split_is_fair),
	};
	return cmocka_run_group_tests_name("money", tests, NULL, NULL);
}
