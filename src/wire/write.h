/* Writing reports: what the three formats share. */
#ifndef WIRE_WRITE_H
#define WIRE_WRITE_H

#include "base/buffer.h"
#include "insight/report.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void write_report_json(struct buffer *out, const struct report *report);
void write_report_csv(struct buffer *out, const struct report *report);
void write_report_table(struct buffer *out, const struct report *report);

/* figure.c: cells as text. */
struct manner {
	int32_t decimals; /* of amounts */
	bool for_the_eye; /* thousands separated, "12.5 %", "yes"; else plain figures */
};
void write_amount(struct buffer *out, struct money amount, struct manner manner);
void write_percent(struct buffer *out, int64_t bp); /* 1250: "12.5" */
void write_cell(struct buffer *out, const struct cell *cell, struct manner manner);
/* Whether the cell is a figure, to be set to the right. */
bool cell_is_figure(const struct cell *cell);
/* A record's cell by its name, NULL when it has none. */
const struct cell *record_cell(const struct record *record, const char *name);

/* flat.c: a report as a plain grid, its nested records as columns of their own. */
struct flat_column {
	const char *title; /* "sessions.used" */
	size_t column;     /* of the report */
	const char *inner; /* the nested record's member, NULL: the cell itself */
};
struct flat_column_list LIST(struct flat_column);
struct flat_column_list flat_columns(struct arena *arena, const struct report *report);
/* The cell of a row, or of the totals, in that column; NULL when there is none. */
const struct cell *flat_cell(const struct report_row *row, const struct flat_column *column);
const struct cell *flat_total(const struct report *report, const struct flat_column *column);

/* columns.c: columns a text takes on a terminal: wide letters two, marks above and below none. */
size_t text_columns(const char *text);

#endif
