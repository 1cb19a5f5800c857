/* Transactions and queries, and how their misuse and their faults show. */
#include "tamper.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void every_statement_fits_the_schema(void **state) {
	(void)state;
	struct store *store = opened("", STORE_SCRATCH);
	for (int i = 0; i < STATEMENT_COUNT; i++) {
		query_end(store_query(store, (enum statement)i));
		if (store_faulted(store))
			fail_msg("%s", store_fault_text(store));
	}
	store_close(store);
}

static void a_commit_stays_and_a_rollback_does_not(void **state) {
	(void)state;
	const char *path = new_book("book");
	struct store *store = opened(path, STORE_READ_WRITE);
	assert_true(store_begin(store));
	put(store, "kept", "1");
	assert_true(store_commit(store));
	assert_true(store_begin(store));
	put(store, "taken back", "1");
	store_rollback(store);
	store_rollback(store); /* no transaction: harmless */
	assert_true(store_begin(store));
	put(store, "not committed", "1");
	store_close(store);

	store = opened(path, STORE_READ_ONLY);
	assert_true(has(store, "kept", "1"));
	assert_true(has(store, "taken back", NULL));
	assert_true(has(store, "not committed", NULL));
	store_close(store);
}

static void a_mark_takes_back_what_came_after_it(void **state) {
	(void)state;
	struct store *store = opened(new_book("book"), STORE_READ_WRITE);
	assert_true(store_begin(store));
	put(store, "before", "1");
	assert_true(store_mark(store));
	put(store, "before", "2");
	put(store, "after", "1");
	store_return(store);
	assert_true(has(store, "before", "1"));
	assert_true(has(store, "after", NULL));
	assert_true(store_mark(store));
	put(store, "released", "1");
	store_release(store);
	assert_true(store_commit(store));
	assert_true(has(store, "before", "1"));
	assert_true(has(store, "released", "1"));
	store_close(store);
}

/* The inside of a transaction returns early; queries left in the middle are ended by rollback and return. */
static void going_back_ends_what_still_runs(void **state) {
	(void)state;
	struct store *store = opened(new_book("book"), STORE_READ_WRITE);
	assert_true(store_begin(store));
	put(store, "a", "1");
	put(store, "b", "1");
	assert_true(store_mark(store));
	assert_int_equal(query_step(store_query(store, STATEMENT_META_LIST)), STEP_ROW);
	query_bind_text(store_query(store, STATEMENT_META_GET), 1, "a");
	store_return(store);
	assert_int_equal(query_step(store_query(store, STATEMENT_META_LIST)), STEP_ROW);
	store_rollback(store);
	query_end(store_query(store, STATEMENT_META_LIST));
	assert_true(has(store, "a", NULL));
	assert_true(has(store, "b", NULL));
	assert_false(store_faulted(store));
	store_close(store);
}

static void rows_come_in_order_and_can_be_copied(void **state) {
	(void)state;
	struct arena *arena = arena_create();
	struct store *store = opened("", STORE_SCRATCH);
	put(store, "zz2", "two");
	put(store, "zz1", "one");
	struct query *query = store_query(store, STATEMENT_META_LIST);
	char *last[2] = {NULL, NULL};
	while (query_step(query) == STEP_ROW) {
		last[0] = last[1];
		last[1] = query_text_copy(query, 1, arena);
	}
	assert_string_equal(last[0], "one");
	assert_string_equal(last[1], "two");
	store_close(store);
	arena_destroy(arena);
}

static void numbers_and_blobs_come_back(void **state) {
	(void)state;
	static const unsigned char bytes[] = {0, 1, 0, 255};
	struct store *store = opened("", STORE_SCRATCH);
	struct query *query = store_query(store, STATEMENT_META_SET);
	query_bind_text(query, 1, "number");
	query_bind_number(query, 2, INT64_MIN);
	query_run(query);
	query = store_query(store, STATEMENT_META_SET);
	query_bind_text(query, 1, "bytes");
	query_bind_blob(query, 2, bytes, sizeof bytes);
	query_run(query);
	query = store_query(store, STATEMENT_META_SET);
	query_bind_text(query, 1, "no bytes");
	query_bind_blob(query, 2, "", 0);
	query_run(query);
	assert_null(store_fault_text(store));

	size_t length = 99;
	query = store_query(store, STATEMENT_META_GET);
	query_bind_text(query, 1, "number");
	assert_int_equal(query_step(query), STEP_ROW);
	assert_true(query_number(query, 0) == INT64_MIN);
	query_end(query);
	query = store_query(store, STATEMENT_META_GET);
	query_bind_text(query, 1, "bytes");
	assert_int_equal(query_step(query), STEP_ROW);
	assert_memory_equal(query_blob(query, 0, &length), bytes, sizeof bytes);
	assert_int_equal(length, sizeof bytes);
	query_end(query);
	query = store_query(store, STATEMENT_META_GET);
	query_bind_text(query, 1, "no bytes");
	assert_int_equal(query_step(query), STEP_ROW);
	assert_false(query_is_null(query, 0));
	assert_non_null(query_blob(query, 0, &length));
	assert_int_equal(length, 0);
	store_close(store);
}

