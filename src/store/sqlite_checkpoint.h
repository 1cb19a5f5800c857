/* Merging the write-ahead log into the book beside the writer. For sqlite.c only.
 *
 * A merge is some thousand pages written and synced: at the desk that is a stall of a tenth of a second. So a thread with a
 * connection of its own does it as the log grows, and the writer only finishes what little is left, at a moment when nothing can be
 * added, so that the log begins anew. A merge that fails loses nothing: the log stays, and the next one tries again. */
#ifndef STORE_SQLITE_CHECKPOINT_H
#define STORE_SQLITE_CHECKPOINT_H

#include <sqlite3.h>

struct checkpoint;

/* For a connection that writes; its automatic merges stop. NULL: no memory, and SQLite goes on merging by itself. */
struct checkpoint *checkpoint_create(sqlite3 *writer);

/* Before the writer's connection is closed. NULL is fine. */
void checkpoint_destroy(struct checkpoint *checkpoint);

#endif
