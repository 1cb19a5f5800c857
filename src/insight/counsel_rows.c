#include "insight/counsel_rows.h"

#include <stdlib.h>
#include <string.h>

/* Order */

static int compare_numbers(int64_t a, int64_t b) {
	return (a > b) - (a < b);
}

static int compare_urgency(const struct urgency *a, const struct urgency *b) {
	int order = compare_numbers(a->past, b->past);
	if (order == 0)
		order = compare_numbers(a->kind, b->kind);
	if (order == 0)
		order = compare_numbers(a->day, b->day);
	if (order == 0)
		order = compare_numbers(a->client, b->client);
	return order != 0 ? order : compare_numbers(a->number, b->number);
}

static int compare_rows(const void *a, const void *b) {
	const struct urgent_row *one = a, *other = b;
	return compare_urgency(&one->urgency, &other->urgency);
}

static void sort(struct counsel_rows *rows) {
	if (rows->rows.count > 1)
		qsort(rows->rows.at, rows->rows.count, sizeof *rows->rows.at, compare_rows);
}

/* With a limit the rows in excess are cut off each time twice as many have come, so that a long list costs no long memory. */
bool rows_want(struct counsel_rows *rows, const struct urgency *urgency) {
	if (rows->limit == 0)
		return true;
	if (rows->rows.count >= 2 * rows->limit) {
		sort(rows);
		rows->rows.count = rows->limit;
		rows->cut = true;
	}
	return !rows->cut || compare_urgency(urgency, &rows->rows.at[rows->limit - 1].urgency) < 0;
}

/* Cells */

static struct cell cell_of(struct arena *arena, const struct fact *fact) {
	switch (fact->kind) {
	case FACT_TEXT: return cell_text(arena_text(arena, fact->as.text));
	case FACT_NUMBER: return cell_number(fact->as.number);
	case FACT_MONEY: return cell_money(fact->as.money);
	case FACT_DATE: return cell_date(fact->as.date);
	case FACT_BP: return cell_bp(fact->as.number);
	case FACT_NONE: break;
	}
	return cell_none();
}

void rows_add(struct counsel_rows *rows, const struct urgency *urgency, const char *ref, const struct fact_list *facts) {
	struct arena *arena = rows->request->arena;
	struct urgent_row *row = LIST_ADD(arena, &rows->rows);
	row->urgency = *urgency;
	row->cells = ARENA_ARRAY(arena, struct cell, facts->count + 2);
	row->cells[0] = cell_text(arena_text(arena, ref));
	for (size_t i = 0; i < facts->count; i++)
		row->cells[i + 2] = cell_of(arena, &facts->at[i]);
}

/* Names are looked up for the rows that are shown only. */
void rows_finish(struct counsel_rows *rows) {
	struct report *report = rows->request->report;
	sort(rows);
	size_t count = rows->limit && rows->limit < rows->rows.count ? rows->limit : rows->rows.count;
	for (size_t i = 0; i < count; i++) {
		struct urgent_row *row = &rows->rows.at[i];
		row->cells[1] = cell_text(name_of_client(rows->request, row->urgency.client));
		LIST_ADD(report->arena, &report->rows)->cells = row->cells;
	}
}

void rows_columns(struct request *request, const char *const *facts) {
	size_t count = 0;
	while (facts[count])
		count++;
	const char **columns = ARENA_ARRAY(request->arena, const char *, count + 2);
	columns[0] = "client";
	columns[1] = "name";
	for (size_t i = 0; i < count; i++)
		columns[i + 2] = facts[i];
	request->report->columns = columns;
	request->report->column_count = count + 2;
}

static size_t column_called(const struct report *report, const char *name) {
	size_t column = 0;
	while (strcmp(report->columns[column], name) != 0)
		column++;
	return column;
}

void rows_narrow(struct request *request, const char *const *columns) {
	struct report *report = request->report;
	size_t count = 0;
	while (columns[count])
		count++;
	for (size_t i = 0; i < report->rows.count; i++) {
		struct cell *cells = ARENA_ARRAY(request->arena, struct cell, count);
		for (size_t k = 0; k < count; k++)
			cells[k] = report->rows.at[i].cells[column_called(report, columns[k])];
		report->rows.at[i].cells = cells;
	}
	report->columns = columns;
	report->column_count = count;
}

enum carnet_status counsel_request(struct request *request, const char *name, const struct counsel_query *query) {
	const struct report_kind kind = {
		.about = {name, "", ""}, .filters = FILTER_CLIENT | FILTER_BRANCH, .of_a_day = true};
	struct report_query asked = report_query_of(query->today);
	asked.client = query->client;
	asked.branch = query->branch;
	asked.as_of = query->as_of;
	TRY(request_fill(request, &kind, &asked));
	request->report->as_of = request->day;
	return CARNET_OK;
}
