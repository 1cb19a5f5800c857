#include "server/visitors.h"

#include "server/limits.h"

#include "book/book.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>

struct visitor {
	struct visitor *before, *after;
	int fd;
	_Atomic int64_t since_ms;
	atomic_int state;
};

struct visitors {
	pthread_mutex_t lock;
	struct visitor *first;
};

struct visitors *visitors_create(void) {
	struct visitors *visitors = calloc(1, sizeof *visitors);
	if (!visitors)
		abort();
	pthread_mutex_init(&visitors->lock, NULL);
	return visitors;
}

void visitors_destroy(struct visitors *visitors) {
	pthread_mutex_destroy(&visitors->lock);
	free(visitors);
}

struct visitor *visitor_open(struct visitors *visitors, int fd) {
	struct visitor *visitor = calloc(1, sizeof *visitor);
	if (!visitor)
		abort();
	visitor->fd = fd;
	visitor_now(visitor, VISIT_RECEIVING);
	pthread_mutex_lock(&visitors->lock);
	visitor->after = visitors->first;
	if (visitor->after)
		visitor->after->before = visitor;
	visitors->first = visitor;
	pthread_mutex_unlock(&visitors->lock);
	return visitor;
}

void visitor_close(struct visitors *visitors, struct visitor *visitor) {
	if (!visitor)
		return;
	pthread_mutex_lock(&visitors->lock);
	if (visitor->before)
		visitor->before->after = visitor->after;
	else
		visitors->first = visitor->after;
	if (visitor->after)
		visitor->after->before = visitor->before;
	pthread_mutex_unlock(&visitors->lock);
	free(visitor);
}

void visitor_now(struct visitor *visitor, enum visit_state state) {
	if (!visitor)
		return;
	atomic_store(&visitor->since_ms, clock_milliseconds());
	atomic_store(&visitor->state, (int)state);
}

static bool takes_too_long(struct visitor *visitor, int64_t now_ms) {
	int64_t seconds = (now_ms - atomic_load(&visitor->since_ms)) / 1000;
	switch ((enum visit_state)atomic_load(&visitor->state)) {
	case VISIT_RECEIVING: return seconds > LIMIT_RECEIVE_SECONDS;
	case VISIT_SENDING: return seconds > LIMIT_SEND_SECONDS;
	case VISIT_WORKING:
	case VISIT_STREAMING: return false;
	}
	return false;
}

void visitors_look_after(struct visitors *visitors, int64_t now_ms) {
	pthread_mutex_lock(&visitors->lock);
	for (struct visitor *visitor = visitors->first; visitor; visitor = visitor->after)
		if (takes_too_long(visitor, now_ms))
			shutdown(visitor->fd, SHUT_RDWR);
	pthread_mutex_unlock(&visitors->lock);
}
