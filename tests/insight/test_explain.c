/* How each unit of a figure of performance came about, and that it adds up to the figure (rulebook §5.6). */
#include "insight/explain.h"
#include "support/operated_book.h"

#include <string.h>

static struct report *explained(const char *staff, const char *day) {
	struct report *report = ARENA_NEW(book_arena, struct report);
	struct refusal why = {0};
	if (explain_make(book, book_arena, staff, day_of(day), true, report, &why) != CARNET_OK)
		fail_msg("%s", why.message);
	return report;
}

static void assert_explained(const char *staff, const char *day, const char *json) {
	assert_json(json_of(explained(staff, day)), json);
}

static void half_paid_then_paid(void) {
	operate_setup();
	OPERATE("{'op':'visit','client':'lin','date':'2026-05-02','items':[{'sell':'facial10','ref':'k1'},"
		"{'redeem':'facial','contract':'k1','staff':[{'staff':'amy','share':65},{'staff':'bo','share':25}]}],"
		"'payments':[{'method':'cash','amount':5000}]}",
		"{'op':'pay','client':'lin','date':'2026-05-20','payments':[{'method':'cash','amount':5000}]}");
}

static void a_session_half_paid_is_credited_by_half(void **state) {
	(void)state;
	half_paid_then_paid();
	assert_explained("amy", "2026-05-02",
			 "{'report':'explain','from':'2026-05-02','to':'2026-05-02','rows':["
			 "{'contract':1,'ref':'k1','client':'lin','name':'Lin','entry':18,'visitor':'lin','visitor_"
			 "name':'Lin','service':'facial','session':1,"
			 "'done_on':'2026-05-02','slot_value':1000,'share':65,'entitlement':650,'paid_before':0,"
			 "'paid':5000,'value_before':0,'value':10000,'credit_before':0,'credit':325,'amount':325,"
			 "'formula':'floor(650 × 5,000 / 10,000) − 0'}],"
			 "'totals':{'amount':325},'staff':'amy','basis':'cash_delivered'}");
}

static void what_is_paid_later_is_credited_to_those_who_did_it(void **state) {
	(void)state;
	half_paid_then_paid();
	assert_explained(
		"bo", "2026-05-20",
		"{'report':'explain','from':'2026-05-20','to':'2026-05-20','rows':["
		"{'contract':1,'ref':'k1','client':'lin','name':'Lin','entry':18,'visitor':'lin','visitor_name':'Lin','"
		"service':'facial','session':1,"
		"'done_on':'2026-05-02','slot_value':1000,'share':25,'entitlement':250,'paid_before':5000,"
		"'paid':10000,'value_before':10000,'value':10000,'credit_before':125,'credit':250,'amount':125,"
		"'formula':'floor(250 × 10,000 / 10,000) − 125'}],"
		"'totals':{'amount':125},'staff':'bo','basis':'cash_delivered'}");
}

static void who_came_with_the_card_of_another_is_named(void **state) {
	(void)state;
	half_paid_then_paid();
	OPERATE("{'op':'share','contract':'k1','with':'may','date':'2026-05-21'}",
		"{'op':'visit','client':'may','date':'2026-05-22','items':[{'redeem':'facial','contract':'k1',"
		"'staff':[{'staff':'amy','share':100}]}]}");
	const char *amy = json_of(explained("amy", "2026-05-22"));
	assert_mentions(amy, quoted("'client':'lin','name':'Lin','entry':21,'visitor':'may','visitor_name':'May'"));
}

static void the_house_is_explained_like_anybody(void **state) {
	(void)state;
	half_paid_then_paid();
	const char *house = json_of(explained("house", "2026-05-02"));
	assert_mentions(house, quoted("'share':10,'entitlement':100"));
	assert_mentions(house, quoted("'totals':{'amount':50},'staff':'house'"));
}

static void a_session_taken_back_is_a_row_below_zero(void **state) {
	(void)state;
	half_paid_then_paid();
	OPERATE("{'op':'return','contract':'k1','service':'facial','date':'2026-05-25'}");
	const char *amy = json_of(explained("amy", "2026-05-25"));
	assert_mentions(amy, quoted("'credit_before':650,'credit':0,'amount':-650,'formula':'0 − 650'"));
}

static void amounts_have_the_decimals_of_the_book(void **state) {
	(void)state;
	operate_setup();
	OPERATE("{'op':'visit','client':'lin','date':'2026-05-02','items':[{'service':'perm','price':200050,"
		"'staff':[{'staff':'amy','share':100}]}],'payments':[{'method':'cash','amount':5}]}");
	assert_mentions(json_of(explained("amy", "2026-05-02")), "floor(2,000.50 × 0.05 / 2,000.50) − 0.00");
}

