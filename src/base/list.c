#include "base/list.h"

#include <string.h>

enum { CAPACITY_FIRST = 4 };

void *list_room(struct arena *arena, void *at, size_t count, size_t *capacity, size_t size) {
	if (count >= *capacity) {
		*capacity = *capacity ? *capacity * 2 : CAPACITY_FIRST;
		void *room = arena_alloc(arena, *capacity * size);
		if (count > 0)
			memcpy(room, at, count * size);
		at = room;
	}
	/* A list may have been emptied to be filled again: the element handed out is zeroed all the same. */
	memset((char *)at + count * size, 0, size);
	return at;
}
