#include "server/events.h"

#include "server/handlers.h"
#include "server/own.h"

#include "base/json.h"
#include "book/pack.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EVENTS_KEPT = 64, EVENT_BYTES = 4096 };

struct listener {
	struct listener *before, *after;
	struct events *events;
	struct MHD_Connection *connection;
	uint64_t next; /* the event to be sent next */
	size_t sent;   /* bytes of it */
	bool suspended;
	bool beat; /* a sign of life is due */
};

struct events {
	pthread_mutex_t lock;
	pthread_mutex_t telling; /* one reader at a time looks for entries */
	struct listener *first;
	_Atomic size_t count;
	atomic_bool queued; /* somebody is about to look for new entries */
	bool ended;
	_Atomic int64_t last_entry; /* told so far */
	uint64_t made;              /* how many events there were */
	char kept[EVENTS_KEPT][EVENT_BYTES];
};

/* Listeners */

static void wake(struct listener *listener) {
	if (!listener->suspended)
		return;
	listener->suspended = false;
	MHD_resume_connection(listener->connection);
}

static void wake_all(struct events *events) {
	for (struct listener *listener = events->first; listener; listener = listener->after)
		wake(listener);
}

/* What a listener is to be sent now; NULL: nothing. */
static const char *to_send(struct listener *listener) {
	static const char alive[] = ": alive\n\n", behind[] = "event: entries\ndata: {\"everything\":true}\n\n";
	struct events *events = listener->events;
	if (events->made - listener->next > EVENTS_KEPT) {
		listener->next = events->made - 1;
		listener->sent = 0;
		return behind;
	}
	if (listener->next < events->made)
		return events->kept[listener->next % EVENTS_KEPT];
	return listener->beat ? alive : NULL;
}

static void advance(struct listener *listener, const char *text, size_t size) {
	listener->sent += size;
	if (text[listener->sent])
		return;
	listener->sent = 0;
	if (listener->next < listener->events->made)
		listener->next++;
	else
		listener->beat = false;
}

static ssize_t send_on(void *context, uint64_t position, char *bytes, size_t most) {
	struct listener *listener = context;
	struct events *events = listener->events;
	ssize_t size = 0;
	(void)position;
	pthread_mutex_lock(&events->lock);
	const char *text = events->ended ? NULL : to_send(listener);
	if (events->ended) {
		size = MHD_CONTENT_READER_END_OF_STREAM;
	} else if (!text) {
		listener->suspended = true;
		MHD_suspend_connection(listener->connection);
	} else {
		size_t left = strlen(text) - listener->sent;
		size = (ssize_t)(left < most ? left : most);
		memcpy(bytes, text + listener->sent, (size_t)size);
		advance(listener, text, (size_t)size);
	}
	pthread_mutex_unlock(&events->lock);
	return size;
}

static void leave(void *context) {
	struct listener *listener = context;
	struct events *events = listener->events;
	pthread_mutex_lock(&events->lock);
	if (listener->before)
		listener->before->after = listener->after;
	else
		events->first = listener->after;
	if (listener->after)
		listener->after->before = listener->before;
	atomic_fetch_sub(&events->count, 1);
	pthread_mutex_unlock(&events->lock);
	free(listener);
}

struct MHD_Response *events_listen(struct events *events, struct MHD_Connection *connection) {
	struct listener *listener = calloc(1, sizeof *listener);
	if (!listener)
		abort();
	pthread_mutex_lock(&events->lock);
	if (atomic_load(&events->count) >= LIMIT_LISTENERS) {
		pthread_mutex_unlock(&events->lock);
		free(listener);
		return NULL;
	}
	listener->events = events;
	listener->connection = connection;
	listener->next = events->made;
	listener->beat = true;
	listener->after = events->first;
	if (listener->after)
		listener->after->before = listener;
	events->first = listener;
	atomic_fetch_add(&events->count, 1);
	pthread_mutex_unlock(&events->lock);
	struct MHD_Response *response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, EVENT_BYTES, send_on,
									  listener, leave);
	if (!response)
		leave(listener);
	return response;
}

void events_beat(struct events *events) {
	pthread_mutex_lock(&events->lock);
	for (struct listener *listener = events->first; listener; listener = listener->after)
		listener->beat = true;
	wake_all(events);
	pthread_mutex_unlock(&events->lock);
}

void events_end(struct events *events) {
	pthread_mutex_lock(&events->lock);
	events->ended = true;
	wake_all(events);
	pthread_mutex_unlock(&events->lock);
}

/* Telling */

struct numbers {
	int64_t at[LIMIT_EVENT_CLIENTS];
	size_t count;
	bool too_many;
};

