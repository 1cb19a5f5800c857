#include "cli/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const struct command command_init, command_apply, command_report, command_alerts, command_renewals,
	command_price, command_show, command_journal, command_explain, command_verify, command_copy, command_demo,
	command_serve, command_user, command_help;

const struct command *const commands[] = {&command_init,     &command_apply,  &command_report, &command_alerts,
					  &command_renewals, &command_price,  &command_show,   &command_journal,
					  &command_explain,  &command_verify, &command_copy,   &command_demo,
					  &command_serve,    &command_user,   &command_help,   NULL};

static enum outcome run(int argc, char **argv) {
	const char *name = argc > 1 ? argv[1] : "help";
	if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
		printf("carnet " CARNET_VERSION "\n");
		return OUTCOME_DONE;
	}
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
		name = "help";
	const struct command *command = command_find(name);
	if (command)
		return command->run(command, argc > 1 ? argc - 2 : 0, argv + (argc > 1 ? 2 : 1));
	fprintf(stderr, "carnet: there is no command \"%s\"\nTry: carnet help\n", name);
	return OUTCOME_FAULT;
}

int main(int argc, char **argv) {
	enum outcome outcome = run(argc, argv);
	if (fflush(stdout) != 0 || ferror(stdout))
		outcome = OUTCOME_FAULT;
	exit((int)outcome);
}
