/* What stands: contracts, pending, carryover, statement. */
#include "support/operated_book.h"

#include <string.h>

#define VISIT(day, items, payments)                                                                                    \
	"{'op':'visit','client':'lin','date':'" day "','items':[" items "],'payments':[" payments "]}"
#define CASH(amount) "{'method':'cash','amount':" #amount "}"

static void a_contract_tells_its_amounts_and_grants(void **state) {
	(void)state;
	operate_setup();
	OPERATE(VISIT("2026-05-02", "{'sell':'facial10','ref':'k1'},{'redeem':'facial','contract':'k1'}", CASH(5000)));
	assert_report(
		"contracts", "",
		"{'report':'contracts','rows':[{'contract':1,'ref':'k1','client':'lin','offer':'facial10',"
		"'stream':'package','status':'active','sold_on':'2026-05-02','price':10000,'live_value':10000,"
		"'delivered':1000,'paid':5000,'written_off':0,'due':5000,'liability':4000,'receivable':0,"
		"'grants':[{'service':'facial','sessions':10,'used':1,'left':9,'expired':0,'returned':0,'transferred':"
		"0,"
		"'value_left':9000,'expires_on':'2027-05-02'}]}],"
		"'totals':{'price':10000,'live_value':10000,'delivered':1000,'paid':5000,'written_off':0,'due':5000,"
		"'liability':4000,'receivable':0}}");
}

static void an_earlier_day_is_folded_and_what_came_later_is_not_there(void **state) {
	(void)state;
	operate_setup();
	OPERATE(VISIT("2026-05-02", "{'sell':'facial10','ref':'k1'}", CASH(10000)),
		VISIT("2026-05-10", "{'redeem':'facial','contract':'k1'}", ""),
		VISIT("2026-05-12", "{'sell':'facial10','ref':'k2'}", ""));
	const char *before = report_told("contracts", "as_of=2026-05-09");
	assert_mentions(before, quoted("'as_of':'2026-05-09'"));
	assert_mentions(before, quoted("'delivered':0,'paid':10000"));
	assert_null(strstr(before, "k2"));
	OPERATE("{'op':'void','entry':19,'date':'2026-05-12'}");
	assert_null(strstr(report_told("contracts", "as_of=2026-05-12"), quoted("'delivered':1000")));
}

static void single_visits_goods_sets_credit_days_and_debts_have_rows_of_their_own(void **state) {
	(void)state;
	operate_setup();
	OPERATE(VISIT("2026-05-02",
		      "{'service':'perm'},{'product':'serum'},{'sell':'glow','ref':'g'},{'sell':'top10','ref':'t'},"
		      "{'sell':'gym','ref':'m'}",
		      "{'method':'cash','amount':10000,'contract':'t'}"),
		"{'op':'open','client':'lin','ref':'d','debt':700,'date':'2026-05-03'}");
	const char *all = report_told("contracts", "");
	assert_mentions(all, quoted("{'contract':1,'ref':null,'client':'lin','service':'perm','stream':'visit'"));
	assert_mentions(all, quoted("{'contract':2,'ref':null,'client':'lin','product':'serum','stream':'goods'"));
	assert_mentions(all, quoted("'grants':[{'product':'serum','sessions':1,'used':1"));
	assert_mentions(all, quoted("{'any_of':['laser','ipl'],'sessions':2,'used':0,'left':2"));
	assert_mentions(all, quoted("'grants':[{'credit':11000,'spent':0,'left':11000,'value_left':10000,"
				    "'expires_on':null}]"));
	assert_mentions(all, quoted("'ref':'m.1','client':'lin','offer':'gym','stream':'membership','status':'active',"
				    "'sold_on':'2026-05-02','price':310,'live_value':310,'delivered':20"));
	assert_mentions(all, quoted("'ref':'d','client':'lin','offer':null,'stream':'legacy','status':'owing'"));
	assert_mentions(all, quoted("'due':700,'liability':0,'receivable':700,'grants':[]"));
}

static void pending_tells_what_is_owed_and_how_much_of_it_is_paid(void **state) {
	(void)state;
	operate_setup();
	OPERATE(VISIT("2026-05-02", "{'sell':'facial10','ref':'k1'},{'redeem':'facial','contract':'k1'}", CASH(5000)),
		VISIT("2026-05-03", "{'sell':'glow','ref':'g'},{'sell':'gym'},{'product':'serum'}", ""));
	assert_report("pending", "",
		      "{'report':'pending','rows':[{'service':'facial','sessions':13,'value':15000,'paid':4000},"
		      "{'any_of':['ipl','laser'],'sessions':2,'value':4000,'paid':0}],"
		      "'totals':{'sessions':15,'value':19000,'paid':4000}}");
	assert_report("pending", "by=expiry",
		      "{'report':'pending','rows':["
		      "{'service':'facial','expires':'2027-05','sessions':9,'value':9000,'paid':4000},"
		      "{'service':'facial','expires':null,'sessions':4,'value':6000,'paid':0},"
		      "{'any_of':['ipl','laser'],'expires':null,'sessions':2,'value':4000,'paid':0}],"
		      "'totals':{'sessions':15,'value':19000,'paid':4000}}");
	assert_report("pending", "by=stream as_of=2026-05-02",
		      "{'report':'pending','as_of':'2026-05-02','rows':["
		      "{'stream':'package','sessions':9,'value':9000,'paid':4000}],"
		      "'totals':{'sessions':9,'value':9000,'paid':4000}}");
	assert_report("pending", "service=ipl",
		      "{'report':'pending','rows':[{'any_of':['ipl','laser'],'sessions':2,'value':4000,'paid':0}],"
		      "'totals':{'sessions':2,'value':4000,'paid':0}}");
}

