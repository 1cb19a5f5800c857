#include "wire/write.h"

#include <string.h>

/* What a spreadsheet would take for a formula. */
static bool looks_like_formula(const struct cell *cell, const char *text) {
	return !cell_is_figure(cell) && *text && strchr("=+-@\t\r", *text);
}

static void write_quoted(struct buffer *out, const char *text) {
	buffer_char(out, '"');
	for (; *text; text++) {
		if (*text == '"')
			buffer_char(out, '"');
		buffer_char(out, *text);
	}
	buffer_char(out, '"');
}

static void write_field(struct buffer *out, const char *text) {
	if (strpbrk(text, "\",\r\n"))
		write_quoted(out, text);
	else
		buffer_text(out, text);
}

/* `text` is room for one cell's text, used again and again. */
static void write_csv_cell(struct buffer *out, const struct cell *cell, int32_t decimals, struct buffer *text) {
	text->length = 0;
	text->at[0] = '\0';
	write_cell(text, cell, (struct manner){.decimals = decimals});
	if (looks_like_formula(cell, text->at)) {
		struct buffer safe;
		buffer_init(&safe, out->arena);
		buffer_format(&safe, "'%s", text->at);
		write_field(out, safe.at);
		return;
	}
	write_field(out, text->at);
}

static void write_row(struct buffer *out, const struct report *report, const struct flat_column_list *columns,
		      const struct report_row *row, struct buffer *text) {
	for (size_t i = 0; i < columns->count; i++) {
		const struct cell *cell = flat_cell(row, &columns->at[i]);
		buffer_text(out, i ? "," : "");
		if (cell)
			write_csv_cell(out, cell, report->decimals, text);
	}
	buffer_text(out, "\r\n");
}

/* Rows only: totals and notes are for the eye and for JSON, a program adds up by itself. */
void write_report_csv(struct buffer *out, const struct report *report) {
	struct flat_column_list columns = flat_columns(out->arena, report);
	struct buffer text;

	buffer_init(&text, out->arena);
	for (size_t i = 0; i < columns.count; i++) {
		buffer_text(out, i ? "," : "");
		write_field(out, columns.at[i].title);
	}
	buffer_text(out, "\r\n");
	for (size_t i = 0; i < report->rows.count; i++)
		write_row(out, report, &columns, &report->rows.at[i], &text);
}
