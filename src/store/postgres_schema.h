/* The schema of a book in PostgreSQL: the migrations of src/sql/postgres, and the row schema_version in meta that tells a book and
 * which of them it has had. For postgres.c only.
 *
 * Whoever makes or upgrades a book holds its lock meanwhile, the same that writers take; so two servers may start at once. */
#ifndef STORE_POSTGRES_SCHEMA_H
#define STORE_POSTGRES_SCHEMA_H

#include "store/postgres_session.h"

/* Makes the schema, if it isn't there, and an empty book in it, in one transaction.
 * Refuses: exists (something is in the schema), unavailable. */
MUST_USE enum carnet_status postgres_schema_create(PGconn *connection, const struct postgres_address *address,
						   struct refusal *why);

/* Finds the book and its version.
 * Refuses: not_found, invalid (something else is in the schema; made by a newer carnet), unavailable. */
MUST_USE enum carnet_status postgres_schema_find(PGconn *connection, const struct postgres_address *address,
						 int64_t *version, struct refusal *why);

/* Brings an older book to the newest schema, one migration a transaction. Refuses: unavailable, invalid. */
MUST_USE enum carnet_status postgres_schema_upgrade(PGconn *connection, const struct postgres_address *address,
						    int64_t *version, struct refusal *why);

#endif
