/* Failed sign-ins by name: after LIMIT_SIGN_INS_FAILED in a row each further try has to wait. */
#ifndef SERVER_THROTTLE_H
#define SERVER_THROTTLE_H

#include <stdbool.h>
#include <stdint.h>

struct throttle;

struct throttle *throttle_create(void);
void throttle_destroy(struct throttle *throttle);

/* Seconds the name still has to wait; 0: it may try. */
int32_t throttle_wait(struct throttle *throttle, const char *name, int64_t now_ms);
void throttle_failed(struct throttle *throttle, const char *name, int64_t now_ms);
void throttle_succeeded(struct throttle *throttle, const char *name);

#endif
