/* Finding clients by any part of ref, name or phone, in two keystrokes: all of them as one run of folded text in memory (some 40 bytes
 * a client), looked through from end to end. It follows the book: entries about clients since the last look are read again. */
#ifndef SERVER_FINDER_H
#define SERVER_FINDER_H

#include "base/list.h"
#include "book/book.h"

struct finder;

struct finder *finder_create(void);
/* Accepts NULL. */
void finder_destroy(struct finder *finder);

struct found_list LIST(int64_t);

/* The numbers of clients one of whose ref, name or phone has the words: those where a word begins with them first. The book is inside
 * a view (book_look). A fault is the store's to say. */
void finder_find(struct finder *finder, struct book *book, struct arena *arena, const char *words, size_t most,
		 struct found_list *found);

#endif
