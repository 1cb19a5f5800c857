/* What was asked ahead and not forgotten: answers by statement and parameters. For postgres.c only. */
#ifndef STORE_POSTGRES_AHEAD_H
#define STORE_POSTGRES_AHEAD_H

#include "store/engine.h"

#include <libpq-fe.h>

enum { AHEAD_MOST = 2048, AHEAD_SLOTS = 4096 };

/* A statement with its parameters, as libpq takes them. */
struct asked {
	enum statement statement;
	int count;
	const char *const *values;
	const int *lengths, *formats;
};

struct answer {
	enum statement statement;
	const char *key; /* the parameters in one row of bytes */
	size_t key_length;
	PGresult *result; /* NULL: still on its way */
	bool forgotten;
};

struct ahead {
	struct arena *arena; /* of the keys; NULL until first used */
	size_t count;
	struct answer answers[AHEAD_MOST];
	uint16_t slots[AHEAD_SLOTS]; /* places in answers, plus one, by hash of the key */
};

/* The answer; NULL: it was not asked ahead, or is forgotten. */
struct answer *ahead_find(const struct ahead *ahead, const struct asked *asked);

/* A place for an answer. NULL: there is one already, or no room. */
struct answer *ahead_add(struct ahead *ahead, const struct asked *asked);

/* Forgets the answers to the statement whose parameters begin with these. */
void ahead_forget_these(struct ahead *ahead, const struct asked *asked);

/* Forgets all; results stay until ahead_clear, since somebody may be reading them. */
void ahead_forget(struct ahead *ahead);

/* Nobody reads any more, and nothing is on its way. */
void ahead_clear(struct ahead *ahead);

/* Gives all memory back. */
void ahead_destroy(struct ahead *ahead);

#endif
