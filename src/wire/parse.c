#include "wire/read.h"

#include "wire/wire.h"

#include <string.h>

/* Whether brackets nest no deeper than WIRE_DEPTH_MOST; looked at before anything is built. */
static bool depth_fits(const char *bytes, size_t length) {
	size_t depth = 0;
	bool in_text = false;

	for (size_t i = 0; i < length; i++) {
		char c = bytes[i];

		if (in_text && c == '\\')
			i++;
		else if (c == '"')
			in_text = !in_text;
		else if (!in_text && (c == '{' || c == '['))
			depth++;
		else if (!in_text && (c == '}' || c == ']') && depth > 0)
			depth--;
		if (depth > WIRE_DEPTH_MOST)
			return false;
	}
	return true;
}

static bool counts_something(const char *name) {
	static const char *const names[] = {
		"amount", "price", "cost",     "value",    "fee", "fee_cap",  "credit",       "debt",
		"paid",   "spent", "sessions", "quantity", "max", "alert_at", "low_sessions",
	};

	for (size_t i = 0; name && i < sizeof names / sizeof *names; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

static const double BEYOND = 9223372036854775808.0; /* 2^63 */

/* Refuses the first number below `value` that no 64-bit integer holds; whole numbers were read as reals. */
static void refuse_beyond_64_bits(struct value value) {
	struct value part = {.reading = value.reading, .place = {.within = &value.place}};
	double number = json_real_value(value.json);
	const char *name;
	json_t *json;
	size_t i;

	if (number >= BEYOND && counts_something(value.place.name))
		value_refuse(value, CARNET_TOO_LARGE, "is above what is accepted");
	else if (number >= BEYOND || number < -BEYOND)
		value_refuse(value, CARNET_INVALID, "is a number out of range");
	json_object_foreach((json_t *)value.json, name, json) {
		part.place.name = name;
		part.json = json;
		refuse_beyond_64_bits(part);
	}
	part.place.name = NULL;
	json_array_foreach(value.json, i, json) {
		part.place.index = i;
		part.json = json;
		refuse_beyond_64_bits(part);
	}
}

static void refuse_overflow(struct reading *reading, const char *bytes, size_t length) {
	json_t *json = json_loadb(bytes, length, JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, NULL);
	struct value whole = value_whole_operation(reading, json);

	if (json)
		refuse_beyond_64_bits(whole);
	json_decref(json);
	value_refuse(whole, CARNET_INVALID, "has a number out of range");
}

/* What is wrong in our own words where jansson's are about itself. */
static const char *malformation(const json_error_t *error) {
	switch ((int)json_error_code(error)) {
	case json_error_null_character:
	case json_error_null_byte_in_key: return "a text holds the character U+0000";
	case json_error_premature_end_of_input: return "it ends too early";
	default: return error->text;
	}
}

static void refuse_json(struct reading *reading, const char *bytes, size_t length, const json_error_t *error) {
	static const char mark[] = "\xef\xbb\xbf"; /* U+FEFF, which no eye sees */
	struct value whole = value_whole_operation(reading, NULL);

	if (json_error_code(error) == json_error_numeric_overflow)
		refuse_overflow(reading, bytes, length);
	else if (length >= strlen(mark) && memcmp(bytes, mark, strlen(mark)) == 0)
		value_refuse(whole, CARNET_INVALID, "begins with a byte-order mark; save the file as UTF-8 without one");
	else
		value_refuse(whole, CARNET_INVALID, "is not well-formed JSON: %s (line %d, column %d)",
			     malformation(error), error->line, error->column);
}

json_t *parse_operation(struct reading *reading, const char *bytes, size_t length) {
	struct value whole = value_whole_operation(reading, NULL);
	json_error_t error;
	json_t *json;

	if (length > WIRE_BYTES_MOST) {
		value_refuse(whole, CARNET_TOO_LARGE, "has %zu bytes; at most %d are accepted", length, WIRE_BYTES_MOST);
		return NULL;
	}
	if (!depth_fits(bytes, length)) {
		value_refuse(whole, CARNET_INVALID, "is nested deeper than %d levels", WIRE_DEPTH_MOST);
		return NULL;
	}
	json = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &error);
	if (!json)
		refuse_json(reading, bytes, length, &error);
	return json;
}