static void who_is_not_there_is_not_found(void **state) {
	(void)state;
	struct report report;
	struct refusal why = {0};
	operate_setup();
	assert_int_equal(explain_make(book, book_arena, "zoe", day_of("2026-05-02"), true, &report, &why),
			 CARNET_NOT_FOUND);
	assert_mentions(why.message, "zoe");
}

/* Everything that moves performance: late entries, shares that do not divide, refunds, reprices, credit, transfers, voids, tax. */
static void a_crooked_month(void) {
	operate_setup();
	OPERATE("{'op':'settings','performance_net_of_tax':true,'date':'2026-01-01'}",
		"{'op':'service','code':'perm','tax':7,'date':'2026-01-01'}",
		"{'op':'offer','code':'gift','kind':'topup','price':0,'credit':3333,'date':'2026-01-01'}",
		"{'op':'visit','client':'lin','date':'2026-05-02','items':[{'sell':'facial10','ref':'k1','price':9999},"
		"{'redeem':'facial','contract':'k1','sessions':2,'staff':[{'staff':'amy','share':33},{'staff':'bo',"
		"'share':33}]},{'sell':'gift','ref':'v'}],'payments':[{'method':'cash','amount':3333}]}",
		"{'op':'visit','client':'lin','date':'2026-05-04','items':[{'service':'perm','ref':'p','price':1999,"
		"'staff':[{'staff':'amy','share':70},{'staff':'cy','share':30}]}],"
		"'payments':[{'method':'card','amount':777,'contract':'p'}]}",
		"{'op':'visit','client':'lin','date':'2026-05-03','items':[{'redeem':'facial','contract':'k1',"
		"'staff':[{'staff':'cy','share':100}]}]}",
		"{'op':'pay','client':'lin','date':'2026-05-06','payments':[{'method':'credit','amount':500,"
		"'contract':'p','from':'v'}]}",
		"{'op':'pay','client':'lin','date':'2026-05-07','payments':[{'method':'cash','amount':1111,"
		"'contract':'k1'}]}",
		"{'op':'reprice','contract':'k1','price':9001,'date':'2026-05-08'}",
		"{'op':'transfer','contract':'k1','to':'may','service':'facial','sessions':3,'ref':'k2',"
		"'date':'2026-05-09'}",
		"{'op':'visit','client':'may','date':'2026-05-10','items':[{'redeem':'facial','contract':'k2',"
		"'staff':[{'staff':'bo','share':100}]}]}",
		"{'op':'refund','contract':'k1','sessions':2,'service':'facial','date':'2026-05-11'}",
		"{'op':'visit','client':'lin','date':'2026-05-12','items':[{'redeem':'facial','contract':'k1',"
		"'staff':[{'staff':'amy','share':100}]}]}",
		"{'op':'void','entry':30,'date':'2026-05-12'}",
		"{'op':'visit','client':'lin','date':'2026-05-12','items':[{'redeem':'facial','contract':'k1',"
		"'staff':[{'staff':'cy','share':55.55}]}]}",
		"{'op':'refund','contract':'k1','date':'2026-05-15'}",
		"{'op':'pay','client':'lin','date':'2026-05-16','payments':[{'method':'cash','amount':722,"
		"'contract':'p'}]}");
}

static void the_rows_add_up_to_the_figure(void **state) {
	(void)state;
	struct report report = {0};
	struct report_query query = report_query_of(0);
	struct refusal why = {0};
	a_crooked_month();
	assert_int_equal(report_make(book, book_arena, "performance", &query, &report, &why), CARNET_OK);
	assert_true(report.rows.count > 15);
	for (size_t i = 0; i < report.rows.count; i++) {
		const struct cell *cells = report.rows.at[i].cells;
		struct report why_so = {0};
		assert_int_equal(explain_make(book, book_arena, cells[1].as.text, cells[0].as.date, true, &why_so, &why),
				 CARNET_OK);
		struct money sum = MONEY_ZERO;
		for (size_t k = 0; k < why_so.rows.count; k++)
			sum = money_add(sum, why_so.rows.at[k].cells[why_so.column_count - 2].as.money);
		assert_int_equal(money_units(sum), money_units(cells[2].as.money));
	}
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, book_in_twd, book_gone)

int main(void) {
	const struct CMUnitTest tests[] = {
		TEST(a_session_half_paid_is_credited_by_half),
		TEST(what_is_paid_later_is_credited_to_those_who_did_it),
		TEST(who_came_with_the_card_of_another_is_named),
		TEST(the_house_is_explained_like_anybody),
		TEST(a_session_taken_back_is_a_row_below_zero),
		cmocka_unit_test_setup_teardown(amounts_have_the_decimals_of_the_book, book_in_thb, book_gone),
		TEST(who_is_not_there_is_not_found),
		TEST(the_rows_add_up_to_the_figure),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
