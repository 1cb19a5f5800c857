#include "cli/options.h"
#include "cli/reach.h"

#include "insight/journal.h"

#include <stdio.h>

extern const struct command command_journal;

static bool write_out(void *context, const char *bytes, size_t length) {
	(void)context;
	return fwrite(bytes, 1, length, stdout) == length;
}

/* What of the book is written. */
struct excerpt {
	int32_t from, to;
	bool performance;
	enum basis basis;
};

static enum outcome print_journal(const struct command *self, struct book *book, const struct excerpt *excerpt) {
	struct journal_sink sink = {write_out, NULL};
	struct arena *arena = arena_create();
	struct refusal why = {0};
	enum carnet_status status;
	if (excerpt->performance)
		status = performance_journal_write(book, arena, excerpt->basis, excerpt->from, excerpt->to, &sink, &why);
	else
		status = journal_write(book, arena, excerpt->from, excerpt->to, &sink, &why);
	arena_destroy(arena);
	return status == CARNET_OK ? OUTCOME_DONE : tell_refusal(self, &why);
}

static enum outcome journal(const struct command *self, int argc, char **argv) {
	static const char *const bases[] = {"cash_delivered", "delivered", "cash", NULL};
	struct excerpt excerpt = {.from = DATE_NONE, .to = DATE_NONE};
	const char *address = NULL;
	int32_t basis = BASIS_CASH_DELIVERED;
	enum { BASIS = 3 };
	struct option options[] = {
		{.name = "from", .kind = OPTION_DATE, .into = &excerpt.from},
		{.name = "to", .kind = OPTION_DATE, .into = &excerpt.to},
		{.name = "performance", .kind = OPTION_FLAG, .into = &excerpt.performance},
		[BASIS] = {.name = "basis", .kind = OPTION_CHOICE, .into = &basis, .choices = bases},
	};
	struct words words = {self, options, sizeof options / sizeof *options, {&address}, 1};
	enum words_read read = words_read(&words, argc, argv);
	if (read != WORDS_GOOD)
		return words_outcome(read);
	if (options[BASIS].given && !excerpt.performance)
		return wrong_use(self, "--basis goes with --performance");
	struct book *book = reach_to_read(self, address);
	if (!book)
		return OUTCOME_FAULT;
	excerpt.basis = options[BASIS].given ? (enum basis)basis : book_catalog(book)->settings.basis;
	enum outcome outcome = print_journal(self, book, &excerpt);
	book_close(book);
	return outcome;
}

const struct command command_journal = {
	.name = "journal",
	.summary = "writes the books as plain-text accounting, for hledger and ledger",
	.usage = "BOOK [--from DATE] [--to DATE] [--performance [--basis cash_delivered|delivered|cash]]",
	.details = "One balanced transaction per entry, sorted by date, then entry. --performance writes what staff "
		   "are credited with,\n"
		   "as a journal of its own.\n"
		   "\n"
		   "Example:\n"
		   "  carnet journal studio.book --from 2026-01-01 | hledger -f - balance\n",
	.run = journal,
};
