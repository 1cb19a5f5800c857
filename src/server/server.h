/* The server: everything that runs between `carnet serve` and its end. */
#ifndef SERVER_SERVER_H
#define SERVER_SERVER_H

#include "base/refusal.h"

struct server;

/* Opens the book, or the books of a folder, and serves them. Signals that should end it must be blocked before, in the calling
 * thread. Refuses: not_found, invalid, unavailable, as opening a book and listening do. */
MUST_USE enum carnet_status server_create(const char *address, const char *listen, struct server **server,
					  struct refusal *why);

/* "127.0.0.1:8080" */
const char *server_address(const struct server *server);

/* Serves until SIGINT or SIGTERM; then finishes what was accepted, answers, closes and frees all. */
void server_run(struct server *server);

#endif
