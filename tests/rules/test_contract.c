/* The state of a contract and what is refused of it (rulebook §4): paying, redeeming, repricing, statuses. */
#include "build.h"

static void paying_fills_what_is_due(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"nothing yet", "05-01 sell facial*10 for 10000",
		 "S 10000 D 0 C 0 W 0 due 10000 liability 0 receivable 0 left 10 status active"},
		{"a part", "05-01 sell facial*10 for 10000; pay 1",
		 "C 1 due 9999 liability 1 paid_in 1 assets:cash:cash 1 liabilities:contract:package -1"},
		{"all, to the last unit", "05-01 sell facial*10 for 10000; pay 10000", "due 0 liability 10000"},
		{"one more", "05-01 sell facial*10 for 10000; overpaid: pay 10001; pay 9999; overpaid: pay 2; pay 1; overpaid: pay 1",
		 "C 10000"},
		{"by several methods", "05-01 sell facial*10 for 10000; pay 10 card; pay 20",
		 "assets:cash:card 10 assets:cash:cash 20"},
		{"used before it is paid", "05-01 sell facial*10 for 10000 & pay 500; use 3",
		 "D 3000 liability 0 receivable 2500 due 9500"},
		{"what came and went on a day stands on it", "05-01 sell facial*10 for 10000; 05-03 pay 500; 05-05 use 1",
		 "C@05-02 0 C@05-03 500 D@05-04 0 D@05-05 1000 S@04-30 0"},
		{"an old debt", "05-01 debt 5000; overpaid: pay 5001; 05-02 pay 2000",
		 "D 5000 receivable 3000 status owing left 0 opened -5000 opened@05-01 -5000"},
		{"an old debt paid", "05-01 debt 5000; pay 5000", "due 0 status used_up"},
	};
	stories_hold(stories, COUNT(stories));
}

static void redeeming_takes_the_lowest_free_slots(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"10,000 over 3", "05-01 sell facial*3 for 10000; use 1; use 1",
		 "slots 3333,3334,3333 stands uuf D 6667 left 1 worth 3333"},
		{"lines as listed", "05-01 sell facial*2=200 laser|facial*2=800 for 1000; use 3 facial",
		 "stands uuuf D 600"},
		{"only lines that cover it",
		 "05-01 sell facial*2=200 laser|ipl*2=800 for 1000; use 1 ipl; no_sessions: use 2 laser; use 1 laser",
		 "stands ffuu D 800"},
		{"what came back is free", "05-01 sell facial*3 for 3000; use 3; return 2; use 1", "stands uuf"},
		{"the lowest of those free now", "05-01 sell facial*4 for 4000; use 1; use 1; use 1; void 2; use 1",
		 "stands uuuf used 3"},
		{"around what is used", "05-01 sell facial*4 for 4000; use 1; use 1; use 1; void 2; void 4; use 3",
		 "stands uuuu"},
		{"a gap between", "05-01 sell facial*3 for 3000; use 1; use 1; void 2; use 2", "stands uuu used 3"},
		{"more than are left", "05-01 sell facial*3 for 3000; no_sessions: use 4; use 3; no_sessions: use 1",
		 "status owing"},
		{"of another service", "05-01 sell facial*3 for 3000; no_sessions: use 1 laser", "used 0"},
		{"goods and days are no sessions",
		 "05-01 goods serum for 1200; b: access 30 for 3000; no_sessions: use 1 facial", "b: used 0"},
	};
	stories_hold(stories, COUNT(stories));
}

/* Every refusal of a redemption hides those behind it in the order of §4.2. */
static void redemptions_are_refused_in_order(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"not_holder before wrong_branch",
		 "05-02 sell facial*1 for 1000 until 05-09 good-at khh; freeze 05-03 05-04; not_holder: use 9 as "
		 "friend at tpe",
		 "used 0"},
		{"wrong_branch before closed",
		 "05-02 sell facial*1 for 1000 good-at khh; refund; wrong_branch: use 1 at tpe; closed: use 1 at khh",
		 "used 0"},
		{"closed: ended", "05-02 sell facial*1 for 1000 until 05-09; freeze 05-02; refund; closed: 06-01 use 1",
		 "used 0"},
		{"closed: given away", "05-02 sell facial*1 for 1000; give 1; closed: use 1", "used 0"},
		{"closed before frozen, though recorded late",
		 "05-02 sell facial*1 for 1000; freeze 05-03 05-05; 05-09 refund; closed: 05-04 use 1", "used 0"},
		{"expired: what a tick expired", "05-02 sell facial*1 for 1000; expire; expired: use 1", "used 0"},
		{"expired before frozen",
		 "05-02 sell facial*1 for 1000 until 05-09; freeze 05-04 05-05; expired: 05-11 use 1 suspended 05-01; "
		 "05-10 use 1",
		 "used 1"},
		{"frozen before suspended",
		 "05-02 sell facial*1 for 1000; freeze 05-04 05-06; frozen: 05-04 use 1 suspended 05-01; suspended: "
		 "05-06 use 1 suspended 05-06",
		 "used 0"},
		{"suspended before no_sessions",
		 "05-02 sell facial*1 for 1000; suspended: use 2 suspended 05-02; no_sessions: use 2 suspended 05-03",
		 "used 0"},
		{"suspended only since that day", "05-02 sell facial*1 for 1000; use 1 suspended 05-03", "used 1"},
		{"no_sessions before invalid",
		 "05-02 sell facial*1 for 1000; no_sessions: 05-01 use 2; invalid: 05-01 use 1", "used 0"},
		{"used up is no_sessions, though its time is over",
		 "05-02 sell facial*1 for 1000 until 05-09; use 1; no_sessions: 06-01 use 1", "used 1"},
		{"good at every branch named",
		 "05-02 sell facial*3 for 3000 good-at khh good-at tpe; use 1 at khh; use 1 at tpe", "used 2"},
		{"at no branch said", "05-02 sell facial*3 for 3000 good-at khh; use 1 at nowhere", "used 1"},
		{"good everywhere", "05-02 sell facial*3 for 3000; use 1 at khh", "used 1"},
	};
	stories_hold(stories, COUNT(stories));
}

