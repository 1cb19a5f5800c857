#include "insight/stretch.h"
#include "insight/tally.h"

#include "book/totals.h"

/* What staff are credited with (rulebook §5), from the totals kept by day and by month. The house is shown apart.
 *
 * Days told by staff alone, by service alone, or by branch and stream are summed already, where nothing else is sought. */

/* What rows are told by besides their days: the dimension, the sums that have it, its column in a row read whole. */
static const struct thing {
	enum dimension dimension;
	enum told_by told_by;
	int column;
} things[] = {{BY_STAFF, TOLD_BY_STAFF, 1},
	      {BY_SERVICE, TOLD_BY_ITEM, 3},
	      {BY_STREAM, TOLD_BY_BRANCH, 4},
	      {BY_BRANCH, TOLD_BY_BRANCH, 5}};

enum { THINGS = sizeof things / sizeof *things };

static const char *word_of(const struct request *request, enum dimension dimension, int64_t subject) {
	switch ((int)dimension) {
	case BY_STAFF: return word_of_staff(request, subject);
	case BY_SERVICE: return word_of_item(request, subject);
	case BY_STREAM: return stream_name((enum stream)subject);
	default: return word_of_branch(request, subject);
	}
}

/* The one that is sought; −1: any. */
static int64_t sought(const struct request *request, enum dimension dimension) {
	switch ((int)dimension) {
	case BY_STAFF: return request->staff;
	case BY_SERVICE: return request->service ? request->service : -1;
	case BY_STREAM: return request->stream;
	default: return request->branch ? request->branch : -1;
	}
}

/* Whether days are told, and by sums that have all that they are told by and sought by: which. */
static bool is_summed(const struct request *request, enum told_by *told_by) {
	bool any = false;

	*told_by = TOLD_BY_STAFF;
	for (const struct thing *thing = things; thing < things + THINGS; thing++) {
		if (!grouped_by(&request->by, thing->dimension) && sought(request, thing->dimension) < 0)
			continue;
		if (any && *told_by != thing->told_by)
			return false;
		*told_by = thing->told_by;
		any = true;
	}
	return grouped_by(&request->by, BY_DAY);
}

static void count(struct tally *tally, const struct tally_key *key, struct money amount) {
	struct tally_row *row = tally_row(tally, key);

	row->amounts[0] = money_add(row->amounts[0], amount);
}

/* Read whole */

static struct query *query_of(struct request *request, const struct stretch *stretch, bool by_staff, int64_t staff) {
	enum statement days = by_staff ? STATEMENT_REPORT_PERFORMANCE_BY_STAFF : STATEMENT_REPORT_PERFORMANCE;
	enum statement months = by_staff ? STATEMENT_REPORT_PERFORMANCE_MONTHS_BY_STAFF
					 : STATEMENT_REPORT_PERFORMANCE_MONTHS;
	struct query *query = stretch_query(request->store, stretch, days, months, 2);

	query_bind_number(query, 1, (int64_t)request->basis);
	query_bind_number(query, 4, staff);
	query_bind_number(query, 5, request->service);
	query_bind_number(query, 6, request->stream);
	query_bind_number(query, 7, request->branch);
	return query;
}

/* Whether periods and staff are all that is told. */
static bool only_staff(const struct grouping *by) {
	return !grouped_by(by, BY_SERVICE) && !grouped_by(by, BY_STREAM) && !grouped_by(by, BY_BRANCH);
}

static enum carnet_status read_stretch(struct request *request, const struct stretch *stretch, struct tally *tally,
				       struct money *house) {
	bool by_staff = only_staff(&request->by);
	struct query *query = query_of(request, stretch, by_staff, request->staff);
	enum step step;

	while ((step = query_step(query)) == STEP_ROW) {
		struct tally_key key = {.day = (int32_t)query_number(query, 0)};
		struct money amount = money_of(query_number(query, 2));
		for (const struct thing *thing = things; thing < things + THINGS; thing++)
			if (grouped_by(&request->by, thing->dimension))
				key.words[thing->dimension] = word_of(request, thing->dimension,
								      query_number(query, thing->column));
		count(tally, &key, amount);
		if (query_number(query, 1) == 0)
			*house = money_add(*house, amount);
	}
	return step == STEP_FAULT ? request_fault(request) : CARNET_OK;
}

