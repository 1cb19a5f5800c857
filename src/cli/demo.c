#include "cli/demo.h"
#include "cli/options.h"
#include "cli/serving.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern const struct command command_demo;

enum { DAYS_USUAL = 730, DAYS_MOST = 3660, SEED = 20260502, NEW_A_DAY_MOST = 4, WALK_INS_MOST = 3 };

static volatile sig_atomic_t interrupted;

static void interrupt(int signal_number) {
	(void)signal_number;
	interrupted = 1;
}

/* What was asked for, and where the book lives: a folder of its own that goes away again, or the file that was named. */
struct place {
	char folder[256];
	char file[512];
	bool kept;
	bool served;
};

static bool place_find(struct place *place, const char *keep) {
	const char *temporary = getenv("TMPDIR");
	if (keep) {
		place->kept = true;
		return snprintf(place->file, sizeof place->file, "%s", keep) < (int)sizeof place->file;
	}
	int length = snprintf(place->folder, sizeof place->folder, "%s/carnet-demo-XXXXXX",
			      temporary && *temporary ? temporary : "/tmp");
	if (length >= (int)sizeof place->folder || !mkdtemp(place->folder))
		return false;
	return snprintf(place->file, sizeof place->file, "%s/studio.book", place->folder) < (int)sizeof place->file;
}

static void place_leave(const struct place *place) {
	static const char *const endings[] = {"", "-wal", "-shm"};
	char name[sizeof place->file + 8];
	if (place->kept)
		return;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		snprintf(name, sizeof name, "%s%s", place->file, endings[i]);
		unlink(name);
	}
	rmdir(place->folder);
}

/* Living the days */

static void live_day(struct demo *demo) {
	demo->dated = demo->day;
	for (int32_t i = demo_between(demo, 0, NEW_A_DAY_MOST); i > 0; i--)
		guest_arrive(demo);
	/* Nobody arrives meanwhile, so the guests stay where they are. */
	for (size_t i = 0; i < demo->guests.count && !demo->broken; i++) {
		struct demo_guest *guest = &demo->guests.at[i];
		guest_cycle(demo, guest);
		guest_settle(demo, guest);
		if (guest->next_visit <= demo->day)
			guest_visit(demo, guest);
	}
	for (int32_t i = demo_between(demo, 0, WALK_INS_MOST); i > 0; i--)
		walk_in(demo);
	day_turns(demo);
}

static void show_progress(const struct demo *demo) {
	char day[DATE_TEXT];
	if (isatty(STDERR_FILENO) && demo->day % 10 == 0)
		fprintf(stderr, "\r%s  %d operations ", date_text(demo->day, day), demo->operations);
}

static void live(struct demo *demo) {
	demo->day = demo->dated = demo->first;
	for (size_t i = 0; studio_lists[i]; i++)
		desk_send_text(demo, studio_lists[i]);
	desk_send_text(demo, "{\"op\":\"client\",\"ref\":\"walk-in\",\"name\":\"Walk-in\"}");
	guests_open(demo);
	for (; demo->day <= demo->last && !demo->broken && !interrupted; demo->day++) {
		live_day(demo);
		show_progress(demo);
	}
	desk_finish(demo);
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r%40s\r", "");
}

static void demo_init(struct demo *demo, struct book *book, int32_t days) {
	*demo = (struct demo){.book = book, .chance = g_rand_new_with_seed(SEED)};
	demo->memory = arena_create();
	demo->passing = arena_create();
	buffer_init(&demo->operation, demo->memory);
	demo->last = clock_today(book_catalog(book)->settings.timezone);
	demo->first = demo->last - days + 1;
}

static void demo_clear(struct demo *demo) {
	json_decref(demo->answer);
	g_rand_free(demo->chance);
	arena_destroy(demo->passing);
	arena_destroy(demo->memory);
}

/* Telling */

static void say_what_next(struct buffer *out, const struct demo *demo, const struct place *place) {
	char from[DATE_TEXT];
	const char *book = place->kept ? place->file : "studio.book";
	date_text(date_month_start(demo->last), from);
	buffer_format(out, "\n%zu clients, %d operations, %d refused as they should be.\n", demo->guests.count,
		      demo->operations, demo->refused);
	if (place->served)
		return;
	if (place->kept)
		buffer_format(out, "The book is kept: %s\n\nTo try next:\n", book);
	else
		buffer_text(out, "The book is gone again. Keep it:\n  carnet demo --keep studio.book\nand then try:\n");
	buffer_format(out, "  carnet show %s client c1\n", book);
	buffer_format(out, "  carnet report %s performance --from %s --by staff,month\n", book, from);
	buffer_format(out, "  carnet report %s rollforward --by year\n", book);
	buffer_format(out, "  carnet verify %s\n", book);
}

