/* The socket the server listens on. */
#ifndef SERVER_LISTEN_H
#define SERVER_LISTEN_H

#include "base/refusal.h"

#include <stdbool.h>

enum { LISTEN_TEXT = 80 };

/* Listens on "ADDRESS:PORT", "[ADDRESS]:PORT"; port 0 takes a free one. `address` gets where it listens indeed.
 * Refuses: invalid (no such address), unavailable (it is taken, or not ours). */
MUST_USE enum carnet_status listen_open(const char *where, int *fd, char address[LISTEN_TEXT], struct refusal *why);

#endif
