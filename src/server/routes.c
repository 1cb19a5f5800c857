#include "server/routes.h"

#include "server/handlers.h"
#include "server/limits.h"

#include <string.h>

enum {
	BOOKKEEPERS = BY_OWNER | BY_MANAGER | BY_ACCOUNTANT,
	COUNTER = BY_OWNER | BY_MANAGER | BY_DESK,
	OFFICE = BOOKKEEPERS | BY_DESK,
	STAFF = OFFICE | BY_PRACTITIONER,
};

#define ROUTE(method, path, roles, csrf, body_most, key, lane, prepare, act)                                           \
	{ method, path, roles, csrf, body_most, key, lane, prepare, act }

/* clang-format off */
static const struct route routes[] = {
	ROUTE("POST", "/operations", OFFICE, CSRF_CHECKED, LIMIT_BODY_BYTES, KEY_WHERE_BOOKED, LANE_AT_ONCE, operations_prepare, operations_act),
	ROUTE("GET", "/clients", COUNTER, CSRF_SAFE, LIMIT_NO_BODY, KEY_NONE, LANE_READER, clients_search, NULL),
	ROUTE("GET", "/clients/{}", OFFICE, CSRF_SAFE, LIMIT_NO_BODY, KEY_NONE, LANE_READER, client_show, NULL),
	ROUTE("GET", "/contracts/{}", OFFICE, CSRF_SAFE, LIMIT_NO_BODY, KEY_NONE, LANE_READER, contract_show, NULL),
	ROUTE("GET", "/catalog", STAFF, CSRF_SAFE, LIMIT_NO_BODY, KEY_NONE, LANE_READER, catalog_show, NULL),
	ROUTE("GET", "/settings", STAFF, CSRF_SAFE, LIMIT_NO_BODY, KEY_NONE, LANE_READER, settings_show, NULL),
	ROUTE("GET", "/reports/{}", STAFF, CSRF_SAFE, LIMIT_NO_BODY, KEY_NONE, LANE_READER, report_show, NULL),
	ROUTE("GET", "/explain", BOOKKEEPERS | BY_PRACTITIONER, CSRF_SAFE, LIMIT_NO_BODY, KEY_NONE, LANE_READER, explain_show, NULL),
	ROUTE("GET", "/alerts", COUNTER, CSRF_SAFE, LIMIT_NO_BODY, KEY_NONE, LANE_READER, alerts_show, NULL),
	ROUTE("GET", "/renewals", COUNTER, CSRF_SAFE, LIMIT_NO_BODY, KEY_NONE, LANE_READER, renewals_show, NULL),
	ROUTE("GET", "/price", BY_OWNER | BY_MANAGER, CSRF_SAFE, LIMIT_NO_BODY, KEY_NONE, LANE_READER, price_show, NULL),
	ROUTE("GET", "/entries", BOOKKEEPERS, CSRF_SAFE, LIMIT_NO_BODY, KEY_NONE, LANE_READER, entries_show, NULL),
	ROUTE("GET", "/events", STAFF, CSRF_SAFE, LIMIT_NO_BODY, KEY_NONE, LANE_AT_ONCE, events_show, NULL),
	ROUTE("GET", "/me", BY_CLIENT, CSRF_SAFE, LIMIT_NO_BODY, KEY_NONE, LANE_READER, me_show, NULL),
	ROUTE("GET", "/session", STAFF | BY_CLIENT, CSRF_SAFE, LIMIT_NO_BODY, KEY_NONE, LANE_AT_ONCE, session_show, NULL),
	ROUTE("POST", "/session", BY_ANYONE, CSRF_CHECKED, LIMIT_SMALL_BODY_BYTES, KEY_NONE, LANE_HASHER, session_open_prepare, session_open_act),
	ROUTE("DELETE", "/session", STAFF, CSRF_CHECKED, LIMIT_NO_BODY, KEY_NONE, LANE_AT_ONCE, session_close_prepare, session_close_act),
	ROUTE("POST", "/session/password", STAFF, CSRF_CHECKED, LIMIT_SMALL_BODY_BYTES, KEY_NONE, LANE_HASHER, password_prepare, password_act),
	ROUTE("POST", "/session/second-factor", STAFF, CSRF_CHECKED, LIMIT_SMALL_BODY_BYTES, KEY_NONE, LANE_HASHER, second_factor_prepare, second_factor_act),
	ROUTE("POST", "/setup", BY_ANYONE, CSRF_CHECKED, LIMIT_SMALL_BODY_BYTES, KEY_NONE, LANE_HASHER, setup_prepare, person_add_act),
	ROUTE("GET", "/people", BY_OWNER | BY_MANAGER, CSRF_SAFE, LIMIT_NO_BODY, KEY_NONE, LANE_READER, people_show, NULL),
	ROUTE("POST", "/people", BY_OWNER | BY_MANAGER, CSRF_CHECKED, LIMIT_SMALL_BODY_BYTES, KEY_NONE, LANE_HASHER, person_add_prepare, person_add_act),
	ROUTE("PATCH", "/people/{}", BY_OWNER | BY_MANAGER, CSRF_CHECKED, LIMIT_SMALL_BODY_BYTES, KEY_NONE, LANE_HASHER, person_change_prepare, person_change_act),
	ROUTE("GET", "/tokens", BY_OWNER | BY_MANAGER, CSRF_SAFE, LIMIT_NO_BODY, KEY_NONE, LANE_READER, tokens_show, NULL),
	ROUTE("POST", "/tokens", BY_OWNER | BY_MANAGER, CSRF_CHECKED, LIMIT_SMALL_BODY_BYTES, KEY_NONE, LANE_READER, token_add_prepare, token_add_act),
	ROUTE("DELETE", "/tokens/{}", BY_OWNER | BY_MANAGER, CSRF_CHECKED, LIMIT_NO_BODY, KEY_NONE, LANE_READER, token_revoke_prepare, token_revoke_act),
	ROUTE("GET", "/links", COUNTER, CSRF_SAFE, LIMIT_NO_BODY, KEY_NONE, LANE_READER, links_show, NULL),
	ROUTE("POST", "/links", COUNTER, CSRF_CHECKED, LIMIT_SMALL_BODY_BYTES, KEY_NONE, LANE_READER, link_add_prepare, token_add_act),
	ROUTE("DELETE", "/links/{}", COUNTER, CSRF_CHECKED, LIMIT_NO_BODY, KEY_NONE, LANE_READER, link_revoke_prepare, token_revoke_act),
	ROUTE("GET", "/audit", BY_OWNER, CSRF_SAFE, LIMIT_NO_BODY, KEY_NONE, LANE_READER, audit_show, NULL),
	ROUTE("GET", "/health", BY_ANYONE, CSRF_SAFE, LIMIT_NO_BODY, KEY_NONE, LANE_AT_ONCE, health_show, NULL),
	ROUTE("GET", "/metrics", BOOKKEEPERS, CSRF_SAFE, LIMIT_NO_BODY, KEY_NONE, LANE_AT_ONCE, metrics_show, NULL),
	ROUTE("GET", "/openapi.json", BY_ANYONE, CSRF_SAFE, LIMIT_NO_BODY, KEY_NONE, LANE_AT_ONCE, openapi_show, NULL),
};
/* clang-format on */

