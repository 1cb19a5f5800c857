#include "support/operated_book.h"

#include "wire/wire.h"

#include <string.h>

struct book *book;
struct arena *arena;

static int begin(void **state, const char *currency, int32_t decimals) {
	struct book_creation creation = {
		.name = "Studio", .currency = currency, .timezone = "UTC", .decimals = decimals, .free_clock = true};
	struct refusal why = {0};
	if (folder_create(state) != 0)
		return -1;
	arena = arena_create();
	const char *path = in_folder("book");
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
	arena_destroy(arena);
	return folder_remove(state);
}

const char *quoted(const char *json) {
	char *text = arena_text(arena, json);
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
	buffer_init(&result, arena);
	const char *text = quoted(json);
	if (wire_read_operation(arena, text, strlen(text), &op, &why) != CARNET_OK ||
	    book_apply(book, arena, &op, &origin, &result, &why) != CARNET_OK)
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
	buffer_init(&text, arena);
	wire_write_report(&text, report, WIRE_JSON);
	return text.at;
}

const char *report_json(const char *name, struct report_query query) {
	struct report *report = ARENA_NEW(arena, struct report);
	struct refusal why = {0};
	query.today = date_of(2030, 1, 1);
	if (report_make(book, arena, name, &query, report, &why) != CARNET_OK)
		fail_msg("%s was refused: %s", name, why.message);
	return json_of(report);
}

void assert_json(const char *is, const char *wanted) {
	assert_string_equal(is, quoted(wanted));
}

void assert_no_report(const char *name, struct report_query query, enum carnet_status status, const char *words) {
	struct report report = {0};
	struct refusal why = {0};
	query.today = date_of(2030, 1, 1);
	assert_int_equal(report_make(book, arena, name, &query, &report, &why), status);
	assert_int_equal(why.status, status);
	assert_mentions(why.message, words);
}

int32_t day_of(const char *text) {
	int32_t day;
	assert_true(date_parse(text, &day));
	return day;
}
