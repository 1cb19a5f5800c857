/* What happened: performance, takings, rollforward, structure, day, branches. */
#include "support/operated_book.h"

#include <string.h>

/* Two months of a studio: Lin's package, half paid, used by Amy and Bo, then paid; a perm and goods; a refund with a fee; a void. */
static void two_months(void) {
	operate_setup();
	OPERATE("{'op':'visit','client':'lin','date':'2026-05-02','branch':'tpe','items':["
		"{'sell':'facial10','ref':'k1','seller':'cy'},"
		"{'redeem':'facial','contract':'k1','staff':[{'staff':'amy','share':50},{'staff':'bo','share':40}]}],"
		"'payments':[{'method':'cash','amount':5000}]}",
		"{'op':'visit','client':'may','date':'2026-05-02','branch':'tpe','items':["
		"{'service':'perm','staff':[{'staff':'bo','share':100}]},{'product':'serum'}],"
		"'payments':[{'method':'card','amount':3200}]}",
		"{'op':'visit','client':'lin','date':'2026-06-03','branch':'khh','items':["
		"{'redeem':'facial','contract':'k1','staff':[{'staff':'amy','share':100}]}],"
		"'payments':[{'method':'card','amount':5000,'contract':'k1'}]}",
		"{'op':'refund','contract':'k1','sessions':3,'date':'2026-06-10','branch':'tpe'}",
		"{'op':'visit','client':'may','date':'2026-06-12','items':[{'service':'perm'}]}",
		"{'op':'void','entry':22,'date':'2026-06-12'}", "{'op':'tick','date':'2026-06-30'}");
}

static void performance_is_told_by_day_and_staff(void **state) {
	(void)state;
	two_months();
	assert_report("performance", "",
		      "{'report':'performance','rows':["
		      "{'date':'2026-05-02','staff':'amy','amount':250},"
		      "{'date':'2026-05-02','staff':'bo','amount':2200},"
		      "{'date':'2026-05-02','staff':'house','amount':1250},"
		      "{'date':'2026-06-03','staff':'amy','amount':1250},"
		      "{'date':'2026-06-03','staff':'bo','amount':200},"
		      "{'date':'2026-06-03','staff':'house','amount':50}],"
		      "'totals':{'amount':5200,'team':3900,'house':1300},'basis':'cash_delivered'}");
}

static void performance_is_told_by_what_is_asked(void **state) {
	(void)state;
	two_months();
	assert_report("performance", "by=month,service staff=amy from=2026-05-01 to=2026-06-30",
		      "{'report':'performance','from':'2026-05-01','to':'2026-06-30','rows':["
		      "{'month':'2026-05','service':'facial','amount':250},"
		      "{'month':'2026-06','service':'facial','amount':1250}],"
		      "'totals':{'amount':1500,'team':1500,'house':0},'basis':'cash_delivered'}");
	assert_report("performance", "by=branch,stream basis=delivered",
		      "{'report':'performance','rows':["
		      "{'branch':'khh','stream':'package','amount':1000},"
		      "{'branch':'tpe','stream':'goods','amount':1200},"
		      "{'branch':'tpe','stream':'package','amount':1000},"
		      "{'branch':'tpe','stream':'visit','amount':2000}],"
		      "'totals':{'amount':5200,'team':3900,'house':1300},'basis':'delivered'}");
	assert_report("performance", "by=staff basis=cash stream=package",
		      "{'report':'performance','rows':[{'staff':'cy','amount':10000}],"
		      "'totals':{'amount':10000,'team':10000,'house':0},'basis':'cash'}");
	assert_report("performance", "by=day staff=house to=2026-05-31",
		      "{'report':'performance','to':'2026-05-31','rows':[{'date':'2026-05-02','amount':1250}],"
		      "'totals':{'amount':1250,'team':0,'house':1250},'basis':'cash_delivered'}");
}

