#include "server/site.h"

#include "server/served.h"

#include <string.h>
#include <strings.h>

/* "https://host[:port]" of the host the request was sent to. */
static bool origin_is_host(const char *origin, const char *host) {
	const char *after = strstr(origin, "://");
	return after && host && strcasecmp(after + 3, host) == 0;
}

bool site_own(const struct request *request) {
	const char *site = request->headers[HEADER_FETCH_SITE];
	const char *origin = request->headers[HEADER_ORIGIN];
	if (request->headers[HEADER_AUTHORIZATION])
		return true;
	if (site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
		return false;
	return !origin || origin_is_host(origin, request->headers[HEADER_HOST]);
}
