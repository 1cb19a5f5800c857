/* Lists over HTTP: ?after=N&limit=M. */
#ifndef SERVER_LISTING_H
#define SERVER_LISTING_H

#include "server/request.h"

struct listing {
	int64_t after; /* 0 */
	int64_t limit; /* LIMIT_ROWS_USUAL, at most LIMIT_ROWS */
};

/* False: an argument is wrong, which is the answer then. */
bool listing_read(struct request *request, struct listing *listing);

/* A whole number of an argument within bounds; `*number` stays when it is not given. */
bool argument_number(struct request *request, const char *name, int64_t least, int64_t most, int64_t *number);

/* The references a text in a URL may mean: a ref, or else, when it is all digits, a number. Gives how many there are. */
size_t references_of(const char *text, struct reference references[2]);

#endif
