#include "cli/options.h"
#include "cli/print_report.h"
#include "cli/reach.h"

#include "insight/counsel.h"

extern const struct command command_alerts, command_renewals;

typedef enum carnet_status make(struct book *book, struct arena *arena, const struct counsel_query *query,
				struct report *report, struct refusal *why);

static enum outcome print_made(const struct command *self, struct book *book, make *made,
			       const struct counsel_query *query, enum wire_format format) {
	struct arena *arena = arena_create();
	struct report report = {0};
	struct refusal why = {0};
	enum carnet_status status = made(book, arena, query, &report, &why);
	enum outcome outcome = print_report(self, arena, status, &report, format, &why);
	arena_destroy(arena);
	return outcome;
}

/* Both take the same words, but for --alert, which is the last of them. */
static enum outcome counsel(const struct command *self, int argc, char **argv, make *made, bool has_kinds) {
	static const char *const formats[] = {"table", "csv", "json", NULL};
	struct counsel_query query = {.as_of = DATE_NONE};
	const char *address = NULL;
	int32_t format = WIRE_TABLE;
	struct option options[] = {
		{.name = "client", .kind = OPTION_TEXT, .into = &query.client},
		{.name = "branch", .kind = OPTION_TEXT, .into = &query.branch},
		{.name = "as-of", .kind = OPTION_DATE, .into = &query.as_of},
		{.name = "limit", .kind = OPTION_NUMBER, .into = &query.limit, .least = 1, .most = 1000000},
		{.name = "format", .kind = OPTION_CHOICE, .into = &format, .choices = formats},
		{.name = "alert", .kind = OPTION_TEXT, .into = &query.alert},
	};
	size_t count = sizeof options / sizeof *options - (has_kinds ? 0 : 1);
	struct words words = {self, options, count, {&address}, 1};
	enum words_read read = words_read(&words, argc, argv);
	if (read != WORDS_GOOD)
		return words_outcome(read);
	struct book *book = reach_to_read(self, address);
	if (!book)
		return OUTCOME_FAULT;
	query.today = reach_today(book);
	query.brief = format == WIRE_TABLE;
	enum outcome outcome = print_made(self, book, made, &query, (enum wire_format)format);
	book_close(book);
	return outcome;
}

static enum outcome alerts(const struct command *self, int argc, char **argv) {
	return counsel(self, argc, argv, alerts_make, true);
}

static enum outcome renewals(const struct command *self, int argc, char **argv) {
	return counsel(self, argc, argv, renewals_make, false);
}

const struct command command_alerts = {
	.name = "alerts",
	.summary = "whom to speak to now, why, and what to do",
	.usage = "BOOK [--client REF] [--branch CODE] [--as-of DATE] [--alert NAME] [--limit N] [--format "
		 "table|csv|json]",
	.details = "Alerts: suspended, past_due, overdue, expiring, used_up, low, dormant; the most urgent first,\n"
		   "and what has been so for more than 30 days last.\n"
		   "Totals count them all, also where --limit shows only the first.\n"
		   "\n"
		   "Example:\n"
		   "  carnet alerts studio.book --alert expiring\n",
	.run = alerts,
};

const struct command command_renewals = {
	.name = "renewals",
	.summary = "what to offer whoever runs low, the best first, and why",
	.usage = "BOOK [--client REF] [--branch CODE] [--as-of DATE] [--limit N] [--format table|csv|json]",
	.details = "Never what would expire before it is used, brings less than the book's margin_floor, or is not for "
		   "sale.\n"
		   "Of one client every offer that fits, of all clients the three best for each service.\n"
		   "\n"
		   "Example:\n"
		   "  carnet renewals studio.book --client lin\n",
	.run = renewals,
};
