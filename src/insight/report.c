#include "insight/report.h"

#include "insight/statistics.h"

struct cell *report_row_add(struct report *report) {
	struct report_row *row = LIST_ADD(report->arena, &report->rows);

	row->cells = ARENA_ARRAY(report->arena, struct cell, report->column_count);
	return row->cells;
}

struct cell cell_text(const char *text) {
	return (struct cell){.kind = text ? CELL_TEXT : CELL_NONE, .as.text = text};
}

struct cell cell_number(int64_t number) {
	return (struct cell){.kind = CELL_NUMBER, .as.number = number};
}

struct cell cell_money(struct money amount) {
	return (struct cell){.kind = CELL_MONEY, .as.money = amount};
}

struct cell cell_date(int32_t date) {
	return (struct cell){.kind = date == DATE_NONE ? CELL_NONE : CELL_DATE, .as.date = date};
}

struct cell cell_bool(bool value) {
	return (struct cell){.kind = CELL_BOOL, .as.number = value};
}

struct cell cell_bp(int64_t bp) {
	return (struct cell){.kind = CELL_BP, .as.number = bp};
}

struct cell cell_share(int64_t part, int64_t whole) {
	return whole > 0 ? cell_bp(share_of(10000, part, whole)) : cell_none();
}

struct cell cell_none(void) {
	return (struct cell){.kind = CELL_NONE};
}

struct cell cell_left_out(void) {
	return (struct cell){.kind = CELL_NONE, .left_out = true};
}

static struct record record_of(struct arena *arena, const char *const *names, const struct cell *cells, size_t count) {
	return (struct record){names, arena_copy(arena, cells, sizeof *cells * count), count};
}

struct cell cell_record(struct arena *arena, const char *const *names, const struct cell *cells, size_t count) {
	struct record *record = ARENA_NEW(arena, struct record);

	*record = record_of(arena, names, cells, count);
	return (struct cell){.kind = CELL_RECORD, .as.records = {record, 1}};
}

struct cell cell_texts(const char *const *texts, size_t count) {
	return (struct cell){.kind = CELL_TEXTS, .as.texts = {texts, count}};
}

void record_add(struct arena *arena, struct record_list *list, const char *const *names, const struct cell *cells,
		size_t count) {
	*LIST_ADD(arena, list) = record_of(arena, names, cells, count);
}

struct cell cell_list(const struct record_list *list) {
	return (struct cell){.kind = CELL_LIST, .as.records = {list->at, list->count}};
}

void report_set_totals(struct report *report, const char *const *names, const struct cell *cells, size_t count) {
	report->totals = record_of(report->arena, names, cells, count);
}

void report_set_notes(struct report *report, const char *const *names, const struct cell *cells, size_t count) {
	report->notes = record_of(report->arena, names, cells, count);
}
