/* The second factor: time-based one-time passwords (RFC 6238: SHA-1, six digits, half minutes), as any authenticator shows. */
#ifndef SERVER_TOTP_H
#define SERVER_TOTP_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum { TOTP_SECRET_BYTES = 20 };

/* Fills a new secret. */
void totp_make(unsigned char secret[TOTP_SECRET_BYTES]);

/* The code of a half minute since 1970. */
int32_t totp_code(const unsigned char secret[TOTP_SECRET_BYTES], int64_t step);

/* The half minute whose code was given: now, one before or one after, and later than `after`. 0: it is none of them. */
int64_t totp_step(const unsigned char secret[TOTP_SECRET_BYTES], const char *code, int64_t now_ms, int64_t after);

/* The secret in base 32, and the address an authenticator reads: otpauth://totp/… */
const char *totp_text(struct arena *arena, const unsigned char secret[TOTP_SECRET_BYTES]);
const char *totp_address(struct arena *arena, const char *name, const unsigned char secret[TOTP_SECRET_BYTES]);

#endif
