/* Finding clients by any part of ref, name or phone (rulebook §15.53), in two keystrokes: all of them as one run of folded text in memory
 * (some 40 bytes a client), looked through from end to end. It follows the book: entries about clients since the last look are read
 * again. */
#ifndef SERVER_FINDER_H
#define SERVER_FINDER_H

#include "base/list.h"
#include "book/book.h"

struct finder;

struct finder *finder_create(void);
/* Accepts NULL. */
void finder_destroy(struct finder *finder);

struct found_list LIST(int64_t);

/* The numbers of clients whose ref, name and phone have the words, all of them when none is given: first who has them as typed, then those
 * of whom words begin so. The book is inside a view (book_look). A fault is the store's to say. */
void finder_find(struct finder *finder, struct book *book, struct arena *arena, const char *words, size_t most,
		 struct found_list *found);

#endif
