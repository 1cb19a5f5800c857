/* Contracts one after the other, as the book says today, a batch in memory at a time. Internal to the reports. */
#ifndef INSIGHT_SCAN_H
#define INSIGHT_SCAN_H

#include "book/row.h"
#include "insight/request.h"

/* A contract as read. Its memory goes with the next call of scan_next. */
struct scanned {
	struct contract *contract;
	const char *client; /* ref of today's owner; with open_only it may be NULL: to look each up costs as much as the contract */
	int64_t owner;
	int64_t closed_on; /* of those read by that day only: as it stands, for a damaged book must come to its end too */
};
struct scanned_list LIST(struct scanned);

struct scan {
	struct request *request;
	struct arena *arena; /* of the batch */
	struct scanned_list batch;
	size_t next;
	int64_t after, after_closed_on, after_sold_on; /* the last contract read */
	bool open_only, begun;
	enum carnet_status status;
};

/* The contracts of the request's client, stream and branch (where they were sold), sold by its as_of, voided ones too, in order of
 * number. With `open_only` only those of which something was left, due or held at the end of as_of are sure to come, and in another
 * order. End it with scan_finish. */
void scan_begin(struct scan *scan, struct request *request, bool open_only);

/* The next one; NULL at the end, or after a fault. */
const struct scanned *scan_next(struct scan *scan);

/* Refuses: unavailable (a fault on the way), too_large (the report grew too much). */
MUST_USE enum carnet_status scan_finish(struct scan *scan);

/* The state of a contract on the request's day, and whether it was there then. Refuses: unavailable (the book is damaged). */
MUST_USE enum carnet_status scan_state(struct request *request, const struct contract *contract, struct state *state);

#endif
