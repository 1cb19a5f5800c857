/* The table of routes: what the server answers to, who may ask it, and under which conditions. Nothing has a default. */
#ifndef SERVER_ROUTES_H
#define SERVER_ROUTES_H

#include "server/request.h"

#include <stdbool.h>
#include <stddef.h>

/* Who may ask: sets of roles. */
enum roles {
	BY_OWNER = 1 << ROLE_OWNER,
	BY_MANAGER = 1 << ROLE_MANAGER,
	BY_DESK = 1 << ROLE_DESK,
	BY_PRACTITIONER = 1 << ROLE_PRACTITIONER,
	BY_ACCOUNTANT = 1 << ROLE_ACCOUNTANT,
	BY_CLIENT = 1 << ROLE_CLIENT,
	BY_ANYONE = 1 << 8, /* also who has not signed in; nobody is identified */
};

/* What is asked of a request that a browser may have been tricked into. */
enum csrf {
	CSRF_SAFE,    /* it changes nothing */
	CSRF_CHECKED, /* it must not come from another site, when it comes with a cookie or from a browser */
};

enum key_rule {
	KEY_NONE,
	KEY_WHERE_BOOKED, /* for each operation that writes money or sessions */
};

/* Who prepares the answer. */
enum lane {
	LANE_AT_ONCE, /* the HTTP thread: memory only, without a book */
	LANE_READER,  /* a reader: with a book that sees what is committed */
	LANE_HASHER,  /* the same, where passwords are hashed */
};

/* Prepares the answer, or what the act needs. `book` is for reading; NULL when LANE_AT_ONCE. */
typedef void prepare(struct request *request, struct book *book);

/* Changes the book, in the writer, as part of a batch that is committed before the answer leaves. CARNET_UNAVAILABLE: the
 * batch is lost. Everything else it has to say it puts into the answer. */
typedef enum carnet_status act(struct request *request, struct book *book, const struct origin *origin);

struct route {
	const char *method, *path; /* below /api/v1; "{}" stands for one segment */
	unsigned roles;
	enum csrf csrf;
	size_t body_most;
	enum key_rule key;
	enum lane lane;
	prepare *prepare;
	act *act; /* NULL: it only reads */
};

enum route_found { ROUTE_FOUND, ROUTE_NOT_FOUND, ROUTE_OTHER_METHOD };

/* The route of a path below /api/v1, and what stands for its {}, decoded into the arena. ROUTE_OTHER_METHOD: the path is there, but
 * not for this method; `allowed` gets those it is there for. */
enum route_found route_find(struct arena *arena, const char *method, const char *path, const struct route **route,
			    const char **parameter, struct buffer *allowed);

/* Percent-decodes a part of a URL. NULL: badly encoded, or it holds a NUL. */
const char *url_decode(struct arena *arena, const char *text, size_t length);

size_t route_count(void);
const struct route *route_at(size_t index);

#endif
