#include "store/postgres_ahead.h"

#include <string.h>

struct key {
	char bytes[512];
	size_t length;
	bool fits;
};

static void add_bytes(struct key *key, const void *bytes, size_t length) {
	key->fits = key->fits && key->length + length <= sizeof key->bytes;
	if (!key->fits)
		return;
	memcpy(key->bytes + key->length, bytes, length);
	key->length += length;
}

/* Each parameter with its length before it; what does not fit is not asked ahead. */
static struct key key_of(const struct asked *asked) {
	struct key key = {.fits = true};
	for (int i = 0; i < asked->count; i++) {
		const char *value = asked->values[i];
		int64_t length = !value ? -1 : asked->formats[i] ? asked->lengths[i] : (int64_t)strlen(value);
		add_bytes(&key, &length, sizeof length);
		if (value)
			add_bytes(&key, value, (size_t)length);
	}
	return key;
}

static size_t slot_of(enum statement statement, const struct key *key) {
	uint64_t hash = UINT64_C(14695981039346656037) ^ (uint64_t)statement;
	for (size_t i = 0; i < key->length; i++)
		hash = (hash ^ (unsigned char)key->bytes[i]) * UINT64_C(1099511628211);
	return (hash ^ hash >> 32) % AHEAD_SLOTS;
}

/* The slot with the answer, or the free one where it would be. */
static size_t look(const struct ahead *ahead, enum statement statement, const struct key *key) {
	size_t slot = slot_of(statement, key);
	for (; ahead->slots[slot]; slot = (slot + 1) % AHEAD_SLOTS) {
		const struct answer *answer = &ahead->answers[ahead->slots[slot] - 1];
		if (answer->statement == statement && answer->key_length == key->length &&
		    memcmp(answer->key, key->bytes, key->length) == 0)
			break;
	}
	return slot;
}

struct answer *ahead_find(const struct ahead *ahead, const struct asked *asked) {
	if (ahead->count == 0)
		return NULL;
	struct key key = key_of(asked);
	uint16_t place = key.fits ? ahead->slots[look(ahead, asked->statement, &key)] : 0;
	const struct answer *answer = place ? &ahead->answers[place - 1] : NULL;
	return answer && !answer->forgotten ? (struct answer *)answer : NULL;
}

struct answer *ahead_add(struct ahead *ahead, const struct asked *asked) {
	struct key key = key_of(asked);
	if (!ahead->arena)
		ahead->arena = arena_create();
	if (!key.fits || ahead->count == AHEAD_MOST)
		return NULL;
	size_t slot = look(ahead, asked->statement, &key);
	if (ahead->slots[slot])
		return NULL;
	struct answer *answer = &ahead->answers[ahead->count++];
	ahead->slots[slot] = (uint16_t)ahead->count;
	*answer = (struct answer){.statement = asked->statement,
				  .key = arena_copy(ahead->arena, key.bytes, key.length),
				  .key_length = key.length};
	return answer;
}

void ahead_forget_these(struct ahead *ahead, const struct asked *asked) {
	if (ahead->count == 0)
		return;
	struct key key = key_of(asked);
	for (size_t i = 0; i < ahead->count && key.fits; i++) {
		struct answer *answer = &ahead->answers[i];
		if (answer->statement == asked->statement && answer->key_length >= key.length &&
		    memcmp(answer->key, key.bytes, key.length) == 0)
			answer->forgotten = true;
	}
}

void ahead_forget(struct ahead *ahead) {
	for (size_t i = 0; i < ahead->count; i++)
		ahead->answers[i].forgotten = true;
}

void ahead_clear(struct ahead *ahead) {
	if (ahead->count == 0)
		return;
	for (size_t i = 0; i < ahead->count; i++)
		PQclear(ahead->answers[i].result);
	memset(ahead->slots, 0, sizeof ahead->slots);
	ahead->count = 0;
	arena_reset(ahead->arena);
}

void ahead_destroy(struct ahead *ahead) {
	ahead_clear(ahead);
	if (ahead->arena)
		arena_destroy(ahead->arena);
}
