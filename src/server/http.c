#include "server/http.h"

#include "server/listen.h"
#include "server/reply.h"
#include "server/routes.h"
#include "server/visitors.h"

#include <assert.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct http {
	struct way *way;
	struct MHD_Daemon *daemon;
	struct visitors *visitors;
	char address[LISTEN_TEXT];
	atomic_bool stopping;
	_Atomic int64_t under_way; /* requests between their last byte and the end of their answer */
};

/* A request as HTTP sees it. */
struct exchange {
	struct request request;
	struct http *http;
	struct visitor *visitor;
	bool begun, waiting, counted;
	size_t received;
};

/* Reading what was asked */

static struct exchange *exchange_create(struct http *http, struct MHD_Connection *connection, const char *url,
					const char *method) {
	struct arena *arena = arena_create();
	struct exchange *exchange = ARENA_NEW(arena, struct exchange);
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	exchange->http = http;
	exchange->visitor = info ? info->socket_context : NULL;
	exchange->request.arena = arena;
	exchange->request.connection = connection;
	exchange->request.began_ms = clock_milliseconds();
	exchange->request.path = arena_text(arena, url);
	exchange->request.method = arena_text(arena, method);
	buffer_init(&exchange->request.body, arena);
	return exchange;
}

static void read_headers(struct request *request, struct MHD_Connection *connection) {
	static const char *const names[HEADER_COUNT] = {
		[HEADER_AUTHORIZATION] = "Authorization",
		[HEADER_COOKIE] = "Cookie",
		[HEADER_ORIGIN] = "Origin",
		[HEADER_FETCH_SITE] = "Sec-Fetch-Site",
		[HEADER_HOST] = "Host",
		[HEADER_KEY] = "Idempotency-Key",
		[HEADER_CONTENT_TYPE] = "Content-Type",
		[HEADER_IF_NONE_MATCH] = "If-None-Match",
		[HEADER_ACCEPT_ENCODING] = "Accept-Encoding",
	};
	for (int i = 0; i < HEADER_COUNT; i++)
		request->headers[i] = arena_text(request->arena,
						 MHD_lookup_connection_value(connection, MHD_HEADER_KIND, names[i]));
}

static enum MHD_Result read_argument(void *context, enum MHD_ValueKind kind, const char *name, const char *value) {
	struct request *request = context;
	(void)kind;
	if (request->arguments.count == LIMIT_ARGUMENTS)
		return MHD_NO;
	name = url_decode(request->arena, name, strlen(name));
	value = value ? url_decode(request->arena, value, strlen(value)) : "";
	if (!name || !value || request_argument(request, name)) {
		request_fail(request, PROBLEM_MALFORMED, "The query is badly encoded, or says something twice.");
		return MHD_NO;
	}
	*LIST_ADD(request->arena, &request->arguments) = (struct pair){name, value};
	return MHD_YES;
}

static void begin(struct exchange *exchange, struct MHD_Connection *connection) {
	struct request *request = &exchange->request;
	exchange->begun = true;
	read_headers(request, connection);
	MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, read_argument, request);
	if (atomic_load(&exchange->http->stopping))
		request_fail(request, PROBLEM_BUSY, "The server is about to stop.");
	else if (!request_answered(request))
		way_begin(exchange->http->way, request);
}

/* A part of the body. MHD_NO: enough of it, the connection is closed. */
static enum MHD_Result take(struct exchange *exchange, const char *bytes, size_t size) {
	struct request *request = &exchange->request;
	size_t most = way_body_most(request);
	exchange->received += size;
	if (request_answered(request))
		return exchange->received > LIMIT_BODY_BYTES ? MHD_NO : MHD_YES;
	if (exchange->received > most) {
		request_say(request, CARNET_TOO_LARGE, "The body is larger than what is accepted here.");
		return MHD_YES;
	}
	buffer_add(&request->body, bytes, size);
	return MHD_YES;
}

/* Whether the headers already say that the body is too large. */
static bool announces_too_much(struct exchange *exchange, struct MHD_Connection *connection) {
	const char *length = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Content-Length");
	if (!length || request_answered(&exchange->request))
		return false;
	if (strtoull(length, NULL, 10) <= way_body_most(&exchange->request))
		return false;
	request_say(&exchange->request, CARNET_TOO_LARGE, "The body is larger than what is accepted here.");
	return strtoull(length, NULL, 10) > LIMIT_SMALL_BODY_BYTES;
}

/* Answering */

static void finished(struct request *request) {
	MHD_resume_connection(request->connection);
}

static enum MHD_Result answer(struct exchange *exchange, struct MHD_Connection *connection) {
	if (atomic_load(&exchange->http->stopping))
		request_header(&exchange->request, "Connection", "close");
	enum MHD_Result queued = reply_queue(connection, &exchange->request);
	visitor_now(exchange->visitor, exchange->request.answer.stream ? VISIT_STREAMING : VISIT_SENDING);
	return queued;
}

