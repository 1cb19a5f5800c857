/* The store on SQLite: transactions and queries. Files are in sqlite_file.h. */
#include "store/engine.h"
#include "store/sqlite_checkpoint.h"
#include "store/sqlite_file.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sqlite_query {
	struct query query;
	sqlite3_stmt *prepared; /* NULL when it could not be */
	bool writes;
	int columns;
	uint8_t index[PARAMETERS_MAX + 1]; /* of parameter $n in SQLite's order; 0: not in the statement */
};

struct sqlite_store {
	struct store store;
	sqlite3 *db;
	struct checkpoint *checkpoint;         /* NULL: it does not write a file */
	sqlite3_stmt *controls[CONTROL_COUNT]; /* NULL until first used */
	sqlite3_stmt *schema;                  /* asks for the schema's version; the same */
	struct sqlite_query queries[STATEMENT_COUNT + 1];
};

static struct sqlite_store *of_store(struct store *store) {
	return (struct sqlite_store *)store;
}

static struct sqlite_query *of_query(struct query *query) {
	return (struct sqlite_query *)query;
}

static sqlite3_stmt *prepared_of(const struct query *query) {
	return ((const struct sqlite_query *)query)->prepared;
}

/* Makes SQLite's last error the fault of the store. */
static void fault(struct store *store, const char *doing) {
	sqlite3 *db = of_store(store)->db;
	int code = sqlite3_errcode(db) & 0xFF;
	store->damaged = !store->faulted && (code == SQLITE_CORRUPT || code == SQLITE_NOTADB);
	store_fault(store, "%s: %s (SQLite %d)", doing, sqlite3_errmsg(db), sqlite3_extended_errcode(db));
}

static sqlite3_stmt *prepare_text(struct store *store, const char *name, const char *text) {
	sqlite3_stmt *prepared = NULL;
	if (sqlite3_prepare_v3(of_store(store)->db, text, -1, SQLITE_PREPARE_PERSISTENT, &prepared, NULL) != SQLITE_OK)
		fault(store, name);
	return prepared;
}

/* --- books */

static enum carnet_status sqlite_open(const char *address, enum store_mode mode, struct store **store,
				      struct refusal *why) {
	struct sqlite_store *own = calloc(1, sizeof *own);
	if (!own)
		return refuse(why, CARNET_UNAVAILABLE, "out of memory");
	enum carnet_status status = mode == STORE_SCRATCH
					    ? sqlite_file_scratch(&own->db, why)
					    : sqlite_file_open(address, mode, &own->db, &own->store.schema_version, why);
	if (status != CARNET_OK) {
		free(own);
		return status;
	}
	if (mode == STORE_SCRATCH)
		own->store.schema_version = SQLITE_MIGRATIONS;
	if (mode == STORE_READ_WRITE)
		own->checkpoint = checkpoint_create(own->db);
	*store = &own->store;
	return CARNET_OK;
}

