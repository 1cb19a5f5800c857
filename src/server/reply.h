/* Turns a request's answer into libmicrohttpd's response, with the headers every answer has. */
#ifndef SERVER_REPLY_H
#define SERVER_REPLY_H

#include "server/request.h"

#include <microhttpd.h>

enum MHD_Result reply_queue(struct MHD_Connection *connection, struct request *request);

#endif
