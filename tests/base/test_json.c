/* Writing JSON: commas, escapes, and texts that are not UTF-8. */
#include "base/json.h"

#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define UNKNOWN "\xef\xbf\xbd" /* U+FFFD */

static struct arena *arena;
static struct buffer out;

static int begin(void **state) {
	(void)state;
	arena = arena_create();
	buffer_init(&out, arena);
	return 0;
}

static int finish(void **state) {
	(void)state;
	arena_destroy(arena);
	return 0;
}

static void commas_stand_between_values_only(void **state) {
	(void)state;
	json_open(&out, '{');
	json_member_bool(&out, "ok", true);
	json_name(&out, "rows");
	json_open(&out, '[');
	json_number(&out, INT64_MIN);
	json_open(&out, '[');
	json_close(&out, ']');
	json_open(&out, '{');
	json_close(&out, '}');
	json_text(&out, "");
	json_none(&out);
	json_close(&out, ']');
	json_member_number(&out, "n", -1);
	json_member_money(&out, "m", money_of(10000));
	json_member_date(&out, "d", date_of(2026, 5, 2));
	json_member_date(&out, "never", DATE_NONE);
	json_member_text(&out, "t", NULL);
	json_member_bool(&out, "f", false);
	json_close(&out, '}');
	assert_string_equal(out.at, "{\"ok\":true,\"rows\":[-9223372036854775808,[],{},\"\",null],\"n\":-1,\"m\":10000,"
				    "\"d\":\"2026-05-02\",\"never\":null,\"t\":null,\"f\":false}");
}

static void json_made_elsewhere_is_taken_as_it_is(void **state) {
	(void)state;
	json_open(&out, '[');
	json_raw(&out, "{\"a\":1} \n");
	json_raw(&out, "2");
	json_close(&out, ']');
	assert_string_equal(out.at, "[{\"a\":1},2]");
}

static void each_line_begins_anew(void **state) {
	(void)state;
	json_number(&out, 1);
	buffer_char(&out, '\n');
	json_open(&out, '{');
	assert_string_equal(out.at, "1\n{");
}

static void an_amount_that_overflowed_is_no_figure(void **state) {
	(void)state;
	json_money(&out, money_times(money_of(INT64_MAX), 2));
	assert_string_equal(out.at, "null");
}

static void texts_are_escaped_and_always_utf_8(void **state) {
	(void)state;
	static const struct {
		const char *text, *json;
	} cases[] = {
		{"plain", "plain"},
		{"a\"b\\c/d", "a\\\"b\\\\c/d"},
		{"\b\f\n\r\t", "\\b\\f\\n\\r\\t"},
		{"\x01\x1f\x7f", "\\u0001\\u001f\x7f"},
		{"é林ก😀", "é林ก😀"},
		{"\xc2\x80\xdf\xbf", "\xc2\x80\xdf\xbf"},
		{"\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80", "\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80"},
		{"\xf0\x90\x80\x80\xf4\x8f\xbf\xbf", "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"},
		{"\x80", UNKNOWN},
		{"a\xff z", "a" UNKNOWN " z"},
		{"\xc0\xaf", UNKNOWN UNKNOWN},
		{"\xc1\xbf", UNKNOWN UNKNOWN},
		{"\xe0\x9f\xbf", UNKNOWN UNKNOWN UNKNOWN},
		{"\xed\xa0\x80", UNKNOWN UNKNOWN UNKNOWN},
		{"\xf0\x8f\xbf\xbf", UNKNOWN UNKNOWN UNKNOWN UNKNOWN},
		{"\xf4\x90\x80\x80", UNKNOWN UNKNOWN UNKNOWN UNKNOWN},
		{"\xf5\x80", UNKNOWN UNKNOWN},
		{"\xe6\x9e", UNKNOWN UNKNOWN},
		{"\xf0\x9f\x98\"", UNKNOWN UNKNOWN UNKNOWN "\\\""},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		buffer_init(&out, arena);
		json_text(&out, cases[i].text);
		assert_string_equal(out.at, arena_format(arena, "\"%s\"", cases[i].json));
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(commas_stand_between_values_only, begin, finish),
		cmocka_unit_test_setup_teardown(json_made_elsewhere_is_taken_as_it_is, begin, finish),
		cmocka_unit_test_setup_teardown(each_line_begins_anew, begin, finish),
		cmocka_unit_test_setup_teardown(an_amount_that_overflowed_is_no_figure, begin, finish),
		cmocka_unit_test_setup_teardown(texts_are_escaped_and_always_utf_8, begin, finish),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
