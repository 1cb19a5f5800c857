#include "server/audit.h"
#include "server/elements.h"
#include "server/handlers.h"
#include "server/served.h"

#include "base/json.h"
#include "book/ahead.h"
#include "book/rights.h"
#include "wire/wire.h"

#include <jansson.h>
#include <string.h>

/* POST /operations: one operation, or up to LIMIT_OPERATIONS, each accepted or refused on its own, in their order. */

struct posted {
	struct operation operation;
	struct refusal why;
	enum carnet_status status; /* CARNET_OK: accepted */
	bool formed;               /* to be decided by the book; else refused already */
	struct buffer result;
};

struct post {
	bool many;
	struct posted *at;
	size_t count;
};

/* Form */

/* The text with the actor's member in front: entries keep who acted, so it must stand in the operation. */
static struct element with_actor(struct arena *arena, struct element text, const char *staff) {
	struct buffer out;
	const char *open = memchr(text.bytes, '{', text.length);
	size_t before = open ? (size_t)(open - text.bytes) + 1 : 0;
	if (!open)
		return text;
	buffer_init(&out, arena);
	buffer_add(&out, text.bytes, before);
	json_name(&out, "actor");
	json_text(&out, staff);
	buffer_char(&out, ',');
	buffer_add(&out, text.bytes + before, text.length - before);
	return (struct element){out.at, out.length};
}

static bool mentions_actor(struct element text) {
	return memmem(text.bytes, text.length, "\"actor\"", 7) != NULL;
}

static enum carnet_status read_one(struct request *request, struct element text, struct posted *posted) {
	return posted->status = wire_read_operation(request->arena, text.bytes, text.length, &posted->operation,
						    &posted->why);
}

static bool needs_key(const struct operation *op) {
	return operation_books(op->kind) && !op->quote;
}

static enum carnet_status invalid_member(struct posted *posted, const char *field, const char *message) {
	refuse(&posted->why, CARNET_INVALID, "%s", message);
	memcpy(posted->why.field, field, strlen(field) + 1);
	return posted->status = CARNET_INVALID;
}

static enum carnet_status check_key(const struct request *request, struct posted *posted, const char *key) {
	struct operation *op = &posted->operation;
	if (key && op->key && strcmp(key, op->key) != 0)
		return invalid_member(posted, "/key", "The key differs from the header Idempotency-Key.");
	if (key)
		op->key = key;
	if (request->route->key == KEY_WHERE_BOOKED && !op->key && needs_key(op))
		return invalid_member(posted, "/key", "It needs a key, so that it can be sent again safely.");
	return CARNET_OK;
}

static enum carnet_status check_right(const struct request *request, struct posted *posted) {
	const struct identity *identity = &request->identity;
	const struct operation *op = &posted->operation;
	const struct reference *actor = &op->actor;
	bool own = actor->given && actor->text && strcmp(actor->text, identity->staff) == 0;
	if (!right_to(identity->role, op))
		posted->status = refuse(&posted->why, CARNET_FORBIDDEN, "The role %s may not do that.",
					role_name(identity->role));
	else if (actor->given && !own && identity->role != ROLE_OWNER)
		posted->status = refuse(&posted->why, CARNET_FORBIDDEN, "You may act only as yourself.");
	if (posted->status == CARNET_FORBIDDEN)
		audit_note(request->served, "right_refused", identity->name, operation_name(op->kind));
	return posted->status;
}

static void read_posted(struct request *request, struct element text, struct posted *posted, const char *key) {
	const struct identity *identity = &request->identity;
	if (identity->staff[0] && !mentions_actor(text))
		text = with_actor(request->arena, text, identity->staff);
	if (read_one(request, text, posted) != CARNET_OK)
		return;
	if (identity->staff[0] && !posted->operation.actor.given) {
		text = with_actor(request->arena, text, identity->staff);
		if (read_one(request, text, posted) != CARNET_OK)
			return;
	}
	posted->formed = check_key(request, posted, key) == CARNET_OK && check_right(request, posted) == CARNET_OK;
}

/* A body that is no JSON at all is a malformed request; one that is, but no operation, an invalid one. */
static void refuse_posted(struct request *request, const struct posted *posted) {
	struct problem problem = problem_of_refusal(&posted->why);
	json_t *json = posted->status == CARNET_INVALID && !posted->why.field[0]
			       ? json_loadb(request->body.at, request->body.length, JSON_DECODE_ANY, NULL)
			       : NULL;
	if (posted->status == CARNET_INVALID && !posted->why.field[0] && !json)
		problem.http = 400;
	json_decref(json);
	request_problem(request, &problem);
}

/* Preparing */

/* As a key inside an operation must be: UTF-8 without control characters. */
static bool is_text(const char *key) {
	json_t *text = json_string(key);
	bool good = text != NULL;
	for (const char *c = key; *c; c++)
		good = good && (unsigned char)*c >= 0x20 && *c != 0x7f;
	json_decref(text);
	return good;
}

