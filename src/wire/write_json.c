#include "wire/write.h"

#include "base/json.h"

static void write_value(struct buffer *out, const struct cell *cell);

static void write_record(struct buffer *out, const struct record *record) {
	json_open(out, '{');
	for (size_t i = 0; i < record->count; i++) {
		if (record->cells[i].left_out)
			continue;
		json_name(out, record->names[i]);
		write_value(out, &record->cells[i]);
	}
	json_close(out, '}');
}

static void write_records(struct buffer *out, const struct cell *cell) {
	json_open(out, '[');
	for (size_t i = 0; i < cell->as.records.count; i++)
		write_record(out, &cell->as.records.at[i]);
	json_close(out, ']');
}

static void write_texts(struct buffer *out, const struct cell *cell) {
	json_open(out, '[');
	for (size_t i = 0; i < cell->as.texts.count; i++)
		json_text(out, cell->as.texts.at[i]);
	json_close(out, ']');
}

static void write_bp(struct buffer *out, int64_t bp) {
	struct buffer percent;

	buffer_init(&percent, out->arena);
	write_percent(&percent, bp);
	json_raw(out, percent.at);
}

static void write_value(struct buffer *out, const struct cell *cell) {
	switch (cell->kind) {
	case CELL_NONE: json_none(out); break;
	case CELL_TEXT: json_text(out, cell->as.text); break;
	case CELL_NUMBER: json_number(out, cell->as.number); break;
	case CELL_MONEY: json_money(out, cell->as.money); break;
	case CELL_DATE: json_date(out, cell->as.date); break;
	case CELL_BOOL: json_bool(out, cell->as.number != 0); break;
	case CELL_BP: write_bp(out, cell->as.number); break;
	case CELL_RECORD:
	case CELL_REMARK: write_record(out, cell->as.records.at); break;
	case CELL_LIST: write_records(out, cell); break;
	case CELL_TEXTS: write_texts(out, cell); break;
	}
}

static void write_day(struct buffer *out, const char *name, int32_t day) {
	if (day != DATE_NONE)
		json_member_date(out, name, day);
}

static void write_rows(struct buffer *out, const struct report *report) {
	json_name(out, "rows");
	json_open(out, '[');
	for (size_t i = 0; i < report->rows.count; i++)
		write_record(out, &(struct record){report->columns, report->rows.at[i].cells, report->column_count});
	json_close(out, ']');
}

void write_report_json(struct buffer *out, const struct report *report) {
	json_open(out, '{');
	json_member_text(out, "report", report->name);
	write_day(out, "from", report->from);
	write_day(out, "to", report->to);
	write_day(out, "as_of", report->as_of);
	write_rows(out, report);
	if (report->totals.count) {
		json_name(out, "totals");
		write_record(out, &report->totals);
	}
	for (size_t i = 0; i < report->notes.count; i++) {
		if (report->notes.cells[i].left_out)
			continue;
		json_name(out, report->notes.names[i]);
		write_value(out, &report->notes.cells[i]);
	}
	json_close(out, '}');
}
