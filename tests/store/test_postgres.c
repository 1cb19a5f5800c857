/* Books in PostgreSQL: addresses, what is there already, servers that are not fit, connections that break, rows that are many. Needs
 * a database: tests/support/postgres.py build/tests/store/test_postgres. */
#include "store/postgres_address.h"
#include "support/book_folder.h"

#include <libpq-fe.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- addresses */

struct reading {
	const char *address, *uri, *shown, *schema;
	bool durable;
};

static void an_address_is_cut_into_ours_and_libpqs(void **state) {
	static const struct reading readings[] = {
		{"postgresql://h/d", "postgresql://h/d", "postgresql://h/d", "carnet", true},
		{"postgres://u:p@h:5433/d?sslmode=require&schema=taipei_1", "postgres://u:p@h:5433/d?sslmode=require",
		 "postgres://u@h:5433/d?sslmode=require&schema=taipei_1", "taipei_1", true},
		{"postgresql:///d?schema=a&host=/run&durable=no", "postgresql:///d?host=/run",
		 "postgresql:///d?schema=a&host=/run&durable=no", "a", false},
		{"postgresql://u@h/d?password=p&&durable=yes", "postgresql://u@h/d?password=p",
		 "postgresql://u@h/d?durable=yes", "carnet", true},
		{"postgresql://u:p@", "postgresql://u:p@", "postgresql://u@", "carnet", true},
	};
	(void)state;
	for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
		struct postgres_address parsed;
		struct refusal why = {0};
		assert_int_equal(postgres_address_init(&parsed, readings[i].address, &why), CARNET_OK);
		assert_string_equal(parsed.uri, readings[i].uri);
		assert_string_equal(parsed.shown, readings[i].shown);
		assert_string_equal(parsed.schema, readings[i].schema);
		assert_int_equal(parsed.durable, readings[i].durable);
		postgres_address_clear(&parsed);
	}
}

static void an_address_that_makes_no_sense_is_refused(void **state) {
	static const char *const addresses[] = {
		"postgresql://h/d?schema=",
		"postgresql://h/d?schema=Taipei",
		"postgresql://h/d?schema=1st",
		"postgresql://h/d?schema=a;b",
		"postgresql://h/d?schema=a%22b",
		"postgresql://h/d?schema=pg_temp",
		"postgresql://h/d?durable=maybe",
		"postgresql://h/d?durable=",
		"postgresql://h/d?schema=a234567890123456789012345678901234567890123456789012345678901234"};
	(void)state;
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
		struct postgres_address parsed;
		struct refusal why = {0};
		assert_int_equal(postgres_address_init(&parsed, addresses[i], &why), CARNET_INVALID);
		postgres_address_clear(&parsed);
	}
}

static void no_password_is_shown(void **state) {
	(void)state;
	struct arena *arena = arena_create();
	assert_string_equal(store_address_shown("postgres://u:secret@h/d", arena), "postgres://u@h/d");
	assert_string_equal(store_address_shown("postgres://u:secret@h/d?schema=X", arena), "the database");
	assert_string_equal(store_address_shown("a:b@c", arena), "a:b@c");
	arena_destroy(arena);
}

/* --- behind the book's back */

static const char *database(void) {
	const char *address = getenv("CARNET_TEST_DATABASE");
	if (!address)
		fail_msg("There is no database: run this by tests/support/postgres.py.");
	return address;
}

/* The address of this test's book, with more parameters. */
static const char *address_with(const char *more) {
	static char address[1024];
	(void)snprintf(address, sizeof address, "%s%s", book_address("desk"), more);
	return address;
}

/* Runs SQL where the book is; the first value of the last row, if any. */
static long long in_database(const char *sql) {
	char text[1024];
	PGconn *connection = PQconnectdb(database());
	(void)snprintf(text, sizeof text, "SET search_path TO %s; %s", strstr(book_address("desk"), "schema=") + 7, sql);
	PGresult *result = PQexec(connection, text);
	if (PQresultStatus(result) != PGRES_TUPLES_OK && PQresultStatus(result) != PGRES_COMMAND_OK)
		fail_msg("%s: %s", sql, PQerrorMessage(connection));
	long long value = PQntuples(result) > 0 ? strtoll(PQgetvalue(result, 0, 0), NULL, 10) : 0;
	PQclear(result);
	PQfinish(connection);
	return value;
}

