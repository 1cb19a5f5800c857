#include "cli/options.h"
#include "cli/print_report.h"
#include "cli/reach.h"

#include "insight/reports.h"
#include "wire/wire.h"

#include <stdio.h>
#include <string.h>

extern const struct command command_report;

static bool is_report(const char *name) {
	for (size_t i = 0; i < report_count(); i++)
		if (strcmp(report_about(i).name, name) == 0)
			return true;
	return false;
}

static enum outcome no_such_report(const struct command *self, const char *name) {
	struct arena *arena = arena_create();
	struct buffer names;
	buffer_init(&names, arena);
	for (size_t i = 0; i < report_count(); i++)
		buffer_format(&names, "%s%s", i ? ", " : "", report_about(i).name);
	enum outcome outcome = wrong_use(self, "there is no report \"%s\", but: %s", name, names.at);
	arena_destroy(arena);
	return outcome;
}

static enum outcome make_and_print(const struct command *self, struct book *book, const char *name,
				   const struct report_query *query, enum wire_format format) {
	struct arena *arena = arena_create();
	struct report report = {0};
	struct refusal why = {0};
	enum carnet_status status = report_make(book, arena, name, query, &report, &why);
	enum outcome outcome = print_report(self, arena, status, &report, format, &why);
	arena_destroy(arena);
	return outcome;
}

/* What was asked on the command line. */
struct asked {
	const char *address, *name;
	struct report_query query;
	int32_t format;
};

static enum words_read read_asked(const struct command *self, int argc, char **argv, struct asked *asked) {
	static const char *const formats[] = {"table", "csv", "json", NULL};
	static const char *const bases[] = {"cash_delivered", "delivered", "cash", NULL};
	struct report_query *query = &asked->query;
	int32_t basis = BASIS_CASH_DELIVERED;
	enum { BASIS = 4 };
	struct option options[] = {
		{.name = "from", .kind = OPTION_DATE, .into = &query->from},
		{.name = "to", .kind = OPTION_DATE, .into = &query->to},
		{.name = "as-of", .kind = OPTION_DATE, .into = &query->as_of},
		{.name = "by", .kind = OPTION_TEXT, .into = &query->by},
		[BASIS] = {.name = "basis", .kind = OPTION_CHOICE, .into = &basis, .choices = bases},
		{.name = "branch", .kind = OPTION_TEXT, .into = &query->branch},
		{.name = "staff", .kind = OPTION_TEXT, .into = &query->staff},
		{.name = "service", .kind = OPTION_TEXT, .into = &query->service},
		{.name = "stream", .kind = OPTION_TEXT, .into = &query->stream},
		{.name = "client", .kind = OPTION_TEXT, .into = &query->client},
		{.name = "months", .kind = OPTION_TEXT, .into = &query->months},
		{.name = "fewer", .kind = OPTION_TEXT, .into = &query->fewer},
		{.name = "slow", .kind = OPTION_TEXT, .into = &query->slow},
		{.name = "mix", .kind = OPTION_TEXT, .into = &query->mix},
		{.name = "costs", .kind = OPTION_TEXT, .into = &query->costs},
		{.name = "seed", .kind = OPTION_TEXT, .into = &query->seed},
		{.name = "format", .kind = OPTION_CHOICE, .into = &asked->format, .choices = formats},
	};
	struct words words = {self, options, sizeof options / sizeof *options, {&asked->address, &asked->name}, 2};
	enum words_read read = words_read(&words, argc, argv);
	query->has_basis = options[BASIS].given;
	query->basis = (enum basis)basis;
	return read;
}

static enum outcome report(const struct command *self, int argc, char **argv) {
	struct asked asked = {.query = report_query_of(DATE_NONE), .format = WIRE_TABLE};
	enum words_read read = read_asked(self, argc, argv, &asked);
	if (read != WORDS_GOOD)
		return words_outcome(read);
	if (!is_report(asked.name))
		return no_such_report(self, asked.name);
	struct book *book = reach_to_read(self, asked.address);
	if (!book)
		return OUTCOME_FAULT;
	asked.query.today = reach_today(book);
	enum outcome outcome = make_and_print(self, book, asked.name, &asked.query, (enum wire_format)asked.format);
	book_close(book);
	return outcome;
}

static void list_reports(void) {
	printf("\nReports:\n");
	for (size_t i = 0; i < report_count(); i++) {
		struct report_about about = report_about(i);
		printf("  %-12s %s\n", about.name, about.line);
		if (*about.by)
			printf("  %-12s --by %s\n", "", about.by);
	}
}

const struct command command_report = {
	.name = "report",
	.summary = "tells what the books say, by day, staff, stream, client …",
	.usage = "BOOK NAME [--from DATE] [--to DATE] [--as-of DATE] [--by WORD,WORD]\n"
		 "       [--basis cash_delivered|delivered|cash] [--branch CODE] [--staff CODE] [--service CODE]\n"
		 "       [--stream NAME] [--client REF] [--format table|csv|json]\n"
		 "       [--months N] [--seed N] [--fewer PERCENT] [--slow MONTHS] [--mix SHARES] [--costs AMOUNT]",
	.details =
		"Days are included at both ends, and open where not given. JSON has amounts in the smallest unit.\n"
		"\n"
		"forecast and whatif look --months ahead; the same --seed gives the same figures. whatif supposes "
		"--fewer\n"
		"percent new clients (30) for the first --slow months (3), a --mix of how new clients begin, in "
		"percent,\n"
		"and --costs of a month in the smallest unit.\n"
		"\n"
		"Example:\n"
		"  carnet report studio.book whatif --fewer 40 --slow 6 --mix single:20,package:50,plan:30 --costs "
		"250000\n"
		"  carnet report studio.book performance --from 2026-05-01 --to 2026-05-31 --by staff --format csv\n",
	.explain_more = list_reports,
	.run = report,
};
