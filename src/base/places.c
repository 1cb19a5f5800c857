#include "base/places.h"

#include <stdbool.h>

struct taken {
	uint64_t hash;
	bool taken;
	uint32_t place;
};

enum { SLOTS_FIRST = 256 }; /* a power of two, as all that follow: the hash is cut to it */

static void make_room(struct places *places, size_t slot_count) {
	places->slot_count = slot_count;
	places->slots = ARENA_ARRAY(places->arena, struct taken, slot_count);
}

void places_init(struct places *places, struct arena *arena) {
	*places = (struct places){.arena = arena};
	make_room(places, SLOTS_FIRST);
}

static void enter(struct places *places, const struct taken *taken) {
	size_t slot = taken->hash & (places->slot_count - 1);
	while (places->slots[slot].taken)
		slot = (slot + 1) & (places->slot_count - 1);
	places->slots[slot] = *taken;
}

static void grow(struct places *places) {
	const struct taken *old = places->slots;
	size_t old_count = places->slot_count;
	make_room(places, old_count * 4);
	for (size_t i = 0; i < old_count; i++)
		if (old[i].taken)
			enter(places, &old[i]);
}

void places_add(struct places *places, uint64_t hash, size_t place) {
	if (++places->count * 2 > places->slot_count)
		grow(places);
	enter(places, &(struct taken){hash, true, (uint32_t)place});
}

size_t places_next(const struct places *places, uint64_t hash, size_t *probe) {
	for (;;) {
		const struct taken *slot = &places->slots[(hash + (*probe)++) & (places->slot_count - 1)];
		if (!slot->taken)
			return PLACE_NONE;
		if (slot->hash == hash)
			return slot->place;
	}
}

uint64_t hash_number(uint64_t hash, uint64_t number) {
	hash ^= number;
	hash *= UINT64_C(0x9E3779B97F4A7C15);
	return hash ^ (hash >> 29);
}

uint64_t hash_text(uint64_t hash, const char *text) {
	for (const char *c = text ? text : ""; *c; c++)
		hash = hash_number(hash, (unsigned char)*c);
	return hash;
}
