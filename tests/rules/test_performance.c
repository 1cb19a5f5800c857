/* Performance follows the cash (rulebook §5): every row of its table, late recording, other bases. */
#include "build.h"

static void the_table_of_performance_holds(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"paid in full, one used", "05-01 sell facial*10 for 10000 & pay 10000 & use 1 by amy",
		 "amy 1000 left 9 liability 9000 due 0"},
		{"half paid, one used", "05-01 sell facial*10 for 10000 & pay 5000 & use 1 by amy",
		 "amy 500 due 5000 liability 4000"},
		{"then the other half is paid",
		 "05-01 sell facial*10 for 10000 & pay 5000 & use 1 by amy; 05-09 pay 5000; 05-10 use 1 by bo; 05-11 "
		 "use 1 by amy",
		 "amy@05-01 500 amy@05-09 500 bo@05-09 0 bo@05-10 1000 amy@05-11 1000 due 0"},
		{"half paid, all used, then the rest",
		 "05-01 sell facial*10 for 10000 & pay 5000; 05-02 use 10 by amy; 05-09 pay 5000",
		 "amy@05-02 5000 amy@05-09 5000 amy 10000 status used_up"},
		{"a service shared 65/35, paid in three",
		 "05-01 charge perm for 2000 & use 1 by amy:65,bo:35 & pay 1000; 05-02 pay 400; 05-03 pay 600",
		 "amy@05-01 650 bo@05-01 350 amy@05-02 260 bo@05-02 140 amy@05-03 390 bo@05-03 210 amy.delivered@05-01 "
		 "1300 "
		 "bo.delivered 700"},
		{"9,999 over 7 in three payments",
		 "05-01 sell facial*7 for 9999 & pay 3333; 05-02 use 1 by amy; 05-03 use 1 by bo; 05-04 pay 3333;"
		 "05-05 use 1 by cy; 05-06 use 1 by amy; 05-07 pay 3333; 05-08 use 1 by bo; 05-09 use 1 by cy; 05-10 "
		 "use 1 by amy",
		 "amy 4285 bo 2857 cy 2857 slots 1428,1429,1428,1429,1428,1429,1428"},
		{"the rest is paid on one day, and the session is recorded later for a day before",
		 "05-01 sell facial*10 for 10000 & pay 5000; 05-09 pay 5000; 05-05 use 1 by amy",
		 "amy@05-05 500 amy@05-09 500"},
	};
	stories_hold(stories, COUNT(stories));
}

static void what_is_missing_of_the_shares_is_the_houses(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"nobody named", "05-01 sell facial*2 for 2000 & pay 2000 & use 1", "house 1000 amy 0"},
		{"80 of 100 shared", "05-01 sell facial*2 for 2000 & pay 2000 & use 1 by amy:50,bo:30",
		 "amy 500 bo 300 house 200"},
		{"shares 0 and 100", "05-01 sell facial*2 for 2000 & pay 2000 & use 1 by amy:0,bo:100",
		 "amy 0 bo 1000 house 0"},
		{"three thirds: the units left over go to the largest remainders, the house last",
		 "05-01 sell facial*1 for 1000 & pay 1000 & use 1 by amy:33,bo:33,cy:33",
		 "amy 330 bo 330 cy 330 house 10"},
		{"an odd unit goes to the earlier of equals",
		 "05-01 sell facial*1 for 101 & pay 101 & use 1 by amy:50,bo:50", "amy 51 bo 50 house 0"},
		{"part paid, everybody is rounded down", "05-01 sell facial*1 for 100 & pay 99 & use 1 by amy:33,bo:33",
		 "amy 32 bo 32 house 33"},
		{"and the last payment brings it",
		 "05-01 sell facial*1 for 100 & pay 99 & use 1 by amy:33,bo:33; 05-02 pay 1",
		 "amy@05-02 1 bo@05-02 1 house@05-02 1 amy 33 bo 33 house 34"},
		{"one person twice", "05-01 sell facial*1 for 1000 & pay 1000 & use 1 by amy:60,amy:20",
		 "amy 800 house 200"},
	};
	stories_hold(stories, COUNT(stories));
}

