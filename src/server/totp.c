#include "server/totp.h"

#include "base/buffer.h"

#include <ctype.h>
#include <glib.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { SHA1_BYTES = 20, STEP_MS = 30000, CODES = 1000000, CODE_DIGITS = 6 };

void totp_make(unsigned char secret[TOTP_SECRET_BYTES]) {
	randombytes_buf(secret, TOTP_SECRET_BYTES);
}

int32_t totp_code(const unsigned char secret[TOTP_SECRET_BYTES], int64_t step) {
	unsigned char message[8], hash[SHA1_BYTES];
	gsize length = sizeof hash;
	for (int i = 0; i < 8; i++)
		message[i] = (unsigned char)((uint64_t)step >> (8 * (7 - i)));
	GHmac *hmac = g_hmac_new(G_CHECKSUM_SHA1, secret, TOTP_SECRET_BYTES);
	g_hmac_update(hmac, message, sizeof message);
	g_hmac_get_digest(hmac, hash, &length);
	g_hmac_unref(hmac);
	const unsigned char *part = hash + (hash[SHA1_BYTES - 1] & 0xf);
	uint32_t number = (uint32_t)(part[0] & 0x7f) << 24 | (uint32_t)part[1] << 16 | (uint32_t)part[2] << 8 | part[3];
	return (int32_t)(number % CODES);
}

int64_t totp_step(const unsigned char secret[TOTP_SECRET_BYTES], const char *code, int64_t now_ms, int64_t after) {
	int64_t now = now_ms / STEP_MS;
	char expected[12];
	if (strlen(code) != CODE_DIGITS)
		return 0;
	for (int64_t step = now - 1; step <= now + 1; step++) {
		snprintf(expected, sizeof expected, "%06d", totp_code(secret, step));
		if (step > after && sodium_memcmp(expected, code, CODE_DIGITS) == 0)
			return step;
	}
	return 0;
}

const char *totp_text(struct arena *arena, const unsigned char secret[TOTP_SECRET_BYTES]) {
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	struct buffer text;
	uint32_t bits = 0;
	int count = 0;
	buffer_init(&text, arena);
	for (int i = 0; i < TOTP_SECRET_BYTES; i++) {
		bits = bits << 8 | secret[i];
		for (count += 8; count >= 5; count -= 5)
			buffer_char(&text, digits[bits >> (count - 5) & 31]);
		bits &= (1u << count) - 1;
	}
	return text.at;
}

const char *totp_address(struct arena *arena, const char *name, const unsigned char secret[TOTP_SECRET_BYTES]) {
	struct buffer text;
	buffer_init(&text, arena);
	buffer_text(&text, "otpauth://totp/carnet:");
	for (const char *c = name; *c; c++)
		if (isalnum((unsigned char)*c))
			buffer_char(&text, *c);
		else
			buffer_format(&text, "%%%02X", (unsigned char)*c);
	buffer_format(&text, "?secret=%s&issuer=carnet", totp_text(arena, secret));
	return text.at;
}
