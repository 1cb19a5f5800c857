#include "cli/admit.h"
#include "cli/options.h"
#include "cli/reach.h"

#include "server/limits.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* `carnet user`: who may sign in to a served book, and tokens for programs, from the command line. */

extern const struct command command_user;

struct user {
	const struct command *command;
	const char *address;
	struct newcomer newcomer;
};

/* The password */

static void set_echo(bool on) {
	struct termios terminal;
	if (tcgetattr(STDIN_FILENO, &terminal) != 0)
		return;
	terminal.c_lflag = on ? terminal.c_lflag | ECHO : terminal.c_lflag & ~(tcflag_t)ECHO;
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &terminal);
}

/* One line of the standard input; not shown while it is typed. */
static bool read_password(struct user *user, struct arena *arena) {
	char line[LIMIT_PASSWORD_MOST + 2];
	bool typed = isatty(STDIN_FILENO);
	if (typed) {
		fprintf(stderr, "Password for %s: ", user->newcomer.name);
		set_echo(false);
	}
	bool read = fgets(line, sizeof line, stdin) != NULL;
	if (typed) {
		set_echo(true);
		fputc('\n', stderr);
	}
	if (read)
		line[strcspn(line, "\n")] = '\0';
	user->newcomer.password = read ? arena_text(arena, line) : "";
	return read && strlen(line) >= LIMIT_PASSWORD_LEAST && strlen(line) <= LIMIT_PASSWORD_MOST;
}

/* Adding */

static enum outcome add_to_book(struct user *user) {
	struct refusal why = {0};
	struct arena *arena = arena_create();
	struct book *book = NULL;
	enum outcome outcome = OUTCOME_FAULT;
	if (!read_password(user, arena))
		fprintf(stderr, "carnet user: a password has %d to %d bytes\n", LIMIT_PASSWORD_LEAST,
			LIMIT_PASSWORD_MOST);
	else if ((book = reach_to_write(user->command, user->address)) == NULL)
		outcome = OUTCOME_FAULT;
	else if (admit(book, arena, &user->newcomer, &why) != CARNET_OK)
		outcome = tell_refusal(user->command, &why);
	else {
		printf("%s may sign in.\n", user->newcomer.name);
		outcome = OUTCOME_DONE;
	}
	book_close(book);
	arena_destroy(arena);
	return outcome;
}

static enum outcome run(const struct command *self, int argc, char **argv) {
	static const char *const roles[] = {"owner", "manager", "desk", "practitioner", "accountant", NULL};
	struct user user = {.command = self};
	const char *what = NULL;
	int32_t role = ROLE_DESK;
	struct option options[] = {
		{.name = "role", .kind = OPTION_CHOICE, .into = &role, .choices = roles},
		{.name = "staff", .kind = OPTION_TEXT, .into = &user.newcomer.staff},
	};
	struct words words = {
		self, options, sizeof options / sizeof *options, {&what, &user.address, &user.newcomer.name}, 3};
	enum words_read read = words_read(&words, argc, argv);
	if (read != WORDS_GOOD)
		return words_outcome(read);
	if (strcmp(what, "add") != 0)
		return wrong_use(self, "a user can be added, not \"%s\"", what);
	if (strlen(user.newcomer.name) > 100)
		return wrong_use(self, "a name has at most 100 bytes");
	user.newcomer.role = (enum role)role;
	return add_to_book(&user);
}

const struct command command_user = {
	.name = "user",
	.summary = "lets somebody sign in to a served book",
	.usage = "add BOOK NAME [--role desk] [--staff CODE]",
	.details = "Reads the password from the terminal, or as one line from the standard input. Roles are owner, "
		   "manager, desk,\n"
		   "practitioner and accountant. --staff is the staff member they act as; entries then say so.\n"
		   "A server that has the book open takes notice at once.\n"
		   "\n"
		   "Example:\n"
		   "  carnet user add studio.carnet ann --role owner --staff amy\n",
	.run = run,
};
