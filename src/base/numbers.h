/* Lists of numbers, mostly of contracts and entries: in order, each once. */
#ifndef BASE_NUMBERS_H
#define BASE_NUMBERS_H

#include "base/list.h"

#include <stdbool.h>
#include <stdint.h>

struct number_list LIST(int64_t);

/* The smallest first. */
void numbers_sort(int64_t *numbers, size_t count);

/* The smallest first, and what is there more than once only once. */
void numbers_each_once(struct number_list *numbers);

/* Whether a number is in a list that is in order. */
bool numbers_have(const struct number_list *numbers, int64_t number);

#endif
