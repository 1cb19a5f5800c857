/* A book being served: its writer, who is known, who listens, and figures about it. A shelf holds all books of a server. */
#ifndef SERVER_SERVED_H
#define SERVER_SERVED_H

#include "server/limits.h"
#include "server/request.h"

#include <stdatomic.h>

struct writer;
struct known;
struct throttle;
struct events;
struct finder;
struct way;

enum served_state {
	SERVED_OPEN,
	SERVED_RECOVERING, /* after a fault, until it is opened again and inspected: neither written nor read */
	SERVED_DAMAGED,    /* the inspection found it so; looked at again now and then, in case somebody mends it */
};

struct served {
	const char *name;    /* in the URL; "" when the server has one book only */
	const char *address; /* where the book is */
	size_t index;        /* on the shelf */
	struct shelf *shelf;
	struct writer *writer;
	struct known *known;
	struct throttle *throttle;
	struct events *events; /* who listens */
	struct finder *finder;
	const char *setup; /* the secret that makes the first owner; NULL: there is one */
	/* figures; any thread may read them */
	atomic_int state;                   /* enum served_state */
	_Atomic uint64_t recoveries;        /* how often it was opened again; readers then open it again too */
	_Atomic int64_t entries;            /* the last entry committed */
	_Atomic int64_t committed_ms;       /* when */
	_Atomic uint64_t requests[6];       /* answered, by hundreds of their status */
	_Atomic uint64_t accepted, refused; /* operations */
	_Atomic uint64_t batches, batched;  /* commits, and requests in them */
	_Atomic uint64_t commit_us;         /* time spent committing */
	_Atomic uint64_t waiting;           /* requests in the writer's queue */
};

struct shelf {
	struct way *way;
	bool folder;        /* books are below /b/NAME */
	bool secure;        /* people reach it over TLS */
	const char *origin; /* the address people use; NULL: that they ask for */
	size_t count;
	struct served books[LIMIT_BOOKS];
};

/* Opens a book, or every *.carnet of a folder, and starts their writers. Refuses: as book_open; too_large (too many books). */
MUST_USE enum carnet_status shelf_create(const char *address, struct shelf **shelf, struct refusal *why);

/* Ends the writers: they finish what they have accepted and close the books. Accepts NULL. */
void shelf_finish(struct shelf *shelf);

/* Accepts NULL. */
void shelf_destroy(struct shelf *shelf);

/* By the name in the URL; NULL: there is none. */
struct served *shelf_find(struct shelf *shelf, const char *name, size_t length);

#endif
