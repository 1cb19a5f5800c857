#include "support/operated_book.h"

#include "wire/wire.h"

#include <string.h>

struct book *book;
struct arena *book_arena;

static int begin(void **state, const char *currency, int32_t decimals) {
	struct book_creation creation = {
		.name = "Studio", .currency = currency, .timezone = "UTC", .decimals = decimals, .free_clock = true};
	struct refusal why = {0};
	if (folder_create(state) != 0)
		return -1;
	book_arena = arena_create();
	const char *path = book_address("book");
	if (book_create(path, &creation, &why) != CARNET_OK ||
	    book_open(path, STORE_READ_WRITE, &book, &why) != CARNET_OK)
		fail_msg("%s", why.message);
	return 0;
}

int book_in_twd(void **state) {
	return begin(state, "TWD", 0);
}

int book_in_thb(void **state) {
	return begin(state, "THB", 2);
}

int book_gone(void **state) {
	book_close(book);
	book = NULL;
	arena_destroy(book_arena);
	return folder_remove(state);
}

const char *quoted(const char *json) {
	char *text = arena_text(book_arena, json);
	for (char *at = text; *at; at++)
		if (*at == '\'')
			*at = '"';
	return text;
}

static void operate_one(const char *json) {
	struct origin origin = {.today = date_of(2030, 1, 1), .recorded_at = 1};
	struct operation op = {0};
	struct refusal why = {0};
	struct buffer result;
	buffer_init(&result, book_arena);
	const char *text = quoted(json);
	if (wire_read_operation(book_arena, text, strlen(text), &op, &why) != CARNET_OK ||
	    book_apply(book, book_arena, &op, &origin, &result, &why) != CARNET_OK)
		fail_msg("%s\n    was refused: %s", text, why.message);
}

void operate(const char *const *operations, size_t count) {
	struct refusal why = {0};
	if (book_begin(book, &why) != CARNET_OK)
		fail_msg("%s", why.message);
	for (size_t i = 0; i < count; i++)
		operate_one(operations[i]);
	if (book_finish(book, &why) != CARNET_OK)
		fail_msg("%s", why.message);
}

void operate_setup(void) {
	OPERATE("{'op':'branch','code':'tpe','name':'Taipei','date':'2025-12-01'}",
		"{'op':'branch','code':'khh','name':'Kaohsiung','date':'2025-12-01'}",
		"{'op':'staff','code':'amy','name':'Amy','date':'2025-12-01'}",
		"{'op':'staff','code':'bo','name':'Bo','date':'2025-12-01'}",
		"{'op':'staff','code':'cy','name':'Cy','date':'2025-12-01'}",
		"{'op':'service','code':'facial','name':'Facial','price':1500,'date':'2025-12-01'}",
		"{'op':'service','code':'perm','name':'Perm','price':2000,'date':'2025-12-01'}",
		"{'op':'service','code':'laser','name':'Laser','price':4000,'date':'2025-12-01'}",
		"{'op':'service','code':'ipl','name':'IPL','price':3000,'date':'2025-12-01'}",
		"{'op':'product','code':'serum','name':'Serum','price':1200,'date':'2025-12-01'}",
		"{'op':'client','ref':'lin','name':'Lin','date':'2025-12-01'}",
		"{'op':'client','ref':'may','name':'May','date':'2025-12-01'}",
		"{'op':'offer','code':'facial10','kind':'package','name':'Ten facials','price':10000,"
		"'grants':[{'service':'facial','sessions':10}],'valid':{'months':12},"
		"'refund':{'fee_percent':10},'date':'2025-12-01'}",
		"{'op':'offer','code':'glow','kind':'combo','name':'Glow','price':10000,"
		"'grants':[{'service':'facial','sessions':4,'value':6000},{'any_of':['laser','ipl'],'sessions':2,"
		"'value':4000}],'date':'2025-12-01'}",
		"{'op':'offer','code':'top10','kind':'topup','name':'Deposit','price':10000,'credit':11000,"
		"'date':'2025-12-01'}",
		"{'op':'offer','code':'club','kind':'plan','name':'Club','price':1499,'cycle':{'months':1},"
		"'grants':[{'service':'facial','sessions':2}],'rollover':{'cycles':1},'date':'2025-12-01'}",
		"{'op':'offer','code':'gym','kind':'plan','name':'Gym','price':310,'cycle':{'months':1},'grants':[],"
		"'date':'2025-12-01'}");
}

const char *json_of(const struct report *report) {
	struct buffer text;
	buffer_init(&text, book_arena);
	wire_write_report(&text, report, WIRE_JSON);
	return text.at;
}

static void take_word(struct report_query *query, const char *name, const char *value) {
	const struct {
		const char *name;
		const char **text;
		int32_t *day;
	} words[] = {
		{"from", NULL, &query->from},       {"to", NULL, &query->to},         {"as_of", NULL, &query->as_of},
		{"by", &query->by, NULL},           {"branch", &query->branch, NULL}, {"staff", &query->staff, NULL},
		{"service", &query->service, NULL}, {"stream", &query->stream, NULL}, {"client", &query->client, NULL}};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (strcmp(words[i].name, name) != 0)
			continue;
		if (words[i].text)
			*words[i].text = value;
		else
			*words[i].day = day_of(value);
		return;
	}
	assert_string_equal(name, "basis");
	query->has_basis = true;
	while (strcmp(basis_name(query->basis), value) != 0)
		query->basis++;
}

struct report_query asked(const char *words) {
	struct report_query query = report_query_of(date_of(2030, 1, 1));
	char *text = arena_text(book_arena, words);
	while (*text) {
		char *equals = strchr(text, '='), *end = strchrnul(text, ' ');
		char *next = *end ? end + 1 : end;
		assert_non_null(equals);
		*equals = *end = '\0';
		take_word(&query, text, equals + 1);
		text = next;
	}
	return query;
}

const char *report_told(const char *name, const char *words) {
	struct report *report = ARENA_NEW(book_arena, struct report);
	struct report_query query = asked(words);
	struct refusal why = {0};
	if (report_make(book, book_arena, name, &query, report, &why) != CARNET_OK)
		fail_msg("%s %s was refused: %s", name, words, why.message);
	return json_of(report);
}

void assert_json(const char *is, const char *wanted) {
	assert_string_equal(is, quoted(wanted));
}

void assert_report(const char *name, const char *words, const char *json) {
	assert_json(report_told(name, words), json);
}

void assert_no_report(const char *name, const char *words, enum carnet_status status, const char *message) {
	struct report report = {0};
	struct report_query query = asked(words);
	struct refusal why = {0};
	assert_int_equal(report_make(book, book_arena, name, &query, &report, &why), status);
	assert_int_equal(why.status, status);
	assert_mentions(why.message, message);
}

int32_t day_of(const char *text) {
	int32_t day;
	assert_true(date_parse(text, &day));
	return day;
}
