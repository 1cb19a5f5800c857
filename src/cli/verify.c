#include "cli/options.h"
#include "cli/reach.h"

#include "book/verify.h"
#include "wire/wire.h"

#include <stdio.h>

extern const struct command command_verify;

static void say(void *context, const char *line) {
	(void)context;
	printf("%s\n", line);
}

static enum outcome verify(const struct command *self, int argc, char **argv) {
	const char *address = NULL;
	struct words words = {.command = self, .operands = {&address}, .operands_least = 1};
	enum words_read read = words_read(&words, argc, argv);
	if (read != WORDS_GOOD)
		return words_outcome(read);
	struct verification verification = {.read = wire_read_operation, .say = say};
	struct refusal why = {0};
	if (book_verify(address, &verification, &why) != CARNET_OK) {
		tell_refusal(self, &why);
		reach_hint(&why, address);
		return OUTCOME_FAULT;
	}
	printf("%lld entries repeated, %lld differences\n", (long long)verification.entries,
	       (long long)verification.differences);
	return verification.differences > 0 ? OUTCOME_REFUSED : OUTCOME_DONE;
}

const struct command command_verify = {
	.name = "verify",
	.summary = "recomputes every figure from the entries and says what differs",
	.usage = "BOOK",
	.details = "Repeats all entries of the book in a scratch book and compares contracts, postings, totals and the "
		   "chain of hashes.\n"
		   "Nothing is changed. Exit status 1 if anything differs.\n"
		   "\n"
		   "Example:\n"
		   "  carnet verify studio.book\n",
	.run = verify,
};
