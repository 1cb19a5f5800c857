/* The lines of a file or pipe, read as they come, in memory that does not grow: a line longer than LINE_BYTES_MOST is passed
 * over, and said to be so. */
#ifndef CLI_LINES_H
#define CLI_LINES_H

#include "wire/wire.h"

#include <stdbool.h>

enum { LINE_BYTES_MOST = WIRE_BYTES_MOST };

struct lines {
	int fd;
	char *bytes;
	size_t start, end; /* what is read and not yet handed out */
	int64_t number;    /* of the line handed out last, from 1 */
	bool ended;        /* nothing more comes */
	int fault;         /* why reading failed, an errno; 0: it did not */
};

enum line_step {
	LINE_READ,
	LINE_TOO_LONG, /* passed over */
	LINE_END,      /* no more lines; lines->fault says whether that is for good reason */
};

/* Lines of an open file, which stays the caller's. */
void lines_init(struct lines *lines, int fd);
void lines_clear(struct lines *lines);

/* The next line, without its end; the bytes hold until the next call. The last line may lack its end. */
MUST_USE enum line_step lines_next(struct lines *lines, const char **bytes, size_t *length);

/* Whether the next line can be had without waiting for anybody. */
bool lines_waiting(const struct lines *lines);

#endif
