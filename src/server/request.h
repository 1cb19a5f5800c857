/* A request on its way: what was asked, who asks, and the answer being made.
 *
 * It belongs to one thread at a time: the HTTP thread that reads it, then a reader or the writer it is handed to, then the HTTP
 * thread again. Everything it needs lives in its arena, which goes when the answer is sent. */
#ifndef SERVER_REQUEST_H
#define SERVER_REQUEST_H

#include "server/identity.h"
#include "server/problem.h"

#include "base/list.h"
#include "book/book.h"

struct route;
struct served;
struct way;
struct request;

/* The headers the server looks at. */
enum header {
	HEADER_AUTHORIZATION,
	HEADER_COOKIE,
	HEADER_ORIGIN,
	HEADER_FETCH_SITE,
	HEADER_HOST,
	HEADER_KEY,
	HEADER_CONTENT_TYPE,
	HEADER_IF_NONE_MATCH,
	HEADER_ACCEPT_ENCODING,
	HEADER_COUNT
};

struct pair {
	const char *name, *value;
};
struct pair_list LIST(struct pair);

struct answer {
	int http; /* 0: not made yet */
	const char *type;
	struct buffer text;
	const char *still; /* bytes that outlive the request, in place of text; NULL: none */
	size_t still_length;
	struct pair_list headers; /* further ones */
	bool stream;              /* it goes on: server-sent events */
};

struct request {
	struct request *next; /* in the queue it waits in */
	struct arena *arena;
	void *connection;                       /* the HTTP library's; NULL: the server's own request */
	void (*finished)(struct request *self); /* is told, in the thread that made the answer, that it is there */
	const char *method, *path;
	struct way *way;
	const struct route *route;
	struct served *served;
	const char *parameter; /* what stands for {…} in the route's path; NULL: nothing */
	const char *headers[HEADER_COUNT];
	struct pair_list arguments; /* of the query */
	struct buffer body;
	struct identity identity;
	bool identified;
	/* asks ahead for the act (book/ahead.h); NULL: nothing */
	void (*ahead)(const struct request *self, struct book *book, const struct origin *origin, bool more);
	void *prepared; /* the handler's own, from preparing to acting */
	bool wrote;     /* the act changed the book */
	bool keyed;     /* all it may change has a key: acting twice does nothing twice */
	bool forgets;   /* the act changed people: what is known of them is forgotten after the commit */
	uint64_t known_changes;
	int64_t began_ms;
	struct answer answer;
};

/* The value of an argument of the query; NULL: not given. */
const char *request_argument(const struct request *request, const char *name);

bool request_answered(const struct request *request);

/* The answer's body, for JSON with status 200 unless `http` says otherwise. */
struct buffer *request_json(struct request *request, int http);
void request_header(struct request *request, const char *name, const char *value);

/* These replace whatever answer was there. */
void request_problem(struct request *request, const struct problem *problem);
void request_refuse(struct request *request, const struct refusal *why);
void request_fail(struct request *request, enum problem_kind kind, const char *detail);
/* A refusal with a message of its own. */
void request_say(struct request *request, enum carnet_status status, const char *message);
/* The same, for a member of the body or an argument at fault: `field` is "/name". */
void request_say_of(struct request *request, const char *field, const char *message);

#endif
