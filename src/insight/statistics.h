/* Statistics in whole numbers, so that a figure is the same on every machine and no amount ever passes through a float
 * (docs/decisions). Lists may be sorted by the calls that say so. Internal to the reports. */
#ifndef INSIGHT_STATISTICS_H
#define INSIGHT_STATISTICS_H

#include "base/money.h"
#include "base/numbers.h"

/* The square root, rounded down; of what is not positive: 0. */
int64_t root_of(int128 square);

/* The middle one of sorted numbers; of an even count the half way between the two, rounded half up. 0 of none. */
int64_t median_of(const int64_t *sorted, size_t count);

/* The one under which `bp` of sorted numbers lie: number ceil(count × bp / 10000), at least the first. 0 of none. */
int64_t quantile_of(const int64_t *sorted, size_t count, int32_t bp);

/* The mean, rounded half up and away from zero as money is. 0 of none. */
int64_t mean_of(const int64_t *numbers, size_t count);

/* The standard deviation of the population, rounded down. */
int64_t deviation_of(const int64_t *numbers, size_t count);

/* The coefficient of variation in basis points; −1 without a positive mean. */
int64_t variation_of(const int64_t *numbers, size_t count);

/* a × n / d rounded half up; 0 when d is 0. For d >= 0. */
int64_t share_of(int64_t a, int64_t n, int64_t d);

/* a × n / d towards zero; 0 where d is not positive. */
int64_t part_of(int64_t a, int64_t n, int64_t d);

/* What share the whole has of which `part` of `whole` were seen, in basis points: surely (19 times in 20) between these
 * (Wilson's interval). 0 and 10000 of none. */
struct between {
	int64_t low, high;
};
struct between share_between(int64_t part, int64_t whole);

#endif
