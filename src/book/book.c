#include "book/book.h"

#include "base/json.h"

#include "book/counsel.h"
#include "book/handlers.h"
#include "book/member.h"
#include "book/mend.h"
#include "book/rights.h"
#include "book/tick.h"
#include "book/totals.h"
#include "book/visits.h"
#include "book/work.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* What the book holds of the store, and opening it */

bool book_read_row(struct book *book) {
	struct query *query = store_query(book->store, STATEMENT_BOOK_GET);
	bool found = query_step(query) == STEP_ROW;
	if (found) {
		size_t length;
		book->ticked_to = (int32_t)query_number(query, 0);
		book->closed_to = (int32_t)query_number(query, 1);
		book->entries = query_number(query, 2);
		book->clients = query_number(query, 3);
		book->contracts = query_number(query, 4);
		book->memberships = query_number(query, 5);
		const void *chain = query_blob(query, 6, &length);
		memcpy(book->chain, chain, length < 32 ? length : 32);
		book->last_entry = query_number(query, 7);
		const void *secret = query_blob(query, 8, &length);
		memcpy(book->secret, secret, length < 32 ? length : 32);
		book->money_booked = book->contracts > 0;
	}
	query_end(query);
	return found;
}

bool book_load(struct book *book) {
	if (!book_read_row(book) || !catalog_load(&book->catalog, book->store))
		return false;
	book_look_for_due(book);
	return !store_faulted(book->store);
}

static enum carnet_status take_up(struct book *book, enum store_mode mode, struct refusal *why) {
	if (book_load(book))
		return book_mend(book, mode, why);
	return store_faulted(book->store) ? store_refuse(book->store, why)
					  : refuse(why, CARNET_INVALID, "This is not a whole carnet book.");
}

enum carnet_status book_open(const char *address, enum store_mode mode, struct book **book, struct refusal *why) {
	struct store *store = NULL;
	if (sodium_init() < 0)
		return refuse(why, CARNET_UNAVAILABLE, "This machine gives no random numbers.");
	enum carnet_status status = store_open(address, mode, &store, why);
	if (status != CARNET_OK)
		return status;
	*book = book_on_store(store);
	if (mode != STORE_SCRATCH)
		status = take_up(*book, mode, why);
	if (status == CARNET_OK)
		return CARNET_OK;
	book_close(*book);
	*book = NULL;
	return status;
}

struct book *book_on_store(struct store *store) {
	struct book *book = calloc(1, sizeof *book);
	if (!book)
		abort();
	book->store = store;
	book->totals = totals_create();
	book->next_due = DATE_NONE;
	book->ticked_to = book->closed_to = NEVER;
	return book;
}

void book_close(struct book *book) {
	if (!book)
		return;
	catalog_clear(&book->catalog);
	totals_destroy(book->totals);
	store_close(book->store);
	free(book);
}

/* Looking */

const struct catalog *book_catalog(const struct book *book) {
	return &book->catalog;
}

struct store *book_store(struct book *book) {
	return book->store;
}

int64_t book_entries(const struct book *book) {
	return book->entries;
}

int32_t book_ticked_to(const struct book *book) {
	return book->ticked_to == NEVER ? DATE_NONE : book->ticked_to;
}

int32_t book_closed_to(const struct book *book) {
	return book->closed_to == NEVER ? DATE_NONE : book->closed_to;
}

int32_t book_now(const struct book *book, int32_t today) {
	if (book->ticked_to == NEVER)
		return today;
	return book->catalog.settings.free_clock || book->ticked_to > today ? book->ticked_to : today;
}

/* Batches */

enum carnet_status book_begin(struct book *book, struct refusal *why) {
	if (!store_begin(book->store))
		return store_refuse(book->store, why);
	book->began = true;
	int64_t entries = book->entries;
	int32_t ticked_to = book->ticked_to;
	if (!book_read_row(book))
		return store_refuse(book->store, why);
	if (catalog_stale(&book->catalog, book->store) && !catalog_load(&book->catalog, book->store))
		return store_refuse(book->store, why);
	if (entries != book->entries || ticked_to != book->ticked_to)
		book_look_for_due(book); /* somebody else has written */
	return store_faulted(book->store) ? store_refuse(book->store, why) : CARNET_OK;
}

static void write_row(struct book *book) {
	struct query *query = store_query(book->store, STATEMENT_BOOK_SET);
	query_bind_number(query, 1, book->ticked_to);
	query_bind_number(query, 2, book->closed_to);
	query_bind_number(query, 3, book->entries);
	query_bind_number(query, 4, book->clients);
	query_bind_number(query, 5, book->contracts);
	query_bind_number(query, 6, book->memberships);
	query_bind_blob(query, 7, book->chain, sizeof book->chain);
	query_bind_number(query, 8, book->last_entry);
	query_run(query);
}

