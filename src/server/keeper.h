/* What the server does by itself, once a second: the day's change in each book, a look at what other
 * servers and programs have written, signs of life to those who listen. */
#ifndef SERVER_KEEPER_H
#define SERVER_KEEPER_H

#include "server/served.h"

/* `seconds` since the server began. */
void keeper_look(struct shelf *shelf, int64_t seconds);

#endif