static void parameters_are_forgotten_between_runs(void **state) {
	(void)state;
	struct store *store = opened("", STORE_SCRATCH);
	put(store, "name", "value");
	assert_true(has(store, "name", "value"));
	assert_int_equal(query_step(store_query(store, STATEMENT_META_GET)), STEP_DONE); /* NULL is no name */
	store_close(store);
}

/* --- two connections */

static void a_reader_sees_only_what_is_committed(void **state) {
	(void)state;
	const char *path = new_book("book");
	struct store *writer = opened(path, STORE_READ_WRITE);
	struct store *reader = opened(path, STORE_READ_ONLY);
	assert_true(store_begin(writer));
	put(writer, "name", "1");
	assert_true(has(reader, "name", NULL));
	assert_true(store_commit(writer));
	assert_true(has(reader, "name", "1"));

	assert_true(store_begin_reading(reader));
	assert_true(has(reader, "name", "1"));
	put(writer, "name", "2");
	assert_true(has(reader, "name", "1")); /* one view until its end */
	store_rollback(reader);
	assert_true(has(reader, "name", "2"));
	store_close(writer);
	store_close(reader);
}

static void scratch_books_are_private_and_leave_nothing(void **state) {
	(void)state;
	assert_int_equal(chdir(in_folder(NULL)), 0);
	struct store *one = opened("book", STORE_SCRATCH);
	struct store *other = opened("book", STORE_SCRATCH);
	put(one, "name", "1");
	assert_true(has(other, "name", NULL));
	assert_true(store_begin(one));
	put(one, "name", "2");
	store_rollback(one); /* works without durability too */
	assert_true(has(one, "name", "1"));
	assert_int_equal(store_schema_version(one), store_newest_schema());
	store_close(one);
	store_close(other);
	assert_int_equal(files_named(""), 0);
	assert_int_equal(chdir("/"), 0);
}

/* --- faults */

static const char *broken_constraint(void) {
	return on_postgres() ? "meta_set: null value in column \"value\" of relation \"meta\" violates not-null"
			     : "meta_set: NOT NULL constraint failed: meta.value";
}

/* At the latest where rows are asked for; an engine may not have waited for what it only ran. */
static void assert_all_faulty(struct store *store) {
	assert_int_equal(query_step(store_query(store, STATEMENT_META_LIST)), STEP_FAULT);
	assert_true(store_faulted(store));
	assert_false(store_fault_is_passing(store));
	assert_mentions(store_fault_text(store), broken_constraint());
	put(store, "later", "1");
	assert_int_equal(query_step(store_query(store, STATEMENT_META_LIST)), STEP_FAULT);
	assert_false(store_mark(store));
	store_return(store);
	store_release(store);
	assert_false(store_commit(store));
	store_rollback(store);
	assert_false(store_begin(store));
	assert_false(store_begin_reading(store));
	assert_mentions(store_fault_text(store), broken_constraint());
}

static void a_broken_constraint_is_a_fault_until_close(void **state) {
	(void)state;
	const char *path = new_book("book");
	struct store *store = opened(path, STORE_READ_WRITE);
	assert_null(store_fault_text(store));
	assert_true(store_begin(store));
	put(store, "before", "1");
	put(store, "planted", NULL);
	assert_all_faulty(store);
	store_close(store);

	store = opened(path, STORE_READ_WRITE);
	assert_false(store_faulted(store));
	assert_true(has(store, "before", NULL));
	assert_true(has(store, "later", NULL));
	store_close(store);
}

static void a_fault_frees_the_lock_at_rollback(void **state) {
	(void)state;
	const char *path = new_book("book");
	struct store *faulty = opened(path, STORE_READ_WRITE);
	struct store *other = opened(path, STORE_READ_WRITE);
	assert_true(store_begin(faulty));
	put(faulty, "planted", NULL);
	store_rollback(faulty);
	assert_true(store_begin(other));
	put(other, "name", "1");
	assert_true(store_commit(other));
	store_close(faulty);
	store_close(other);
}