static void assert_refused_with(const char *more, enum store_mode mode, enum carnet_status status, const char *words) {
	struct refusal why = {0};
	struct store *store = NULL;
	assert_int_equal(store_open(address_with(more), mode, &store, &why), status);
	assert_null(store);
	assert_mentions(why.message, words);
}

/* --- what is there */

static void a_schema_that_is_in_use_is_left_alone(void **state) {
	(void)state;
	struct refusal why = {0};
	char sql[256];
	assert_refused_with("", STORE_READ_WRITE, CARNET_NOT_FOUND, "there is no book at");
	(void)snprintf(sql, sizeof sql, "CREATE SCHEMA %s; CREATE TABLE theirs (id int)",
		       strstr(book_address("desk"), "schema=") + 7);
	in_database(sql);
	assert_int_equal(store_create(address_with(""), &why), CARNET_EXISTS);
	assert_refused_with("", STORE_READ_WRITE, CARNET_INVALID, "not a carnet book");
	assert_int_equal(in_database("SELECT count(*) FROM theirs"), 0);
	in_database("DROP TABLE theirs");
	assert_refused_with("", STORE_READ_ONLY, CARNET_NOT_FOUND, "there is no book at");
	assert_int_equal(store_create(address_with(""), &why), CARNET_OK); /* an empty one will do */
	assert_int_equal(store_create(address_with(""), &why), CARNET_EXISTS);
	struct store *store = opened(address_with(""), STORE_READ_WRITE);
	assert_int_equal(store_schema_version(store), store_newest_schema());
	store_close(store);
}

/* What came after schema 2. */
#define UNDO_LATER                                                                                                     \
	"DROP TABLE login_session, access_token, login, audit, counsel, movement_month, performance_month, "           \
	"performance_sum_day; ALTER TABLE membership DROP COLUMN cycles; DROP INDEX contract_cycle_open;"              \
	"DROP FUNCTION audit_is_kept; ALTER TABLE client DROP COLUMN visits;"                                          \
	"ALTER TABLE contract DROP COLUMN used_up_on, DROP COLUMN closed_on"

static void a_newer_book_is_refused_and_an_older_one_upgraded(void **state) {
	(void)state;
	new_book("desk");
	in_database("UPDATE meta SET value = '99' WHERE name = 'schema_version'");
	assert_refused_with("", STORE_READ_WRITE, CARNET_INVALID, "made by a newer carnet (schema 99");
	in_database("DELETE FROM meta WHERE name = 'schema_version'");
	assert_refused_with("", STORE_READ_WRITE, CARNET_INVALID, "not a carnet book");
	in_database("INSERT INTO meta VALUES ('schema_version', '2');" UNDO_LATER);
	assert_refused_with("", STORE_READ_ONLY, CARNET_INVALID, "made by an older carnet");
	store_close(opened(address_with(""), STORE_READ_WRITE));
	assert_int_equal(in_database("SELECT value FROM meta WHERE name = 'schema_version'"), store_newest_schema());
	assert_int_equal(in_database("SELECT count(*) FROM audit"), 0);
}

static void a_book_that_a_newer_carnet_brought_up_meanwhile_is_not_written(void **state) {
	(void)state;
	new_book("desk");
	struct store *store = opened(address_with(""), STORE_READ_WRITE);
	in_database("UPDATE meta SET value = '99' WHERE name = 'schema_version'");
	assert_true(store_begin(store)); /* what it found is told with the first answer, or before the commit */
	struct query *query = store_query(store, STATEMENT_META_SET);
	query_bind_text(query, 1, "after");
	query_bind_text(query, 2, "1");
	query_run(query);
	assert_false(store_commit(store));
	assert_non_null(strstr(store_fault_text(store), "newer carnet has brought the book up meanwhile (schema 99;"));
	assert_false(store_fault_is_passing(store));
	store_close(store);
	assert_int_equal(in_database("SELECT count(*) FROM meta WHERE name = 'after'"), 0);
}

