#include "cli/options.h"

#include <stdio.h>

extern const struct command command_help;

static void explain_all(void) {
	printf("carnet: the open book of prepaid care\n\n"
	       "Usage: carnet COMMAND …\n\n");
	for (const struct command *const *command = commands; *command; command++)
		printf("  %-9s %s\n", (*command)->name, (*command)->summary);
	printf("\nA BOOK is the path of a file, or an address: postgresql://…?schema=NAME\n"
	       "Exit status: 0 done; 1 refused, or differences found; 2 wrong use, or a fault.\n"
	       "More about one: carnet help COMMAND. To look around: carnet demo\n");
}

static enum outcome help(const struct command *self, int argc, char **argv) {
	const char *name = NULL;
	struct words words = {.command = self, .operands = {&name}};
	enum words_read read = words_read(&words, argc, argv);
	if (read != WORDS_GOOD)
		return words_outcome(read);
	const struct command *command = name ? command_find(name) : NULL;
	if (name && !command)
		return wrong_use(self, "there is no command \"%s\"", name);
	if (command)
		print_help(command);
	else
		explain_all();
	return OUTCOME_DONE;
}

const struct command command_help = {
	.name = "help",
	.summary = "says what the commands do",
	.usage = "[COMMAND]",
	.details = "Example:\n"
		   "  carnet help apply\n",
	.run = help,
};
