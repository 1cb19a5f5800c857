#include "store/postgres_schema.h"

#include "statements.h"

#include <stdio.h>
#include <stdlib.h>

/* --- asking */

/* One number that a statement answers about the schema; −1 when it answers no row. */
static enum carnet_status number_of(PGconn *connection, const char *text, const char *schema, int64_t *number,
				    struct refusal *why) {
	PGresult *result = postgres_ask(connection, "schema", text, schema, NULL, why);
	if (!result)
		return CARNET_UNAVAILABLE;
	*number = PQntuples(result) > 0 ? strtoll(PQgetvalue(result, 0, 0), NULL, 10) : -1;
	PQclear(result);
	return CARNET_OK;
}

static const char count_all[] = "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
				"WHERE n.nspname = $1";
static const char count_meta[] = "SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
				 "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 "
				 "AND c.relname = 'meta' AND a.attname IN ('name', 'value')";
static const char count_schema[] = "SELECT count(*) FROM pg_namespace WHERE nspname = $1";
static const char get_version[] = "SELECT value FROM meta WHERE name = 'schema_version'";
static const char set_version[] = "INSERT INTO meta (name, value) VALUES ('schema_version', $1) "
				  "ON CONFLICT (name) DO UPDATE SET value = excluded.value";

static enum carnet_status lock(PGconn *connection, const struct postgres_address *address, struct refusal *why) {
	static const char text[] = "SELECT pg_advisory_xact_lock(1129466452, hashtext($1))"; /* "CRNT" */
	PGresult *result = postgres_ask(connection, "schema", text, address->schema, NULL, why);
	PQclear(result);
	return result ? CARNET_OK : CARNET_UNAVAILABLE;
}

/* --- migrations */

static enum carnet_status apply(PGconn *connection, const struct migration *migration, struct refusal *why) {
	char doing[96], number[16];
	(void)snprintf(doing, sizeof doing, "schema %s", migration->name);
	(void)snprintf(number, sizeof number, "%d", migration->number);
	enum carnet_status status = postgres_do(connection, doing, migration->text, why);
	if (status != CARNET_OK)
		return status;
	PGresult *result = postgres_ask(connection, doing, set_version, number, NULL, why);
	PQclear(result);
	return result ? CARNET_OK : CARNET_UNAVAILABLE;
}

static enum carnet_status begin(PGconn *connection, const struct postgres_address *address, struct refusal *why) {
	enum carnet_status status = postgres_do(connection, "schema", "BEGIN", why);
	return status == CARNET_OK ? lock(connection, address, why) : status;
}

/* Ends the transaction: commits after a success, else rolls back. */
static enum carnet_status finish(PGconn *connection, enum carnet_status status, struct refusal *why) {
	struct refusal ignored;
	if (status == CARNET_OK)
		status = postgres_do(connection, "schema", "COMMIT", why);
	if (status != CARNET_OK && PQtransactionStatus(connection) != PQTRANS_IDLE)
		(void)!postgres_do(connection, "schema", "ROLLBACK", &ignored);
	return status;
}

/* --- creating */

/* A schema that is there and empty will do: whoever runs the database may have made it for us. */
static enum carnet_status take_place(PGconn *connection, const struct postgres_address *address, struct refusal *why) {
	char text[SCHEMA_NAME + 32];
	int64_t there = 0, things = 0;
	enum carnet_status status = number_of(connection, count_schema, address->schema, &there, why);
	if (status == CARNET_OK)
		status = number_of(connection, count_all, address->schema, &things, why);
	if (status != CARNET_OK)
		return status;
	if (things > 0)
		return refuse(why, CARNET_EXISTS, "something is already there: %s", address->shown);
	(void)snprintf(text, sizeof text, "CREATE SCHEMA \"%s\"", address->schema);
	return there ? CARNET_OK : postgres_do(connection, "cannot make the schema", text, why);
}

enum carnet_status postgres_schema_create(PGconn *connection, const struct postgres_address *address,
					  struct refusal *why) {
	enum carnet_status status = begin(connection, address, why);
	if (status == CARNET_OK)
		status = take_place(connection, address, why);
	for (const struct migration *m = postgres_migrations; status == CARNET_OK && m->number; m++)
		status = apply(connection, m, why);
	return finish(connection, status, why);
}

/* --- finding and upgrading */

static enum carnet_status no_book(const struct postgres_address *address, int64_t things, struct refusal *why) {
	if (things == 0)
		return refuse(why, CARNET_NOT_FOUND, "there is no book at %s", address->shown);
	return refuse(why, CARNET_INVALID, "not a carnet book: %s", address->shown);
}

static enum carnet_status read_version(PGconn *connection, const struct postgres_address *address, int64_t *version,
				       struct refusal *why) {
	enum carnet_status status = number_of(connection, get_version, NULL, version, why);
	if (status != CARNET_OK)
		return status;
	if (*version < 1)
		return refuse(why, CARNET_INVALID, "not a carnet book: %s", address->shown);
	if (*version <= POSTGRES_MIGRATIONS)
		return CARNET_OK;
	return refuse(why, CARNET_INVALID, "made by a newer carnet (schema %d; this one knows %d): %s", (int)*version,
		      POSTGRES_MIGRATIONS, address->shown);
}

enum carnet_status postgres_schema_find(PGconn *connection, const struct postgres_address *address, int64_t *version,
					struct refusal *why) {
	int64_t things = 0, meta = 0;
	enum carnet_status status = number_of(connection, count_meta, address->schema, &meta, why);
	if (status == CARNET_OK && meta == 2)
		return read_version(connection, address, version, why);
	if (status == CARNET_OK)
		status = number_of(connection, count_all, address->schema, &things, why);
	return status == CARNET_OK ? no_book(address, things, why) : status;
}

/* The next migration, unless someone else was quicker. */
static enum carnet_status apply_next(PGconn *connection, const struct postgres_address *address, int64_t *version,
				     struct refusal *why) {
	enum carnet_status status = read_version(connection, address, version, why);
	if (status != CARNET_OK || *version == POSTGRES_MIGRATIONS)
		return status;
	status = apply(connection, &postgres_migrations[*version], why);
	if (status == CARNET_OK)
		++*version;
	return status;
}

enum carnet_status postgres_schema_upgrade(PGconn *connection, const struct postgres_address *address, int64_t *version,
					   struct refusal *why) {
	enum carnet_status status = CARNET_OK;
	while (status == CARNET_OK && *version < POSTGRES_MIGRATIONS) {
		status = begin(connection, address, why);
		if (status == CARNET_OK)
			status = apply_next(connection, address, version, why);
		status = finish(connection, status, why);
	}
	return status;
}
