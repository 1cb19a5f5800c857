/* What the tests of the wire share: one arena, and operations written with ' for ". */
#ifndef TESTS_WIRE_READING_H
#define TESTS_WIRE_READING_H

#include "wire/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static struct arena *arena;
static struct refusal why;

static inline int arena_begin(void **state) {
	(void)state;
	arena = arena_create();
	return 0;
}

static inline int arena_finish(void **state) {
	(void)state;
	arena_destroy(arena);
	return 0;
}

static inline const char *with_quotes(const char *json) {
	char *text = arena_text(arena, json);
	for (char *at = text; *at; at++)
		if (*at == '\'')
			*at = '"';
	return text;
}

static inline enum carnet_status read_bytes(const char *bytes, size_t length, struct operation *op) {
	memset(&why, 0, sizeof why);
	return wire_read_operation(arena, bytes, length, op, &why);
}

/* What becomes of an operation that must be refused. */
static inline enum carnet_status refusal_of(const char *json) {
	const char *text = with_quotes(json);
	return read_bytes(text, strlen(text), ARENA_NEW(arena, struct operation));
}

/* An operation that must be accepted. */
static inline struct operation *accepted(const char *json) {
	struct operation *op = ARENA_NEW(arena, struct operation);
	const char *text = with_quotes(json);
	if (read_bytes(text, strlen(text), op) != CARNET_OK)
		fail_msg("%s\n    was refused: %s", text, why.message);
	return op;
}

static inline void assert_reference(struct reference reference, const char *text) {
	assert_true(reference.given);
	assert_non_null(reference.text);
	assert_string_equal(reference.text, text);
}

static inline void assert_amount(struct money amount, int64_t units) {
	assert_int_equal(money_units(amount), units);
}

#endif
