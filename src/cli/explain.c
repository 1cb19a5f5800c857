#include "cli/options.h"
#include "cli/print_report.h"
#include "cli/reach.h"

#include "insight/explain.h"
#include "wire/wire.h"

extern const struct command command_explain;

static enum outcome print_explanation(const struct command *self, struct book *book, const char *staff, int32_t date,
				      enum wire_format format) {
	struct arena *arena = arena_create();
	struct report report = {0};
	struct refusal why = {0};
	enum carnet_status status = explain_make(book, arena, staff, date, true, &report, &why);
	enum outcome outcome = print_report(self, arena, status, &report, format, &why);
	arena_destroy(arena);
	return outcome;
}

static enum outcome explain(const struct command *self, int argc, char **argv) {
	static const char *const formats[] = {"table", "csv", "json", NULL};
	const char *address = NULL, *staff = NULL;
	int32_t date = DATE_NONE, format = WIRE_TABLE;
	struct option options[] = {
		{.name = "staff", .kind = OPTION_TEXT, .into = &staff},
		{.name = "date", .kind = OPTION_DATE, .into = &date},
		{.name = "format", .kind = OPTION_CHOICE, .into = &format, .choices = formats},
	};
	struct words words = {self, options, sizeof options / sizeof *options, {&address}, 1};
	enum words_read read = words_read(&words, argc, argv);
	if (read != WORDS_GOOD)
		return words_outcome(read);
	if (!staff || date == DATE_NONE)
		return wrong_use(self, "whose figure, of which day? It wants --staff and --date");
	struct book *book = reach_to_read(self, address);
	if (!book)
		return OUTCOME_FAULT;
	enum outcome outcome = print_explanation(self, book, staff, date, (enum wire_format)format);
	book_close(book);
	return outcome;
}

const struct command command_explain = {
	.name = "explain",
	.summary = "says how each unit of somebody's performance came about",
	.usage = "BOOK --staff CODE --date DATE [--format table|csv|json]",
	.details = "For every session that counted on that day: its value, the share, and what was paid of the "
		   "contract's value before\n"
		   "and after. The amounts add up to the figure in report performance. --staff house is the house.\n"
		   "\n"
		   "Example:\n"
		   "  carnet explain studio.book --staff amy --date 2026-05-02\n",
	.run = explain,
};