static void repricing_splits_what_is_live_anew(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"down", "05-01 sell facial*10 for 10000 & pay 5000 & use 2; reprice 9000",
		 "S 9000 D 1800 due 4000 worth 7200"},
		{"performance follows", "05-01 sell facial*10 for 10000 & pay 5000 & use 2 by amy; 05-02 reprice 5000",
		 "amy@05-01 1000 amy@05-02 0 due 0 amy.delivered 1000"},
		{"up", "05-01 sell facial*10 for 10000 & pay 5000 & use 2 by amy; 05-02 reprice 20000",
		 "S 20000 D 4000 due 15000 amy 1000"},
		{"with the old values as weights, ties to the earlier", "05-01 sell facial*7 for 9999; reprice 100",
		 "slots 14,15,14,15,14,14,14"},
		{"to nothing", "05-01 sell facial*2 for 1000 & use 1 by amy; reprice 0; use 1 by amy",
		 "S 0 D 0 due 0 amy 0 status used_up"},
		{"what is gone keeps its value", "05-01 sell facial*4 for 4000; refund 2; reprice 1000",
		 "slots 500,500,1000,1000 S 1000"},
		{"to what is settled", "05-01 sell facial*2 for 1000 & pay 300; overpaid: reprice 299; reprice 300",
		 "due 0"},
		{"written off is settled",
		 "05-01 sell facial*2 for 1000 & use 1 & pay 300; write-off 200; overpaid: reprice 499; reprice 500",
		 "due 0"},
		{"what is used up while something is due",
		 "05-01 sell facial*1 for 1000 & use 1 & pay 300; reprice 600; pay 300; no_sessions: reprice 700",
		 "due 0 D 600"},
		{"what is paid while a slot is free", "05-01 sell facial*2 for 1000 & use 1 & pay 1000; reprice 1200",
		 "due 200"},
		{"what was ended and is owed",
		 "05-01 sell facial*2 for 1000 & use 1; refund; reprice 300; pay 300; closed: reprice 400", "due 0"},
		{"expired", "05-01 sell facial*2 for 1000 & pay 1000 & use 1; expire; expired: reprice 600", "S 500"},
		{"nothing, to nothing", "05-01 sell facial*2 for 0; reprice 0", "S 0"},
		{"not before the latest entry",
		 "05-01 sell facial*2 for 1000; 05-05 pay 10; built_upon: 05-04 reprice 900; 05-05 reprice 900", "S 900"},
		{"worth nothing, not upward", "05-01 sell facial*2 for 0; invalid: reprice 1", "S 0"},
		{"stored credit", "05-01 topup 1000 gives 1100; invalid: reprice 900", "S 1000"},
		{"an access cycle", "05-01 access 30 for 3000; invalid: reprice 900", "S 3000"},
		{"goods", "05-01 goods serum for 1200 & use 1 serum by bo; 05-02 reprice 1000; pay 1000",
		 "bo@05-02 1000 due 0"},
		{"an old debt may be repriced while it is due",
		 "05-01 debt 5000; reprice 4000; pay 4000; no_sessions: reprice 5000", "due 0 D 4000"},
	};
	stories_hold(stories, COUNT(stories));
}

