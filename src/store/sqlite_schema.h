/* The schema of a book in SQLite: the migrations of src/sql/sqlite and the two numbers in the file's header that tell a book
 * and its schema (application_id, user_version). For sqlite_file.c only.
 *
 * Migrations run without enforced foreign keys, so that a table can be rebuilt; each is checked for broken references before
 * it is committed. */
#ifndef STORE_SQLITE_SCHEMA_H
#define STORE_SQLITE_SCHEMA_H

#include "store/store.h"

#include <sqlite3.h>

enum { SQLITE_BOOK = 0x43524E54 }; /* "CRNT", the application_id of a book */

/* Reads the two numbers of any database, and nothing else of it; the result is SQLite's. */
MUST_USE int sqlite_schema_read(sqlite3 *db, int *application, int *version);

/* Makes an empty database a book with the newest schema, in one transaction.
 * Refuses: unavailable. */
MUST_USE enum carnet_status sqlite_schema_create(sqlite3 *db, struct refusal *why);

/* Brings an older book to the newest schema, one migration a transaction; *version is where it stands then. Two
 * connections may try at a time.
 * Refuses: unavailable. */
MUST_USE enum carnet_status sqlite_schema_upgrade(sqlite3 *db, int64_t *version, struct refusal *why);

#endif
