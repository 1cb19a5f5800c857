#include "cli/lines.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROOM = LINE_BYTES_MOST + 64 * 1024 };

void lines_init(struct lines *lines, int fd) {
	*lines = (struct lines){.fd = fd, .bytes = malloc(ROOM)};
	if (!lines->bytes)
		abort();
}

void lines_clear(struct lines *lines) {
	free(lines->bytes);
	lines->bytes = NULL;
}

/* Reads some more behind what is there. */
static void read_more(struct lines *lines) {
	if (lines->start > 0) {
		memmove(lines->bytes, lines->bytes + lines->start, lines->end - lines->start);
		lines->end -= lines->start;
		lines->start = 0;
	}
	ssize_t got;
	do
		got = read(lines->fd, lines->bytes + lines->end, ROOM - lines->end);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		lines->fault = errno;
	if (got <= 0)
		lines->ended = true;
	else
		lines->end += (size_t)got;
}

static const char *line_end(const struct lines *lines, size_t from) {
	return memchr(lines->bytes + from, '\n', lines->end - from);
}

/* Passes over the rest of a line. */
static void pass_over(struct lines *lines) {
	const char *end = line_end(lines, lines->start);
	while (!end && !lines->ended) {
		lines->start = lines->end = 0;
		read_more(lines);
		end = line_end(lines, lines->start);
	}
	lines->start = end ? (size_t)(end - lines->bytes) + 1 : lines->end;
}

enum line_step lines_next(struct lines *lines, const char **bytes, size_t *length) {
	const char *end = line_end(lines, lines->start);
	while (!end && !lines->ended && lines->end - lines->start <= LINE_BYTES_MOST) {
		size_t seen = lines->end - lines->start;
		read_more(lines);
		end = line_end(lines, lines->start + seen);
	}
	/* What a failed read left of a line is no line. */
	if (!end && (lines->start == lines->end || lines->fault))
		return LINE_END;
	lines->number++;
	*bytes = lines->bytes + lines->start;
	*length = end ? (size_t)(end - *bytes) : lines->end - lines->start;
	if (*length > LINE_BYTES_MOST) {
		pass_over(lines);
		return LINE_TOO_LONG;
	}
	lines->start += *length + (end ? 1 : 0);
	return LINE_READ;
}

bool lines_waiting(const struct lines *lines) {
	struct pollfd one = {.fd = lines->fd, .events = POLLIN};
	return lines->ended || line_end(lines, lines->start) || poll(&one, 1, 0) > 0;
}
