#include "cli/options.h"
#include "cli/reach.h"

#include "insight/reports.h"
#include "wire/wire.h"

extern const struct command command_report;

static enum outcome print_report(const struct command *self, struct book *book, const char *name,
				 const struct report_query *query, enum wire_format format) {
	struct arena *arena = arena_create();
	struct report report = {0};
	struct refusal why = {0};
	struct buffer text;
	enum outcome outcome = OUTCOME_FAULT;
	buffer_init(&text, arena);
	if (report_make(book, arena, name, query, &report, &why) != CARNET_OK) {
		outcome = tell_refusal(self, &why);
	} else {
		wire_write_report(&text, &report, format);
		if (print_out(self, &text))
			outcome = OUTCOME_DONE;
	}
	arena_destroy(arena);
	return outcome;
}

static enum outcome report(const struct command *self, int argc, char **argv) {
	static const char *const formats[] = {"table", "csv", "json", NULL};
	static const char *const bases[] = {"cash_delivered", "delivered", "cash", NULL};
	struct report_query query = {.from = DATE_NONE, .to = DATE_NONE, .as_of = DATE_NONE};
	const char *address = NULL, *name = NULL;
	int32_t format = WIRE_TABLE, basis = BASIS_CASH_DELIVERED;
	enum { BASIS = 4 };
	struct option options[] = {
		{.name = "from", .kind = OPTION_DATE, .into = &query.from},
		{.name = "to", .kind = OPTION_DATE, .into = &query.to},
		{.name = "as-of", .kind = OPTION_DATE, .into = &query.as_of},
		{.name = "by", .kind = OPTION_TEXT, .into = &query.by},
		[BASIS] = {.name = "basis", .kind = OPTION_CHOICE, .into = &basis, .choices = bases},
		{.name = "branch", .kind = OPTION_TEXT, .into = &query.branch},
		{.name = "staff", .kind = OPTION_TEXT, .into = &query.staff},
		{.name = "service", .kind = OPTION_TEXT, .into = &query.service},
		{.name = "stream", .kind = OPTION_TEXT, .into = &query.stream},
		{.name = "client", .kind = OPTION_TEXT, .into = &query.client},
		{.name = "format", .kind = OPTION_CHOICE, .into = &format, .choices = formats},
	};
	struct words words = {self, options, sizeof options / sizeof *options, {&address, &name}, 2};
	enum words_read read = words_read(&words, argc, argv);
	if (read != WORDS_GOOD)
		return words_outcome(read);
	struct book *book = reach_book(self, address, STORE_READ_ONLY);
	if (!book)
		return OUTCOME_FAULT;
	query.has_basis = options[BASIS].given;
	query.basis = (enum basis)basis;
	query.today = reach_today(book);
	enum outcome outcome = print_report(self, book, name, &query, (enum wire_format)format);
	book_close(book);
	return outcome;
}

const struct command command_report = {
	.name = "report",
	.summary = "says what the books say",
	.usage = "BOOK NAME [--from DATE] [--to DATE] [--as-of DATE] [--by …] [--basis …] [--branch …] [--staff …]\n"
		 "       [--service …] [--stream …] [--client …] [--format table|csv|json]",
	.details = "",
	.run = report,
};
