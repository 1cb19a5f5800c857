/* What was committed stays, whatever happens: a full disk, a failing write, a kill at any moment. */
#include "medium.h"
#include "tamper.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BIG = 40000, ROUNDS = 20 };

static char big[BIG + 1];

static int fill_big(void **state) {
	(void)state;
	memset(big, 'x', BIG);
	return 0;
}

/* One transaction of two rows that belong together. */
static bool commit_pair(struct store *store, long number) {
	char name[2][32];
	(void)snprintf(name[0], sizeof name[0], "pair %ld a", number);
	(void)snprintf(name[1], sizeof name[1], "pair %ld b", number);
	if (!store_begin(store))
		return false;
	put(store, name[0], big);
	put(store, name[1], big);
	return store_commit(store);
}

static bool has_half(struct store *store, long number, char half) {
	char name[32];
	(void)snprintf(name, sizeof name, "pair %ld %c", number, half);
	return has(store, name, big);
}

/* Every pair after `known` up to the last acknowledged is there whole; the one after it is whole or not there. Returns
 * the last. */
static long assert_pairs(const char *path, long known, long acknowledged) {
	struct store *store = opened(path, STORE_READ_WRITE);
	long last = known;
	while (has_half(store, last + 1, 'a'))
		last++;
	for (long i = known + 1; i <= last + 1; i++)
		assert_int_equal(has_half(store, i, 'a'), has_half(store, i, 'b'));
	store_close(store);
	assert_true(last == acknowledged || last == acknowledged + 1);
	return last;
}

static bool is_sound(const char *path) {
	return peek(path, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'") == 1;
}

/* Commits pairs until a fault; returns how many were acknowledged. */
static long commit_until_fault(const char *path, const char *words) {
	struct store *store = opened(path, STORE_READ_WRITE);
	long acknowledged = 0;
	while (acknowledged < 1000 && commit_pair(store, acknowledged + 1))
		acknowledged++;
	assert_mentions(store_fault_text(store), words);
	assert_false(store_begin(store)); /* until close */
	store_close(store);
	return acknowledged;
}

/* --- kill */

/* Commits pairs for ever and tells each over the pipe. */
static _Noreturn void commit_for_ever(const char *path, long from, int pipe_end) {
	struct refusal why;
	struct store *store = NULL;
	if (store_open(path, STORE_READ_WRITE, &store, &why) != CARNET_OK)
		_exit(1);
	for (long i = from; commit_pair(store, i); i++)
		if (write(pipe_end, &i, sizeof i) != sizeof i)
			_exit(1);
	_exit(1);
}

/* Lets a process commit, kills it once it told of `pairs` of them, and returns the last it told of. */
static long last_told(const char *path, long from, int pairs) {
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0)
		commit_for_ever(path, from, ends[1]);
	assert_int_equal(close(ends[1]), 0);
	long last = from - 1;
	for (long told; read(ends[0], &told, sizeof told) == sizeof told; last = told)
		if (told == from + pairs - 1)
			assert_int_equal(kill(child, SIGKILL), 0);
	int ended = 0;
	assert_int_equal(waitpid(child, &ended, 0), child);
	assert_true(WIFSIGNALED(ended) && WTERMSIG(ended) == SIGKILL);
	close(ends[0]);
	return last;
}

static void a_kill_at_any_moment_loses_nothing(void **state) {
	(void)state;
	const char *path = new_book("book");
	long last = 0;
	for (int round = 1; round <= ROUNDS; round++) {
		long told = last_told(path, last + 1, 3 * round);
		assert_true(told >= last + 3 * round);
		last = assert_pairs(path, last, told);
	}
	assert_int_equal(assert_pairs(path, 0, last), last);
	assert_true(is_sound(path));
}

/* --- merging */

static long log_bytes(const char *path) {
	char name[512];
	struct stat found;
	(void)snprintf(name, sizeof name, "%s-wal", path);
	return stat(name, &found) == 0 ? (long)found.st_size : 0;
}

static void the_log_is_merged_while_the_desk_goes_on(void **state) {
	(void)state;
	enum { PAIRS = 1200, MOST = 60 * 1000 * 1000 };
	const char *path = new_book("book");
	struct store *store = opened(path, STORE_READ_WRITE);
	for (long i = 1; i <= PAIRS; i++) {
		assert_true(commit_pair(store, i));
		assert_true(log_bytes(path) < MOST);
	}
	assert_true(2L * BIG * PAIRS > MOST); /* it would have held all of it */
	store_close(store);
	assert_int_equal(log_bytes(path), 0);
	assert_int_equal(assert_pairs(path, 0, PAIRS), PAIRS);
	assert_true(is_sound(path));
}

static void a_kill_while_the_log_is_merged_loses_nothing(void **state) {
	(void)state;
	const char *path = new_book("book");
	long last = 0;
	for (int round = 0; round < 6; round++)
		last = assert_pairs(path, last, last_told(path, last + 1, 203 + 11 * round));
	assert_int_equal(assert_pairs(path, 0, last), last);
	assert_true(is_sound(path));
}

/* --- disks */

static void a_full_disk_is_a_fault(void **state) {
	(void)state;
	medium_mount("size=2m");
	const char *path = new_book("disk/book");
	long acknowledged = commit_until_fault(path, "full");
	assert_true(acknowledged > 0);
	medium_change(0, "size=16m");
	long last = assert_pairs(path, 0, acknowledged);
	struct store *store = opened(path, STORE_READ_WRITE);
	assert_true(commit_pair(store, last + 1)); /* and it goes on */
	store_close(store);
	assert_true(is_sound(path));
}

static void a_full_disk_leaves_no_half_book(void **state) {
	(void)state;
	struct refusal why = {0};
	medium_mount("size=8k");
	write_file(in_folder("disk/ballast"), big, 4096);
	assert_int_equal(store_create(in_folder("disk/book"), &why), CARNET_UNAVAILABLE);
	assert_int_not_equal(access(in_folder("disk/book"), F_OK), 0);
	assert_int_not_equal(access(in_folder("disk/book-wal"), F_OK), 0);
	assert_int_not_equal(access(in_folder("disk/book-journal"), F_OK), 0);
}

/* Writes past the limit fail with EFBIG, which SQLite takes for an input/output error. */
static void limit_files(rlim_t bytes) {
	struct rlimit limit;
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = bytes;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void a_failing_write_is_a_fault(void **state) {
	(void)state;
	const char *path = new_book("book");
	(void)signal(SIGXFSZ, SIG_IGN);
	limit_files(1000000);
	long acknowledged = commit_until_fault(path, "disk I/O error");
	limit_files(RLIM_INFINITY);
	assert_true(acknowledged > 0);
	(void)assert_pairs(path, 0, acknowledged);
	assert_true(is_sound(path));
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_create, folder_remove)

int main(void) {
	const struct CMUnitTest tests[] = {
		IN_A_FOLDER(a_kill_at_any_moment_loses_nothing),
		IN_A_FOLDER(the_log_is_merged_while_the_desk_goes_on),
		IN_A_FOLDER(a_kill_while_the_log_is_merged_loses_nothing),
		ON_A_MEDIUM(a_full_disk_is_a_fault),
		ON_A_MEDIUM(a_full_disk_leaves_no_half_book),
		IN_A_FOLDER(a_failing_write_is_a_fault),
	};
	return cmocka_run_group_tests_name("durability", tests, fill_big, NULL);
}
