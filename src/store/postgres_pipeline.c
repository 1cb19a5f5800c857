#include "store/postgres_pipeline.h"

#include "store/postgres_session.h"

#include <assert.h>
#include <endian.h>
#include <string.h>

/* --- faults */

/* Worth another try on a fresh connection: it was lost, the server ends or begins, somebody waited too long or for each other. */
static bool is_passing(const PGconn *connection, const PGresult *result) {
	const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
	static const char *const states[] = {"40001", "40P01", "55P03", "25P03", "57P01", "57P02", "57P03"};
	for (size_t i = 0; state && i < sizeof states / sizeof *states; i++)
		if (strcmp(state, states[i]) == 0)
			return true;
	return PQstatus(connection) != CONNECTION_OK;
}

void pipeline_fault(struct pipeline *pipeline, const char *name, const PGresult *result) {
	char line[FAULT_TEXT - 64];
	if (pipeline->store->faulted)
		return;
	postgres_say(pipeline->connection, result, line, sizeof line);
	pipeline->store->passing = is_passing(pipeline->connection, result);
	store_fault(pipeline->store, "%s: %s", name, line);
}

/* --- sending */

bool pipeline_init(struct pipeline *pipeline, struct store *store, PGconn *connection) {
	pipeline->store = store;
	pipeline->connection = connection;
	if (!PQenterPipelineMode(connection))
		pipeline_fault(pipeline, "the session", NULL);
	return !store->faulted;
}

static void note(struct pipeline *pipeline, struct sent what, int sent) {
	if (!sent) {
		pipeline_fault(pipeline, what.name, NULL);
		return;
	}
	assert(pipeline->count < SENT_MOST);
	pipeline->sent[(pipeline->first + pipeline->count++) % SENT_MOST] = what;
	if (pipeline->count < SENT_MOST - 2)
		return;
	pipeline_flush(pipeline); /* so many answers at most wait to be taken */
	(void)pipeline_take(pipeline, 0);
}

void pipeline_note(struct pipeline *pipeline, const char *name, enum expected expected, int sent) {
	note(pipeline, (struct sent){name, expected, NULL}, sent);
}

void pipeline_note_ahead(struct pipeline *pipeline, const char *name, PGresult **into, int sent) {
	note(pipeline, (struct sent){name, EXPECT_AHEAD, into}, sent);
}

void pipeline_send(struct pipeline *pipeline, const char *text, enum expected expected) {
	int sent = PQsendQueryParams(pipeline->connection, text, 0, NULL, NULL, NULL, NULL, 1);
	pipeline_note(pipeline, text, expected, sent);
}

void pipeline_sync(struct pipeline *pipeline) {
	pipeline_note(pipeline, "sync", EXPECT_SYNC, PQpipelineSync(pipeline->connection));
}

void pipeline_flush(struct pipeline *pipeline) {
	if (!PQsendFlushRequest(pipeline->connection) || PQflush(pipeline->connection) < 0)
		pipeline_fault(pipeline, "flush", NULL);
}

/* --- taking */

static bool is_as_expected(PGresult *result, enum expected expected) {
	ExecStatusType status = PQresultStatus(result);
	switch (expected) {
	case EXPECT_SYNC: return status == PGRES_PIPELINE_SYNC;
	case EXPECT_COMMIT: return status == PGRES_COMMAND_OK && strcmp(PQcmdStatus(result), "COMMIT") == 0;
	case EXPECT_SCHEMA: return status == PGRES_TUPLES_OK && PQntuples(result) == 1;
	case EXPECT_ROWS:
	case EXPECT_AHEAD: return status == PGRES_TUPLES_OK;
	case EXPECT_DONE: break;
	}
	assert(status != PGRES_TUPLES_OK || PQntuples(result) == 0); /* it answers rows, which query_step reads */
	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

static void check_schema(struct store *store, const PGresult *result) {
	int64_t version = 0;
	memcpy(&version, PQgetvalue(result, 0, 0), sizeof version);
	version = (int64_t)be64toh((uint64_t)version);
	if (version != store->schema_version)
		store_fault_of_schema(store, version);
}

/* Every answer but a sync is followed by a NULL. */
static void take_rest(struct pipeline *pipeline, const struct sent *sent) {
	PGresult *more;
	while (sent->expected != EXPECT_SYNC && (more = PQgetResult(pipeline->connection)) != NULL)
		PQclear(more);
}

static void take_first(struct pipeline *pipeline) {
	const struct sent *sent = &pipeline->sent[pipeline->first];
	PGresult *result = PQgetResult(pipeline->connection);
	bool there = result != NULL;
	if (!is_as_expected(result, sent->expected))
		pipeline_fault(pipeline, sent->name, result);
	else if (sent->expected == EXPECT_SCHEMA)
		check_schema(pipeline->store, result);
	if (sent->into)
		*sent->into = result;
	else
		PQclear(result);
	if (there)
		take_rest(pipeline, sent);
	pipeline_forget_first(pipeline);
}

void pipeline_forget_first(struct pipeline *pipeline) {
	assert(pipeline->count > 0);
	pipeline->first = (pipeline->first + 1) % SENT_MOST;
	pipeline->count--;
}

bool pipeline_take(struct pipeline *pipeline, size_t left) {
	while (pipeline->count > left && !pipeline->store->faulted)
		take_first(pipeline);
	return !pipeline->store->faulted;
}

bool pipeline_awaits(const struct pipeline *pipeline, enum expected expected) {
	for (size_t i = 0; i < pipeline->count; i++)
		if (pipeline->sent[(pipeline->first + i) % SENT_MOST].expected == expected)
			return true;
	return false;
}

bool pipeline_settle(struct pipeline *pipeline) {
	pipeline_sync(pipeline);
	return pipeline_take(pipeline, 0);
}

bool pipeline_recover(struct pipeline *pipeline) {
	PGconn *connection = pipeline->connection;
	if (PQstatus(connection) != CONNECTION_OK || !PQpipelineSync(connection))
		return false;
	pipeline->count++;
	while (pipeline->count > 0) {
		PGresult *result = PQgetResult(connection);
		ExecStatusType status = PQresultStatus(result);
		PQclear(result);
		if (PQstatus(connection) != CONNECTION_OK)
			return false;
		if (!result || status == PGRES_PIPELINE_SYNC)
			pipeline_forget_first(pipeline);
	}
	return true;
}
