/* The store on PostgreSQL: transactions and queries. How a session is made is in postgres_session.h, how statements travel in
 * postgres_pipeline.h.
 *
 * A write transaction begins by taking the book's lock (an advisory one, named by its schema; it also keeps upgrades away): all who
 * write a book, on whatever server, do so one after the other, and each statement after it sees all that was committed before. Inside
 * it nothing is waited for but rows and the commit. */
#include "store/postgres_ahead.h"
#include "store/postgres_pipeline.h"
#include "store/postgres_schema.h"

#include <assert.h>
#include <endian.h>
#include <stdlib.h>
#include <string.h>

/* The types of columns, as PostgreSQL numbers them. */
enum { TYPE_BYTEA = 17, TYPE_BIGINT = 20, TYPE_TEXT = 25 };

/* The parameters of a query; $1 is at 0. */
struct parameters {
	int count;
	const char *values[PARAMETERS_MAX];
	int lengths[PARAMETERS_MAX], formats[PARAMETERS_MAX];
	int64_t numbers[PARAMETERS_MAX]; /* big-endian */
};

/* Rows come whole, or, where they may be many, one result a row. */
struct rows {
	PGresult *result; /* that of the current row; NULL: none */
	int row;
	bool streaming;    /* more may be on the way */
	bool synced;       /* a sync follows them */
	bool kept;         /* the result is one that was asked ahead */
	PGresult **stored; /* what had to be taken off the way for another statement */
	size_t stored_count, stored_next, stored_room;
};

struct postgres_query {
	struct query query;
	bool sent;
	struct parameters parameters;
	struct rows rows;
};

struct postgres_store {
	struct store store;
	PGconn *connection;
	struct pipeline pipeline;
	struct ahead ahead;
	struct postgres_query *streaming; /* whose rows are on the way; NULL: nobody's */
	struct postgres_query queries[STATEMENT_COUNT + 1];
};

static struct postgres_store *of_store(struct store *store) {
	return (struct postgres_store *)store;
}

static struct postgres_query *of_query(struct query *query) {
	return (struct postgres_query *)query;
}

static const char *name_of(const struct query *query) {
	return statement_texts[query->statement].name;
}

/* --- books */

static enum carnet_status create_at(const struct postgres_address *address, struct refusal *why) {
	PGconn *connection;
	enum carnet_status status = postgres_connect(address, true, &connection, why);
	if (status == CARNET_OK)
		status = postgres_schema_create(connection, address, why);
	PQfinish(connection);
	return status;
}

static enum carnet_status postgres_create(const char *address, struct refusal *why) {
	struct postgres_address parsed;
	enum carnet_status status = postgres_address_init(&parsed, address, why);
	if (status == CARNET_OK)
		status = create_at(&parsed, why);
	postgres_address_clear(&parsed);
	return status;
}

static enum carnet_status find_book(PGconn *connection, const struct postgres_address *address, bool writes,
				    int64_t *version, struct refusal *why) {
	enum carnet_status status = postgres_schema_find(connection, address, version, why);
	if (status == CARNET_OK && writes)
		status = postgres_schema_upgrade(connection, address, version, why);
	if (status == CARNET_OK && *version < POSTGRES_MIGRATIONS)
		return refuse(why, CARNET_INVALID,
			      "made by an older carnet; open it once with a command that writes: %s", address->shown);
	return status;
}

static enum carnet_status open_at(struct postgres_store *own, const struct postgres_address *address, bool writes,
				  struct refusal *why) {
	enum carnet_status status = postgres_connect(address, writes, &own->connection, why);
	if (status == CARNET_OK)
		status = find_book(own->connection, address, writes, &own->store.schema_version, why);
	if (status == CARNET_OK && !pipeline_init(&own->pipeline, &own->store, own->connection))
		status = refuse(why, CARNET_UNAVAILABLE, "%s", own->store.fault_text);
	return status;
}

static void postgres_close(struct store *store) {
	struct postgres_store *own = of_store(store);
	ahead_destroy(&own->ahead);
	PQfinish(own->connection);
	free(own);
}

static enum carnet_status postgres_open(const char *address, enum store_mode mode, struct store **store,
					struct refusal *why) {
	struct postgres_address parsed;
	struct postgres_store *own = calloc(1, sizeof *own);
	if (!own)
		return refuse(why, CARNET_UNAVAILABLE, "out of memory");
	enum carnet_status status = postgres_address_init(&parsed, address, why);
	if (status == CARNET_OK)
		status = open_at(own, &parsed, mode == STORE_READ_WRITE, why);
	postgres_address_clear(&parsed);
	if (status == CARNET_OK)
		*store = &own->store;
	else
		postgres_close(&own->store);
	return status;
}

