#include "wire/read.h"

#include "base/json.h"

#include <stdlib.h>
#include <string.h>

static void write_value(struct buffer *out, const json_t *json);

struct named {
	const char *name;
	const json_t *value;
};

static int compare_names(const void *a, const void *b) {
	const struct named *first = a, *second = b;

	return strcmp(first->name, second->name);
}

static bool is_among(const char *name, const char *const *names) {
	for (; names && *names; names++)
		if (strcmp(name, *names) == 0)
			return true;
	return false;
}

/* The object's members without those `left_out`, sorted; *count is how many. */
static struct named *sorted_members(struct arena *arena, const json_t *object, const char *const *left_out,
				    size_t *count) {
	struct named *members = ARENA_ARRAY(arena, struct named, json_object_size(object));
	const char *name;
	json_t *value;

	*count = 0;
	json_object_foreach((json_t *)object, name, value) {
		if (!is_among(name, left_out))
			members[(*count)++] = (struct named){name, value};
	}
	qsort(members, *count, sizeof *members, compare_names);
	return members;
}

static void write_object(struct buffer *out, const json_t *object, const char *const *left_out) {
	size_t count;
	struct named *members = sorted_members(out->arena, object, left_out, &count);

	json_open(out, '{');
	for (size_t i = 0; i < count; i++) {
		json_name(out, members[i].name);
		write_value(out, members[i].value);
	}
	json_close(out, '}');
}

static void write_array(struct buffer *out, const json_t *array) {
	json_open(out, '[');
	for (size_t i = 0; i < json_array_size(array); i++)
		write_value(out, json_array_get(array, i));
	json_close(out, ']');
}

static void write_value(struct buffer *out, const json_t *json) {
	char text[DECIMAL_TEXT];

	switch (json_typeof(json)) {
	case JSON_OBJECT: write_object(out, json, NULL); break;
	case JSON_ARRAY: write_array(out, json); break;
	case JSON_STRING: json_text(out, json_string_value(json)); break;
	case JSON_INTEGER: json_number(out, json_integer_value(json)); break;
	case JSON_REAL: json_raw(out, decimal_text(json, text)); break;
	case JSON_TRUE:
	case JSON_FALSE: json_bool(out, json_is_true(json)); break;
	case JSON_NULL: json_none(out); break;
	}
}

static const char *form_without(struct arena *arena, const json_t *operation, const char *const *left_out) {
	struct buffer out;

	buffer_init(&out, arena);
	write_object(&out, operation, left_out);
	return out.at;
}

const char *canonical_form(struct arena *arena, const json_t *operation) {
	static const char *const left_out[] = {"key", NULL};

	return form_without(arena, operation, left_out);
}

const char *canonical_record(struct arena *arena, const json_t *operation, enum operation_kind kind) {
	static const char *const left_out[] = {"key", "date", "note", "client", NULL};
	static const char *const given[] = {"key", "date", "note", "to", NULL};
	static const char *const shared[] = {"key", "date", "note", "with", NULL};
	static const char *const personal[] = {"key",   "date",  "note",     "ref", "name",
					       "phone", "email", "language", NULL};

	if (kind == OP_CLIENT)
		return form_without(arena, operation, personal);
	if (kind == OP_SHARE || kind == OP_UNSHARE)
		return form_without(arena, operation, shared);
	return form_without(arena, operation, kind == OP_TRANSFER ? given : left_out);
}
