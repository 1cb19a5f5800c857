#include "cli/options.h"

#include "server/server.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>

extern const struct command command_serve;

/* Signals that end the server are waited for, not suffered; a connection that breaks is told by the write. */
static void block_signals(void) {
	sigset_t ends;
	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &ends, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static enum outcome serve(const struct command *self, int argc, char **argv) {
	const char *address = NULL, *listen = "127.0.0.1:8080";
	struct server *server = NULL;
	struct refusal why = {0};
	struct option options[] = {
		{.name = "listen", .kind = OPTION_TEXT, .into = &listen},
	};
	struct words words = {self, options, sizeof options / sizeof *options, {&address}, 1};
	enum words_read read = words_read(&words, argc, argv);
	if (read != WORDS_GOOD)
		return words_outcome(read);
	block_signals();
	if (server_create(address, listen, &server, &why) != CARNET_OK)
		return tell_refusal(self, &why);
	printf("carnet: serving %s at http://%s\n", address, server_address(server));
	fflush(stdout);
	server_run(server);
	printf("carnet: stopped\n");
	return OUTCOME_DONE;
}

const struct command command_serve = {
	.name = "serve",
	.summary = "serves a book, or a folder of books, over HTTP",
	.usage = "BOOK|FOLDER [--listen 127.0.0.1:8080]",
	.details =
		"Serves the screens and the interface for programs (/api/v1) until it is told to stop (Ctrl-C). Of a "
		"folder all\n"
		"books called NAME.carnet are served, each at /b/NAME. Port 0 takes a free one and says which.\n"
		"\n"
		"Example:\n"
		"  carnet serve studio.carnet --listen 127.0.0.1:8080\n",
	.run = serve,
};
