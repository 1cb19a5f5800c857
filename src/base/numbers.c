#include "base/numbers.h"

#include <stdlib.h>

static int compare(const void *a, const void *b) {
	int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;
	return (one > other) - (one < other);
}

void numbers_sort(int64_t *numbers, size_t count) {
	if (count > 1)
		qsort(numbers, count, sizeof *numbers, compare);
}

void numbers_each_once(struct number_list *numbers) {
	size_t kept = 0;
	numbers_sort(numbers->at, numbers->count);
	for (size_t i = 0; i < numbers->count; i++)
		if (kept == 0 || numbers->at[kept - 1] != numbers->at[i])
			numbers->at[kept++] = numbers->at[i];
	numbers->count = kept;
}

bool numbers_have(const struct number_list *numbers, int64_t number) {
	return numbers->count > 0 && bsearch(&number, numbers->at, numbers->count, sizeof number, compare);
}
