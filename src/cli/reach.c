#include "cli/reach.h"

#include <stdio.h>

struct book *reach_book(const struct command *command, const char *address, enum store_mode mode) {
	struct book *book = NULL;
	struct refusal why = {0};
	if (book_open(address, mode, &book, &why) == CARNET_OK)
		return book;
	tell_refusal(command, &why);
	if (why.status == CARNET_NOT_FOUND)
		fprintf(stderr, "To make one: carnet init %s\n", address);
	return NULL;
}

int32_t reach_today(const struct book *book) {
	return clock_today(book_catalog(book)->settings.timezone);
}
