#include "server/accounts.h"
#include "server/audit.h"
#include "server/body.h"
#include "server/handlers.h"
#include "server/listing.h"
#include "server/people.h"
#include "server/secret.h"
#include "server/served.h"

#include "base/json.h"
#include "book/rights.h"
#include "book/work.h"

#include <string.h>

/* Tokens of programs (/tokens) and links of clients (/links): a secret shown once, kept as its hash. */

struct token {
	const char *name, *role_word, *secret;
	enum role role;
	struct reference staff_named, client_named;
	int64_t id, staff, client;
};

/* Listing */

/* Columns: id, name, role, staff, client, made_by, made_at, revoked_at. */
static void write_row(struct buffer *out, struct query *query, const struct book *book) {
	int64_t staff = query_number(query, 3);
	json_open(out, '{');
	json_member_number(out, "number", query_number(query, 0));
	json_member_text(out, "name", query_text(query, 1));
	json_member_text(out, "role", role_name((enum role)query_number(query, 2)));
	if (query_number(query, 4) == 0)
		json_member_text(out, "staff", staff ? catalog_staff_at(book_catalog(book), staff)->code : NULL);
	else
		json_member_number(out, "client", query_number(query, 4));
	json_member_text(out, "made_by", query_text(query, 5));
	json_member_number(out, "made_at_ms", query_number(query, 6));
	json_close(out, '}');
}

static void write_rows(struct request *request, struct query *query, const struct book *book, const char *name) {
	struct buffer *out = request_json(request, 200);
	json_open(out, '{');
	json_name(out, name);
	json_open(out, '[');
	while (query_step(query) == STEP_ROW)
		write_row(out, query, book);
	json_close(out, ']');
	json_close(out, '}');
}

/* GET /tokens */
void tokens_show(struct request *request, struct book *book) {
	write_rows(request, store_query(book_store(book), STATEMENT_TOKEN_LIST), book, "tokens");
}

/* The client a text names; 0: none, which is the answer then. */
static int64_t find_client(struct request *request, struct book *book, const struct reference *references, size_t count) {
	struct work work;
	struct client client = {0};
	struct refusal why = {0};
	enum carnet_status status = CARNET_NOT_FOUND;
	work_init(&work, book, request->arena, NULL, &why);
	for (size_t i = 0; i < count && status == CARNET_NOT_FOUND; i++)
		status = work_client(&work, &references[i], &client);
	if (status != CARNET_OK)
		request_refuse(request, &why);
	return status == CARNET_OK ? client.id : 0;
}

/* GET /links?client= */
void links_show(struct request *request, struct book *book) {
	struct reference references[2];
	const char *text = request_argument(request, "client");
	if (!text || !text[0]) {
		request_say_of(request, "/client", "Say whose links.");
		return;
	}
	int64_t client = find_client(request, book, references, references_of(text, references));
	if (!client)
		return;
	struct query *query = store_query(book_store(book), STATEMENT_TOKEN_OF_CLIENT);
	query_bind_number(query, 1, client);
	write_rows(request, query, book, "links");
}

/* Making */

/* POST /tokens {"name","role"[,"staff"]} */
void token_add_prepare(struct request *request, struct book *book) {
	struct body body;
	struct token *token = request->prepared = ARENA_NEW(request->arena, struct token);
	body_begin(&body, request);
	value_code(required(&body.fields, "name"), &token->name);
	value_code(required(&body.fields, "role"), &token->role_word);
	value_reference(member(&body.fields, "staff"), &token->staff_named);
	if (!body_finish(&body))
		return;
	if (!role_of(token->role_word, ROLE_ACCOUNTANT, &token->role)) {
		request_say_of(request, "/role", "A role is owner, manager, desk, practitioner or accountant.");
		return;
	}
	const struct staff *staff = token->staff_named.given ? catalog_staff(book_catalog(book), &token->staff_named)
							     : NULL;
	if (token->staff_named.given && !staff)
		request_say(request, CARNET_NOT_FOUND, "There is no such staff member.");
	else if (may_give(request, token->role) && staff)
		token->staff = staff->id;
}

/* POST /links {"client"} */
void link_add_prepare(struct request *request, struct book *book) {
	struct body body;
	struct token *token = request->prepared = ARENA_NEW(request->arena, struct token);
	body_begin(&body, request);
	value_reference(required(&body.fields, "client"), &token->client_named);
	if (!body_finish(&body))
		return;
	token->name = "link";
	token->role = ROLE_CLIENT;
	token->client = find_client(request, book, &token->client_named, 1);
}

