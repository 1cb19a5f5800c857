#include "book/copy.h"

#include "book/look.h"
#include "book/work.h"

#include <sodium.h>
#include <string.h>

/* The tables, in an order in which nothing names what is not there yet. The book's own row makes the copy a book, and so comes last.
 * `kinds` has a letter a column: n number, t text, b bytes. */

struct copied_table {
	const char *name, *kinds;
	enum statement read, add, clear; /* clear: STATEMENT_COUNT where rows stay, as in logs that are only added to */
};

static const struct copied_table tables[] = {
	{"entry", "nnnntnntbttbbnb", STATEMENT_COPY_ENTRY, STATEMENT_COPY_ENTRY_ADD, STATEMENT_COUNT},
	{"entry_note", "nt", STATEMENT_COPY_ENTRY_NOTE, STATEMENT_COPY_ENTRY_NOTE_ADD, STATEMENT_COPY_ENTRY_NOTE_CLEAR},
	{"counsel", "nt", STATEMENT_COPY_COUNSEL, STATEMENT_COPY_COUNSEL_ADD, STATEMENT_COPY_COUNSEL_CLEAR},
	{"voided", "nn", STATEMENT_COPY_VOIDED, STATEMENT_COPY_VOIDED_ADD, STATEMENT_COPY_VOIDED_CLEAR},
	{"period", "nn", STATEMENT_COPY_PERIOD, STATEMENT_COPY_PERIOD_ADD, STATEMENT_COPY_PERIOD_CLEAR},
	{"client", "ntnbb", STATEMENT_COPY_CLIENT, STATEMENT_COPY_CLIENT_ADD, STATEMENT_COPY_CLIENT_CLEAR},
	{"person", "nttttt", STATEMENT_COPY_PERSON, STATEMENT_COPY_PERSON_ADD, STATEMENT_COPY_PERSON_CLEAR},
	{"client_tag", "nn", STATEMENT_COPY_CLIENT_TAG, STATEMENT_COPY_CLIENT_TAG_ADD, STATEMENT_COPY_CLIENT_TAG_CLEAR},
	{"contract", "ntnnnnnnnnnnnnnnbbnn", STATEMENT_COPY_CONTRACT, STATEMENT_COPY_CONTRACT_ADD,
	 STATEMENT_COPY_CONTRACT_CLEAR},
	{"holder", "nn", STATEMENT_COPY_HOLDER, STATEMENT_COPY_HOLDER_ADD, STATEMENT_COPY_HOLDER_CLEAR},
	{"membership", "ntnnnnnnbb", STATEMENT_COPY_MEMBERSHIP, STATEMENT_COPY_MEMBERSHIP_ADD,
	 STATEMENT_COPY_MEMBERSHIP_CLEAR},
	{"setting", "tt", STATEMENT_COPY_SETTING, STATEMENT_COPY_SETTING_ADD, STATEMENT_COPY_SETTING_CLEAR},
	{"branch", "ntt", STATEMENT_COPY_BRANCH, STATEMENT_COPY_BRANCH_ADD, STATEMENT_COPY_BRANCH_CLEAR},
	{"staff", "nttt", STATEMENT_COPY_STAFF, STATEMENT_COPY_STAFF_ADD, STATEMENT_COPY_STAFF_CLEAR},
	{"item", "ntntnnnn", STATEMENT_COPY_ITEM, STATEMENT_COPY_ITEM_ADD, STATEMENT_COPY_ITEM_CLEAR},
	{"tag", "nttn", STATEMENT_COPY_TAG, STATEMENT_COPY_TAG_ADD, STATEMENT_COPY_TAG_CLEAR},
	{"offer", "ntttnnnnnnntnnnnnnnnnnnnnnn", STATEMENT_COPY_OFFER, STATEMENT_COPY_OFFER_ADD,
	 STATEMENT_COPY_OFFER_CLEAR},
	{"offer_line", "nnnnnnn", STATEMENT_COPY_OFFER_LINE, STATEMENT_COPY_OFFER_LINE_ADD,
	 STATEMENT_COPY_OFFER_LINE_CLEAR},
	{"offer_line_item", "nnnn", STATEMENT_COPY_OFFER_LINE_ITEM, STATEMENT_COPY_OFFER_LINE_ITEM_ADD,
	 STATEMENT_COPY_OFFER_LINE_ITEM_CLEAR},
	{"offer_branch", "nnn", STATEMENT_COPY_OFFER_BRANCH, STATEMENT_COPY_OFFER_BRANCH_ADD,
	 STATEMENT_COPY_OFFER_BRANCH_CLEAR},
	{"movement_day", "nnnnnnnn", STATEMENT_COPY_MOVEMENT_DAY, STATEMENT_COPY_MOVEMENT_DAY_ADD,
	 STATEMENT_COPY_MOVEMENT_DAY_CLEAR},
	{"movement_month", "nnnnnnnn", STATEMENT_COPY_MOVEMENT_MONTH, STATEMENT_COPY_MOVEMENT_MONTH_ADD,
	 STATEMENT_COPY_MOVEMENT_MONTH_CLEAR},
	{"takings_day", "ntnnnn", STATEMENT_COPY_TAKINGS_DAY, STATEMENT_COPY_TAKINGS_DAY_ADD,
	 STATEMENT_COPY_TAKINGS_DAY_CLEAR},
	{"performance_day", "nnnnnnn", STATEMENT_COPY_PERFORMANCE_DAY, STATEMENT_COPY_PERFORMANCE_DAY_ADD,
	 STATEMENT_COPY_PERFORMANCE_DAY_CLEAR},
	{"performance_sum_day", "nnnnnnn", STATEMENT_COPY_PERFORMANCE_SUM_DAY, STATEMENT_COPY_PERFORMANCE_SUM_DAY_ADD,
	 STATEMENT_COPY_PERFORMANCE_SUM_DAY_CLEAR},
	{"performance_month", "nnnnnnn", STATEMENT_COPY_PERFORMANCE_MONTH, STATEMENT_COPY_PERFORMANCE_MONTH_ADD,
	 STATEMENT_COPY_PERFORMANCE_MONTH_CLEAR},
	{"account_day", "ntn", STATEMENT_COPY_ACCOUNT_DAY, STATEMENT_COPY_ACCOUNT_DAY_ADD,
	 STATEMENT_COPY_ACCOUNT_DAY_CLEAR},
	{"login", "nttnnnbnnn", STATEMENT_COPY_LOGIN, STATEMENT_COPY_LOGIN_ADD, STATEMENT_COPY_LOGIN_CLEAR},
	{"login_session", "bnnnn", STATEMENT_COPY_LOGIN_SESSION, STATEMENT_COPY_LOGIN_SESSION_ADD,
	 STATEMENT_COPY_LOGIN_SESSION_CLEAR},
	{"access_token", "ntbnnntnn", STATEMENT_COPY_ACCESS_TOKEN, STATEMENT_COPY_ACCESS_TOKEN_ADD,
	 STATEMENT_COPY_ACCESS_TOKEN_CLEAR},
	{"audit", "nnttt", STATEMENT_COPY_AUDIT, STATEMENT_COPY_AUDIT_ADD, STATEMENT_COUNT},
	{"meta", "tt", STATEMENT_COPY_META, STATEMENT_COPY_META_ADD, STATEMENT_COUNT},
};

