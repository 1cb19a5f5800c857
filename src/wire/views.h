/* What is shown of a client and of a contract: the same as `carnet show` tells, handed in by who starts the server. */
#ifndef SERVER_VIEWS_H
#define SERVER_VIEWS_H

#include "base/buffer.h"
#include "book/book.h"

/* For whom. */
enum view_eyes {
	EYES_DESK,   /* everything */
	EYES_BOOKS,  /* no personal data: number and ref only, no notes */
	EYES_CLIENT, /* the client themselves: their name, what is theirs; not what the desk noted */
};

struct view {
	struct book *book;
	struct arena *arena;
	const char *name; /* ref, or else number, of the client or contract */
	enum view_eyes eyes;
	int32_t history; /* entries to tell at most */
};

/* Writes it as one JSON object without its closing bracket, so that more can be added. Refuses: not_found, unavailable. */
typedef enum carnet_status view_write(struct buffer *out, const struct view *view, struct refusal *why);

struct views {
	view_write *client, *contract;
};

#endif
