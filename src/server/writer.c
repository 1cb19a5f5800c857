#include "server/writer.h"

#include "server/events.h"
#include "server/known.h"
#include "server/routes.h"

#include "book/inspection.h"
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
	bool stopping;
	struct refusal damage; /* CARNET_OK: none was found */
	struct origin origin;  /* the thread's */
	bool unknown;          /* the thread's: a commit was begun and its end not seen */
};

/* The queue */

bool writer_submit(struct writer *writer, struct request *request) {
	pthread_mutex_lock(&writer->lock);
	bool taken = writer->waiting < LIMIT_WRITES_WAITING && !writer->stopping &&
		     atomic_load(&writer->served->state) == SERVED_OPEN;
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
	writer->unknown = true;
	enum carnet_status status = book_finish(writer->book, why);
	if (status != CARNET_OK)
		return status;
	writer->unknown = false;
	atomic_fetch_add(&served->commit_us, (uint64_t)(microseconds() - began));
	atomic_store(&served->entries, book_entries(writer->book));
	atomic_store(&served->committed_ms, writer->origin.recorded_at);
	events_committed(served);
	return CARNET_OK;
}

/* As if it had not acted yet. */
static void begin_anew(struct request *request) {
	request->wrote = request->forgets = false;
	request->answer = (struct answer){0};
}

static void ask_ahead(struct writer *writer, const struct request *batch) {
	for (int more = 0; more < 2; more++)
		for (const struct request *request = batch; request; request = request->next)
			if (request->ahead)
				request->ahead(request, writer->book, &writer->origin, more == 1);
}

