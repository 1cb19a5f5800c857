/* The clients of a service in the year before a day. Internal to the reports. */
#ifndef INSIGHT_YEAR_H
#define INSIGHT_YEAR_H

#include "insight/request.h"

enum { YEAR_DAYS = 365, YEAR_VISITS_MOST = 365 };

/* How many clients had so many visits in the year. */
struct year {
	int32_t from, to; /* both included */
	int64_t clients, visits;
	int64_t with[YEAR_VISITS_MOST + 1];
	struct money revenue; /* of the service, as the books have it */
};

/* Counts them from the visits kept with the clients; of who has more than are kept in the year, at the pace of those. Refuses:
 * unavailable. */
MUST_USE enum carnet_status year_read(struct request *request, int64_t item, int32_t to, struct year *year);

#endif