static void the_status_says_what_took_the_last_slots(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"active", "05-01 sell facial*2 for 1000; use 1", "status active"},
		{"frozen", "05-01 sell facial*2 for 1000; freeze 05-01 05-03",
		 "status frozen status@05-02 frozen status@05-03 active"},
		{"owing: used up and due", "05-01 sell facial*2 for 1000; use 2", "status owing"},
		{"owing: ended and due", "05-01 sell facial*2 for 1000; use 1; refund", "status owing"},
		{"terminated: refund", "05-01 sell facial*2 for 1000; refund", "status terminated"},
		{"terminated: exchange", "05-01 sell facial*2 for 1000; exchange", "status terminated"},
		{"terminated: cancel", "05-01 sell facial*2 for 1000 member; end", "status terminated"},
		{"transferred", "05-01 sell facial*2 for 1000; give 2", "status transferred"},
		{"given whole it goes on", "05-01 sell facial*2 for 1000; transfer friend", "status active"},
		{"expired", "05-01 sell facial*2 for 1000; expire", "status expired"},
		{"used up", "05-01 sell facial*2 for 1000 & pay 1000; use 2", "status used_up"},
		{"the rest given back, then used up", "05-01 sell facial*3 for 900 & pay 900; refund 1; use 2",
		 "status used_up"},
		{"used, then the rest given back", "05-01 sell facial*3 for 900 & pay 900; use 2; refund 1",
		 "status terminated"},
		{"by business date, then entry", "05-01 sell facial*3 for 900 & pay 900; 05-09 refund 1; 05-02 use 2",
		 "status terminated"},
		{"on one day the later entry", "05-01 sell facial*3 for 900 & pay 900; 05-09 refund 1; 05-09 use 2",
		 "status used_up"},
		{"stored credit", "05-01 topup 1000 gives 1000 & pay 1000; b: charge perm for 1000; a: spend 1000 on b",
		 "a: status used_up b: status active"},
		{"stored credit given back", "05-01 topup 1000 gives 1000 & pay 1000; refund", "status terminated"},
		{"stored credit, active", "05-01 topup 1000 gives 1000 & pay 1000", "status active"},
		{"an access cycle", "05-01 access 3 for 300 & pay 300; earn 3", "status used_up"},
		{"as of a day before", "05-01 sell facial*2 for 1000 & pay 1000; 05-05 use 2",
		 "status@05-04 active status used_up"},
	};
	stories_hold(stories, COUNT(stories));
}

static void days_of_access_are_earned_by_the_day(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"one day", "05-01 access 31 for 1000 & pay 1000; earn 1",
		 "D 32 liability 968 cash_delivered 0 sessions_used 0 sessions_sold 0 income:membership -32"},
		{"two days", "05-01 access 31 for 1000 & pay 1000; earn 1; 05-02 earn 1", "D 65 delivered@05-02 33"},
		{"all of it", "05-01 access 31 for 1000 & pay 1000; 05-31 earn 31", "D 1000 status used_up"},
		{"a late day breaks nothing", "05-01 access 3 for 1000; 05-01 earn 1; 05-03 earn 1; 05-02 earn 1",
		 "D 1000 D@05-02 666"},
	};
	stories_hold(stories, COUNT(stories));
}

static void the_latest_day_is_that_of_the_latest_standing_entry(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"the sale's", "05-01 sell facial*2 for 1000", "latest 05-01"},
		{"the payment's", "05-01 sell facial*2 for 1000; 05-04 pay 10; 05-02 use 1", "latest 05-04"},
		{"voided as if it had never been", "05-01 sell facial*2 for 1000; 05-04 pay 10; 05-09 void 2",
		 "latest 05-01"},
		{"the sale's void dated later", "05-01 sell facial*2 for 1000; 05-09 void-later 1", "latest 05-09"},
		{"what stands after what was voided",
		 "05-01 sell facial*2 for 1000; 05-02 pay 10; 05-04 pay 10; void 2", "latest 05-04"},
		{"a void dated later", "05-01 sell facial*2 for 1000; 05-04 pay 10; 05-09 void-later 2", "latest 05-09"},
	};
	stories_hold(stories, COUNT(stories));
}

static void names_are_those_of_the_rulebook(void **state) {
	(void)state;
	static const char *const streams[] = {"visit", "goods", "package", "combo", "membership", "credit", "legacy"};
	for (size_t i = 0; i < COUNT(streams); i++)
		assert_string_equal(stream_name((enum stream)i), streams[i]);
	static const char *const statuses[] = {"active",      "frozen",  "owing",  "terminated",
					       "transferred", "expired", "used_up"};
	for (size_t i = 0; i < COUNT(statuses); i++)
		assert_string_equal(contract_status_name((enum contract_status)i), statuses[i]);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paying_fills_what_is_due),
		cmocka_unit_test(redeeming_takes_the_lowest_free_slots),
		cmocka_unit_test(redemptions_are_refused_in_order),
		cmocka_unit_test(repricing_splits_what_is_live_anew),
		cmocka_unit_test(the_status_says_what_took_the_last_slots),
		cmocka_unit_test(days_of_access_are_earned_by_the_day),
		cmocka_unit_test(the_latest_day_is_that_of_the_latest_standing_entry),
		cmocka_unit_test(names_are_those_of_the_rulebook),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
