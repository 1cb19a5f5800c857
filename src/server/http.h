/* HTTP: libmicrohttpd's sockets on one side, requests on their way on the other. */
#ifndef SERVER_HTTP_H
#define SERVER_HTTP_H

#include "server/way.h"

struct http;

/* Listens on "ADDRESS:PORT" (port 0: a free one) and serves. Refuses: invalid (the address), unavailable (it is taken). */
MUST_USE enum carnet_status http_create(struct way *way, const char *listen, struct http **http, struct refusal *why);

/* "127.0.0.1:8080": where it listens indeed. */
const char *http_address(const struct http *http);

/* Takes no more connections, refuses new requests, and waits for what is under way (LIMIT_STOP_SECONDS at most). */
void http_quiesce(struct http *http);

/* Ends. Nothing may be under way in readers or writers. Accepts NULL. */
void http_destroy(struct http *http);

/* Once a second: cuts off connections that take too long to send a request or to take an answer. */
void http_look_after(struct http *http, int64_t now_ms);

#endif
