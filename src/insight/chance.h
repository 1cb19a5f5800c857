/* Chance that repeats: a generator of numbers that look random and are the same for the same seed on every machine
 * (SplitMix64, by Steele, Lea and Flood 2014). Nothing here is fit for secrets. Internal to the reports. */
#ifndef INSIGHT_CHANCE_H
#define INSIGHT_CHANCE_H

#include <stdint.h>

struct chance {
	uint64_t state;
};

#define PPM 1000000 /* certainty, in parts per million */

struct chance chance_of(uint64_t seed);

/* 64 bits. */
uint64_t chance_next(struct chance *chance);

/* A number from 0 up to, not including, `bound`, all alike; 0 when bound is 0. */
uint32_t chance_below(struct chance *chance, uint32_t bound);

/* About a normal deviate, in thousandths: the sum of twelve numbers less its mean. */
int32_t chance_normal(struct chance *chance);

#endif
