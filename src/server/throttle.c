#include "server/throttle.h"

#include "server/limits.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* Names share places when their hashes do: then they wait together, which harms nobody for long. */
struct failures {
	int32_t count;
	int64_t latest_ms;
};

struct throttle {
	pthread_mutex_t lock;
	unsigned char key[crypto_shorthash_KEYBYTES];
	struct failures names[LIMIT_NAMES_WATCHED];
};

struct throttle *throttle_create(void) {
	struct throttle *throttle = calloc(1, sizeof *throttle);
	if (!throttle)
		abort();
	pthread_mutex_init(&throttle->lock, NULL);
	crypto_shorthash_keygen(throttle->key);
	return throttle;
}

void throttle_destroy(struct throttle *throttle) {
	if (!throttle)
		return;
	pthread_mutex_destroy(&throttle->lock);
	free(throttle);
}

static struct failures *of_name(struct throttle *throttle, const char *name) {
	uint64_t hash;
	crypto_shorthash((unsigned char *)&hash, (const unsigned char *)name, strlen(name), throttle->key);
	return &throttle->names[hash % LIMIT_NAMES_WATCHED];
}

int32_t throttle_wait(struct throttle *throttle, const char *name, int64_t now_ms) {
	pthread_mutex_lock(&throttle->lock);
	const struct failures *failures = of_name(throttle, name);
	int64_t until_ms = failures->latest_ms + INT64_C(1000) * LIMIT_SIGN_IN_WAIT_SECONDS;
	int64_t left_ms = failures->count >= LIMIT_SIGN_INS_FAILED ? until_ms - now_ms : 0;
	pthread_mutex_unlock(&throttle->lock);
	return left_ms > 0 ? (int32_t)((left_ms + 999) / 1000) : 0;
}

void throttle_failed(struct throttle *throttle, const char *name, int64_t now_ms) {
	pthread_mutex_lock(&throttle->lock);
	struct failures *failures = of_name(throttle, name);
	failures->count++;
	failures->latest_ms = now_ms;
	pthread_mutex_unlock(&throttle->lock);
}

void throttle_succeeded(struct throttle *throttle, const char *name) {
	pthread_mutex_lock(&throttle->lock);
	*of_name(throttle, name) = (struct failures){0};
	pthread_mutex_unlock(&throttle->lock);
}
