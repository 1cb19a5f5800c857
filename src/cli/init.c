#include "cli/options.h"

#include "book/book.h"
#include "book/catalog.h"

#include <stdio.h>
#include <string.h>

extern const struct command command_init;

enum { CLOCK_REAL, CLOCK_FREE };

/* The book's name when none is given: the file's. */
static const char *last_part(const char *address) {
	const char *slash = strrchr(address, '/');
	return slash && slash[1] ? slash + 1 : address;
}

static enum outcome make(const struct command *self, const char *address, struct book_creation *creation) {
	struct refusal why = {0};
	if (!creation->name)
		creation->name = store_address_is_database(address) ? "carnet" : last_part(address);
	enum carnet_status status = book_create(address, creation, &why);
	if (status != CARNET_OK)
		return tell_refusal(self, &why);
	printf("A new book: %s (%s, %d decimals, %s%s)\n", store_address_is_database(address) ? creation->name : address,
	       creation->currency, creation->decimals, creation->timezone, creation->free_clock ? ", free clock" : "");
	return OUTCOME_DONE;
}

static enum outcome init(const struct command *self, int argc, char **argv) {
	static const char *const clocks[] = {"real", "free", NULL};
	struct book_creation creation = {.currency = "TWD", .timezone = "Asia/Taipei"};
	const char *address = NULL;
	int32_t clock = CLOCK_REAL;
	struct option options[] = {
		{.name = "currency", .kind = OPTION_TEXT, .into = &creation.currency},
		{.name = "decimals", .kind = OPTION_NUMBER, .into = &creation.decimals, .most = DECIMALS_MOST},
		{.name = "timezone", .kind = OPTION_TEXT, .into = &creation.timezone},
		{.name = "name", .kind = OPTION_TEXT, .into = &creation.name},
		{.name = "clock", .kind = OPTION_CHOICE, .into = &clock, .choices = clocks},
	};
	struct words words = {self, options, sizeof options / sizeof *options, {&address}, 1};
	enum words_read read = words_read(&words, argc, argv);
	if (read != WORDS_GOOD)
		return words_outcome(read);
	creation.free_clock = clock == CLOCK_FREE;
	return make(self, address, &creation);
}

const struct command command_init = {
	.name = "init",
	.summary = "makes a new, empty book",
	.usage = "BOOK [--currency TWD] [--decimals 0] [--timezone Asia/Taipei] [--name NAME] [--clock real|free]",
	.details =
		"Amounts are whole numbers of the currency's smallest unit; --decimals says how many of its digits "
		"stand behind\n"
		"the point (TWD 0, THB 2, USD 2). A book with a free clock takes any date, for tests and simulations.\n"
		"\n"
		"Example:\n"
		"  carnet init studio.book --currency THB --decimals 2 --timezone Asia/Bangkok --name \"Baan Suay\"\n",
	.run = init,
};