static void what_is_paid_of_a_combo_is_split_over_what_is_left_of_its_lines(void **state) {
	(void)state;
	operate_setup();
	OPERATE(VISIT("2026-05-02", "{'sell':'glow','ref':'g'},{'redeem':'laser','contract':'g'}", CASH(3000)));
	assert_report("pending", "",
		      "{'report':'pending','rows':[{'service':'facial','sessions':4,'value':6000,'paid':750},"
		      "{'any_of':['ipl','laser'],'sessions':1,'value':2000,'paid':250}],"
		      "'totals':{'sessions':5,'value':8000,'paid':1000}}");
}

static void carryover_lists_what_goes_over_and_adds_up_to_the_next_opening(void **state) {
	(void)state;
	operate_setup();
	OPERATE(VISIT("2026-05-02", "{'sell':'facial10','ref':'k1'},{'redeem':'facial','contract':'k1'}", CASH(5000)),
		VISIT("2026-05-03", "{'service':'perm'},{'product':'serum'}", CASH(1200)),
		VISIT("2026-05-04", "{'sell':'top10','ref':'t'}", "{'method':'card','amount':10000,'contract':'t'}"),
		"{'op':'close','date':'2026-05-31'}", VISIT("2026-06-02", "{'redeem':'facial','contract':'k1'}", ""));
	assert_report(
		"carryover", "",
		"{'report':'carryover','as_of':'2026-05-31','rows':["
		"{'contract':1,'ref':'k1','client':'lin','offer':'facial10','stream':'package','sessions':9,'credit':"
		"null,"
		"'days':null,'value_left':9000,'liability':4000,'receivable':0,'due':5000},"
		"{'contract':2,'ref':null,'client':'lin','offer':null,'stream':'visit','sessions':0,'credit':null,"
		"'days':null,'value_left':0,'liability':0,'receivable':800,'due':800},"
		"{'contract':3,'ref':null,'client':'lin','offer':null,'stream':'goods','sessions':0,'credit':null,"
		"'days':null,'value_left':0,'liability':0,'receivable':1200,'due':1200},"
		"{'contract':4,'ref':'t','client':'lin','offer':'top10','stream':'credit','sessions':0,'credit':11000,"
		"'days':null,'value_left':10000,'liability':10000,'receivable':0,'due':0}],"
		"'totals':{'sessions':9,'credit':11000,'days':0,'value_left':19000,'liability':14000,'receivable':2000,"
		"'due':7000}}");
	const char *next = report_told("rollforward", "from=2026-06-01 to=2026-06-30");
	assert_mentions(next, quoted("'totals':{'opening':12000,"));
	assert_mentions(next, quoted("'sessions':{'opening':9,'sold':0,'used':1"));
}

static void a_statement_tells_a_client_in_words(void **state) {
	(void)state;
	operate_setup();
	OPERATE(VISIT("2026-05-02",
		      "{'sell':'facial10','ref':'k1'},{'redeem':'facial','contract':'k1','staff':[{'staff':'amy',"
		      "'share':60},{'staff':'bo','share':40}]},{'service':'perm','staff':[{'staff':'cy','share':100}]}",
		      CASH(12000)),
		"{'op':'visit','client':'may','date':'2026-05-03','items':[{'service':'perm'}]}",
		"{'op':'refund','contract':'k1','sessions':4,'date':'2026-05-09'}");
	static const char *const told[] = {
		"{'date':'2026-05-02','entry':18,'contract':1,'ref':'k1','kind':'bought','text':{'code':'bought','of':"
		"null,'what':'Ten "
		"facials','staff':[],'method':null,'amount':null,'fee':null,'from':null,'to':null,'text':'Bought: Ten "
		"facials'},'sessions':10,'charged':10000,'paid':null}",
		"'kind':'used','text':{'code':'used','of':null,'what':'Facial','staff':['amy','bo'],'method':null,'"
		"amount':null,'fee':null,'from':null,'to':null,'text':'Used: Facial, with Amy and "
		"Bo'},'sessions':-1,'charged':null,'paid':null}",
		"'kind':'paid','text':{'code':'paid','of':null,'what':'Ten "
		"facials','staff':[],'method':'cash','amount':null,'fee':null,'from':null,'to':null,'text':'Paid: Ten "
		"facials, by cash'},'sessions':null,'charged':null,'paid':10000}",
		"'kind':'bought','text':{'code':'bought','of':null,'what':'Perm','staff':['cy'],'method':null,'amount':"
		"null,'fee':null,'from':null,'to':null,'text':'Bought: Perm, with "
		"Cy'},'sessions':1,'charged':2000,'paid':null}",
		"'kind':'paid','text':{'code':'paid','of':null,'what':'Perm','staff':[],'method':'cash','amount':null,'"
		"fee':null,'from':null,'to':null,'text':'Paid: Perm, by "
		"cash'},'sessions':null,'charged':null,'paid':2000}",
		"'kind':'given_back','text':{'code':'given_back','of':null,'what':'Ten "
		"facials','staff':[],'method':'cash','amount':3600,'fee':400,'from':null,'to':null,'text':'Given back: "
		"Ten facials, 4 sessions, 3,600 paid back by cash, 400 kept as a "
		"fee'},'sessions':-4,'charged':-3600,'paid':-3600}]",
		"'totals':{'paid':8400,'due':0},'client':'lin','contracts':[{'contract':1,'ref':'k1','name':'Ten "
		"facials','status':'active','sold_on':'2026-05-02','sessions':5,'value_left':5000,'due':0,'expires_on':"
		"'2027-05-02'}]}",
	};
	const char *lin = report_told("statement", "client=lin");
	for (size_t i = 0; i < sizeof told / sizeof *told; i++)
		assert_mentions(lin, quoted(told[i]));
}