/* What is told by one thing alone, the house beside it, whatever the rows are summed from. */
static void performance_of_days_is_told_by_one_thing(void **state) {
	(void)state;
	two_months();
	assert_report("performance", "by=day,service",
		      "{'report':'performance','rows':["
		      "{'date':'2026-05-02','service':'facial','amount':500},"
		      "{'date':'2026-05-02','service':'perm','amount':2000},"
		      "{'date':'2026-05-02','service':'serum','amount':1200},"
		      "{'date':'2026-06-03','service':'facial','amount':1500}],"
		      "'totals':{'amount':5200,'team':3900,'house':1300},'basis':'cash_delivered'}");
	assert_report("performance", "by=branch,day from=2026-05-03",
		      "{'report':'performance','from':'2026-05-03','rows':["
		      "{'branch':'khh','date':'2026-06-03','amount':1000},"
		      "{'branch':'tpe','date':'2026-06-03','amount':500}],"
		      "'totals':{'amount':1500,'team':1450,'house':50},'basis':'cash_delivered'}");
	assert_report("performance", "by=day,stream basis=cash",
		      "{'report':'performance','rows':["
		      "{'date':'2026-05-02','stream':'goods','amount':1200},"
		      "{'date':'2026-05-02','stream':'package','amount':5000},"
		      "{'date':'2026-05-02','stream':'visit','amount':2000},"
		      "{'date':'2026-06-03','stream':'package','amount':5000}],"
		      "'totals':{'amount':13200,'team':10000,'house':3200},'basis':'cash'}");
	assert_report("performance", "by=day,branch,stream basis=delivered stream=package",
		      "{'report':'performance','rows':["
		      "{'date':'2026-05-02','branch':'tpe','stream':'package','amount':1000},"
		      "{'date':'2026-06-03','branch':'khh','stream':'package','amount':1000}],"
		      "'totals':{'amount':2000,'team':1900,'house':100},'basis':'delivered'}");
	assert_report("performance", "by=day service=facial",
		      "{'report':'performance','rows':["
		      "{'date':'2026-05-02','amount':500},{'date':'2026-06-03','amount':1500}],"
		      "'totals':{'amount':2000,'team':1900,'house':100},'basis':'cash_delivered'}");
	assert_report("performance", "by=day basis=delivered",
		      "{'report':'performance','rows':["
		      "{'date':'2026-05-02','amount':4200},{'date':'2026-06-03','amount':1000}],"
		      "'totals':{'amount':5200,'team':3900,'house':1300},'basis':'delivered'}");
}

/* Told by two things, or by one and sought by another. */
static void performance_of_days_is_told_by_two_things(void **state) {
	(void)state;
	two_months();
	assert_report("performance", "by=day,staff service=facial to=2026-05-31",
		      "{'report':'performance','to':'2026-05-31','rows':["
		      "{'date':'2026-05-02','staff':'amy','amount':250},"
		      "{'date':'2026-05-02','staff':'bo','amount':200},"
		      "{'date':'2026-05-02','staff':'house','amount':50}],"
		      "'totals':{'amount':500,'team':450,'house':50},'basis':'cash_delivered'}");
	assert_report("performance", "by=day,service branch=khh basis=delivered",
		      "{'report':'performance','rows':["
		      "{'date':'2026-06-03','service':'facial','amount':1000}],"
		      "'totals':{'amount':1000,'team':1000,'house':0},'basis':'delivered'}");
}

static void takings_count_money_back_below_zero(void **state) {
	(void)state;
	two_months();
	assert_report("takings", "",
		      "{'report':'takings','rows':["
		      "{'date':'2026-05-02','method':'card','amount':3200},"
		      "{'date':'2026-05-02','method':'cash','amount':5000},"
		      "{'date':'2026-06-03','method':'card','amount':5000},"
		      "{'date':'2026-06-10','method':'cash','amount':-2700}],"
		      "'totals':{'amount':10500,'received':13200,'paid_back':2700}}");
	assert_report("takings", "by=month,branch as_of=2026-06-05 stream=package",
		      "{'report':'takings','to':'2026-06-05','rows':["
		      "{'month':'2026-05','branch':'tpe','amount':5000},"
		      "{'month':'2026-06','branch':'khh','amount':5000}],"
		      "'totals':{'amount':10000,'received':10000,'paid_back':0}}");
}

