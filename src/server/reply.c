#include "server/reply.h"

#include "server/events.h"
#include "server/served.h"

#include <string.h>

static void add(struct MHD_Response *response, const char *name, const char *value) {
	enum MHD_Result added = MHD_add_response_header(response, name, value);
	(void)added; /* memory only; MHD_NO for a value that cannot be a header, which is then left out */
}

static void add_headers(struct MHD_Response *response, const struct request *request) {
	static const char caching[] = "Cache-Control";
	bool cached = false;
	for (size_t i = 0; i < request->answer.headers.count; i++) {
		const struct pair *header = &request->answer.headers.at[i];
		add(response, header->name, header->value);
		cached = cached || strcmp(header->name, caching) == 0;
	}
	if (!cached)
		add(response, caching, "no-store");
	add(response, "Content-Type", request->answer.type);
	add(response, "X-Content-Type-Options", "nosniff");
	add(response, "Referrer-Policy", "no-referrer");
	add(response, "Content-Security-Policy",
	    "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'");
}

static struct MHD_Response *response_of(struct MHD_Connection *connection, struct request *request) {
	const struct answer *answer = &request->answer;
	if (answer->stream) {
		struct MHD_Response *stream = events_listen(request->served->events, connection);
		if (stream)
			return stream;
		request_fail(request, PROBLEM_BUSY, "Too many listen already.");
	}
	const char *bytes = answer->still ? answer->still : answer->text.at;
	size_t length = answer->still ? answer->still_length : answer->text.length;
	return MHD_create_response_from_buffer(length, (void *)(uintptr_t)bytes, MHD_RESPMEM_PERSISTENT);
}

enum MHD_Result reply_queue(struct MHD_Connection *connection, struct request *request) {
	struct MHD_Response *response = response_of(connection, request);
	if (!response)
		return MHD_NO;
	add_headers(response, request);
	if (request->served)
		atomic_fetch_add(&request->served->requests[request->answer.http / 100], 1);
	enum MHD_Result queued = MHD_queue_response(connection, (unsigned)request->answer.http, response);
	MHD_destroy_response(response);
	return queued;
}
