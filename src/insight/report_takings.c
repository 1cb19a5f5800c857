#include "insight/tally.h"

/* Cash in and out by day and method (rulebook §12). Transfers of credit and exchanges are no takings. */

static void add_row(struct request *request, struct tally *tally, struct query *query) {
	struct tally_key key = {.day = (int32_t)query_number(query, 0)};

	key.words[BY_METHOD] = query_text(query, 1);
	if (grouped_by(&request->by, BY_METHOD))
		key.words[BY_METHOD] = arena_text(request->arena, key.words[BY_METHOD]);
	key.words[BY_STREAM] = stream_name((enum stream)query_number(query, 2));
	key.words[BY_BRANCH] = word_of_branch(request, query_number(query, 3));
	struct tally_row *row = tally_row(tally, &key);
	row->amounts[0] = money_add(row->amounts[0], money_of(query_number(query, 4)));
	row->amounts[1] = money_add(row->amounts[1], money_of(query_number(query, 5)));
}

static enum carnet_status read_rows(struct request *request, struct tally *tally) {
	struct query *query = store_query(request->store, STATEMENT_REPORT_TAKINGS);
	enum step step;

	query_bind_number(query, 1, request->from);
	query_bind_number(query, 2, request->to);
	query_bind_number(query, 3, request->branch);
	query_bind_number(query, 4, request->stream);
	while ((step = query_step(query)) == STEP_ROW)
		add_row(request, tally, query);
	return step == STEP_FAULT ? request_fault(request) : CARNET_OK;
}

static void write_totals(struct request *request, const struct tally *tally) {
	static const char *const names[] = {"amount", "received", "paid_back"};
	struct money received = MONEY_ZERO, paid_back = MONEY_ZERO;

	for (size_t i = 0; i < tally->rows.count; i++) {
		received = money_add(received, tally->rows.at[i].amounts[0]);
		paid_back = money_add(paid_back, tally->rows.at[i].amounts[1]);
	}
	report_set_totals(request->report, names,
			  (struct cell[]){cell_money(money_sub(received, paid_back)), cell_money(received),
					  cell_money(paid_back)},
			  3);
}

enum carnet_status make_takings(struct request *request) {
	static const char *const others[] = {"amount"};
	struct tally tally;

	tally_init(&tally, request, &request->by);
	TRY(read_rows(request, &tally));
	tally_sort(&tally);
	tally_columns(&tally, others, 1);
	for (size_t i = 0; i < tally.rows.count; i++) {
		struct money amount = money_sub(tally.rows.at[i].amounts[0], tally.rows.at[i].amounts[1]);
		if (money_is_zero(amount))
			continue;
		struct cell *cells = report_row_add(request->report);
		tally_cells(&tally, &tally.rows.at[i], cells);
		cells[request->by.count] = cell_money(amount);
	}
	write_totals(request, &tally);
	return CARNET_OK;
}