static void the_rollforward_runs_from_opening_to_closing(void **state) {
	(void)state;
	two_months();
	assert_report(
		"rollforward", "stream=package",
		"{'report':'rollforward','rows':["
		"{'period':'2026-05','stream':'package','opening':0,'paid_in':5000,'delivered':1000,'refunded':0,"
		"'breakage':0,'fees':0,'moved':0,'closing':4000,'liability':4000,'receivable':0,"
		"'sessions':{'opening':0,'sold':10,'used':1,'expired':0,'returned':0,'transferred':0,'closing':9}},"
		"{'period':'2026-06','stream':'package','opening':4000,'paid_in':5000,'delivered':1000,"
		"'refunded':2700,'breakage':0,'fees':300,'moved':0,'closing':5000,'liability':5000,'receivable':0,"
		"'sessions':{'opening':9,'sold':0,'used':1,'expired':0,'returned':3,'transferred':0,'closing':5}}],"
		"'totals':{'opening':0,'paid_in':10000,'delivered':2000,'refunded':2700,'breakage':0,'fees':300,"
		"'moved':0,'closing':5000,'liability':5000,'receivable':0,'sessions':{'opening':0,'sold':10,"
		"'used':2,'expired':0,'returned':3,'transferred':0,'closing':5}}}");
}

static void a_period_with_nothing_but_what_was_carried_over_has_a_row(void **state) {
	(void)state;
	two_months();
	OPERATE("{'op':'tick','date':'2026-08-15'}");
	const char *later = report_told("rollforward", "stream=package from=2026-08-20 to=2026-08-25");
	assert_mentions(later, quoted("'rows':[{'period':'2026-08','stream':'package','opening':5000,'paid_in':0,"));
	assert_mentions(report_told("rollforward", "stream=visit from=2026-06-01"), quoted("'rows':[]"));
	assert_mentions(report_told("rollforward", "stream=package from=2027-01-01"),
			quoted("'rows':[{'period':'2027-01','stream':'package','opening':5000,"));
}

static void a_fiscal_year_has_the_year_in_which_it_starts(void **state) {
	(void)state;
	two_months();
	OPERATE("{'op':'settings','fiscal_start_month':6}");
	const char *years = report_told("rollforward", "by=year stream=package");
	assert_mentions(years, quoted("{'period':'2025','stream':'package','opening':0,'paid_in':5000,"));
	assert_mentions(years, quoted("{'period':'2026','stream':'package','opening':4000,'paid_in':5000,"));
}

static void openings_and_write_offs_are_moved_and_uplift_is_a_fee(void **state) {
	(void)state;
	operate_setup();
	OPERATE("{'op':'offer','code':'list','kind':'package','price':10000,'grants':[{'service':'facial',"
		"'sessions':10}],'refund':{'method':'list_price'},'date':'2025-12-01'}",
		"{'op':'open','client':'lin','offer':'facial10','ref':'k0','price':10000,'paid':2000,'used':{'facial':"
		"4},"
		"'date':'2026-01-05'}",
		"{'op':'write_off','contract':'k0','amount':1500,'date':'2026-01-06'}",
		"{'op':'visit','client':'may','date':'2026-01-07','items':[{'sell':'list','ref':'k1'},"
		"{'redeem':'facial','contract':'k1'}],'payments':[{'method':'cash','amount':10000}]}",
		"{'op':'refund','contract':'k1','date':'2026-01-08'}");
	assert_report(
		"rollforward", "from=2026-01-01",
		"{'report':'rollforward','from':'2026-01-01','rows':["
		"{'period':'2026-01','stream':'package','opening':0,'paid_in':10000,'delivered':1000,"
		"'refunded':8500,'breakage':0,'fees':500,'moved':-500,'closing':-500,'liability':0,'receivable':500,"
		"'sessions':{'opening':0,'sold':10,'used':1,'expired':0,'returned':9,'transferred':6,'closing':6}}],"
		"'totals':{'opening':0,'paid_in':10000,'delivered':1000,'refunded':8500,'breakage':0,'fees':500,"
		"'moved':-500,'closing':-500,'liability':0,'receivable':500,'sessions':{'opening':0,'sold':10,"
		"'used':1,'expired':0,'returned':9,'transferred':6,'closing':6}}}");
}

