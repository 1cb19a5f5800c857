/* Problems: how a request that was not done is answered, as application/problem+json (RFC 9457).
 *
 *     {"type":"urn:carnet:problem:no_sessions","title":…,"status":409,"detail":…,"code":"no_sessions","definite":true,
 *      "retryable":false,"reason":"few_sessions","about":"k1","figures":{"left":2},"errors":[{"pointer":"/items/0/price","detail":…}],"entries":[…]}
 *
 * `definite`: it is known that nothing was done. `retryable`: the same request may succeed later. The codes are those of
 * carnet_status.h, and these few of HTTP's own. */
#ifndef SERVER_PROBLEM_H
#define SERVER_PROBLEM_H

#include "base/buffer.h"
#include "base/refusal.h"

#include <stdbool.h>

/* PROBLEM(symbol, code, http, retryable, title). */
#define PROBLEM_LIST(PROBLEM)                                                                                          \
	PROBLEM(PROBLEM_MALFORMED, "invalid", 400, false, "The request is not well formed.")                           \
	PROBLEM(PROBLEM_UNAUTHENTICATED, "unauthenticated", 401, false, "Sign in first.")                              \
	PROBLEM(PROBLEM_CROSS_SITE, "cross_site", 403, false, "The request comes from another site.")                  \
	PROBLEM(PROBLEM_METHOD, "method_not_allowed", 405, false, "That cannot be done here.")                         \
	PROBLEM(PROBLEM_MEDIA, "unsupported_media", 415, false, "The body must be JSON.")                              \
	PROBLEM(PROBLEM_TOO_MANY, "too_many", 429, true, "That was asked too often.")                                  \
	PROBLEM(PROBLEM_BUSY, "busy", 503, true, "The server is busy; nothing was done.")

enum problem_kind {
#define PROBLEM_SYMBOL(symbol, code, http, retryable, title) symbol,
	PROBLEM_LIST(PROBLEM_SYMBOL)
#undef PROBLEM_SYMBOL
};

struct problem {
	int http;
	const char *code, *title;
	bool definite, retryable;
	const char *detail;        /* NULL: the title says it all */
	const struct refusal *why; /* where `errors` and `entries` come from; NULL: none */
};

struct problem problem_of(enum problem_kind kind, const char *detail);

/* A refusal of the books, or a fault of which it is not known whether anything was done. `why` is borrowed. */
struct problem problem_of_refusal(const struct refusal *why);

/* A fault while reading: nothing was asked to be done. */
struct problem problem_of_reading(const struct refusal *why);

void problem_write(struct buffer *out, const struct problem *problem);

#endif