enum { ROUTE_COUNT = sizeof routes / sizeof *routes };

size_t route_count(void) {
	return ROUTE_COUNT;
}

const struct route *route_at(size_t index) {
	return &routes[index];
}

static int digit(char c) {
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

const char *url_decode(struct arena *arena, const char *text, size_t length) {
	char *decoded = arena_alloc(arena, length + 1);
	size_t at = 0;
	for (size_t i = 0; i < length; i++) {
		char c = text[i];
		if (c == '%') {
			int high = length - i > 2 ? digit(text[i + 1]) : -1;
			int low = high >= 0 ? digit(text[i + 2]) : -1;
			if (low < 0 || high * 16 + low == 0)
				return NULL;
			c = (char)(high * 16 + low);
			i += 2;
		}
		decoded[at++] = c;
	}
	return decoded;
}

/* Whether the path is one of the pattern's; `segment` gets what stands for {}. */
static bool fits(const char *pattern, const char *path, const char **segment, size_t *length) {
	*segment = NULL;
	while (*pattern && *path) {
		if (pattern[0] == '{') {
			*segment = path;
			*length = strcspn(path, "/");
			path += *length;
			pattern += 2;
			if (*length == 0)
				return false;
		} else if (*pattern++ != *path++) {
			return false;
		}
	}
	return !*pattern && !*path;
}

static bool answers_to(const struct route *route, const char *method) {
	return strcmp(route->method, method) == 0 || (strcmp(method, "HEAD") == 0 && strcmp(route->method, "GET") == 0);
}

enum route_found route_find(struct arena *arena, const char *method, const char *path, const struct route **route,
			    const char **parameter, struct buffer *allowed) {
	const char *segment;
	size_t length = 0;
	for (size_t i = 0; i < ROUTE_COUNT; i++) {
		if (!fits(routes[i].path, path, &segment, &length))
			continue;
		if (answers_to(&routes[i], method)) {
			*route = &routes[i];
			*parameter = segment ? url_decode(arena, segment, length) : NULL;
			return segment && !*parameter ? ROUTE_NOT_FOUND : ROUTE_FOUND;
		}
		buffer_text(allowed, allowed->length ? ", " : "");
		buffer_text(allowed, routes[i].method);
	}
	return allowed->length ? ROUTE_OTHER_METHOD : ROUTE_NOT_FOUND;
}
