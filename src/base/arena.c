#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Under the address sanitizer memory that is not handed out is poisoned, and a gap follows every piece, so that a read
 * past a piece or after a reset is seen. */
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
enum { GAP = 16 };
#else
#define ASAN_POISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
enum { GAP = 0 };
#endif

enum { ALIGNMENT = alignof(max_align_t), BLOCK_FIRST = 8 * 1024, BLOCK_LARGEST = 1024 * 1024 };

struct block {
	struct block *older;
	size_t size;
	size_t used;
	alignas(max_align_t) unsigned char bytes[];
};

struct arena {
	struct block *newest;
	size_t next_size;
};

static struct block *block_create(size_t size, struct block *older) {
	struct block *block = malloc(sizeof *block + size);
	if (!block)
		abort();
	block->older = older;
	block->size = size;
	block->used = 0;
	ASAN_POISON_MEMORY_REGION(block->bytes, size);
	return block;
}

static void block_destroy(struct block *block) {
	ASAN_UNPOISON_MEMORY_REGION(block->bytes, block->size);
	free(block);
}

static void destroy_all_but(struct block *block, const struct block *kept) {
	while (block) {
		struct block *older = block->older;
		if (block != kept)
			block_destroy(block);
		block = older;
	}
}

struct arena *arena_create(void) {
	struct arena *arena = malloc(sizeof *arena);
	if (!arena)
		abort();
	arena->newest = NULL;
	arena->next_size = BLOCK_FIRST;
	return arena;
}

void arena_destroy(struct arena *arena) {
	if (!arena)
		return;
	destroy_all_but(arena->newest, NULL);
	free(arena);
}

size_t arena_size(const struct arena *arena) {
	size_t size = 0;
	for (const struct block *block = arena->newest; block; block = block->older)
		size += block->size;
	return size;
}

/* The largest block of ordinary size: one made for a single huge piece would be held for nothing. */
static struct block *block_to_keep(const struct arena *arena) {
	struct block *kept = NULL;
	for (struct block *block = arena->newest; block; block = block->older)
		if (block->size <= BLOCK_LARGEST && (!kept || block->size > kept->size))
			kept = block;
	return kept;
}

void arena_reset(struct arena *arena) {
	struct block *kept = block_to_keep(arena);
	destroy_all_but(arena->newest, kept);
	arena->newest = kept;
	if (!kept)
		return;
	kept->older = NULL;
	kept->used = 0;
	ASAN_POISON_MEMORY_REGION(kept->bytes, kept->size);
}

static void arena_grow(struct arena *arena, size_t size) {
	size_t block_size = size > arena->next_size ? size : arena->next_size;
	arena->newest = block_create(block_size, arena->newest);
	if (arena->next_size < BLOCK_LARGEST)
		arena->next_size *= 2;
}

void *arena_alloc(struct arena *arena, size_t size) {
	if (size > PTRDIFF_MAX / 2)
		abort();
	size_t taken = (size + GAP + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
	if (!arena->newest || arena->newest->size - arena->newest->used < taken)
		arena_grow(arena, taken);
	unsigned char *at = arena->newest->bytes + arena->newest->used;
	arena->newest->used += taken;
	ASAN_UNPOISON_MEMORY_REGION(at, size);
	return memset(at, 0, size);
}

void *arena_copy(struct arena *arena, const void *bytes, size_t size) {
	void *copy = arena_alloc(arena, size);
	if (size > 0)
		memcpy(copy, bytes, size);
	return copy;
}

char *arena_text(struct arena *arena, const char *text) {
	return text ? arena_copy(arena, text, strlen(text) + 1) : NULL;
}

char *arena_format(struct arena *arena, const char *format, ...) {
	va_list arguments;
	va_start(arguments, format);
	va_list again;
	va_copy(again, arguments);
	int length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length < 0)
		abort();
	size_t size = (size_t)length + 1;
	char *text = arena_alloc(arena, size);
	(void)vsnprintf(text, size, format, again);
	va_end(again);
	return text;
}
