/* Random books: whatever is done at the desk, everything that must hold does. A failure prints its seed and the fewest operations
 * that still bring it about, to be applied to a new book made with --clock free.
 *
 * SLOW=1 does five times as many. SEED=n begins with the book of that seed, BOOKS=n makes that many. PLANT=fault plants one of the
 * faults below in every tenth book: then this must fail. */
#include "book/verify.h"
#include "insight/reports.h"
#include "store/tamper.h"
#include "support/book_folder.h"
#include "support/random_checks.h"
#include "wire/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPERATIONS = 100, THOROUGH = 10, LEAST = 200000, LEAST_SLOW = 1000000, LEAST_POSTGRES = 3000 };

struct counts {
	long long books, accepted, refused, quotes, replays, voids, verified;
	long long by_kind[OP_COUNT][2]; /* refused, accepted */
};

struct trial {
	struct book *book;
	struct arena *whole, *step;
	struct text_list accepted; /* as applied, with those of the trial's own */
	struct refusal why;
	uint64_t digest;
	bool thorough;
	const char *planted;
	const char *complaint;
};

static struct counts done;

/* Books */

static int make_template(void **state) {
	struct book_creation creation = {"Random", "TWD", "UTC", 0, true};
	struct refusal why = {0};
	if (folder_create(state) != 0)
		return -1;
	return on_postgres() || book_create(in_folder("template"), &creation, &why) == CARNET_OK ? 0 : -1;
}

static const char *new_in_database(const char *name) {
	struct book_creation creation = {"Random", "TWD", "UTC", 0, true};
	struct refusal why = {0};
	static int made;
	char numbered[32];
	(void)snprintf(numbered, sizeof numbered, "%s%d", name, ++made);
	const char *address = book_address(numbered);
	if (book_create(address, &creation, &why) != CARNET_OK)
		fail_msg("%s", why.message);
	return address;
}

static void remove_copy(const char *name) {
	if (!on_postgres())
		assert_int_equal(remove(in_folder(name)), 0);
}

/* A new book, which costs less as a copy. */
static const char *copy_of_template(const char *name) {
	static char bytes[1 << 20];
	if (on_postgres())
		return new_in_database(name);
	const char *path = in_folder(name);
	FILE *from = fopen(in_folder("template"), "rb");
	assert_non_null(from);
	size_t length = fread(bytes, 1, sizeof bytes, from);
	assert_int_equal(fclose(from), 0);
	assert_true(length < sizeof bytes);
	write_file(path, bytes, length);
	return path;
}

