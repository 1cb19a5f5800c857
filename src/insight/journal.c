#include "insight/journal.h"

#include "base/amount.h"
#include "book/pack.h"
#include "book/totals.h"
#include "insight/request.h"

#include <string.h>

enum { BATCH = 256, ACCOUNT_WIDTH = 44 };

struct journal {
	struct request request;
	struct arena *arena; /* of one batch */
	const struct journal_sink *sink;
	struct buffer text;
	int32_t date;  /* of the entry written last */
	int64_t entry; /* its number */
	const char *currency;
	int32_t decimals;
	struct text_list accounts; /* declared so far */
};

/* Text */

static enum carnet_status flush(struct journal *journal) {
	bool written = journal->text.length == 0 ||
		       journal->sink->write(journal->sink->context, journal->text.at, journal->text.length);

	buffer_clear(&journal->text);
	return written ? CARNET_OK : refuse(journal->request.why, CARNET_UNAVAILABLE, "The journal cannot be written.");
}

/* Bytes of UTF-8 that some reader takes for a blank: U+0085, U+00A0, U+1680, U+2000 to U+200F, U+2028 to U+202F, U+205F, U+3000. */
static size_t wide_blank(const char *text) {
	static const char *const blanks[] = {"\xc2\x85", "\xc2\xa0", "\xe1\x9a\x80", "\xe2\x81\x9f", "\xe3\x80\x80"};
	const unsigned char *bytes = (const unsigned char *)text;

	for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
		if (strncmp(text, blanks[i], strlen(blanks[i])) == 0)
			return strlen(blanks[i]);
	if (bytes[0] == 0xe2 && bytes[1] == 0x80 &&
	    ((bytes[2] >= 0x80 && bytes[2] <= 0x8f) || (bytes[2] >= 0xa8 && bytes[2] <= 0xaf)))
		return 3;
	return 0;
}

static bool is_plain(unsigned char c) {
	return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' ||
	       c == '_' || c == '-';
}

/* A name as one word that no reader takes apart. */
static void write_name(struct buffer *out, const char *name) {
	for (const char *c = name; *c;) {
		size_t blank = wide_blank(c);
		size_t count = blank ? blank : 1;
		for (size_t i = 0; i < count; i++, c++) {
			if (blank || !is_plain((unsigned char)*c))
				buffer_format(out, "%%%02X", (unsigned char)*c);
			else
				buffer_char(out, *c);
		}
	}
}

/* Only the method in an account is somebody's own word. */
static void write_account(struct buffer *out, const char *account) {
	static const char cash[] = "assets:cash:";
	size_t length = sizeof cash - 1;

	if (strncmp(account, cash, length) != 0) {
		buffer_text(out, account);
		return;
	}
	buffer_text(out, cash);
	write_name(out, account + length);
}

static void write_date(struct buffer *out, int32_t date) {
	char text[DATE_TEXT];

	buffer_text(out, date_text(date, text));
}

/* The amount of a posting, at least two blanks behind the account that began at `begin`. */
static void write_amount(struct journal *journal, size_t begin, struct money amount) {
	struct buffer *text = &journal->text;
	const char *figure = amount_plain(journal->arena, amount, journal->decimals);
	size_t used = text->length - begin + strlen(figure);

	buffer_text(text, "  ");
	for (size_t i = used; i < ACCOUNT_WIDTH; i++)
		buffer_char(text, ' ');
	buffer_format(text, "%s %s", figure, journal->currency);
}

/* Declarations */

static void write_head(struct journal *journal, const char *what) {
	buffer_format(&journal->text, "; %s, made by carnet\n\ncommodity %s\n", what, journal->currency);
}

static bool declared(const struct journal *journal, const char *account) {
	for (size_t i = 0; i < journal->accounts.count; i++)
		if (strcmp(journal->accounts.at[i], account) == 0)
			return true;
	return false;
}

/* Each account is declared before the first transaction that needs it. */
static void declare(struct journal *journal, const char *account) {
	if (declared(journal, account))
		return;
	*LIST_ADD(journal->request.arena, &journal->accounts) = arena_text(journal->request.arena, account);
	buffer_text(&journal->text, "account ");
	write_account(&journal->text, account);
	buffer_char(&journal->text, '\n');
}

