/* A session with PostgreSQL: connected, looked over, set up for a book. For postgres*.c only. */
#ifndef STORE_POSTGRES_SESSION_H
#define STORE_POSTGRES_SESSION_H

#include "store/postgres_address.h"

#include <libpq-fe.h>

/* Connects, with search_path at the book's schema, whether it is there or not. With `writes` off nothing can be written.
 * Waits are bounded: for the connection 10 seconds, for the write lock 20; a session that holds the lock and says nothing for 10
 * seconds loses it (its server was stopped or cut off), so that others go on.
 * Refuses: unavailable: it cannot be reached, it only reads, it is not in UTF-8, or, unless the address says durable=no, it may
 * lose what it acknowledges (fsync or full_page_writes off, synchronous_commit below on). */
MUST_USE enum carnet_status postgres_connect(const struct postgres_address *address, bool writes, PGconn **connection,
					     struct refusal *why);

/* Runs one statement with texts as parameters (at most two, NULL: none) and gives its rows, to be cleared. NULL: refused,
 * unavailable; `doing` says what it was about. */
PGresult *postgres_ask(PGconn *connection, const char *doing, const char *text, const char *first, const char *second,
		       struct refusal *why);

/* Runs statements that need no parameters and answer nothing. Refuses: unavailable. */
MUST_USE enum carnet_status postgres_do(PGconn *connection, const char *doing, const char *text, struct refusal *why);

/* What PostgreSQL said last, in one line. */
void postgres_say(const PGconn *connection, const PGresult *result, char *line, size_t size);

#endif
