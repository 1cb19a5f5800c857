#include "book/verify.h"

#include "book/look.h"
#include "book/work.h"

#include <string.h>

/* Tables. `kinds` has a letter a column: n number, t text, b bytes; the first `keys` columns name the row. */

struct table {
	const char *name;
	enum statement statement;
	const char *kinds;
	int keys;
	const char *columns[30];
};

static const struct table tables[] = {
	{"entry",
	 STATEMENT_ALL_ENTRIES,
	 "nnnntnntttbbnb",
	 1,
	 {"id", "date", "recorded_at", "ticked_to", "name", "client", "actor", "key", "operation", "result",
	  "contracts", "postings", "previous", "hash"}},
	{"contract",
	 STATEMENT_ALL_CONTRACTS,
	 "ntnnnnnnnnnnnnnnbbnn",
	 1,
	 {"id",      "ref",         "client", "offer",   "membership", "stream",     "branch",
	  "sold_on", "voided",      "open",   "due_on",  "price",      "live_value", "delivered",
	  "paid",    "written_off", "terms",  "history", "used_up_on", "closed_on"}},
	{"membership",
	 STATEMENT_ALL_MEMBERSHIPS,
	 "ntnnnnnnbb",
	 1,
	 {"id", "ref", "client", "offer", "voided", "ended_on", "suspended_on", "due_on", "body", "cycles"}},
	{"client", STATEMENT_ALL_CLIENTS, "nnbb", 1, {"id", "last_entry", "chain", "visits"}},
	{"setting", STATEMENT_ALL_SETTINGS, "tt", 1, {"name", "value"}},
	{"branch", STATEMENT_ALL_BRANCHES, "ntt", 1, {"id", "code", "name"}},
	{"staff", STATEMENT_ALL_STAFF, "nttt", 1, {"id", "code", "name", "role"}},
	{"item",
	 STATEMENT_ALL_ITEMS,
	 "ntntnnnn",
	 1,
	 {"id", "code", "product", "name", "price", "cost", "interval_days", "tax_bp"}},
	{"tag", STATEMENT_ALL_TAGS, "nttn", 1, {"id", "code", "name", "discount_bp"}},
	{"offer",
	 STATEMENT_ALL_OFFERS,
	 "ntttnnnnnnntnnnnnnnnnnnnnnn",
	 1,
	 {"id",
	  "code",
	  "name",
	  "kind",
	  "price",
	  "for_sale",
	  "bonus_free",
	  "valid_months",
	  "valid_days",
	  "valid_from_first_use",
	  "alert_at",
	  "refund_method",
	  "refund_fee_bp",
	  "refund_fee",
	  "refund_cap",
	  "cooling_off_days",
	  "discountable",
	  "interval_days",
	  "credit",
	  "cycle_months",
	  "cycle_days",
	  "rollover_cycles",
	  "rollover_max",
	  "member_discount_bp",
	  "minimum_cycles",
	  "grace_days",
	  "suspend_days"}},
	{"offer_line",
	 STATEMENT_ALL_OFFER_LINES,
	 "nnnnnnn",
	 2,
	 {"offer", "line", "sessions", "any_of", "bonus", "value", "tax_bp"}},
	{"offer_line_item", STATEMENT_ALL_OFFER_LINE_ITEMS, "nnnn", 3, {"offer", "line", "position", "item"}},
	{"offer_branch", STATEMENT_ALL_OFFER_BRANCHES, "nnn", 2, {"offer", "position", "branch"}},
	{"client_tag", STATEMENT_ALL_CLIENT_TAGS, "nn", 2, {"client", "tag"}},
	{"holder", STATEMENT_ALL_HOLDERS, "nn", 2, {"client", "contract"}},
	{"voided", STATEMENT_ALL_VOIDED, "nn", 1, {"entry", "by_entry"}},
	{"period", STATEMENT_ALL_PERIODS, "nn", 1, {"closed_to", "entry"}},
	{"movement_day",
	 STATEMENT_ALL_MOVEMENTS,
	 "nnnnnnnn",
	 6,
	 {"date", "measure", "stream", "branch", "home", "item", "amount", "sessions"}},
	{"movement_month",
	 STATEMENT_ALL_MOVEMENT_MONTHS,
	 "nnnnnnnn",
	 6,
	 {"month", "measure", "stream", "branch", "home", "item", "amount", "sessions"}},
	{"takings_day", STATEMENT_ALL_TAKINGS, "ntnnnn", 4, {"date", "method", "stream", "branch", "paid_in", "refunded"}},
	{"performance_day",
	 STATEMENT_ALL_PERFORMANCE,
	 "nnnnnnn",
	 6,
	 {"date", "basis", "staff", "item", "stream", "branch", "amount"}},
	{"performance_sum_day",
	 STATEMENT_ALL_PERFORMANCE_SUMS,
	 "nnnnnnn",
	 4,
	 {"told_by", "date", "subject", "stream", "cash_delivered", "delivered", "cash"}},
	{"performance_month",
	 STATEMENT_ALL_PERFORMANCE_MONTHS,
	 "nnnnnnn",
	 6,
	 {"month", "basis", "staff", "item", "stream", "branch", "amount"}},
	{"account_day", STATEMENT_ALL_ACCOUNTS, "ntn", 2, {"date", "account", "amount"}},
	{"book",
	 STATEMENT_ALL_BOOK,
	 "nnnnnnnbn",
	 1,
	 {"id", "ticked_to", "closed_to", "entries", "clients", "contracts", "memberships", "chain", "last_entry"}},
};

