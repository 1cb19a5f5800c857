/* What a database engine does for the store: the inside of store.h, for the files of this folder only.
 *
 * The store (store.c) keeps the order of calls, the state of the transaction and of every query, and the fault; it
 * asserts misuse. An engine (sqlite.c, …) puts `struct store` first in its own struct, `struct query` first in its
 * own query, and answers through the functions below. No function but close and the rollback of `control` is called
 * after a fault.
 *
 * An engine may defer: `run` may only queue the statement (its parameters copied), and a fault of it may show at the
 * next step or at commit. Outside a transaction `run` is done when it returns. */
#ifndef STORE_ENGINE_H
#define STORE_ENGINE_H

#include "store/store.h"

enum { PARAMETERS_MAX = 64, FAULT_TEXT = 320 };

enum transaction {
	TRANSACTION_NONE,
	TRANSACTION_WRITING,
	TRANSACTION_READING,
};

enum query_state {
	QUERY_IDLE,
	QUERY_READY, /* parameters may be bound */
	QUERY_ROW,   /* columns may be read */
};

struct query {
	struct store *store;
	enum statement statement;
	enum query_state state;
};

struct store {
	const struct engine *engine;
	enum transaction transaction;
	bool marked;
	bool faulted;
	bool passing;  /* the fault may be gone on a fresh connection, and nothing of the transaction was kept */
	bool damaged;  /* the fault is the book's own */
	size_t active; /* queries that are not idle */
	int64_t (*steady_ms)(void); /* NULL: there is no hurry */
	int64_t until_ms;           /* a view is to be read by then */
	bool late;                  /* the fault is that it was not */
	int64_t schema_version;
	struct query *queries[STATEMENT_COUNT + 1]; /* NULL until first used */
	char fault_text[FAULT_TEXT];
};

/* The statements that steer a transaction. */
enum control {
	CONTROL_BEGIN,         /* takes the write lock */
	CONTROL_BEGIN_READING, /* one view of the book until the rollback */
	CONTROL_COMMIT,        /* returns when it is on disk */
	CONTROL_ROLLBACK,      /* also after a fault, and when the engine has rolled back by itself */
	CONTROL_MARK,
	CONTROL_RELEASE,
	CONTROL_RETURN, /* back to the mark, which stays */
	CONTROL_COUNT,
};

struct engine {
	enum carnet_status (*create)(const char *address, struct refusal *why);
	enum carnet_status (*open)(const char *address, enum store_mode mode, struct store **store, struct refusal *why);
	void (*close)(struct store *store); /* frees the store and its queries */

	/* See store_recover; false after store_fault. NULL: the engine sees to its log itself. */
	bool (*recover)(struct store *store);

	/* False after store_fault. */
	bool (*control)(struct store *store, enum control control);

	/* In a write transaction that has just begun: store_fault_of_schema when the schema is not the one it was opened with. */
	void (*check_schema)(struct store *store);

	/* Inside a view, from now until it ends: sees to it that a statement that comes to no row is broken off, as a fault. */
	void (*bound)(struct store *store, int seconds);

	/* Makes the query of a statement, once per connection. Never NULL: after store_fault it is one to be ignored. */
	struct query *(*prepare)(struct store *store, enum statement statement);

	/* Parameters are from 1 to PARAMETERS_MAX and in the statement. NULL stands for SQL NULL. */
	void (*bind_number)(struct query *query, int parameter, int64_t number);
	void (*bind_text)(struct query *query, int parameter, const char *text);
	void (*bind_blob)(struct query *query, int parameter, const void *bytes, size_t length);

	enum step (*step)(struct query *query); /* STEP_FAULT after store_fault */
	void (*run)(struct query *query);
	/* NULL where there is no way to go. */
	void (*ask_ahead)(struct query *query);
	void (*forget_one)(struct query *query);
	void (*forget_all)(struct store *store);

	void (*end)(struct query *query); /* forgets rows and parameters; also after a fault */

	bool (*is_null)(const struct query *query, int column);
	int64_t (*number)(const struct query *query, int column);
	const char *(*text)(const struct query *query, int column);
	const void *(*blob)(const struct query *query, int column, size_t *length);
};

extern const struct engine sqlite_engine, postgres_engine;

/* Makes the store faulty with this text; the first fault stays. */
void store_fault(struct store *store, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Makes the store faulty since the book's schema is now this one. */
void store_fault_of_schema(struct store *store, int64_t now);

/* Whether the view should have been read by now. */
bool store_is_late(const struct store *store);

#endif
