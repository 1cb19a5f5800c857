#include "server/pool.h"

#include "book/look.h"

#include <pthread.h>
#include <stdlib.h>

/* A reader's connection to a book. */
struct view {
	struct book *book;   /* NULL: none */
	uint64_t recoveries; /* the book's, when it was opened */
};

struct reader {
	struct pool *pool;
	pthread_t thread;
	struct view views[LIMIT_BOOKS]; /* by the book's place on the shelf */
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

static void close_view(struct view *view) {
	book_close(view->book);
	view->book = NULL;
}

/* The message of a book that is none may name its path, which is nobody's business. */
static enum carnet_status open_view(struct view *view, struct served *served, struct refusal *why) {
	uint64_t recoveries = atomic_load(&served->recoveries);
	if (view->book && view->recoveries != recoveries)
		close_view(view);
	view->recoveries = recoveries;
	if (view->book || book_open(served->address, STORE_READ_ONLY, &view->book, why) == CARNET_OK)
		return CARNET_OK;
	return refuse(why, CARNET_UNAVAILABLE,
		      "The book cannot be read: it is away, no book any more, or a newer carnet's.");
}

/* `passing`: it is worth another try. */
static struct book *look_once(struct view *view, struct served *served, bool *passing, struct refusal *why) {
	*passing = false;
	if (atomic_load(&served->state) != SERVED_OPEN) {
		refuse(why, CARNET_UNAVAILABLE, "The book is being looked over after a fault.");
		return NULL;
	}
	if (open_view(view, served, why) != CARNET_OK)
		return NULL;
	if (book_look(view->book, why) == CARNET_OK)
		return view->book;
	*passing = store_fault_is_passing(book_store(view->book));
	close_view(view);
	return NULL;
}

/* The reader's own view of a book, with a catalogue as of now. NULL: it cannot be read, or is not to be. A connection that broke
 * since it was last used is made again. */
static struct book *look(struct view *view, struct served *served, struct refusal *why) {
	bool passing;
	struct book *book = look_once(view, served, &passing, why);
	return book || !passing ? book : look_once(view, served, &passing, why);
}

/* After a fault the connection is of no more use. */
static void look_away(struct view *view) {
	if (!view->book)
		return;
	if (store_faulted(book_store(view->book)))
		close_view(view);
	else
		book_look_away(view->book);
}

static void *read_on(void *argument) {
	struct reader *reader = argument;
	struct request *request;
	while ((request = take_one(reader->pool)) != NULL) {
		struct refusal why = {0};
		struct view *view = &reader->views[request->served->index];
		struct book *book = look(view, request->served, &why);
		reader->pool->work(request, book, &why);
		look_away(view);
	}
	for (size_t i = 0; i < LIMIT_BOOKS; i++)
		book_close(reader->views[i].book);
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

void pool_finish(struct pool *pool) {
	if (!pool || pool->stopping)
		return;
	pthread_mutex_lock(&pool->lock);
	pool->stopping = true;
	pthread_cond_broadcast(&pool->wake);
	pthread_mutex_unlock(&pool->lock);
	for (size_t i = 0; i < pool->count; i++)
		pthread_join(pool->readers[i].thread, NULL);
}

void pool_destroy(struct pool *pool) {
	if (!pool)
		return;
	pool_finish(pool);
	pthread_cond_destroy(&pool->wake);
	pthread_mutex_destroy(&pool->lock);
	free(pool);
}
