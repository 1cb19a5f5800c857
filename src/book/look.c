#include "book/look.h"

#include "book/totals.h"
#include "book/work.h"

static bool read_row(struct book *book) {
	struct query *query = store_query(book->store, STATEMENT_BOOK_GET);
	bool found = query_step(query) == STEP_ROW;
	if (found) {
		book->ticked_to = (int32_t)query_number(query, 0);
		book->closed_to = (int32_t)query_number(query, 1);
		book->entries = query_number(query, 2);
		book->clients = query_number(query, 3);
		book->contracts = query_number(query, 4);
		book->memberships = query_number(query, 5);
		book->last_entry = query_number(query, 7);
	}
	query_end(query);
	return found;
}

static bool refresh(struct book *book) {
	return store_begin_reading(book->store) && read_row(book) &&
	       (!catalog_stale(&book->catalog, book->store) || catalog_load(&book->catalog, book->store)) &&
	       !store_faulted(book->store);
}

enum carnet_status book_look(struct book *book, struct refusal *why) {
	if (refresh(book))
		return CARNET_OK;
	const char *text = store_fault_text(book->store);
	return refuse(why, CARNET_UNAVAILABLE, "%s", text ? text : "The book is damaged.");
}

void book_look_away(struct book *book) {
	store_rollback(book->store);
}

void book_leave(struct book *book) {
	store_rollback(book->store);
	totals_forget(book->totals);
	book->began = false;
}
