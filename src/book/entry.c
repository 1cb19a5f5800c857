#include "book/entry.h"

#include <endian.h>
#include <sodium.h>
#include <string.h>

static struct packed read_packed(const struct query *query, int column) {
	struct packed packed;
	packed.at = query_blob(query, column, &packed.length);
	return packed;
}

struct entry entry_read(const struct query *query) {
	struct packed hash = read_packed(query, 14);
	return (struct entry){.id = query_number(query, 0),
			      .date = (int32_t)query_number(query, 1),
			      .recorded_at = query_number(query, 2),
			      .ticked_to = (int32_t)query_number(query, 3),
			      .name = query_text(query, 4),
			      .client = query_number(query, 5),
			      .actor = query_number(query, 6),
			      .key = query_text(query, 7),
			      .operation = query_text(query, 9),
			      .result = query_text(query, 10),
			      .contracts = read_packed(query, 11),
			      .postings = read_packed(query, 12),
			      .previous = query_number(query, 13),
			      .hash = hash.length == ENTRY_HASH_BYTES ? hash.at : NULL};
}

static void hash_bytes(crypto_generichash_state *state, const void *bytes, size_t length) {
	uint64_t size = htole64(length);
	crypto_generichash_update(state, (const unsigned char *)&size, sizeof size);
	if (length > 0)
		crypto_generichash_update(state, bytes, length);
}

static void hash_text(crypto_generichash_state *state, const char *text) {
	hash_bytes(state, text, text ? strlen(text) : 0);
}

/* In the same order of bytes on every machine: several may serve one book. */
static void hash_number(crypto_generichash_state *state, int64_t number) {
	uint64_t bytes = htole64((uint64_t)number);
	hash_bytes(state, &bytes, sizeof bytes);
}

void entry_hash(const struct entry *entry, const unsigned char before[ENTRY_HASH_BYTES],
		unsigned char hash[ENTRY_HASH_BYTES]) {
	crypto_generichash_state state;
	crypto_generichash_init(&state, NULL, 0, ENTRY_HASH_BYTES);
	hash_number(&state, entry->id);
	hash_number(&state, entry->date);
	hash_number(&state, entry->recorded_at);
	hash_number(&state, entry->ticked_to);
	hash_text(&state, entry->name);
	hash_number(&state, entry->client);
	hash_number(&state, entry->actor);
	hash_text(&state, entry->key);
	hash_text(&state, entry->operation);
	hash_text(&state, entry->result);
	hash_bytes(&state, entry->contracts.at, entry->contracts.length);
	hash_bytes(&state, entry->postings.at, entry->postings.length);
	hash_number(&state, entry->previous);
	hash_bytes(&state, before, ENTRY_HASH_BYTES);
	crypto_generichash_final(&state, hash, ENTRY_HASH_BYTES);
}
