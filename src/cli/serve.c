#include "cli/serving.h"

#include "cli/options.h"
#include "store/store.h"

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

/* How to begin with a book that has no owner yet. The secret goes to the terminal only, and into no address. */
static void tell_book(const struct server *server, size_t index) {
	struct server_book book = server_book(server, index);
	const char *address = server_address(server);
	if (book.name[0])
		printf("  http://%s/b/%s/\n", address, book.name);
	if (book.setup)
		printf("  It has no owner yet. Make one at http://%s%s%s/setup with this secret, or by: carnet user "
		       "add\n"
		       "  set-up secret: %s\n",
		       address, book.name[0] ? "/b/" : "", book.name, book.setup);
}

static void tell_all(const struct server *server, const char *address) {
	struct arena *arena = arena_create();
	printf("carnet: serving %s at http://%s\n", store_address_shown(address, arena), server_address(server));
	arena_destroy(arena);
	for (size_t i = 0; i < server_book_count(server); i++)
		tell_book(server, i);
}

enum outcome serve_until_stopped(const struct command *self, struct serving *serving, void (*tell)(void)) {
	struct server *server = NULL;
	struct refusal why = {0};
	block_signals();
	if (server_create(serving, &server, &why) != CARNET_OK)
		return tell_refusal(self, &why);
	tell_all(server, serving->address);
	if (tell)
		tell();
	fflush(stdout);
	server_run(server);
	printf("carnet: stopped\n");
	return OUTCOME_DONE;
}

static enum outcome serve(const struct command *self, int argc, char **argv) {
	struct serving serving = {.listen = "127.0.0.1:8080"};
	struct option options[] = {
		{.name = "listen", .kind = OPTION_TEXT, .into = &serving.listen},
		{.name = "behind-tls", .kind = OPTION_FLAG, .into = &serving.secure},
	};
	struct words words = {self, options, sizeof options / sizeof *options, {&serving.address}, 1};
	enum words_read read = words_read(&words, argc, argv);
	if (read != WORDS_GOOD)
		return words_outcome(read);
	return serve_until_stopped(self, &serving, NULL);
}

const struct command command_serve = {
	.name = "serve",
	.summary = "serves a book, or a folder of books, over HTTP",
	.usage = "BOOK|FOLDER [--listen 127.0.0.1:8080] [--behind-tls]",
	.details =
		"Serves the screens and the interface for programs (/api/v1) until it is told to stop (Ctrl-C). Of a "
		"folder all\n"
		"books called NAME.carnet are served, each at /b/NAME. Port 0 takes a free one and says which.\n"
		"\n"
		"Example:\n"
		"  carnet serve studio.carnet --listen 127.0.0.1:8080\n",
	.run = serve,
};
