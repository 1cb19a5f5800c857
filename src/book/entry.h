/* An entry as the book keeps it, and the hash that chains it to the one before.
 *
 * The hash is BLAKE2b over every column but itself and the keyed fingerprint, in their order, each with its length, and over the
 * hash of the entry before it in the same chain. */
#ifndef BOOK_ENTRY_H
#define BOOK_ENTRY_H

#include "store/store.h"

enum { ENTRY_HASH_BYTES = 32 };

struct packed {
	const void *at;
	size_t length;
};

/* The columns of the table. Texts and bytes are borrowed. */
struct entry {
	int64_t id;
	int32_t date;
	int64_t recorded_at; /* milliseconds since 1970-01-01 UTC */
	int32_t ticked_to;
	const char *name;
	int64_t client;  /* whose chain it stands in; 0: the book's own */
	int64_t actor;   /* 0: the owner */
	const char *key; /* NULL: none */
	const char *operation;
	const char *result; /* NULL without a key */
	struct packed contracts, postings;
	int64_t previous;          /* in the same chain; 0: none */
	const unsigned char *hash; /* ENTRY_HASH_BYTES; of a damaged row NULL */
};

/* The current row of entry_after, entry_by_id and their like. What it points to is the query's, until its next step. */
struct entry entry_read(const struct query *query);

/* The hash it must have. `before` is that of the entry before it, or zeros. */
void entry_hash(const struct entry *entry, const unsigned char before[ENTRY_HASH_BYTES],
		unsigned char hash[ENTRY_HASH_BYTES]);

#endif
