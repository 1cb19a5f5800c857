/* The books as plain-text accounting: what it reads like, and that hledger and ledger both accept it (rulebook §10.4). */
#include "insight/journal.h"
#include "support/operated_book.h"

#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static bool into_buffer(void *context, const char *bytes, size_t length) {
	buffer_add(context, bytes, length);
	return true;
}

static const char *journal(const char *from, const char *to) {
	struct buffer *text = ARENA_NEW(book_arena, struct buffer);
	struct journal_sink sink = {into_buffer, text};
	struct refusal why = {0};
	buffer_init(text, book_arena);
	if (journal_write(book, book_arena, from ? day_of(from) : DATE_NONE, to ? day_of(to) : DATE_NONE, &sink,
			  &why) != CARNET_OK)
		fail_msg("%s", why.message);
	return text->at;
}

static const char *performance_journal(enum basis basis) {
	struct buffer *text = ARENA_NEW(book_arena, struct buffer);
	struct journal_sink sink = {into_buffer, text};
	struct refusal why = {0};
	buffer_init(text, book_arena);
	if (performance_journal_write(book, book_arena, basis, DATE_NONE, DATE_NONE, &sink, &why) != CARNET_OK)
		fail_msg("%s", why.message);
	return text->at;
}

/* Runs a program of the machine with its output thrown away; whether it said yes. Skips the test where there is none. */
static void must_accept(const char *const *words) {
	posix_spawn_file_actions_t actions;
	pid_t pid;
	int status;
	assert_int_equal(posix_spawn_file_actions_init(&actions), 0);
	assert_int_equal(posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0), 0);
	int failed = posix_spawnp(&pid, words[0], &actions, NULL, (char *const *)(uintptr_t)words, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (failed)
		skip();
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void both_must_accept(const char *text) {
	const char *path = in_folder("out.journal");
	write_file(path, text, strlen(text));
	must_accept((const char *const[]){"hledger", "-f", path, "check", "--strict", NULL});
	must_accept(
		(const char *const[]){"ledger", "-f", path, "--strict", "--pedantic", "--args-only", "balance", NULL});
}

static void one_transaction_an_entry_by_day_then_number(void **state) {
	(void)state;
	operate_setup();
	OPERATE("{'op':'visit','client':'lin','date':'2026-05-04','items':[{'sell':'facial10','ref':'k1'},"
		"{'redeem':'facial','contract':'k1'},{'service':'perm'}],'payments':[{'method':'cash','amount':7000}]}",
		"{'op':'visit','client':'may','date':'2026-05-02','items':[{'service':'perm'}]}",
		"{'op':'share','contract':'k1','with':'may','date':'2026-05-05'}",
		"{'op':'refund','contract':'k1','sessions':5,'date':'2026-05-06'}");
	assert_string_equal(journal(NULL, NULL), "; General journal, made by carnet\n"
						 "\n"
						 "commodity TWD\n"
						 "\n"
						 "account liabilities:contract:visit\n"
						 "account income:visit\n"
						 "2026-05-02 (19) visit #3\n"
						 "    liabilities:contract:visit            2000 TWD\n"
						 "    income:visit                         -2000 TWD\n"
						 "\n"
						 "account assets:cash:cash\n"
						 "account liabilities:contract:package\n"
						 "account income:package\n"
						 "2026-05-04 (18) visit k1 #2\n"
						 "    assets:cash:cash                      7000 TWD\n"
						 "    liabilities:contract:package         -4000 TWD\n"
						 "    income:package                       -1000 TWD\n"
						 "    income:visit                         -2000 TWD\n");
	both_must_accept(journal(NULL, NULL));
}

static void only_the_days_asked_for(void **state) {
	(void)state;
	operate_setup();
	OPERATE("{'op':'visit','client':'lin','date':'2026-05-04','items':[{'service':'perm'}]}",
		"{'op':'visit','client':'lin','date':'2026-05-05','items':[{'service':'perm'}]}",
		"{'op':'visit','client':'lin','date':'2026-05-06','items':[{'service':'perm'}]}");
	const char *text = journal("2026-05-05", "2026-05-05");
	assert_null(strstr(text, "2026-05-04"));
	assert_mentions(text, "2026-05-05 (19) visit #2\n");
	assert_null(strstr(text, "2026-05-06"));
	struct journal_sink sink = {into_buffer, NULL};
	struct refusal why = {0};
	assert_int_equal(journal_write(book, book_arena, 2, 1, &sink, &why), CARNET_INVALID);
}

static void an_entry_that_corrects_a_later_day_says_so(void **state) {
	static const char perms[] = "{'op':'offer','code':'perms','kind':'package','price':9999,"
				    "'grants':[{'service':'perm','sessions':7}],'date':'2026-01-01'}";
	(void)state;
	operate_setup();
	OPERATE("{'op':'service','code':'perm','tax':7,'date':'2026-01-01'}", perms,
		"{'op':'visit','client':'lin','date':'2026-05-02','items':[{'sell':'perms','ref':'k1'}]}",
		"{'op':'visit','client':'lin','date':'2026-05-05','items':[{'redeem':'perm','contract':'k1'}]}",
		"{'op':'visit','client':'lin','date':'2026-05-03','items':[{'redeem':'perm','contract':'k1'}]}");
	const char *text = journal("2026-05-03", "2026-05-03");
	assert_mentions(text, "2026-05-03 (22) visit k1\n");
	assert_mentions(text, "    income:package                       -1336 TWD\n");
	assert_mentions(text, "    income:package                           1 TWD  ; [2026-05-05]\n");
	both_must_accept(text);
}

static void words_that_mean_something_to_a_reader_are_written_otherwise(void **state) {
	static const char crooked[] = "{'op':'visit','client':'lin','date':'2026-05-02','items':["
				      "{'sell':'facial10','ref':'a; b|c: (d) 林'},"
				      "{'redeem':'facial','contract':'a; b|c: (d) 林'}],"
				      "'payments':[{'method':'Line  Pay: 轉帳;x','amount':100},"
				      "{'method':'[100%] \\u3000=@','amount':100}]}";
	(void)state;
	operate_setup();
	OPERATE(crooked);
	const char *text = journal(NULL, NULL);
	assert_mentions(text, "(18) visit a%3B%20b%7Cc%3A%20%28d%29%20林\n");
	assert_mentions(text, "    assets:cash:Line%20%20Pay%3A%20轉帳%3Bx");
	assert_mentions(text, "    assets:cash:%5B100%25%5D%20%E3%80%80%3D%40");
	both_must_accept(text);
}

static void amounts_have_the_decimals_of_the_book(void **state) {
	(void)state;
	operate_setup();
	OPERATE("{'op':'visit','client':'lin','date':'2026-05-02','items':[{'service':'perm','price':5}],"
		"'payments':[{'method':'cash','amount':5}]}");
	const char *text = journal(NULL, NULL);
	assert_mentions(text, "commodity THB\n");
	assert_mentions(text, "    assets:cash:cash                      0.05 THB\n");
	assert_mentions(text, "    income:visit                         -0.05 THB\n");
	both_must_accept(text);
}

static void performance_is_a_journal_of_its_own(void **state) {
	(void)state;
	operate_setup();
	OPERATE("{'op':'staff','code':'mei: 李','date':'2026-01-01'}",
		"{'op':'visit','client':'lin','date':'2026-05-02','items':[{'service':'perm','staff':[{'staff':'amy',"
		"'share':60},{'staff':'mei: 李','share':30}]}],'payments':[{'method':'cash','amount':2000}]}",
		"{'op':'visit','client':'lin','date':'2026-05-03','items':[{'service':'perm','staff':[{'staff':'amy',"
		"'share':100}]}]}");
	const char *text = performance_journal(BASIS_CASH_DELIVERED);
	assert_string_equal(text, "; Performance, basis cash_delivered, made by carnet\n"
				  "\n"
				  "commodity TWD\n"
				  "account performance:house\n"
				  "account performance:offset\n"
				  "account performance:amy\n"
				  "account performance:bo\n"
				  "account performance:cy\n"
				  "account performance:mei%3A%20李\n"
				  "\n"
				  "2026-05-02 performance\n"
				  "    performance:house                      200 TWD\n"
				  "    performance:amy                       1200 TWD\n"
				  "    performance:mei%3A%20李               600 TWD\n"
				  "    performance:offset                   -2000 TWD\n");
	both_must_accept(text);
	assert_mentions(performance_journal(BASIS_DELIVERED), "2026-05-03 performance\n");
}

/* More entries than are read at a time, a good many on one day. */
static void long_books_are_written_whole(void **state) {
	(void)state;
	enum { VISITS = 700 };
	operate_setup();
	const char *operations[VISITS];
	for (int i = 0; i < VISITS; i++)
		operations[i] = arena_format(book_arena,
					     "{'op':'visit','client':'lin','date':'2026-05-%02d','items':[{'service':"
					     "'perm'}],'payments':[{'method':'cash','amount':2000}]}",
					     1 + i % 3);
	operate(operations, VISITS);
	const char *text = journal(NULL, NULL);
	int count = 0;
	for (const char *at = text; (at = strstr(at, ") visit #")); at++)
		count++;
	assert_int_equal(count, VISITS);
	assert_true(strstr(text, "2026-05-01 (717)") == NULL || strstr(text, "2026-05-02") != NULL);
	both_must_accept(text);
}

static bool refuses(void *context, const char *bytes, size_t length) {
	(void)bytes, (void)length;
	return --*(int *)context > 0;
}

static void what_cannot_be_written_is_told(void **state) {
	(void)state;
	operate_setup();
	OPERATE("{'op':'visit','client':'lin','date':'2026-05-02','items':[{'service':'perm'}]}");
	for (int allowed = 1; allowed <= 2; allowed++) {
		int left = allowed;
		struct journal_sink sink = {refuses, &left};
		struct refusal why = {0};
		assert_int_equal(journal_write(book, book_arena, DATE_NONE, DATE_NONE, &sink, &why), CARNET_UNAVAILABLE);
		assert_int_equal(left, 0);
	}
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, book_in_twd, book_gone)

int main(void) {
	const struct CMUnitTest tests[] = {
		TEST(one_transaction_an_entry_by_day_then_number),
		TEST(only_the_days_asked_for),
		TEST(an_entry_that_corrects_a_later_day_says_so),
		TEST(words_that_mean_something_to_a_reader_are_written_otherwise),
		cmocka_unit_test_setup_teardown(amounts_have_the_decimals_of_the_book, book_in_thb, book_gone),
		TEST(performance_is_a_journal_of_its_own),
		TEST(long_books_are_written_whole),
		TEST(what_cannot_be_written_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
