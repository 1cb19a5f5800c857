/* A JSON array cut into its elements, without reading them: each is read on its own, and refused on its own. */
#ifndef SERVER_ELEMENTS_H
#define SERVER_ELEMENTS_H

#include "base/list.h"

#include <stdbool.h>
#include <stddef.h>

struct element {
	const char *bytes;
	size_t length;
};
struct element_list LIST(struct element);

/* Whether the text begins an array. */
bool elements_are_many(const char *bytes, size_t length);

/* Cuts "[…]" at the commas between its elements. False: it is not one whole array, or has more than `most` elements, which is
 * then said by *too_many. What is inside an element may still be wrong. */
bool elements_cut(struct arena *arena, const char *bytes, size_t length, size_t most, struct element_list *elements,
		  bool *too_many);

#endif
