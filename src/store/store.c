#include "store/engine.h"
#include "store/postgres_address.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* --- which engine */

static_assert((int)SQLITE_MIGRATIONS == (int)POSTGRES_MIGRATIONS, "both engines have the same schema");

static const struct engine *engine_of(const char *address) {
	return postgres_is_address(address) ? &postgres_engine : &sqlite_engine;
}

bool store_address_is_database(const char *address) {
	return postgres_is_address(address);
}

const char *store_address_shown(const char *address, struct arena *arena) {
	struct postgres_address parsed;
	struct refusal why;
	if (!postgres_is_address(address))
		return address;
	bool read = postgres_address_init(&parsed, address, &why) == CARNET_OK;
	const char *shown = read ? arena_text(arena, parsed.shown) : "the database";
	postgres_address_clear(&parsed);
	return shown;
}

/* --- books */

enum carnet_status store_create(const char *address, struct refusal *why) {
	return engine_of(address)->create(address, why);
}

enum carnet_status store_open(const char *address, enum store_mode mode, struct store **store, struct refusal *why) {
	*store = NULL;
	const struct engine *engine = mode == STORE_SCRATCH ? &sqlite_engine : engine_of(address);
	enum carnet_status status = engine->open(address, mode, store, why);
	if (status == CARNET_OK)
		(*store)->engine = engine;
	return status;
}

void store_close(struct store *store) {
	if (!store)
		return;
	store_rollback(store);
	store->engine->close(store);
}

int64_t store_schema_version(struct store *store) {
	return store->schema_version;
}

int64_t store_newest_schema(void) {
	return SQLITE_MIGRATIONS;
}

/* --- faults */

void store_fault(struct store *store, const char *format, ...) {
	if (store->faulted)
		return;
	store->faulted = true;
	store->late = store_is_late(store);
	va_list arguments;
	va_start(arguments, format);
	(void)vsnprintf(store->fault_text, sizeof store->fault_text, format, arguments);
	va_end(arguments);
}

void store_fault_of_schema(struct store *store, int64_t now) {
	const char *what = now > store->schema_version ? "A newer carnet has brought the book up meanwhile"
						       : "An older book has come into its place meanwhile";
	store_fault(store, "%s (schema %d; this one writes %d).", what, (int)now, (int)store->schema_version);
}

bool store_faulted(const struct store *store) {
	return store->faulted;
}

bool store_fault_is_passing(const struct store *store) {
	return store->faulted && store->passing;
}

bool store_damaged(const struct store *store) {
	return store->damaged;
}

const char *store_fault_text(const struct store *store) {
	return store->faulted ? store->fault_text : NULL;
}

enum carnet_status store_refuse(const struct store *store, struct refusal *why) {
	const char *text = store_fault_text(store);
	return refuse(why, CARNET_UNAVAILABLE, "%s", text ? text : "The book is damaged; run carnet verify.");
}

bool store_recover(struct store *store) {
	assert(store->transaction == TRANSACTION_NONE);
	return !store->faulted && (!store->engine->recover || store->engine->recover(store));
}

/* --- hurry */

bool store_is_late(const struct store *store) {
	return store->steady_ms && store->steady_ms() >= store->until_ms;
}

void store_bound(struct store *store, int seconds, int64_t (*steady_ms)(void)) {
	assert(store->transaction == TRANSACTION_READING && seconds > 0);
	if (store->faulted)
		return;
	store->steady_ms = steady_ms;
	store->until_ms = steady_ms() + (int64_t)seconds * 1000;
	store->engine->bound(store, seconds);
}

bool store_took_too_long(const struct store *store) {
	return store->faulted && store->late;
}

/* --- transactions */

static bool begin(struct store *store, enum control control, enum transaction transaction) {
	if (store->faulted)
		return false;
	assert(store->transaction == TRANSACTION_NONE);
	if (!store->engine->control(store, control))
		return false;
	store->transaction = transaction;
	return true;
}

bool store_begin(struct store *store) {
	if (!begin(store, CONTROL_BEGIN, TRANSACTION_WRITING))
		return false;
	store->engine->check_schema(store);
	return !store->faulted;
}

bool store_begin_reading(struct store *store) {
	return begin(store, CONTROL_BEGIN_READING, TRANSACTION_READING);
}

bool store_commit(struct store *store) {
	if (store->faulted)
		return false;
	assert(store->transaction == TRANSACTION_WRITING && !store->marked && store->active == 0);
	if (!store->engine->control(store, CONTROL_COMMIT))
		return false;
	store->transaction = TRANSACTION_NONE;
	return true;
}

