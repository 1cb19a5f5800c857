#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CAPACITY_FIRST = 128, NUMBER_TEXT = 21 };

void buffer_init(struct buffer *buffer, struct arena *arena) {
	buffer->arena = arena;
	buffer->at = arena_alloc(arena, CAPACITY_FIRST);
	buffer->length = 0;
	buffer->capacity = CAPACITY_FIRST;
}

/* Makes room for `length` bytes more and the NUL behind them. */
static void buffer_room(struct buffer *buffer, size_t length) {
	size_t needed = buffer->length + length + 1;
	if (needed <= buffer->capacity)
		return;
	size_t capacity = buffer->capacity * 2 > needed ? buffer->capacity * 2 : needed;
	char *room = arena_alloc(buffer->arena, capacity);
	memcpy(room, buffer->at, buffer->length + 1);
	buffer->at = room;
	buffer->capacity = capacity;
}

void buffer_add(struct buffer *buffer, const void *bytes, size_t length) {
	if (length == 0)
		return;
	buffer_room(buffer, length);
	memcpy(buffer->at + buffer->length, bytes, length);
	buffer->length += length;
	buffer->at[buffer->length] = '\0';
}

void buffer_text(struct buffer *buffer, const char *text) {
	buffer_add(buffer, text, strlen(text));
}

void buffer_char(struct buffer *buffer, char c) {
	buffer_add(buffer, &c, 1);
}

void buffer_format(struct buffer *buffer, const char *format, ...) {
	va_list arguments;
	va_start(arguments, format);
	va_list again;
	va_copy(again, arguments);
	size_t room = buffer->capacity - buffer->length;
	int length = vsnprintf(buffer->at + buffer->length, room, format, arguments);
	va_end(arguments);
	if (length < 0)
		abort();
	if ((size_t)length >= room) {
		buffer_room(buffer, (size_t)length);
		(void)vsnprintf(buffer->at + buffer->length, (size_t)length + 1, format, again);
	}
	va_end(again);
	buffer->length += (size_t)length;
}

void buffer_number(struct buffer *buffer, int64_t number) {
	char text[NUMBER_TEXT];
	char *end = text + sizeof text;
	char *at = end;
	uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
	do {
		*--at = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (number < 0)
		*--at = '-';
	buffer_add(buffer, at, (size_t)(end - at));
}

void buffer_shorten(struct buffer *buffer, size_t length) {
	buffer->length = length;
	buffer->at[length] = '\0';
}

void buffer_clear(struct buffer *buffer) {
	buffer->length = 0;
	buffer->at[0] = '\0';
}
