#include "insight/movement.h"
#include "insight/remark.h"
#include "insight/statistics.h"
#include "insight/tally.h"

#include <string.h>

/* Where money comes from, by month and stream (rulebook §12, §14.16), and how much of it was decided beforehand and how much it
 * swings. With a branch: what happened there. */

enum { SOLD, CASH, REVENUE, FIGURES };

/* Months */

static void count_movement(struct tally *tally, const struct movement *movement) {
	struct tally_key key = {.day = movement->date};
	struct figures one = {0};

	figures_count(&one, movement);
	struct money figures[] = {one.amounts[MEASURE_SOLD], figures_cash(&one), figures_revenue(&one)};
	if (money_is_zero(figures[SOLD]) && money_is_zero(figures[CASH]) && money_is_zero(figures[REVENUE]))
		return;
	key.words[BY_STREAM] = stream_name(movement->stream);
	struct tally_row *row = tally_row(tally, &key);
	for (int i = 0; i < FIGURES; i++)
		row->amounts[i] = money_add(row->amounts[i], figures[i]);
}

static enum carnet_status read_months(struct request *request, struct tally *tally) {
	struct movement_range range = {request->from, request->to, request->branch, 0};
	struct movement_reader reader = movement_reader_of(request, &range);
	struct movement movement;
	enum step step;

	while ((step = movement_next(&reader, &movement)) == STEP_ROW)
		count_movement(tally, &movement);
	return step == STEP_FAULT ? request_fault(request) : CARNET_OK;
}

static bool any_figure(const struct tally_row *row) {
	return !money_is_zero(row->amounts[SOLD]) || !money_is_zero(row->amounts[CASH]) ||
	       !money_is_zero(row->amounts[REVENUE]);
}

static void write_rows(struct request *request, const struct tally *tally) {
	for (size_t i = 0; i < tally->rows.count; i++) {
		const struct tally_row *row = &tally->rows.at[i];
		if (!any_figure(row))
			continue;
		struct cell *cells = report_row_add(request->report);
		tally_cells(tally, row, cells);
		for (int k = 0; k < FIGURES; k++)
			cells[tally->by->count + (size_t)k] = cell_money(row->amounts[k]);
	}
}

/* Shares */

/* Which streams a sum takes in: bits of 1 << stream. */
#define STREAMS_ALL ((1u << STREAM_COUNT) - 1)
#define STREAMS_PREPAID ((1u << STREAM_PACKAGE) | (1u << STREAM_COMBO))
#define STREAMS_SINGLE ((1u << STREAM_VISIT) | (1u << STREAM_GOODS))

static bool takes_in(unsigned streams, const char *word) {
	for (unsigned i = 0; i < STREAM_COUNT; i++)
		if (strcmp(stream_name((enum stream)i), word) == 0)
			return streams & (1u << i);
	return false;
}

static struct money sum_of(const struct tally *tally, unsigned streams, int figure) {
	struct money sum = MONEY_ZERO;

	for (size_t i = 0; i < tally->rows.count; i++)
		if (takes_in(streams, tally->rows.at[i].words[1]))
			sum = money_add(sum, tally->rows.at[i].amounts[figure]);
	return sum;
}

static void part_cells(const struct tally *tally, unsigned streams, struct cell *cells) {
	for (int i = 0; i < FIGURES; i++)
		cells[i] = cell_share(money_units(sum_of(tally, streams, i)),
				      money_units(sum_of(tally, STREAMS_ALL, i)));
}

static struct cell share_cell(const struct tally *tally, unsigned streams) {
	static const char *const names[] = {"sold", "cash", "revenue"};
	struct cell cells[FIGURES];

	part_cells(tally, streams, cells);
	return cell_record(tally->request->arena, names, cells, FIGURES);
}

/* Volatility */

/* Sums of a figure by month, from the first month of the table to its last. */
static int64_t *months_of(const struct tally *tally, unsigned streams, int figure, size_t count) {
	int64_t *months = ARENA_ARRAY(tally->request->arena, int64_t, count);
	int32_t first = count ? tally->rows.at[0].numbers[0] : 0;

	for (size_t i = 0; i < tally->rows.count; i++) {
		const struct tally_row *row = &tally->rows.at[i];
		if (takes_in(streams, row->words[1]))
			months[row->numbers[0] - first] += money_units(row->amounts[figure]);
	}
	return months;
}

/* The coefficient of variation: the population's standard deviation by its mean, in basis points. Nothing without a positive
 * mean. */
static struct cell variation_cell(const int64_t *months, size_t count) {
	int64_t variation = variation_of(months, count);

	return variation < 0 ? cell_none() : cell_bp(variation);
}

static size_t month_count(const struct tally *tally) {
	size_t count = tally->rows.count;

	return count ? (size_t)(tally->rows.at[count - 1].numbers[0] - tally->rows.at[0].numbers[0]) + 1 : 0;
}

static void add_volatility(const struct tally *tally, const char *stream, unsigned streams, struct record_list *list) {
	static const char *const names[] = {"stream", "cash", "revenue"};
	size_t count = month_count(tally);
	struct cell cells[] = {cell_text(stream), variation_cell(months_of(tally, streams, CASH, count), count),
			       variation_cell(months_of(tally, streams, REVENUE, count), count)};

	record_add(tally->request->arena, list, names, cells, 3);
}

static void add_share(const struct tally *tally, const char *stream, unsigned streams, struct record_list *list) {
	static const char *const names[] = {"stream", "sold", "cash", "revenue"};
	struct cell cells[1 + FIGURES] = {cell_text(stream)};

	part_cells(tally, streams, cells + 1);
	record_add(tally->request->arena, list, names, cells, 1 + FIGURES);
}

