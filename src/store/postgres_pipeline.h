/* Statements on their way: libpq's pipeline mode with an account of what was sent and not yet answered. For postgres.c only.
 *
 * What is sent is answered in order. Sending waits for nothing; pipeline_settle waits for all. The first thing that went wrong
 * is the fault of the store, and nothing of the answers after it counts. */
#ifndef STORE_POSTGRES_PIPELINE_H
#define STORE_POSTGRES_PIPELINE_H

#include "store/engine.h"

#include <libpq-fe.h>

enum { SENT_MOST = 1024 };

/* What an answer is expected to be. */
enum expected {
	EXPECT_DONE,   /* no rows */
	EXPECT_ROWS,   /* any */
	EXPECT_AHEAD,  /* rows, to be kept */
	EXPECT_SCHEMA, /* one row: the number of the store's schema */
	EXPECT_COMMIT, /* really a commit: that of a broken transaction is a rollback */
	EXPECT_SYNC,   /* the end of what stands or falls together outside a transaction */
};

struct sent {
	const char *name; /* for the fault */
	enum expected expected;
	PGresult **into; /* where to keep it; NULL: nowhere */
};

struct pipeline {
	struct store *store; /* whose fault it is */
	PGconn *connection;
	struct sent sent[SENT_MOST];
	size_t first, count;
};

/* Takes over a connection that has nothing under way. False after store_fault. */
MUST_USE bool pipeline_init(struct pipeline *pipeline, struct store *store, PGconn *connection);

/* A statement without parameters. */
void pipeline_send(struct pipeline *pipeline, const char *text, enum expected expected);

/* Notes that the caller has just sent something; `sent` is what libpq said to it. */
void pipeline_note(struct pipeline *pipeline, const char *name, enum expected expected, int sent);
/* The same; the answer is kept there. */
void pipeline_note_ahead(struct pipeline *pipeline, const char *name, PGresult **into, int sent);

/* Sends what ends a piece of work (or, inside a transaction, only asks for the answers so far). */
void pipeline_sync(struct pipeline *pipeline);
void pipeline_flush(struct pipeline *pipeline);

/* Takes answers until only the last `left` are outstanding. False: a fault. */
bool pipeline_take(struct pipeline *pipeline, size_t left);

/* Whether an answer of which so much is expected is still to be taken. */
MUST_USE bool pipeline_awaits(const struct pipeline *pipeline, enum expected expected);

/* The end of the answer that has been read by the caller: it is forgotten. */
void pipeline_forget_first(struct pipeline *pipeline);

/* Sends the end and takes everything. False: a fault. */
bool pipeline_settle(struct pipeline *pipeline);

/* After a fault: brings the connection to where a statement can be sent again. False: it is lost. */
bool pipeline_recover(struct pipeline *pipeline);

/* Makes what PostgreSQL said the fault of the store. */
void pipeline_fault(struct pipeline *pipeline, const char *name, const PGresult *result);

#endif
