/* The address of a book in PostgreSQL. For postgres*.c and store.c only.
 *
 *     postgresql://[user[:password]@][host][:port][/database][?name=value[&name=value…]]
 *
 * Two of the parameters are carnet's own; all others (sslmode, host of a socket, connect_timeout …) are libpq's:
 *     schema=NAME   the schema that is the book: a to z, 0 to 9 and _, beginning neither with a digit nor with pg_; "carnet" when not given
 *     durable=no    also use a server that may lose what it has acknowledged */
#ifndef STORE_POSTGRES_ADDRESS_H
#define STORE_POSTGRES_ADDRESS_H

#include "base/refusal.h"

#include <stdbool.h>

enum { SCHEMA_NAME = 64 };

struct postgres_address {
	char *uri;                /* for libpq: without the two */
	char *shown;              /* for people: the whole address without a password */
	char schema[SCHEMA_NAME]; /* safe to stand in a statement */
	bool durable;
};

/* Whether an address is one of these; otherwise it is a path. */
bool postgres_is_address(const char *address);

/* Refuses: invalid. To be cleared in every case. */
MUST_USE enum carnet_status postgres_address_init(struct postgres_address *parsed, const char *address,
						  struct refusal *why);
void postgres_address_clear(struct postgres_address *parsed);

#endif