static const struct copied_table own_row = {"book", "nnnnnnnbnb", STATEMENT_COPY_BOOK, STATEMENT_COPY_BOOK_ADD,
					    STATEMENT_COUNT};

enum { TABLES = sizeof tables / sizeof *tables, ROWS_A_COMMIT = 10000, MARK_TEXT = 65 };

struct copy {
	struct copying *copying;
	struct store *from, *to;
	struct refusal *why;
	int64_t entries; /* of the book that is copied */
};

static enum carnet_status fault_of(const struct copy *copy) {
	return store_refuse(store_faulted(copy->from) ? copy->from : copy->to, copy->why);
}

/* Rows */

static void bind_column(struct query *into, const struct query *row, char kind, int column) {
	size_t length;
	if (query_is_null(row, column))
		return;
	if (kind == 'n')
		query_bind_number(into, column + 1, query_number(row, column));
	else if (kind == 't')
		query_bind_text(into, column + 1, query_text(row, column));
	else {
		const void *bytes = query_blob(row, column, &length);
		query_bind_blob(into, column + 1, bytes, length);
	}
}

static void copy_row(struct copy *copy, const struct copied_table *table, const struct query *row) {
	struct query *into = store_query(copy->to, table->add);
	for (int column = 0; table->kinds[column]; column++)
		bind_column(into, row, table->kinds[column], column);
	query_run(into);
	copy->copying->rows++;
}