static struct book *open_book(const char *path) {
	struct refusal why = {0};
	struct book *book = NULL;
	if (book_open(path, STORE_READ_WRITE, &book, &why) != CARNET_OK)
		fail_msg("%s", why.message);
	return book;
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

/* One operation */

static enum carnet_status apply_to(struct trial *trial, struct book *book, const char *text, const char **answer) {
	struct origin origin = {DATE_MAX, 1};
	struct operation op;
	struct buffer result;
	buffer_init(&result, trial->step);
	trial->why = (struct refusal){0};
	enum carnet_status status = wire_read_operation(trial->step, text, strlen(text), &op, &trial->why);
	if (status == CARNET_OK)
		status = book_apply(book, trial->step, &op, &origin, &result, &trial->why);
	done.by_kind[op.kind][status == CARNET_OK]++;
	*answer = result.at;
	return status;
}

static void complain(struct trial *trial, const char *text, const char *complaint) {
	if (complaint && !trial->complaint)
		trial->complaint = arena_format(trial->whole, "%s\n    after %s", complaint, text ? text : "all");
}

static void look_at_acceptance(struct trial *trial, const char *text, int64_t entries) {
	done.accepted++;
	*LIST_ADD(trial->whole, &trial->accepted) = arena_text(trial->whole, text);
	complain(trial, text, check_changed(trial->book, trial->step, entries));
	trial->digest = book_digest(trial->book);
}

static void look_at_refusal(struct trial *trial, const char *text, enum carnet_status status) {
	done.refused++;
	if (status == CARNET_UNAVAILABLE)
		complain(trial, text, arena_format(trial->step, "a fault: %s", trial->why.message));
	else if (book_digest(trial->book) != trial->digest)
		complain(trial, text, "a refusal changed the book");
}

/* Applies and looks at what became of it. */
static bool act(struct trial *trial, const char *text, const char **answer) {
	int64_t entries = book_entries(trial->book);
	enum carnet_status status = apply_to(trial, trial->book, text, answer);
	if (status != CARNET_OK)
		look_at_refusal(trial, text, status);
	else if (!strstr(text, "\"quote\":true"))
		look_at_acceptance(trial, text, entries);
	else if (book_digest(trial->book) != trial->digest)
		complain(trial, text, "a quote changed the book");
	return status == CARNET_OK && !trial->complaint;
}

/* What else is tried with it; the text alone decides, so that a replay does the same. */

static uint64_t hash_of(const char *text) {
	uint64_t hash = UINT64_C(14695981039346656037);
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
	return hash ^ hash >> 32;
}

static bool is_op(const char *text, const char *op) {
	return strncmp(text + strlen("{\"op\":\""), op, strlen(op)) == 0;
}

static bool has_quote(const char *text) {
	static const char *const ops[] = {"refund", "transfer", "exchange", "cancel", "change"};
	for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
		if (is_op(text, ops[i]))
			return !strstr(text, "\"quote\"") && !strstr(text, "\"key\"");
	return false;
}

static const char *after_entry(const char *answer) {
	const char *at = strstr(answer, "\"entry\":");
	return at ? strchr(at, ',') : "";
}

/* Asks first what an operation would do, then does it: both say the same. */
static bool act_as_quoted(struct trial *trial, const char *text, const char **answer) {
	if (!has_quote(text) || hash_of(text) % 2)
		return act(trial, text, answer);
	const char *quote, *asked = arena_format(trial->step, "{\"quote\":true,%s", text + 1);
	enum carnet_status status = apply_to(trial, trial->book, asked, &quote);
	const char *words = arena_text(trial->step, trial->why.message);
	done.quotes++;
	if (book_digest(trial->book) != trial->digest)
		complain(trial, asked, "a quote changed the book");
	bool accepted = act(trial, text, answer);
	if (trial->why.status != status && !(accepted && status == CARNET_OK))
		complain(trial, text, arena_format(trial->step, "the quote was answered otherwise: %s", words));
	else if (accepted && strcmp(after_entry(quote), after_entry(*answer)) != 0)
		complain(trial, text,
			 arena_format(trial->step, "a quote is not what came:\n    %s\n    %s", quote, *answer));
	return accepted;
}

static void replay(struct trial *trial, const char *text, const char *first) {
	const char *again;
	if (!strstr(text, "\"key\"") || is_op(text, "tick") || strstr(text, "\"quote\":true"))
		return;
	done.replays++;
	if (apply_to(trial, trial->book, text, &again) != CARNET_OK)
		complain(trial, text, "the same again was refused");
	else if (!strstr(again, "\"replayed\":true") || strncmp(first, again, strlen(first) - 1) != 0)
		complain(trial, text, "the same again was answered otherwise");
	else if (book_digest(trial->book) != trial->digest)
		complain(trial, text, "the same again changed the book");
}

static const char *report_of(struct trial *trial, struct book *book, const char *name) {
	struct report report = {0};
	struct report_query query = report_query_of(DATE_MAX);
	struct buffer out;
	buffer_init(&out, trial->step);
	if (report_make(book, trial->step, name, &query, &report, &trial->why) != CARNET_OK)
		return trial->why.message;
	wire_write_report(&out, &report, WIRE_JSON);
	return out.at;
}

static const char *day_in(const char *text, char day[DATE_TEXT]) {
	const char *at = strstr(text, "\"date\":\"");
	(void)snprintf(day, DATE_TEXT, "%.10s", at ? at + strlen("\"date\":\"") : "2026-01-01");
	return day;
}

/* Does it and takes it back: the contracts read as before. */
static void act_and_void(struct trial *trial, const char *text) {
	char day[DATE_TEXT];
	const char *answer;
	day_in(text, day);
	if (!act(trial, arena_format(trial->step, "{\"op\":\"tick\",\"date\":\"%s\"}", day), &answer))
		return;
	const char *before = report_of(trial, trial->book, "contracts");
	int64_t entries = book_entries(trial->book);
	if (!act(trial, text, &answer) || book_entries(trial->book) != entries + 1)
		return;
	const char *undo = arena_format(trial->step, "{\"op\":\"void\",\"date\":\"%s\",\"entry\":%lld}", day,
					(long long)entries + 1);
	if (!act(trial, undo, &answer))
		return;
	done.voids++;
	const char *after = report_of(trial, trial->book, "contracts");
	if (strcmp(before, after) != 0)
		complain(trial, text,
			 arena_format(trial->step, "a void leaves:\n    %s\n    was\n    %s", after, before));
}

static bool is_voidable(const char *text) {
	static const char *const ops[] = {"visit",   "pay",       "refund", "return", "transfer", "exchange",
					  "reprice", "write_off", "open",   "share",  "freeze",   "extend"};
	for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
		if (is_op(text, ops[i]))
			return true;
	return false;
}

static void play(struct trial *trial, const char *text) {
	const char *answer;
	if (is_voidable(text) && hash_of(text) % 16 == 3)
		act_and_void(trial, text);
	else if (act_as_quoted(trial, text, &answer) && !trial->complaint)
		replay(trial, text, answer);
}

/* The end of a book */

static bool is_of_lists(const char *text) {
	static const char *const ops[] = {"settings", "service\"", "offer",   "client", "reopen",
					  "branch",   "staff",     "product", "tag"};
	for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
		if (is_op(text, ops[i]))
			return true;
	return false;
}

static void tick_daily(struct trial *trial, struct book *book, const char *text) {
	char day[DATE_TEXT];
	const char *answer;
	int32_t to = DATE_MIN;
	if (!date_parse(day_in(text, day), &to) || book_ticked_to(book) == DATE_NONE)
		return;
	for (int32_t date = book_ticked_to(book) + 1; date <= to; date++) {
		const char *tick = arena_format(trial->step, "{\"op\":\"tick\",\"date\":\"%s\"}", date_text(date, day));
		if (apply_to(trial, book, tick, &answer) != CARNET_OK)
			complain(trial, tick, trial->why.message);
	}
}

static void repeat_daily(struct trial *trial, struct book *book) {
	const char *answer;
	begin(book);
	for (size_t i = 0; i < trial->accepted.count && !trial->complaint; i++) {
		const char *text = trial->accepted.at[i];
		arena_reset(trial->step);
		if (strncmp(text, "{\"op\"", 5) == 0 && !is_of_lists(text))
			tick_daily(trial, book, text);
		if (apply_to(trial, book, text, &answer) != CARNET_OK)
			complain(trial, text, arena_format(trial->step, "ticking daily: %s", trial->why.message));
	}
	finish(book);
}

/* The same operations with a tick for every day in between give the same book. */
static void look_at_daily(struct trial *trial) {
	static const char *const reports[] = {"contracts", "rollforward", "memberships"};
	struct book *daily = open_book(copy_of_template("daily"));
	repeat_daily(trial, daily);
	for (size_t i = 0; i < sizeof reports / sizeof *reports && !trial->complaint; i++) {
		const char *late = report_of(trial, trial->book, reports[i]),
			   *often = report_of(trial, daily, reports[i]);
		if (strcmp(late, often) != 0)
			complain(trial, reports[i],
				 arena_format(trial->step, "ticking daily gives\n    %s\n    ticking late\n    %s",
					      often, late));
	}
	book_close(daily);
	remove_copy("daily");
}

static void hear(void *context, const char *line) {
	struct trial *trial = context;
	complain(trial, "verify", line);
}

static void look_at_verify(struct trial *trial, const char *path) {
	struct verification verification = {.read = wire_read_operation, .say = hear, .context = trial};
	done.verified++;
	if (book_verify(path, &verification, &trial->why) != CARNET_OK)
		complain(trial, "verify", trial->why.message);
	else if (verification.differences > 0)
		complain(trial, "verify", "there are differences");
}

/* Faults behind the book's back, each of which must be seen. */
static const struct {
	const char *name, *sql;
} faults[] = {
	{"late_credit", "UPDATE performance_day SET date = date + 1000 WHERE amount <> 0"},
	{"skipped_posting", "DELETE FROM account_day WHERE account LIKE 'assets:cash:%' AND amount <> 0"},
	{"wrong_total", "UPDATE movement_day SET amount = amount + 1 WHERE measure = 3"},
	{"wrong_month", "UPDATE movement_month SET sessions = sessions + 1 WHERE sessions <> 0"},
	{"credit_in_another_month", "UPDATE performance_month SET month = month + 100000 WHERE amount <> 0"},
	{"credit_of_another", "UPDATE performance_sum_day SET subject = subject + 1000 WHERE delivered <> 0"},
	{"damaged_cycles", "UPDATE membership SET cycles = x'01'"},
	{"closed_too_early", "UPDATE contract SET closed_on = sold_on WHERE open = 1"},
	{"changed_entry",
	 "DROP TRIGGER entry_is_never_changed; UPDATE entry SET operation = replace(operation, 'cash', 'card')"},
	{"swapped_hash", "DROP TRIGGER entry_is_never_changed; UPDATE entry SET hash = (SELECT hash FROM entry e WHERE "
			 "e.id = entry.id + 1) WHERE id = 3"},
	{"expiry_by_a_day", "UPDATE contract SET due_on = due_on + 1 WHERE due_on < 2147483647"},
};

static void plant(struct trial *trial, const char *path) {
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		if (strcmp(faults[i].name, trial->planted) == 0) {
			tamper(path, faults[i].sql);
			return;
		}
	fail_msg("There is no fault %s.", trial->planted);
}

static void look_at_all(struct trial *trial, const char *path) {
	finish(trial->book);
	arena_reset(trial->step);
	if (trial->planted && trial->thorough)
		plant(trial, path);
	if (!trial->complaint)
		complain(trial, NULL, check_book(trial->book, trial->step));
	if (!trial->complaint && trial->thorough)
		look_at_verify(trial, path);
	if (!trial->complaint && trial->thorough)
		look_at_daily(trial);
}

/* Trials */

static void trial_begin(struct trial *trial, const char *path, bool thorough, const char *planted) {
	*trial = (struct trial){
		.whole = arena_create(), .step = arena_create(), .thorough = thorough, .planted = planted};
	trial->book = open_book(path);
	begin(trial->book);
	trial->digest = book_digest(trial->book);
}

static void trial_end(struct trial *trial) {
	book_close(trial->book);
	arena_destroy(trial->whole);
	arena_destroy(trial->step);
	remove_copy("book");
	done.books++;
}

/* Makes and plays a book's operations; they are kept in `texts`. True: it fails. */
static bool try_seed(uint64_t seed, bool thorough, const char *planted, struct arena *arena, struct text_list *texts) {
	struct trial trial;
	struct desk desk;
	const char *path = copy_of_template("book");
	desk_begin(&desk, seed);
	trial_begin(&trial, path, thorough, planted);
	for (size_t i = 0; !trial.complaint; i++) {
		arena_reset(trial.step);
		const char *text = desk_setup(&desk, trial.step, i);
		if (!text)
			break;
		*LIST_ADD(arena, texts) = arena_text(arena, text);
		play(&trial, texts->at[texts->count - 1]);
	}
	for (int i = 0; i < OPERATIONS && !trial.complaint; i++) {
		arena_reset(trial.step);
		*LIST_ADD(arena, texts) = arena_text(arena, desk_next(&desk, trial.book, trial.step));
		play(&trial, texts->at[texts->count - 1]);
	}
	look_at_all(&trial, path);
	bool fails = trial.complaint != NULL;
	if (fails && !planted)
		print_message("seed %llu: %s\n", (unsigned long long)seed, trial.complaint);
	trial_end(&trial);
	return fails;
}

/* Plays texts, leaving some out. The complaint is the arena's; NULL: it does not fail. */
static const char *try_texts(const struct text_list *texts, const bool *out, bool thorough, struct arena *arena) {
	struct trial trial;
	const char *path = copy_of_template("book");
	trial_begin(&trial, path, thorough, NULL);
	for (size_t i = 0; i < texts->count && !trial.complaint; i++) {
		arena_reset(trial.step);
		if (!out[i])
			play(&trial, texts->at[i]);
	}
	look_at_all(&trial, path);
	const char *complaint = arena_text(arena, trial.complaint);
	trial_end(&trial);
	return complaint;
}

static void shrink(const struct text_list *texts, bool thorough, struct arena *arena) {
	bool *out = ARENA_ARRAY(arena, bool, texts->count + 1);
	struct counts kept = done;
	const char *complaint = try_texts(texts, out, thorough, arena);
	bool smaller = complaint != NULL;
	while (smaller) {
		smaller = false;
		for (size_t i = texts->count; i-- > 0;) {
			if (out[i])
				continue;
			out[i] = true;
			const char *still = try_texts(texts, out, thorough, arena);
			complaint = still ? still : complaint;
			out[i] = still != NULL;
			smaller = smaller || still;
		}
	}
	done = kept;
	for (size_t i = 0; i < texts->count; i++)
		if (!out[i])
			print_message("%s\n", texts->at[i]);
	print_message("    %s\n", complaint ? complaint : "It does not fail again.");
}

/* Tests */

static long long asked(const char *name, long long otherwise) {
	const char *text = getenv(name);
	return text && *text ? strtoll(text, NULL, 10) : otherwise;
}

static void tell_kinds(void) {
	for (int i = 0; i < OP_COUNT; i++)
		print_message("%-10s %7lld accepted, %7lld refused\n", operation_name((enum operation_kind)i),
			      done.by_kind[i][1], done.by_kind[i][0]);
}

static void test_whatever_is_done_everything_that_must_hold_does(void **state) {
	(void)state;
	uint64_t first = (uint64_t)asked("SEED", 1), seed = first;
	long long books = asked("BOOKS", 0), least = asked("SLOW", 0) ? LEAST_SLOW : LEAST;
	if (on_postgres() && !asked("SLOW", 0))
		least = LEAST_POSTGRES;
	int failures = 0;
	for (; failures < 3 && (books ? done.books < books : done.accepted + done.refused < least); seed++) {
		struct arena *arena = arena_create();
		struct text_list texts = {0};
		bool thorough = seed % THOROUGH == 0;
		if (try_seed(seed, thorough, getenv("PLANT"), arena, &texts)) {
			failures++;
			shrink(&texts, thorough, arena);
		}
		arena_destroy(arena);
	}
	tell_kinds();
	print_message(
		"seeds %llu to %llu: %lld operations accepted, %lld refused, %lld quotes, %lld replays, %lld voids, "
		"%lld books verified\n",
		(unsigned long long)first, (unsigned long long)seed - 1, done.accepted, done.refused, done.quotes,
		done.replays, done.voids, done.verified);
	assert_int_equal(failures, 0);
}

static void test_a_planted_fault_is_seen(void **state) {
	const char *fault = *state;
	struct arena *arena = arena_create();
	struct text_list texts = {0};
	assert_false(try_seed(7, true, NULL, arena, &texts));
	assert_true(try_seed(7, true, fault, arena, &texts));
	arena_destroy(arena);
}

int main(void) {
	enum { FAULTS = sizeof faults / sizeof *faults };
	struct CMUnitTest tests[1 + FAULTS] = {cmocka_unit_test(test_whatever_is_done_everything_that_must_hold_does)};
	for (size_t i = 0; i < FAULTS; i++)
		tests[i + 1] = (struct CMUnitTest){faults[i].name, test_a_planted_fault_is_seen, NULL, NULL,
						   (void *)(uintptr_t)faults[i].name};
	size_t planted = on_postgres() ? 0 : FAULTS; /* behind the book's back, that is in the file */
	return _cmocka_run_group_tests("property", tests, 1 + planted, make_template, folder_remove);
}
