#include "insight/stretch.h"

#include "base/date.h"

static void add(struct stretches *stretches, int32_t from, int32_t to, bool months) {
	if (from <= to)
		stretches->at[stretches->count++] = (struct stretch){from, to, months};
}

/* The first day of the first month that begins on the day or later. */
static int32_t month_from(int32_t day) {
	int32_t start = date_month_start(day);

	return start == day ? day : date_add_months(start, 1);
}

/* The day after the last month that ends on the day or earlier. */
static int32_t month_until(int32_t day) {
	return day == DATE_MAX ? DATE_MAX + 1 : date_month_start(day + 1);
}

struct stretches stretches_of(int32_t from, int32_t to, bool by_day) {
	int32_t first = month_from(from), end = month_until(to);
	struct stretches stretches = {.count = 0};

	if (by_day || first >= end) {
		add(&stretches, from, to, false);
		return stretches;
	}
	add(&stretches, from, first - 1, false);
	add(&stretches, first, end - 1, true);
	add(&stretches, end, to, false);
	return stretches;
}

struct query *stretch_query(struct store *store, const struct stretch *stretch, enum statement by_day,
			    enum statement by_month, int first) {
	struct query *query = store_query(store, stretch->months ? by_month : by_day);

	query_bind_number(query, first, stretch->from);
	query_bind_number(query, first + 1, stretch->to);
	return query;
}