/* --- rows */

static void store_row(struct rows *rows, PGresult *result) {
	if (rows->stored_count == rows->stored_room) {
		rows->stored_room = rows->stored_room ? rows->stored_room * 2 : 64;
		rows->stored = realloc(rows->stored, rows->stored_room * sizeof *rows->stored);
		if (!rows->stored)
			abort();
	}
	rows->stored[rows->stored_count++] = result;
}

/* The next result on the way with a row in it; NULL: that was the last, and what follows it is taken too. */
static PGresult *next_result(struct postgres_query *own) {
	struct postgres_store *store = of_store(own->query.store);
	PGresult *result = PQgetResult(store->connection);
	ExecStatusType status = PQresultStatus(result);
	if (status == PGRES_SINGLE_TUPLE || (status == PGRES_TUPLES_OK && PQntuples(result) > 0))
		return result;
	if (status != PGRES_TUPLES_OK && result)
		pipeline_fault(&store->pipeline, name_of(&own->query), result);
	while (result) {
		PQclear(result);
		result = PQgetResult(store->connection);
	}
	own->rows.streaming = false;
	store->streaming = NULL;
	if (PQstatus(store->connection) != CONNECTION_OK)
		pipeline_fault(&store->pipeline, name_of(&own->query), NULL);
	pipeline_forget_first(&store->pipeline);
	if (own->rows.synced && !store->store.faulted)
		(void)pipeline_take(&store->pipeline, 0);
	return NULL;
}

/* Takes the rows that are on the way, so that something else can be sent. */
static void make_way(struct postgres_store *store) {
	struct postgres_query *own = store->streaming;
	PGresult *result;
	while (own && (result = next_result(own)) != NULL)
		store_row(&own->rows, result);
}

static void forget_result(struct rows *rows) {
	if (!rows->kept)
		PQclear(rows->result);
	rows->result = NULL;
	rows->kept = false;
}

static void forget_rows(struct rows *rows) {
	forget_result(rows);
	for (size_t i = rows->stored_next; i < rows->stored_count; i++)
		PQclear(rows->stored[i]);
	free(rows->stored);
	*rows = (struct rows){.result = NULL};
}

static PGresult *next_of(struct postgres_query *own) {
	struct rows *rows = &own->rows;
	if (rows->stored_next < rows->stored_count)
		return rows->stored[rows->stored_next++];
	return rows->streaming ? next_result(own) : NULL;
}

/* --- transactions */

