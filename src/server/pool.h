/* A pool of threads that read books: each has its own read-only connection to every book it was asked for, and sees only what is
 * committed. They never wait for the writer. */
#ifndef SERVER_POOL_H
#define SERVER_POOL_H

#include "server/served.h"

struct pool;

/* What is done with a request; `book` is inside one consistent view. NULL: the book cannot be read, see *why. */
typedef void pool_work(struct request *request, struct book *book, const struct refusal *why);

struct pool *pool_create(size_t threads, size_t waiting_most, pool_work *work);

/* Does what waits, then ends its threads; what comes later is turned away. Accepts NULL. */
void pool_finish(struct pool *pool);

/* Finishes it first. Accepts NULL. */
void pool_destroy(struct pool *pool);

/* False: too many are waiting, or the pool has finished. */
MUST_USE bool pool_submit(struct pool *pool, struct request *request);

#endif
