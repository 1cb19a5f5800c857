#include "insight/chance.h"
#include "insight/statistics.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Statistics in whole numbers. */

#define COUNT(list) (sizeof(list) / sizeof *(list))

static void a_root_is_rounded_down(void **state) {
	(void)state;
	assert_int_equal(root_of(0), 0);
	assert_int_equal(root_of(-4), 0);
	assert_int_equal(root_of(1), 1);
	assert_int_equal(root_of(24), 4);
	assert_int_equal(root_of(25), 5);
	assert_int_equal(root_of((int128)1000000007 * 1000000007), 1000000007);
	assert_int_equal(root_of((int128)1000000007 * 1000000007 - 1), 1000000006);
}

static void the_median_of_an_even_count_lies_half_way(void **state) {
	int64_t numbers[] = {28, 20, 22, 23};

	(void)state;
	numbers_sort(numbers, COUNT(numbers));
	assert_int_equal(median_of(numbers, 3), 22);
	assert_int_equal(median_of(numbers, 4), 23);
	assert_int_equal(median_of(numbers, 1), 20);
	assert_int_equal(median_of(numbers, 0), 0);
}

static void a_quantile_is_one_of_the_numbers(void **state) {
	const int64_t numbers[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

	(void)state;
	assert_int_equal(quantile_of(numbers, 10, 1000), 1);
	assert_int_equal(quantile_of(numbers, 10, 1001), 2);
	assert_int_equal(quantile_of(numbers, 10, 9000), 9);
	assert_int_equal(quantile_of(numbers, 10, 10000), 10);
	assert_int_equal(quantile_of(numbers, 10, 0), 1);
	assert_int_equal(quantile_of(numbers, 0, 5000), 0);
}

static void means_are_rounded_away_from_zero(void **state) {
	const int64_t up[] = {1, 2}, down[] = {-1, -2};

	(void)state;
	assert_int_equal(mean_of(up, 2), 2);
	assert_int_equal(mean_of(down, 2), -2);
	assert_int_equal(mean_of(up, 0), 0);
	assert_int_equal(share_of(10000, 1, 3), 3333);
	assert_int_equal(share_of(-10000, 2, 3), -6667);
	assert_int_equal(share_of(1, 1, 0), 0);
}

static void variation_is_the_deviation_by_the_mean(void **state) {
	const int64_t months[] = {4700, 1500}, same[] = {7, 7, 7}, nothing[] = {0, 0},
		      large[] = {INT64_C(1000000000000000), 0};

	(void)state;
	assert_int_equal(deviation_of(months, 2), 1600);
	assert_int_equal(variation_of(months, 2), 5161);
	assert_int_equal(variation_of(same, 3), 0);
	assert_int_equal(variation_of(nothing, 2), -1);
	assert_int_equal(variation_of(large, 2), 10000);
}

/* 14 of 14: 78.5 % at least; 7 of 14: 26.8 % to 73.2 %, as textbooks have them. */
static void a_share_lies_in_wilsons_interval(void **state) {
	(void)state;
	assert_int_equal(share_between(14, 14).low, 7846);
	assert_int_equal(share_between(14, 14).high, 10000);
	assert_int_equal(share_between(7, 14).low, 2679);
	assert_int_equal(share_between(7, 14).high, 7320);
	assert_int_equal(share_between(0, 0).low, 0);
	assert_int_equal(share_between(0, 0).high, 10000);
}

/* The published first numbers of SplitMix64. */
static void chance_repeats(void **state) {
	struct chance chance = chance_of(1234567);

	(void)state;
	assert_true(chance_next(&chance) == UINT64_C(6457827717110365317));
	assert_true(chance_next(&chance) == UINT64_C(3203168211198807973));
	assert_true(chance_next(&chance) == UINT64_C(9817491932198370423));
}

static void chance_is_even(void **state) {
	struct chance chance = chance_of(1);
	int32_t counts[6] = {0};
	int64_t sum = 0, squares = 0;

	(void)state;
	for (int i = 0; i < 60000; i++) {
		uint32_t lot = chance_below(&chance, 6);
		assert_true(lot < 6);
		counts[lot]++;
		int64_t normal = chance_normal(&chance);
		sum += normal;
		squares += normal * normal;
	}
	for (int i = 0; i < 6; i++)
		assert_in_range(counts[i], 9700, 10300);
	assert_in_range(sum / 60000 + 20, 0, 40);
	assert_in_range(squares / 60000, 980000, 1020000);
	assert_int_equal(chance_below(&chance, 0), 0);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_root_is_rounded_down),
		cmocka_unit_test(the_median_of_an_even_count_lies_half_way),
		cmocka_unit_test(a_quantile_is_one_of_the_numbers),
		cmocka_unit_test(means_are_rounded_away_from_zero),
		cmocka_unit_test(variation_is_the_deviation_by_the_mean),
		cmocka_unit_test(a_share_lies_in_wilsons_interval),
		cmocka_unit_test(chance_repeats),
		cmocka_unit_test(chance_is_even),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
