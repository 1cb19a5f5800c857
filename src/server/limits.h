/* Every limit of the server, in one place. What is above one is answered, not suffered: 413, 429, 431 or 503. */
#ifndef SERVER_LIMITS_H
#define SERVER_LIMITS_H

#include "wire/wire.h"

/* HTTP */
enum {
	LIMIT_HTTP_THREADS = 2,             /* of the pool that reads and writes sockets */
	LIMIT_CONNECTIONS = 1024,           /* at once */
	LIMIT_CONNECTION_BYTES = 24 * 1024, /* memory of one: bounds the request line and all headers together */
	LIMIT_TARGET_BYTES = 4 * 1024,      /* path and query */
	LIMIT_ARGUMENTS = 24,               /* of a query */
	LIMIT_NO_BODY = 0,                  /* routes that take no body */
	LIMIT_SMALL_BODY_BYTES = 8 * 1024,  /* sign-in, people, tokens */
	LIMIT_BODY_BYTES = 4 *
			   WIRE_BYTES_MOST, /* operations; each of them at most WIRE_BYTES_MOST, WIRE_DEPTH_MOST deep */
	LIMIT_IDLE_SECONDS = 30,            /* a connection on which nothing moves */
	LIMIT_RECEIVE_SECONDS = 60,         /* from a connection's last answer to its next whole request */
	LIMIT_SEND_SECONDS = 120,           /* to take an answer */
	LIMIT_STOP_SECONDS = 10,            /* for what was accepted, once told to stop */
};

/* Work */
enum {
	LIMIT_OPERATIONS = 1000,               /* in one request */
	LIMIT_WRITES_WAITING = 2048,           /* requests in a book's queue */
	LIMIT_BATCH = 512,                     /* requests made durable together */
	LIMIT_ATTEMPTS = 4,                    /* at a batch, when the database went away or others were in its way */
	LIMIT_ATTEMPTS_SECONDS = 5,            /* for all of them */
	LIMIT_READS_WAITING = 1024,            /* requests in the readers' queue */
	LIMIT_READERS = 2,                     /* threads that read */
	LIMIT_READ_SECONDS = 30,               /* to read the book for one request */
	LIMIT_REPORT_BYTES = 32 * 1024 * 1024, /* memory a report is made in; its text comes to less */
	LIMIT_ROWS = 1000,                     /* of one answer that is a list */
	LIMIT_ROWS_USUAL = 100,
	LIMIT_REFS = 100,           /* asked for by name at once */
	LIMIT_HISTORY = 50,         /* entries shown with a client */
	LIMIT_BOOKS = 64,           /* of a folder */
	LIMIT_LISTENERS = 256,      /* streams of events */
	LIMIT_EVENT_CLIENTS = 100,  /* client numbers in one event; above: "everything" */
	LIMIT_BUSY_SECONDS = 1,     /* Retry-After when a queue is full */
	LIMIT_REOPEN_LEAST_MS = 50, /* between two tries to open a book again after a fault, doubled up to the most */
	LIMIT_REOPEN_MOST_MS = 800,
	LIMIT_DAMAGED_MS = 30 * 1000, /* between two looks at a damaged book */
};

/* People */
enum {
	LIMIT_HASHES_WAITING = 8,            /* password hashes under way or waiting; more are 429 */
	LIMIT_HASH_THREADS = 1,              /* that hash passwords */
	LIMIT_HASH_BYTES = 19 * 1024 * 1024, /* memory of one Argon2id hash */
	LIMIT_HASH_PASSES = 2,
	LIMIT_PASSWORD_LEAST = 8, /* bytes of a password */
	LIMIT_PASSWORD_MOST = 200,
	LIMIT_SIGN_INS_FAILED = 5, /* in a row for one name, then each must wait */
	LIMIT_SIGN_IN_WAIT_SECONDS = 30,
	LIMIT_NAMES_WATCHED = 1024, /* names whose failures are remembered */
	LIMIT_SESSION_IDLE_SECONDS = 12 * 3600,
	LIMIT_SESSION_SECONDS = 7 * 24 * 3600,
	LIMIT_SESSION_TOUCH_SECONDS = 60, /* how exactly "last seen" is kept */
	LIMIT_KNOWN_SECONDS = 2,          /* how long a bearer is believed without asking the book again */
	LIMIT_KNOWN = 512,                /* bearers remembered */
};

#endif
