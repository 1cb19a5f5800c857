/* Dates: what is read and written, days that exist, and months that never drift. */
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static int32_t day(const char *text) {
	int32_t date = DATE_NONE;
	if (!date_parse(text, &date))
		fail_msg("%s does not read as a date", text);
	return date;
}

static void expect(int32_t date, const char *wanted, const char *what) {
	char text[DATE_TEXT];
	if (strcmp(date_text(date, text), wanted) != 0)
		fail_msg("%s: %s, not %s", what, text, wanted);
}

static void dates_are_days_since_1970(void **state) {
	(void)state;
	static const struct {
		const char *text;
		int32_t date;
	} cases[] = {
		{"1970-01-01", 0},
		{"1970-01-02", 1},
		{"1969-12-31", -1},
		{"2000-02-29", 11016},
		{"2000-03-01", 11017},
		{"2024-12-31", 20088},
		{"2025-01-01", 20089},
		{"1900-02-28", -25509},
		{"1900-03-01", -25508},
		{"0001-01-01", DATE_MIN},
		{"0001-12-31", DATE_MIN + 364},
		{"9999-12-31", DATE_MAX},
		{"9999-01-01", DATE_MAX - 364},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(day(cases[i].text), cases[i].date);
		expect(cases[i].date, cases[i].text, "text of a date");
	}
	expect(DATE_NONE, "", "text of no date");
}

static void only_days_that_exist_are_read(void **state) {
	(void)state;
	static const char *const refused[] = {
		"",           "2025",        "2025-1-1",   "2025-02-29", "2100-02-29",  "2025-04-31",  "2025-00-01",
		"2025-13-01", "2025-01-00",  "2025-01-32", "0000-01-01", "10000-01-01", "2025-01-01 ", " 2025-01-01",
		"2025/01/01", "2025-01-0x",  "-025-01-01", "2025-+1-01", "20250101",    "2025-01-1",   "2025-01-011",
		"２025-1-1",  "2025-01-01T", "2025--1-01", "abcd-ef-gh",
	};
	for (size_t i = 0; i < COUNT(refused); i++) {
		int32_t date = 42;
		if (date_parse(refused[i], &date))
			fail_msg("'%s' was read as a date", refused[i]);
		assert_int_equal(date, 42);
	}
}

