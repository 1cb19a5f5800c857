#include "server/audit.h"

#include "server/handlers.h"
#include "server/listing.h"
#include "server/own.h"
#include "server/served.h"

#include "base/json.h"

struct note {
	const char *event, *name, *detail;
	int64_t at_ms;
};

void audit_write(struct store *store, int64_t at_ms, const char *event, const char *name, const char *detail) {
	struct query *query = store_query(store, STATEMENT_AUDIT_ADD);
	query_bind_number(query, 1, at_ms);
	query_bind_text(query, 2, event);
	query_bind_text(query, 3, name);
	query_bind_text(query, 4, detail);
	query_run(query);
}

static enum carnet_status write_note(struct request *request, struct book *book, const struct origin *origin) {
	const struct note *note = request->prepared;
	(void)origin;
	audit_write(book_store(book), note->at_ms, note->event, note->name, note->detail);
	request->wrote = true;
	return store_faulted(book_store(book)) ? CARNET_UNAVAILABLE : CARNET_OK;
}

void audit_note(struct served *served, const char *event, const char *name, const char *detail) {
	if (atomic_load(&served->waiting) > LIMIT_WRITES_WAITING / 2)
		return;
	struct request *request = own_request(served);
	struct note *note = request->prepared = ARENA_NEW(request->arena, struct note);
	note->event = arena_text(request->arena, event);
	note->name = arena_text(request->arena, name);
	note->detail = arena_text(request->arena, detail);
	note->at_ms = clock_milliseconds();
	own_submit(request, write_note);
}

/* GET /audit?after=&limit= */
void audit_show(struct request *request, struct book *book) {
	struct listing listing;
	if (!listing_read(request, &listing))
		return;
	struct query *query = store_query(book_store(book), STATEMENT_AUDIT_AFTER);
	query_bind_number(query, 1, listing.after);
	query_bind_number(query, 2, listing.limit);
	struct buffer *out = request_json(request, 200);
	json_open(out, '{');
	json_name(out, "audit");
	json_open(out, '[');
	while (query_step(query) == STEP_ROW) {
		json_open(out, '{');
		json_member_number(out, "number", query_number(query, 0));
		json_member_number(out, "at_ms", query_number(query, 1));
		json_member_text(out, "event", query_text(query, 2));
		json_member_text(out, "name", query_text(query, 3));
		json_member_text(out, "detail", query_text(query, 4));
		json_close(out, '}');
	}
	json_close(out, ']');
	json_close(out, '}');
}