enum carnet_status book_finish(struct book *book, struct refusal *why) {
	totals_write(book->totals, book->store);
	write_row(book);
	if (store_faulted(book->store) || !store_commit(book->store))
		return store_refuse(book->store, why);
	book->began = false;
	return CARNET_OK;
}

void book_abandon(struct book *book) {
	store_rollback(book->store);
	totals_forget(book->totals);
	book->began = false;
	if (!store_faulted(book->store))
		(void)!book_load(book);
}

/* One operation */

/* What an operation may change in the book's own memory, so that a refusal can take it back. */
struct position {
	int32_t ticked_to, closed_to, next_due;
	int64_t entries, clients, contracts, memberships, last_entry;
	unsigned char chain[32];
	bool money_booked;
	bool marked;
};

static struct position position_of(const struct book *book) {
	struct position position = {book->ticked_to,
				    book->closed_to,
				    book->next_due,
				    book->entries,
				    book->clients,
				    book->contracts,
				    book->memberships,
				    book->last_entry,
				    {0},
				    book->money_booked,
				    false};
	memcpy(position.chain, book->chain, sizeof position.chain);
	return position;
}

static void go_back(struct book *book, const struct position *position) {
	if (position->marked) {
		store_return(book->store);
		totals_forget(book->totals);
	}
	book->ticked_to = position->ticked_to;
	book->closed_to = position->closed_to;
	book->next_due = position->next_due;
	book->entries = position->entries;
	book->clients = position->clients;
	book->contracts = position->contracts;
	book->memberships = position->memberships;
	book->last_entry = position->last_entry;
	memcpy(book->chain, position->chain, sizeof position->chain);
	book->money_booked = position->money_booked;
}

/* The entries of a refused operation's own day's ends are taken back with it: nobody can look at them. */
static void forget_entries(struct refusal *why, int64_t last) {
	size_t kept = 0;
	for (size_t i = 0; i < why->entry_count; i++)
		if (why->entries[i] <= last)
			why->entries[kept++] = why->entries[i];
	why->entry_count = kept;
}

/* Counsel stands at the end of a visit's answer. It is kept apart from the result, which is part of the books. */
static void add_counsel(struct buffer *answer, const char *counsel) {
	buffer_shorten(answer, answer->length - 1);
	buffer_char(answer, ',');
	buffer_text(answer, counsel && *counsel ? counsel : "\"alerts\":[],\"renewals\":[]");
	buffer_char(answer, '}');
}

static void answer_again(struct buffer *answer, const struct query *query) {
	const char *first = query_text(query, 2), *name = query_text(query, 3);
	buffer_text(answer, first);
	if (name && strcmp(name, operation_name(OP_VISIT)) == 0)
		add_counsel(answer, query_text(query, 4));
	buffer_shorten(answer, answer->length - 1);
	buffer_text(answer, ",\"replayed\":true}");
}

/* A key seen before: the first result again, or key_conflict (§9.4). `replayed` says which it was. */
static enum carnet_status look_at_key(struct work *work, struct buffer *result, bool *replayed) {
	unsigned char fingerprint[32];
	*replayed = false;
	if (!work->op->key)
		return CARNET_OK;
	struct query *query = store_query(work->book->store, STATEMENT_ENTRY_BY_KEY);
	query_bind_text(query, 1, work->op->key);
	enum step step = query_step(query);
	if (step != STEP_ROW)
		return step == STEP_FAULT ? work_fault(work) : CARNET_OK;
	size_t length;
	const void *known = query_blob(query, 1, &length);
	book_fingerprint(work->book, work->op->content, fingerprint);
	*replayed = length == sizeof fingerprint && memcmp(known, fingerprint, sizeof fingerprint) == 0;
	if (*replayed && !query_is_null(query, 2))
		answer_again(result, query);
	query_end(query);
	return *replayed ? CARNET_OK
			 : refuse(work->why, CARNET_KEY_CONFLICT, "The key %s was used for another operation.",
				  work->op->key);
}

static enum carnet_status look_at_right(struct work *work) {
	if (!work->op->actor.given)
		return CARNET_OK;
	const struct staff *staff = catalog_staff(work_catalog(work), &work->op->actor);
	if (!staff)
		return refuse(work->why, CARNET_NOT_FOUND, "There is no staff member to act for.");
	work->actor = staff->id;
	work->role = staff->role;
	return CARNET_OK;
}

static enum carnet_status look_at_branch(struct work *work) {
	if (!work->op->branch.given)
		return CARNET_OK;
	const struct branch *branch = catalog_branch(work_catalog(work), &work->op->branch);
	if (!branch)
		return refuse(work->why, CARNET_NOT_FOUND, "There is no such branch.");
	work->act.branch = branch->id;
	return CARNET_OK;
}

