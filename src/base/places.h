/* Finds where something stands in a list by a hash of what it is, however long the list is.
 *
 *     for (size_t probe = 0, place; (place = places_next(&places, hash, &probe)) != PLACE_NONE;)
 *             if (same(&list.at[place], key))
 *                     return &list.at[place];
 *     places_add(&places, hash, list.count);
 *     *LIST_ADD(arena, &list) = *key;
 *
 * Different things may have one hash, so whoever asks compares. Places are below 2^32. The memory is the arena's. */
#ifndef BASE_PLACES_H
#define BASE_PLACES_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

#define PLACE_NONE SIZE_MAX

struct places {
	struct arena *arena;
	struct taken *slots;
	size_t slot_count, count;
};

/* Empty. */
void places_init(struct places *places, struct arena *arena);

/* Another place for things of that hash. */
void places_add(struct places *places, uint64_t hash, size_t place);

/* The next place of a thing of that hash, PLACE_NONE behind the last; `probe` is 0 at first and is moved on. */
size_t places_next(const struct places *places, uint64_t hash, size_t *probe);

/* A hash with one number or text more in it; NULL is "". Begin with 0. */
uint64_t hash_number(uint64_t hash, uint64_t number);
uint64_t hash_text(uint64_t hash, const char *text);

#endif
