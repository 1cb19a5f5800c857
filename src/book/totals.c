#include "book/totals.h"

#include "base/places.h"
#include "book/operation.h"

#include <stdlib.h>
#include <string.h>

enum table {
	TABLE_MOVEMENT,
	TABLE_TAKINGS,
	TABLE_PERFORMANCE,
	TABLE_ACCOUNT,
	TABLE_MOVEMENT_MONTH,
	TABLE_PERFORMANCE_MONTH,
	TABLE_PERFORMANCE_SUM
};

enum { BASES = BASIS_CASH + 1, AMOUNTS = BASES };

/* One row of one of the tables; unused columns are 0 or NULL. */
struct total {
	enum table table;
	int32_t date;    /* of a month: its first day */
	int32_t measure; /* of a performance: the basis; of a sum of it: what it is told by */
	int32_t stream;
	int64_t branch, home, staff, item, subject;
	const char *text;              /* method or account */
	struct money amounts[AMOUNTS]; /* one, but of takings: paid in, refunded; and of a sum of performance: one a basis */
	int64_t sessions;
};
struct total_list LIST(struct total);

struct totals {
	struct arena *arena;
	struct total_list list;
	struct places places;
};

struct totals *totals_create(void) {
	struct totals *totals = calloc(1, sizeof *totals);
	if (!totals)
		abort();
	totals->arena = arena_create();
	totals_forget(totals);
	return totals;
}

void totals_destroy(struct totals *totals) {
	if (!totals)
		return;
	arena_destroy(totals->arena);
	free(totals);
}

void totals_forget(struct totals *totals) {
	arena_reset(totals->arena);
	totals->list = (struct total_list){0};
	places_init(&totals->places, totals->arena);
}

static uint64_t hash_of(const struct total *total) {
	uint64_t hash = hash_number((uint64_t)total->table, (uint64_t)total->date);
	hash = hash_number(hash, (uint64_t)total->measure << 8 | (uint64_t)total->stream);
	hash = hash_number(hash_number(hash, (uint64_t)total->branch), (uint64_t)total->home);
	hash = hash_number(hash_number(hash, (uint64_t)total->staff), (uint64_t)total->item);
	return hash_text(hash_number(hash, (uint64_t)total->subject), total->text);
}

static bool same_row(const struct total *a, const struct total *b) {
	return a->table == b->table && a->date == b->date && a->measure == b->measure && a->stream == b->stream &&
	       a->branch == b->branch && a->home == b->home && a->staff == b->staff && a->item == b->item &&
	       a->subject == b->subject && (a->text == b->text || (a->text && b->text && strcmp(a->text, b->text) == 0));
}

static struct total *row_for(struct totals *totals, const struct total *key) {
	uint64_t hash = hash_of(key);
	for (size_t probe = 0, place; (place = places_next(&totals->places, hash, &probe)) != PLACE_NONE;)
		if (same_row(&totals->list.at[place], key))
			return &totals->list.at[place];
	places_add(&totals->places, hash, totals->list.count);
	struct total *row = LIST_ADD(totals->arena, &totals->list);
	*row = *key;
	row->text = arena_text(totals->arena, key->text);
	return row;
}

static void add_amount(struct totals *totals, const struct total *key, struct money amount, int64_t sessions) {
	struct total *row = row_for(totals, key);
	row->amounts[0] = money_add(row->amounts[0], amount);
	row->sessions += sessions;
}

static void add_takings(struct totals *totals, const struct effect *effect) {
	struct total key = {.table = TABLE_TAKINGS,
			    .date = effect->date,
			    .stream = (int32_t)effect->stream,
			    .branch = effect->branch,
			    .text = effect->method};
	struct money *amount = &row_for(totals, &key)->amounts[effect->measure != MEASURE_PAID_IN];
	*amount = money_add(*amount, effect->amount);
}

static void add_movement(struct totals *totals, const struct effect *effect) {
	struct total key = {.table = TABLE_MOVEMENT,
			    .date = effect->date,
			    .measure = (int32_t)effect->measure,
			    .stream = (int32_t)effect->stream,
			    .branch = effect->branch,
			    .home = effect->home,
			    .item = effect->item};
	add_amount(totals, &key, effect->amount, effect->sessions);
}

static void add_performance(struct totals *totals, const struct effect *effect) {
	struct total key = {.table = TABLE_PERFORMANCE,
			    .date = effect->date,
			    .measure = (int32_t)(effect->measure - MEASURE_CREDIT),
			    .stream = (int32_t)effect->stream,
			    .branch = effect->branch,
			    .staff = effect->staff,
			    .item = effect->item};
	add_amount(totals, &key, effect->amount, 0);
}

void totals_add_effects(struct totals *totals, const struct effect_list *effects) {
	for (size_t i = 0; i < effects->count; i++) {
		const struct effect *effect = &effects->at[i];
		if (effect->measure >= MEASURE_CREDIT && effect->measure <= MEASURE_SELLER) {
			add_performance(totals, effect);
			continue;
		}
		add_movement(totals, effect);
		if (effect->measure == MEASURE_PAID_IN || effect->measure == MEASURE_REFUNDED)
			add_takings(totals, effect);
	}
}

