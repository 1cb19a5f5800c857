#include "wire/fields.h"

#include "wire/wire.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { NAME_POINTER_MOST = 2 * CODE_BYTES_MOST + 2 };

/* A JSON pointer as it grows; `full` once a part did not fit, and then it ends before that part. */
struct pointer {
	char text[sizeof((struct refusal *)0)->field];
	size_t length;
	bool full;
};

struct value value_whole_operation(struct reading *reading, const json_t *json) {
	return (struct value){.reading = reading, .json = json};
}

/* One part of a pointer, escaped as RFC 6901 says; false when it is too long. */
static bool pointer_part(const char *name, char part[NAME_POINTER_MOST]) {
	size_t length = 0;

	for (; *name; name++) {
		if (length + 3 > NAME_POINTER_MOST)
			return false;
		if (*name == '~' || *name == '/') {
			part[length++] = '~';
			part[length++] = *name == '~' ? '0' : '1';
		} else {
			part[length++] = *name;
		}
	}
	part[length] = '\0';
	return true;
}

static void pointer_add(struct pointer *pointer, const char *part) {
	size_t length = strlen(part);

	if (pointer->length + 1 + length >= sizeof pointer->text) {
		pointer->full = true;
		return;
	}
	pointer->text[pointer->length++] = '/';
	memcpy(pointer->text + pointer->length, part, length + 1);
	pointer->length += length;
}

static void pointer_to(struct pointer *pointer, const struct place *place) {
	char part[NAME_POINTER_MOST];

	if (!place->within) /* the operation itself */
		return;
	pointer_to(pointer, place->within);
	if (pointer->full)
		return;
	if (!place->name)
		snprintf(part, sizeof part, "%zu", place->index);
	else if (!pointer_part(place->name, part))
		pointer->full = true;
	if (!pointer->full)
		pointer_add(pointer, part);
}

void value_refuse(struct value value, enum carnet_status status, const char *format, ...) {
	struct pointer pointer = {.length = 0};
	char sentence[sizeof value.reading->why->message];
	va_list arguments;

	if (value.reading->status != CARNET_OK)
		return;
	va_start(arguments, format);
	vsnprintf(sentence, sizeof sentence, format, arguments);
	va_end(arguments);
	pointer_to(&pointer, &value.place);
	value.reading->status = refuse(value.reading->why, status, "%s %s",
				       pointer.length ? pointer.text + 1 : "the operation", sentence);
	memcpy(value.reading->why->field, pointer.text, pointer.length + 1);
}

void fields_begin(struct fields *fields, struct value value) {
	fields->reading = value.reading;
	fields->place = value.place;
	fields->object = value.json;
	fields->found_count = 0;
	if (!json_is_object(value.json)) {
		value_refuse(value, CARNET_INVALID, "must be an object");
		fields->object = NULL;
	}
}

static struct value member_at(struct fields *fields, const char *name) {
	return (struct value){
		.reading = fields->reading,
		.place = {.within = &fields->place, .name = name},
	};
}

static bool fields_know(const struct fields *fields, const char *name) {
	for (size_t i = 0; i < fields->found_count; i++)
		if (strcmp(fields->found[i], name) == 0)
			return true;
	return false;
}

struct value member(struct fields *fields, const char *name) {
	struct value value = member_at(fields, name);

	value.json = json_object_get(fields->object, name);
	if (value.json && !fields_know(fields, name)) {
		assert(fields->found_count < FIELDS_MOST);
		fields->found[fields->found_count++] = name;
	}
	return value;
}

struct value required(struct fields *fields, const char *name) {
	struct value value = member(fields, name);

	if (!value.json)
		value_refuse(value, CARNET_INVALID, "is missing");
	return value;
}

void fields_exactly_one(struct fields *fields, const char *one, const char *other) {
	bool first = value_given(member(fields, one)), second = value_given(member(fields, other));

	if (!first && !second)
		value_refuse(member_at(fields, one), CARNET_INVALID, "or %s is missing", other);
	else if (first && second)
		value_refuse(member_at(fields, other), CARNET_INVALID, "cannot stand beside %s", one);
}

void fields_finish(struct fields *fields) {
	const char *name;
	json_t *value;

	if (fields->reading->status != CARNET_OK || fields->found_count == json_object_size(fields->object))
		return;
	json_object_foreach((json_t *)fields->object, name, value) {
		if (!fields_know(fields, name)) {
			value_refuse(member_at(fields, name), CARNET_INVALID, "is not a member that belongs here");
			return;
		}
	}
}

bool value_given(struct value value) {
	return value.json != NULL;
}

bool value_null(struct value value) {
	return json_is_null(value.json);
}

struct elements elements_begin(struct value value) {
	struct elements elements = {.reading = value.reading, .place = value.place, .array = value.json};
	size_t count = json_array_size(value.json);

	if (!value.json)
		return elements;
	if (!json_is_array(value.json))
		value_refuse(value, CARNET_INVALID, "must be a list");
	else if (count > WIRE_LIST_MOST)
		value_refuse(value, CARNET_TOO_LARGE, "has %zu elements; at most %d are accepted", count,
			     WIRE_LIST_MOST);
	else
		elements.count = count;
	return elements;
}

struct value element(const struct elements *elements, size_t index) {
	return (struct value){
		.reading = elements->reading,
		.place = {.within = &elements->place, .index = index},
		.json = json_array_get(elements->array, index),
	};
}
