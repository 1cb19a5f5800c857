/* The audit log: what happened with people and their rights. Never a secret in it. */
#ifndef SERVER_AUDIT_H
#define SERVER_AUDIT_H

#include "server/request.h"

/* Writes a line within the writer's transaction. `name`: who did it, "" when nobody known; `detail`: to whom or what. */
void audit_write(struct store *store, int64_t at_ms, const char *event, const char *name, const char *detail);

/* Notes a line from anywhere; it is written by the writer in its time, and dropped when the writer has too much to do. */
void audit_note(struct served *served, const char *event, const char *name, const char *detail);

#endif
