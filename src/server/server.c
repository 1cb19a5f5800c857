#include "server/server.h"

#include "server/http.h"

#include <signal.h>
#include <stdlib.h>
#include <time.h>

struct server {
	struct shelf *shelf;
	struct way *way;
	struct http *http;
};

static void server_destroy(struct server *server) {
	way_destroy(server->way);
	shelf_destroy(server->shelf);
	http_destroy(server->http);
	free(server);
}

enum carnet_status server_create(const char *address, const char *listen, struct server **made, struct refusal *why) {
	struct server *server = calloc(1, sizeof *server);
	if (!server)
		abort();
	enum carnet_status status = shelf_create(address, &server->shelf, why);
	if (status == CARNET_OK) {
		server->way = way_create(server->shelf);
		status = http_create(server->way, listen, &server->http, why);
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

void server_run(struct server *server) {
	sigset_t ends;
	struct timespec second = {.tv_sec = 1};
	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	while (sigtimedwait(&ends, NULL, &second) < 0)
		http_look_after(server->http, clock_milliseconds());
	http_quiesce(server->http);
	server_destroy(server);
}