static enum carnet_status read_whole(struct request *request, struct tally *tally, struct money *house) {
	struct stretches stretches = stretches_of(request->from, request->to, grouped_by(&request->by, BY_DAY));

	for (size_t i = 0; i < stretches.count; i++)
		TRY(read_stretch(request, &stretches.at[i], tally, house));
	return CARNET_OK;
}

/* Read summed */

static struct query *sums_query(struct request *request, enum told_by told_by) {
	static const enum dimension subjects[] = {BY_STAFF, BY_SERVICE, BY_BRANCH};
	struct query *query = store_query(request->store, STATEMENT_REPORT_PERFORMANCE_SUMS);

	query_bind_number(query, 1, (int64_t)request->basis);
	query_bind_number(query, 2, request->from);
	query_bind_number(query, 3, request->to);
	query_bind_number(query, 4, (int64_t)told_by);
	query_bind_number(query, 5, sought(request, subjects[told_by]));
	query_bind_number(query, 6, request->stream);
	return query;
}

static struct tally_key key_of(const struct request *request, struct query *query, enum told_by told_by) {
	struct tally_key key = {.day = (int32_t)query_number(query, 0)};
	int64_t subject = query_number(query, 1);

	switch (told_by) {
	case TOLD_BY_STAFF: key.words[BY_STAFF] = word_of_staff(request, subject); break;
	case TOLD_BY_ITEM: key.words[BY_SERVICE] = word_of_item(request, subject); break;
	case TOLD_BY_BRANCH:
		key.words[BY_BRANCH] = word_of_branch(request, subject);
		key.words[BY_STREAM] = stream_name((enum stream)query_number(query, 3));
		break;
	}
	return key;
}

/* The house's part of rows that do not say whose they are. */
static enum carnet_status read_house(struct request *request, struct money *house) {
	struct stretches stretches = stretches_of(request->from, request->to, false);

	for (size_t i = 0; i < stretches.count; i++) {
		struct query *query = query_of(request, &stretches.at[i], true, 0);
		enum step step;
		while ((step = query_step(query)) == STEP_ROW)
			*house = money_add(*house, money_of(query_number(query, 2)));
		if (step == STEP_FAULT)
			return request_fault(request);
	}
	return CARNET_OK;
}

static enum carnet_status read_sums(struct request *request, enum told_by told_by, struct tally *tally,
				    struct money *house) {
	struct query *query = sums_query(request, told_by);
	enum step step;

	while ((step = query_step(query)) == STEP_ROW) {
		struct tally_key key = key_of(request, query, told_by);
		struct money amount = money_of(query_number(query, 2));
		count(tally, &key, amount);
		if (told_by == TOLD_BY_STAFF && query_number(query, 1) == 0)
			*house = money_add(*house, amount);
	}
	if (step == STEP_FAULT)
		return request_fault(request);
	return told_by == TOLD_BY_STAFF ? CARNET_OK : read_house(request, house);
}

static void write_totals(struct request *request, struct money sum, struct money house) {
	static const char *const names[] = {"amount", "team", "house"};
	static const char *const notes[] = {"basis"};

	report_set_totals(request->report, names,
			  (struct cell[]){cell_money(sum), cell_money(money_sub(sum, house)), cell_money(house)}, 3);
	report_set_notes(request->report, notes, (struct cell[]){cell_text(basis_name(request->basis))}, 1);
}

static struct money write_rows(struct request *request, struct tally *tally) {
	static const char *const others[] = {"amount"};
	struct money sum = MONEY_ZERO;

	tally_sort(tally);
	tally_columns(tally, others, 1);
	for (size_t i = 0; i < tally->rows.count; i++) {
		struct money amount = tally->rows.at[i].amounts[0];
		if (money_is_zero(amount))
			continue;
		struct cell *cells = report_row_add(request->report);
		tally_cells(tally, &tally->rows.at[i], cells);
		cells[request->by.count] = cell_money(amount);
		sum = money_add(sum, amount);
	}
	return sum;
}

enum carnet_status make_performance(struct request *request) {
	struct money house = MONEY_ZERO;
	enum told_by told_by;
	struct tally tally;

	tally_init(&tally, request, &request->by);
	TRY(is_summed(request, &told_by) ? read_sums(request, told_by, &tally, &house)
					 : read_whole(request, &tally, &house));
	write_totals(request, write_rows(request, &tally), house);
	return CARNET_OK;
}
