#include "wire/fields.h"
#include "wire/wire.h"

#include "base/buffer.h"
#include "base/date.h"

#include <string.h>

/* What a text may be. */
struct manner {
	size_t least, most; /* bytes */
	bool many_lines;
};

/* Control characters of ASCII and, as two bytes of UTF-8, U+0080 to U+009F. The text is known to be UTF-8. */
static bool is_control(const char *at, bool many_lines) {
	unsigned char c = (unsigned char)at[0];

	if (many_lines && (c == '\n' || c == '\r' || c == '\t'))
		return false;
	return c < 0x20 || c == 0x7f || (c == 0xc2 && (unsigned char)at[1] < 0xa0);
}

static bool has_control(const char *text, size_t length, bool many_lines) {
	for (size_t i = 0; i < length; i++)
		if (is_control(text + i, many_lines))
			return true;
	return false;
}

static bool value_text(struct value value, struct manner manner, const char **text) {
	size_t length = json_string_length(value.json);

	if (!value.json)
		return false;
	if (!json_is_string(value.json))
		value_refuse(value, CARNET_INVALID, "must be a text");
	else if (length < manner.least)
		value_refuse(value, CARNET_INVALID, "must not be empty");
	else if (length > manner.most)
		value_refuse(value, CARNET_INVALID, "has %zu bytes; at most %zu are accepted", length, manner.most);
	else if (has_control(json_string_value(value.json), length, manner.many_lines))
		value_refuse(value, CARNET_INVALID, "must not have control characters");
	else
		*text = arena_copy(value.reading->arena, json_string_value(value.json), length + 1);
	return value.reading->status == CARNET_OK;
}

bool value_code(struct value value, const char **code) {
	return value_text(value, (struct manner){.least = 1, .most = CODE_BYTES_MOST}, code);
}

bool value_name(struct value value, const char **name) {
	return value_text(value, (struct manner){.least = 1, .most = WIRE_TEXT_MOST}, name);
}

bool value_line(struct value value, const char **line) {
	return value_text(value, (struct manner){.most = WIRE_TEXT_MOST}, line);
}

bool value_note(struct value value, const char **note) {
	return value_text(value, (struct manner){.most = WIRE_TEXT_MOST, .many_lines = true}, note);
}

static void refuse_choice(struct value value, const char *const *choices) {
	struct buffer list;

	buffer_init(&list, value.reading->arena);
	for (size_t i = 0; choices[i]; i++)
		buffer_format(&list, "%s\"%s\"", i ? ", " : "", choices[i]);
	value_refuse(value, CARNET_INVALID, "must be one of %s", list.at);
}

int value_choice(struct value value, const char *const *choices) {
	const char *text = json_string_value(value.json);

	if (!value.json)
		return -1;
	for (int i = 0; text && choices[i]; i++)
		if (strcmp(text, choices[i]) == 0)
			return i;
	refuse_choice(value, choices);
	return -1;
}

bool value_reference(struct value value, struct reference *reference) {
	bool right = false;

	if (json_is_string(value.json))
		right = value_code(value, &reference->text);
	else if (json_is_integer(value.json) && json_integer_value(value.json) >= 1) {
		reference->number = json_integer_value(value.json);
		right = true;
	} else if (value.json)
		value_refuse(value, CARNET_INVALID, "must be a code (a text) or a number of at least 1");
	reference->given = right;
	return right;
}

bool reference_same(const struct reference *a, const struct reference *b) {
	if (!a->text || !b->text)
		return !a->text && !b->text && a->number == b->number;
	return strcmp(a->text, b->text) == 0;
}

static bool reference_among(const struct reference_list *list, const struct reference *one) {
	for (size_t i = 0; i < list->count; i++)
		if (reference_same(&list->at[i], one))
			return true;
	return false;
}

bool value_references(struct value value, struct reference_list *list) {
	struct elements elements = elements_begin(value);

	for (size_t i = 0; i < elements.count; i++) {
		struct reference one = {.given = false};

		if (!value_reference(element(&elements, i), &one))
			break;
		if (reference_among(list, &one))
			value_refuse(element(&elements, i), CARNET_INVALID, "is in the list twice");
		*LIST_ADD(value.reading->arena, list) = one;
	}
	return value_given(value) && value.reading->status == CARNET_OK;
}

bool value_date(struct value value, int32_t *date) {
	if (!value.json)
		return false;
	if (json_is_string(value.json) && date_parse(json_string_value(value.json), date))
		return true;
	value_refuse(value, CARNET_INVALID, "must be a day that exists, as \"2026-05-31\"");
	return false;
}
