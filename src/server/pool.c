#include "server/pool.h"

#include "book/look.h"

#include <pthread.h>
#include <stdlib.h>

struct reader {
	struct pool *pool;
	pthread_t thread;
	struct book *books[LIMIT_BOOKS]; /* by their place on the shelf; NULL: not opened yet */
};

struct pool {
	pool_work *work;
	size_t waiting_most;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	struct request *first, *last;
	size_t waiting;
	bool stopping;
	size_t count;
	struct reader readers[];
};

bool pool_submit(struct pool *pool, struct request *request) {
	pthread_mutex_lock(&pool->lock);
	bool taken = pool->waiting < pool->waiting_most && !pool->stopping;
	if (taken) {
		request->next = NULL;
		if (pool->last)
			pool->last->next = request;
		else
			pool->first = request;
		pool->last = request;
		pool->waiting++;
		pthread_cond_signal(&pool->wake);
	}
	pthread_mutex_unlock(&pool->lock);
	return taken;
}

static struct request *take_one(struct pool *pool) {
	pthread_mutex_lock(&pool->lock);
	while (!pool->first && !pool->stopping)
		pthread_cond_wait(&pool->wake, &pool->lock);
	struct request *request = pool->first;
	if (request) {
		pool->first = request->next;
		pool->last = pool->first ? pool->last : NULL;
		pool->waiting--;
		request->next = NULL;
	}
	pthread_mutex_unlock(&pool->lock);
	return request;
}

/* The reader's own view of a book, with a catalogue as of now. NULL: it cannot be read. */
static struct book *view(struct reader *reader, const struct served *served, struct refusal *why) {
	struct book **book = &reader->books[served->index];
	if (!*book && book_open(served->address, STORE_READ_ONLY, book, why) != CARNET_OK)
		return NULL;
	if (book_look(*book, why) == CARNET_OK)
		return *book;
	book_close(*book);
	*book = NULL;
	return NULL;
}

/* After a fault the connection is of no more use. */
static void leave(struct reader *reader, const struct served *served) {
	struct book **book = &reader->books[served->index];
	if (!*book)
		return;
	if (!store_faulted(book_store(*book))) {
		book_look_away(*book);
		return;
	}
	book_close(*book);
	*book = NULL;
}

static void *read_on(void *argument) {
	struct reader *reader = argument;
	struct request *request;
	while ((request = take_one(reader->pool)) != NULL) {
		struct refusal why = {0};
		const struct served *served = request->served;
		struct book *book = view(reader, served, &why);
		reader->pool->work(request, book, &why);
		leave(reader, served);
	}
	for (size_t i = 0; i < LIMIT_BOOKS; i++)
		book_close(reader->books[i]);
	return NULL;
}

struct pool *pool_create(size_t threads, size_t waiting_most, pool_work *work) {
	struct pool *pool = calloc(1, sizeof *pool + threads * sizeof pool->readers[0]);
	if (!pool)
		abort();
	pool->work = work;
	pool->waiting_most = waiting_most;
	pool->count = threads;
	pthread_mutex_init(&pool->lock, NULL);
	pthread_cond_init(&pool->wake, NULL);
	for (size_t i = 0; i < threads; i++) {
		pool->readers[i].pool = pool;
		if (pthread_create(&pool->readers[i].thread, NULL, read_on, &pool->readers[i]) != 0)
			abort();
	}
	return pool;
}

void pool_destroy(struct pool *pool) {
	if (!pool)
		return;
	pthread_mutex_lock(&pool->lock);
	pool->stopping = true;
	pthread_cond_broadcast(&pool->wake);
	pthread_mutex_unlock(&pool->lock);
	for (size_t i = 0; i < pool->count; i++)
		pthread_join(pool->readers[i].thread, NULL);
	pthread_cond_destroy(&pool->wake);
	pthread_mutex_destroy(&pool->lock);
	free(pool);
}
