/* A report: a table of typed cells, the same whether it leaves as a table for the eye, CSV or JSON (rulebook §12). */
#ifndef INSIGHT_REPORT_H
#define INSIGHT_REPORT_H

#include "base/date.h"
#include "base/list.h"
#include "base/money.h"

#include <stdbool.h>
#include <stdint.h>

enum cell_kind {
	CELL_NONE, /* JSON null, empty elsewhere */
	CELL_TEXT,
	CELL_NUMBER,
	CELL_MONEY, /* JSON: units; table and CSV: with the book's decimals */
	CELL_DATE,
	CELL_BOOL,
	CELL_BP, /* basis points: JSON number of percent ("12.5"), table "12.5 %" */
	CELL_RECORD, /* a nested record with columns of its own (JSON object; in table and CSV its cells become columns "sessions.used") */
	CELL_LIST,   /* a list of records (JSON array; in table and CSV one line of text "facial 9/10 …") */
	CELL_REMARK, /* a record whose last member is a sentence (JSON object; elsewhere the sentence) */
	CELL_TEXTS,  /* a list of texts (JSON array; elsewhere joined by "|") */
};

struct cell {
	enum cell_kind kind;
	bool left_out; /* this member is not in this row at all (JSON); empty elsewhere */
	union {
		const char *text;
		int64_t number; /* CELL_NUMBER, CELL_BP, CELL_BOOL */
		struct money money;
		int32_t date;
		struct {
			const struct record *at;
			size_t count;
		} records; /* CELL_RECORD and CELL_REMARK (count 1), CELL_LIST */
		struct {
			const char *const *at;
			size_t count;
		} texts;
	} as;
};

/* Names and cells side by side. */
struct record {
	const char *const *names;
	const struct cell *cells;
	size_t count;
};

struct report_row {
	struct cell *cells; /* as many as the report has columns */
};
struct report_row_list LIST(struct report_row);

struct report {
	struct arena *arena;
	const char *name;
	int32_t from, to, as_of; /* DATE_NONE: not given, not said */
	int32_t decimals;        /* of the book's currency */
	const char *const *columns;
	size_t column_count;
	struct report_row_list rows;
	struct record totals; /* count 0: none */
	struct record notes;  /* further members of the JSON, after totals; lines under the table */
};

/* A new row of empty cells at the end. */
struct cell *report_row_add(struct report *report);

/* What goes into a cell. */
struct cell cell_text(const char *text); /* NULL: none */
struct cell cell_number(int64_t number);
struct cell cell_money(struct money amount);
struct cell cell_date(int32_t date); /* DATE_NONE: none */
struct cell cell_bool(bool value);
struct cell cell_bp(int64_t bp);
struct cell cell_share(int64_t part, int64_t whole); /* in basis points; of nothing, or less, none */
struct cell cell_none(void);
struct cell cell_left_out(void);
/* Names are borrowed, cells copied. */
struct cell cell_record(struct arena *arena, const char *const *names, const struct cell *cells, size_t count);
struct cell cell_texts(const char *const *texts, size_t count); /* borrowed */

/* A list of records that all have the same names. */
struct record_list LIST(struct record);
void record_add(struct arena *arena, struct record_list *list, const char *const *names, const struct cell *cells,
		size_t count);
struct cell cell_list(const struct record_list *list); /* borrowed */

/* The totals, and the further members of the JSON. Names are borrowed, cells copied. */
void report_set_totals(struct report *report, const char *const *names, const struct cell *cells, size_t count);
void report_set_notes(struct report *report, const char *const *names, const struct cell *cells, size_t count);

#endif