/* Entries */

static void write_posting(struct journal *journal, const struct posting *posting) {
	size_t begin = journal->text.length;

	buffer_text(&journal->text, "    ");
	write_account(&journal->text, posting->account);
	write_amount(journal, begin, posting->amount);
	if (posting->date != journal->date) {
		buffer_text(&journal->text, "  ; [");
		write_date(&journal->text, posting->date);
		buffer_char(&journal->text, ']');
	}
	buffer_char(&journal->text, '\n');
}

static void write_ref(struct journal *journal, int64_t contract) {
	struct query *query = store_query(journal->request.store, STATEMENT_REPORT_CONTRACT_REF);
	const char *ref = NULL;

	query_bind_number(query, 1, contract);
	buffer_char(&journal->text, ' ');
	if (query_step(query) == STEP_ROW)
		ref = query_text(query, 0);
	if (ref)
		write_name(&journal->text, ref);
	else
		buffer_format(&journal->text, "#%lld", (long long)contract);
	query_end(query);
}

/* An entry of the batch, as read. */
struct read_entry {
	int64_t id;
	int32_t date;
	const char *name;
	struct number_list contracts;
	struct posting_list postings;
};
struct read_entry_list LIST(struct read_entry);

static void write_entry(struct journal *journal, const struct read_entry *entry) {
	journal->date = entry->date;
	journal->entry = entry->id;
	if (entry->postings.count == 0)
		return;
	buffer_char(&journal->text, '\n');
	for (size_t i = 0; i < entry->postings.count; i++)
		declare(journal, entry->postings.at[i].account);
	write_date(&journal->text, entry->date);
	buffer_format(&journal->text, " (%lld) %s", (long long)entry->id, entry->name);
	for (size_t i = 0; i < entry->contracts.count; i++)
		write_ref(journal, entry->contracts.at[i]);
	buffer_char(&journal->text, '\n');
	for (size_t i = 0; i < entry->postings.count; i++)
		write_posting(journal, &entry->postings.at[i]);
}

static bool read_entry(struct journal *journal, struct query *query, struct read_entry *entry) {
	size_t length;

	entry->id = query_number(query, 0);
	entry->date = (int32_t)query_number(query, 1);
	entry->name = query_text_copy(query, 2, journal->arena);
	const void *contracts = query_blob(query, 3, &length);
	if (!unpack_numbers(contracts, length, journal->arena, &entry->contracts))
		return false;
	const void *postings = query_blob(query, 4, &length);
	return unpack_postings(postings, length, journal->arena, &entry->postings);
}

static enum carnet_status read_batch(struct journal *journal, struct read_entry_list *entries) {
	struct query *query = store_query(journal->request.store, STATEMENT_REPORT_ENTRIES);
	bool whole = true;
	enum step step = STEP_DONE;

	query_bind_number(query, 1, journal->date);
	query_bind_number(query, 2, journal->entry);
	query_bind_number(query, 3, journal->request.to);
	query_bind_number(query, 4, BATCH);
	while (whole && (step = query_step(query)) == STEP_ROW)
		whole = read_entry(journal, query, LIST_ADD(journal->arena, entries));
	query_end(query);
	return whole && step != STEP_FAULT ? CARNET_OK : request_fault(&journal->request);
}

static enum carnet_status write_entries(struct journal *journal) {
	struct read_entry_list entries;

	do {
		arena_reset(journal->arena);
		buffer_init(&journal->text, journal->arena);
		entries = (struct read_entry_list){0};
		TRY(read_batch(journal, &entries));
		for (size_t i = 0; i < entries.count; i++)
			write_entry(journal, &entries.at[i]);
		TRY(flush(journal));
	} while (entries.count == BATCH);
	return CARNET_OK;
}

/* Beginning */

static enum carnet_status begin(struct journal *journal, struct book *book, struct arena *arena, int32_t from,
				int32_t to, struct refusal *why) {
	const struct settings *settings = &book_catalog(book)->settings;

	journal->request = (struct request){
		.book = book, .catalog = book_catalog(book), .store = book_store(book), .arena = arena, .why = why};
	journal->request.from = from == DATE_NONE ? DATE_MIN : from;
	journal->request.to = to == DATE_NONE ? DATE_MAX : to;
	journal->date = journal->request.from;
	journal->currency = settings->currency;
	journal->decimals = settings->decimals;
	if (journal->request.from > journal->request.to)
		return refuse(why, CARNET_INVALID, "`from` is later than `to`.");
	return CARNET_OK;
}

