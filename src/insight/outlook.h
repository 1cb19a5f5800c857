/* How far ahead a report looks, and what season it supposes (reports forecast and whatif). Internal to the reports. */
#ifndef INSIGHT_OUTLOOK_H
#define INSIGHT_OUTLOOK_H

#include "base/refusal.h"
#include "insight/past.h"
#include "insight/whole.h"

enum { MONTHS_AHEAD_MOST = 24 };

struct outlook {
	int32_t months;           /* ahead: 6 of forecast, 12 of whatif */
	int32_t fewer_bp;         /* so many new clients fewer: 30 % */
	int32_t slow_months;      /* for so long: 3 */
	bool mixed;               /* another mix was asked for */
	int32_t mix[MODEL_COUNT]; /* the shares of new clients by how they begin, in percent; 100 in all */
	struct money costs;       /* of a month, whatever happens: 0 */
	uint64_t seed;            /* of chance: 1 */
};

/* What such a report stands on: how far it looks, what happened so far, and how much of the book that stands for. */
struct prospect {
	struct outlook outlook;
	struct past *past;
	struct whole whole;
};

/* Reads it, the outlook `months` ahead unless more or fewer were asked for; the report is of the last day looked at. Refuses: invalid,
 * unavailable. */
MUST_USE enum carnet_status prospect_read(struct request *request, int32_t months, struct prospect *prospect);

#endif