static bool is_log(const struct copied_table *table) {
	return table->read == STATEMENT_COPY_ENTRY || table->read == STATEMENT_COPY_AUDIT;
}

/* The last row of a log that is in the copy already. */
static int64_t last_copied(struct copy *copy, const struct copied_table *table) {
	bool entries = table->read == STATEMENT_COPY_ENTRY;
	struct query *query = store_query(copy->to, entries ? STATEMENT_COPY_ENTRY_LAST : STATEMENT_COPY_AUDIT_LAST);
	int64_t last = query_step(query) == STEP_ROW ? query_number(query, 0) : 0;
	query_end(query);
	if (entries)
		copy->copying->resumed = last;
	return last;
}

static struct query *rows_of(struct store *store, const struct copied_table *table, int64_t after) {
	struct query *rows = store_query(store, table->read);
	if (is_log(table))
		query_bind_number(rows, 1, after);
	return rows;
}

static void tell(const struct copy *copy, const struct copied_table *table, int64_t rows) {
	bool entries = table->read == STATEMENT_COPY_ENTRY;
	copy->copying->tell(copy->copying->context, table->name, rows, entries ? copy->entries : 0);
}

static bool commit_and_go_on(const struct copy *copy) {
	return store_commit(copy->to) && store_begin(copy->to);
}

static enum carnet_status copy_table(struct copy *copy, const struct copied_table *table) {
	int64_t after = is_log(table) ? last_copied(copy, table) : 0, count = after;
	if (!store_begin(copy->to))
		return fault_of(copy);
	struct query *rows = rows_of(copy->from, table, after);
	while (query_step(rows) == STEP_ROW) {
		copy_row(copy, table, rows);
		if (++count % ROWS_A_COMMIT != 0)
			continue;
		tell(copy, table, count);
		if (!commit_and_go_on(copy))
			break;
	}
	query_end(rows);
	if (store_faulted(copy->from) || store_faulted(copy->to) || !store_commit(copy->to))
		return fault_of(copy);
	tell(copy, table, count);
	return CARNET_OK;
}

/* What may name other rows goes before them. */
static enum carnet_status clear_tables(struct copy *copy) {
	if (!store_begin(copy->to))
		return fault_of(copy);
	for (int i = TABLES - 1; i >= 0; i--)
		if (tables[i].clear != STATEMENT_COUNT)
			query_run(store_query(copy->to, tables[i].clear));
	return store_commit(copy->to) ? CARNET_OK : fault_of(copy);
}

static enum carnet_status copy_tables(struct copy *copy) {
	TRY(clear_tables(copy));
	for (size_t i = 0; i < TABLES; i++)
		TRY(copy_table(copy, &tables[i]));
	return CARNET_OK;
}

/* Comparing */

static bool same_column(const struct query *one, const struct query *other, char kind, int column) {
	size_t length, other_length;
	if (query_is_null(one, column) || query_is_null(other, column))
		return query_is_null(one, column) == query_is_null(other, column);
	if (kind == 'n')
		return query_number(one, column) == query_number(other, column);
	if (kind == 't')
		return strcmp(query_text(one, column), query_text(other, column)) == 0;
	const void *bytes = query_blob(one, column, &length), *other_bytes = query_blob(other, column, &other_length);
	return length == other_length && memcmp(bytes, other_bytes, length) == 0;
}

static bool same_row(const struct copied_table *table, const struct query *one, const struct query *other) {
	for (int column = 0; table->kinds[column]; column++)
		if (!same_column(one, other, table->kinds[column], column))
			return false;
	return true;
}

static enum carnet_status compare_table(struct copy *copy, const struct copied_table *table, bool *same) {
	struct query *one = rows_of(copy->from, table, 0), *other = rows_of(copy->to, table, 0);
	enum step first = query_step(one), second = query_step(other);
	while (first == STEP_ROW && second == STEP_ROW && same_row(table, one, other)) {
		first = query_step(one);
		second = query_step(other);
	}
	*same = first == STEP_DONE && second == STEP_DONE;
	query_end(one);
	query_end(other);
	return first == STEP_FAULT || second == STEP_FAULT ? fault_of(copy) : CARNET_OK;
}

static enum carnet_status compare_tables(struct copy *copy) {
	struct verification *verification = &copy->copying->verification;
	for (size_t i = 0; i < TABLES; i++) {
		bool same = false;
		TRY(compare_table(copy, &tables[i], &same));
		if (same)
			continue;
		verification->differences++;
		verification->say(verification->context, tables[i].name);
	}
	return CARNET_OK;
}

