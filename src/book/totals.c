#include "book/totals.h"

#include <stdlib.h>
#include <string.h>

enum table {
	TABLE_MOVEMENT,
	TABLE_TAKINGS,
	TABLE_PERFORMANCE,
	TABLE_ACCOUNT,
	TABLE_MOVEMENT_MONTH,
	TABLE_PERFORMANCE_MONTH,
	TABLE_PERFORMANCE_STAFF
};

/* One row of one of the tables; unused columns are 0 or NULL. */
struct total {
	enum table table;
	int32_t date;    /* of a month: its first day */
	int32_t measure; /* of a performance: the basis */
	int32_t stream;
	int64_t branch, home, staff, item;
	const char *text;           /* method or account */
	struct money amount, other; /* of takings: paid in, refunded */
	int64_t sessions;
};
struct total_list LIST(struct total);

struct totals {
	struct arena *arena;
	struct total_list list;
	uint32_t *slots; /* hash table of places in the list, plus one */
	size_t slot_count;
};

enum { SLOTS_FIRST = 256 };

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
	totals->slot_count = SLOTS_FIRST;
	totals->slots = ARENA_ARRAY(totals->arena, uint32_t, SLOTS_FIRST);
}

static uint64_t mix(uint64_t hash, uint64_t value) {
	hash ^= value;
	hash *= UINT64_C(0x9E3779B97F4A7C15);
	return hash ^ (hash >> 29);
}

static uint64_t hash_of(const struct total *total) {
	uint64_t hash = mix((uint64_t)total->table, (uint64_t)total->date);
	hash = mix(hash, (uint64_t)total->measure << 8 | (uint64_t)total->stream);
	hash = mix(mix(hash, (uint64_t)total->branch), (uint64_t)total->home);
	hash = mix(mix(hash, (uint64_t)total->staff), (uint64_t)total->item);
	for (const char *c = total->text ? total->text : ""; *c; c++)
		hash = mix(hash, (unsigned char)*c);
	return hash;
}

static bool same_row(const struct total *a, const struct total *b) {
	return a->table == b->table && a->date == b->date && a->measure == b->measure && a->stream == b->stream &&
	       a->branch == b->branch && a->home == b->home && a->staff == b->staff && a->item == b->item &&
	       (a->text == b->text || (a->text && b->text && strcmp(a->text, b->text) == 0));
}

static void enter(struct totals *totals, uint32_t place) {
	size_t slot = hash_of(&totals->list.at[place]) & (totals->slot_count - 1);
	while (totals->slots[slot])
		slot = (slot + 1) & (totals->slot_count - 1);
	totals->slots[slot] = place + 1;
}

static void grow(struct totals *totals) {
	if (totals->list.count * 2 < totals->slot_count)
		return;
	totals->slot_count *= 4;
	totals->slots = ARENA_ARRAY(totals->arena, uint32_t, totals->slot_count);
	for (size_t i = 0; i < totals->list.count; i++)
		enter(totals, (uint32_t)i);
}

static struct total *row_for(struct totals *totals, const struct total *key) {
	size_t slot = hash_of(key) & (totals->slot_count - 1);
	for (; totals->slots[slot]; slot = (slot + 1) & (totals->slot_count - 1))
		if (same_row(&totals->list.at[totals->slots[slot] - 1], key))
			return &totals->list.at[totals->slots[slot] - 1];
	*LIST_ADD(totals->arena, &totals->list) = *key;
	totals->list.at[totals->list.count - 1].text = arena_text(totals->arena, key->text);
	enter(totals, (uint32_t)totals->list.count - 1);
	grow(totals);
	return &totals->list.at[totals->list.count - 1];
}

static void add_amount(struct totals *totals, const struct total *key, struct money amount, int64_t sessions) {
	struct total *row = row_for(totals, key);
	row->amount = money_add(row->amount, amount);
	row->sessions += sessions;
}

static void add_takings(struct totals *totals, const struct effect *effect) {
	struct total key = {.table = TABLE_TAKINGS,
			    .date = effect->date,
			    .stream = (int32_t)effect->stream,
			    .branch = effect->branch,
			    .text = effect->method};
	struct total *row = row_for(totals, &key);
	if (effect->measure == MEASURE_PAID_IN)
		row->amount = money_add(row->amount, effect->amount);
	else
		row->other = money_add(row->other, effect->amount);
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
	month.amount = MONEY_ZERO;
	month.sessions = 0;
	add_amount(totals, &month, day->amount, day->sessions);
}

static void add_staff(struct totals *totals, const struct total *day) {
	struct total staff = {
		.table = TABLE_PERFORMANCE_STAFF, .date = day->date, .measure = day->measure, .staff = day->staff};
	add_amount(totals, &staff, day->amount, 0);
}

/* What is kept by month, too, and by staff alone, summed from the days of the batch. */
static void add_sums(struct totals *totals) {
	for (size_t i = 0, days = totals->list.count; i < days; i++) {
		struct total day = totals->list.at[i];
		if (day.table == TABLE_MOVEMENT)
			add_month(totals, &day, TABLE_MOVEMENT_MONTH);
		if (day.table != TABLE_PERFORMANCE)
			continue;
		add_month(totals, &day, TABLE_PERFORMANCE_MONTH);
		add_staff(totals, &day);
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
	query_bind_number(query, 7, money_units(row->amount));
	query_bind_number(query, 8, row->sessions);
	query_run(query);
}

static void write_takings(struct store *store, const struct total *row) {
	struct query *query = store_query(store, STATEMENT_TAKINGS_ADD);
	query_bind_number(query, 1, row->date);
	query_bind_text(query, 2, row->text);
	query_bind_number(query, 3, row->stream);
	query_bind_number(query, 4, row->branch);
	query_bind_number(query, 5, money_units(row->amount));
	query_bind_number(query, 6, money_units(row->other));
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
	query_bind_number(query, 7, money_units(row->amount));
	query_run(query);
}

static void write_staff(struct store *store, const struct total *row) {
	struct query *query = store_query(store, STATEMENT_PERFORMANCE_STAFF_ADD);
	query_bind_number(query, 1, row->date);
	query_bind_number(query, 2, row->measure);
	query_bind_number(query, 3, row->staff);
	query_bind_number(query, 4, money_units(row->amount));
	query_run(query);
}

static void write_account(struct store *store, const struct total *row) {
	struct query *query = store_query(store, STATEMENT_ACCOUNT_ADD);
	query_bind_number(query, 1, row->date);
	query_bind_text(query, 2, row->text);
	query_bind_number(query, 3, money_units(row->amount));
	query_run(query);
}

void totals_write(struct totals *totals, struct store *store) {
	static void (*const writers[])(struct store *, const struct total *) = {
		write_movement, write_takings,     write_performance, write_account,
		write_movement, write_performance, write_staff};
	add_sums(totals);
	for (size_t i = 0; i < totals->list.count; i++) {
		const struct total *row = &totals->list.at[i];
		if (!money_is_zero(row->amount) || !money_is_zero(row->other) || row->sessions != 0)
			writers[row->table](store, row);
	}
	totals_forget(totals);
}
