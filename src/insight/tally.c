#include "insight/tally.h"

#include <stdlib.h>
#include <string.h>

void tally_init(struct tally *tally, const struct request *request, const struct grouping *by) {
	*tally = (struct tally){.request = request, .by = by};
	places_init(&tally->places, request->arena);
}

static bool is_number(enum dimension dimension) {
	return dimension == BY_DAY || dimension == BY_MONTH || dimension == BY_YEAR || dimension == BY_EXPIRY;
}

static int32_t number_of(const struct request *request, const struct tally_key *key, enum dimension dimension) {
	if (dimension == BY_DAY)
		return key->day;
	if (dimension == BY_EXPIRY)
		return key->expires_on == DATE_NONE ? DATE_NONE : period_of(request, key->expires_on, false).number;
	return period_of(request, key->day, dimension == BY_YEAR).number;
}

static uint64_t hash_of(const struct tally *tally, const struct tally_row *row) {
	uint64_t hash = 0;

	for (size_t i = 0; i < tally->by->count; i++)
		hash = hash_text(hash_number(hash, (uint64_t)(uint32_t)row->numbers[i] + 1), row->words[i]);
	return hash;
}

static bool same_word(const char *a, const char *b) {
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_row(const struct tally *tally, const struct tally_row *a, const struct tally_row *b) {
	for (size_t i = 0; i < tally->by->count; i++)
		if (a->numbers[i] != b->numbers[i] || !same_word(a->words[i], b->words[i]))
			return false;
	return true;
}

struct tally_row *tally_row(struct tally *tally, const struct tally_key *key) {
	struct tally_row row = {0};

	for (size_t i = 0; i < tally->by->count; i++) {
		enum dimension dimension = tally->by->at[i];
		if (is_number(dimension))
			row.numbers[i] = number_of(tally->request, key, dimension);
		else
			row.words[i] = key->words[dimension];
	}
	uint64_t hash = hash_of(tally, &row);
	for (size_t probe = 0, place; (place = places_next(&tally->places, hash, &probe)) != PLACE_NONE;)
		if (same_row(tally, &tally->rows.at[place], &row))
			return &tally->rows.at[place];
	places_add(&tally->places, hash, tally->rows.count);
	*LIST_ADD(tally->request->arena, &tally->rows) = row;
	return &tally->rows.at[tally->rows.count - 1];
}

/* Order */

static int compare_words(const char *a, const char *b, bool of_staff) {
	bool a_last = !a || (of_staff && strcmp(a, "house") == 0);
	bool b_last = !b || (of_staff && strcmp(b, "house") == 0);

	if (a_last || b_last)
		return a_last - b_last;
	return strcmp(a, b);
}

static int compare_rows(const void *first, const void *second, void *of) {
	const struct tally_row *a = first, *b = second;
	const struct grouping *by = of;

	for (size_t i = 0; i < by->count; i++) {
		int order = a->numbers[i] != b->numbers[i]
				    ? (a->numbers[i] < b->numbers[i] ? -1 : 1)
				    : compare_words(a->words[i], b->words[i], by->at[i] == BY_STAFF);
		if (order != 0)
			return order;
	}
	return 0;
}

void tally_sort(struct tally *tally) {
	struct grouping by = *tally->by;

	if (tally->rows.count > 1)
		qsort_r(tally->rows.at, tally->rows.count, sizeof *tally->rows.at, compare_rows, &by);
}

/* Cells */

static struct cell number_cell(struct arena *arena, enum dimension dimension, int32_t number) {
	if (dimension == BY_DAY)
		return cell_date(number);
	if (number == DATE_NONE)
		return cell_text(NULL);
	return cell_text(period_name(arena, number, dimension == BY_YEAR));
}

void tally_cells(const struct tally *tally, const struct tally_row *row, struct cell *cells) {
	for (size_t i = 0; i < tally->by->count; i++)
		cells[i] = is_number(tally->by->at[i])
				   ? number_cell(tally->request->arena, tally->by->at[i], row->numbers[i])
				   : cell_text(row->words[i]);
}

void tally_columns(const struct tally *tally, const char *const *others, size_t count) {
	struct report *report = tally->request->report;
	const char **names = ARENA_ARRAY(tally->request->arena, const char *, tally->by->count + count);

	for (size_t i = 0; i < tally->by->count; i++)
		names[i] = dimension_column(tally->by->at[i]);
	for (size_t i = 0; i < count; i++)
		names[tally->by->count + i] = others[i];
	report->columns = names;
	report->column_count = tally->by->count + count;
}
