#include "cli/command.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

const struct command *command_find(const char *name) {
	for (const struct command *const *command = commands; *command; command++)
		if (strcmp((*command)->name, name) == 0)
			return *command;
	return NULL;
}

void print_help(const struct command *command) {
	printf("carnet %s: %s\n\nUsage: carnet %s %s\n\n%s", command->name, command->summary, command->name,
	       command->usage, command->details);
	if (command->explain_more)
		command->explain_more();
}

enum outcome wrong_use(const struct command *command, const char *format, ...) {
	va_list arguments;
	fprintf(stderr, "carnet %s: ", command->name);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fprintf(stderr, "\nTry: carnet help %s\n", command->name);
	return OUTCOME_FAULT;
}

enum outcome tell_refusal(const struct command *command, const struct refusal *why) {
	fprintf(stderr, "carnet %s: %s: %s\n", command->name, carnet_status_name(why->status), why->message);
	return why->status == CARNET_UNAVAILABLE || why->status == CARNET_INVALID ? OUTCOME_FAULT : OUTCOME_REFUSED;
}

enum outcome print_out(const struct command *command, const struct buffer *text) {
	bool written = fwrite(text->at, 1, text->length, stdout) == text->length;
	if (fflush(stdout) == 0 && written)
		return OUTCOME_DONE;
	fprintf(stderr, "carnet %s: cannot write to the output: %s\n", command->name, strerror(errno));
	return OUTCOME_FAULT;
}
