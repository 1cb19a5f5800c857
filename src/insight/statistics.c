#include "insight/statistics.h"

/* Newton's way down from above; it ends at the root rounded down. */
int64_t root_of(int128 square) {
	int128 root = 1;

	if (square <= 0)
		return 0;
	while (root < ((int128)1 << 62) && root * root < square)
		root *= 2;
	for (;;) {
		int128 next = (root + square / root) / 2;
		if (next >= root)
			return (int64_t)root;
		root = next;
	}
}

int64_t median_of(const int64_t *sorted, size_t count) {
	if (count == 0)
		return 0;
	int64_t low = sorted[(count - 1) / 2], high = sorted[count / 2];
	return low + (high - low + 1) / 2;
}

int64_t quantile_of(const int64_t *sorted, size_t count, int32_t bp) {
	if (count == 0)
		return 0;
	size_t rank = (count * (size_t)bp + 9999) / 10000;
	return sorted[rank > 0 ? rank - 1 : 0];
}

int64_t share_of(int64_t a, int64_t n, int64_t d) {
	if (d <= 0)
		return 0;
	int128 product = (int128)a * n;
	return (int64_t)((product >= 0 ? 2 * product + d : 2 * product - d) / ((int128)2 * d));
}

int64_t part_of(int64_t a, int64_t n, int64_t d) {
	return d <= 0 ? 0 : (int64_t)((int128)a * n / d);
}

static int128 sum_of(const int64_t *numbers, size_t count) {
	int128 sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += numbers[i];
	return sum;
}

int64_t mean_of(const int64_t *numbers, size_t count) {
	if (count == 0)
		return 0;
	int128 sum = sum_of(numbers, count), n = (int128)count;
	return (int64_t)((sum >= 0 ? 2 * sum + n : 2 * sum - n) / (2 * n));
}

/* count × sum of squares − square of the sum: count² times the variance, exactly. */
static int128 spread_of(const int64_t *numbers, size_t count) {
	int128 sum = 0, squares = 0, middle = mean_of(numbers, count);

	for (size_t i = 0; i < count; i++) {
		int128 off = numbers[i] - middle;
		sum += off;
		squares += off * off;
	}
	return (int128)count * squares - sum * sum;
}

int64_t deviation_of(const int64_t *numbers, size_t count) {
	return count ? root_of(spread_of(numbers, count)) / (int64_t)count : 0;
}

int64_t variation_of(const int64_t *numbers, size_t count) {
	int128 sum = sum_of(numbers, count);

	if (sum <= 0)
		return -1;
	return (int64_t)((2 * (int128)root_of(spread_of(numbers, count)) * 10000 + sum) / (2 * sum));
}

/* Wilson's score interval at z = 1.96, z² = 3.8416: all terms times 10^8. */
struct between share_between(int64_t part, int64_t whole) {
	enum { SQUARE = 38416, UNIT = 10000 };
	if (whole <= 0)
		return (struct between){0, 10000};
	int128 n = whole, k = part;
	int128 middle = 2 * k * UNIT + SQUARE; /* × 10^4, of 2 (n + z²) */
	int128 root = root_of((int128)SQUARE * ((int128)SQUARE + 4 * k * (n - k) * UNIT / n)); /* × 10^4 */
	int128 below = 2 * (n * UNIT + SQUARE);
	int128 low = (middle - root) * 10000 / below, high = (middle + root) * 10000 / below;
	return (struct between){low < 0 ? 0 : (int64_t)low, high > 10000 ? 10000 : (int64_t)high};
}
