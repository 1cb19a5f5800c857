/* The server's own requests: what nobody asked for over HTTP but goes through the writer all the same. */
#ifndef SERVER_OWN_H
#define SERVER_OWN_H

#include "server/routes.h"

/* A request of the server to a book; put what the act needs into ->prepared, of its arena. */
struct request *own_request(struct served *served);

/* Hands it to the writer, which frees it when it is done. When the writer cannot take it, it is dropped. */
void own_submit(struct request *request, act *does);

/* Hands it to a reader, in the same way. */
void own_read(struct request *request, prepare *reads);

#endif