static void *open_and_close(void *unused) {
	struct refusal why = {0};
	struct store *store = NULL;
	(void)unused;
	enum carnet_status status = store_open(book_address("desk"), STORE_READ_WRITE, &store, &why);
	store_close(store);
	return status == CARNET_OK ? NULL : "failed";
}

static void servers_that_start_at_once_upgrade_once(void **state) {
	enum { SERVERS = 4 };
	(void)state;
	for (int round = 0; round < 5; round++) {
		pthread_t threads[SERVERS];
		void *failed;
		if (round == 0)
			new_book("desk");
		in_database("UPDATE meta SET value = '2' WHERE name = 'schema_version';" UNDO_LATER);
		for (int i = 0; i < SERVERS; i++)
			assert_int_equal(pthread_create(&threads[i], NULL, open_and_close, NULL), 0);
		for (int i = 0; i < SERVERS; i++) {
			assert_int_equal(pthread_join(threads[i], &failed), 0);
			assert_null(failed);
		}
		assert_int_equal(in_database("SELECT count(*) FROM audit"), 0);
	}
}

/* --- servers that are not fit */

static void a_server_that_may_lose_things_is_refused_unless_told(void **state) {
	(void)state;
	new_book("desk");
	assert_refused_with("&options=-c%20synchronous_commit%3Doff", STORE_READ_WRITE, CARNET_UNAVAILABLE,
			    "synchronous_commit is off");
	assert_refused_with("&options=-c%20synchronous_commit%3Dlocal", STORE_READ_WRITE, CARNET_UNAVAILABLE,
			    "synchronous_commit is local");
	assert_refused_with("&options=-c%20default_transaction_read_only%3Don", STORE_READ_WRITE, CARNET_UNAVAILABLE,
			    "can only be read");
	store_close(opened(address_with("&options=-c%20synchronous_commit%3Doff&durable=no"), STORE_READ_WRITE));
	store_close(opened(address_with("&options=-c%20synchronous_commit%3Doff"), STORE_READ_ONLY));
	assert_refused_with("&port=1", STORE_READ_ONLY, CARNET_UNAVAILABLE, "cannot reach the database");
}

/* --- connections that break */

static void break_connections(void) {
	in_database("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
		    "WHERE application_name = 'carnet' AND pid <> pg_backend_pid()");
}

static void a_lost_connection_is_a_passing_fault(void **state) {
	(void)state;
	struct store *store = opened(new_book("desk"), STORE_READ_WRITE);
	assert_true(store_begin(store));
	put(store, "name", "1");
	break_connections();
	put(store, "name", "2");
	assert_false(store_commit(store));
	assert_true(store_fault_is_passing(store));
	assert_false(store_begin(store));
	store_rollback(store);
	store_close(store);
	store = opened(book_address("desk"), STORE_READ_WRITE);
	assert_true(has(store, "name", NULL));
	store_close(store);
}

/* Nothing but what is read or committed is waited for, so one thread can play both. */
static void who_writes_second_sees_what_the_first_wrote(void **state) {
	(void)state;
	struct store *first = opened(new_book("desk"), STORE_READ_WRITE);
	struct store *second = opened(book_address("desk"), STORE_READ_WRITE);
	assert_true(store_begin(first));
	put(first, "name", "1");
	assert_true(has(first, "name", "1")); /* it has the lock */
	assert_true(store_begin(second));
	assert_true(store_commit(first));
	assert_true(has(second, "name", "1"));
	put(second, "name", "2");
	assert_true(store_commit(second));
	assert_true(has(first, "name", "2"));
	store_close(first);
	store_close(second);
}

/* --- rows */

enum { MANY = 3000 };

static void fill(struct store *store) {
	assert_true(store_begin(store));
	for (int i = 0; i < MANY; i++) { /* more than may be on the way at once */
		char name[16];
		(void)snprintf(name, sizeof name, "n%05d", i);
		put(store, name, "1");
	}
	assert_true(store_commit(store));
}

