/* How long counsel takes on a large book of ten years.
 *
 *     build/bench/counsel FILE CLIENTS
 *
 * Makes a book in FILE with that many clients, when it is new: they come over ten years, stay one and a half on average, each with a
 * rhythm of 14 to 60 days; two of five buy packages of five sessions, the others pay each visit. Then measures the lists of alerts and
 * renewals, and both of single clients. */
#include "insight/counsel.h"
#include "book/book.h"
#include "wire/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FIRST_DAY = 16801 /* 2016-01-01 */, DAYS = 3653, ASKED = 2000 };

struct person {
	int32_t next; /* in the day's list; −1: the last */
	int32_t rhythm, ends_on;
	int8_t left;
	bool packages;
};

struct bench {
	struct book *book;
	struct arena *arena;
	struct refusal why;
	struct person *people;
	int32_t days[DAYS]; /* the first who comes on each */
	int32_t count;
	int64_t done;
	uint64_t random;
};

static double seconds(void) {
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int32_t next_random(struct bench *bench, int32_t below) {
	bench->random ^= bench->random << 13;
	bench->random ^= bench->random >> 7;
	bench->random ^= bench->random << 17;
	return (int32_t)(bench->random % (uint64_t)below);
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
	if (++bench->done % 2000 != 0)
		return;
	if (book_finish(bench->book, &bench->why) != CARNET_OK || book_begin(bench->book, &bench->why) != CARNET_OK)
		fail(bench, "batch");
}

static void come_on(struct bench *bench, int32_t number, int32_t day) {
	if (day >= DAYS || day > bench->people[number].ends_on)
		return;
	bench->people[number].next = bench->days[day];
	bench->days[day] = number;
}

static void begin_people(struct bench *bench) {
	char text[128];
	for (int32_t i = 0; i < DAYS; i++)
		bench->days[i] = -1;
	for (int32_t i = 0; i < bench->count; i++) {
		int32_t day = next_random(bench, DAYS);
		bench->people[i] = (struct person){.next = -1,
						   .rhythm = 14 + next_random(bench, 47),
						   .ends_on = day + next_random(bench, 1095),
						   .packages = next_random(bench, 5) < 2};
		snprintf(text, sizeof text, "{\"op\":\"client\",\"ref\":\"c%d\",\"date\":\"2016-01-01\"}", (int)i);
		apply(bench, text);
		come_on(bench, i, day);
	}
}

static void visit(struct bench *bench, int32_t number, int32_t day) {
	struct person *person = &bench->people[number];
	char text[512], date[DATE_TEXT];
	const char *items = "{\"service\":\"facial\"}";
	int32_t paid = 1500;
	date_text(FIRST_DAY + day, date);
	if (person->packages) {
		bool sells = person->left == 0;
		items = sells ? "{\"sell\":\"five\"},{\"redeem\":\"facial\"}" : "{\"redeem\":\"facial\"}";
		paid = sells ? 6000 : 0;
		person->left = (int8_t)(sells ? 4 : person->left - 1);
	}
	snprintf(text, sizeof text,
		 "{\"op\":\"visit\",\"key\":\"v%lld\",\"client\":\"c%d\",\"date\":\"%s\",\"items\":[%s]%s}",
		 (long long)bench->done, (int)number, date, items,
		 paid == 0      ? ""
		 : paid == 1500 ? ",\"payments\":[{\"method\":\"cash\",\"amount\":1500}]"
				: ",\"payments\":[{\"method\":\"card\",\"amount\":6000}]");
	apply(bench, text);
	come_on(bench, number, day + person->rhythm - 5 + next_random(bench, 11));
}

static void fill(struct bench *bench) {
	static const char *const lists[] = {
		"{\"op\":\"service\",\"code\":\"facial\",\"price\":1500,\"cost\":400,\"date\":\"2016-01-01\"}",
		"{\"op\":\"offer\",\"code\":\"five\",\"kind\":\"package\",\"price\":6000,\"grants\":[{\"service\":"
		"\"facial\","
		"\"sessions\":5}],\"date\":\"2016-01-01\"}",
		"{\"op\":\"offer\",\"code\":\"ten\",\"kind\":\"package\",\"price\":11000,\"grants\":[{\"service\":"
		"\"facial\","
		"\"sessions\":10}],\"valid\":{\"months\":18},\"date\":\"2016-01-01\"}",
		"{\"op\":\"offer\",\"code\":\"club\",\"kind\":\"plan\",\"price\":1200,\"cycle\":{\"months\":1},"
		"\"grants\":[{"
		"\"service\":\"facial\",\"sessions\":1}],\"date\":\"2016-01-01\"}",
	};
	double start = seconds();
	if (book_begin(bench->book, &bench->why) != CARNET_OK)
		fail(bench, "begin");
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		apply(bench, lists[i]);
	begin_people(bench);
	for (int32_t day = 0; day < DAYS; day++)
		for (int32_t at = bench->days[day], next; at >= 0; at = next) {
			next = bench->people[at].next;
			visit(bench, at, day);
		}
	if (book_finish(bench->book, &bench->why) != CARNET_OK)
		fail(bench, "finish");
	printf("made in %.0f s\n", seconds() - start);
}

typedef enum carnet_status make(struct book *book, struct arena *arena, const struct counsel_query *query,
				struct report *report, struct refusal *why);

static size_t ask(struct bench *bench, make *made, const char *client, int32_t limit, size_t *bytes) {
	struct counsel_query query = {.client = client, .as_of = DATE_NONE, .limit = limit, .today = FIRST_DAY + DAYS};
	struct report report = {0};
	struct buffer out;
	arena_reset(bench->arena);
	buffer_init(&out, bench->arena);
	if (made(bench->book, bench->arena, &query, &report, &bench->why) != CARNET_OK)
		fail(bench, "counsel");
	wire_write_report(&out, &report, WIRE_JSON);
	*bytes = out.length;
	return report.rows.count;
}

static void measure_list(struct bench *bench, const char *name, make *made, int32_t limit) {
	for (int i = 0; i < 3; i++) {
		size_t bytes;
		double start = seconds();
		size_t rows = ask(bench, made, NULL, limit, &bytes);
		printf("%-9s limit %4d: %6.0f ms, %zu rows, %zu kB of JSON\n", name, (int)limit,
		       1e3 * (seconds() - start), rows, bytes / 1000);
	}
}

static int compare(const void *a, const void *b) {
	double one = *(const double *)a, other = *(const double *)b;
	return (one > other) - (one < other);
}

static void measure_clients(struct bench *bench, const char *name, make *made) {
	static double took[ASKED];
	char client[32];
	size_t bytes;
	for (int i = 0; i < ASKED; i++) {
		snprintf(client, sizeof client, "c%d", (int)next_random(bench, bench->count));
		double start = seconds();
		ask(bench, made, client, 0, &bytes);
		took[i] = 1e3 * (seconds() - start);
	}
	qsort(took, ASKED, sizeof *took, compare);
	printf("%-9s of one client: median %.3f ms, p99 %.3f ms, longest %.3f ms\n", name, took[ASKED / 2],
	       took[ASKED * 99 / 100], took[ASKED - 1]);
}

int main(int argc, char **argv) {
	struct bench bench = {.random = 88172645463325252u};
	struct book_creation creation = {"bench", "TWD", "Asia/Taipei", 0, true};
	if (argc != 3) {
		fprintf(stderr, "counsel FILE CLIENTS\n");
		return 2;
	}
	bench.count = (int32_t)strtol(argv[2], NULL, 10);
	bench.people = calloc((size_t)bench.count + 1, sizeof *bench.people);
	bool is_new = book_create(argv[1], &creation, &bench.why) == CARNET_OK;
	if (!bench.people || book_open(argv[1], STORE_READ_WRITE, &bench.book, &bench.why) != CARNET_OK)
		fail(&bench, argv[1]);
	bench.arena = arena_create();
	if (is_new)
		fill(&bench);
	measure_list(&bench, "alerts", alerts_make, 200);
	measure_list(&bench, "alerts", alerts_make, 0);
	measure_list(&bench, "renewals", renewals_make, 200);
	measure_list(&bench, "renewals", renewals_make, 0);
	measure_clients(&bench, "alerts", alerts_make);
	measure_clients(&bench, "renewals", renewals_make);
	book_close(bench.book);
	arena_destroy(bench.arena);
	free(bench.people);
	return 0;
}