static void a_reader_cannot_write(void **state) {
	(void)state;
	const char *path = new_book("book");
	struct store *reader = opened(path, STORE_READ_ONLY);
	put(reader, "name", "1");
	assert_mentions(store_fault_text(reader), on_postgres() ? "read-only transaction" : "readonly");
	store_close(reader);
	reader = opened(path, STORE_READ_ONLY);
	assert_true(has(reader, "name", NULL));
	store_close(reader);
}

/* --- misuse: each of these is a programmer's error and stops the program */

static void commit_nothing(struct store *store) {
	(void)!store_commit(store);
}

static void begin_twice(struct store *store) {
	(void)!store_begin(store);
	(void)!store_begin(store);
}

static void mark_twice(struct store *store) {
	(void)!store_begin(store);
	(void)!store_mark(store);
	(void)!store_mark(store);
}

static void release_no_mark(struct store *store) {
	store_release(store);
}

static void commit_in_the_middle_of_rows(struct store *store) {
	(void)!store_begin(store);
	put(store, "name", "1");
	(void)query_step(store_query(store, STATEMENT_META_LIST));
	(void)!store_commit(store);
}

static void run_twice_at_a_time(struct store *store) {
	(void)store_query(store, STATEMENT_META_LIST);
	(void)store_query(store, STATEMENT_META_LIST);
}

static void step_after_the_end(struct store *store) {
	struct query *query = store_query(store, STATEMENT_META_LIST);
	while (query_step(query) == STEP_ROW)
		continue;
	(void)query_step(query);
}

static void read_without_a_row(struct store *store) {
	(void)query_text(store_query(store, STATEMENT_META_LIST), 0);
}

static void read_no_such_column(struct store *store) {
	put(store, "name", "1");
	struct query *query = store_query(store, STATEMENT_META_GET);
	query_bind_text(query, 1, "name");
	(void)query_step(query);
	(void)query_number(query, 1);
}

static void bind_no_such_parameter(struct store *store) {
	query_bind_number(store_query(store, STATEMENT_META_GET), 2, 1);
}

static void bind_after_the_first_row(struct store *store) {
	put(store, "name", "1");
	struct query *query = store_query(store, STATEMENT_META_GET);
	query_bind_text(query, 1, "name");
	(void)query_step(query);
	query_bind_text(query, 1, "other");
}

static void run_what_answers_rows(struct store *store) {
	put(store, "name", "1");
	query_run(store_query(store, STATEMENT_META_LIST));
}

static void write_while_reading(struct store *store) {
	(void)!store_begin_reading(store);
	put(store, "name", "1");
}

static bool aborts(void (*misuse)(struct store *)) {
	pid_t child = fork();
	if (child == 0) {
		signal(SIGABRT, SIG_DFL);
		int nowhere = open("/dev/null", O_WRONLY);
		(void)dup2(nowhere, STDERR_FILENO);
		misuse(opened("", STORE_SCRATCH));
		_exit(0);
	}
	int ended = 0;
	assert_int_equal(waitpid(child, &ended, 0), child);
	return WIFSIGNALED(ended) && WTERMSIG(ended) == SIGABRT;
}

static void misuse_stops_the_program(void **state) {
	(void)state;
	assert_true(aborts(commit_nothing));
	assert_true(aborts(begin_twice));
	assert_true(aborts(mark_twice));
	assert_true(aborts(release_no_mark));
	assert_true(aborts(commit_in_the_middle_of_rows));
	assert_true(aborts(run_twice_at_a_time));
	assert_true(aborts(step_after_the_end));
	assert_true(aborts(read_without_a_row));
	assert_true(aborts(read_no_such_column));
	assert_true(aborts(bind_no_such_parameter));
	assert_true(aborts(bind_after_the_first_row));
	assert_true(aborts(run_what_answers_rows));
	assert_true(aborts(write_while_reading));
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_create, folder_remove)

int main(void) {
	const struct CMUnitTest tests[] = {
		IN_A_FOLDER(every_statement_fits_the_schema),
		IN_A_FOLDER(a_commit_stays_and_a_rollback_does_not),
		IN_A_FOLDER(a_mark_takes_back_what_came_after_it),
		IN_A_FOLDER(going_back_ends_what_still_runs),
		IN_A_FOLDER(rows_come_in_order_and_can_be_copied),
		IN_A_FOLDER(numbers_and_blobs_come_back),
		IN_A_FOLDER(parameters_are_forgotten_between_runs),
		IN_A_FOLDER(a_reader_sees_only_what_is_committed),
		IN_A_FOLDER(scratch_books_are_private_and_leave_nothing),
		IN_A_FOLDER(a_broken_constraint_is_a_fault_until_close),
		IN_A_FOLDER(a_fault_frees_the_lock_at_rollback),
		IN_A_FOLDER(a_reader_cannot_write),
		IN_A_FOLDER(misuse_stops_the_program),
	};
	return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
