/* Serving from the command line. */
#ifndef CLI_SERVING_H
#define CLI_SERVING_H

#include "cli/command.h"

#include "server/server.h"

/* Serves until a signal ends it, after telling the address and who may begin, and what `tell` (NULL: nothing) adds.
 * Blocks the signals that end it in the calling thread, for good. */
enum outcome serve_until_stopped(const struct command *self, struct serving *serving, void (*tell)(void));

#endif
