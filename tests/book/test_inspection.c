/* What an inspection after a fault must see, and what it must not complain of. */
#include "book/inspection.h"

#include "store/tamper.h"
#include "support/operated_book.h"

#include <stdio.h>
#include <string.h>

static struct refusal why;

static enum carnet_status inspect(int64_t acknowledged) {
	why = (struct refusal){0};
	return book_inspect(book, acknowledged, &why);
}

static void reopen(void) {
	book_close(book);
	if (book_open(in_folder("book"), STORE_READ_WRITE, &book, &why) != CARNET_OK)
		fail_msg("%s", why.message);
}

/* Entries of every kind there is in the books: keys, no keys, a void, a transfer, a tick, money with tax. */
static void live(void) {
	operate_setup();
	OPERATE("{'op':'visit','key':'a','client':'lin','date':'2026-01-02','items':[{'sell':'facial10','ref':'k1'},"
		"{'redeem':'facial','contract':'k1','staff':[{'staff':'amy','share':65}]}],'payments':[{'method':'cash'"
		",'amount':5000}]}",
		"{'op':'visit','key':'b','client':'may','date':'2026-01-03','items':[{'sell':'glow','ref':'g1'}]}",
		"{'op':'pay','key':'c','client':'lin','date':'2026-01-04','payments':[{'method':'card','amount':1000}]"
		"}",
		"{'op':'void','key':'d','of':'c','date':'2026-01-04'}",
		"{'op':'membership','key':'e','client':'may','plan':'club','ref':'m','date':'2026-01-05'}",
		"{'op':'transfer','key':'f','contract':'k1','to':'may','sessions':2,'ref':'k2','date':'2026-01-06'}",
		"{'op':'tick','date':'2026-06-01'}");
}

static void nothing_is_wrong_with_a_whole_book(void **state) {
	(void)state;
	int64_t entries = book_entries(book);
	assert_int_equal(inspect(0), CARNET_OK);
	assert_int_equal(entries, 0);
	live();
	for (int i = 0; i < 2; i++) {
		if (inspect(book_entries(book)) != CARNET_OK)
			fail_msg("%s", why.message);
		reopen();
	}
	OPERATE("{'op':'visit','key':'z','client':'lin','date':'2026-06-02','items':[{'redeem':'facial','contract':'k1'"
		"}]}");
	assert_int_equal(inspect(book_entries(book)), CARNET_OK);
}

static void the_log_is_empty_afterwards(void **state) {
	(void)state;
	live();
	int64_t entries = book_entries(book);
	assert_int_equal(inspect(entries), CARNET_OK);
	const char *log = in_folder("book-wal");
	FILE *file = fopen(log, "rb");
	assert_non_null(file);
	assert_int_equal(fseek(file, 0, SEEK_END), 0);
	long size = ftell(file);
	(void)fclose(file);
	assert_in_range(size, 1, 3 * 4200); /* the inspection's own commit, and nothing of before */
	assert_int_equal(book_entries(book), entries);
}

static void what_was_acknowledged_must_be_there(void **state) {
	(void)state;
	live();
	assert_int_equal(inspect(book_entries(book) + 1), CARNET_INVALID);
	assert_mentions(why.message, "was acknowledged and is not there");
}

struct damage {
	const char *sql, *words;
};

static const struct damage damages[] = {
	{"UPDATE entry SET operation = replace(operation, '2026-01-02', '2026-01-01') WHERE key = 'a'",
	 "is not what its hash says"},
	{"UPDATE entry SET result = result || ' ' WHERE key = 'b'", "is not what its hash says"},
	{"UPDATE entry SET recorded_at = recorded_at + 1 WHERE id = 1", "is not what its hash says"},
	{"UPDATE entry SET hash = randomblob(32) WHERE key = 'a'", "is not what its hash says"},
	{"UPDATE entry SET postings = x'00' WHERE key = 'a'", "is not what its hash says"},
	{"UPDATE entry SET previous = 1 WHERE key = 'a'", "does not follow on an entry of its chain"},
	{"DELETE FROM entry_note; DELETE FROM voided; DELETE FROM entry WHERE id = 5", "entry 5 is missing"},
	{"DELETE FROM voided; DELETE FROM entry WHERE id = (SELECT max(id) FROM entry)", "is missing"},
	{"UPDATE book SET entries = entries - 1", "is not counted"},
	{"UPDATE book SET chain = zeroblob(32)", "is not where the book's chain ends"},
	{"UPDATE client SET chain = zeroblob(32) WHERE ref = 'lin'", "is not where its client's chain ends"},
	{"UPDATE client SET last_entry = 1 WHERE ref = 'lin'", "is not where its client's chain ends"},
	{"UPDATE contract SET paid = paid - 1 WHERE ref = 'k1'", "contract 1 is not what its history adds up to"},
	{"UPDATE contract SET delivered = 0 WHERE ref = 'k1'", "contract 1 is not what its history adds up to"},
	{"UPDATE contract SET client = 2 WHERE ref = 'k1'", "contract 1 is not what its history adds up to"},
	{"UPDATE contract SET open = 0 WHERE ref = 'k1'", "contract 1 is not what its history adds up to"},
	{"UPDATE contract SET history = x'01' WHERE ref = 'k1'", "contract 1 cannot be read"},
	{"UPDATE contract SET history = (SELECT history FROM contract WHERE ref = 'g1') WHERE ref = 'k1'",
	 "contract 1"},
	{"UPDATE account_day SET amount = amount + 1 WHERE account LIKE 'income:%'", "do not balance"},
	{"UPDATE entry SET key = 'lost' WHERE key = 'a'; PRAGMA writable_schema = ON;"
	 "CREATE TEMP TABLE kept AS SELECT * FROM sqlite_master WHERE name = 'entry_key';"
	 "DELETE FROM sqlite_master WHERE name = 'entry_key'; PRAGMA writable_schema = RESET;"
	 "UPDATE entry SET key = 'a' WHERE key = 'lost';"
	 "PRAGMA writable_schema = ON; INSERT INTO sqlite_master SELECT * FROM kept; PRAGMA writable_schema = RESET",
	 "is not found by its key"},
};