static enum outcome tell(const struct command *self, struct demo *demo, const struct place *place) {
	struct arena *arena = arena_create();
	struct refusal why = {0};
	struct buffer out;
	enum outcome outcome;
	buffer_init(&out, arena);
	buffer_format(&out, "%s, lived from day to day\n", book_catalog(demo->book)->settings.name);
	if (demo_tour(demo, &out, &why) != CARNET_OK || (place->served && demo_people(demo, &why) != CARNET_OK)) {
		outcome = tell_refusal(self, &why);
	} else {
		say_what_next(&out, demo, place);
		outcome = print_out(self, &out);
	}
	arena_destroy(arena);
	return outcome;
}

static enum outcome play(const struct command *self, struct book *book, const struct place *place, int32_t days) {
	struct demo demo;
	enum outcome outcome = OUTCOME_FAULT;
	demo_init(&demo, book, days);
	live(&demo);
	if (demo.broken)
		tell_refusal(self, &demo.why);
	else if (interrupted)
		fprintf(stderr, "carnet demo: interrupted\n");
	else
		outcome = tell(self, &demo, place);
	demo_clear(&demo);
	return outcome;
}

static enum outcome make_and_play(const struct command *self, const struct place *place, int32_t days) {
	struct book_creation creation = {
		.name = "Studio Lumi", .currency = "TWD", .timezone = "Asia/Taipei", .free_clock = true};
	struct refusal why = {0};
	struct book *book = NULL;
	enum carnet_status status = book_create(place->file, &creation, &why);
	if (status == CARNET_OK)
		status = book_open(place->file, STORE_READ_WRITE, &book, &why);
	if (status != CARNET_OK)
		return tell_refusal(self, &why);
	enum outcome outcome = play(self, book, place, days);
	book_close(book);
	return outcome;
}

static enum outcome serve(const struct command *self, const struct place *place, const char *listen) {
	struct serving serving = {.address = place->file, .listen = listen};
	return serve_until_stopped(self, &serving, demo_tell_people);
}

static enum outcome demo(const struct command *self, int argc, char **argv) {
	const char *keep = NULL, *listen = "127.0.0.1:8080";
	int32_t days = DAYS_USUAL;
	struct place place = {0};
	struct option options[] = {
		{.name = "days", .kind = OPTION_NUMBER, .into = &days, .least = 1, .most = DAYS_MOST},
		{.name = "keep", .kind = OPTION_TEXT, .into = &keep},
		{.name = "serve", .kind = OPTION_FLAG, .into = &place.served},
		{.name = "listen", .kind = OPTION_TEXT, .into = &listen},
	};
	struct words words = {.command = self, .options = options, .option_count = sizeof options / sizeof *options};
	enum words_read read = words_read(&words, argc, argv);
	if (read != WORDS_GOOD)
		return words_outcome(read);
	if (!place_find(&place, keep))
		return wrong_use(self, "cannot make a temporary folder: %s", strerror(errno));
	signal(SIGINT, interrupt);
	signal(SIGTERM, interrupt);
	enum outcome outcome = make_and_play(self, &place, days);
	if (place.served && outcome == OUTCOME_DONE)
		outcome = serve(self, &place, listen);
	place_leave(&place);
	return outcome;
}

const struct command command_demo = {
	.name = "demo",
	.summary = "makes up a lively studio and shows what its book says",
	.usage = "[--days 730] [--keep FILE] [--serve [--listen 127.0.0.1:8080]]",
	.details = "Lives a made-up studio's days up to today in ordinary operations and shows today's takings and "
		   "performance, who\n"
		   "runs low, three clients' punch cards and what is owed in services. Always the same studio; --keep "
		   "keeps its book.\n"
		   "--serve serves it until Ctrl-C and says who may sign in.\n"
		   "\n"
		   "Example:\n"
		   "  carnet demo --days 90 --keep studio.book\n"
		   "  carnet demo --serve\n",
	.run = demo,
};
