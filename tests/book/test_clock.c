/* The day a moment was in, by time zone. Moments that no zone has come from damaged books, and must not end the program. */
#include "book/book.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void a_day_begins_at_midnight_of_its_zone(void **state) {
	static const int64_t midnight_in_taipei = 1767196800000; /* 2025-12-31 16:00 UTC */
	(void)state;
	int32_t day = date_of(2026, 1, 1);
	assert_int_equal(clock_day("Asia/Taipei", midnight_in_taipei), day);
	assert_int_equal(clock_day("Asia/Taipei", midnight_in_taipei - 1), day - 1);
	assert_int_equal(clock_day("UTC", midnight_in_taipei), day - 1);
	assert_int_equal(clock_day("America/New_York", midnight_in_taipei), day - 1);
	assert_int_equal(clock_day("Nowhere/Such", midnight_in_taipei), day - 1);
}

static void a_moment_beyond_all_years_has_a_day_still(void **state) {
	static const int64_t moments[] = {253402300799000, 253402300800000, -62135596800000,
					  -62135596801000, INT64_MAX,       INT64_MIN};
	static const char *const zones[] = {"UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"};
	(void)state;
	for (size_t m = 0; m < COUNT(moments); m++)
		for (size_t z = 0; z < COUNT(zones); z++) {
			int32_t day = clock_day(zones[z], moments[m]);
			assert_true(day >= DATE_MIN && day <= DATE_MAX);
		}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_begins_at_midnight_of_its_zone),
		cmocka_unit_test(a_moment_beyond_all_years_has_a_day_still),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