/* Whose copy it is: a mark from the book's secret, which the copy keeps as copy_of until it is whole. */

static void make_mark(const struct book *book, char mark[MARK_TEXT]) {
	unsigned char hash[32];
	crypto_generichash(hash, sizeof hash, book->secret, sizeof book->secret, NULL, 0);
	sodium_bin2hex(mark, MARK_TEXT, hash, sizeof hash);
}

static bool has_mark(struct store *store, const char *mark) {
	struct query *query = store_query(store, STATEMENT_META_GET);
	query_bind_text(query, 1, "copy_of");
	bool same = query_step(query) == STEP_ROW && strcmp(query_text(query, 0), mark) == 0;
	query_end(query);
	return same;
}

/* Whether there is a schema and nothing in it: whoever made it, a copy for instance, got no further. */
static bool is_untouched(struct store *store) {
	struct query *book = store_query(store, STATEMENT_BOOK_GET);
	bool untouched = query_step(book) == STEP_DONE;
	query_end(book);
	struct query *mark = store_query(store, STATEMENT_META_GET);
	query_bind_text(mark, 1, "copy_of");
	untouched = query_step(mark) == STEP_DONE && untouched;
	query_end(mark);
	return untouched;
}

static enum carnet_status set_mark(struct copy *copy, const char *mark) {
	struct query *query = store_query(copy->to, STATEMENT_META_SET);
	query_bind_text(query, 1, "copy_of");
	query_bind_text(query, 2, mark);
	query_run(query);
	return store_faulted(copy->to) ? fault_of(copy) : CARNET_OK;
}

/* With the book's own row the copy is a book, and the mark goes. */
static enum carnet_status make_whole(struct copy *copy) {
	if (!store_begin(copy->to))
		return fault_of(copy);
	struct query *row = rows_of(copy->from, &own_row, 0);
	if (query_step(row) == STEP_ROW)
		copy_row(copy, &own_row, row);
	query_end(row);
	struct query *mark = store_query(copy->to, STATEMENT_META_REMOVE);
	query_bind_text(mark, 1, "copy_of");
	query_run(mark);
	return !store_faulted(copy->from) && store_commit(copy->to) ? CARNET_OK : fault_of(copy);
}

/* A new place, or the one where a copy of this very book was broken off. */
static enum carnet_status open_place(struct copy *copy, const char *address, const char *mark) {
	enum carnet_status made = store_create(address, copy->why);
	if (made != CARNET_OK && made != CARNET_EXISTS)
		return made;
	TRY(store_open(address, STORE_READ_WRITE, &copy->to, copy->why));
	if (has_mark(copy->to, mark))
		return CARNET_OK;
	if (is_untouched(copy->to))
		return set_mark(copy, mark);
	return store_faulted(copy->to) ? fault_of(copy)
				       : refuse(copy->why, CARNET_EXISTS, "Something else is there already.");
}

/* The whole */

static enum carnet_status copy_book(struct copy *copy, struct book *book, const char *to) {
	char mark[MARK_TEXT];
	make_mark(book, mark);
	copy->from = book_store(book);
	copy->entries = book_entries(book);
	TRY(open_place(copy, to, mark));
	TRY(copy_tables(copy));
	TRY(compare_tables(copy));
	return copy->copying->verification.differences > 0 ? CARNET_OK : make_whole(copy);
}

static enum carnet_status copy_opened(struct copy *copy, struct book *book, const char *to) {
	enum carnet_status status = book_look(book, copy->why);
	if (status == CARNET_OK)
		status = copy_book(copy, book, to);
	book_look_away(book);
	store_close(copy->to);
	return status;
}

enum carnet_status book_copy(const char *from, const char *to, struct copying *copying, struct refusal *why) {
	struct copy copy = {.copying = copying, .why = why};
	struct book *book = NULL;
	copying->rows = copying->resumed = copying->verification.differences = copying->verification.entries = 0;
	enum carnet_status status = book_open(from, STORE_READ_ONLY, &book, why);
	if (status == CARNET_OK)
		status = copy_opened(&copy, book, to);
	book_close(book);
	if (status != CARNET_OK || copying->verification.differences > 0)
		return status;
	return book_verify(to, &copying->verification, why);
}
