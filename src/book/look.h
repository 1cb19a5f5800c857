/* Looking at a book that others write: one consistent view at a time, with the catalogue and the book's row as they are in it. */
#ifndef BOOK_LOOK_H
#define BOOK_LOOK_H

#include "book/book.h"

/* Begins a view. What pointed into the catalogue before is void. Refuses: unavailable. */
MUST_USE enum carnet_status book_look(struct book *book, struct refusal *why);

/* Ends it. */
void book_look_away(struct book *book);

/* Ends a batch in which nothing was accepted: as book_abandon, but the memory is as it was and need not be read anew. */
void book_leave(struct book *book);

#endif
