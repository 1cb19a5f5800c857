#include "server/known.h"

#include "server/cookie.h"
#include "server/own.h"
#include "server/secret.h"
#include "server/served.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Memory: a table by the hash of the secret, each with a place of its own; whoever comes later takes the place. */

struct place {
	struct identity identity;
	int64_t until_ms; /* 0: empty */
};

struct known {
	pthread_mutex_t lock;
	uint64_t changes; /* how often everything was forgotten */
	struct place places[LIMIT_KNOWN];
};

struct known *known_create(void) {
	struct known *known = calloc(1, sizeof *known);
	if (!known)
		abort();
	pthread_mutex_init(&known->lock, NULL);
	return known;
}

void known_destroy(struct known *known) {
	if (!known)
		return;
	pthread_mutex_destroy(&known->lock);
	free(known);
}

void known_forget(struct known *known) {
	pthread_mutex_lock(&known->lock);
	known->changes++;
	for (size_t i = 0; i < LIMIT_KNOWN; i++)
		known->places[i].until_ms = 0;
	pthread_mutex_unlock(&known->lock);
}

static struct place *place_of(struct known *known, const unsigned char *hash) {
	return &known->places[(hash[0] | hash[1] << 8) % LIMIT_KNOWN];
}

/* Not when people were changed since the request began: what was read may be older than that. */
static void remember(const struct request *request) {
	struct known *known = request->served->known;
	pthread_mutex_lock(&known->lock);
	if (known->changes == request->known_changes) {
		struct place *place = place_of(known, request->identity.hash);
		place->identity = request->identity;
		place->until_ms = clock_milliseconds() + LIMIT_KNOWN_SECONDS * 1000;
	}
	pthread_mutex_unlock(&known->lock);
}

/* The secret a request shows, and by which kind of bearer. NULL: none. */
static const char *shown_secret(struct request *request, enum bearer *bearer) {
	static const char scheme[] = "Bearer ";
	const char *authorization = request->headers[HEADER_AUTHORIZATION];
	if (authorization) {
		*bearer = BEARER_TOKEN;
		return strncasecmp(authorization, scheme, strlen(scheme)) == 0 ? authorization + strlen(scheme) : NULL;
	}
	*bearer = BEARER_SESSION;
	return cookie_read(request);
}

bool known_remember(struct request *request) {
	enum bearer bearer;
	struct known *known = request->served->known;
	const char *secret = shown_secret(request, &bearer);
	if (!secret || strlen(secret) != SECRET_TEXT - 1)
		return true; /* nobody */
	secret_hash(secret, request->identity.hash);
	pthread_mutex_lock(&known->lock);
	const struct place *place = place_of(known, request->identity.hash);
	request->known_changes = known->changes;
	bool found = place->until_ms > request->began_ms &&
		     (place->identity.bearer == BEARER_SESSION) == (bearer == BEARER_SESSION) &&
		     memcmp(place->identity.hash, request->identity.hash, SECRET_HASH_BYTES) == 0;
	if (found)
		request->identity = place->identity;
	pthread_mutex_unlock(&known->lock);
	return found;
}

/* The book */

/* Columns: login, seen_at, ends_at, name, role, staff, active. */
static bool read_session(struct query *query, int64_t now_ms, struct identity *identity, int64_t *staff) {
	identity->seen_ms = query_number(query, 1);
	if (query_number(query, 2) <= now_ms || !query_number(query, 6) ||
	    identity->seen_ms + INT64_C(1000) * LIMIT_SESSION_IDLE_SECONDS <= now_ms)
		return false;
	identity->bearer = BEARER_SESSION;
	identity->login = query_number(query, 0);
	snprintf(identity->name, sizeof identity->name, "%s", query_text(query, 3));
	identity->role = (enum role)query_number(query, 4);
	*staff = query_number(query, 5);
	return true;
}

/* Columns: id, name, role, staff, client, made_by, made_at, revoked_at. */
static bool read_token(struct query *query, struct identity *identity, int64_t *staff) {
	if (query_number(query, 7))
		return false;
	identity->token = query_number(query, 0);
	snprintf(identity->name, sizeof identity->name, "%s", query_text(query, 1));
	identity->role = (enum role)query_number(query, 2);
	*staff = query_number(query, 3);
	identity->client = query_number(query, 4);
	identity->bearer = identity->client ? BEARER_LINK : BEARER_TOKEN;
	return true;
}

static void write_staff(struct identity *identity, const struct book *book, int64_t staff) {
	if (staff)
		snprintf(identity->staff, sizeof identity->staff, "%s",
			 catalog_staff_at(book_catalog(book), staff)->code);
}

static enum carnet_status touch(struct request *request, struct book *book, const struct origin *origin) {
	struct query *query = store_query(book_store(book), STATEMENT_SESSION_TOUCH);
	query_bind_blob(query, 1, request->identity.hash, SECRET_HASH_BYTES);
	query_bind_number(query, 2, origin->recorded_at);
	query_run(query);
	request->wrote = true;
	return store_faulted(book_store(book)) ? CARNET_UNAVAILABLE : CARNET_OK;
}

/* Notes in the book, once in a while, that the session is in use. */
static void keep_alive(const struct request *request) {
	const struct identity *identity = &request->identity;
	if (identity->bearer != BEARER_SESSION ||
	    request->began_ms - identity->seen_ms < INT64_C(1000) * LIMIT_SESSION_TOUCH_SECONDS)
		return;
	struct request *own = own_request(request->served);
	own->identity = *identity;
	own_submit(own, touch);
}

void known_ask(struct request *request, struct book *book) {
	enum bearer bearer;
	int64_t staff = 0;
	struct identity *identity = &request->identity;
	if (!shown_secret(request, &bearer))
		return;
	bool session = bearer == BEARER_SESSION;
	struct query *query = store_query(book_store(book),
					  session ? STATEMENT_SESSION_BY_HASH : STATEMENT_TOKEN_BY_HASH);
	query_bind_blob(query, 1, identity->hash, SECRET_HASH_BYTES);
	bool good = query_step(query) == STEP_ROW && (session ? read_session(query, request->began_ms, identity, &staff)
							      : read_token(query, identity, &staff));
	query_end(query);
	if (!good)
		return;
	write_staff(identity, book, staff);
	keep_alive(request);
	remember(request);
}