static enum carnet_status look_at_date(struct work *work) {
	char text[DATE_TEXT];
	int32_t date = work->op->date == DATE_NONE ? work->origin->today : work->op->date;
	work->act.date = date;
	if (date > work->origin->today && !work_catalog(work)->settings.free_clock)
		return refuse_date(work->why, "today", work->origin->today,
				   refuse_for(work->why, REFUSED_LATER_THAN_TODAY, NULL, "%s is later than today.",
					      date_text(date, text)));
	return CARNET_OK;
}

static enum carnet_status look_at_period(struct work *work, const struct handler *handler) {
	char text[DATE_TEXT];
	if (handler->of_lists || handler->keeps_time || work->act.date > work->book->closed_to)
		return CARNET_OK;
	return refuse_date(work->why, "closed_to", work->book->closed_to,
			   refuse_for(work->why, REFUSED_CLOSED_TO, NULL, "The book is closed up to %s.",
				      date_text(work->book->closed_to, text)));
}

/* Ticks to the operation's day by itself (§7.6), behind a mark when that does anything. */
static enum carnet_status tick_first(struct work *work, const struct handler *handler, struct position *position) {
	struct book *book = work->book;
	int32_t to = work->act.date;
	if (handler->of_lists || handler->keeps_time || to <= book->ticked_to)
		return CARNET_OK;
	if (tick_is_due(book, to)) {
		totals_write(book->totals, book->store);
		position->marked = store_mark(book->store);
		if (!position->marked)
			return work_fault(work);
	}
	TRY(book_tick(book, work->arena, work->origin, to, NULL, work->why));
	work->act.entry = book->entries + 1;
	return CARNET_OK;
}

static void begin_result(struct work *work) {
	json_open(work->result, '{');
	json_member_bool(work->result, "ok", true);
	json_name(work->result, "entry");
	if (work->dry || work->nothing)
		json_none(work->result);
	else
		json_number(work->result, work->act.entry);
}

/* What the entry keeps: the operation's record, with the day it is dated and the numbers of the clients it names. */
static const char *kept_operation(struct work *work) {
	struct buffer text;
	buffer_init(&text, work->arena);
	json_open(&text, '{');
	json_member_date(&text, "date", work->act.date);
	enum operation_kind kind = work->op->kind;
	if (kind == OP_VISIT || kind == OP_PAY || kind == OP_OPEN || kind == OP_MEMBERSHIP || kind == OP_CLIENT)
		json_member_number(&text, "client", work->client.id);
	if (work->other)
		json_member_number(&text, kind == OP_TRANSFER ? "to" : "with", work->other);
	buffer_char(&text, ',');
	buffer_text(&text, work->op->record + 1);
	return text.at;
}

static enum carnet_status decide(struct work *work, const struct handler *handler, struct position *position) {
	struct effect_list effects = {0};
	TRY(look_at_period(work, handler));
	TRY(tick_first(work, handler, position));
	TRY(look_at_branch(work));
	TRY(handler->decide(work));
	TRY(visits_note(work));
	TRY(members_settle(work));
	work->decided = true;
	work_effects(work, &effects);
	begin_result(work);
	handler->answer(work, &effects);
	json_close(work->result, '}');
	if (work->nothing)
		return CARNET_OK;
	if (work->dry)
		return work_check(work);
	work->content = kept_operation(work);
	if (work->op->kind != OP_VISIT)
		return work_record(work, &effects);
	TRY(visit_counsel(work));
	TRY(work_record(work, &effects));
	add_counsel(work->result, work->counsel.at);
	return CARNET_OK;
}

static void work_for_operation(struct work *work, const struct operation *op, struct buffer *result) {
	work->op = op;
	work->result = result;
	work->name = operation_name(op->kind);
	work->dry = op->quote;
}

enum carnet_status book_apply(struct book *book, struct arena *arena, const struct operation *op,
			      const struct origin *origin, struct buffer *result, struct refusal *why) {
	struct work work;
	bool replayed;
	struct position position = position_of(book);
	const struct handler *handler = handler_of(op->kind);
	work_init(&work, book, arena, origin, why);
	work_for_operation(&work, op, result);
	TRY(look_at_date(&work));
	TRY(look_at_key(&work, result, &replayed));
	if (replayed)
		return CARNET_OK;
	TRY(look_at_right(&work));
	if (!right_to(work.role, op))
		return refuse(why, CARNET_FORBIDDEN, "The role %s may not do that.", role_name(work.role));
	enum carnet_status status = decide(&work, handler, &position);
	if (status != CARNET_OK || work.dry)
		go_back(book, &position);
	else if (position.marked)
		store_release(book->store);
	if (status != CARNET_OK) {
		buffer_clear(result);
		forget_entries(why, position.entries);
	}
	return store_faulted(book->store) ? store_refuse(book->store, why) : status;
}
