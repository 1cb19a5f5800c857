#include "book/look.h"

#include "book/totals.h"
#include "book/work.h"

static bool refresh(struct book *book) {
	return store_begin_reading(book->store) && book_read_row(book) &&
	       (!catalog_stale(&book->catalog, book->store) || catalog_load(&book->catalog, book->store)) &&
	       !store_faulted(book->store);
}

enum carnet_status book_look(struct book *book, struct refusal *why) {
	if (refresh(book))
		return CARNET_OK;
	return store_refuse(book->store, why);
}

void book_look_away(struct book *book) {
	store_rollback(book->store);
}

void book_leave(struct book *book) {
	store_rollback(book->store);
	totals_forget(book->totals);
	book->began = false;
}
