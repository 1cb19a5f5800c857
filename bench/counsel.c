/* How long counsel takes on a large book of ten years, which bench/reports measures, too.
 *
 *     build/bench/counsel FILE CLIENTS
 *
 * Makes a book in FILE with that many clients, when it is new: they come over ten years, stay one and a half on average, each with a
 * rhythm of 14 to 60 days, for one of ten services at one of three branches, done by twelve people. Five of ten pay each visit, four
 * buy packages of five sessions (of every other service good for a year), one is a member. Then measures the lists of alerts and
 * renewals, and both of single clients. */
#include "insight/counsel.h"
#include "book/book.h"
#include "wire/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FIRST_DAY = 16801 /* 2016-01-01 */, DAYS = 3653, ASKED = 2000 };
enum { SERVICES = 10, BRANCHES = 3, STAFF = 12, PLANS = 3 };
enum kind { SINGLE, PACKAGES, MEMBER };

struct person {
	int32_t next; /* in the day's list; −1: the last */
	int32_t rhythm, ends_on;
	int32_t began, cycles; /* of a member: the first day; months since */
	enum kind kind;
	int32_t left, service, branch;
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

static double seconds_of(clockid_t clock) {
	struct timespec now;
	clock_gettime(clock, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double seconds(void) {
	return seconds_of(CLOCK_MONOTONIC);
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

static enum kind draw_kind(struct bench *bench) {
	int32_t lot = next_random(bench, 10);
	return lot < 5 ? SINGLE : lot < 9 ? PACKAGES : MEMBER;
}

static void begin_people(struct bench *bench) {
	char text[128];
	for (int32_t i = 0; i < DAYS; i++)
		bench->days[i] = -1;
	for (int32_t i = 0; i < bench->count; i++) {
		int32_t day = next_random(bench, DAYS);
		bench->people[i] = (struct person){.rhythm = 14 + next_random(bench, 47),
						   .ends_on = day + next_random(bench, 1095),
						   .began = day,
						   .kind = draw_kind(bench),
						   .service = next_random(bench, SERVICES),
						   .branch = next_random(bench, BRANCHES)};
		snprintf(text, sizeof text, "{\"op\":\"client\",\"ref\":\"c%d\",\"date\":\"2016-01-01\"}", (int)i);
		apply(bench, text);
		come_on(bench, i, day);
	}
}

/* The items of a visit; what is paid for them. */
static int32_t write_items(struct bench *bench, int32_t number, char items[256]) {
	struct person *person = &bench->people[number];
	int service = person->service, staff = (int)next_random(bench, STAFF);
	char sale[96] = "";
	int32_t paid = person->kind == SINGLE ? 1500 : person->kind == MEMBER ? 1200 : 0;
	if (person->kind == PACKAGES && person->left == 0) {
		snprintf(sale, sizeof sale, "{\"sell\":\"five%d\",\"seller\":\"t%d\"},", service, staff);
		person->left = 5;
		paid = 6000;
	} else if (person->kind == MEMBER && person->cycles == 0) {
		snprintf(sale, sizeof sale, "{\"sell\":\"club%d\",\"ref\":\"m%d\"},", service % PLANS, (int)number);
	}
	snprintf(items, 256, "%s{\"%s\":\"s%d\",\"staff\":[{\"staff\":\"t%d\",\"share\":100}]}", sale,
		 person->kind == SINGLE ? "service" : "redeem", person->kind == MEMBER ? service % PLANS : service,
		 staff);
	person->left -= person->kind == PACKAGES;
	return paid;
}

static void write_payment(struct bench *bench, int32_t number, int32_t paid, char payment[128]) {
	static const char *const methods[] = {"cash", "card", "transfer"};
	const struct person *person = &bench->people[number];
	char cycle[48] = "";
	payment[0] = '\0';
	if (person->kind == MEMBER)
		snprintf(cycle, sizeof cycle, ",\"contract\":\"m%d.%d\"", (int)number, (int)person->cycles + 1);
	if (paid > 0)
		snprintf(payment, 128, ",\"payments\":[{\"method\":\"%s\",\"amount\":%d%s}]",
			 methods[next_random(bench, 3)], (int)paid, cycle);
}

static int32_t next_day(struct bench *bench, struct person *person, int32_t day) {
	person->cycles++;
	return person->kind == MEMBER ? date_add_months(FIRST_DAY + person->began, person->cycles) + 1 - FIRST_DAY
				      : day + person->rhythm - 5 + next_random(bench, 11);
}

static void leave(struct bench *bench, int32_t number, const char *date) {
	char text[128];
	snprintf(text, sizeof text, "{\"op\":\"cancel\",\"membership\":\"m%d\",\"when\":\"now\",\"date\":\"%s\"}",
		 (int)number, date);
	apply(bench, text);
}

/* What was bought with an end is used in time: whoever stays away too long buys anew, so nothing here is refused. */
static void visit(struct bench *bench, int32_t number, int32_t day) {
	struct person *person = &bench->people[number];
	char text[512], date[DATE_TEXT], items[256], payment[128];
	int branch = next_random(bench, 10) == 0 ? (int)next_random(bench, BRANCHES) : person->branch;
	date_text(FIRST_DAY + day, date);
	write_payment(bench, number, write_items(bench, number, items), payment);
	snprintf(text,
		 sizeof text, "{\"op\":\"visit\",\"key\":\"v%lld\",\"client\":\"c%d\",\"branch\":\"b%d\",\"date\":\"%s\",\"items\":[%s]%s}",
		 (long long)bench->done, (int)number, branch, date, items, payment);
	apply(bench, text);
	int32_t next = next_day(bench, person, day);
	if (person->kind == MEMBER && next > person->ends_on)
		leave(bench, number, date);
	come_on(bench, number, next);
}

static void add_each(struct bench *bench, const char *format, int count) {
	for (int i = 0; i < count; i++) {
		char text[256];
		snprintf(text, sizeof text, format, i, i, i % 2 ? ",\"valid\":{\"months\":12}" : "");
		apply(bench, text);
	}
}

static void fill(struct bench *bench) {
	double start = seconds();
	if (book_begin(bench->book, &bench->why) != CARNET_OK)
		fail(bench, "begin");
	add_each(bench, "{\"op\":\"branch\",\"code\":\"b%d\",\"date\":\"2016-01-01\"}", BRANCHES);
	add_each(bench, "{\"op\":\"staff\",\"code\":\"t%d\",\"date\":\"2016-01-01\"}", STAFF);
	add_each(bench, "{\"op\":\"service\",\"code\":\"s%d\",\"price\":1500,\"cost\":400,\"date\":\"2016-01-01\"}",
		 SERVICES);
	add_each(bench,
		 "{\"op\":\"offer\",\"code\":\"five%d\",\"kind\":\"package\",\"price\":6000,\"grants\":[{\"service\":"
		 "\"s%d\",\"sessions\":5}]%s,\"date\":\"2016-01-01\"}",
		 SERVICES);
	add_each(bench,
		 "{\"op\":\"offer\",\"code\":\"ten%d\",\"kind\":\"package\",\"price\":11000,\"grants\":[{\"service\":"
		 "\"s%d\",\"sessions\":10}],\"valid\":{\"months\":18},\"date\":\"2016-01-01\"}",
		 SERVICES);
	add_each(bench,
		 "{\"op\":\"offer\",\"code\":\"club%d\",\"kind\":\"plan\",\"price\":1200,\"cycle\":{\"months\":1},"
		 "\"grants\":[{\"service\":\"s%d\",\"sessions\":1}],\"date\":\"2016-01-01\"}",
		 PLANS);
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
		double start = seconds(), began = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
		size_t rows = ask(bench, made, NULL, limit, &bytes);
		printf("%-9s limit %4d: took %.0f ms, worked %.0f ms, %zu rows, %zu kB of JSON\n", name, (int)limit,
		       1e3 * (seconds() - start), 1e3 * (seconds_of(CLOCK_PROCESS_CPUTIME_ID) - began), rows,
		       bytes / 1000);
	}
}

static int compare(const void *a, const void *b) {
	double one = *(const double *)a, other = *(const double *)b;
	return (one > other) - (one < other);
}

static void say_spread(const char *name, const char *what, double times[ASKED]) {
	qsort(times, ASKED, sizeof *times, compare);
	printf("%-9s of one client %s: median %.3f ms, p99 %.3f ms, longest %.3f ms\n", name, what, times[ASKED / 2],
	       times[ASKED * 99 / 100], times[ASKED - 1]);
}

static void measure_clients(struct bench *bench, const char *name, make *made) {
	static double took[ASKED], worked[ASKED]; /* what a busy machine made of it, and its own work */
	char client[32];
	size_t bytes;
	for (int i = 0; i < ASKED; i++) {
		snprintf(client, sizeof client, "c%d", (int)next_random(bench, bench->count));
		double start = seconds(), began = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
		ask(bench, made, client, 0, &bytes);
		worked[i] = 1e3 * (seconds_of(CLOCK_PROCESS_CPUTIME_ID) - began);
		took[i] = 1e3 * (seconds() - start);
	}
	say_spread(name, "took", took);
	say_spread(name, "worked", worked);
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
