/* The visitors: open connections, and since when each has been receiving a request or sending an answer, so that those who
 * take too long can be cut off. libmicrohttpd itself only knows of connections on which nothing moves. */
#ifndef SERVER_VISITORS_H
#define SERVER_VISITORS_H

#include <stdbool.h>
#include <stdint.h>

enum visit_state { VISIT_RECEIVING, VISIT_WORKING, VISIT_SENDING, VISIT_STREAMING };

struct visitor;
struct visitors;

struct visitors *visitors_create(void);
void visitors_destroy(struct visitors *visitors);

struct visitor *visitor_open(struct visitors *visitors, int fd);
/* Must be called before the connection's descriptor is closed. Accepts NULL. */
void visitor_close(struct visitors *visitors, struct visitor *visitor);

/* Accepts NULL. */
void visitor_now(struct visitor *visitor, enum visit_state state);

/* Cuts off who takes too long. */
void visitors_look_after(struct visitors *visitors, int64_t now_ms);

#endif
