/* Memberships one by one, and months of them. */
#include "support/operated_book.h"

/* Lin pays her first cycle late and her second not at all; May's gym runs; another of May's is cancelled. */
static void a_spring(void) {
	operate_setup();
	OPERATE("{'op':'membership','client':'lin','plan':'club','ref':'m1','date':'2026-01-31'}",
		"{'op':'visit','client':'lin','date':'2026-02-10','items':[{'redeem':'facial','contract':'m1.1'}],"
		"'payments':[{'method':'cash','amount':1499,'contract':'m1'}]}",
		"{'op':'visit','client':'may','date':'2026-02-15','items':[{'sell':'gym','ref':'m2'}],"
		"'payments':[{'method':'card','amount':310}]}",
		"{'op':'visit','client':'may','date':'2026-02-20','branch':'tpe','items':[{'sell':'club','ref':'m3',"
		"'price':1500}],'payments':[{'method':'card','amount':1500}]}",
		"{'op':'cancel','membership':'m3','date':'2026-02-21'}", "{'op':'tick','date':'2026-03-10'}");
}

static void each_is_told_as_it_stands(void **state) {
	(void)state;
	a_spring();
	assert_report(
		"memberships", "",
		"{'report':'memberships','as_of':'2026-03-10','rows':["
		"{'membership':1,'ref':'m1','client':'lin','plan':'club','status':'past_due','sold_on':'2026-01-31',"
		"'price':1499,'cycles':2,'next_cycle':'2026-03-31','ends_on':null,'frozen_to':null,"
		"'sessions_left':3,'due':1499,'recurring':1499,'granted':4,'used':1,'last_use':'2026-02-10','risk':'"
		"past_due'},"
		"{'membership':2,'ref':'m2','client':'may','plan':'gym','status':'active','sold_on':'2026-02-15',"
		"'price':310,'cycles':1,'next_cycle':'2026-03-15','ends_on':null,'frozen_to':null,"
		"'sessions_left':0,'due':0,'recurring':310,'granted':0,'used':0,'last_use':null,'risk':null},"
		"{'membership':3,'ref':'m3','client':'may','plan':'club','status':'active','sold_on':'2026-02-20',"
		"'price':1500,'cycles':1,'next_cycle':null,'ends_on':'2026-03-20','frozen_to':null,"
		"'sessions_left':2,'due':0,'recurring':1500,'granted':2,'used':0,'last_use':null,'risk':'ending'}],"
		"'totals':{'due':1499,'recurring':3309,'granted':6,'used':1,'use':16.67,'at_risk':2999}}");
}

static void an_earlier_day_has_its_own_standing(void **state) {
	(void)state;
	a_spring();
	assert_report(
		"memberships", "as_of=2026-02-08",
		"{'report':'memberships','as_of':'2026-02-08','rows':["
		"{'membership':1,'ref':'m1','client':'lin','plan':'club','status':'past_due','sold_on':'2026-01-31',"
		"'price':1499,'cycles':1,'next_cycle':'2026-02-28','ends_on':null,'frozen_to':null,"
		"'sessions_left':2,'due':1499,'recurring':1499,'granted':2,'used':0,'last_use':null,'risk':'past_due'}]"
		","
		"'totals':{'due':1499,'recurring':1499,'granted':2,'used':0,'use':0,'at_risk':1499}}");
}

static void unpaid_too_long_is_suspended_and_frozen_is_frozen(void **state) {
	(void)state;
	a_spring();
	OPERATE("{'op':'freeze','membership':'m2','from':'2026-03-11','to':'2026-04-01','date':'2026-03-11'}",
		"{'op':'tick','date':'2026-03-25'}");
	const char *told = report_told("memberships", "");
	assert_mentions(told, quoted("'ref':'m1','client':'lin','plan':'club','status':'suspended'"));
	assert_mentions(told, quoted("'ref':'m2','client':'may','plan':'gym','status':'frozen'"));
	assert_mentions(told, quoted("'ends_on':null,'frozen_to':'2026-04-01'"));
	assert_mentions(told, quoted("'ref':'m3','client':'may','plan':'club','status':'ended'"));
	assert_mentions(told,
			quoted("'totals':{'due':1499,'recurring':0,'granted':6,'used':1,'use':16.67,'at_risk':1809}"));
	assert_report("memberships", "by=month",
		      "{'report':'memberships','rows':["
		      "{'month':'2026-01','active':1,'new':1,'ended':0,'frozen':0,'past_due':0,'suspended':0,"
		      "'recurring':1499,'churn':null,'granted':2,'used':0,'use':0,'lost':0,'fee_churn':null},"
		      "{'month':'2026-02','active':3,'new':2,'ended':0,'frozen':0,'past_due':0,'suspended':0,"
		      "'recurring':3309,'churn':0,'granted':4,'used':1,'use':25,'lost':0,'fee_churn':0},"
		      "{'month':'2026-03','active':0,'new':0,'ended':1,'frozen':1,'past_due':0,'suspended':1,"
		      "'recurring':0,'churn':33.33,'granted':0,'used':0,'use':null,'lost':1500,'fee_churn':45.33}],"
		      "'totals':{'new':3,'ended':1,'granted':6,'used':1,'use':16.67,'churn':25,'lost':1500,'fee_churn':"
		      "31.2,'life_months':4}}");
}

static void a_branch_has_its_own(void **state) {
	(void)state;
	a_spring();
	assert_mentions(report_told("memberships", "branch=tpe"), quoted("'rows':[{'membership':3,"));
	assert_mentions(report_told("memberships", "client=lin"),
			quoted("'totals':{'due':1499,'recurring':1499,'granted':4,"));
	assert_mentions(report_told("memberships", "branch=khh by=month"), quoted("'rows':[]"));
}

static void a_cycle_of_days_is_brought_to_a_month(void **state) {
	(void)state;
	operate_setup();
	OPERATE("{'op':'offer','code':'week','kind':'plan','price':700,'cycle':{'days':7},'grants':[],"
		"'date':'2026-01-01'}",
		"{'op':'membership','client':'lin','plan':'week','date':'2026-01-05'}");
	assert_mentions(report_told("memberships", ""), quoted("'recurring':3044,"));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, book_in_twd, book_gone)

int main(void) {
	const struct CMUnitTest tests[] = {
		TEST(each_is_told_as_it_stands),
		TEST(an_earlier_day_has_its_own_standing),
		TEST(unpaid_too_long_is_suspended_and_frozen_is_frozen),
		TEST(a_branch_has_its_own),
		TEST(a_cycle_of_days_is_brought_to_a_month),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
