#include "insight/year.h"

#include "book/visits.h"
#include "rules/effects.h"

enum { BATCH = 1024 };

/* Of a full list whose oldest visit lies within the year there were more: as many as its pace makes in a year. */
static int32_t visits_in(const struct visits *visits, const struct year *year) {
	int32_t count = 0, first = 0, last = 0;
	for (int32_t i = 0; visits && i < visits->count; i++) {
		int32_t day = visits->days[i];
		if (day < year->from || day > year->to || (count > 0 && day == last))
			continue;
		first = count++ == 0 ? day : first;
		last = day;
	}
	bool more = visits && visits->count == VISITS_KEPT && visits->days[0] >= year->from;
	if (more && last > first)
		count = ((count - 1) * YEAR_DAYS + (last - first) / 2) / (last - first);
	return count < YEAR_VISITS_MOST ? count : YEAR_VISITS_MOST;
}

static enum carnet_status count_client(struct request *request, struct arena *arena, struct query *query, int64_t item,
				       struct year *year) {
	struct visits_list kept;
	size_t length;
	const void *bytes = query_blob(query, 1, &length);
	if (!unpack_visits(bytes, length, arena, &kept))
		return request_fault(request);
	int32_t visits = visits_in(visits_for(&kept, item), year);
	if (visits == 0)
		return CARNET_OK;
	year->with[visits]++;
	year->clients++;
	year->visits += visits;
	return CARNET_OK;
}

static enum carnet_status count_batch(struct request *request, struct arena *arena, int64_t item, int64_t *after,
				      struct year *year) {
	struct query *query = store_query(request->store, STATEMENT_COUNSEL_VISITS);
	enum carnet_status status = CARNET_OK;
	enum step step = STEP_DONE;
	int64_t rows = 0;
	arena_reset(arena);
	query_bind_number(query, 1, *after);
	query_bind_number(query, 2, BATCH);
	while (status == CARNET_OK && (step = query_step(query)) == STEP_ROW) {
		*after = query_number(query, 0);
		status = count_client(request, arena, query, item, year);
		rows++;
	}
	query_end(query);
	if (rows < BATCH)
		*after = INT64_MAX;
	return step == STEP_FAULT ? request_fault(request) : status;
}

static enum carnet_status read_revenue(struct request *request, int64_t item, struct year *year) {
	struct query *query = store_query(request->store, STATEMENT_REPORT_DELIVERED);
	enum step step;
	query_bind_number(query, 1, year->from);
	query_bind_number(query, 2, year->to);
	query_bind_number(query, 3, MEASURE_DELIVERED);
	query_bind_number(query, 4, MEASURE_SESSIONS_USED);
	query_bind_number(query, 5, 0);
	while ((step = query_step(query)) == STEP_ROW)
		if (query_number(query, 0) == item)
			year->revenue = money_of(query_number(query, 1));
	return step == STEP_FAULT ? request_fault(request) : CARNET_OK;
}

enum carnet_status year_read(struct request *request, int64_t item, int32_t to, struct year *year) {
	struct arena *arena = arena_create();
	enum carnet_status status = CARNET_OK;
	*year = (struct year){.from = to - YEAR_DAYS + 1, .to = to};
	for (int64_t after = 0; status == CARNET_OK && after < INT64_MAX;)
		status = count_batch(request, arena, item, &after, year);
	arena_destroy(arena);
	return status == CARNET_OK ? read_revenue(request, item, year) : status;
}