/* It is counted first: who stops either waits for it or has told it so. */
static bool may_go(struct exchange *exchange) {
	exchange->counted = true;
	atomic_fetch_add(&exchange->http->under_way, 1);
	if (!atomic_load(&exchange->http->stopping))
		return true;
	request_fail(&exchange->request, PROBLEM_BUSY, "The server is about to stop.");
	return false;
}

/* The whole request is there. */
static enum MHD_Result go(struct exchange *exchange, struct MHD_Connection *connection) {
	struct request *request = &exchange->request;
	request->finished = finished;
	visitor_now(exchange->visitor, VISIT_WORKING);
	if (!may_go(exchange) || !way_go(request))
		return answer(exchange, connection);
	exchange->waiting = true;
	MHD_suspend_connection(connection);
	way_wait(request);
	return MHD_YES;
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url, const char *method,
				  const char *version, const char *bytes, size_t *size, void **own) {
	struct exchange *exchange = *own;
	(void)version;
	if (!exchange) {
		*own = exchange = exchange_create(context, connection, url, method);
		begin(exchange, connection);
		return announces_too_much(exchange, connection) ? answer(exchange, connection) : MHD_YES;
	}
	if (*size > 0) {
		enum MHD_Result taken = take(exchange, bytes, *size);
		*size = 0;
		return taken;
	}
	return exchange->waiting ? answer(exchange, connection) : go(exchange, connection);
}

static void on_completed(void *context, struct MHD_Connection *connection, void **own,
			 enum MHD_RequestTerminationCode how) {
	struct exchange *exchange = *own;
	(void)context;
	(void)connection;
	(void)how;
	if (!exchange)
		return;
	visitor_now(exchange->visitor, VISIT_RECEIVING);
	if (exchange->counted)
		atomic_fetch_sub(&exchange->http->under_way, 1);
	arena_destroy(exchange->request.arena);
	*own = NULL;
}

static void on_connection(void *context, struct MHD_Connection *connection, void **own,
			  enum MHD_ConnectionNotificationCode what) {
	struct http *http = context;
	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection,
									       MHD_CONNECTION_INFO_CONNECTION_FD);
		*own = info ? visitor_open(http->visitors, info->connect_fd) : NULL;
	} else {
		visitor_close(http->visitors, *own);
		*own = NULL;
	}
}

/* We decode what we keep ourselves (url_decode): a path is cut into its parts first. */
static size_t leave_encoded(void *context, struct MHD_Connection *connection, char *text) {
	(void)context;
	(void)connection;
	return strlen(text);
}

static void say_nothing(void *context, const char *format, va_list arguments) {
	(void)context;
	(void)format;
	(void)arguments;
}

/* Its life */

/* Nobody new while it stops. (MHD_quiesce_daemon would close the door itself, but in 0.9.75 two of its threads may both take the
 * socket out of their epoll set, and the slower one aborts the process.) */
static enum MHD_Result on_accept(void *context, const struct sockaddr *address, socklen_t length) {
	(void)address, (void)length;
	const struct http *http = context;
	return atomic_load(&http->stopping) ? MHD_NO : MHD_YES;
}

static struct MHD_Daemon *start(struct http *http, int fd) {
	return MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC, 0, on_accept,
				http, on_request, http, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_THREAD_POOL_SIZE,
				(unsigned)LIMIT_HTTP_THREADS, MHD_OPTION_CONNECTION_LIMIT, (unsigned)LIMIT_CONNECTIONS,
				MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)LIMIT_CONNECTION_BYTES,
				MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)LIMIT_IDLE_SECONDS,
				MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_UNESCAPE_CALLBACK, leave_encoded, NULL,
				MHD_OPTION_NOTIFY_COMPLETED, on_completed, http, MHD_OPTION_NOTIFY_CONNECTION,
				on_connection, http, MHD_OPTION_EXTERNAL_LOGGER, say_nothing, NULL, MHD_OPTION_END);
}

enum carnet_status http_create(struct way *way, const char *listen, struct http **made, struct refusal *why) {
	int fd;
	struct http *http = calloc(1, sizeof *http);
	if (!http)
		abort();
	enum carnet_status status = listen_open(listen, &fd, http->address, why);
	if (status != CARNET_OK) {
		free(http);
		return status;
	}
	http->way = way;
	http->visitors = visitors_create();
	http->daemon = start(http, fd);
	if (!http->daemon) {
		close(fd);
		http_destroy(http);
		return refuse(why, CARNET_UNAVAILABLE, "the HTTP server cannot be started");
	}
	*made = http;
	return CARNET_OK;
}

const char *http_address(const struct http *http) {
	return http->address;
}

void http_quiesce(struct http *http) {
	struct timespec pause = {.tv_nsec = 5 * 1000 * 1000};
	atomic_store(&http->stopping, true);
	for (int i = 0; i < LIMIT_STOP_SECONDS * 200 && atomic_load(&http->under_way) > 0; i++)
		nanosleep(&pause, NULL);
}

void http_destroy(struct http *http) {
	if (!http)
		return;
	if (http->daemon)
		MHD_stop_daemon(http->daemon);
	visitors_destroy(http->visitors);
	free(http);
}

void http_look_after(struct http *http, int64_t now_ms) {
	visitors_look_after(http->visitors, now_ms);
}
