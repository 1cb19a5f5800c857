#include "insight/movement.h"

#include "book/row.h"

void figures_add(struct figures *sum, const struct figures *more) {
	for (int i = 0; i < MEASURE_COUNT; i++) {
		sum->amounts[i] = money_add(sum->amounts[i], more->amounts[i]);
		sum->sessions[i] += more->sessions[i];
	}
}

void figures_count(struct figures *figures, const struct movement *movement) {
	struct money *amount = &figures->amounts[movement->measure];

	*amount = money_add(*amount, movement->amount);
	figures->sessions[movement->measure] += movement->sessions;
}

struct money figures_fees(const struct figures *figures) {
	return money_add(figures->amounts[MEASURE_FEES], figures->amounts[MEASURE_UPLIFT]);
}

struct money figures_moved(const struct figures *figures) {
	struct money moved = money_add(figures->amounts[MEASURE_MOVED], figures->amounts[MEASURE_WRITTEN_OFF]);

	return money_add(moved, figures->amounts[MEASURE_OPENED]);
}

struct money figures_revenue(const struct figures *figures) {
	struct money earned = money_add(figures->amounts[MEASURE_DELIVERED], figures->amounts[MEASURE_BREAKAGE]);

	return money_add(earned, figures_fees(figures));
}

struct money figures_cash(const struct figures *figures) {
	return money_sub(figures->amounts[MEASURE_PAID_IN], figures->amounts[MEASURE_REFUNDED]);
}

struct money figures_net(const struct figures *figures) {
	struct money came = money_add(figures_cash(figures), figures_moved(figures));

	return money_sub(came, figures_revenue(figures));
}

int64_t figures_sessions(const struct figures *figures) {
	const int64_t *sessions = figures->sessions;

	return sessions[MEASURE_SESSIONS_SOLD] - sessions[MEASURE_SESSIONS_USED] - sessions[MEASURE_SESSIONS_EXPIRED] -
	       sessions[MEASURE_SESSIONS_RETURNED] + sessions[MEASURE_SESSIONS_TRANSFERRED];
}

struct movement_reader movement_reader_of(struct request *request, const struct movement_range *range) {
	return (struct movement_reader){
		.request = request, .range = *range, .stretches = stretches_of(range->from, range->to, false)};
}

static void begin_stretch(struct movement_reader *reader) {
	const struct stretch *stretch = &reader->stretches.at[reader->next++];
	struct query *query = stretch_query(reader->request->store, stretch, STATEMENT_REPORT_MOVEMENT,
					    STATEMENT_REPORT_MOVEMENT_MONTHS, 1);

	query_bind_number(query, 3, reader->request->stream);
	query_bind_number(query, 4, reader->range.branch);
	query_bind_number(query, 5, reader->range.home);
	reader->query = query;
}

/* Whether a row can be what a book has written. */
static bool is_movement(const struct query *query) {
	int64_t measure = query_number(query, 1), stream = query_number(query, 2);

	return row_day(query, 0) >= DATE_MIN && row_day(query, 0) != DATE_NONE && measure >= 0 &&
	       measure < MEASURE_COUNT && stream >= 0 && stream < STREAM_COUNT;
}

static enum step next_row(struct movement_reader *reader) {
	enum step step = STEP_DONE;

	while (step == STEP_DONE && (reader->query || reader->next < reader->stretches.count)) {
		if (!reader->query)
			begin_stretch(reader);
		step = query_step(reader->query);
		if (step != STEP_ROW)
			reader->query = NULL;
	}
	return step;
}

enum step movement_next(struct movement_reader *reader, struct movement *movement) {
	enum step step = next_row(reader);
	struct query *query = reader->query;

	if (step != STEP_ROW)
		return step;
	if (!is_movement(query)) {
		query_end(query);
		return STEP_FAULT;
	}
	*movement = (struct movement){.date = (int32_t)query_number(query, 0),
				      .measure = (enum measure)query_number(query, 1),
				      .stream = (enum stream)query_number(query, 2),
				      .amount = money_of(query_number(query, 3)),
				      .sessions = query_number(query, 4)};
	return step;
}
