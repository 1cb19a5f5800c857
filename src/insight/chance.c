#include "insight/chance.h"

struct chance chance_of(uint64_t seed) {
	return (struct chance){seed};
}

uint64_t chance_next(struct chance *chance) {
	uint64_t mixed = chance->state += UINT64_C(0x9E3779B97F4A7C15);

	mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94D049BB133111EB);
	return mixed ^ (mixed >> 31);
}

/* The high half of a product; that the lowest numbers are likelier by 2^-32 shows in no figure of a report. */
uint32_t chance_below(struct chance *chance, uint32_t bound) {
	return (uint32_t)(((chance_next(chance) >> 32) * bound) >> 32);
}

int32_t chance_normal(struct chance *chance) {
	int32_t sum = 0;

	for (int i = 0; i < 12; i++)
		sum += (int32_t)chance_below(chance, 1000);
	return sum - 5994;
}
