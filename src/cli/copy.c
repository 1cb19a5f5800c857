#include "cli/options.h"
#include "cli/reach.h"

#include "book/copy.h"
#include "wire/wire.h"

#include <stdio.h>
#include <unistd.h>

extern const struct command command_copy;

static void say(void *context, const char *line) {
	(void)context;
	printf("%s\n", line);
}

static void tell(void *context, const char *table, int64_t rows, int64_t of) {
	bool watched = *(const bool *)context; /* by a person: then one line that changes */
	if (of > 0)
		fprintf(stderr, "%s%s: %lld of %lld%s", watched ? "\r\x1b[K" : "", table, (long long)rows,
			(long long)of, watched ? "" : "\n");
	else
		fprintf(stderr, "%s%s: %lld%s", watched ? "\r\x1b[K" : "", table, (long long)rows, watched ? "" : "\n");
}

static enum outcome tell_end(const struct copying *copying) {
	const struct verification *verification = &copying->verification;
	if (copying->resumed > 0)
		printf("%lld entries were there already\n", (long long)copying->resumed);
	printf("%lld rows copied, %lld entries repeated, %lld differences\n", (long long)copying->rows,
	       (long long)verification->entries, (long long)verification->differences);
	return verification->differences > 0 ? OUTCOME_REFUSED : OUTCOME_DONE;
}

static enum outcome copy(const struct command *self, int argc, char **argv) {
	const char *from = NULL, *to = NULL;
	bool watched = isatty(STDERR_FILENO);
	struct words words = {.command = self, .operands = {&from, &to}, .operands_least = 2};
	enum words_read read = words_read(&words, argc, argv);
	if (read != WORDS_GOOD)
		return words_outcome(read);
	struct copying copying = {
		.verification = {.read = wire_read_operation, .say = say}, .tell = tell, .context = &watched};
	struct refusal why = {0};
	enum carnet_status status = book_copy(from, to, &copying, &why);
	if (watched)
		fputc('\n', stderr);
	return status == CARNET_OK ? tell_end(&copying) : tell_refusal(self, &why);
}

const struct command command_copy = {
	.name = "copy",
	.summary = "copies a book to another place, from or to PostgreSQL too",
	.usage = "FROM TO",
	.details =
		"Copies everything, people, tokens and the audit log too, to a place where there is nothing yet; then "
		"compares\n"
		"every row, and repeats all entries as verify does. It copies what FROM holds when it begins: let "
		"nobody "
		"write\n"
		"there any more. Broken off, the same command goes on. Exit status 1 if anything differs.\n"
		"\n"
		"Example:\n"
		"  carnet copy studio.carnet 'postgresql://carnet@db.example/studio?schema=taipei'\n",
	.run = copy,
};