static bool key_header_is_good(struct request *request, bool many) {
	const char *key = request->headers[HEADER_KEY];
	if (!key)
		return true;
	size_t length = strlen(key);
	if (many)
		request_say_of(request, "", "Give each operation of a list a key of its own.");
	else if (length == 0 || length > 100 || !is_text(key))
		request_say_of(request, "/key", "A key has 1 to 100 bytes of text.");
	return !request_answered(request);
}

static bool cut(struct request *request, struct element_list *texts, bool *many) {
	const struct buffer *body = &request->body;
	bool too_many;
	*many = elements_are_many(body->at, body->length);
	if (!*many) {
		*LIST_ADD(request->arena, texts) = (struct element){body->at, body->length};
		return true;
	}
	if (elements_cut(request->arena, body->at, body->length, LIMIT_OPERATIONS, texts, &too_many))
		return true;
	if (too_many)
		request_say(
			request, CARNET_TOO_LARGE,
			arena_format(request->arena, "One request may hold at most %d operations.", LIMIT_OPERATIONS));
	else
		request_fail(request, PROBLEM_MALFORMED, "The body is not a whole JSON array.");
	return false;
}

/* Twice for all requests of a batch: first what is known from the operation, then what follows from the answers. */
static void ask_ahead(const struct request *request, struct book *book, const struct origin *origin, bool more) {
	const struct post *post = request->prepared;
	for (size_t i = 0; i < post->count; i++)
		if (post->at[i].formed && !more)
			book_ask_ahead(book, &post->at[i].operation);
		else if (post->at[i].formed)
			book_ask_ahead_more(book, &post->at[i].operation, origin);
}

void operations_prepare(struct request *request, struct book *book) {
	struct element_list texts = {0};
	struct post *post = request->prepared = ARENA_NEW(request->arena, struct post);
	(void)book;
	if (!cut(request, &texts, &post->many) || !key_header_is_good(request, post->many))
		return;
	post->count = texts.count;
	post->at = ARENA_ARRAY(request->arena, struct posted, texts.count);
	request->keyed = true;
	request->ahead = ask_ahead;
	for (size_t i = 0; i < texts.count; i++) {
		read_posted(request, texts.at[i], &post->at[i], request->headers[HEADER_KEY]);
		request->keyed = request->keyed && (!post->at[i].formed || post->at[i].operation.key);
	}
	if (!post->many && post->at[0].status != CARNET_OK)
		refuse_posted(request, &post->at[0]);
	else if (post->count == 0)
		buffer_text(request_json(request, 200), "[]");
}

/* Deciding */

static void answer_many(struct request *request, const struct post *post) {
	struct buffer *out = request_json(request, 200);
	buffer_char(out, '[');
	for (size_t i = 0; i < post->count; i++) {
		if (i > 0)
			buffer_char(out, ',');
		if (post->at[i].status == CARNET_OK)
			buffer_add(out, post->at[i].result.at, post->at[i].result.length);
		else
			wire_write_refusal(out, &post->at[i].why);
	}
	buffer_char(out, ']');
}

static void answer_one(struct request *request, const struct posted *posted) {
	if (posted->status != CARNET_OK) {
		request_refuse(request, &posted->why);
		return;
	}
	request_json(request, 200);
	request->answer.text = posted->result;
}

/* In an arena of its own: what one operation loads is of no use to the next, and there may be a thousand of them. */
static enum carnet_status decide(struct request *request, struct arena *scratch, struct posted *posted,
				 struct book *book, const struct origin *origin) {
	int64_t entries = book_entries(book);
	arena_reset(scratch);
	buffer_init(&posted->result, request->arena);
	posted->status = book_apply(book, scratch, &posted->operation, origin, &posted->result, &posted->why);
	if (posted->status == CARNET_OK) {
		request->wrote = request->wrote || book_entries(book) != entries;
		atomic_fetch_add(&request->served->accepted, 1);
	} else {
		atomic_fetch_add(&request->served->refused, 1);
	}
	return posted->status == CARNET_UNAVAILABLE ? CARNET_UNAVAILABLE : CARNET_OK;
}

static enum carnet_status decide_all(struct request *request, struct book *book, const struct origin *origin) {
	struct post *post = request->prepared;
	struct arena *scratch = arena_create();
	enum carnet_status status = CARNET_OK;
	for (size_t i = 0; i < post->count && status == CARNET_OK; i++)
		if (post->at[i].formed)
			status = decide(request, scratch, &post->at[i], book, origin);
	arena_destroy(scratch);
	return status;
}

enum carnet_status operations_act(struct request *request, struct book *book, const struct origin *origin) {
	const struct post *post = request->prepared;
	enum carnet_status status = decide_all(request, book, origin);
	if (status != CARNET_OK)
		return status;
	if (post->many)
		answer_many(request, post);
	else
		answer_one(request, &post->at[0]);
	return CARNET_OK;
}