struct comparison {
	const struct table *table;
	struct query *kept, *made;
	struct arena *arena;
	struct verification *verification;
};

static int compare_texts(const char *a, const char *b) {
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

static int compare_bytes(const struct query *a, const struct query *b, int column) {
	size_t first_length, second_length;
	const void *first = query_blob(a, column, &first_length);
	const void *second = query_blob(b, column, &second_length);
	if (first_length != second_length)
		return first_length < second_length ? -1 : 1;
	return first_length == 0 ? 0 : memcmp(first, second, first_length);
}

static int compare_column(const struct comparison *rows, int column) {
	char kind = rows->table->kinds[column];
	if (kind == 't')
		return compare_texts(query_text(rows->kept, column), query_text(rows->made, column));
	if (kind == 'b')
		return compare_bytes(rows->kept, rows->made, column);
	bool first_null = query_is_null(rows->kept, column), second_null = query_is_null(rows->made, column);
	if (first_null || second_null)
		return second_null - first_null;
	int64_t a = query_number(rows->kept, column), b = query_number(rows->made, column);
	return a < b ? -1 : a > b;
}

static int compare_keys(const struct comparison *rows) {
	int order = 0;
	for (int column = 0; column < rows->table->keys && order == 0; column++)
		order = compare_column(rows, column);
	return order;
}

static const char *shown(struct arena *arena, const struct query *query, char kind, int column) {
	if (query_is_null(query, column))
		return "nothing";
	if (kind == 'n')
		return arena_format(arena, "%lld", (long long)query_number(query, column));
	return arena_format(arena, "\"%s\"", query_text(query, column));
}

static const char *row_name(const struct comparison *rows, const struct query *query) {
	const char *name = rows->table->name;
	for (int column = 0; column < rows->table->keys; column++)
		name = arena_format(rows->arena, "%s %s", name,
				    shown(rows->arena, query, rows->table->kinds[column], column));
	return name;
}

static void say(const struct comparison *rows, const char *line) {
	rows->verification->differences++;
	rows->verification->say(rows->verification->context, line);
}

static void say_column(const struct comparison *rows, int column) {
	char kind = rows->table->kinds[column];
	const char *row = row_name(rows, rows->kept), *name = rows->table->columns[column];
	if (kind == 'b')
		say(rows, arena_format(rows->arena, "%s: %s is not what the entries say", row, name));
	else
		say(rows, arena_format(rows->arena, "%s: %s is %s, the entries say %s", row, name,
				       shown(rows->arena, rows->kept, kind, column),
				       shown(rows->arena, rows->made, kind, column)));
}

static void compare_row(const struct comparison *rows) {
	for (int column = rows->table->keys; rows->table->kinds[column]; column++)
		if (compare_column(rows, column) != 0)
			say_column(rows, column);
}

/* Both sides step through the table in the order of its key. */
static bool compare_table(struct comparison *rows) {
	enum step kept = query_step(rows->kept), made = query_step(rows->made);
	while (kept == STEP_ROW || made == STEP_ROW) {
		arena_reset(rows->arena);
		int order = kept != STEP_ROW ? 1 : made != STEP_ROW ? -1 : compare_keys(rows);
		if (order == 0)
			compare_row(rows);
		else if (order < 0)
			say(rows,
			    arena_format(rows->arena, "%s: the entries know nothing of it", row_name(rows, rows->kept)));
		else
			say(rows, arena_format(rows->arena, "%s: missing", row_name(rows, rows->made)));
		if (order <= 0)
			kept = query_step(rows->kept);
		if (order >= 0)
			made = query_step(rows->made);
	}
	query_end(rows->kept);
	query_end(rows->made);
	return kept != STEP_FAULT && made != STEP_FAULT;
}

bool book_compare(struct book *kept, struct book *made, struct verification *verification) {
	struct arena *arena = arena_create();
	bool read = true;
	for (size_t i = 0; i < sizeof tables / sizeof *tables && read; i++) {
		struct comparison rows = {&tables[i], store_query(kept->store, tables[i].statement),
					  store_query(made->store, tables[i].statement), arena, verification};
		read = compare_table(&rows);
	}
	arena_destroy(arena);
	return read;
}

static enum carnet_status verify_open(struct book *kept, struct verification *verification, struct refusal *why) {
	struct book *made = NULL;
	enum carnet_status status = book_scratch(kept, &made, why);
	if (status == CARNET_OK)
		status = book_repeat(kept, made, verification, why);
	if (status == CARNET_OK && !book_compare(kept, made, verification))
		status = refuse(why, CARNET_UNAVAILABLE, "The book could not be read to its end.");
	book_close(made);
	return status;
}

enum carnet_status book_verify(const char *address, struct verification *verification, struct refusal *why) {
	struct book *kept = NULL;
	verification->entries = verification->differences = 0;
	enum carnet_status status = book_open(address, STORE_READ_ONLY, &kept, why);
	if (status == CARNET_OK)
		status = book_look(kept, why);
	if (status == CARNET_OK)
		status = verify_open(kept, verification, why);
	book_close(kept);
	return status;
}
