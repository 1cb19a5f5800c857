/* Books as files: how they are made, and which files are refused and why. */
#include "medium.h"
#include "store/sqlite_file.h"
#include "tamper.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOBODY = 65534 };

static void a_new_book_has_the_newest_schema(void **state) {
	(void)state;
	const char *path = new_book("book");
	assert_int_equal(files_named("book"), 1); /* no log left beside it */
	assert_int_equal(peek(path, "PRAGMA application_id"), 0x43524E54);
	assert_int_equal(peek(path, "PRAGMA user_version"), store_newest_schema());
	struct stat found;
	assert_int_equal(stat(path, &found), 0);
	assert_int_equal(found.st_mode & 0777, 0600);
	struct store *store = opened(path, STORE_READ_WRITE);
	assert_int_equal(store_schema_version(store), store_newest_schema());
	assert_int_equal(files_named("book-wal"), 1);
	store_close(store);
	store_close(NULL);
}

static void assert_setting(sqlite3 *db, const char *pragma, const char *value) {
	sqlite3_stmt *row = NULL;
	assert_int_equal(sqlite3_prepare_v2(db, pragma, -1, &row, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(row), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(row, 0), value);
	assert_int_equal(sqlite3_finalize(row), SQLITE_OK);
}

static void a_writer_is_set_to_be_safe(void **state) {
	(void)state;
	sqlite3 *db = NULL;
	int64_t version = 0;
	struct refusal why = {0};
	assert_int_equal(sqlite_file_open(new_book("book"), STORE_READ_WRITE, &db, &version, &why), CARNET_OK);
	assert_setting(db, "PRAGMA journal_mode", "wal");
	assert_setting(db, "PRAGMA synchronous", "2");
	assert_setting(db, "PRAGMA foreign_keys", "1");
	assert_setting(db, "PRAGMA recursive_triggers", "1");
	assert_setting(db, "PRAGMA trusted_schema", "0");
	assert_setting(db, "PRAGMA secure_delete", "1");
	assert_setting(db, "PRAGMA busy_timeout", "5000");
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void assert_not_created(const char *path, enum carnet_status status, const char *words) {
	struct refusal why = {0};
	assert_int_equal(store_create(path, &why), status);
	assert_mentions(why.message, words);
	assert_mentions(why.message, path);
}

static void what_is_there_is_not_overwritten(void **state) {
	(void)state;
	const char *path = new_book("book");
	struct store *store = opened(path, STORE_READ_WRITE);
	put(store, "name", "1");
	store_close(store);
	assert_not_created(path, CARNET_EXISTS, "already there");
	assert_not_created(in_folder(NULL), CARNET_EXISTS, "already there");
	write_file(in_folder("note"), "", 0);
	assert_not_created(in_folder("note"), CARNET_EXISTS, "already there");
	store = opened(path, STORE_READ_ONLY);
	assert_true(has(store, "name", "1"));
	store_close(store);
}

static void a_book_needs_a_folder(void **state) {
	(void)state;
	struct refusal why = {0};
	assert_not_created(in_folder("none/book"), CARNET_UNAVAILABLE, "cannot create the book: No such file");
	assert_int_equal(store_create("", &why), CARNET_UNAVAILABLE);
	assert_int_equal(files_named(""), 0);
}

/* A log that an earlier book of the same name left behind is not taken for the new one's. */
static void a_stale_log_is_not_replayed(void **state) {
	(void)state;
	const char *path = new_book("old");
	struct store *store = opened(path, STORE_READ_WRITE);
	put(store, "name", "old");
	assert_int_equal(link(in_folder("old-wal"), in_folder("book-wal")), 0);
	store_close(store);
	store = opened(new_book("book"), STORE_READ_WRITE);
	assert_true(has(store, "name", NULL));
	store_close(store);
}

static void odd_paths_are_paths(void **state) {
	(void)state;
	static const char *const names[] = {":memory:", "file:book?mode=memory", "a%20b#c?d=é"};
	assert_int_equal(chdir(in_folder(NULL)), 0);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct refusal why = {0};
		assert_int_equal(store_create(names[i], &why), CARNET_OK);
		assert_int_equal(access(names[i], F_OK), 0);
		store_close(opened(names[i], STORE_READ_ONLY));
	}
	assert_int_equal(chdir("/"), 0);
}

static void no_book_is_not_found(void **state) {
	(void)state;
	struct refusal why = {0};
	struct store *store = NULL;
	assert_refused(in_folder("none"), STORE_READ_WRITE, CARNET_NOT_FOUND, "no book");
	assert_refused(in_folder("none/book"), STORE_READ_ONLY, CARNET_NOT_FOUND, "no book");
	assert_int_equal(store_open("", STORE_READ_WRITE, &store, &why), CARNET_NOT_FOUND);
	assert_int_equal(files_named("none"), 0);
}

static void assert_no_book(const char *path, const char *words) {
	assert_refused(path, STORE_READ_WRITE, CARNET_INVALID, words);
	assert_refused(path, STORE_READ_ONLY, CARNET_INVALID, words);
}

static void other_things_are_no_books(void **state) {
	(void)state;
	static const char garbage[5000] = "SQLite format 2, or so";
	assert_no_book(in_folder(NULL), "not a carnet book but a folder");
	write_file(in_folder("empty"), "", 0);
	assert_no_book(in_folder("empty"), "not a carnet book but an empty file");
	write_file(in_folder("short"), "hello\n", 6);
	assert_no_book(in_folder("short"), "not a carnet book");
	write_file(in_folder("long"), garbage, sizeof garbage);
	assert_no_book(in_folder("long"), "not a carnet book");
	assert_int_equal(mkfifo(in_folder("pipe"), 0600), 0);
	assert_no_book(in_folder("pipe"), "not a carnet book, not even a file");
	assert_int_equal(files_named(""), 4);
}

static void another_programs_database_is_left_alone(void **state) {
	(void)state;
	const char *path = in_folder("photos");
	tamper(path, "CREATE TABLE photo (name TEXT)");
	assert_no_book(path, "not a carnet book");
	assert_int_equal(peek(path, "PRAGMA user_version"), 0);
	assert_int_equal(peek(path, "SELECT count(*) FROM sqlite_master"), 1);
	assert_int_equal(files_named("photos"), 1); /* no write-ahead log */
}

static void a_newer_book_is_refused(void **state) {
	(void)state;
	char words[64];
	const char *path = new_book("book");
	tamper(path, "PRAGMA user_version = 99");
	(void)snprintf(words, sizeof words, "newer carnet (schema 99; this one knows %d)", (int)store_newest_schema());
	assert_no_book(path, words);
	assert_int_equal(peek(path, "PRAGMA user_version"), 99);
}

static void a_book_that_a_newer_carnet_brought_up_meanwhile_is_not_written(void **state) {
	(void)state;
	const char *path = new_book("book");
	struct store *store = opened(path, STORE_READ_WRITE);
	put(store, "before", "1");
	tamper(path, "PRAGMA user_version = 99");
	assert_false(store_begin(store));
	assert_non_null(strstr(store_fault_text(store), "newer carnet has brought the book up meanwhile (schema 99;"));
	assert_false(store_fault_is_passing(store));
	store_close(store);
	assert_int_equal(peek(path, "SELECT count(*) FROM meta WHERE name = 'before'"), 1);
}

/* A book before the first migration: the oldest there can be. */
static const char *oldest_book(const char *name) {
	const char *path = in_folder(name);
	tamper(path, "PRAGMA application_id = 0x43524E54");
	return path;
}

static void an_older_book_is_upgraded_by_who_can_write(void **state) {
	(void)state;
	const char *path = oldest_book("book");
	assert_refused(path, STORE_READ_ONLY, CARNET_INVALID, "open it once with a command that writes");
	assert_int_equal(peek(path, "PRAGMA user_version"), 0);
	struct store *store = opened(path, STORE_READ_WRITE);
	assert_int_equal(store_schema_version(store), store_newest_schema());
	put(store, "name", "1");
	store_close(store);
	store_close(opened(path, STORE_READ_ONLY));
	assert_int_equal(peek(path, "PRAGMA user_version"), store_newest_schema());
}

static void a_failed_upgrade_changes_nothing(void **state) {
	(void)state;
	struct refusal why = {0};
	struct store *store = NULL;
	const char *path = oldest_book("book");
	tamper(path, "CREATE TABLE meta (planted INTEGER)");
	assert_int_equal(store_open(path, STORE_READ_WRITE, &store, &why), CARNET_UNAVAILABLE);
	assert_mentions(why.message, "schema 0001_book: table meta already exists");
	assert_int_equal(peek(path, "PRAGMA user_version"), 0);
	assert_int_equal(peek(path, "SELECT count(*) FROM sqlite_master"), 1);
}

static void an_upgrade_that_breaks_references_is_taken_back(void **state) {
	(void)state;
	struct refusal why = {0};
	struct store *store = NULL;
	const char *path = oldest_book("book");
	tamper(path, "CREATE TABLE planted (id INTEGER PRIMARY KEY, other INTEGER REFERENCES planted (id));"
		     "INSERT INTO planted VALUES (1, 7)");
	assert_int_equal(store_open(path, STORE_READ_WRITE, &store, &why), CARNET_UNAVAILABLE);
	assert_mentions(why.message, "schema 0001_book: it would leave broken references");
	assert_int_equal(peek(path, "PRAGMA user_version"), 0);
	assert_int_equal(peek(path, "SELECT count(*) FROM sqlite_master"), 1);
}

/* The page of table meta, filled with nonsense. */
static void damage(const char *path) {
	long page = (long)peek(path, "SELECT rootpage FROM sqlite_master WHERE name = 'meta'");
	FILE *file = fopen(path, "r+b");
	assert_non_null(file);
	assert_int_equal(fseek(file, (page - 1) * 4096, SEEK_SET), 0);
	for (int i = 0; i < 4096; i++)
		assert_int_equal(fputc(0xEE, file), 0xEE);
	assert_int_equal(fclose(file), 0);
}

static void damage_is_a_fault(void **state) {
	(void)state;
	const char *path = new_book("book");
	damage(path);
	struct store *store = opened(path, STORE_READ_WRITE);
	(void)has(store, "name", NULL);
	assert_mentions(store_fault_text(store), "meta_get: database disk image is malformed");
	store_close(store);
}

static void a_damaged_schema_is_refused(void **state) {
	(void)state;
	const char *path = new_book("book");
	tamper(path, "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'nonsense' WHERE name = 'meta'");
	assert_refused(path, STORE_READ_WRITE, CARNET_UNAVAILABLE, "malformed");
	assert_refused(path, STORE_READ_ONLY, CARNET_UNAVAILABLE, "malformed");
}

/* --- who may write, and where */

static void a_read_only_medium_can_be_read(void **state) {
	(void)state;
	medium_mount("size=4m");
	struct store *store = opened(new_book("disk/a %?#book"), STORE_READ_WRITE);
	put(store, "name", "1");
	store_close(store);
	medium_change(MS_RDONLY, "size=4m");
	store = opened(in_folder("disk/a %?#book"), STORE_READ_ONLY);
	assert_true(has(store, "name", "1"));
	store_close(store);
	assert_refused(in_folder("disk/a %?#book"), STORE_READ_WRITE, CARNET_UNAVAILABLE, "cannot be written");
	assert_not_created(in_folder("disk/other"), CARNET_UNAVAILABLE, "Read-only file system");
}

static void copy_file(const char *from, const char *to) {
	static char bytes[1000000];
	FILE *file = fopen(from, "rb");
	assert_non_null(file);
	size_t length = fread(bytes, 1, sizeof bytes, file);
	assert_true(length > 0 && length < sizeof bytes);
	assert_int_equal(fclose(file), 0);
	write_file(to, bytes, length);
}

/* What is in the log would be missed. */
static void a_read_only_medium_with_a_log_is_refused(void **state) {
	(void)state;
	medium_mount("size=4m");
	struct store *store = opened(new_book("book"), STORE_READ_WRITE);
	put(store, "name", "1");
	copy_file(in_folder("book"), in_folder("disk/book"));
	copy_file(in_folder("book-wal"), in_folder("disk/book-wal"));
	store_close(store);
	medium_change(MS_RDONLY, "size=4m");
	assert_refused(in_folder("disk/book"), STORE_READ_ONLY, CARNET_UNAVAILABLE, "folder");
	assert_int_equal(symlink(in_folder("disk/book"), in_folder("link")), 0);
	assert_refused(in_folder("link"), STORE_READ_ONLY, CARNET_UNAVAILABLE, "folder");
}

/* As a user without rights, in a process of its own, whose exit status tells. */
static bool nobody_sees(void (*check)(const char *path), const char *path) {
	pid_t child = fork();
	if (child == 0) {
		if (setgid(NOBODY) != 0 || setuid(NOBODY) != 0)
			_exit(2);
		check(path);
		_exit(0);
	}
	int ended = 0;
	assert_int_equal(waitpid(child, &ended, 0), child);
	return WIFEXITED(ended) && WEXITSTATUS(ended) == 0;
}

static enum carnet_status opens(const char *path, enum store_mode mode) {
	struct refusal why = {0};
	struct store *store = NULL;
	enum carnet_status status = store_open(path, mode, &store, &why);
	store_close(store);
	return status;
}

static void check_resting(const char *path) {
	if (opens(path, STORE_READ_ONLY) != CARNET_UNAVAILABLE || opens(path, STORE_READ_WRITE) != CARNET_UNAVAILABLE)
		_exit(1);
}

static void check_in_use(const char *path) {
	if (opens(path, STORE_READ_ONLY) != CARNET_OK || opens(path, STORE_READ_WRITE) != CARNET_UNAVAILABLE)
		_exit(1);
}

static void check_private(const char *path) {
	if (opens(path, STORE_READ_ONLY) != CARNET_UNAVAILABLE)
		_exit(1);
}

static void another_user_needs_rights(void **state) {
	(void)state;
	if (geteuid() != 0) {
		print_message("skipped: becoming another user needs root\n");
		skip();
	}
	const char *path = new_book("book");
	assert_int_equal(chmod(in_folder(NULL), 0755), 0);
	assert_true(nobody_sees(check_private, path));
	assert_int_equal(chmod(path, 0644), 0);
	assert_true(nobody_sees(check_resting, path)); /* someone could begin to write meanwhile */
	struct store *store = opened(path, STORE_READ_WRITE);
	put(store, "name", "1");
	assert_true(nobody_sees(check_in_use, path)); /* the writer's shared memory tells the way */
	store_close(store);
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_create, folder_remove)

int main(void) {
	const struct CMUnitTest tests[] = {
		IN_A_FOLDER(a_new_book_has_the_newest_schema),
		IN_A_FOLDER(a_writer_is_set_to_be_safe),
		IN_A_FOLDER(what_is_there_is_not_overwritten),
		IN_A_FOLDER(a_book_needs_a_folder),
		IN_A_FOLDER(a_stale_log_is_not_replayed),
		IN_A_FOLDER(odd_paths_are_paths),
		IN_A_FOLDER(no_book_is_not_found),
		IN_A_FOLDER(other_things_are_no_books),
		IN_A_FOLDER(another_programs_database_is_left_alone),
		IN_A_FOLDER(a_newer_book_is_refused),
		IN_A_FOLDER(a_book_that_a_newer_carnet_brought_up_meanwhile_is_not_written),
		IN_A_FOLDER(an_older_book_is_upgraded_by_who_can_write),
		IN_A_FOLDER(a_failed_upgrade_changes_nothing),
		IN_A_FOLDER(an_upgrade_that_breaks_references_is_taken_back),
		IN_A_FOLDER(damage_is_a_fault),
		IN_A_FOLDER(a_damaged_schema_is_refused),
		ON_A_MEDIUM(a_read_only_medium_can_be_read),
		ON_A_MEDIUM(a_read_only_medium_with_a_log_is_refused),
		IN_A_FOLDER(another_user_needs_rights),
	};
	return cmocka_run_group_tests_name("book files", tests, NULL, NULL);
}