static void months_are_added_from_the_anchor(void **state) {
	(void)state;
	static const struct {
		const char *anchor;
		int32_t months;
		const char *result;
	} cases[] = {
		{"2025-01-31", 1, "2025-02-28"},         {"2024-01-31", 1, "2024-02-29"},
		{"2025-01-31", 2, "2025-03-31"},         {"2025-01-31", 3, "2025-04-30"},
		{"2025-01-31", 12, "2026-01-31"},        {"2025-01-15", 0, "2025-01-15"},
		{"2025-11-30", 3, "2026-02-28"},         {"2025-12-31", 1, "2026-01-31"},
		{"2024-02-29", 12, "2025-02-28"},        {"2024-02-29", 48, "2028-02-29"},
		{"2000-02-29", 1200, "2100-02-28"},      {"2025-03-31", -1, "2025-02-28"},
		{"2025-01-31", -1, "2024-12-31"},        {"2025-01-31", -2, "2024-11-30"},
		{"9999-11-30", 1, "9999-12-30"},         {"9999-12-30", 1, "9999-12-31"},
		{"9999-12-01", 12, "9999-12-31"},        {"2025-01-01", INT32_MAX, "9999-12-31"},
		{"0001-01-31", -1, "0001-01-01"},        {"0001-02-15", -1, "0001-01-15"},
		{"2025-01-01", INT32_MIN, "0001-01-01"},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		expect(date_add_months(day(cases[i].anchor), cases[i].months), cases[i].result, cases[i].anchor);
	assert_int_equal(date_add_months(DATE_NONE, 1), DATE_NONE);
}

static void days_are_added(void **state) {
	(void)state;
	static const struct {
		const char *date;
		int32_t days;
		const char *result;
	} cases[] = {
		{"2025-02-28", 1, "2025-03-01"},         {"2024-02-28", 1, "2024-02-29"},
		{"2025-01-01", -1, "2024-12-31"},        {"2025-01-01", 365, "2026-01-01"},
		{"2025-01-01", 0, "2025-01-01"},         {"9999-12-31", 1, "9999-12-31"},
		{"9999-12-30", 1, "9999-12-31"},         {"2025-01-01", INT32_MAX, "9999-12-31"},
		{"2025-01-01", INT32_MIN, "0001-01-01"},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		expect(date_add_days(day(cases[i].date), cases[i].days), cases[i].result, cases[i].date);
	assert_int_equal(date_add_days(DATE_NONE, -1), DATE_NONE);
}

static void a_month_starts_on_its_first(void **state) {
	(void)state;
	expect(date_month_start(day("2025-02-28")), "2025-02-01", "28 February");
	expect(date_month_start(day("2025-03-01")), "2025-03-01", "1 March");
	expect(date_month_start(day("0001-01-31")), "0001-01-01", "31 January of the year 1");
	expect(date_month_start(DATE_MAX), "9999-12-01", "the last day");
	assert_int_equal(date_month_start(DATE_NONE), DATE_NONE);
}

/* A calendar that is walked day by day, as a child would: nothing in common with the arithmetic it is compared with. */
struct walked {
	int32_t year, month, day;
};

static int32_t walked_month_length(const struct walked *on) {
	switch (on->month) {
	case 4:
	case 6:
	case 9:
	case 11: return 30;
	case 2: return on->year % 400 == 0 || (on->year % 4 == 0 && on->year % 100 != 0) ? 29 : 28;
	default: return 31;
	}
}

static void walk(struct walked *on) {
	if (++on->day <= walked_month_length(on))
		return;
	on->day = 1;
	if (++on->month <= 12)
		return;
	on->month = 1;
	on->year++;
}

static void every_day_of_the_calendar_is_there_and_back(void **state) {
	(void)state;
	struct walked on = {1, 1, 1};
	for (int32_t date = DATE_MIN; date <= DATE_MAX; date++, walk(&on)) {
		int32_t year;
		int32_t month;
		int32_t mday;
		date_parts(date, &year, &month, &mday);
		if (year != on.year || month != on.month || mday != on.day || date_of(year, month, mday) != date)
			fail_msg("day %d is %d-%d-%d", date, on.year, on.month, on.day);
	}
	assert_int_equal(on.year, 10000);
}

static void four_hundred_years_agree_with_the_system(void **state) {
	(void)state;
	int32_t end = day("2400-01-01");
	for (int32_t date = day("2000-01-01"); date <= end; date++) {
		time_t seconds = (time_t)date * 86400;
		struct tm system;
		char theirs[sizeof "-2147483648-01-01"];
		char ours[DATE_TEXT];
		assert_non_null(gmtime_r(&seconds, &system));
		assert_true(strftime(theirs, sizeof theirs, "%Y-%m-%d", &system) > 0);
		assert_string_equal(date_text(date, ours), theirs);
		assert_int_equal(day(ours), date);
	}
}

/* Whatever the anchor: counted month by month, the n-th is in the n-th month, on the anchor's day or the month's last. */
static void series_of_months_never_drift(void **state) {
	(void)state;
	int32_t end = day("2004-12-31");
	for (int32_t anchor = day("2000-01-01"); anchor <= end; anchor++) {
		int32_t year;
		int32_t month;
		int32_t mday;
		date_parts(anchor, &year, &month, &mday);
		for (int32_t n = -30; n <= 30; n++) {
			struct walked got;
			date_parts(date_add_months(anchor, n), &got.year, &got.month, &got.day);
			assert_int_equal(got.year * 12 + got.month, year * 12 + month + n);
			int32_t length = walked_month_length(&got);
			assert_int_equal(got.day, mday < length ? mday : length);
		}
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_are_days_since_1970),
		cmocka_unit_test(only_days_that_exist_are_read),
		cmocka_unit_test(months_are_added_from_the_anchor),
		cmocka_unit_test(days_are_added),
		cmocka_unit_test(a_month_starts_on_its_first),
		cmocka_unit_test(every_day_of_the_calendar_is_there_and_back),
		cmocka_unit_test(four_hundred_years_agree_with_the_system),
		cmocka_unit_test(series_of_months_never_drift),
	};
	return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
