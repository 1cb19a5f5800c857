/* The way of a request through the server: found in the table, told who asks, let in or not, prepared, and, when it changes
 * something, acted on by the writer. The one place where rights of routes are looked at.
 *
 *     HTTP thread:  way_begin (route, size)  …body…  way_go
 *     reader:       who asks, when that is not known already; prepare
 *     writer:       act, commit
 *     finished      back in the HTTP thread */
#ifndef SERVER_WAY_H
#define SERVER_WAY_H

#include "server/served.h"

struct way;

struct way *way_create(struct shelf *shelf);
/* Ends the readers. The writers must still be there, and may hand over more, which is turned away. Accepts NULL. */
void way_finish(struct way *way);
/* After the writers. Accepts NULL. */
void way_destroy(struct way *way);

/* Finds book and route once the headers are there. What is wrong is the answer then. */
void way_begin(struct way *way, struct request *request);

/* The most the body may have; known after way_begin. */
size_t way_body_most(const struct request *request);

/* With the body there: goes as far as can be gone at once. False: the answer is made. True: call way_wait. */
MUST_USE bool way_go(struct request *request);

/* Hands the request on; request->finished is called when the answer is made, possibly before this returns. */
void way_wait(struct request *request);

/* Hands a request of the server's own to the readers. */
void way_read(struct way *way, struct request *request);

#endif
