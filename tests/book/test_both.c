/* The same seeded operations on a book in a file and on one in PostgreSQL: the same answer to each, and in the end the same tables to the
 * last byte, chains of hashes included, the same reports and journals. Needs a database: tests/support/postgres.py.
 *
 * SEEDS=n for more of them (3). */
#include "book/ahead.h"
#include "book/verify.h"
#include "insight/journal.h"
#include "insight/reports.h"
#include "support/book_folder.h"
#include "support/random_desk.h"
#include "wire/wire.h"

#include <stdlib.h>
#include <string.h>

enum { BATCHES = 8, BATCH = 20 };

struct pair {
	struct book *file, *database;
	struct arena *arena; /* of one operation */
	int64_t number;
};

static struct book *new_and_open(const char *engine, const char *name) {
	struct book_creation creation = {"Both", "TWD", "UTC", 0, true};
	struct refusal why = {0};
	struct book *book = NULL;
	assert_int_equal(setenv("CARNET_TEST_ENGINE", engine, 1), 0);
	const char *address = book_address(name);
	if (book_create(address, &creation, &why) != CARNET_OK ||
	    book_open(address, STORE_READ_WRITE, &book, &why) != CARNET_OK)
		fail_msg("%s", why.message);
	return book;
}

/* The answer, or the refusal in words. */
static const char *answer_of(struct pair *pair, struct book *book, const char *text) {
	struct origin origin = {DATE_MAX, 1700000000000 + pair->number};
	struct refusal why = {0};
	struct operation op;
	struct buffer result;
	buffer_init(&result, pair->arena);
	if (wire_read_operation(pair->arena, text, strlen(text), &op, &why) != CARNET_OK ||
	    book_apply(book, pair->arena, &op, &origin, &result, &why) != CARNET_OK)
		wire_write_refusal(&result, &why);
	return result.at;
}

static void operate(struct pair *pair, const char *text) {
	pair->number++;
	const char *one = answer_of(pair, pair->file, text), *other = answer_of(pair, pair->database, text);
	if (strcmp(one, other) != 0)
		fail_msg("%s\n    in the file:     %s\n    in the database: %s", text, one, other);
}

static void begin(struct book *book) {
	struct refusal why = {0};
	if (book_begin(book, &why) != CARNET_OK)
		fail_msg("%s", why.message);
}

static void finish(struct book *book) {
	struct refusal why = {0};
	if (book_finish(book, &why) != CARNET_OK)
		fail_msg("%s", why.message);
}

/* As a server does with requests that come together: what is asked ahead must not outlive what an operation before it changes. */
static void ask_ahead(struct pair *pair, char *const *texts) {
	struct operation *ops = ARENA_ARRAY(pair->arena, struct operation, BATCH);
	struct refusal why = {0};
	struct origin origin = {DATE_MAX, 0};
	for (int more = 0; more < 2; more++)
		for (int i = 0; i < BATCH; i++) {
			if (wire_read_operation(pair->arena, texts[i], strlen(texts[i]), &ops[i], &why) != CARNET_OK)
				continue;
			if (more)
				book_ask_ahead_more(pair->database, &ops[i], &origin);
			else
				book_ask_ahead(pair->database, &ops[i]);
		}
}

static void play_batch(struct pair *pair, struct desk *desk) {
	struct arena *texts = arena_create();
	char *text[BATCH];
	begin(pair->file);
	begin(pair->database);
	for (int i = 0; i < BATCH; i++) {
		arena_reset(pair->arena);
		text[i] = arena_text(texts, desk_next(desk, pair->file, pair->arena));
	}
	arena_reset(pair->arena);
	ask_ahead(pair, text);
	for (int i = 0; i < BATCH; i++)
		operate(pair, text[i]);
	finish(pair->file);
	finish(pair->database);
	arena_destroy(texts);
}

