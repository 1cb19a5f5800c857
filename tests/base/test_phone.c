/* Telephone numbers: which digits are compared, and what is a number at all. */
#include "base/phone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void numbers_have_digits_and_maybe_a_country(void **state) {
	(void)state;
	static const struct {
		const char *text, *digits, *national;
	} cases[] = {
		{"0912345678", "0912345678", ""},
		{"0912-345 678", "0912345678", ""},
		{"(02) 2345.6789", "0223456789", ""},
		{"+886 912 345 678", "886912345678", "0912345678"},
		{"+886-(0)912-345-678", "8860912345678", "0912345678"},
		{"(+886) 912345678", "886912345678", "0912345678"},
		{"00886912345678", "00886912345678", "0912345678"},
		{"886912345678", "886912345678", "0912345678"},
		{"+66 81 234 5678", "66812345678", "0812345678"},
		{"+852 9123 4567", "85291234567", "091234567"},
		{"+1 (415) 555-0123", "14155550123", "04155550123"},
		{"+7 912 345", "7912345", "0912345"},
		{"+886", "886", ""},
		{"+88", "88", ""},
		{"+8860", "8860", ""},
		{"00", "00", ""},
		{"4155550123", "4155550123", ""},
		{"０９１２ ３４５", "0912345", ""},
		{"＋８８６ ９１２", "886912", "0912"},
		{"๐๘๑ ๒๓๔", "081234", ""},
		{"0912 345 678 ext. 9", "09123456789", ""},
		{"ask her mother", "", ""},
		{"", "", ""},
		{"\xff"
		 "0912",
		 "", ""},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct phone phone = phone_read(cases[i].text);
		if (strcmp(phone.digits, cases[i].digits) != 0 || strcmp(phone.national, cases[i].national) != 0)
			fail_msg("%s: %s and \"%s\", not %s and \"%s\"", cases[i].text, phone.digits, phone.national,
				 cases[i].digits, cases[i].national);
	}
}

static void what_is_too_long_is_cut(void **state) {
	(void)state;
	char text[1000];
	memset(text, '7', sizeof text - 1);
	text[0] = '+';
	text[sizeof text - 1] = '\0';
	struct phone phone = phone_read(text);
	assert_int_equal(strlen(phone.digits), PHONE_DIGITS);
	assert_int_equal(strlen(phone.national), PHONE_DIGITS);
}

static void a_number_has_digits_and_no_letters(void **state) {
	(void)state;
	static const struct {
		const char *text;
		bool alike;
	} cases[] = {
		{"0912", true},  {"+886 (0)912-3", true}, {"０９", true}, {"1-2", true}, {"mei 0912", false},
		{"12號", false}, {"c12", false},          {"+", false},   {"", false},   {"๑๒ ข", false},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		if (phone_alike(cases[i].text) != cases[i].alike)
			fail_msg("%s is %sa number", cases[i].text, cases[i].alike ? "" : "not ");
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_have_digits_and_maybe_a_country),
		cmocka_unit_test(what_is_too_long_is_cut),
		cmocka_unit_test(a_number_has_digits_and_no_letters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
