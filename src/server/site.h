/* Requests from other sites: a browser that shows somebody else's page must not make changes here (rulebook of the web:
 * Sec-Fetch-Site, Origin). */
#ifndef SERVER_SITE_H
#define SERVER_SITE_H

#include "server/request.h"

/* Whether a request that changes something comes from the server's own pages, or from no browser at all. A request that shows a
 * token in its Authorization header cannot have been made by another page unknowingly. */
bool site_own(const struct request *request);

#endif
