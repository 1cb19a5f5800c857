#include "server/people.h"

#include "base/json.h"
#include "book/rights.h"
#include "wire/wire.h"

#include <string.h>

/* Columns: id, name, role, staff, active, password, totp_secret, totp_on, totp_step. */
static struct login read_login(struct query *query, struct arena *arena) {
	size_t length;
	struct login login = {.id = query_number(query, 0),
			      .name = query_text_copy(query, 1, arena),
			      .role = (enum role)query_number(query, 2),
			      .staff = query_number(query, 3),
			      .active = query_number(query, 4) != 0,
			      .password = query_text_copy(query, 5, arena),
			      .second_factor = query_number(query, 7) != 0,
			      .code_step = query_number(query, 8)};
	if (query_is_null(query, 6))
		return login;
	const void *secret = query_blob(query, 6, &length);
	login.has_secret = length == TOTP_SECRET_BYTES;
	if (login.has_secret)
		memcpy(login.secret, secret, TOTP_SECRET_BYTES);
	return login;
}

static struct login read_one(struct query *query, struct arena *arena) {
	struct login login = {0};
	if (query_step(query) == STEP_ROW)
		login = read_login(query, arena);
	query_end(query);
	return login;
}

struct login login_by_name(struct store *store, struct arena *arena, const char *name) {
	struct query *query = store_query(store, STATEMENT_LOGIN_BY_NAME);
	query_bind_text(query, 1, name);
	return read_one(query, arena);
}

struct login login_by_id(struct store *store, struct arena *arena, int64_t id) {
	struct query *query = store_query(store, STATEMENT_LOGIN_BY_ID);
	query_bind_number(query, 1, id);
	return read_one(query, arena);
}

struct login_list login_all(struct store *store, struct arena *arena) {
	struct login_list all = {0};
	struct query *query = store_query(store, STATEMENT_LOGIN_LIST);
	while (query_step(query) == STEP_ROW)
		*LIST_ADD(arena, &all) = read_login(query, arena);
	return all;
}

static bool any(struct query *query) {
	bool found = query_step(query) == STEP_ROW;
	query_end(query);
	return found;
}

bool login_none(struct store *store) {
	return !any(store_query(store, STATEMENT_LOGIN_ANY));
}

bool login_other_owner(struct store *store, int64_t id) {
	struct query *query = store_query(store, STATEMENT_LOGIN_OTHER_OWNER);
	query_bind_number(query, 1, id);
	return any(query);
}

void login_add(struct store *store, const struct login *login, int64_t at_ms) {
	struct query *query = store_query(store, STATEMENT_LOGIN_ADD);
	query_bind_text(query, 1, login->name);
	query_bind_text(query, 2, login->password);
	query_bind_number(query, 3, (int64_t)login->role);
	query_bind_number(query, 4, login->staff);
	query_bind_number(query, 5, at_ms);
	query_run(query);
}

void login_set(struct store *store, const struct login *login) {
	struct query *query = store_query(store, STATEMENT_LOGIN_SET);
	query_bind_number(query, 1, login->id);
	query_bind_number(query, 2, (int64_t)login->role);
	query_bind_number(query, 3, login->staff);
	query_bind_number(query, 4, login->active);
	query_run(query);
}

void login_set_password(struct store *store, int64_t id, const char *hash) {
	struct query *query = store_query(store, STATEMENT_LOGIN_PASSWORD);
	query_bind_number(query, 1, id);
	query_bind_text(query, 2, hash);
	query_run(query);
}

void login_set_second_factor(struct store *store, int64_t id, const unsigned char *secret, bool on, int64_t step) {
	struct query *query = store_query(store, STATEMENT_LOGIN_SECOND_FACTOR);
	query_bind_number(query, 1, id);
	if (secret)
		query_bind_blob(query, 2, secret, TOTP_SECRET_BYTES);
	query_bind_number(query, 3, on);
	query_bind_number(query, 4, step);
	query_run(query);
}

void login_sign_out(struct store *store, int64_t id, const unsigned char *hash) {
	static const unsigned char none[32];
	struct query *query = store_query(store, STATEMENT_SESSION_REMOVE_OF);
	query_bind_number(query, 1, id);
	query_bind_blob(query, 2, hash ? hash : none, 32);
	query_run(query);
}

bool role_of(const char *word, enum role most, enum role *role) {
	for (int i = ROLE_OWNER; i <= (int)most; i++)
		if (strcmp(word, role_name((enum role)i)) == 0) {
			*role = (enum role)i;
			return true;
		}
	return false;
}

enum carnet_status people_align(struct book *book, struct arena *arena, const struct login *login,
				const struct origin *origin, struct refusal *why) {
	struct buffer text, result;
	struct operation op = {0};
	if (!login->staff)
		return CARNET_OK;
	const struct staff *staff = catalog_staff_at(book_catalog(book), login->staff);
	if (staff->role == login->role)
		return CARNET_OK;
	buffer_init(&text, arena);
	buffer_init(&result, arena);
	json_open(&text, '{');
	json_member_text(&text, "op", "staff");
	json_member_text(&text, "code", staff->code);
	json_member_text(&text, "role", role_name(login->role));
	json_close(&text, '}');
	enum carnet_status status = wire_read_operation(arena, text.at, text.length, &op, why);
	return status == CARNET_OK ? book_apply(book, arena, &op, origin, &result, why) : status;
}