static const char without_guards[] = "PRAGMA foreign_keys = OFF; DROP TRIGGER IF EXISTS entry_is_never_changed;"
				     "DROP TRIGGER IF EXISTS entry_is_never_deleted;";

static void damage_is_seen(void **state) {
	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
		live();
		int64_t entries = book_entries(book);
		book_close(book);
		tamper(in_folder("book"), without_guards);
		tamper(in_folder("book"), damages[i].sql);
		if (book_open(in_folder("book"), STORE_READ_WRITE, &book, &why) != CARNET_OK)
			fail_msg("%s", why.message);
		enum carnet_status status = inspect(entries - 1);
		if (status != CARNET_INVALID || !strstr(why.message, damages[i].words))
			fail_msg("%s: %d %s", damages[i].sql, (int)status, why.message);
		book_gone(state);
		book_in_twd(state);
	}
}

/* The root page of a table, overwritten. */
static void a_torn_page_is_damage(void **state) {
	(void)state;
	unsigned char noise[4096];
	live();
	int64_t entries = book_entries(book);
	book_close(book);
	long long page = peek(in_folder("book"), "SELECT rootpage FROM sqlite_master WHERE name = 'account_day'");
	FILE *file = fopen(in_folder("book"), "r+b");
	assert_non_null(file);
	for (size_t i = 0; i < sizeof noise; i++)
		noise[i] = 0xA5;
	assert_int_equal(fseek(file, (long)(page - 1) * 4096, SEEK_SET), 0);
	assert_int_equal(fwrite(noise, sizeof noise, 1, file), 1);
	assert_int_equal(fclose(file), 0);
	if (book_open(in_folder("book"), STORE_READ_WRITE, &book, &why) != CARNET_OK)
		fail_msg("%s", why.message);
	assert_int_equal(inspect(entries), CARNET_INVALID);
	assert_mentions(why.message, "malformed");
}

/* A damaged catalogue is refused when it is read; nothing of it is looked up. */
static void a_damaged_catalogue_is_refused(void **state) {
	(void)state;
	static const char *const damages_of_lists[] = {
		"UPDATE setting SET value = 'never' WHERE name = 'tax_point'",
		"UPDATE setting SET value = 'guess' WHERE name = 'basis'",
		"UPDATE setting SET value = '99' WHERE name = 'decimals'",
		"UPDATE setting SET value = '' WHERE name = 'decimals'",
		"UPDATE setting SET value = '0' WHERE name = 'fiscal_start_month'",
		"UPDATE setting SET value = '-1' WHERE name = 'low_sessions'",
		"UPDATE offer SET kind = 'pact', cycle_months = 0, credit = 0",
		"UPDATE offer SET refund_method = 'perhaps'",
	};
	operate_setup();
	book_close(book);
	book = NULL;
	for (size_t i = 0; i < sizeof damages_of_lists / sizeof *damages_of_lists; i++) {
		char sql[512];
		(void)snprintf(
			sql, sizeof sql,
			"DROP TABLE IF EXISTS kept_s; DROP TABLE IF EXISTS kept_o; CREATE TABLE kept_s AS SELECT * "
			"FROM "
			"setting; CREATE TABLE kept_o AS SELECT * FROM offer; PRAGMA ignore_check_constraints = ON; %s",
			damages_of_lists[i]);
		tamper(in_folder("book"), sql);
		if (book_open(in_folder("book"), STORE_READ_WRITE, &book, &why) != CARNET_INVALID)
			fail_msg("%s", damages_of_lists[i]);
		assert_null(book);
		tamper(in_folder("book"),
		       "UPDATE setting SET value = (SELECT value FROM kept_s WHERE kept_s.name = setting.name);"
		       "UPDATE offer SET (kind, refund_method, cycle_months, credit) = (SELECT kind, refund_method, "
		       "cycle_months, credit FROM kept_o WHERE kept_o.id = offer.id)");
	}
	assert_int_equal(book_open(in_folder("book"), STORE_READ_WRITE, &book, &why), CARNET_OK);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nothing_is_wrong_with_a_whole_book, book_in_twd, book_gone),
		cmocka_unit_test_setup_teardown(the_log_is_empty_afterwards, book_in_twd, book_gone),
		cmocka_unit_test_setup_teardown(what_was_acknowledged_must_be_there, book_in_twd, book_gone),
		cmocka_unit_test_setup_teardown(damage_is_seen, book_in_twd, book_gone),
		cmocka_unit_test_setup_teardown(a_torn_page_is_damage, book_in_twd, book_gone),
		cmocka_unit_test_setup_teardown(a_damaged_catalogue_is_refused, book_in_twd, book_gone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
