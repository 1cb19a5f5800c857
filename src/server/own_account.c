#include "server/accounts.h"
#include "server/audit.h"
#include "server/body.h"
#include "server/handlers.h"
#include "server/people.h"
#include "server/secret.h"
#include "server/served.h"
#include "server/throttle.h"

#include "base/json.h"

#include <string.h>

/* What people change about their own sign-in: POST /session/password, /session/second-factor. */

struct change_of_own {
	const char *password, *new_password, *code;
	const char *hash; /* of the new password */
	struct login login;
	bool off;
	int64_t code_step;
};

bool password_is_good(struct request *request, const char *field, const char *password) {
	size_t length = strlen(password);
	if (length >= LIMIT_PASSWORD_LEAST && length <= LIMIT_PASSWORD_MOST)
		return true;
	request_say_of(request, field, "A password has 8 to 200 bytes.");
	return false;
}

bool is_person(struct request *request) {
	if (request->identity.bearer == BEARER_SESSION)
		return true;
	request_say(request, CARNET_INVALID, "Only somebody who signed in has that.");
	return false;
}

/* A wrong password counts as a failed sign-in. */
static bool is_own_password(struct request *request, const struct login *login, const char *password) {
	struct throttle *throttle = request->served->throttle;
	if (throttle_wait(throttle, login->name, request->began_ms) > 0) {
		request_fail(request, PROBLEM_TOO_MANY, "Too many sign-ins failed; wait a little.");
		return false;
	}
	if (password_fits(login->password, password))
		return true;
	throttle_failed(throttle, login->name, request->began_ms);
	request_fail(request, PROBLEM_UNAUTHENTICATED, "The password is wrong.");
	return false;
}

/* POST /session/password {"password","new_password"} */
void password_prepare(struct request *request, struct book *book) {
	struct body body;
	struct change_of_own *change = request->prepared = ARENA_NEW(request->arena, struct change_of_own);
	body_begin(&body, request);
	value_name(required(&body.fields, "password"), &change->password);
	value_name(required(&body.fields, "new_password"), &change->new_password);
	if (!body_finish(&body) || !is_person(request) ||
	    !password_is_good(request, "/new_password", change->new_password))
		return;
	change->login = login_by_id(book_store(book), request->arena, request->identity.login);
	if (!is_own_password(request, &change->login, change->password))
		return;
	change->hash = password_hash(request->arena, change->new_password);
	if (!change->hash)
		request_fail(request, PROBLEM_BUSY, NULL);
}

enum carnet_status password_act(struct request *request, struct book *book, const struct origin *origin) {
	const struct change_of_own *change = request->prepared;
	struct store *store = book_store(book);
	login_set_password(store, change->login.id, change->hash);
	login_sign_out(store, change->login.id, request->identity.hash);
	audit_write(store, origin->recorded_at, "password_changed", request->identity.name, "");
	buffer_text(request_json(request, 200), "{\"ok\":true}");
	request->wrote = request->forgets = true;
	return store_faulted(store) ? CARNET_UNAVAILABLE : CARNET_OK;
}

/* POST /session/second-factor {"password"}: a new secret, not asked for yet. {"code"}: a code of it, from then on asked for.
 * {"password","off":true}: none any more. */
void second_factor_prepare(struct request *request, struct book *book) {
	struct body body;
	struct change_of_own *change = request->prepared = ARENA_NEW(request->arena, struct change_of_own);
	body_begin(&body, request);
	value_bool(member(&body.fields, "off"), &change->off);
	value_name(member(&body.fields, "password"), &change->password);
	value_code(member(&body.fields, "code"), &change->code);
	if (!body_finish(&body) || !is_person(request))
		return;
	struct login login = change->login = login_by_id(book_store(book), request->arena, request->identity.login);
	if (!change->password == !change->code || (change->off && change->code)) {
		request_say(request, CARNET_INVALID, "Give either your password or a code.");
	} else if (change->password) {
		is_own_password(request, &login, change->password);
	} else {
		change->code_step = login.has_secret && !login.second_factor
					    ? totp_step(login.secret, change->code, request->began_ms, 0)
					    : 0;
		if (!change->code_step)
			request_say_of(request, "/code", "That is not a code of the new secret.");
	}
}

static void answer_secret(struct request *request, const unsigned char *secret) {
	struct buffer *out = request_json(request, 200);
	json_open(out, '{');
	json_member_bool(out, "on", false);
	json_member_text(out, "secret", totp_text(request->arena, secret));
	json_member_text(out, "address", totp_address(request->arena, request->identity.name, secret));
	json_close(out, '}');
}

static void answer_on(struct request *request, bool on) {
	struct buffer *out = request_json(request, 200);
	json_open(out, '{');
	json_member_bool(out, "on", on);
	json_close(out, '}');
}

enum carnet_status second_factor_act(struct request *request, struct book *book, const struct origin *origin) {
	unsigned char secret[TOTP_SECRET_BYTES];
	const struct change_of_own *change = request->prepared;
	struct store *store = book_store(book);
	const char *event = change->code ? "second_factor_on" : change->off ? "second_factor_off" : "second_factor_new";
	if (change->code) {
		login_set_second_factor(store, change->login.id, change->login.secret, true, change->code_step);
		answer_on(request, true);
	} else if (change->off) {
		login_set_second_factor(store, change->login.id, NULL, false, 0);
		answer_on(request, false);
	} else {
		totp_make(secret);
		login_set_second_factor(store, change->login.id, secret, false, 0);
		answer_secret(request, secret);
	}
	audit_write(store, origin->recorded_at, event, request->identity.name, "");
	request->wrote = true;
	return store_faulted(store) ? CARNET_UNAVAILABLE : CARNET_OK;
}