enum carnet_status journal_write(struct book *book, struct arena *arena, int32_t from, int32_t to,
				 const struct journal_sink *sink, struct refusal *why) {
	struct journal journal = {.sink = sink};

	TRY(begin(&journal, book, arena, from, to, why));
	journal.arena = arena_create();
	buffer_init(&journal.text, journal.arena);
	write_head(&journal, "General journal");
	enum carnet_status status = flush(&journal);
	if (status == CARNET_OK)
		status = write_entries(&journal);
	arena_destroy(journal.arena);
	return status;
}

/* Performance */

static void write_performer(struct journal *journal, const char *staff, struct money amount) {
	size_t begin = journal->text.length;

	buffer_text(&journal->text, "    performance:");
	write_name(&journal->text, staff);
	write_amount(journal, begin, amount);
	buffer_char(&journal->text, '\n');
}

static void end_day(struct journal *journal, struct money sum) {
	if (journal->date != DATE_NONE)
		write_performer(journal, "offset", money_negate(sum));
}

static void begin_day(struct journal *journal, int32_t day) {
	journal->date = day;
	buffer_char(&journal->text, '\n');
	write_date(&journal->text, day);
	buffer_text(&journal->text, " performance\n");
}

static void write_performers(struct journal *journal) {
	const struct catalog *catalog = journal->request.catalog;

	buffer_text(&journal->text, "account performance:house\naccount performance:offset\n");
	for (size_t i = 0; i < catalog->staff.count; i++) {
		buffer_text(&journal->text, "account performance:");
		write_name(&journal->text, catalog->staff.at[i].code);
		buffer_char(&journal->text, '\n');
	}
}

static struct query *performance_query(struct journal *journal, enum basis basis) {
	struct query *query = store_query(journal->request.store, STATEMENT_REPORT_PERFORMANCE_SUMS);

	query_bind_number(query, 1, (int64_t)basis);
	query_bind_number(query, 2, journal->request.from);
	query_bind_number(query, 3, journal->request.to);
	query_bind_number(query, 4, TOLD_BY_STAFF);
	query_bind_number(query, 5, ANY_STAFF);
	query_bind_number(query, 6, ANY_STREAM);
	return query;
}

/* A new day ends the one before with what its lines add up to. */
static enum carnet_status turn_to(struct journal *journal, int32_t day, struct money *sum) {
	if (day == journal->date)
		return CARNET_OK;
	end_day(journal, *sum);
	*sum = MONEY_ZERO;
	enum carnet_status status = flush(journal);
	begin_day(journal, day);
	return status;
}

static enum carnet_status write_performance(struct journal *journal, enum basis basis) {
	struct query *query = performance_query(journal, basis);
	struct money sum = MONEY_ZERO;
	enum carnet_status status = CARNET_OK;
	enum step step = STEP_DONE;

	journal->date = DATE_NONE;
	while (status == CARNET_OK && (step = query_step(query)) == STEP_ROW) {
		int32_t day = (int32_t)query_number(query, 0);
		struct money amount = money_of(query_number(query, 2));
		if (money_is_zero(amount))
			continue;
		status = turn_to(journal, day, &sum);
		write_performer(journal, word_of_staff(&journal->request, query_number(query, 1)), amount);
		sum = money_add(sum, amount);
	}
	query_end(query);
	end_day(journal, sum);
	if (status != CARNET_OK || step != STEP_FAULT)
		return status == CARNET_OK ? flush(journal) : status;
	return request_fault(&journal->request);
}

enum carnet_status performance_journal_write(struct book *book, struct arena *arena, enum basis basis, int32_t from,
					     int32_t to, const struct journal_sink *sink, struct refusal *why) {
	struct journal journal = {.sink = sink, .arena = arena};

	TRY(begin(&journal, book, arena, from, to, why));
	buffer_init(&journal.text, arena);
	write_head(&journal, arena_format(arena, "Performance, basis %s", basis_name(basis)));
	write_performers(&journal);
	return write_performance(&journal, basis);
}
