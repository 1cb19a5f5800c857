#include "server/server.h"

#include "server/events.h"
#include "server/http.h"
#include "server/keeper.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct server {
	struct shelf *shelf;
	struct way *way;
	struct http *http;
};

/* In the order in which what is under way ends: HTTP takes no more, readers do what waits, writers too; what they share goes
 * last. */
static void server_destroy(struct server *server) {
	if (server->http)
		http_quiesce(server->http);
	way_finish(server->way);
	shelf_finish(server->shelf);
	http_destroy(server->http);
	way_destroy(server->way);
	shelf_destroy(server->shelf);
	free(server);
}

enum carnet_status server_create(const struct serving *serving, struct server **made, struct refusal *why) {
	struct server *server = calloc(1, sizeof *server);
	if (!server)
		abort();
	enum carnet_status status = shelf_create(serving->address, &server->shelf, why);
	if (status == CARNET_OK) {
		server->shelf->secure = serving->secure;
		server->way = way_create(server->shelf);
		status = http_create(server->way, serving->listen, &server->http, why);
	}
	if (status == CARNET_OK)
		*made = server;
	else
		server_destroy(server);
	return status;
}

const char *server_address(const struct server *server) {
	return http_address(server->http);
}

size_t server_book_count(const struct server *server) {
	return server->shelf->count;
}

struct server_book server_book(const struct server *server, size_t index) {
	const struct served *served = &server->shelf->books[index];
	return (struct server_book){served->name, served->setup};
}

void server_run(struct server *server) {
	sigset_t ends;
	struct timespec second = {.tv_sec = 1};
	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	for (int64_t seconds = 0; sigtimedwait(&ends, NULL, &second) < 0; seconds++) {
		http_look_after(server->http, clock_milliseconds());
		keeper_look(server->shelf, seconds);
	}
	for (size_t i = 0; i < server->shelf->count; i++)
		events_end(server->shelf->books[i].events);
	server_destroy(server);
}