static bool appears(const struct tally *tally, const char *stream) {
	for (size_t i = 0; i < tally->rows.count; i++)
		if (strcmp(tally->rows.at[i].words[1], stream) == 0)
			return true;
	return false;
}

/* As it would be without packages: each session of a package or combo paid at its visit, at today's list price */

/* Cash and revenue of months one after the other. */
struct month_sums {
	int64_t *cash, *revenue;
	int32_t first; /* number of the first month */
	size_t count;
};

static void add_single_visits(struct request *request, struct query *row, struct month_sums *sums) {
	int32_t month = period_of(request, (int32_t)query_number(row, 0), false).number - sums->first;
	int64_t item = query_number(row, 1);

	if (!item || month < 0 || (size_t)month >= sums->count)
		return;
	struct money price = catalog_item_at(request->catalog, item)->price;
	int64_t worth = money_units(money_times(price, query_number(row, 2)));
	sums->cash[month] += worth;
	sums->revenue[month] += worth;
}

static enum carnet_status read_single_visits(struct request *request, const struct stretch *stretch,
					     struct month_sums *sums) {
	struct query *query = stretch_query(request->store, stretch, STATEMENT_REPORT_USED,
					    STATEMENT_REPORT_USED_MONTHS, 1);
	enum step step;

	query_bind_number(query, 3, MEASURE_SESSIONS_USED);
	query_bind_number(query, 4, STREAM_PACKAGE);
	query_bind_number(query, 5, STREAM_COMBO);
	query_bind_number(query, 6, request->branch);
	while ((step = query_step(query)) == STEP_ROW)
		add_single_visits(request, query, sums);
	return step == STEP_FAULT ? request_fault(request) : CARNET_OK;
}

static int64_t sum_months(const int64_t *months, size_t count) {
	int64_t sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += months[i];
	return sum;
}

static struct cell list_single_months(struct request *request, const struct month_sums *sums) {
	static const char *const names[] = {"month", "cash", "revenue"};
	struct record_list *list = ARENA_NEW(request->arena, struct record_list);

	for (size_t i = 0; i < sums->count; i++)
		record_add(request->arena, list, names,
			   (struct cell[]){cell_text(period_name(request->arena, sums->first + (int32_t)i, false)),
					   cell_money(money_of(sums->cash[i])), cell_money(money_of(sums->revenue[i]))},
			   3);
	return cell_list(list);
}

static enum carnet_status without_packages(struct request *request, const struct tally *tally, struct cell *cell) {
	static const char *const names[] = {"cash",  "revenue", "cash_volatility", "revenue_volatility",
					    "basis", "months"};
	size_t count = month_count(tally);
	struct stretches stretches = stretches_of(request->from, request->to, false);
	struct month_sums sums = {.cash = months_of(tally, STREAMS_ALL & ~STREAMS_PREPAID, CASH, count),
				  .revenue = months_of(tally, STREAMS_ALL & ~STREAMS_PREPAID, REVENUE, count),
				  .first = count ? tally->rows.at[0].numbers[0] : 0,
				  .count = count};

	for (size_t i = 0; i < stretches.count; i++)
		TRY(read_single_visits(request, &stretches.at[i], &sums));
	*cell = cell_record(request->arena, names,
			    (struct cell[]){cell_money(money_of(sum_months(sums.cash, count))),
					    cell_money(money_of(sum_months(sums.revenue, count))),
					    variation_cell(sums.cash, count), variation_cell(sums.revenue, count),
					    cell_remark(request->arena, REMARK_AS_OFTEN, 0, 0),
					    list_single_months(request, &sums)},
			    6);
	return CARNET_OK;
}

/* Notes and totals */

static enum carnet_status write_notes(struct request *request, const struct tally *tally) {
	static const char *const names[] = {"months", "package_share", "committed_share",
					    "shares", "volatility",    "without_packages"};
	struct record_list shares = {0}, volatility = {0};
	struct cell without = cell_none();

	for (unsigned i = 0; i < STREAM_COUNT; i++) {
		const char *stream = stream_name((enum stream)i);
		if (!appears(tally, stream))
			continue;
		add_share(tally, stream, 1u << i, &shares);
		add_volatility(tally, stream, 1u << i, &volatility);
	}
	if (tally->rows.count)
		add_volatility(tally, "all", STREAMS_ALL, &volatility);
	if (tally->rows.count && request->stream == ANY_STREAM)
		TRY(without_packages(request, tally, &without));
	report_set_notes(request->report, names,
			 (struct cell[]){cell_number((int64_t)month_count(tally)), share_cell(tally, STREAMS_PREPAID),
					 share_cell(tally, STREAMS_ALL & ~STREAMS_SINGLE), cell_list(&shares),
					 cell_list(&volatility), without},
			 6);
	return CARNET_OK;
}

enum carnet_status make_structure(struct request *request) {
	static const char *const names[] = {"sold", "cash", "revenue"};
	struct grouping *by = ARENA_NEW(request->arena, struct grouping);
	struct tally tally;
	struct cell sums[FIGURES];

	*by = (struct grouping){{BY_MONTH, BY_STREAM}, 2};
	tally_init(&tally, request, by);
	TRY(read_months(request, &tally));
	tally_sort(&tally);
	tally_columns(&tally, names, FIGURES);
	write_rows(request, &tally);
	for (int i = 0; i < FIGURES; i++)
		sums[i] = cell_money(sum_of(&tally, STREAMS_ALL, i));
	report_set_totals(request->report, names, sums, FIGURES);
	return write_notes(request, &tally);
}
