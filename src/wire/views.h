/* What the server shows of a client and of a contract: the same as `carnet show` tells, as JSON. */
#ifndef WIRE_VIEWS_H
#define WIRE_VIEWS_H

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
view_write view_client, view_contract;

#endif
