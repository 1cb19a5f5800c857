/* The words after a command's name: operands, and options as "--name VALUE" or "--name=VALUE". "--" ends the options, "-" is
 * an operand. An option is given at most once. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "cli/command.h"

#include "base/date.h"

#include <stdbool.h>

enum option_kind {
	OPTION_FLAG,   /* bool: takes no value */
	OPTION_TEXT,   /* const char *: not empty */
	OPTION_NUMBER, /* int32_t within least and most */
	OPTION_DATE,   /* int32_t */
	OPTION_CHOICE, /* int32_t: which of the choices */
};

struct option {
	const char *name;
	enum option_kind kind;
	void *into; /* keeps what was there when the option is not given */
	int32_t least, most;
	const char *const *choices; /* NULL at the end */
	bool given;
};

/* What a command line is made of. */
struct words {
	const struct command *command;
	struct option *options;
	size_t option_count;
	const char **operands[4]; /* where they go, in order; NULL ends the list */
	size_t operands_least;    /* so many must be there */
};

enum words_read { WORDS_GOOD, WORDS_HELP, WORDS_WRONG };

/* Reads the words. WORDS_HELP: they asked for help, which was printed. WORDS_WRONG: what is wrong was told. */
MUST_USE enum words_read words_read(const struct words *words, int argc, char **argv);

/* How a command ends whose words were not good. */
enum outcome words_outcome(enum words_read read);

#endif
