#include "server/audit.h"
#include "server/body.h"
#include "server/cookie.h"
#include "server/handlers.h"
#include "server/people.h"
#include "server/secret.h"
#include "server/served.h"
#include "server/throttle.h"

#include "base/json.h"
#include "book/rights.h"

#include <string.h>

/* Signing in and out: /session. */

struct sign_in {
	const char *name, *password, *code;
	struct login login;
	int64_t code_step; /* of the code given; 0: none */
};

static void write_who(struct buffer *out, const struct identity *identity) {
	json_open(out, '{');
	json_member_text(out, "name", identity->name);
	json_member_text(out, "role", role_name(identity->role));
	json_member_text(out, "staff", identity->staff[0] ? identity->staff : NULL);
	json_member_text(out, "by",
			 identity->bearer == BEARER_SESSION ? "session"
			 : identity->bearer == BEARER_LINK  ? "link"
							    : "token");
	json_close(out, '}');
}

/* GET /session */
void session_show(struct request *request, struct book *book) {
	(void)book;
	write_who(request_json(request, 200), &request->identity);
}

/* Signing in */

static bool read_sign_in(struct request *request, struct sign_in *sign_in) {
	struct body body;
	body_begin(&body, request);
	value_code(required(&body.fields, "name"), &sign_in->name);
	value_name(required(&body.fields, "password"), &sign_in->password);
	value_code(member(&body.fields, "code"), &sign_in->code);
	return body_finish(&body);
}

static void refuse_sign_in(struct request *request, const struct sign_in *sign_in, const char *reason) {
	throttle_failed(request->served->throttle, sign_in->name, request->began_ms);
	audit_note(request->served, "sign_in_refused", sign_in->login.id ? sign_in->login.name : "", reason);
	request_fail(request, PROBLEM_UNAUTHENTICATED, "Name, password or code is wrong.");
}

static bool may_try(struct request *request, const char *name) {
	int32_t wait = throttle_wait(request->served->throttle, name, request->began_ms);
	if (wait == 0)
		return true;
	request_fail(request, PROBLEM_TOO_MANY, "Too many sign-ins failed; wait a little.");
	request->answer.headers = (struct pair_list){0};
	request_header(request, "Retry-After", arena_format(request->arena, "%d", wait));
	return false;
}

static bool second_factor_fits(const struct request *request, struct sign_in *sign_in) {
	const struct login *login = &sign_in->login;
	if (!login->second_factor)
		return true;
	sign_in->code_step = sign_in->code ? totp_step(login->secret, sign_in->code, request->began_ms, login->code_step)
					   : 0;
	return sign_in->code_step > 0;
}

/* POST /session {"name","password"[,"code"]} */
void session_open_prepare(struct request *request, struct book *book) {
	struct sign_in *sign_in = request->prepared = ARENA_NEW(request->arena, struct sign_in);
	if (!read_sign_in(request, sign_in) || !may_try(request, sign_in->name))
		return;
	sign_in->login = login_by_name(book_store(book), request->arena, sign_in->name);
	const struct login *login = &sign_in->login;
	bool fits = password_fits(login->id ? login->password : NULL, sign_in->password);
	if (!fits || !login->active)
		refuse_sign_in(request, sign_in, "password");
	else if (!second_factor_fits(request, sign_in))
		refuse_sign_in(request, sign_in, sign_in->code ? "code" : "code missing");
}

static void add_session(struct request *request, struct store *store, const unsigned char *hash, int64_t now_ms) {
	const struct sign_in *sign_in = request->prepared;
	struct query *sweep = store_query(store, STATEMENT_SESSION_SWEEP);
	query_bind_number(sweep, 1, now_ms);
	query_bind_number(sweep, 2, now_ms - INT64_C(1000) * LIMIT_SESSION_IDLE_SECONDS);
	query_run(sweep);
	struct query *add = store_query(store, STATEMENT_SESSION_ADD);
	query_bind_blob(add, 1, hash, SECRET_HASH_BYTES);
	query_bind_number(add, 2, sign_in->login.id);
	query_bind_number(add, 3, now_ms);
	query_bind_number(add, 4, now_ms + INT64_C(1000) * LIMIT_SESSION_SECONDS);
	query_run(add);
}

/* Who they are from now on. */
static void become(struct request *request, const struct book *book, const struct login *login) {
	struct identity *identity = &request->identity;
	*identity = (struct identity){.bearer = BEARER_SESSION, .role = login->role, .login = login->id};
	memcpy(identity->name, login->name, strlen(login->name) + 1);
	if (login->staff) {
		const char *code = catalog_staff_at(book_catalog(book), login->staff)->code;
		memcpy(identity->staff, code, strlen(code) + 1);
	}
}

enum carnet_status session_open_act(struct request *request, struct book *book, const struct origin *origin) {
	unsigned char hash[SECRET_HASH_BYTES];
	const struct sign_in *sign_in = request->prepared;
	struct store *store = book_store(book);
	/* Read again: it may have changed since the password was looked at. */
	struct login login = login_by_id(store, request->arena, sign_in->login.id);
	if (!login.id || !login.active || strcmp(login.password, sign_in->login.password) != 0 ||
	    (sign_in->code_step && sign_in->code_step <= login.code_step)) {
		request_fail(request, PROBLEM_UNAUTHENTICATED, NULL);
		return store_faulted(store) ? CARNET_UNAVAILABLE : CARNET_OK;
	}
	const char *secret = secret_make(request->arena, hash);
	add_session(request, store, hash, origin->recorded_at);
	if (sign_in->code_step)
		login_set_second_factor(store, login.id, login.secret, true, sign_in->code_step);
	audit_write(store, origin->recorded_at, "sign_in", login.name, "");
	throttle_succeeded(request->served->throttle, sign_in->name);
	become(request, book, &login);
	write_who(request_json(request, 200), &request->identity);
	cookie_write(request, secret, LIMIT_SESSION_SECONDS);
	request->wrote = true;
	return store_faulted(store) ? CARNET_UNAVAILABLE : CARNET_OK;
}

/* DELETE /session */
void session_close_prepare(struct request *request, struct book *book) {
	(void)book;
	if (request->identity.bearer != BEARER_SESSION)
		request_say(request, CARNET_INVALID, "A token cannot sign out; it is revoked.");
}

enum carnet_status session_close_act(struct request *request, struct book *book, const struct origin *origin) {
	struct store *store = book_store(book);
	struct query *query = store_query(store, STATEMENT_SESSION_REMOVE);
	query_bind_blob(query, 1, request->identity.hash, SECRET_HASH_BYTES);
	query_run(query);
	audit_write(store, origin->recorded_at, "sign_out", request->identity.name, "");
	buffer_text(request_json(request, 200), "{\"ok\":true}");
	cookie_write(request, "", 0);
	request->wrote = request->forgets = true;
	return store_faulted(store) ? CARNET_UNAVAILABLE : CARNET_OK;
}
