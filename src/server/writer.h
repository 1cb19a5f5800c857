/* The writer of a book: one thread that takes all requests that wait, lets each act, commits once and then lets go of all. No
 * answer leaves before the commit is on disk.
 *
 * When a database went away, or others were in the way too long, the batch is tried again on a fresh connection, a few times and for
 * a few seconds. If it was the commit that failed, only what has keys is: the key finds out whether it was done.
 *
 * Otherwise, when the outcome of a commit is not known, every request of the batch is answered unavailable with "definite":false; the
 * book is closed, opened again and inspected (book_inspect) before anything more is taken or read. */
#ifndef SERVER_WRITER_H
#define SERVER_WRITER_H

#include "server/served.h"

/* Takes the open book over. */
struct writer *writer_create(struct served *served, struct book *book);

/* Finishes what waits, closes the book. Accepts NULL. */
void writer_destroy(struct writer *writer);

/* What was found in a damaged book, in words; NULL: it is not damaged. */
const char *writer_damage(struct writer *writer, struct arena *arena);

/* Hands a request over to act; request->finished is called when it is done. False: the queue is full, or the book is not open. */
MUST_USE bool writer_submit(struct writer *writer, struct request *request);

#endif