static void every_basis_reads_the_same_history(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"delivered: on the day of the session, paid or not",
		 "05-01 sell facial*10 for 10000 seller bo & pay 5000; 05-03 use 1 by amy; 05-09 pay 5000",
		 "amy.delivered@05-03 1000 amy.delivered 1000 amy@05-03 500"},
		{"cash: each payment in full on its day to the seller",
		 "05-01 sell facial*10 for 10000 seller bo & pay 5000; 05-03 use 1 by amy; 05-09 pay 5000",
		 "bo.cash@05-01 5000 bo.cash@05-09 5000 amy.cash 0"},
		{"cash without a seller is the house's", "05-01 sell facial*10 for 10000 & pay 5000", "house.cash 5000"},
		{"money back does not lower it", "05-01 sell facial*10 for 10000 seller bo & pay 5000; 05-02 refund",
		 "bo.cash 5000"},
		{"an old debt's payment is nobody's", "05-01 debt 5000; 05-02 pay 5000",
		 "cash 0 cash_delivered 0 paid_in 5000"},
		{"credit is not cash",
		 "05-01 topup 1000 gives 1000 & pay 1000; b: charge perm for 500 & use 1 by amy; a: spend 500 on b",
		 "cash 1000 amy 500"},
		{"an exchanged surplus is not cash", "05-01 sell facial*2 for 1000 & fund 1000", "cash 0 moved 1000"},
		{"repriced, the entitlement changes on that day",
		 "05-01 sell facial*10 for 10000 & pay 5000 & use 1 by amy; 05-02 reprice 8000",
		 "amy.delivered@05-02 -200 amy@05-02 0 amy 500"},
	};
	stories_hold(stories, COUNT(stories));
}

/* Two ways to record the same days. */
struct pair {
	const char *name, *on_time, *late;
};

static void days_do_not_ask_when_they_were_recorded(void **state) {
	(void)state;
	static const struct pair pairs[] = {
		{"a session before the payment of the rest",
		 "05-01 sell facial*10 for 10000 & pay 5000; 05-03 use 1 by amy; 05-05 pay 5000",
		 "05-01 sell facial*10 for 10000 & pay 5000; 05-05 pay 5000; 05-03 use 1 by amy"},
		{"a payment before two sessions",
		 "05-01 sell facial*10 for 10000; 05-02 pay 3333; 05-03 use 1 by amy; 05-04 use 1 by bo",
		 "05-01 sell facial*10 for 10000; 05-03 use 1 by amy; 05-04 use 1 by bo; 05-02 pay 3333"},
		{"everything in reverse",
		 "05-01 sell facial*4 for 10000; 05-02 pay 100; 05-03 pay 200; 05-04 use 1 by amy; 05-05 use 1 by amy; "
		 "05-06 pay 9700",
		 "05-01 sell facial*4 for 10000; 05-06 pay 9700; 05-05 use 1 by amy; 05-04 use 1 by amy; 05-03 pay "
		 "200; 05-02 pay 100"},
		{"on the day of the sale", "05-01 sell facial*10 for 10000; 05-01 pay 1; 05-01 use 1 by bo; 05-09 pay 77",
		 "05-01 sell facial*10 for 10000; 05-09 pay 77; 05-01 use 1 by bo; 05-01 pay 1"},
		{"after a reprice both ways",
		 "05-01 sell facial*10 for 10000; 05-02 pay 100; 05-03 use 1 by amy; 05-05 reprice 5000; 05-06 pay 100",
		 "05-01 sell facial*10 for 10000; 05-02 pay 100; 05-05 reprice 5000; 05-06 pay 100; 05-03 use 1 by "
		 "amy"},
	};
	for (size_t i = 0; i < COUNT(pairs); i++) {
		struct world *on_time = world_create(), *late = world_create();
		world_play(on_time, pairs[i].on_time);
		world_play(late, pairs[i].late);
		if (!worlds_agree(on_time, late))
			fail_msg("%s: the days differ", pairs[i].name);
		world_destroy(late);
		world_destroy(on_time);
	}
}

static void what_would_break_a_later_day_is_refused(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"a payment above what was due on a later day",
		 "05-01 sell facial*1 for 1000; 05-03 reprice 500; 05-05 reprice 1000; built_upon: 05-02 pay 501; "
		 "overpaid: 05-02 pay "
		 "1001; 05-02 pay 500; 05-05 pay 500",
		 "C 1000"},
		{"a slot that was free only later",
		 "05-01 sell facial*1 for 1000 & use 1; 05-05 return 1; built_upon: 05-03 use 1; 05-05 use 1", "D 1000"},
		{"a payment that a later write-off leaves no room for",
		 "05-01 sell facial*10 for 10000; 05-02 use 5; 05-03 write-off 5000; 05-04 refund; overpaid: 05-04 pay "
		 "1; built_upon: 05-03 pay 1",
		 "W 5000 S 5000 status terminated"},
		{"before the contract's date",
		 "05-02 sell facial*2 for 2000; invalid: 05-01 pay 100; invalid: 05-01 use 1", "C 0 D 0"},
	};
	stories_hold(stories, COUNT(stories));
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table_of_performance_holds),
		cmocka_unit_test(what_is_missing_of_the_shares_is_the_houses),
		cmocka_unit_test(every_basis_reads_the_same_history),
		cmocka_unit_test(days_do_not_ask_when_they_were_recorded),
		cmocka_unit_test(what_would_break_a_later_day_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