static void structure_tells_shares_and_volatility_apart(void **state) {
	(void)state;
	two_months();
	assert_report(
		"structure", "",
		"{'report':'structure','rows':["
		"{'month':'2026-05','stream':'goods','sold':1200,'cash':1200,'revenue':1200},"
		"{'month':'2026-05','stream':'package','sold':10000,'cash':5000,'revenue':1000},"
		"{'month':'2026-05','stream':'visit','sold':2000,'cash':2000,'revenue':2000},"
		"{'month':'2026-06','stream':'package','sold':0,'cash':2300,'revenue':1300}],"
		"'totals':{'sold':13200,'cash':10500,'revenue':5500},'months':2,"
		"'package_share':{'sold':75.76,'cash':69.52,'revenue':41.82},"
		"'committed_share':{'sold':75.76,'cash':69.52,'revenue':41.82},"
		"'shares':[{'stream':'visit','sold':15.15,'cash':19.05,'revenue':36.36},"
		"{'stream':'goods','sold':9.09,'cash':11.43,'revenue':21.82},"
		"{'stream':'package','sold':75.76,'cash':69.52,'revenue':41.82}],"
		"'volatility':[{'stream':'visit','cash':100,'revenue':100},{'stream':'goods','cash':100,'revenue':100},"
		"{'stream':'package','cash':36.99,'revenue':13.04},{'stream':'all','cash':56.19,'revenue':52.73}],"
		/* one facial each month at its list price of 1,500 in place of the package */
		"'without_packages':{'cash':6200,'revenue':6200,'cash_volatility':51.61,'revenue_volatility':51.61,"
		"'basis':{'code':'as_often','have':0,'need':0,'text':'Taken that all would have come just as often.'},"
		"'months':[{'month':'2026-05','cash':4700,'revenue':4700},"
		"{'month':'2026-06','cash':1500,'revenue':1500}]}}");
}

static void structure_of_nothing_has_no_shares(void **state) {
	(void)state;
	operate_setup();
	assert_report("structure", "",
		      "{'report':'structure','rows':[],'totals':{'sold':0,'cash':0,'revenue':0},'months':0,"
		      "'package_share':{'sold':null,'cash':null,'revenue':null},"
		      "'committed_share':{'sold':null,'cash':null,'revenue':null},'shares':[],'volatility':[],'without_"
		      "packages':null}");
}

static void a_day_tells_everything_that_was_done(void **state) {
	(void)state;
	two_months();
	assert_report("day", "as_of=2026-05-02",
		      "{'report':'day','as_of':'2026-05-02','rows':["
		      "{'what':'takings','name':'card','amount':3200,'count':null},"
		      "{'what':'takings','name':'cash','amount':5000,'count':null},"
		      "{'what':'performance','name':'amy','amount':250,'count':null},"
		      "{'what':'performance','name':'bo','amount':2200,'count':null},"
		      "{'what':'performance','name':'house','amount':1250,'count':null},"
		      "{'what':'visits','name':null,'amount':null,'count':2},"
		      "{'what':'sold','name':'goods','amount':1200,'count':1},"
		      "{'what':'sold','name':'package','amount':10000,'count':1},"
		      "{'what':'sold','name':'visit','amount':2000,'count':1},"
		      "{'what':'redeemed','name':'facial','amount':1000,'count':1},"
		      "{'what':'redeemed','name':'perm','amount':2000,'count':1},"
		      "{'what':'redeemed','name':'serum','amount':1200,'count':1},"
		      "{'what':'due','name':null,'amount':5000,'count':1}],"
		      "'totals':{'takings':8200,'performance':3700,'visits':2,'sold':13200,'redeemed':3,'due':5000},"
		      "'basis':'cash_delivered'}");
	assert_report("day", "as_of=2026-06-03 branch=tpe",
		      "{'report':'day','as_of':'2026-06-03','rows':["
		      "{'what':'performance','name':'amy','amount':250,'count':null},"
		      "{'what':'performance','name':'bo','amount':200,'count':null},"
		      "{'what':'performance','name':'house','amount':50,'count':null}],"
		      "'totals':{'takings':0,'performance':500,'visits':0,'sold':0,'redeemed':0,'due':0},"
		      "'basis':'cash_delivered'}");
}