void totals_add_postings(struct totals *totals, const struct posting_list *postings) {
	for (size_t i = 0; i < postings->count; i++) {
		struct total key = {
			.table = TABLE_ACCOUNT, .date = postings->at[i].date, .text = postings->at[i].account};
		add_amount(totals, &key, postings->at[i].amount, 0);
	}
}

static void add_month(struct totals *totals, const struct total *day, enum table table) {
	struct total month = *day;
	month.table = table;
	month.date = date_month_start(day->date);
	month.amounts[0] = MONEY_ZERO;
	month.sessions = 0;
	add_amount(totals, &month, day->amounts[0], day->sessions);
}

static void add_sum(struct totals *totals, const struct total *day, struct total key) {
	key.table = TABLE_PERFORMANCE_SUM;
	key.date = day->date;
	struct money *amount = &row_for(totals, &key)->amounts[day->measure];
	*amount = money_add(*amount, day->amounts[0]);
}

/* What is kept by month, too, and by little else than the day, summed from the days of the batch. */
static void add_sums(struct totals *totals) {
	for (size_t i = 0, days = totals->list.count; i < days; i++) {
		struct total day = totals->list.at[i];
		if (day.table == TABLE_MOVEMENT)
			add_month(totals, &day, TABLE_MOVEMENT_MONTH);
		if (day.table != TABLE_PERFORMANCE)
			continue;
		add_month(totals, &day, TABLE_PERFORMANCE_MONTH);
		add_sum(totals, &day, (struct total){.measure = TOLD_BY_STAFF, .subject = day.staff});
		add_sum(totals, &day, (struct total){.measure = TOLD_BY_ITEM, .subject = day.item});
		add_sum(totals, &day,
			(struct total){.measure = TOLD_BY_BRANCH, .subject = day.branch, .stream = day.stream});
	}
}

static void write_movement(struct store *store, const struct total *row) {
	struct query *query = store_query(store, row->table == TABLE_MOVEMENT ? STATEMENT_MOVEMENT_ADD
									      : STATEMENT_MOVEMENT_MONTH_ADD);
	query_bind_number(query, 1, row->date);
	query_bind_number(query, 2, row->measure);
	query_bind_number(query, 3, row->stream);
	query_bind_number(query, 4, row->branch);
	query_bind_number(query, 5, row->home);
	query_bind_number(query, 6, row->item);
	query_bind_number(query, 7, money_units(row->amounts[0]));
	query_bind_number(query, 8, row->sessions);
	query_run(query);
}

static void write_takings(struct store *store, const struct total *row) {
	struct query *query = store_query(store, STATEMENT_TAKINGS_ADD);
	query_bind_number(query, 1, row->date);
	query_bind_text(query, 2, row->text);
	query_bind_number(query, 3, row->stream);
	query_bind_number(query, 4, row->branch);
	query_bind_number(query, 5, money_units(row->amounts[0]));
	query_bind_number(query, 6, money_units(row->amounts[1]));
	query_run(query);
}

static void write_performance(struct store *store, const struct total *row) {
	struct query *query = store_query(store, row->table == TABLE_PERFORMANCE ? STATEMENT_PERFORMANCE_ADD
										 : STATEMENT_PERFORMANCE_MONTH_ADD);
	query_bind_number(query, 1, row->date);
	query_bind_number(query, 2, row->measure);
	query_bind_number(query, 3, row->staff);
	query_bind_number(query, 4, row->item);
	query_bind_number(query, 5, row->stream);
	query_bind_number(query, 6, row->branch);
	query_bind_number(query, 7, money_units(row->amounts[0]));
	query_run(query);
}

static void write_sum(struct store *store, const struct total *row) {
	struct query *query = store_query(store, STATEMENT_PERFORMANCE_SUM_ADD);
	query_bind_number(query, 1, row->measure);
	query_bind_number(query, 2, row->date);
	query_bind_number(query, 3, row->subject);
	query_bind_number(query, 4, row->stream);
	for (int basis = 0; basis < BASES; basis++)
		query_bind_number(query, 5 + basis, money_units(row->amounts[basis]));
	query_run(query);
}

static void write_account(struct store *store, const struct total *row) {
	struct query *query = store_query(store, STATEMENT_ACCOUNT_ADD);
	query_bind_number(query, 1, row->date);
	query_bind_text(query, 2, row->text);
	query_bind_number(query, 3, money_units(row->amounts[0]));
	query_run(query);
}

static bool is_nothing(const struct total *row) {
	for (int i = 0; i < AMOUNTS; i++)
		if (!money_is_zero(row->amounts[i]))
			return false;
	return row->sessions == 0;
}

void totals_write(struct totals *totals, struct store *store) {
	static void (*const writers[])(struct store *, const struct total *) = {
		write_movement, write_takings,     write_performance, write_account,
		write_movement, write_performance, write_sum};
	add_sums(totals);
	for (size_t i = 0; i < totals->list.count; i++) {
		const struct total *row = &totals->list.at[i];
		if (!is_nothing(row))
			writers[row->table](store, row);
	}
	totals_forget(totals);
}
