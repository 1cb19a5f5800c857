/* The book: one business's clients, contracts and entries, and the operations on them.
 *
 * A book is opened by one thread at a time. Operations come in batches: book_begin, any number of book_apply, book_finish, which
 * makes all of them durable together. Each operation is decided in memory and either recorded whole or refused; a refusal
 * writes nothing. Nothing counts before book_finish has said so. */
#ifndef BOOK_BOOK_H
#define BOOK_BOOK_H

#include "base/buffer.h"
#include "book/catalog.h"
#include "book/operation.h"
#include "store/store.h"

struct book;

/* What a new book is made with. */
struct book_creation {
	const char *name, *currency, *timezone;
	int32_t decimals;
	bool free_clock;
};

/* Refuses: exists, invalid (currency, decimals, time zone), unavailable. */
MUST_USE enum carnet_status book_create(const char *address, const struct book_creation *creation, struct refusal *why);

/* Refuses: not_found, invalid (not a book, made by a newer carnet), unavailable. */
MUST_USE enum carnet_status book_open(const char *address, enum store_mode mode, struct book **book,
				      struct refusal *why);
/* Accepts NULL. What was not finished is lost. */
void book_close(struct book *book);

const struct catalog *book_catalog(const struct book *book);
struct store *book_store(struct book *book);

/* The number of entries. */
int64_t book_entries(const struct book *book);

/* The day the book has been ticked to; DATE_NONE when never. */
int32_t book_ticked_to(const struct book *book);
/* The last closed day; DATE_NONE when nothing is closed. */
int32_t book_closed_to(const struct book *book);
/* What "now" means for reports: today, or, in a book with a free clock, the day it has been ticked to. */
int32_t book_now(const struct book *book, int32_t today);

/* Who asks, and when. The only clock is asked by the caller. */
struct origin {
	int32_t today;       /* in the book's time zone */
	int64_t recorded_at; /* milliseconds since 1970-01-01 UTC */
};

/* Refuses: unavailable. */
MUST_USE enum carnet_status book_begin(struct book *book, struct refusal *why);

/* Decides one operation and records it. `result` gets the answer as JSON when it is accepted.
 * Refusals come in the order of rulebook §14.30. After unavailable the batch is lost; call book_abandon. */
MUST_USE enum carnet_status book_apply(struct book *book, struct arena *arena, const struct operation *op,
				       const struct origin *origin, struct buffer *result, struct refusal *why);

/* Commits. When this refuses (unavailable) the outcome is not known; the keys tell after reopening. */
MUST_USE enum carnet_status book_finish(struct book *book, struct refusal *why);

/* Takes the batch back. */
void book_abandon(struct book *book);

/* Today in a time zone, and milliseconds since 1970-01-01 UTC: the clock, for the edges; the day a moment was in a time zone. */
int32_t clock_today(const char *timezone);
int32_t clock_day(const char *timezone, int64_t milliseconds);
int64_t clock_milliseconds(void);

#endif
