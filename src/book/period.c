#include "base/json.h"
#include "book/handlers.h"
#include "book/tick.h"

/* The day's end by hand, and closing what must not change any more (rulebook §§7.6, 10.3, 14.31). */

enum carnet_status tick_decide(struct work *work) {
	struct ticked_list *made = work->draft = ARENA_NEW(work->arena, struct ticked_list);
	work->nothing = true; /* what falls due makes entries of its own */
	if (work->act.date <= work->book->ticked_to)
		return CARNET_OK;
	return book_tick(work->book, work->arena, work->origin, work->act.date, made, work->why);
}

void tick_answer(struct work *work, const struct effect_list *effects) {
	const struct ticked_list *made = work->draft;
	(void)effects;
	json_name(work->result, "entries");
	json_open(work->result, '[');
	for (size_t i = 0; i < made->count; i++) {
		json_open(work->result, '{');
		json_member_number(work->result, "entry", made->at[i].entry);
		json_name(work->result, "contract");
		if (made->at[i].contract)
			json_number(work->result, made->at[i].contract);
		else
			json_none(work->result);
		json_close(work->result, '}');
	}
	json_close(work->result, ']');
}

enum carnet_status close_decide(struct work *work) {
	char text[DATE_TEXT];
	if (work->act.date <= work->book->closed_to)
		return refuse_date(work->why, "closed_to", work->book->closed_to,
				   refuse_for(work->why, REFUSED_CLOSED_ALREADY, NULL,
					      "The book is closed up to %s already.",
					      date_text(work->book->closed_to, text)));
	if (work->act.date > work->book->ticked_to)
		TRY(book_tick(work->book, work->arena, work->origin, work->act.date, NULL, work->why));
	work->act.entry = work->book->entries + 1;
	work->closes = work->act.date;
	return CARNET_OK;
}

enum carnet_status reopen_decide(struct work *work) {
	if (work->book->closed_to == NEVER)
		return refuse_for(work->why, REFUSED_NOTHING_CLOSED, NULL, "Nothing is closed.");
	work->reopens = true;
	return CARNET_OK;
}

static int32_t latest_period(struct store *store) {
	struct query *query = store_query(store, STATEMENT_PERIOD_LATEST);
	bool any = query_step(query) == STEP_ROW && !query_is_null(query, 0);
	int32_t day = any ? (int32_t)query_number(query, 0) : NEVER;
	query_end(query);
	return day;
}

void write_period(struct work *work) {
	struct book *book = work->book;
	if (work->closes != DATE_NONE) {
		struct query *add = store_query(book->store, STATEMENT_PERIOD_ADD);
		query_bind_number(add, 1, work->closes);
		query_bind_number(add, 2, work->act.entry);
		query_run(add);
		book->closed_to = work->closes;
	} else if (work->reopens) {
		struct query *remove = store_query(book->store, STATEMENT_PERIOD_REMOVE);
		query_bind_number(remove, 1, book->closed_to);
		query_run(remove);
		book->closed_to = latest_period(book->store);
	}
}
