#include "wire/write.h"

#include <string.h>

/* The texts of a table, line by line: the titles, the rows, and the totals when there are any. */
struct grid {
	const struct report *report;
	struct flat_column_list columns;
	const char **texts;
	size_t lines;
	size_t *widths;
	bool *figures; /* columns set to the right */
};

static const char GAP[] = "  ";

static const char *cell_as_text(struct arena *arena, const struct cell *cell, int32_t decimals) {
	struct buffer text;

	if (!cell || cell->left_out || cell->kind == CELL_NONE)
		return "";
	buffer_init(&text, arena);
	write_cell(&text, cell, (struct manner){.decimals = decimals, .for_the_eye = true});
	for (size_t i = 0; i < text.length; i++)
		if ((unsigned char)text.at[i] < 0x20 || text.at[i] == 0x7f)
			text.at[i] = ' '; /* one line, and nothing a terminal obeys */
	return text.at;
}

static void grid_set(struct grid *grid, size_t line, size_t column, const char *text) {
	size_t width = text_columns(text);

	grid->texts[line * grid->columns.count + column] = text;
	if (width > grid->widths[column])
		grid->widths[column] = width;
}

static bool column_has_figures(const struct grid *grid, size_t column) {
	bool some = false;

	for (size_t i = 0; i < grid->report->rows.count; i++) {
		const struct cell *cell = flat_cell(&grid->report->rows.at[i], &grid->columns.at[column]);
		if (!cell || cell->left_out || cell->kind == CELL_NONE)
			continue;
		if (!cell_is_figure(cell))
			return false;
		some = true;
	}
	return some;
}

static void fill_column(struct grid *grid, size_t column) {
	const struct report *report = grid->report;
	const struct flat_column *flat = &grid->columns.at[column];
	struct arena *arena = report->arena;

	grid->figures[column] = column_has_figures(grid, column);
	grid_set(grid, 0, column, flat->title);
	for (size_t i = 0; i < report->rows.count; i++)
		grid_set(grid, 1 + i, column,
			 cell_as_text(arena, flat_cell(&report->rows.at[i], flat), report->decimals));
	if (report->totals.count) {
		const struct cell *total = flat_total(report, flat);
		const char *text = !total && column == 0 ? "total" : cell_as_text(arena, total, report->decimals);
		grid_set(grid, grid->lines - 1, column, text);
	}
}

static struct grid grid_make(struct arena *arena, const struct report *report) {
	struct grid grid = {.report = report, .columns = flat_columns(arena, report)};

	grid.lines = 1 + report->rows.count + (report->totals.count ? 1 : 0);
	grid.texts = ARENA_ARRAY(arena, const char *, grid.lines *grid.columns.count);
	grid.widths = ARENA_ARRAY(arena, size_t, grid.columns.count);
	grid.figures = ARENA_ARRAY(arena, bool, grid.columns.count);
	for (size_t column = 0; column < grid.columns.count; column++)
		fill_column(&grid, column);
	return grid;
}

static void write_repeated(struct buffer *out, char c, size_t count) {
	for (size_t i = 0; i < count; i++)
		buffer_char(out, c);
}

static void end_line(struct buffer *out) {
	while (out->length && out->at[out->length - 1] == ' ')
		out->at[--out->length] = '\0';
	buffer_char(out, '\n');
}

static void write_line(struct buffer *out, const struct grid *grid, size_t line) {
	for (size_t column = 0; column < grid->columns.count; column++) {
		const char *text = grid->texts[line * grid->columns.count + column];
		size_t room = grid->widths[column] - text_columns(text);
		buffer_text(out, column ? GAP : "");
		write_repeated(out, ' ', grid->figures[column] ? room : 0);
		buffer_text(out, text);
		write_repeated(out, ' ', grid->figures[column] ? 0 : room);
	}
	end_line(out);
}

static void write_rule(struct buffer *out, const struct grid *grid) {
	for (size_t column = 0; column < grid->columns.count; column++) {
		buffer_text(out, column ? GAP : "");
		write_repeated(out, '-', grid->widths[column]);
	}
	end_line(out);
}

/* "performance, 2026-05-01 to 2026-05-31". */
static void write_title(struct buffer *out, const struct report *report) {
	char day[DATE_TEXT];

	buffer_text(out, report->name);
	if (report->from != DATE_NONE)
		buffer_format(out, ", from %s", date_text(report->from, day));
	if (report->to != DATE_NONE)
		buffer_format(out, ", to %s", date_text(report->to, day));
	if (report->as_of != DATE_NONE)
		buffer_format(out, ", as of %s", date_text(report->as_of, day));
	buffer_text(out, "\n\n");
}

/* Whether a total stands under a column of its name. */
static bool has_column(const struct report *report, const char *name) {
	for (size_t i = 0; i < report->column_count; i++)
		if (strcmp(report->columns[i], name) == 0)
			return true;
	return false;
}

/* "name: value", a line each. */
static void write_remark(struct buffer *out, const struct report *report, const char *name, const struct cell *cell) {
	if (!cell->left_out && cell->kind != CELL_NONE)
		buffer_format(out, "%s: %s\n", name, cell_as_text(out->arena, cell, report->decimals));
}

static void write_remarks(struct buffer *out, const struct report *report) {
	buffer_char(out, '\n');
	for (size_t i = 0; i < report->totals.count; i++)
		if (!has_column(report, report->totals.names[i]))
			write_remark(out, report, report->totals.names[i], &report->totals.cells[i]);
	for (size_t i = 0; i < report->notes.count; i++)
		write_remark(out, report, report->notes.names[i], &report->notes.cells[i]);
	if (out->length >= 2 && strcmp(out->at + out->length - 2, "\n\n") == 0)
		out->at[--out->length] = '\0'; /* there was none */
}

void write_report_table(struct buffer *out, const struct report *report) {
	struct grid grid = grid_make(out->arena, report);

	write_title(out, report);
	write_line(out, &grid, 0);
	write_rule(out, &grid);
	for (size_t line = 1; line <= report->rows.count; line++)
		write_line(out, &grid, line);
	if (report->totals.count) {
		write_rule(out, &grid);
		write_line(out, &grid, grid.lines - 1);
	}
	write_remarks(out, report);
}
