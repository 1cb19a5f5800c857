/* The days of a report cut into whole months, whose totals are kept by themselves, and the days before and after them: ten years
 * cost by months, and are right to the day. Internal to the reports. */
#ifndef INSIGHT_STRETCH_H
#define INSIGHT_STRETCH_H

#include "store/store.h"

struct stretch {
	int32_t from, to;
	bool months; /* whole ones: each total stands at a month's first day */
};

enum { STRETCHES_MOST = 3 };
struct stretches {
	struct stretch at[STRETCHES_MOST];
	size_t count;
};

/* In order of day, none empty; with `by_day` it is one stretch of days. */
struct stretches stretches_of(int32_t from, int32_t to, bool by_day);

/* The statement that reads a stretch, with its days bound to the two parameters from `first` on. */
struct query *stretch_query(struct store *store, const struct stretch *stretch, enum statement by_day,
			    enum statement by_month, int first);

#endif
