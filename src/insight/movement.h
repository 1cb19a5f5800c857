/* What contracts did by stream: the kept daily totals read in order of day. Internal to the reports. */
#ifndef INSIGHT_MOVEMENT_H
#define INSIGHT_MOVEMENT_H

#include "insight/request.h"
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

/* One total of a day. */
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

/* The totals of the request's stream in order of day; step with movement_next, which takes a row of a damaged book for a
 * fault. */
struct query *movement_query(struct request *request, const struct movement_range *range);
enum step movement_next(struct query *query, struct movement *movement);

void figures_count(struct figures *figures, const struct movement *movement);

#endif
