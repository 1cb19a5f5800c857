/* Who is known: finds out who asks, by the secret they show, and remembers it for a moment (LIMIT_KNOWN_SECONDS), so that not
 * every request asks the book. What this server itself changes about people is forgotten at once. */
#ifndef SERVER_KNOWN_H
#define SERVER_KNOWN_H

#include "server/request.h"

struct known;

struct known *known_create(void);
void known_destroy(struct known *known);

/* Fills request->identity from memory. False: the book must be asked. */
MUST_USE bool known_remember(struct request *request);

/* Asks the book and remembers. */
void known_ask(struct request *request, struct book *book);

/* Something about people or their secrets changed. */
void known_forget(struct known *known);

#endif
