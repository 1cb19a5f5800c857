#include "base/json.h"

#include "base/date.h"

#include <string.h>

/* A value or name follows another one unless something was just opened, named or begun. */
static void separate(struct buffer *buffer) {
	char last = buffer->length ? buffer->at[buffer->length - 1] : '\n';

	if (last != '{' && last != '[' && last != ':' && last != ',' && last != '\n' && last != ' ')
		buffer_char(buffer, ',');
}

void json_open(struct buffer *buffer, char bracket) {
	separate(buffer);
	buffer_char(buffer, bracket);
}

void json_close(struct buffer *buffer, char bracket) {
	buffer_char(buffer, bracket);
}

void json_name(struct buffer *buffer, const char *name) {
	json_text(buffer, name);
	buffer_char(buffer, ':');
}

static bool continues(unsigned char c) {
	return c >= 0x80 && c <= 0xbf;
}

/* Bytes of the well-formed UTF-8 sequence at `at` (Unicode, table 3-7), or 0. The text ends with a NUL, so looking at the
 * next byte after one that is not NUL is always allowed. */
static size_t utf8_sequence(const unsigned char *at) {
	if (at[0] < 0x80)
		return 1;
	if (at[0] < 0xc2 || at[0] > 0xf4 || !continues(at[1]))
		return 0;
	if (at[0] < 0xe0)
		return 2;
	if ((at[0] == 0xe0 && at[1] < 0xa0) || (at[0] == 0xed && at[1] > 0x9f) || !continues(at[2]))
		return 0;
	if (at[0] < 0xf0)
		return 3;
	if ((at[0] == 0xf0 && at[1] < 0x90) || (at[0] == 0xf4 && at[1] > 0x8f) || !continues(at[3]))
		return 0;
	return 4;
}

static bool needs_no_change(unsigned char c) {
	return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

/* Bytes at the beginning of a text that need no change. */
static size_t plain_run(const char *text) {
	const unsigned char *at = (const unsigned char *)text;
	size_t length = 0;

	for (;;) {
		while (needs_no_change(at[length]))
			length++;
		size_t sequence = at[length] >= 0x80 ? utf8_sequence(at + length) : 0;
		if (sequence == 0)
			return length;
		length += sequence;
	}
}

static void write_special(struct buffer *buffer, char c) {
	static const char shorts[] = "\"\"\\\\\bb\ff\nn\rr\tt";

	for (size_t i = 0; i + 1 < sizeof shorts; i += 2)
		if (shorts[i] == c) {
			buffer_char(buffer, '\\');
			buffer_char(buffer, shorts[i + 1]);
			return;
		}
	if ((unsigned char)c < 0x20)
		buffer_format(buffer, "\\u%04x", (unsigned)c);
	else
		buffer_text(buffer, "\xef\xbf\xbd"); /* U+FFFD */
}

void json_text(struct buffer *buffer, const char *text) {
	if (!text) {
		json_none(buffer);
		return;
	}
	separate(buffer);
	buffer_char(buffer, '"');
	for (;;) {
		size_t run = plain_run(text);

		buffer_add(buffer, text, run);
		text += run;
		if (!*text)
			break;
		write_special(buffer, *text++);
	}
	buffer_char(buffer, '"');
}

void json_number(struct buffer *buffer, int64_t number) {
	separate(buffer);
	buffer_number(buffer, number);
}

void json_money(struct buffer *buffer, struct money amount) {
	if (money_overflown(amount))
		json_none(buffer);
	else
		json_number(buffer, money_units(amount));
}

void json_bool(struct buffer *buffer, bool value) {
	separate(buffer);
	buffer_text(buffer, value ? "true" : "false");
}

void json_none(struct buffer *buffer) {
	separate(buffer);
	buffer_text(buffer, "null");
}

void json_date(struct buffer *buffer, int32_t date) {
	char text[DATE_TEXT];

	json_text(buffer, date == DATE_NONE ? NULL : date_text(date, text));
}

/* A blank at its end would look like a beginning to what follows. */
void json_raw(struct buffer *buffer, const char *json) {
	size_t length = strlen(json);

	while (length && strchr(" \t\r\n", json[length - 1]))
		length--;
	separate(buffer);
	buffer_add(buffer, json, length);
}

void json_member_text(struct buffer *buffer, const char *name, const char *text) {
	json_name(buffer, name);
	json_text(buffer, text);
}

void json_member_number(struct buffer *buffer, const char *name, int64_t number) {
	json_name(buffer, name);
	json_number(buffer, number);
}

void json_member_money(struct buffer *buffer, const char *name, struct money amount) {
	json_name(buffer, name);
	json_money(buffer, amount);
}

void json_member_bool(struct buffer *buffer, const char *name, bool value) {
	json_name(buffer, name);
	json_bool(buffer, value);
}

void json_member_date(struct buffer *buffer, const char *name, int32_t date) {
	json_name(buffer, name);
	json_date(buffer, date);
}