static void sqlite_close(struct store *store) {
	struct sqlite_store *own = of_store(store);
	checkpoint_destroy(own->checkpoint);
	for (int i = 0; i < CONTROL_COUNT; i++)
		sqlite3_finalize(own->controls[i]);
	sqlite3_finalize(own->schema);
	for (int i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_finalize(own->queries[i].prepared);
	int result = sqlite3_close(own->db);
	assert(result == SQLITE_OK);
	(void)result;
	free(own);
}

/* Empties the log into the file. What a failed sync left behind its last commit would else be found by the next recovery,
 * after a later operation has already been told that it is not there. */
static bool sqlite_recover(struct store *store) {
	int result = sqlite3_wal_checkpoint_v2(of_store(store)->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	if (result != SQLITE_OK)
		fault(store, "recover");
	return result == SQLITE_OK;
}

/* --- transactions */

static const char *control_text(enum control control) {
	static const char *const texts[CONTROL_COUNT] = {
		[CONTROL_BEGIN] = "BEGIN IMMEDIATE",   [CONTROL_BEGIN_READING] = "BEGIN",
		[CONTROL_COMMIT] = "COMMIT",           [CONTROL_ROLLBACK] = "ROLLBACK",
		[CONTROL_MARK] = "SAVEPOINT mark",     [CONTROL_RELEASE] = "RELEASE mark",
		[CONTROL_RETURN] = "ROLLBACK TO mark",
	};
	return texts[control];
}

static bool sqlite_control(struct store *store, enum control control) {
	struct sqlite_store *own = of_store(store);
	if (control == CONTROL_ROLLBACK && sqlite3_get_autocommit(own->db))
		return true; /* SQLite did it by itself, after a full disk for example */
	const char *text = control_text(control);
	if (!own->controls[control])
		own->controls[control] = prepare_text(store, text, text);
	if (!own->controls[control])
		return false;
	bool done = sqlite3_step(own->controls[control]) == SQLITE_DONE;
	if (!done)
		fault(store, text);
	sqlite3_reset(own->controls[control]);
	return done;
}

static void sqlite_check_schema(struct store *store) {
	static const char text[] = "PRAGMA user_version";
	struct sqlite_store *own = of_store(store);
	if (!own->schema)
		own->schema = prepare_text(store, text, text);
	if (!own->schema)
		return;
	if (sqlite3_step(own->schema) != SQLITE_ROW)
		fault(store, text);
	else if (sqlite3_column_int64(own->schema, 0) != store->schema_version)
		store_fault_of_schema(store, sqlite3_column_int64(own->schema, 0));
	sqlite3_reset(own->schema);
}

/* Statements are asked once in so many steps of SQLite's machine, less than a millisecond, whether they should go on. */
enum { STEPS_BETWEEN_LOOKS = 10000 };

static int is_late(void *store) {
	return store_is_late(store);
}

/* It stays: without a bound nothing is late. */
static void sqlite_bound(struct store *store, int seconds) {
	(void)seconds;
	sqlite3_progress_handler(of_store(store)->db, STEPS_BETWEEN_LOOKS, is_late, store);
}

/* --- queries */

/* In SQLite $1 is a name, and the order is that of first use. */
static void learn_parameters(struct sqlite_query *own) {
	int count = sqlite3_bind_parameter_count(own->prepared);
	for (int i = 1; i <= count; i++) {
		const char *name = sqlite3_bind_parameter_name(own->prepared, i);
		assert(name && name[0] == '$');
		long parameter = strtol(name + 1, NULL, 10);
		assert(parameter >= 1 && parameter <= PARAMETERS_MAX);
		own->index[parameter] = (uint8_t)i;
	}
}

static struct query *sqlite_prepare(struct store *store, enum statement statement) {
	struct sqlite_query *own = &of_store(store)->queries[statement];
	own->query = (struct query){.store = store, .statement = statement, .state = QUERY_IDLE};
	if (store->faulted)
		return &own->query;
	own->prepared = prepare_text(store, statement_texts[statement].name, statement_texts[statement].text);
	if (own->prepared) {
		learn_parameters(own);
		own->writes = !sqlite3_stmt_readonly(own->prepared);
		own->columns = sqlite3_column_count(own->prepared);
	}
	return &own->query;
}

static int index_of(const struct query *query, int parameter) {
	int index = ((const struct sqlite_query *)query)->index[parameter];
	assert(index > 0);
	return index;
}

static void check_bound(struct query *query, int result) {
	if (result != SQLITE_OK)
		fault(query->store, statement_texts[query->statement].name);
}

static void sqlite_bind_number(struct query *query, int parameter, int64_t number) {
	check_bound(query, sqlite3_bind_int64(prepared_of(query), index_of(query, parameter), number));
}

static void sqlite_bind_text(struct query *query, int parameter, const char *text) {
	check_bound(query, sqlite3_bind_text(prepared_of(query), index_of(query, parameter), text, -1, SQLITE_STATIC));
}

static void sqlite_bind_blob(struct query *query, int parameter, const void *bytes, size_t length) {
	check_bound(query,
		    sqlite3_bind_blob64(prepared_of(query), index_of(query, parameter), bytes, length, SQLITE_STATIC));
}

static enum step sqlite_step(struct query *query) {
	struct sqlite_query *own = of_query(query);
	assert(!own->writes || query->store->transaction != TRANSACTION_READING);
	int result = sqlite3_step(own->prepared);
	if (result == SQLITE_ROW)
		return STEP_ROW;
	if (result == SQLITE_DONE)
		return STEP_DONE;
	fault(query->store, statement_texts[query->statement].name);
	return STEP_FAULT;
}

static void sqlite_run(struct query *query) {
	enum step step = sqlite_step(query);
	assert(step != STEP_ROW);
	(void)step;
}

static void sqlite_end(struct query *query) {
	sqlite3_stmt *prepared = prepared_of(query);
	if (!prepared)
		return;
	sqlite3_reset(prepared);
	sqlite3_clear_bindings(prepared);
}

/* The row, which has that column. */
static sqlite3_stmt *row_of(const struct query *query, int column) {
	const struct sqlite_query *own = (const struct sqlite_query *)query;
	assert(column >= 0 && column < own->columns);
	return own->prepared;
}

static bool sqlite_is_null(const struct query *query, int column) {
	return sqlite3_column_type(row_of(query, column), column) == SQLITE_NULL;
}

static int64_t sqlite_number(const struct query *query, int column) {
	return sqlite3_column_int64(row_of(query, column), column);
}

static const char *sqlite_text(const struct query *query, int column) {
	return (const char *)sqlite3_column_text(row_of(query, column), column);
}

static const void *sqlite_blob(const struct query *query, int column, size_t *length) {
	const void *bytes = sqlite3_column_blob(row_of(query, column), column);
	*length = (size_t)sqlite3_column_bytes(row_of(query, column), column);
	return bytes || sqlite_is_null(query, column) ? bytes : "";
}

const struct engine sqlite_engine = {
	.create = sqlite_file_create,
	.open = sqlite_open,
	.close = sqlite_close,
	.recover = sqlite_recover,
	.control = sqlite_control,
	.check_schema = sqlite_check_schema,
	.bound = sqlite_bound,
	.prepare = sqlite_prepare,
	.bind_number = sqlite_bind_number,
	.bind_text = sqlite_bind_text,
	.bind_blob = sqlite_bind_blob,
	.step = sqlite_step,
	.run = sqlite_run,
	.end = sqlite_end,
	.is_null = sqlite_is_null,
	.number = sqlite_number,
	.text = sqlite_text,
	.blob = sqlite_blob,
};
