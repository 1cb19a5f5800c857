#include "base/refusal.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static bool continues_character(char c) {
	return ((unsigned char)c & 0xC0) == 0x80;
}

static size_t character_length(char first) {
	unsigned char c = (unsigned char)first;
	if (c < 0xC0)
		return 1;
	if (c < 0xE0)
		return 2;
	return c < 0xF0 ? 3 : 4;
}

/* Takes off a last UTF-8 character that was cut in its middle. */
static void drop_cut_character(char *text) {
	size_t length = strlen(text);
	size_t start = length;
	while (start > 0 && continues_character(text[start - 1]))
		start--;
	if (start > 0)
		start--;
	if (start < length && start + character_length(text[start]) > length)
		text[start] = '\0';
}

enum carnet_status refuse(struct refusal *why, enum carnet_status status, const char *format, ...) {
	why->status = status;
	why->field[0] = '\0';
	why->entry_count = 0;
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(why->message, sizeof why->message, format, arguments);
	va_end(arguments);
	if (length < 0)
		why->message[0] = '\0';
	if (length >= (int)sizeof why->message)
		drop_cut_character(why->message);
	return status;
}
