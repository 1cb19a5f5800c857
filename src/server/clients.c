#include "server/finder.h"
#include "server/handlers.h"
#include "server/listing.h"
#include "server/served.h"
#include "wire/views.h"

#include "base/json.h"
#include "insight/reports.h"
#include "wire/wire.h"

#include <string.h>

/* GET /clients?q=&limit= and ?refs=, /clients/{ref}, /contracts/{ref}, /me. */

static void refuse_reading(struct request *request, const struct refusal *why) {
	struct problem problem = problem_of_reading(why);
	request_problem(request, &problem);
}

/* Finding */

static void write_found(struct buffer *out, struct query *query) {
	json_open(out, '{');
	json_member_number(out, "client", query_number(query, 0));
	json_member_text(out, "ref", query_text(query, 1));
	json_member_text(out, "name", query_text(query, 2));
	json_member_text(out, "phone", query_text(query, 3));
	json_close(out, '}');
}

static void write_client(struct buffer *out, struct store *store, int64_t client) {
	struct query *query = store_query(store, STATEMENT_CLIENT_FACE);
	query_bind_number(query, 1, client);
	if (query_step(query) == STEP_ROW)
		write_found(out, query);
	query_end(query);
}

static void write_clients(struct request *request, struct book *book, const struct found_list *clients) {
	struct buffer *out = request_json(request, 200);
	json_open(out, '{');
	json_name(out, "clients");
	json_open(out, '[');
	for (size_t i = 0; i < clients->count; i++)
		write_client(out, book_store(book), clients->at[i]);
	json_close(out, ']');
	json_close(out, '}');
}

/* 0: nobody is called so. */
static int64_t client_called(struct store *store, const char *ref) {
	struct query *query = store_query(store, STATEMENT_CLIENT_BY_REF);
	query_bind_text(query, 1, ref);
	int64_t client = query_step(query) == STEP_ROW ? query_number(query, 0) : 0;
	query_end(query);
	return client;
}

/* One ref a line, since a ref may have every sign but those that control. */
static void clients_named(struct request *request, struct book *book, const char *refs) {
	struct found_list found = {0};
	char *rest = arena_text(request->arena, refs);
	size_t count = 0;
	for (char *ref; (ref = strsep(&rest, "\n"));) {
		if (++count > LIMIT_REFS) {
			request_say_of(request, "/refs", "These are too many at once.");
			return;
		}
		int64_t client = client_called(book_store(book), ref);
		if (client)
			*LIST_ADD(request->arena, &found) = client;
	}
	write_clients(request, book, &found);
}

void clients_search(struct request *request, struct book *book) {
	struct listing listing;
	struct found_list found = {0};
	const char *words = request_argument(request, "q");
	const char *refs = request_argument(request, "refs");
	if (refs) {
		clients_named(request, book, refs);
		return;
	}
	if (!listing_read(request, &listing))
		return;
	finder_find(request->served->finder, book, request->arena, words ? words : "", (size_t)listing.limit, &found);
	write_clients(request, book, &found);
}

/* Reads ahead what the first search needs. */
void clients_warm(struct request *request, struct book *book) {
	struct found_list found = {0};
	finder_find(request->served->finder, book, request->arena, "", 1, &found);
}

/* Showing */

static enum view_eyes eyes_of(enum role role) {
	if (role == ROLE_CLIENT)
		return EYES_CLIENT;
	return role == ROLE_ACCOUNTANT ? EYES_BOOKS : EYES_DESK;
}

static void show(struct request *request, struct book *book, view_write *write, const char *name) {
	struct refusal why = {0};
	struct view view = {.book = book,
			    .arena = request->arena,
			    .name = name,
			    .eyes = eyes_of(request->identity.role),
			    .history = LIMIT_HISTORY};
	if (write(request_json(request, 200), &view, &why) != CARNET_OK)
		refuse_reading(request, &why);
}

/* The client's memberships, as the report says. */
static void add_memberships(struct request *request, struct book *book, const char *name) {
	struct refusal why = {0};
	struct report report = {0};
	struct report_query query = report_query_of(clock_today(book_catalog(book)->settings.timezone));
	query.client = name;
	if (report_make(book, request->arena, "memberships", &query, &report, &why) != CARNET_OK) {
		refuse_reading(request, &why);
		return;
	}
	json_name(&request->answer.text, "memberships");
	wire_write_report(&request->answer.text, &report, WIRE_JSON);
	json_close(&request->answer.text, '}');
}

static void show_client(struct request *request, struct book *book, const char *name) {
	show(request, book, view_client, name);
	if (request->answer.http == 200)
		add_memberships(request, book, name);
}

void client_show(struct request *request, struct book *book) {
	show_client(request, book, request->parameter);
}

void contract_show(struct request *request, struct book *book) {
	show(request, book, view_contract, request->parameter);
	if (request->answer.http == 200)
		json_close(&request->answer.text, '}');
}

void me_show(struct request *request, struct book *book) {
	struct query *query = store_query(book_store(book), STATEMENT_CLIENT_BY_ID);
	query_bind_number(query, 1, request->identity.client);
	const char *ref = query_step(query) == STEP_ROW ? query_text_copy(query, 1, request->arena) : NULL;
	query_end(query);
	if (ref)
		show_client(request, book, ref);
	else
		request_say(request, CARNET_NOT_FOUND, "This client is not there any more.");
}
