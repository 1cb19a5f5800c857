#include "server/secret.h"

#include "server/limits.h"

#include <sodium.h>
#include <string.h>

enum { SECRET_BYTES = 32 };

/* The hash of a password nobody has, made with the cost of limits.h. */
static const char nobody[] =
	"$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

void secret_hash(const char *secret, unsigned char hash[SECRET_HASH_BYTES]) {
	crypto_generichash(hash, SECRET_HASH_BYTES, (const unsigned char *)secret, strlen(secret), NULL, 0);
}

const char *secret_make(struct arena *arena, unsigned char hash[SECRET_HASH_BYTES]) {
	unsigned char bytes[SECRET_BYTES];
	char *text = arena_alloc(arena, SECRET_TEXT);
	randombytes_buf(bytes, sizeof bytes);
	sodium_bin2base64(text, SECRET_TEXT, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	sodium_memzero(bytes, sizeof bytes);
	secret_hash(text, hash);
	return text;
}

const char *password_hash(struct arena *arena, const char *password) {
	char *hash = arena_alloc(arena, crypto_pwhash_STRBYTES);
	if (crypto_pwhash_str_alg(hash, password, strlen(password), LIMIT_HASH_PASSES, LIMIT_HASH_BYTES,
				  crypto_pwhash_ALG_ARGON2ID13) != 0)
		return NULL;
	return hash;
}

bool password_fits(const char *hash, const char *password) {
	bool fits = crypto_pwhash_str_verify(hash ? hash : nobody, password, strlen(password)) == 0;
	return hash && fits;
}
