#include "server/accounts.h"
#include "server/audit.h"
#include "server/body.h"
#include "server/handlers.h"
#include "server/people.h"
#include "server/secret.h"
#include "server/served.h"

#include "base/json.h"
#include "book/rights.h"

#include <sodium.h>
#include <string.h>

/* Who may sign in: /people, for owners and managers; /setup, for the very first owner. */

struct person {
	struct login login; /* as it shall be */
	const char *role, *password, *secret;
	struct reference staff;
	bool staff_given, active_given;
	bool setup; /* the first owner */
};

/* Rights */

bool may_give(struct request *request, enum role role) {
	if (request->identity.role == ROLE_OWNER || role > ROLE_MANAGER)
		return true;
	request_say(request, CARNET_FORBIDDEN, "Only an owner may do that for owners and managers.");
	return false;
}

/* Listing */

static void write_login(struct buffer *out, const struct book *book, const struct login *login) {
	const struct staff *staff = login->staff ? catalog_staff_at(book_catalog(book), login->staff) : NULL;
	json_open(out, '{');
	json_member_text(out, "name", login->name);
	json_member_text(out, "role", role_name(login->role));
	json_member_text(out, "staff", staff ? staff->code : NULL);
	json_member_bool(out, "active", login->active);
	json_member_bool(out, "second_factor", login->second_factor);
	json_close(out, '}');
}

/* GET /people */
void people_show(struct request *request, struct book *book) {
	struct login_list all = login_all(book_store(book), request->arena);
	struct buffer *out = request_json(request, 200);
	json_open(out, '{');
	json_name(out, "people");
	json_open(out, '[');
	for (size_t i = 0; i < all.count; i++)
		write_login(out, book, &all.at[i]);
	json_close(out, ']');
	json_close(out, '}');
}

/* Reading */

/* Role and staff as words become what they name. */
static bool resolve(struct request *request, const struct book *book, struct person *person) {
	if (person->role && !role_of(person->role, ROLE_ACCOUNTANT, &person->login.role)) {
		request_say_of(request, "/role", "A role is owner, manager, desk, practitioner or accountant.");
		return false;
	}
	if (!may_give(request, person->login.role))
		return false;
	if (!person->staff.given)
		return true;
	const struct staff *staff = catalog_staff(book_catalog(book), &person->staff);
	if (staff)
		person->login.staff = staff->id;
	else
		request_say(request, CARNET_NOT_FOUND, "There is no such staff member.");
	return staff != NULL;
}

static bool hash(struct request *request, struct person *person) {
	if (!password_is_good(request, "/password", person->password))
		return false;
	person->login.password = password_hash(request->arena, person->password);
	if (!person->login.password)
		request_fail(request, PROBLEM_BUSY, NULL);
	return person->login.password != NULL;
}

/* POST /people {"name","password","role"[,"staff"]} */
void person_add_prepare(struct request *request, struct book *book) {
	struct body body;
	struct person *person = request->prepared = ARENA_NEW(request->arena, struct person);
	body_begin(&body, request);
	value_code(required(&body.fields, "name"), &person->login.name);
	value_name(required(&body.fields, "password"), &person->password);
	value_code(required(&body.fields, "role"), &person->role);
	value_reference(member(&body.fields, "staff"), &person->staff);
	if (body_finish(&body) && resolve(request, book, person))
		hash(request, person);
}

/* POST /setup {"secret","name","password"} */
void setup_prepare(struct request *request, struct book *book) {
	struct body body;
	struct person *person = request->prepared = ARENA_NEW(request->arena, struct person);
	const char *setup = request->served->setup;
	person->setup = true;
	body_begin(&body, request);
	value_code(required(&body.fields, "secret"), &person->secret);
	value_code(required(&body.fields, "name"), &person->login.name);
	value_name(required(&body.fields, "password"), &person->password);
	if (!body_finish(&body))
		return;
	bool good = setup && strlen(setup) == strlen(person->secret) &&
		    sodium_memcmp(setup, person->secret, strlen(setup)) == 0;
	if (!good || !login_none(book_store(book)))
		request_say(request, CARNET_FORBIDDEN, "The book has an owner, or this is not its set-up secret.");
	else
		hash(request, person);
}

/* PATCH /people/{name} {["role"][,"staff"][,"active"][,"password"]} */
void person_change_prepare(struct request *request, struct book *book) {
	struct body body;
	struct person *person = request->prepared = ARENA_NEW(request->arena, struct person);
	body_begin(&body, request);
	value_code(member(&body.fields, "role"), &person->role);
	value_name(member(&body.fields, "password"), &person->password);
	struct value staff = member(&body.fields, "staff"), active = member(&body.fields, "active");
	struct login login = login_by_name(book_store(book), request->arena, request->parameter);
	person->staff_given = value_given(staff);
	if (person->staff_given && !value_null(staff))
		value_reference(staff, &person->staff);
	value_bool(active, &login.active);
	if (!body_finish(&body))
		return;
	if (!login.id) {
		request_say(request, CARNET_NOT_FOUND, "Nobody signs in with that name.");
		return;
	}
	person->login = login;
	person->login.staff = person->staff_given ? 0 : login.staff;
	if (may_give(request, login.role) && resolve(request, book, person) && person->password)
		hash(request, person);
}

/* Acting */

static enum carnet_status ended(struct store *store) {
	return store_faulted(store) ? CARNET_UNAVAILABLE : CARNET_OK;
}

static const char *what_of(struct request *request, const struct login *login) {
	return arena_format(request->arena, "%s as %s%s", login->name, role_name(login->role),
			    login->active ? "" : ", may not sign in");
}

static enum carnet_status finish(struct request *request, struct book *book, struct login *login,
				 const struct origin *origin, const char *event, int http) {
	struct refusal why = {0};
	struct store *store = book_store(book);
	enum carnet_status status = people_align(book, request->arena, login, origin, &why);
	if (status != CARNET_OK) {
		request_refuse(request, &why);
		return status == CARNET_UNAVAILABLE ? status : ended(store);
	}
	audit_write(store, origin->recorded_at, event, request->identity.name, what_of(request, login));
	write_login(request_json(request, http), book, login);
	request->wrote = request->forgets = true;
	return ended(store);
}

enum carnet_status person_add_act(struct request *request, struct book *book, const struct origin *origin) {
	struct person *person = request->prepared;
	struct store *store = book_store(book);
	person->login.active = true;
	if (person->setup && !login_none(store)) {
		request_say(request, CARNET_FORBIDDEN, "The book has an owner already.");
		return ended(store);
	}
	if (login_by_name(store, request->arena, person->login.name).id) {
		request_say(request, CARNET_EXISTS, "Somebody signs in with that name.");
		return ended(store);
	}
	login_add(store, &person->login, origin->recorded_at);
	return finish(request, book, &person->login, origin, person->setup ? "first_owner" : "person_added", 201);
}

enum carnet_status person_change_act(struct request *request, struct book *book, const struct origin *origin) {
	struct person *person = request->prepared;
	struct login *login = &person->login;
	struct store *store = book_store(book);
	bool owns = login->role == ROLE_OWNER && login->active;
	if (!owns && !login_other_owner(store, login->id)) {
		request_say(request, CARNET_FORBIDDEN, "The book must keep an owner who may sign in.");
		return ended(store);
	}
	login_set(store, login);
	if (person->password)
		login_set_password(store, login->id, login->password);
	if (person->password || !login->active)
		login_sign_out(store, login->id, NULL);
	return finish(request, book, login, origin, "person_changed", 200);
}
