#include "wire/write.h"

#include <string.h>

static bool column_known(const struct flat_column_list *list, size_t column, const char *inner) {
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].column == column && strcmp(list->at[i].inner ? list->at[i].inner : "", inner) == 0)
			return true;
	return false;
}

/* The members of a nested record that have no column yet. */
static void add_inner(struct arena *arena, struct flat_column_list *list, const char *title, size_t column,
		      const struct cell *cell) {
	const struct record *record = cell->as.records.at;

	if (cell->kind != CELL_RECORD || cell->left_out)
		return;
	for (size_t i = 0; i < record->count; i++)
		if (!column_known(list, column, record->names[i]))
			*LIST_ADD(arena, list) = (struct flat_column){
				.title = arena_format(arena, "%s.%s", title, record->names[i]),
				.column = column,
				.inner = record->names[i],
			};
}

struct flat_column_list flat_columns(struct arena *arena, const struct report *report) {
	struct flat_column_list list = {.count = 0};

	for (size_t column = 0; column < report->column_count; column++) {
		const char *title = report->columns[column];
		size_t before = list.count;
		for (size_t row = 0; row < report->rows.count; row++)
			add_inner(arena, &list, title, column, &report->rows.at[row].cells[column]);
		if (list.count == before)
			*LIST_ADD(arena, &list) = (struct flat_column){.title = title, .column = column};
	}
	return list;
}

static const struct cell *inner_cell(const struct cell *cell, const char *inner) {
	if (!cell || !inner)
		return cell;
	return cell->kind == CELL_RECORD && !cell->left_out ? record_cell(cell->as.records.at, inner) : NULL;
}

const struct cell *flat_cell(const struct report_row *row, const struct flat_column *column) {
	return inner_cell(&row->cells[column->column], column->inner);
}

const struct cell *flat_total(const struct report *report, const struct flat_column *column) {
	return inner_cell(record_cell(&report->totals, report->columns[column->column]), column->inner);
}
