#include "server/writer.h"

#include "server/events.h"
#include "server/known.h"
#include "server/routes.h"

#include "book/look.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct writer {
	struct served *served;
	struct book *book; /* the thread's */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	struct request *first, *last; /* the queue */
	size_t waiting;
	bool stopping, closed;
	struct origin origin; /* the thread's */
};

/* The queue */

bool writer_submit(struct writer *writer, struct request *request) {
	pthread_mutex_lock(&writer->lock);
	bool taken = writer->waiting < LIMIT_WRITES_WAITING && !writer->stopping && !writer->closed;
	if (taken) {
		request->next = NULL;
		if (writer->last)
			writer->last->next = request;
		else
			writer->first = request;
		writer->last = request;
		if (writer->waiting++ == 0)
			pthread_cond_signal(&writer->wake);
		atomic_store(&writer->served->waiting, writer->waiting);
	}
	pthread_mutex_unlock(&writer->lock);
	return taken;
}

/* Waits for requests and takes up to a batch of them. NULL: the end. */
static struct request *take_waiting(struct writer *writer) {
	pthread_mutex_lock(&writer->lock);
	while (!writer->first && !writer->stopping)
		pthread_cond_wait(&writer->wake, &writer->lock);
	struct request *taken = writer->first, *last = taken;
	size_t count = taken ? 1 : 0;
	while (last && last->next && count < LIMIT_BATCH) {
		last = last->next;
		count++;
	}
	writer->first = last ? last->next : NULL;
	writer->last = writer->first ? writer->last : NULL;
	writer->waiting -= count;
	if (last)
		last->next = NULL;
	atomic_store(&writer->served->waiting, writer->waiting);
	pthread_mutex_unlock(&writer->lock);
	return taken;
}

/* Batches */

static int64_t microseconds(void) {
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* The day is looked up once a second: a time zone is a file. */
static void look_at_clock(struct writer *writer) {
	int64_t now = clock_milliseconds();
	if (now / 1000 != writer->origin.recorded_at / 1000)
		writer->origin.today = clock_today(book_catalog(writer->book)->settings.timezone);
	writer->origin.recorded_at = now;
}

static enum carnet_status commit(struct writer *writer, bool wrote, struct refusal *why) {
	struct served *served = writer->served;
	if (!wrote) {
		book_leave(writer->book);
		return CARNET_OK;
	}
	int64_t began = microseconds();
	enum carnet_status status = book_finish(writer->book, why);
	if (status != CARNET_OK)
		return status;
	atomic_fetch_add(&served->commit_us, (uint64_t)(microseconds() - began));
	atomic_store(&served->entries, book_entries(writer->book));
	atomic_store(&served->committed_ms, writer->origin.recorded_at);
	events_committed(served);
	return CARNET_OK;
}

static enum carnet_status act_all(struct writer *writer, struct request *batch, struct refusal *why) {
	bool wrote = false;
	uint64_t count = 0;
	enum carnet_status status = book_begin(writer->book, why);
	for (struct request *request = batch; request && status == CARNET_OK; request = request->next) {
		status = request->route->act(request, writer->book, &writer->origin);
		wrote = wrote || request->wrote;
		count++;
	}
	if (status != CARNET_OK) {
		if (why->status == CARNET_OK)
			refuse(why, CARNET_UNAVAILABLE, "%s", carnet_status_sentence(CARNET_UNAVAILABLE));
		return status;
	}
	atomic_fetch_add(&writer->served->batches, 1);
	atomic_fetch_add(&writer->served->batched, count);
	return commit(writer, wrote, why);
}

static void let_go(struct request *batch, const struct refusal *fault) {
	for (const struct request *request = batch; request; request = request->next)
		if (request->forgets)
			known_forget(request->served->known);
	while (batch) {
		struct request *request = batch;
		batch = request->next;
		request->next = NULL;
		if (fault)
			request_refuse(request, fault);
		request->finished(request);
	}
}

/* Faults */

static void set_closed(struct writer *writer, bool closed) {
	pthread_mutex_lock(&writer->lock);
	writer->closed = closed;
	pthread_mutex_unlock(&writer->lock);
	atomic_store(&writer->served->open, !closed);
}

static struct request *take_all_waiting(struct writer *writer) {
	pthread_mutex_lock(&writer->lock);
	struct request *all = writer->first;
	writer->first = writer->last = NULL;
	writer->waiting = 0;
	atomic_store(&writer->served->waiting, 0);
	pthread_mutex_unlock(&writer->lock);
	return all;
}

static bool is_stopping(struct writer *writer) {
	pthread_mutex_lock(&writer->lock);
	bool stopping = writer->stopping;
	pthread_mutex_unlock(&writer->lock);
	return stopping;
}

/* Closes the book, and opens it again as soon as that can be: SQLite recovers it, and it is looked over. */
static void reopen(struct writer *writer) {
	struct refusal why = {0};
	struct timespec pause = {.tv_nsec = 50 * 1000 * 1000};
	set_closed(writer, true);
	book_close(writer->book);
	writer->book = NULL;
	for (struct request *request = take_all_waiting(writer), *next; request; request = next) {
		next = request->next;
		request_fail(request, PROBLEM_BUSY, "The book is being opened again after a fault.");
		request->finished(request);
	}
	while (!is_stopping(writer) &&
	       book_open(writer->served->address, STORE_READ_WRITE, &writer->book, &why) != CARNET_OK) {
		nanosleep(&pause, NULL);
		if (pause.tv_nsec < 800 * 1000 * 1000)
			pause.tv_nsec *= 2;
	}
	if (!writer->book)
		return;
	atomic_store(&writer->served->entries, book_entries(writer->book));
	set_closed(writer, false);
}

static void *write_on(void *argument) {
	struct writer *writer = argument;
	struct request *batch;
	while (writer->book && (batch = take_waiting(writer)) != NULL) {
		struct refusal why = {0};
		look_at_clock(writer);
		bool done = act_all(writer, batch, &why) == CARNET_OK;
		let_go(batch, done ? NULL : &why);
		if (!done)
			reopen(writer);
	}
	return NULL;
}

/* Its life */

struct writer *writer_create(struct served *served, struct book *book) {
	struct writer *writer = calloc(1, sizeof *writer);
	if (!writer)
		abort();
	writer->served = served;
	writer->book = book;
	pthread_mutex_init(&writer->lock, NULL);
	pthread_cond_init(&writer->wake, NULL);
	atomic_store(&served->entries, book_entries(book));
	atomic_store(&served->open, true);
	if (pthread_create(&writer->thread, NULL, write_on, writer) != 0)
		abort();
	return writer;
}

void writer_destroy(struct writer *writer) {
	if (!writer)
		return;
	pthread_mutex_lock(&writer->lock);
	writer->stopping = true;
	pthread_cond_signal(&writer->wake);
	pthread_mutex_unlock(&writer->lock);
	pthread_join(writer->thread, NULL);
	assert(!writer->first);
	book_close(writer->book);
	pthread_cond_destroy(&writer->wake);
	pthread_mutex_destroy(&writer->lock);
	free(writer);
}
