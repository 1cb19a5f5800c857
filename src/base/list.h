/* A list that grows in an arena.
 *
 *     struct staff_list LIST(struct staff);          declares   struct staff_list { struct staff *at; size_t count, capacity; }
 *     struct staff *one = LIST_ADD(arena, &list);    a new zeroed element at the end
 *     for (size_t i = 0; i < list.count; i++) use(&list.at[i]);
 *
 * Pointers to elements hold until the next LIST_ADD. The memory is the arena's. */
#ifndef BASE_LIST_H
#define BASE_LIST_H

#include "base/arena.h"

#define LIST(type)                                                                                                     \
	{                                                                                                              \
		type *at;                                                                                              \
		size_t count;                                                                                          \
		size_t capacity;                                                                                       \
	}

#define LIST_ADD(arena, list)                                                                                          \
	((list)->at = list_room((arena), (list)->at, (list)->count, &(list)->capacity, sizeof *(list)->at),            \
	 &(list)->at[(list)->count++])

/* Where the elements live once there is room for one more; used by LIST_ADD. */
void *list_room(struct arena *arena, void *at, size_t count, size_t *capacity, size_t size);

#endif
