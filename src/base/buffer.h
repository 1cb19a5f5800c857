/* A growing run of bytes in an arena, always followed by a NUL so that it can be read as a text. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include "base/arena.h"

#include <stdint.h>

struct buffer {
	struct arena *arena;
	char *at;
	size_t length;
	size_t capacity;
};

/* An empty buffer whose memory comes from `arena`. `at` is never NULL. */
void buffer_init(struct buffer *buffer, struct arena *arena);

void buffer_add(struct buffer *buffer, const void *bytes, size_t length);
void buffer_text(struct buffer *buffer, const char *text);
void buffer_char(struct buffer *buffer, char c);
void buffer_format(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Only the first `length` bytes of it, which are there. */
void buffer_shorten(struct buffer *buffer, size_t length);

/* Empty again. */
void buffer_clear(struct buffer *buffer);

/* Decimal digits of a whole number. */
void buffer_number(struct buffer *buffer, int64_t number);

#endif
