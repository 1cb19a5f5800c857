/* Reading ahead for a batch: what its operations will ask first is asked for all of them together, so that a database on another
 * machine is waited for a few times a batch instead of a few times an operation.
 *
 * What an operation writes is forgotten here, so that those after it in the batch read it as it is then. With SQLite nothing of
 * this does anything. */
#ifndef BOOK_AHEAD_H
#define BOOK_AHEAD_H

#include "book/work.h"

/* Between book_begin and the first book_apply: for all operations of the batch first the one, then the other, which needs the answers
 * to the first. */
void book_ask_ahead(struct book *book, const struct operation *op);
void book_ask_ahead_more(struct book *book, const struct operation *op, const struct origin *origin);

/* A contract is written. `before`: its owner until now. When its holders change, all is forgotten (store_forget_ahead). */
void ahead_contract_written(struct work *work, const struct contract *contract, int64_t before);

/* The chain of the work's client goes on. */
void ahead_chain_moved(const struct work *work);

/* An entry with the work's key is written. */
void ahead_key_used(const struct work *work);

#endif
