/* Letting somebody sign in to a book that will be served. */
#ifndef CLI_ADMIT_H
#define CLI_ADMIT_H

#include "book/book.h"

struct newcomer {
	const char *name;
	enum role role;
	const char *staff;    /* the staff member they act as, by code; NULL: none */
	const char *password; /* as long as the limits say */
};

/* Writes them, durably. Refuses: not_found (the staff member), exists (the name), unavailable. */
MUST_USE enum carnet_status admit(struct book *book, struct arena *arena, const struct newcomer *newcomer,
				  struct refusal *why);

#endif
