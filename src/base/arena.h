/* An arena: memory that is handed out piece by piece and goes all at once.
 *
 * Everything a request reads or decides lives in the request's arena. Memory is zeroed. Running out of memory ends the
 * process: there is nothing sensible a half-decided operation could do, and nothing was written yet. Not thread-safe. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_create(void);

/* Frees the arena and all it handed out. Accepts NULL. */
void arena_destroy(struct arena *arena);

/* What it holds, in bytes. */
size_t arena_size(const struct arena *arena);

/* Forgets all that was handed out, keeping one block for the next use. */
void arena_reset(struct arena *arena);

/* `size` zeroed bytes, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size);

/* A copy of `size` bytes. */
void *arena_copy(struct arena *arena, const void *bytes, size_t size);

/* A copy of a text; NULL stays NULL. */
char *arena_text(struct arena *arena, const char *text);

/* A text made as by printf. */
char *arena_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc((arena), sizeof(type) * (size_t)(count)))

#endif
