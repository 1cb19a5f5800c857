#include "cli/options.h"
#include "cli/print_report.h"
#include "cli/reach.h"

#include "insight/price.h"
#include "wire/wire.h"

#include <stdlib.h>

extern const struct command command_price;

static enum outcome print_price(const struct command *self, struct book *book, const struct price_query *query,
				enum wire_format format) {
	struct arena *arena = arena_create();
	struct report report = {0};
	struct refusal why = {0};
	enum carnet_status status = price_make(book, arena, query, &report, &why);
	enum outcome outcome = print_report(self, arena, status, &report, format, &why);
	arena_destroy(arena);
	return outcome;
}

static enum outcome price(const struct command *self, int argc, char **argv) {
	static const char *const formats[] = {"table", "csv", "json", NULL};
	struct price_query query = {.discount_bp = -1, .price = money_of(-1), .as_of = DATE_NONE};
	const char *address = NULL, *discount = NULL, *outright = NULL;
	int32_t format = WIRE_TABLE;
	struct option options[] = {
		{.name = "services", .kind = OPTION_TEXT, .into = &query.services},
		{.name = "sessions", .kind = OPTION_NUMBER, .into = &query.sessions, .least = 1, .most = 10000},
		{.name = "discount", .kind = OPTION_TEXT, .into = &discount},
		{.name = "price", .kind = OPTION_TEXT, .into = &outright},
		{.name = "as-of", .kind = OPTION_DATE, .into = &query.as_of},
		{.name = "format", .kind = OPTION_CHOICE, .into = &format, .choices = formats},
	};
	struct words words = {self, options, sizeof options / sizeof *options, {&address, &query.offer}, 1};
	enum words_read read = words_read(&words, argc, argv);
	if (read != WORDS_GOOD)
		return words_outcome(read);
	if (discount && !wire_read_percent(discount, &query.discount_bp))
		return wrong_use(self, "--discount is a percentage with at most two decimals, not \"%s\"", discount);
	if (outright && !wire_read_amount(outright, &query.price))
		return wrong_use(self, "--price is a whole number of the smallest unit, not \"%s\"", outright);
	struct book *book = reach_to_read(self, address);
	if (!book)
		return OUTCOME_FAULT;
	query.today = reach_today(book);
	enum outcome outcome = print_price(self, book, &query, (enum wire_format)format);
	book_close(book);
	return outcome;
}

const struct command command_price = {
	.name = "price",
	.summary = "designs an offer: per session, margin, and what it would have earned",
	.usage = "BOOK [OFFER] [--services CODE=N,CODE|CODE=N] [--sessions N] [--discount PERCENT | --price AMOUNT]\n"
		 "       [--as-of DATE] [--format table|csv|json]",
	.details =
		"Beside what was asked: the two ends of the book's discount_band, and the least price that keeps its\n"
		"margin_floor. Of a single service also what it would have earned on the clients of the year before.\n"
		"\n"
		"Example:\n"
		"  carnet price studio.book --services facial=12 --discount 12.5\n",
	.run = price,
};
