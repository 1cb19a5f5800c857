#include "cli/reach.h"

#include <stdio.h>

enum { TRIES_MOST = 100 };

void reach_hint(const struct refusal *why, const char *address) {
	struct arena *arena = arena_create();
	if (why->status == CARNET_NOT_FOUND)
		fprintf(stderr, "To make one: carnet init %s\n", store_address_shown(address, arena));
	arena_destroy(arena);
}

static struct book *reach(const struct command *command, const char *address, enum store_mode mode) {
	struct book *book = NULL;
	struct refusal why = {0};
	if (book_open(address, mode, &book, &why) == CARNET_OK)
		return book;
	tell_refusal(command, &why);
	reach_hint(&why, address);
	return NULL;
}

struct book *reach_to_write(const struct command *command, const char *address) {
	return reach(command, address, STORE_READ_WRITE);
}

struct book *reach_to_read(const struct command *command, const char *address) {
	for (int tries = 0; tries < TRIES_MOST; tries++) {
		struct book *book = reach(command, address, STORE_READ_ONLY);
		if (!book)
			return NULL;
		bool reading = store_begin_reading(book_store(book));
		/* Between opening and reading, somebody may have changed the lists held in memory. */
		bool fresh = reading && !catalog_stale(book_catalog(book), book_store(book));
		if (fresh && !store_faulted(book_store(book)))
			return book;
		book_close(book);
	}
	fprintf(stderr, "carnet %s: unavailable: the book cannot be read\n", command->name);
	return NULL;
}

int32_t reach_today(const struct book *book) {
	return clock_today(book_catalog(book)->settings.timezone);
}
