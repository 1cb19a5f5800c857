#include "wire/write.h"

#include <glib.h>

static size_t letter_columns(gunichar letter) {
	if (g_unichar_iszerowidth(letter))
		return 0;
	return g_unichar_iswide(letter) ? 2 : 1;
}

size_t text_columns(const char *text) {
	size_t columns = 0;

	while (*text) {
		gunichar letter = g_utf8_get_char_validated(text, -1);
		bool broken = letter == (gunichar)-1 || letter == (gunichar)-2;
		columns += broken ? 1 : letter_columns(letter);
		text = broken ? text + 1 : g_utf8_next_char(text);
	}
	return columns;
}