static void without_a_day_it_is_the_one_the_book_has_come_to(void **state) {
	(void)state;
	two_months();
	OPERATE("{'op':'visit','client':'may','date':'2026-07-01','items':[{'service':'perm'}]}");
	assert_report("day", "",
		      "{'report':'day','as_of':'2026-07-01','rows':["
		      "{'what':'visits','name':null,'amount':null,'count':1},"
		      "{'what':'sold','name':'visit','amount':2000,'count':1},"
		      "{'what':'redeemed','name':'perm','amount':2000,'count':1},"
		      "{'what':'due','name':null,'amount':2000,'count':1}],"
		      "'totals':{'takings':0,'performance':0,'visits':1,'sold':2000,'redeemed':1,'due':2000},"
		      "'basis':'cash_delivered'}");
}

static void what_was_taken_back_in_a_later_period_counts_on_its_day(void **state) {
	(void)state;
	two_months();
	OPERATE("{'op':'visit','client':'may','date':'2026-07-01','items':[{'service':'perm'}]}",
		"{'op':'close','date':'2026-07-31'}", "{'op':'void','entry':24,'date':'2026-08-02'}");
	const char *day = report_told("day", "as_of=2026-08-02");
	assert_mentions(day, quoted("{'what':'sold','name':'visit','amount':-2000,'count':-1}"));
	assert_mentions(day, quoted("{'what':'redeemed','name':'perm','amount':-2000,'count':-1}"));
	assert_mentions(report_told("structure", "from=2026-08-01"),
			quoted("{'month':'2026-08','stream':'visit','sold':-2000,'cash':0,'revenue':-2000}"));
	assert_mentions(report_told("day", "as_of=2026-07-01"), quoted("'visits':1,'sold':2000"));
}

static void the_branch_that_sold_owes_the_one_that_worked(void **state) {
	(void)state;
	two_months();
	OPERATE("{'op':'visit','client':'may','date':'2026-06-20','branch':'khh','items':[{'sell':'glow','ref':'g'}]}",
		"{'op':'visit','client':'may','date':'2026-06-21','branch':'tpe','items':[{'redeem':'ipl',"
		"'contract':'g'}]}");
	assert_report("branches", "",
		      "{'report':'branches','rows':["
		      "{'home':'tpe','branch':'khh','sessions':1,'value':1000},"
		      "{'home':'khh','branch':'tpe','sessions':1,'value':2000}],"
		      "'totals':{'sessions':2,'value':3000},"
		      "'settlements':[{'from':'khh','to':'tpe','amount':1000}]}");
	assert_report("branches", "service=facial",
		      "{'report':'branches','rows':[{'home':'tpe','branch':'khh','sessions':1,'value':1000}],"
		      "'totals':{'sessions':1,'value':1000},"
		      "'settlements':[{'from':'tpe','to':'khh','amount':1000}]}");
}

static void every_report_says_what_it_tells(void **state) {
	(void)state;
	assert_true(report_count() >= 11);
	for (size_t i = 0; i < report_count(); i++) {
		struct report_about about = report_about(i);
		assert_true(strlen(about.name) > 2 && strlen(about.line) > 20);
		assert_non_null(about.by);
	}
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, book_in_twd, book_gone)

int main(void) {
	const struct CMUnitTest tests[] = {
		TEST(performance_is_told_by_day_and_staff),
		TEST(performance_is_told_by_what_is_asked),
		TEST(performance_of_days_is_told_by_one_thing),
		TEST(performance_of_days_is_told_by_two_things),
		TEST(takings_count_money_back_below_zero),
		TEST(the_rollforward_runs_from_opening_to_closing),
		TEST(a_period_with_nothing_but_what_was_carried_over_has_a_row),
		TEST(a_fiscal_year_has_the_year_in_which_it_starts),
		TEST(openings_and_write_offs_are_moved_and_uplift_is_a_fee),
		TEST(structure_tells_shares_and_volatility_apart),
		TEST(structure_of_nothing_has_no_shares),
		TEST(a_day_tells_everything_that_was_done),
		TEST(without_a_day_it_is_the_one_the_book_has_come_to),
		TEST(what_was_taken_back_in_a_later_period_counts_on_its_day),
		TEST(the_branch_that_sold_owes_the_one_that_worked),
		TEST(every_report_says_what_it_tells),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
