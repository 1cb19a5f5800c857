/* Server-sent events: after each commit, whoever listens is told the last entry, the numbers of the clients and contracts that were
 * touched, and whether the house's own affairs were (lists, settings, periods), so that screens stay fresh.
 *
 *     id: 120
 *     event: entries
 *     data: {"last_entry":120,"clients":[7],"contracts":[12,13],"house":false}
 *
 * "everything":true in place of the numbers: there were too many to tell, or the listener fell behind. */
#ifndef SERVER_EVENTS_H
#define SERVER_EVENTS_H

#include "server/served.h"

#include <microhttpd.h>

struct events;

/* Events of entries after `last_entry`. */
struct events *events_create(int64_t last_entry);
void events_destroy(struct events *events);

/* After a commit: tells who listens, by and by. */
void events_committed(struct served *served);

/* Once a while: what other servers and programs have written is told too. */
void events_look(struct served *served);

/* A response that goes on until the listener leaves or events_end; NULL: too many listen. */
struct MHD_Response *events_listen(struct events *events, struct MHD_Connection *connection);

/* Lets listeners know that the server is there, and finds out who left. */
void events_beat(struct events *events);

/* Ends all streams, for good. */
void events_end(struct events *events);

#endif