static enum carnet_status act_all(struct writer *writer, struct request *batch, struct refusal *why) {
	bool wrote = false;
	uint64_t count = 0;
	writer->unknown = false;
	enum carnet_status status = book_begin(writer->book, why);
	if (status == CARNET_OK)
		ask_ahead(writer, batch);
	for (struct request *request = batch; request && status == CARNET_OK; request = request->next) {
		begin_anew(request);
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

const char *writer_damage(struct writer *writer, struct arena *arena) {
	pthread_mutex_lock(&writer->lock);
	const char *found = writer->damage.status == CARNET_OK ? NULL : arena_text(arena, writer->damage.message);
	pthread_mutex_unlock(&writer->lock);
	return found;
}

/* `damage`: what makes it SERVED_DAMAGED; else NULL. */
static void set_state(struct writer *writer, enum served_state state, const struct refusal *damage) {
	pthread_mutex_lock(&writer->lock);
	writer->damage = damage ? *damage : (struct refusal){0};
	atomic_store(&writer->served->state, state);
	pthread_mutex_unlock(&writer->lock);
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

static void refuse_waiting(struct writer *writer) {
	for (struct request *request = take_all_waiting(writer), *next; request; request = next) {
		next = request->next;
		request_fail(request, PROBLEM_BUSY, "The book is being opened again after a fault.");
		request->finished(request);
	}
}

/* False: the writer is to stop. */
static bool wait_a_while(struct writer *writer, int64_t milliseconds) {
	struct timespec until;
	clock_gettime(CLOCK_MONOTONIC, &until);
	int64_t nanoseconds = until.tv_nsec + milliseconds % 1000 * 1000000;
	until.tv_sec += milliseconds / 1000 + nanoseconds / 1000000000;
	until.tv_nsec = nanoseconds % 1000000000;
	pthread_mutex_lock(&writer->lock);
	while (!writer->stopping && pthread_cond_timedwait(&writer->wake, &writer->lock, &until) == 0)
		;
	bool goes_on = !writer->stopping;
	pthread_mutex_unlock(&writer->lock);
	return goes_on;
}

/* The message of a book that is none may name its path, which is nobody's business. */
static enum carnet_status open_and_inspect(struct writer *writer, struct refusal *why) {
	struct served *served = writer->served;
	enum carnet_status status = book_open(served->address, STORE_READ_WRITE, &writer->book, why);
	if (status != CARNET_OK)
		return status == CARNET_UNAVAILABLE
			       ? status
			       : refuse(why, CARNET_INVALID, "it is not a book any more, or a newer carnet's");
	status = book_inspect(writer->book, atomic_load(&served->entries), why);
	if (status != CARNET_OK) {
		book_close(writer->book);
		writer->book = NULL;
	}
	return status;
}

static void go_on(struct writer *writer) {
	struct served *served = writer->served;
	atomic_store(&served->entries, book_entries(writer->book));
	atomic_fetch_add(&served->recoveries, 1);
	set_state(writer, SERVED_OPEN, NULL);
	events_committed(served);
}

/* Opens the book again as soon as that can be; nobody writes or reads it before it is known to be sound. */
static void recover(struct writer *writer) {
	int64_t pause_ms = LIMIT_REOPEN_LEAST_MS;
	refuse_waiting(writer);
	book_close(writer->book);
	writer->book = NULL;
	do {
		struct refusal why = {0};
		enum carnet_status status = open_and_inspect(writer, &why);
		if (status == CARNET_OK) {
			go_on(writer);
			return;
		}
		bool damaged = status != CARNET_UNAVAILABLE;
		set_state(writer, damaged ? SERVED_DAMAGED : SERVED_RECOVERING, damaged ? &why : NULL);
		pause_ms = damaged ? LIMIT_DAMAGED_MS : pause_ms < LIMIT_REOPEN_MOST_MS ? pause_ms * 2 : pause_ms;
	} while (wait_a_while(writer, pause_ms));
}

/* What may pass */

/* A fresh connection, as soon as there is one; false: not until then. */
static bool connect_again(struct writer *writer, int64_t until_us) {
	struct refusal why = {0};
	int64_t pause_ms = LIMIT_REOPEN_LEAST_MS;
	book_close(writer->book);
	writer->book = NULL;
	while (book_open(writer->served->address, STORE_READ_WRITE, &writer->book, &why) != CARNET_OK) {
		if (microseconds() > until_us || !wait_a_while(writer, pause_ms))
			return false;
		pause_ms = pause_ms < LIMIT_REOPEN_MOST_MS ? pause_ms * 2 : pause_ms;
	}
	return true;
}

/* Whether a batch was kept is not known: what has no key is answered so; the rest can find out by acting again. */
static struct request *keep_keyed(struct request *batch, const struct refusal *fault) {
	struct request *keyed = NULL, **last = &keyed, *others = NULL, **last_other = &others;
	for (struct request *request = batch; request; request = request->next) {
		struct request ***end = request->keyed ? &last : &last_other;
		**end = request;
		*end = &request->next;
	}
	*last = *last_other = NULL;
	let_go(others, fault);
	return keyed;
}

/* Acts, and again on a fresh connection when what went wrong may have passed. What is left of the batch cannot be done when this is
 * false. */
static bool act_on(struct writer *writer, struct request **batch, struct refusal *why) {
	int64_t until_us = microseconds() + INT64_C(1000000) * LIMIT_ATTEMPTS_SECONDS;
	bool done = act_all(writer, *batch, why) == CARNET_OK;
	for (int attempt = 1; !done && attempt < LIMIT_ATTEMPTS; attempt++) {
		if (!store_fault_is_passing(book_store(writer->book)))
			return false;
		if (writer->unknown)
			*batch = keep_keyed(*batch, why);
		if (!connect_again(writer, until_us))
			return false;
		*why = (struct refusal){0};
		done = !*batch || act_all(writer, *batch, why) == CARNET_OK;
	}
	return done;
}

static void *write_on(void *argument) {
	struct writer *writer = argument;
	struct request *batch;
	while (writer->book && (batch = take_waiting(writer)) != NULL) {
		struct refusal why = {0};
		look_at_clock(writer);
		bool done = act_on(writer, &batch, &why);
		if (!done)
			set_state(writer, SERVED_RECOVERING, NULL);
		let_go(batch, done ? NULL : &why);
		if (!done)
			recover(writer);
	}
	return NULL;
}

/* Its life */

static void init_wake(pthread_cond_t *wake) {
	pthread_condattr_t monotonic;
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(wake, &monotonic);
	pthread_condattr_destroy(&monotonic);
}

struct writer *writer_create(struct served *served, struct book *book) {
	struct writer *writer = calloc(1, sizeof *writer);
	if (!writer)
		abort();
	writer->served = served;
	writer->book = book;
	pthread_mutex_init(&writer->lock, NULL);
	init_wake(&writer->wake);
	atomic_store(&served->entries, book_entries(book));
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