static void a_statement_shows_nothing_of_what_was_before_a_gift(void **state) {
	(void)state;
	operate_setup();
	OPERATE(VISIT("2026-05-02", "{'sell':'facial10','ref':'k1'},{'redeem':'facial','contract':'k1'}", CASH(10000)),
		"{'op':'transfer','contract':'k1','to':'may','date':'2026-05-05'}",
		"{'op':'visit','client':'may','date':'2026-05-06','items':[{'redeem':'facial','contract':'k1'}]}");
	const char *may = report_told("statement", "client=may");
	assert_null(strstr(may, "2026-05-02\",\"entry"));
	assert_mentions(may, "Received from another client: Ten facials");
	const char *lin = report_told("statement", "client=lin");
	assert_mentions(lin, "Bought: Ten facials");
	assert_mentions(lin, "Given to another client: Ten facials");
	assert_null(strstr(lin, "2026-05-06"));
	assert_mentions(lin, quoted("'contracts':[]"));
}

static void what_a_report_does_not_know_is_refused(void **state) {
	(void)state;
	operate_setup();
	assert_no_report("profit", "", CARNET_NOT_FOUND, "no report called profit");
	assert_no_report("takings", "from=2026-05-02 to=2026-05-01", CARNET_INVALID, "later");
	assert_no_report("performance", "by=staff,weather", CARNET_INVALID, "weather");
	assert_no_report("performance", "by=day,month", CARNET_INVALID, "day,month");
	assert_no_report("memberships", "by=month,membership", CARNET_INVALID, "not both");
	assert_no_report("contracts", "by=day", CARNET_INVALID, "contracts cannot be told by day");
	assert_no_report("contracts", "staff=amy", CARNET_INVALID, "contracts takes no staff");
	assert_no_report("takings", "basis=cash", CARNET_INVALID, "takings takes no basis");
	assert_no_report("statement", "", CARNET_INVALID, "name one");
	assert_no_report("takings", "branch=nyc", CARNET_NOT_FOUND, "nyc");
	assert_no_report("performance", "staff=zoe", CARNET_NOT_FOUND, "no staff member zoe");
	assert_no_report("pending", "service=nothing", CARNET_NOT_FOUND, "nothing");
	assert_no_report("takings", "stream=river", CARNET_NOT_FOUND, "river");
	assert_no_report("statement", "client=nobody", CARNET_NOT_FOUND, "nobody");
}

static void numbers_do_for_codes(void **state) {
	(void)state;
	operate_setup();
	OPERATE(VISIT("2026-05-02", "{'service':'perm'}", CASH(2000)));
	assert_report("takings", "branch=2",
		      "{'report':'takings','rows':[],'totals':{'amount':0,'received':0,'paid_back':0}}");
	assert_mentions(report_told("statement", "client=1"), "Bought: Perm");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, book_in_twd, book_gone)

int main(void) {
	const struct CMUnitTest tests[] = {
		TEST(a_contract_tells_its_amounts_and_grants),
		TEST(an_earlier_day_is_folded_and_what_came_later_is_not_there),
		TEST(single_visits_goods_sets_credit_days_and_debts_have_rows_of_their_own),
		TEST(pending_tells_what_is_owed_and_how_much_of_it_is_paid),
		TEST(what_is_paid_of_a_combo_is_split_over_what_is_left_of_its_lines),
		TEST(carryover_lists_what_goes_over_and_adds_up_to_the_next_opening),
		TEST(a_statement_tells_a_client_in_words),
		TEST(a_statement_shows_nothing_of_what_was_before_a_gift),
		TEST(what_a_report_does_not_know_is_refused),
		TEST(numbers_do_for_codes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
