#include "server/way.h"

#include "server/audit.h"
#include "server/known.h"
#include "server/pool.h"
#include "server/routes.h"
#include "server/site.h"
#include "server/static.h"
#include "server/writer.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

struct way {
	struct shelf *shelf;
	struct pool *readers, *hashers;
};

static const char api[] = "/api/v1";

/* Finding */

/* The path below the book's own, and the book: all of it, or what follows /b/NAME. */
static const char *find_book(struct way *way, struct request *request) {
	const char *path = request->path;
	if (!way->shelf->folder) {
		request->served = &way->shelf->books[0];
		return path;
	}
	if (strncmp(path, "/b/", 3) != 0)
		return path;
	const char *name = path + 3;
	size_t length = strcspn(name, "/");
	request->served = shelf_find(way->shelf, name, length);
	return request->served ? name + length : NULL;
}

static void find_route(struct request *request, const char *path) {
	struct buffer allowed;
	buffer_init(&allowed, request->arena);
	switch (route_find(request->arena, request->method, path, &request->route, &request->parameter, &allowed)) {
	case ROUTE_FOUND: return;
	case ROUTE_NOT_FOUND: request_say(request, CARNET_NOT_FOUND, "There is nothing at this address."); return;
	case ROUTE_OTHER_METHOD:
		request_fail(request, PROBLEM_METHOD, NULL);
		request_header(request, "Allow", allowed.at);
		return;
	}
}

void way_begin(struct way *way, struct request *request) {
	request->way = way;
	const char *path = find_book(way, request);
	bool of_api = path && strncmp(path, api, strlen(api)) == 0 && path[strlen(api)] == '/';
	if (path && !of_api)
		static_answer(request, path);
	else if (path && request->served)
		find_route(request, path + strlen(api));
	else
		request_say(request, CARNET_NOT_FOUND, "There is no such book here.");
}

size_t way_body_most(const struct request *request) {
	return request->route ? request->route->body_most : 0;
}

/* Letting in */

static void refuse_right(struct request *request) {
	audit_note(request->served, "right_refused", request->identity.name,
		   arena_format(request->arena, "%s %s", request->method, request->route->path));
	request_say(request, CARNET_FORBIDDEN, "Your role may not do that.");
}

static void let_in(struct request *request) {
	const struct route *route = request->route;
	const struct identity *identity = &request->identity;
	if (route->csrf == CSRF_CHECKED && !site_own(request)) {
		request_fail(request, PROBLEM_CROSS_SITE, NULL);
		return;
	}
	if (route->roles & BY_ANYONE)
		return;
	if (identity->bearer == BEARER_NOBODY)
		request_fail(request, PROBLEM_UNAUTHENTICATED, NULL);
	else if (!(route->roles >> identity->role & 1))
		refuse_right(request);
}

/* Going on */

static void submit_to_writer(struct request *request) {
	if (writer_submit(request->served->writer, request))
		return;
	request_fail(request, PROBLEM_BUSY, NULL);
	request->finished(request);
}

/* After preparing: to the writer, or done. */
static void after_prepare(struct request *request) {
	if (!request_answered(request) && request->route->act)
		submit_to_writer(request);
	else
		request->finished(request);
}

static void refuse_reading(struct request *request, const struct refusal *why) {
	struct problem problem = problem_of_reading(why);
	request_problem(request, &problem);
}

static void refuse_fault(struct request *request, const struct store *store) {
	struct refusal why;
	if (store_took_too_long(store))
		refuse(&why, CARNET_TOO_LARGE, "It takes more than %d seconds. Ask for less of it.", LIMIT_READ_SECONDS);
	else
		refuse(&why, CARNET_UNAVAILABLE, "%s", store_fault_text(store));
	refuse_reading(request, &why);
}

static int64_t steady_ms(void) {
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Whatever was prepared while the book could not be read is no answer. */
static void prepare_with(struct request *request, struct book *book) {
	store_bound(book_store(book), LIMIT_READ_SECONDS, steady_ms);
	request->route->prepare(request, book);
	if (store_faulted(book_store(book)))
		refuse_fault(request, book_store(book));
	after_prepare(request);
}

static void hash_prepare(struct request *request, struct book *book, const struct refusal *why) {
	if (book) {
		prepare_with(request, book);
		return;
	}
	refuse_reading(request, why);
	request->finished(request);
}

/* In a reader: who asks, and what the lane is. */
static void read_prepare(struct request *request, struct book *book, const struct refusal *why) {
	if (!book) {
		hash_prepare(request, NULL, why);
		return;
	}
	if (!request->identified) {
		known_ask(request, book);
		request->identified = true;
		let_in(request);
	}
	if (request_answered(request))
		request->finished(request);
	else if (request->route->lane == LANE_HASHER)
		way_wait(request);
	else
		prepare_with(request, book);
}

bool way_go(struct request *request) {
	const struct route *route = request->route;
	if (request_answered(request))
		return false;
	request->identified = (route->roles & BY_ANYONE) || known_remember(request);
	if (!request->identified)
		return true;
	let_in(request);
	if (request_answered(request))
		return false;
	if (route->lane != LANE_AT_ONCE)
		return true;
	route->prepare(request, NULL);
	return !request_answered(request);
}

void way_wait(struct request *request) {
	struct way *way = request->way;
	const struct route *route = request->route;
	if (request->identified && route->lane == LANE_AT_ONCE) {
		submit_to_writer(request);
		return;
	}
	struct pool *pool = request->identified && route->lane == LANE_HASHER ? way->hashers : way->readers;
	if (pool_submit(pool, request))
		return;
	request_fail(request, pool == way->hashers ? PROBLEM_TOO_MANY : PROBLEM_BUSY, NULL);
	request->finished(request);
}

struct way *way_create(struct shelf *shelf) {
	struct way *way = calloc(1, sizeof *way);
	if (!way)
		abort();
	way->shelf = shelf;
	shelf->way = way;
	way->readers = pool_create(LIMIT_READERS, LIMIT_READS_WAITING, read_prepare);
	way->hashers = pool_create(LIMIT_HASH_THREADS, LIMIT_HASHES_WAITING, hash_prepare);
	return way;
}

void way_finish(struct way *way) {
	if (!way)
		return;
	pool_finish(way->readers);
	pool_finish(way->hashers);
}

void way_destroy(struct way *way) {
	if (!way)
		return;
	pool_destroy(way->readers);
	pool_destroy(way->hashers);
	free(way);
}

void way_read(struct way *way, struct request *request) {
	if (!pool_submit(way->readers, request))
		request->finished(request);
}
