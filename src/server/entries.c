#include "server/handlers.h"
#include "server/listing.h"

#include "base/json.h"

/* GET /entries?after=&limit=&date=: the entries as they were recorded, for whoever follows the book; or those of one day, for
 * whoever wants to know what its figures are made of. */

/* Columns: id, date, recorded_at, ticked_to, name, client, actor, key, fingerprint, operation, … and last the client's ref. */
static void write_entry(struct buffer *out, struct query *query, const struct book *book) {
	int64_t client = query_number(query, 5), actor = query_number(query, 6);
	json_open(out, '{');
	json_member_number(out, "entry", query_number(query, 0));
	json_member_date(out, "date", (int32_t)query_number(query, 1));
	json_member_number(out, "recorded_at_ms", query_number(query, 2));
	json_member_text(out, "name", query_text(query, 4));
	json_name(out, "client");
	if (client)
		json_number(out, client);
	else
		json_none(out);
	json_member_text(out, "client_ref", query_text(query, 15));
	json_member_text(out, "actor", actor ? catalog_staff_at(book_catalog(book), actor)->code : NULL);
	json_member_text(out, "key", query_text(query, 7));
	json_name(out, "operation");
	json_raw(out, query_text(query, 9));
	json_close(out, '}');
}

static struct query *entries_asked(struct book *book, const struct listing *listing, int32_t day) {
	bool of_a_day = day != DATE_NONE;
	struct query *query = store_query(book_store(book), of_a_day ? STATEMENT_ENTRY_ON : STATEMENT_ENTRY_AFTER);
	int32_t place = 1;
	if (of_a_day)
		query_bind_number(query, place++, day);
	query_bind_number(query, place++, listing->after);
	query_bind_number(query, place, listing->limit);
	return query;
}

void entries_show(struct request *request, struct book *book) {
	struct listing listing;
	int32_t day = DATE_NONE;
	const char *date = request_argument(request, "date");
	if (!listing_read(request, &listing))
		return;
	if (date && !date_parse(date, &day)) {
		request_say_of(request, "/date", "A date is YYYY-MM-DD.");
		return;
	}
	struct query *query = entries_asked(book, &listing, day);
	struct buffer *out = request_json(request, 200);
	json_open(out, '{');
	json_name(out, "entries");
	json_open(out, '[');
	while (query_step(query) == STEP_ROW)
		write_entry(out, query, book);
	json_close(out, ']');
	json_member_number(out, "last_entry", book_entries(book));
	json_close(out, '}');
}
