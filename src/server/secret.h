/* Secrets that bearers show: 256 random bits, kept only as their BLAKE2b hash. */
#ifndef SERVER_SECRET_H
#define SERVER_SECRET_H

#include "base/arena.h"

#include <stdbool.h>

enum { SECRET_HASH_BYTES = 32, SECRET_TEXT = 44 /* bytes of the text with its NUL */ };

/* A new secret as text (URL-safe) in the arena, and its hash. */
const char *secret_make(struct arena *arena, unsigned char hash[SECRET_HASH_BYTES]);

/* The hash of a secret that was shown. */
void secret_hash(const char *secret, unsigned char hash[SECRET_HASH_BYTES]);

/* Passwords: Argon2id with the cost of limits.h. `hash` is a text that holds salt and cost too. NULL: no memory for it now. */
const char *password_hash(struct arena *arena, const char *password);
/* Whether the password is the one of the hash. `hash` NULL: nobody's; takes as long. */
bool password_fits(const char *hash, const char *password);

#endif