static void begin_writing(struct pipeline *pipeline) {
	pipeline_send(pipeline, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", EXPECT_DONE);
	pipeline_send(pipeline, "SELECT pg_advisory_xact_lock(1129466452, hashtext(current_schema()))", EXPECT_ROWS);
}

/* What the schema is must be known by then. */
static void commit(struct pipeline *pipeline) {
	if (pipeline_awaits(pipeline, EXPECT_SCHEMA)) {
		pipeline_flush(pipeline);
		if (!pipeline_take(pipeline, 0))
			return;
	}
	pipeline_send(pipeline, "COMMIT", EXPECT_COMMIT);
	(void)pipeline_settle(pipeline);
}

static void roll_back(struct pipeline *pipeline) {
	if (pipeline->store->faulted && !pipeline_recover(pipeline))
		return; /* the connection is gone, and the transaction with it */
	int sent = PQsendQueryParams(pipeline->connection, "ROLLBACK", 0, NULL, NULL, NULL, NULL, 1);
	pipeline_note(pipeline, "ROLLBACK", EXPECT_DONE, sent);
	if (pipeline->store->faulted)
		(void)pipeline_recover(pipeline);
	else
		(void)pipeline_settle(pipeline);
}

static bool postgres_control(struct store *store, enum control control) {
	struct pipeline *pipeline = &of_store(store)->pipeline;
	make_way(of_store(store));
	if (control == CONTROL_COMMIT || control == CONTROL_ROLLBACK)
		ahead_forget(&of_store(store)->ahead);
	switch (control) {
	case CONTROL_BEGIN: begin_writing(pipeline); break;
	case CONTROL_BEGIN_READING:
		pipeline_send(pipeline, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", EXPECT_DONE);
		break;
	case CONTROL_COMMIT: commit(pipeline); break;
	case CONTROL_ROLLBACK: roll_back(pipeline); break;
	case CONTROL_MARK: pipeline_send(pipeline, "SAVEPOINT mark", EXPECT_DONE); break;
	case CONTROL_RELEASE: pipeline_send(pipeline, "RELEASE SAVEPOINT mark", EXPECT_DONE); break;
	case CONTROL_RETURN: pipeline_send(pipeline, "ROLLBACK TO SAVEPOINT mark", EXPECT_DONE); break;
	case CONTROL_COUNT: assert(false);
	}
	bool ended = control == CONTROL_COMMIT || control == CONTROL_ROLLBACK;
	if (ended && of_store(store)->pipeline.count == 0)
		ahead_clear(&of_store(store)->ahead);
	return !store->faulted;
}

/* Behind the lock that upgrades take too. The answer is waited for with the first rows. */
static void postgres_check_schema(struct store *store) {
	pipeline_send(&of_store(store)->pipeline,
		      "SELECT CAST(value AS BIGINT) FROM meta WHERE name = 'schema_version'", EXPECT_SCHEMA);
}

/* The server breaks off a statement that takes as long as all together may. */
static void postgres_bound(struct store *store, int seconds) {
	char text[64];
	(void)snprintf(text, sizeof text, "SET LOCAL statement_timeout = '%ds'", seconds);
	make_way(of_store(store));
	int sent = PQsendQueryParams(of_store(store)->connection, text, 0, NULL, NULL, NULL, NULL, 1);
	pipeline_note(&of_store(store)->pipeline, "statement_timeout", EXPECT_DONE, sent);
}

/* --- queries */

static int largest_parameter(const char *text) {
	long largest = 0;
	for (const char *at = strchr(text, '$'); at; at = strchr(at + 1, '$')) {
		long number = strtol(at + 1, NULL, 10);
		largest = number > largest ? number : largest;
	}
	assert(largest <= PARAMETERS_MAX);
	return (int)largest;
}

static struct query *postgres_prepare(struct store *store, enum statement statement) {
	struct postgres_store *own = of_store(store);
	struct postgres_query *made = &own->queries[statement];
	const char *name = statement_texts[statement].name, *text = statement_texts[statement].text;
	made->query = (struct query){.store = store, .statement = statement, .state = QUERY_IDLE};
	made->parameters.count = largest_parameter(text);
	if (store->faulted)
		return &made->query;
	make_way(own);
	pipeline_note(&own->pipeline, name, EXPECT_DONE, PQsendPrepare(own->connection, name, text, 0, NULL));
	return &made->query;
}

static void bind(struct query *query, int parameter, const char *value, int length, int format) {
	struct parameters *parameters = &of_query(query)->parameters;
	assert(parameter <= parameters->count);
	parameters->values[parameter - 1] = value;
	parameters->lengths[parameter - 1] = length;
	parameters->formats[parameter - 1] = format;
}

static void postgres_bind_number(struct query *query, int parameter, int64_t number) {
	int64_t *kept = &of_query(query)->parameters.numbers[parameter - 1];
	*kept = (int64_t)htobe64((uint64_t)number);
	bind(query, parameter, (const char *)kept, sizeof *kept, 1);
}

static void postgres_bind_text(struct query *query, int parameter, const char *text) {
	bind(query, parameter, text, 0, 0);
}

static void postgres_bind_blob(struct query *query, int parameter, const void *bytes, size_t length) {
	bind(query, parameter, bytes, (int)length, 1);
}

static int send_prepared(struct query *query) {
	struct postgres_store *store = of_store(query->store);
	const struct parameters *parameters = &of_query(query)->parameters;
	return PQsendQueryPrepared(store->connection, name_of(query), parameters->count, parameters->values,
				   parameters->lengths, parameters->formats, 1);
}

static void send_query(struct query *query, enum expected expected) {
	struct postgres_store *store = of_store(query->store);
	make_way(store);
	if (!store->store.faulted)
		pipeline_note(&store->pipeline, name_of(query), expected, send_prepared(query));
}

/* --- asking ahead */

static struct asked asked_of(const struct query *query) {
	const struct parameters *parameters = &((const struct postgres_query *)query)->parameters;
	return (struct asked){query->statement, parameters->count, parameters->values, parameters->lengths,
			      parameters->formats};
}

static void postgres_ask_ahead(struct query *query) {
	struct postgres_store *store = of_store(query->store);
	struct asked asked = asked_of(query);
	make_way(store);
	struct answer *answer = store->store.faulted ? NULL : ahead_add(&store->ahead, &asked);
	if (answer)
		pipeline_note_ahead(&store->pipeline, name_of(query), &answer->result, send_prepared(query));
}

static void postgres_forget_one(struct query *query) {
	struct asked asked = asked_of(query);
	while (asked.count > 0 && !asked.values[asked.count - 1])
		asked.count--;
	ahead_forget_these(&of_store(query->store)->ahead, &asked);
}

static void postgres_forget_all(struct store *store) {
	ahead_forget(&of_store(store)->ahead);
}

/* Whether the answer is there, or on its way, which is then waited for. */
static bool was_asked(struct postgres_query *own) {
	struct postgres_store *store = of_store(own->query.store);
	struct asked asked = asked_of(&own->query);
	struct answer *answer = ahead_find(&store->ahead, &asked);
	if (!answer)
		return false;
	if (!answer->result) {
		make_way(store);
		pipeline_flush(&store->pipeline);
		(void)pipeline_take(&store->pipeline, 0);
	}
	own->rows.result = answer->result;
	own->rows.row = -1;
	own->rows.kept = true;
	return true;
}

/* --- rows of a query */

/* Sends it and takes all that was asked before it. A write transaction reads little and wants it at once; elsewhere rows may be
 * many. */
static void ask(struct postgres_query *own) {
	struct postgres_store *store = of_store(own->query.store);
	bool synced = store->store.transaction == TRANSACTION_NONE;
	own->sent = true;
	if (was_asked(own))
		return;
	send_query(&own->query, EXPECT_ROWS);
	if (synced)
		pipeline_sync(&store->pipeline);
	else
		pipeline_flush(&store->pipeline);
	if (store->store.faulted || !pipeline_take(&store->pipeline, synced ? 2 : 1))
		return;
	if (store->store.transaction != TRANSACTION_WRITING)
		(void)PQsetSingleRowMode(store->connection);
	own->rows.streaming = true;
	own->rows.synced = synced;
	store->streaming = own;
}

static enum step postgres_step(struct query *query) {
	struct postgres_query *own = of_query(query);
	if (!own->sent)
		ask(own);
	if (query->store->faulted)
		return STEP_FAULT;
	if (own->rows.result && ++own->rows.row < PQntuples(own->rows.result))
		return STEP_ROW;
	forget_result(&own->rows);
	own->rows.row = 0;
	own->rows.result = next_of(own);
	if (query->store->faulted)
		return STEP_FAULT;
	return own->rows.result ? STEP_ROW : STEP_DONE;
}

static void postgres_run(struct query *query) {
	struct postgres_store *store = of_store(query->store);
	assert(store->store.transaction != TRANSACTION_READING);
	send_query(query, EXPECT_DONE);
	if (store->store.transaction == TRANSACTION_NONE && !store->store.faulted)
		(void)pipeline_settle(&store->pipeline);
}

static void postgres_end(struct query *query) {
	struct postgres_query *own = of_query(query);
	PGresult *result;
	while (own->rows.streaming && (result = next_result(own)) != NULL)
		PQclear(result);
	forget_rows(&own->rows);
	own->sent = false;
	memset(own->parameters.values, 0, sizeof own->parameters.values);
}

/* --- columns */

static const char *value_of(const struct query *query, int column, Oid type) {
	const struct rows *rows = &((const struct postgres_query *)query)->rows;
	assert(column >= 0 && column < PQnfields(rows->result) && PQftype(rows->result, column) == type);
	if (PQgetisnull(rows->result, rows->row, column))
		return NULL;
	return PQgetvalue(rows->result, rows->row, column);
}

static bool postgres_is_null(const struct query *query, int column) {
	const struct rows *rows = &((const struct postgres_query *)query)->rows;
	assert(column >= 0 && column < PQnfields(rows->result));
	return PQgetisnull(rows->result, rows->row, column);
}

static int64_t postgres_number(const struct query *query, int column) {
	const char *value = value_of(query, column, TYPE_BIGINT);
	uint64_t number = 0;
	if (value)
		memcpy(&number, value, sizeof number);
	return (int64_t)be64toh(number);
}

static const char *postgres_text(const struct query *query, int column) {
	return value_of(query, column, TYPE_TEXT);
}

static const void *postgres_blob(const struct query *query, int column, size_t *length) {
	const struct rows *rows = &((const struct postgres_query *)query)->rows;
	const char *value = value_of(query, column, TYPE_BYTEA);
	*length = value ? (size_t)PQgetlength(rows->result, rows->row, column) : 0;
	return value;
}

const struct engine postgres_engine = {
	.create = postgres_create,
	.open = postgres_open,
	.close = postgres_close,
	.control = postgres_control,
	.check_schema = postgres_check_schema,
	.bound = postgres_bound,
	.prepare = postgres_prepare,
	.bind_number = postgres_bind_number,
	.bind_text = postgres_bind_text,
	.bind_blob = postgres_bind_blob,
	.step = postgres_step,
	.run = postgres_run,
	.ask_ahead = postgres_ask_ahead,
	.forget_one = postgres_forget_one,
	.forget_all = postgres_forget_all,
	.end = postgres_end,
	.is_null = postgres_is_null,
	.number = postgres_number,
	.text = postgres_text,
	.blob = postgres_blob,
};