/* Rows are read as they come; whatever else is asked meanwhile makes room for itself. */
static void many_rows_and_other_statements_between_them(void **state) {
	(void)state;
	struct store *store = opened(new_book("desk"), STORE_READ_WRITE);
	fill(store);
	for (int every = 1; every <= MANY; every *= 50) {
		struct query *query = store_query(store, STATEMENT_META_LIST);
		char last[16] = "";
		int count = 0;
		while (query_step(query) == STEP_ROW) {
			assert_true(strcmp(last, query_text(query, 0)) < 0);
			(void)snprintf(last, sizeof last, "%s", query_text(query, 0));
			if (count++ % every == 0 && last[0] == 'n')
				assert_true(has(store, last, "1"));
		}
		assert_int_equal(count, MANY + 1); /* and schema_version */
	}
	assert_true(store_begin_reading(store));
	assert_int_equal(query_step(store_query(store, STATEMENT_META_LIST)), STEP_ROW);
	store_rollback(store); /* in the middle */
	assert_true(has(store, "n00000", "1"));
	store_close(store);
}

/* --- asking ahead */

static void ask_ahead(struct store *store, const char *name) {
	struct query *query = store_query(store, STATEMENT_META_GET);
	query_bind_text(query, 1, name);
	query_ask_ahead(query);
}

static void what_is_asked_ahead_holds_until_it_is_forgotten(void **state) {
	(void)state;
	struct store *store = opened(new_book("desk"), STORE_READ_WRITE);
	assert_true(store_begin(store));
	put(store, "a", "1");
	ask_ahead(store, "a");
	ask_ahead(store, "a"); /* once is enough */
	ask_ahead(store, "b");
	put(store, "a", "2");
	put(store, "b", "2");
	assert_true(has(store, "a", "1")); /* whoever wrote did not have it forgotten */
	assert_true(has(store, "a", "1"));
	struct query *query = store_query(store, STATEMENT_META_GET);
	query_bind_text(query, 1, "a");
	query_forget_ahead(query);
	assert_true(has(store, "a", "2"));
	assert_true(has(store, "b", NULL));
	store_forget_ahead(store);
	assert_true(has(store, "b", "2"));
	ask_ahead(store, "c");
	assert_true(store_commit(store));
	put(store, "c", "3");
	assert_true(has(store, "c", "3")); /* not beyond its transaction */
	assert_true(store_begin(store));
	ask_ahead(store, "c");
	store_rollback(store);
	assert_true(has(store, "c", "3"));
	store_close(store);
}

static void more_may_be_asked_ahead_than_there_is_room_for(void **state) {
	(void)state;
	struct store *store = opened(new_book("desk"), STORE_READ_WRITE);
	fill(store);
	for (int round = 0; round < 2; round++) {
		assert_true(store_begin(store));
		for (int i = 0; i < MANY; i++) {
			char name[16];
			(void)snprintf(name, sizeof name, "n%05d", i);
			ask_ahead(store, name);
		}
		assert_true(has(store, "n00001", "1"));
		assert_true(has(store, "n02999", "1"));
		assert_true(store_commit(store));
	}
	store_close(store);
}

int main(void) {
#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_create, folder_remove)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_is_cut_into_ours_and_libpqs),
		cmocka_unit_test(an_address_that_makes_no_sense_is_refused),
		cmocka_unit_test(no_password_is_shown),
		IN_A_FOLDER(a_schema_that_is_in_use_is_left_alone),
		IN_A_FOLDER(a_newer_book_is_refused_and_an_older_one_upgraded),
		IN_A_FOLDER(a_book_that_a_newer_carnet_brought_up_meanwhile_is_not_written),
		IN_A_FOLDER(servers_that_start_at_once_upgrade_once),
		IN_A_FOLDER(a_server_that_may_lose_things_is_refused_unless_told),
		IN_A_FOLDER(a_lost_connection_is_a_passing_fault),
		IN_A_FOLDER(who_writes_second_sees_what_the_first_wrote),
		IN_A_FOLDER(many_rows_and_other_statements_between_them),
		IN_A_FOLDER(what_is_asked_ahead_holds_until_it_is_forgotten),
		IN_A_FOLDER(more_may_be_asked_ahead_than_there_is_room_for),
	};
	if (setenv("CARNET_TEST_ENGINE", "postgres", 1) != 0)
		return 1;
	return cmocka_run_group_tests_name("postgres", tests, NULL, NULL);
}
