#include "store/sqlite_schema.h"

#include <stdio.h>
#include <stdlib.h>

static enum carnet_status run_text(sqlite3 *db, const char *doing, const char *text, struct refusal *why) {
	if (sqlite3_exec(db, text, NULL, NULL, NULL) == SQLITE_OK)
		return CARNET_OK;
	return refuse(why, CARNET_UNAVAILABLE, "%s: %s", doing, sqlite3_errmsg(db));
}

static int note_number(void *number, int columns, char **texts, char **names) {
	(void)columns, (void)names;
	*(int *)number = (int)strtol(texts[0], NULL, 10);
	return 0;
}

int sqlite_schema_read(sqlite3 *db, int *application, int *version) {
	int result = sqlite3_exec(db, "PRAGMA application_id", note_number, application, NULL);
	return result != SQLITE_OK ? result : sqlite3_exec(db, "PRAGMA user_version", note_number, version, NULL);
}

static enum carnet_status set_number(sqlite3 *db, const char *name, int number, struct refusal *why) {
	char text[64];
	(void)snprintf(text, sizeof text, "PRAGMA %s = %d", name, number);
	return run_text(db, name, text, why);
}

static int note_row(void *found, int columns, char **texts, char **names) {
	(void)columns, (void)texts, (void)names;
	*(bool *)found = true;
	return 0;
}

static enum carnet_status check_references(sqlite3 *db, const char *doing, struct refusal *why) {
	bool found = false;
	if (sqlite3_exec(db, "PRAGMA foreign_key_check", note_row, &found, NULL) != SQLITE_OK)
		return refuse(why, CARNET_UNAVAILABLE, "%s: %s", doing, sqlite3_errmsg(db));
	return found ? refuse(why, CARNET_UNAVAILABLE, "%s: it would leave broken references", doing) : CARNET_OK;
}

static enum carnet_status apply(sqlite3 *db, const struct migration *migration, struct refusal *why) {
	char doing[96];
	(void)snprintf(doing, sizeof doing, "schema %s", migration->name);
	enum carnet_status status = run_text(db, doing, migration->text, why);
	if (status == CARNET_OK)
		status = set_number(db, "user_version", migration->number, why);
	return status == CARNET_OK ? check_references(db, doing, why) : status;
}

/* Ends the transaction: commits after a success, else rolls back. */
static enum carnet_status finish(sqlite3 *db, enum carnet_status status, struct refusal *why) {
	if (status == CARNET_OK)
		status = run_text(db, "schema", "COMMIT", why);
	if (status != CARNET_OK && !sqlite3_get_autocommit(db))
		(void)sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
	return status;
}

enum carnet_status sqlite_schema_create(sqlite3 *db, struct refusal *why) {
	enum carnet_status status = run_text(db, "schema", "BEGIN IMMEDIATE", why);
	if (status == CARNET_OK)
		status = set_number(db, "application_id", SQLITE_BOOK, why);
	for (const struct migration *m = sqlite_migrations; status == CARNET_OK && m->number; m++)
		status = apply(db, m, why);
	return finish(db, status, why);
}

/* The next migration, unless someone else was quicker. */
static enum carnet_status apply_next(sqlite3 *db, int64_t *version, struct refusal *why) {
	int application = 0;
	int standing = 0;
	if (sqlite_schema_read(db, &application, &standing) != SQLITE_OK)
		return refuse(why, CARNET_UNAVAILABLE, "schema: %s", sqlite3_errmsg(db));
	*version = standing;
	if (standing > SQLITE_MIGRATIONS)
		return refuse(why, CARNET_INVALID, "a newer carnet has brought the book up meanwhile");
	if (standing == SQLITE_MIGRATIONS)
		return CARNET_OK;
	enum carnet_status status = apply(db, &sqlite_migrations[standing], why);
	if (status == CARNET_OK)
		*version = standing + 1;
	return status;
}

enum carnet_status sqlite_schema_upgrade(sqlite3 *db, int64_t *version, struct refusal *why) {
	enum carnet_status status = CARNET_OK;
	while (status == CARNET_OK && *version < SQLITE_MIGRATIONS) {
		status = run_text(db, "schema", "BEGIN IMMEDIATE", why);
		if (status == CARNET_OK)
			status = apply_next(db, version, why);
		status = finish(db, status, why);
	}
	return status;
}
