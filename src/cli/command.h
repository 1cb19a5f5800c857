/* A command of the command line: `carnet NAME …`.
 *
 * Adding one is a file that defines it and a line in main.c's table. A command reads its own words, does its work and says
 * how it ended; it prints, but only main.c ends the process. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "base/buffer.h"
#include "base/refusal.h"

#define CARNET_VERSION "0.1.0"

/* How a command ended: the exit status of the process. */
enum outcome {
	OUTCOME_DONE = 0,
	OUTCOME_REFUSED = 1, /* the book said no, or differs from what it should be */
	OUTCOME_FAULT = 2,   /* wrong use, or disk, connection, damage */
};

struct command {
	const char *name;
	const char *summary;        /* one line for the list of commands */
	const char *usage;          /* what follows "carnet NAME": "BOOK [--from DATE]" */
	const char *details;        /* what help says beyond that, with an example; ends with a newline */
	void (*explain_more)(void); /* prints what help says after that; NULL: nothing */
	enum outcome (*run)(const struct command *command, int argc, char **argv); /* argv: what follows the name */
};

/* All commands in the order of help, NULL at the end; in main.c. */
extern const struct command *const commands[];

/* NULL: there is none of that name. */
const struct command *command_find(const char *name);

/* Prints the help of one command. */
void print_help(const struct command *command);

/* Wrong use: one line on stderr and where to read more. Always OUTCOME_FAULT. */
enum outcome wrong_use(const struct command *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Tells a refusal on stderr: OUTCOME_REFUSED; OUTCOME_FAULT when the book cannot be reached or the asking itself was wrong
 * (unavailable, invalid). */
enum outcome tell_refusal(const struct command *command, const struct refusal *why);

/* Writes the bytes to stdout and flushes. OUTCOME_FAULT when they cannot be written, which was then told. */
MUST_USE enum outcome print_out(const struct command *command, const struct buffer *text);

#endif
