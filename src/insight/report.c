#include "insight/report.h"

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

struct cell cell_left_out(void) {
	return (struct cell){.kind = CELL_NONE, .left_out = true};
}
