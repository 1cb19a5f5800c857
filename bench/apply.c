/* How many operations a second a book takes in one process, JSON to disk.
 *
 *     build/bench/apply FILE CONTRACTS ENTRIES BATCH SECONDS
 *
 * Makes (or goes on with) a book in FILE with that many contracts, four to a client and paid, redeems until it has that many entries, then
 * measures redemptions in batches of BATCH for that many seconds, a commit to disk after each batch. */
#include "book/book.h"
#include "wire/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PER_CLIENT = 4, FIRST_DAY = 20454 /* 2026-01-01 */ };

struct bench {
	struct book *book;
	struct arena *arena;
	struct refusal why;
	int64_t clients;
	int64_t done;
	uint64_t random;
};

static double seconds(void) {
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static uint64_t next_random(struct bench *bench) {
	bench->random ^= bench->random << 13;
	bench->random ^= bench->random >> 7;
	bench->random ^= bench->random << 17;
	return bench->random;
}

static void fail(const struct bench *bench, const char *what) {
	fprintf(stderr, "%s: %s\n", what, bench->why.message);
	exit(2);
}

static void apply(struct bench *bench, const char *text) {
	struct operation op;
	struct buffer result;
	struct origin origin = {DATE_MAX, 0};
	arena_reset(bench->arena);
	buffer_init(&result, bench->arena);
	if (wire_read_operation(bench->arena, text, strlen(text), &op, &bench->why) != CARNET_OK ||
	    book_apply(bench->book, bench->arena, &op, &origin, &result, &bench->why) != CARNET_OK)
		fail(bench, text);
}

static void begin(struct bench *bench) {
	if (book_begin(bench->book, &bench->why) != CARNET_OK)
		fail(bench, "begin");
}

static void finish(struct bench *bench) {
	if (book_finish(bench->book, &bench->why) != CARNET_OK)
		fail(bench, "finish");
}

static void fill(struct bench *bench, int64_t contracts) {
	static const char *const lists[] = {
		"{\"op\":\"staff\",\"code\":\"amy\",\"date\":\"2025-12-31\"}",
		"{\"op\":\"service\",\"code\":\"facial\",\"price\":1500,\"date\":\"2025-12-31\"}",
		"{\"op\":\"offer\",\"code\":\"pack\",\"kind\":\"package\",\"price\":10000,\"grants\":[{\"service\":"
		"\"facial\",\"sessions\":10}],\"valid\":{\"months\":"
		"120},\"date\":\"2025-12-31\"}",
	};
	char text[512];
	begin(bench);
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		apply(bench, lists[i]);
	bench->clients = contracts / PER_CLIENT;
	for (int64_t i = 0; i < bench->clients; i++) {
		snprintf(text, sizeof text, "{\"op\":\"client\",\"ref\":\"c%lld\",\"date\":\"2025-12-31\"}",
			 (long long)i);
		apply(bench, text);
		snprintf(text, sizeof text,
			 "{\"op\":\"visit\",\"client\":\"c%lld\",\"date\":\"2026-01-01\",\"items\":[{\"sell\":\"pack\"}"
			 ",{\"sell\":\"pack\"},{\"sell\":\"pack\"},{\"sell\":"
			 "\"pack\"}],\"payments\":[{\"method\":\"cash\",\"amount\":40000}]}",
			 (long long)i);
		apply(bench, text);
		if (i % 5000 == 4999) {
			finish(bench);
			begin(bench);
		}
	}
	finish(bench);
}

static void redeem(struct bench *bench) {
	char text[512], day[DATE_TEXT];
	long long client = (long long)(next_random(bench) % (uint64_t)bench->clients);
	int32_t date = FIRST_DAY + 1 + (int32_t)(bench->done / 20000);
	snprintf(text, sizeof text,
		 "{\"op\":\"visit\",\"key\":\"b%012llx-%016llx\",\"client\":\"c%lld\",\"date\":\"%s\",\"items\":[{"
		 "\"redeem\":\"facial\",\"sessions\":1,\"staff\":[{\"staff\":"
		 "\"amy\",\"share\":100}]}]}",
		 (long long)bench->done, (unsigned long long)bench->random, client, date_text(date, day));
	apply(bench, text);
	bench->done++;
}

static void redeem_some(struct bench *bench, int64_t count, int batch) {
	for (int64_t i = 0; i < count; i += batch) {
		begin(bench);
		for (int k = 0; k < batch && i + k < count; k++)
			redeem(bench);
		finish(bench);
	}
}

static void measure(struct bench *bench, int batch, double length) {
	double start = seconds();
	int64_t before = bench->done;
	while (seconds() - start < length)
		redeem_some(bench, batch, batch);
	double took = seconds() - start;
	printf("batch %5d: %8.0f operations/s (%lld in %.1f s)\n", batch, (double)(bench->done - before) / took,
	       (long long)(bench->done - before), took);
}

int main(int argc, char **argv) {
	struct bench bench = {.random = 88172645463325252u};
	struct book_creation creation = {"bench", "TWD", "Asia/Taipei", 0, true};
	if (argc != 6) {
		fprintf(stderr, "apply FILE CONTRACTS ENTRIES BATCH SECONDS\n");
		return 2;
	}
	int64_t contracts = atoll(argv[2]), entries = atoll(argv[3]);
	bool is_new = book_create(argv[1], &creation, &bench.why) == CARNET_OK;
	if (book_open(argv[1], STORE_READ_WRITE, &bench.book, &bench.why) != CARNET_OK)
		fail(&bench, argv[1]);
	bench.arena = arena_create();
	bench.clients = contracts / PER_CLIENT;
	double start = seconds();
	if (is_new) {
		fill(&bench, contracts);
		printf("filled with %lld contracts in %.0f s\n", (long long)contracts, seconds() - start);
	}
	begin(&bench);
	finish(&bench);
	bench.done = book_entries(bench.book);
	bench.random ^= (uint64_t)bench.done << 20;
	if (bench.done < entries)
		redeem_some(&bench, entries - bench.done, 1000);
	measure(&bench, atoi(argv[4]), atof(argv[5]));
	book_close(bench.book);
	arena_destroy(bench.arena);
	return 0;
}
