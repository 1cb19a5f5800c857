/* Clients one after the other with what counsel looks at (rulebook §11). Internal to this room. */
#ifndef INSIGHT_COUNSEL_SCAN_H
#define INSIGHT_COUNSEL_SCAN_H

#include "insight/request.h"

#include "book/counsel.h"

/* A client about whom there is something to say. Its memory goes with the call. */
struct counselled {
	struct arena *arena;
	int64_t client;
	const char *ref;
	struct visits_list visits;
	struct watch watch;       /* with the contracts that were there on the request's day */
	struct alert_list alerts; /* of the request's branch */
};

/* Sees one client. Refuses: unavailable. */
typedef enum carnet_status see(void *context, const struct counselled *one);

/* Shows every client with an alert, or the request's, in order of number. Refuses: unavailable. */
MUST_USE enum carnet_status counsel_scan(struct request *request, const struct counsel *counsel, see *see,
					 void *context);

#endif
