#include "wire/write.h"

#include <string.h>

enum { FIGURE_TEXT = 48 };

/* The digits of a count of units from the back: "1,234,567.89". Returns their beginning within `text`. */
static char *figure_digits(uint64_t units, struct manner manner, char text[FIGURE_TEXT]) {
	char *at = &text[FIGURE_TEXT - 1];
	int32_t places = 0;

	*at = '\0';
	for (; units > 0 || places <= manner.decimals; units /= 10, places++) {
		int32_t whole = places - manner.decimals;
		if (whole == 0 && manner.decimals > 0)
			*--at = '.';
		if (manner.for_the_eye && whole > 0 && whole % 3 == 0)
			*--at = ',';
		*--at = (char)('0' + units % 10);
	}
	return at;
}

static void write_figure(struct buffer *out, int64_t number, struct manner manner) {
	char text[FIGURE_TEXT];
	uint64_t units = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;

	if (number < 0)
		buffer_char(out, '-');
	buffer_text(out, figure_digits(units, manner, text));
}

void write_amount(struct buffer *out, struct money amount, struct manner manner) {
	if (money_overflown(amount))
		buffer_text(out, "overflow");
	else
		write_figure(out, money_units(amount), manner);
}

void write_percent(struct buffer *out, int64_t bp) {
	write_figure(out, bp, (struct manner){.decimals = 2});
	while (out->at[out->length - 1] == '0')
		out->at[--out->length] = '\0';
	if (out->at[out->length - 1] == '.')
		out->at[--out->length] = '\0';
}

const struct cell *record_cell(const struct record *record, const char *name) {
	for (size_t i = 0; i < record->count; i++)
		if (strcmp(record->names[i], name) == 0 && !record->cells[i].left_out)
			return &record->cells[i];
	return NULL;
}

bool cell_is_figure(const struct cell *cell) {
	return !cell->left_out && (cell->kind == CELL_NUMBER || cell->kind == CELL_MONEY || cell->kind == CELL_BP);
}

static bool says_nothing(const struct cell *cell) {
	if (cell->left_out || cell->kind == CELL_NONE)
		return true;
	if (cell->kind == CELL_MONEY)
		return money_is_zero(cell->as.money);
	return (cell_is_figure(cell) || cell->kind == CELL_BOOL) && cell->as.number == 0;
}

static bool is_number(const struct cell *cell) {
	return cell && cell->kind == CELL_NUMBER;
}

/* One member of a record within a line of text. Sessions left and sold stand as "9/10". */
static void write_member(struct buffer *out, const struct record *record, size_t i, struct manner manner) {
	const struct cell *cell = &record->cells[i], *left = record_cell(record, "left");
	const char *name = record->names[i], *gap = i ? " " : "";
	bool both = is_number(left) && is_number(record_cell(record, "sessions"));

	if (both && strcmp(name, "sessions") == 0)
		buffer_format(out, "%s%lld/%lld", gap, (long long)left->as.number, (long long)cell->as.number);
	else if (says_nothing(cell) || (both && strcmp(name, "left") == 0))
		return;
	else {
		buffer_text(out, gap);
		if (cell->kind != CELL_TEXT && cell->kind != CELL_TEXTS && cell->kind != CELL_REMARK)
			buffer_format(out, "%s ", name);
		write_cell(out, cell, manner);
	}
}

static void write_sentence(struct buffer *out, const struct record *remark) {
	buffer_text(out, remark->cells[remark->count - 1].as.text);
}

static void write_records(struct buffer *out, const struct cell *cell, struct manner manner) {
	for (size_t i = 0; i < cell->as.records.count; i++) {
		const struct record *record = &cell->as.records.at[i];
		buffer_text(out, i ? "; " : "");
		for (size_t member = 0; member < record->count; member++)
			write_member(out, record, member, manner);
	}
}

static void write_texts(struct buffer *out, const struct cell *cell) {
	for (size_t i = 0; i < cell->as.texts.count; i++) {
		buffer_text(out, i ? "|" : "");
		buffer_text(out, cell->as.texts.at[i]);
	}
}

static void write_truth(struct buffer *out, bool truth, struct manner manner) {
	if (manner.for_the_eye)
		buffer_text(out, truth ? "yes" : "no");
	else
		buffer_text(out, truth ? "true" : "false");
}

void write_cell(struct buffer *out, const struct cell *cell, struct manner manner) {
	char date[DATE_TEXT];

	if (cell->left_out)
		return;
	switch (cell->kind) {
	case CELL_NONE: break;
	case CELL_TEXT: buffer_text(out, cell->as.text); break;
	case CELL_NUMBER: write_figure(out, cell->as.number, (struct manner){.for_the_eye = manner.for_the_eye}); break;
	case CELL_MONEY: write_amount(out, cell->as.money, manner); break;
	case CELL_DATE: buffer_text(out, date_text(cell->as.date, date)); break;
	case CELL_BOOL: write_truth(out, cell->as.number != 0, manner); break;
	case CELL_BP:
		write_percent(out, cell->as.number);
		buffer_text(out, manner.for_the_eye ? " %" : "");
		break;
	case CELL_RECORD:
	case CELL_LIST: write_records(out, cell, manner); break;
	case CELL_REMARK: write_sentence(out, cell->as.records.at); break;
	case CELL_TEXTS: write_texts(out, cell); break;
	}
}
