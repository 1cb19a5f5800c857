/* The store: runs named SQL statements on a book's database. It knows no rule of the trade.
 *
 * A book is a file (SQLite) or a schema of a PostgreSQL database; the address tells which: "postgresql://…" or "postgres://…"
 * is the latter, anything else a path. The statements are those of src/sql/, embedded at build; nothing is composed at run time.
 *
 * Faults (disk, connection, corruption) are sticky: after the first one every call says so until store_close; the text of
 * it is store_fault_text. A fault is never a refusal of the books. A connection belongs to one thread at a time. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/arena.h"
#include "base/refusal.h"
#include "statements.h" /* generated from src/sql: enum statement { STATEMENT_CLIENT_BY_REF, … } */

#include <stdbool.h>
#include <stdint.h>

struct store;
struct query;

enum store_mode {
	STORE_READ_WRITE,
	STORE_READ_ONLY,
	STORE_SCRATCH, /* a temporary, private book (verify's recomputation): no durability, gone at close */
};

enum step {
	STEP_ROW,  /* a row is there to read */
	STEP_DONE, /* no more rows */
	STEP_FAULT,
};

/* Creates an empty book at the address and brings it to the newest schema; leaves nothing behind when it fails. A path's
 * folder is synced, so that the file itself survives a power cut.
 * Refuses: exists (something is already there), unavailable (cannot be written). */
MUST_USE enum carnet_status store_create(const char *address, struct refusal *why);

/* Opens a book, upgrading an older schema (read-write only). STORE_SCRATCH ignores the address and creates the schema.
 * Refuses: not_found (no book there), invalid (not a book, or one made by a newer carnet), unavailable. */
MUST_USE enum carnet_status store_open(const char *address, enum store_mode mode, struct store **store,
				       struct refusal *why);

/* Rolls back what is not committed. Accepts NULL. */
void store_close(struct store *store);

/* One transaction at a time, owned by the caller. False: fault. begin takes the write lock at once (waits a bounded time). It is a
 * fault, at begin or at the first row, if a newer carnet has brought the schema up since the book was opened: what this one would
 * write might lack what the new schema keeps. */
MUST_USE bool store_begin(struct store *store);
MUST_USE bool store_commit(struct store *store); /* returns when it is on disk; false: the outcome may be unknown */
void store_rollback(struct store *store);

/* A consistent view for several reads; end it with store_rollback. */
MUST_USE bool store_begin_reading(struct store *store);

/* One mark inside a transaction: everything after it can be taken back. Marks do not nest. */
MUST_USE bool store_mark(struct store *store);
void store_release(struct store *store);
void store_return(struct store *store); /* back to the mark, which is then gone */

/* On a new connection after a fault at commit, outside a transaction: what stands in the engine's log comes into the book and on
 * disk, and nothing of which the outcome is unknown stays behind in it. False: fault. */
MUST_USE bool store_recover(struct store *store);

/* For a view: reading it may go on for so many seconds from now, until the view ends, by a clock that only goes forward. What goes on
 * longer is a fault, of which store_took_too_long is true. */
void store_bound(struct store *store, int seconds, int64_t (*steady_ms)(void));
bool store_took_too_long(const struct store *store);

/* NULL when nothing went wrong. */
const char *store_fault_text(const struct store *store);
bool store_faulted(const struct store *store);
/* Refuses with the fault, as unavailable; without one, something that every book has was not there: it is damaged. */
enum carnet_status store_refuse(const struct store *store, struct refusal *why);
/* Whether the fault is that the book is damaged: trying again is of no use. */
bool store_damaged(const struct store *store);

/* Whether the fault may be gone on a fresh connection (it was lost, the server is starting, others were in the way). Unless it was
 * store_commit that failed, nothing of the transaction was kept, and it may be tried again. */
bool store_fault_is_passing(const struct store *store);

/* A statement ready for its parameters, which are numbered from 1 as in the SQL text ($1, $2 …). It is the store's: do not free
 * it. At most one run of the same statement at a time. Unbound parameters are NULL. Texts and blobs bound are borrowed
 * until the run ends. */
struct query *store_query(struct store *store, enum statement statement);
void query_bind_number(struct query *query, int parameter, int64_t number);
void query_bind_text(struct query *query, int parameter, const char *text); /* NULL: SQL NULL */
void query_bind_blob(struct query *query, int parameter, const void *bytes, size_t length);

/* For statements that answer rows: steps to the next. After STEP_DONE or STEP_FAULT the run is over; to stop earlier call
 * query_end. */
enum step query_step(struct query *query);
void query_end(struct query *query);

/* For statements that answer no rows: runs it and ends the run. A fault (also a broken CHECK) is sticky, see above; with
 * PostgreSQL it may show only at the next step or commit. */
void query_run(struct query *query);

/* In a write transaction: asks ahead what will be asked again with the same parameters. Waits for nothing; when it is asked in earnest
 * the answer is here, with all others asked ahead. It holds until the transaction ends, so whoever writes what would change it must
 * have it forgotten. An engine that has no way to go does nothing. */
void query_ask_ahead(struct query *query);
void query_forget_ahead(struct query *query); /* the answers to all parameters that begin with those bound; ends the run */
void store_forget_ahead(struct store *store); /* all of them */

/* Columns of the current row, numbered from 0. Texts and blobs are the store's until the next step. */
bool query_is_null(const struct query *query, int column);
int64_t query_number(const struct query *query, int column);
const char *query_text(const struct query *query, int column); /* NULL for SQL NULL */
const void *query_blob(const struct query *query, int column, size_t *length);

/* The same, copied into an arena. */
char *query_text_copy(const struct query *query, int column, struct arena *arena);

/* The address as people may see it, without a password; in `arena`. */
const char *store_address_shown(const char *address, struct arena *arena);

/* Whether the address names a database; otherwise it is a path. */
bool store_address_is_database(const char *address);

/* What the schema's version is, and the newest this binary knows. */
int64_t store_schema_version(struct store *store);
int64_t store_newest_schema(void);

#endif