static void insert(struct store *store, const struct token *token, const unsigned char *hash, const char *made_by,
		   int64_t at_ms) {
	struct query *query = store_query(store, STATEMENT_TOKEN_ADD);
	query_bind_text(query, 1, token->name);
	query_bind_blob(query, 2, hash, SECRET_HASH_BYTES);
	query_bind_number(query, 3, (int64_t)token->role);
	query_bind_number(query, 4, token->staff);
	query_bind_number(query, 5, token->client);
	query_bind_text(query, 6, made_by);
	query_bind_number(query, 7, at_ms);
	query_run(query);
}

/* Its number, by the hash. */
static int64_t number_of(struct store *store, const unsigned char *hash) {
	struct query *query = store_query(store, STATEMENT_TOKEN_BY_HASH);
	query_bind_blob(query, 1, hash, SECRET_HASH_BYTES);
	int64_t number = query_step(query) == STEP_ROW ? query_number(query, 0) : 0;
	query_end(query);
	return number;
}

static const char *what_of(struct request *request, const struct token *token) {
	if (token->client)
		return arena_format(request->arena, "link %lld of client %lld", (long long)token->id,
				    (long long)token->client);
	return arena_format(request->arena, "token %lld %s as %s", (long long)token->id, token->name,
			    role_name(token->role));
}

static enum carnet_status align(struct request *request, struct book *book, const struct token *token,
				const struct origin *origin) {
	struct refusal why = {0};
	struct login login = {.role = token->role, .staff = token->staff};
	enum carnet_status status = people_align(book, request->arena, &login, origin, &why);
	if (status != CARNET_OK)
		request_refuse(request, &why);
	return status;
}

enum carnet_status token_add_act(struct request *request, struct book *book, const struct origin *origin) {
	unsigned char hash[SECRET_HASH_BYTES];
	struct token *token = request->prepared;
	struct store *store = book_store(book);
	enum carnet_status status = align(request, book, token, origin);
	if (status != CARNET_OK)
		return status == CARNET_UNAVAILABLE ? status : CARNET_OK;
	token->secret = secret_make(request->arena, hash);
	insert(store, token, hash, request->identity.name, origin->recorded_at);
	token->id = number_of(store, hash);
	audit_write(store, origin->recorded_at, token->client ? "link_added" : "token_added", request->identity.name,
		    what_of(request, token));
	struct buffer *out = request_json(request, 201);
	json_open(out, '{');
	json_member_number(out, "number", token->id);
	json_member_text(out, "role", role_name(token->role));
	json_member_text(out, "token", token->secret);
	if (token->client)
		json_member_text(out, "path", arena_format(request->arena, "/card#%s", token->secret));
	json_close(out, '}');
	request->wrote = true;
	return store_faulted(store) ? CARNET_UNAVAILABLE : CARNET_OK;
}

/* Revoking: DELETE /tokens/{number}, /links/{number} */

static bool read_token(struct request *request, struct store *store, struct token *token) {
	struct query *query = store_query(store, STATEMENT_TOKEN_BY_ID);
	query_bind_number(query, 1, token->id);
	bool found = query_step(query) == STEP_ROW && !query_number(query, 7);
	if (found) {
		token->name = query_text_copy(query, 1, request->arena);
		token->role = (enum role)query_number(query, 2);
		token->client = query_number(query, 4);
	}
	query_end(query);
	return found;
}

static void revoke_prepare(struct request *request, struct book *book, bool link) {
	struct reference references[2];
	struct token *token = request->prepared = ARENA_NEW(request->arena, struct token);
	token->id = references_of(request->parameter, references) == 2 ? references[1].number : 0;
	if (!read_token(request, book_store(book), token) || (token->client > 0) != link)
		request_say(request, CARNET_NOT_FOUND, "There is no such token.");
	else if (!link)
		may_give(request, token->role);
}

void token_revoke_prepare(struct request *request, struct book *book) {
	revoke_prepare(request, book, false);
}

void link_revoke_prepare(struct request *request, struct book *book) {
	revoke_prepare(request, book, true);
}

enum carnet_status token_revoke_act(struct request *request, struct book *book, const struct origin *origin) {
	const struct token *token = request->prepared;
	struct store *store = book_store(book);
	struct query *query = store_query(store, STATEMENT_TOKEN_REVOKE);
	query_bind_number(query, 1, token->id);
	query_bind_number(query, 2, origin->recorded_at);
	query_run(query);
	audit_write(store, origin->recorded_at, token->client ? "link_revoked" : "token_revoked",
		    request->identity.name, what_of(request, token));
	buffer_text(request_json(request, 200), "{\"ok\":true}");
	request->wrote = request->forgets = true;
	return store_faulted(store) ? CARNET_UNAVAILABLE : CARNET_OK;
}
