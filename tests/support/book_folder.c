#include "support/book_folder.h"

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[64];
static int folders; /* made so far */

int folder_create(void **state) {
	(void)state;
	folders++;
	(void)snprintf(folder, sizeof folder, "/tmp/carnet-store-XXXXXX");
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *found, int kind, struct FTW *where) {
	(void)found, (void)kind, (void)where;
	return remove(path);
}

int folder_remove(void **state) {
	(void)state;
	return nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

const char *in_folder(const char *name) {
	static char paths[8][128];
	static int next;
	char *path = paths[next++ % 8];
	(void)snprintf(path, sizeof paths[0], "%s%s%s", folder, name ? "/" : "", name ? name : "");
	return path;
}

int files_named(const char *beginning) {
	int count = 0;
	DIR *dir = opendir(folder);
	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir));)
		count += entry->d_name[0] != '.' && strncmp(entry->d_name, beginning, strlen(beginning)) == 0;
	closedir(dir);
	return count;
}

void write_file(const char *path, const void *bytes, size_t length) {
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

bool on_postgres(void) {
	const char *engine = getenv("CARNET_TEST_ENGINE");
	return engine && strcmp(engine, "postgres") == 0;
}

const char *book_address(const char *name) {
	static char addresses[8][512];
	static int next;
	if (!on_postgres())
		return in_folder(name);
	const char *database = getenv("CARNET_TEST_DATABASE");
	if (!database)
		fail_msg("CARNET_TEST_DATABASE does not say where the database is: see tests/support/postgres.py");
	char *address = addresses[next++ % 8];
	(void)snprintf(address, sizeof addresses[0], "%s&schema=%s_%d_%d", database, name, (int)getpid(), folders);
	return address;
}

const char *new_book(const char *name) {
	struct refusal why = {0};
	const char *path = book_address(name);
	if (store_create(path, &why) != CARNET_OK)
		fail_msg("%s", why.message);
	return path;
}

struct store *opened(const char *path, enum store_mode mode) {
	struct refusal why = {0};
	struct store *store = NULL;
	if (store_open(path, mode, &store, &why) != CARNET_OK)
		fail_msg("%s", why.message);
	return store;
}

void assert_refused(const char *path, enum store_mode mode, enum carnet_status status, const char *words) {
	struct refusal why = {0};
	struct store *store = NULL;
	assert_int_equal(store_open(path, mode, &store, &why), status);
	assert_int_equal(why.status, status);
	assert_null(store);
	assert_mentions(why.message, words);
	assert_mentions(why.message, path);
}

void put(struct store *store, const char *name, const char *value) {
	struct query *query = store_query(store, STATEMENT_META_SET);
	query_bind_text(query, 1, name);
	query_bind_text(query, 2, value);
	query_run(query);
}

bool has(struct store *store, const char *name, const char *value) {
	struct query *query = store_query(store, STATEMENT_META_GET);
	query_bind_text(query, 1, name);
	bool found = query_step(query) == STEP_ROW;
	bool same = found && value ? strcmp(query_text(query, 0), value) == 0 : found == (value != NULL);
	query_end(query);
	return same;
}

void assert_mentions(const char *text, const char *words) {
	if (!text || !strstr(text, words))
		fail_msg("\"%s\" does not say \"%s\"", text ? text : "(null)", words);
}
