/* A book as a file of SQLite: made, found, told from other files, opened with carnet's settings. For sqlite.c only.
 *
 * A book in use is three files: the book, book-wal (committed, not yet merged) and book-shm (shared memory of its
 * connections). The last connection that can write merges and removes the two at close. All three belong together in
 * a copy. */
#ifndef STORE_SQLITE_FILE_H
#define STORE_SQLITE_FILE_H

#include "store/store.h"

#include <sqlite3.h>

/* store_create for a path. The file is its owner's only (0600). Killed half-way it may leave an empty file, no half
 * schema. */
MUST_USE enum carnet_status sqlite_file_create(const char *path, struct refusal *why);

/* store_open for a path, with the modes but STORE_SCRATCH; gives the schema's version after any upgrade.
 *
 * STORE_READ_ONLY writes nothing to the book, but SQLite needs book-shm: where it isn't there and the folder can't be
 * written, opening is `unavailable`, but for one case: on a file system mounted read-only with no book-wal there (a
 * copy on a read-only medium, a snapshot) the book is opened as immutable. Elsewhere that would not be safe: another
 * user could write while we read without locks. Nobody may write such a book through another mount meanwhile. */
MUST_USE enum carnet_status sqlite_file_open(const char *path, enum store_mode mode, sqlite3 **db, int64_t *version,
					     struct refusal *why);

/* A private temporary file with the newest schema, which SQLite removes at close. */
MUST_USE enum carnet_status sqlite_file_scratch(sqlite3 **db, struct refusal *why);

#endif
