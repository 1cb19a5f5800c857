/* What the server shows of clients and contracts. */
#ifndef CLI_VIEWS_H
#define CLI_VIEWS_H

#include "server/views.h"

extern const struct views cli_views;

#endif