static void play(struct pair *pair, uint64_t seed) {
	struct desk desk;
	const char *text;
	desk_begin(&desk, seed);
	begin(pair->file);
	begin(pair->database);
	for (size_t i = 0; (text = desk_setup(&desk, pair->arena, i)) != NULL; i++)
		operate(pair, text);
	finish(pair->file);
	finish(pair->database);
	for (int i = 0; i < BATCHES; i++)
		play_batch(pair, &desk);
}

static void say(void *context, const char *line) {
	(void)context;
	print_message("%s\n", line);
}

static const char *report_of(struct arena *arena, struct book *book, const char *name) {
	struct report_query query = report_query_of(DATE_MAX);
	struct report report = {0};
	struct refusal why = {0};
	struct buffer text;
	buffer_init(&text, arena);
	if (report_make(book, arena, name, &query, &report, &why) != CARNET_OK)
		return arena_text(arena, why.message);
	wire_write_report(&text, &report, WIRE_JSON);
	return text.at;
}

static bool add(void *context, const char *bytes, size_t length) {
	buffer_add(context, bytes, length);
	return true;
}

static const char *journal_of(struct arena *arena, struct book *book) {
	struct refusal why = {0};
	struct buffer text;
	struct journal_sink sink = {add, &text};
	buffer_init(&text, arena);
	if (journal_write(book, arena, DATE_NONE, DATE_NONE, &sink, &why) != CARNET_OK)
		fail_msg("%s", why.message);
	return text.at;
}

static void compare(struct pair *pair) {
	struct verification verification = {.say = say};
	assert_true(book_compare(pair->file, pair->database, &verification));
	assert_int_equal(verification.differences, 0);
	for (size_t i = 0; i < report_count(); i++) {
		const char *name = report_about(i).name;
		assert_string_equal(report_of(pair->arena, pair->file, name),
				    report_of(pair->arena, pair->database, name));
	}
	assert_string_equal(journal_of(pair->arena, pair->file), journal_of(pair->arena, pair->database));
}

static void play_and_compare(uint64_t seed) {
	struct arena *names = arena_create();
	const char *name = arena_format(names, "both%d", (int)seed);
	struct pair pair = {new_and_open("sqlite", name), new_and_open("postgres", name), arena_create(), 0};
	play(&pair, seed);
	assert_true(book_entries(pair.file) > BATCHES * BATCH / 4);
	compare(&pair);
	book_close(pair.file);
	book_close(pair.database);
	arena_destroy(pair.arena);
	arena_destroy(names);
}

static void the_same_operations_make_the_same_book(void **state) {
	(void)state;
	const char *seeds = getenv("SEEDS");
	long last = seeds ? strtol(seeds, NULL, 10) : 3;
	for (long seed = 1; seed <= last; seed++)
		play_and_compare((uint64_t)seed);
}

/* A comparison that sees nothing would show nothing. */
static void a_book_that_differs_is_seen(void **state) {
	(void)state;
	struct verification verification = {.say = say};
	struct pair pair = {new_and_open("sqlite", "one"), new_and_open("postgres", "one"), arena_create(), 0};
	begin(pair.file);
	begin(pair.database);
	operate(&pair, "{\"op\":\"client\",\"ref\":\"a\"}");
	pair.number += 1;
	(void)answer_of(&pair, pair.file, "{\"op\":\"client\",\"ref\":\"b\"}");
	pair.number += 1; /* a millisecond later */
	(void)answer_of(&pair, pair.database, "{\"op\":\"client\",\"ref\":\"b\"}");
	finish(pair.file);
	finish(pair.database);
	assert_true(book_compare(pair.file, pair.database, &verification));
	assert_true(verification.differences > 0);
	book_close(pair.file);
	book_close(pair.database);
	arena_destroy(pair.arena);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_same_operations_make_the_same_book, folder_create, folder_remove),
		cmocka_unit_test_setup_teardown(a_book_that_differs_is_seen, folder_create, folder_remove),
	};
	if (!getenv("CARNET_TEST_DATABASE"))
		return 1;
	return cmocka_run_group_tests_name("both", tests, NULL, NULL);
}