/* What a function that returned early left running. */
static void end_queries(struct store *store) {
	for (int i = 0; i < STATEMENT_COUNT && store->active > 0; i++)
		if (store->queries[i])
			query_end(store->queries[i]);
}

void store_rollback(struct store *store) {
	end_queries(store);
	if (store->transaction != TRANSACTION_NONE)
		(void)store->engine->control(store, CONTROL_ROLLBACK);
	store->transaction = TRANSACTION_NONE;
	store->marked = false;
	store->steady_ms = NULL;
}

bool store_mark(struct store *store) {
	if (store->faulted)
		return false;
	assert(store->transaction == TRANSACTION_WRITING && !store->marked);
	store->marked = store->engine->control(store, CONTROL_MARK);
	return store->marked;
}

void store_release(struct store *store) {
	if (store->faulted)
		return;
	assert(store->marked);
	store->marked = false;
	(void)store->engine->control(store, CONTROL_RELEASE);
}

void store_return(struct store *store) {
	end_queries(store);
	if (store->faulted)
		return;
	assert(store->marked);
	store->marked = false;
	if (store->engine->control(store, CONTROL_RETURN))
		(void)store->engine->control(store, CONTROL_RELEASE);
}

/* --- queries */

struct query *store_query(struct store *store, enum statement statement) {
	assert((int)statement >= 0 && statement < STATEMENT_COUNT);
	struct query *query = store->queries[statement];
	if (!query)
		query = store->queries[statement] = store->engine->prepare(store, statement);
	assert(query->state == QUERY_IDLE);
	query->state = QUERY_READY;
	store->active++;
	return query;
}

/* Whether there is something to bind to. */
static bool query_takes(const struct query *query, int parameter) {
	assert(query->state == QUERY_READY && parameter >= 1 && parameter <= PARAMETERS_MAX);
	return !query->store->faulted;
}

void query_bind_number(struct query *query, int parameter, int64_t number) {
	if (query_takes(query, parameter))
		query->store->engine->bind_number(query, parameter, number);
}

void query_bind_text(struct query *query, int parameter, const char *text) {
	if (query_takes(query, parameter))
		query->store->engine->bind_text(query, parameter, text);
}

void query_bind_blob(struct query *query, int parameter, const void *bytes, size_t length) {
	if (query_takes(query, parameter))
		query->store->engine->bind_blob(query, parameter, bytes, length);
}

enum step query_step(struct query *query) {
	assert(query->state != QUERY_IDLE);
	if (store_is_late(query->store))
		store_fault(query->store, "%s: it took too long", statement_texts[query->statement].name);
	enum step step = query->store->faulted ? STEP_FAULT : query->store->engine->step(query);
	if (step == STEP_ROW)
		query->state = QUERY_ROW;
	else
		query_end(query);
	return step;
}

void query_run(struct query *query) {
	assert(query->state == QUERY_READY);
	if (!query->store->faulted)
		query->store->engine->run(query);
	query_end(query);
}

void query_ask_ahead(struct query *query) {
	assert(query->state == QUERY_READY && query->store->transaction == TRANSACTION_WRITING);
	if (!query->store->faulted && query->store->engine->ask_ahead)
		query->store->engine->ask_ahead(query);
	query_end(query);
}

void query_forget_ahead(struct query *query) {
	assert(query->state == QUERY_READY);
	if (!query->store->faulted && query->store->engine->forget_one)
		query->store->engine->forget_one(query);
	query_end(query);
}

void store_forget_ahead(struct store *store) {
	if (!store->faulted && store->engine->forget_all)
		store->engine->forget_all(store);
}

void query_end(struct query *query) {
	if (query->state == QUERY_IDLE)
		return;
	query->store->engine->end(query);
	query->state = QUERY_IDLE;
	query->store->active--;
}

bool query_is_null(const struct query *query, int column) {
	assert(query->state == QUERY_ROW);
	return query->store->engine->is_null(query, column);
}

int64_t query_number(const struct query *query, int column) {
	assert(query->state == QUERY_ROW);
	return query->store->engine->number(query, column);
}

const char *query_text(const struct query *query, int column) {
	assert(query->state == QUERY_ROW);
	return query->store->engine->text(query, column);
}

const void *query_blob(const struct query *query, int column, size_t *length) {
	assert(query->state == QUERY_ROW);
	return query->store->engine->blob(query, column, length);
}

char *query_text_copy(const struct query *query, int column, struct arena *arena) {
	return arena_text(arena, query_text(query, column));
}
