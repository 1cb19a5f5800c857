/* What contracts did by stream: the kept totals read in order of day. Internal to the reports. */
#ifndef INSIGHT_MOVEMENT_H
#define INSIGHT_MOVEMENT_H

#include "insight/request.h"
#include "insight/stretch.h"
#include "rules/effects.h"

/* Sums of one stream. */
struct figures {
	struct money amounts[MEASURE_COUNT];
	int64_t sessions[MEASURE_COUNT];
};

void figures_add(struct figures *sum, const struct figures *more);

/* C + W − D, and the sessions left, as the sums say (§14.15). */
struct money figures_net(const struct figures *figures);
int64_t figures_sessions(const struct figures *figures);

/* Fees with uplift; what came from or went to other contracts, was written off or opened (§14.15); income (§14.16); takings. */
struct money figures_fees(const struct figures *figures);
struct money figures_moved(const struct figures *figures);
struct money figures_revenue(const struct figures *figures);
struct money figures_cash(const struct figures *figures);

/* One total of a day, or of a whole month: then the date is its first. */
struct movement {
	int32_t date;
	enum measure measure;
	enum stream stream;
	struct money amount;
	int64_t sessions;
};

/* Which days, and of which branch: where it happened, or where the contract was sold; 0: any. */
struct movement_range {
	int32_t from, to;
	int64_t branch, home;
};

/* The totals of the request's stream in order of day, of whole months where the range has them. */
struct movement_reader {
	struct request *request;
	struct movement_range range;
	struct stretches stretches;
	size_t next; /* stretch */
	struct query *query;
};
struct movement_reader movement_reader_of(struct request *request, const struct movement_range *range);

/* Takes a row of a damaged book for a fault. */
enum step movement_next(struct movement_reader *reader, struct movement *movement);

void figures_count(struct figures *figures, const struct movement *movement);

#endif
