/* The server: everything that runs between `carnet serve` and its end. */
#ifndef SERVER_SERVER_H
#define SERVER_SERVER_H

#include "base/refusal.h"

#include <stdbool.h>
#include <stddef.h>

struct server;

/* What is served, and how. */
struct serving {
	const char *address; /* of a book, or a folder of books */
	const char *listen;  /* "127.0.0.1:8080"; port 0 takes a free one */
	bool secure;         /* people reach it over TLS: cookies are Secure */
};

/* Opens and serves. Signals that should end it must be blocked before, in the calling thread. Refuses: not_found, invalid,
 * unavailable, as opening a book and listening do; too_large (too many books). */
MUST_USE enum carnet_status server_create(const struct serving *serving, struct server **server, struct refusal *why);

/* "127.0.0.1:8080" */
const char *server_address(const struct server *server);

struct server_book {
	const char *name;  /* "" when there is one book only */
	const char *setup; /* the secret that makes its first owner; NULL: it has one */
};
size_t server_book_count(const struct server *server);
struct server_book server_book(const struct server *server, size_t index);

/* Serves until SIGINT or SIGTERM; then finishes what was accepted, answers, closes and frees all. */
void server_run(struct server *server);

#endif