/* What the entries of one event are about. */
struct touched {
	struct numbers clients, contracts;
	bool house; /* one of them is about no client */
};

static void add_number(struct numbers *numbers, int64_t number) {
	for (size_t i = 0; i < numbers->count; i++)
		if (numbers->at[i] == number)
			return;
	if (numbers->count == LIMIT_EVENT_CLIENTS)
		numbers->too_many = true;
	else if (number > 0)
		numbers->at[numbers->count++] = number;
}

static void write_numbers(struct buffer *out, const char *name, const struct numbers *numbers) {
	json_name(out, name);
	json_open(out, '[');
	for (size_t i = 0; i < numbers->count; i++)
		json_number(out, numbers->at[i]);
	json_close(out, ']');
}

static void add_entry(struct arena *arena, struct query *query, struct touched *touched) {
	struct number_list contracts = {0};
	size_t length;
	int64_t client = query_number(query, 1);
	const void *bytes = query_blob(query, 2, &length);
	touched->house |= client == 0;
	add_number(&touched->clients, client);
	if (!unpack_numbers(bytes, length, arena, &contracts))
		return;
	for (size_t i = 0; i < contracts.count; i++)
		add_number(&touched->contracts, contracts.at[i]);
}

static void make_event(struct events *events, struct arena *arena, int64_t last, const struct touched *touched) {
	struct buffer out;
	buffer_init(&out, arena);
	buffer_format(&out, "id: %lld\nevent: entries\ndata: {\"last_entry\":%lld", (long long)last, (long long)last);
	if (touched->clients.too_many || touched->contracts.too_many) {
		json_member_bool(&out, "everything", true);
	} else {
		write_numbers(&out, "clients", &touched->clients);
		write_numbers(&out, "contracts", &touched->contracts);
		json_member_bool(&out, "house", touched->house);
	}
	buffer_text(&out, "}\n\n");
	pthread_mutex_lock(&events->lock);
	snprintf(events->kept[events->made % EVENTS_KEPT], EVENT_BYTES, "%s", out.at);
	events->made++;
	events->last_entry = last;
	wake_all(events);
	pthread_mutex_unlock(&events->lock);
}

static void tell_new(struct request *request, struct book *book) {
	struct events *events = request->served->events;
	struct touched touched = {0};
	int64_t last = events->last_entry;
	struct query *query = store_query(book_store(book), STATEMENT_ENTRY_TOUCHED);
	query_bind_number(query, 1, last);
	query_bind_number(query, 2, LIMIT_EVENT_CLIENTS);
	while (query_step(query) == STEP_ROW) {
		last = query_number(query, 0);
		add_entry(request->arena, query, &touched);
	}
	if (last < book_entries(book)) {
		last = book_entries(book);
		touched.clients.too_many = true;
	}
	if (last > events->last_entry)
		make_event(events, request->arena, last, &touched);
}

/* Nobody listens: what came so far is told to nobody. */
static void skip_to(struct events *events, int64_t last) {
	pthread_mutex_lock(&events->lock);
	if (last > events->last_entry)
		events->last_entry = last;
	pthread_mutex_unlock(&events->lock);
}

/* In a reader: what came since, also from other servers and programs. */
static void look_for_entries(struct request *request, struct book *book) {
	struct served *served = request->served;
	struct events *events = served->events;
	int64_t known = atomic_load(&served->entries), found = book_entries(book);
	atomic_store(&events->queued, false);
	while (known < found && !atomic_compare_exchange_weak(&served->entries, &known, found))
		continue;
	pthread_mutex_lock(&events->telling);
	if (atomic_load(&events->count) > 0)
		tell_new(request, book);
	else
		skip_to(events, found);
	pthread_mutex_unlock(&events->telling);
}

void events_look(struct served *served) {
	atomic_store(&served->events->queued, true);
	own_read(own_request(served), look_for_entries);
}

void events_committed(struct served *served) {
	if (atomic_load(&served->events->count) == 0)
		skip_to(served->events, atomic_load(&served->entries));
	else if (!atomic_load(&served->events->queued))
		events_look(served);
}

/* GET /events */
void events_show(struct request *request, struct book *book) {
	(void)book;
	request_json(request, 200);
	request->answer.type = "text/event-stream";
	request->answer.stream = true;
}

struct events *events_create(int64_t last_entry) {
	struct events *events = calloc(1, sizeof *events);
	if (!events)
		abort();
	pthread_mutex_init(&events->lock, NULL);
	pthread_mutex_init(&events->telling, NULL);
	events->last_entry = last_entry;
	return events;
}

void events_destroy(struct events *events) {
	if (!events)
		return;
	pthread_mutex_destroy(&events->telling);
	pthread_mutex_destroy(&events->lock);
	free(events);
}
