#include "base/phone.h"

#include <glib.h>
#include <stddef.h>
#include <string.h>

enum { DIALLED_AT_HOME = 10 }; /* more digits than that say their country */

/* How many digits a country's code has (ITU-T E.164): those listed two, the Americas and Russia one, all others three. */
static size_t code_length(const char *digits) {
	static const char two[] =
		"20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 "
		"81 82 84 86 90 91 92 93 94 95 98 ";
	const char start[] = {digits[0], digits[0] ? digits[1] : '\0', ' ', '\0'};
	if (digits[0] == '1' || digits[0] == '7')
		return 1;
	return strstr(two, start) ? 2 : 3;
}

static void read_digits(struct phone *phone, const char *text) {
	size_t count = 0;
	for (const char *at = text; *at && count < PHONE_DIGITS; at = g_utf8_next_char(at)) {
		int digit = g_unichar_digit_value(g_utf8_get_char(at));
		if (digit >= 0)
			phone->digits[count++] = (char)('0' + digit);
	}
}

/* The number with its country's code in front; NULL: none is written. */
static const char *abroad(const struct phone *phone, const char *text) {
	static const char *const signs[] = {"+", "\uFF0B"};
	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
		if (g_str_has_prefix(text + strspn(text, " ("), signs[i]))
			return phone->digits;
	if (g_str_has_prefix(phone->digits, "00"))
		return phone->digits + 2;
	return phone->digits[0] != '0' && strlen(phone->digits) > DIALLED_AT_HOME ? phone->digits : NULL;
}

/* "+886 (0)912" is written, too. */
static void read_national(struct phone *phone, const char *number) {
	size_t code = code_length(number);
	if (strlen(number) <= code)
		return;
	number += code;
	number += strspn(number, "0");
	if (!*number)
		return;
	phone->national[0] = '0';
	g_strlcpy(phone->national + 1, number, sizeof phone->national - 1);
}

struct phone phone_read(const char *text) {
	struct phone phone = {.digits = ""};
	if (!g_utf8_validate(text, -1, NULL))
		return phone;
	read_digits(&phone, text);
	const char *number = abroad(&phone, text);
	if (number)
		read_national(&phone, number);
	return phone;
}

bool phone_alike(const char *text) {
	bool digits = false;
	if (!g_utf8_validate(text, -1, NULL))
		return false;
	for (; *text; text = g_utf8_next_char(text)) {
		gunichar sign = g_utf8_get_char(text);
		if (g_unichar_isalpha(sign))
			return false;
		digits = digits || g_unichar_isdigit(sign);
	}
	return digits;
}
