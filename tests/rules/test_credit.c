/* Stored credit and vouchers (rulebook §8): gift money settles the bill and earns nothing. */
#include "build.h"

static void the_table_of_credit_holds(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"treatment 1,000 = 500 cash + 500 voucher",
		 "05-01 topup 0 gives 2000; 05-02 b: charge perm for 1000 & use 1 by amy & pay 500; a: spend 500 on b",
		 "a: credit 1500 b: due 0 amy 500 delivered 500 income:visit -500 paid_in 500 S 500"},
		{"service 1,000 = 300 cash + 200 voucher, 500 owed, later paid",
		 "05-01 topup 0 gives 2000; 05-02 b: charge perm for 1000 & use 1 by amy & pay 300; a: spend 200 on b; "
		 "05-09 b: pay 500",
		 "b: due@05-02 500 amy@05-02 300 amy@05-09 500 due 0"},
		{"package 10,000 = 8,000 cash + 2,000 voucher, 1 used",
		 "05-01 topup 0 gives 2000; b: sell facial*10 for 10000 & pay 8000; a: spend 2000 on b; b: use 1 by "
		 "amy",
		 "b: amy 800 due 0 S 8000"},
		{"10,000 → 11,000 credit; service 1,100 paid from it",
		 "05-01 topup 10000 gives 11000 & pay 10000; 05-02 b: charge perm for 1100 & use 1 by amy; a: spend "
		 "1100 on b",
		 "a: credit 9900 S 9000 C 9000 b: due 0 amy 1000 delivered 1000 moved 0"},
		{"refund of the rest of 3,000 → 4,000 after spending 3,594 (decimals 2)",
		 "05-01 topup 300000 gives 400000 & pay 300000; 05-02 b: charge perm for 359400 & use 1; a: spend "
		 "359400 on b; refund",
		 "a: q.refund 30450 S 0 C 0 credit 0 b: C 269550 S 269550"},
	};
	stories_hold(stories, COUNT(stories));
}

static void no_more_can_be_spent_than_is_left_and_paid_for(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"what is left",
		 "05-01 topup 1000 gives 1100 & pay 1000; b: charge perm for 5000; a: no_credit: spend 1101 on b; "
		 "spend 1100 on b; no_credit: spend 1 on b",
		 "credit 0 available 0"},
		{"half paid",
		 "05-01 topup 1000 gives 1100 & pay 500; b: charge perm for 5000; a: no_credit: spend 551 on b; spend "
		 "550 on b; pay 1; no_credit: spend 2 on b; spend 1 on b",
		 "credit 549 available 0"},
		{"rounded down, not up", "05-01 topup 1000 gives 1111 & pay 9", "available 9 credit 1111 credit@04-30 0"},
		{"revived and spent, it is used up",
		 "05-01 topup 0 gives 100 days 9; b: charge perm for 500; 05-10 a: expire; 05-11 extend 06-30; spend "
		 "100 on b",
		 "a: status used_up"},
		{"rounded down", "05-01 topup 1000 gives 1111 & pay 1", "available 1 credit 1111"},
		{"nothing paid", "05-01 topup 1000 gives 1100; b: charge perm for 5000; a: no_credit: spend 1 on b",
		 "available 0"},
		{"what was received stays received",
		 "05-01 topup 1000 gives 1000 & pay 600; b: charge perm for 5000; a: spend 300 on b",
		 "available 300 C 300"},
		{"a voucher has no such limit", "05-01 topup 0 gives 1100", "available 1100"},
		{"the last bit of a paid one", "05-01 topup 1000 gives 1100 & pay 999; pay 1", "available 1100"},
		{"not more than is due",
		 "05-01 topup 0 gives 1100; b: charge perm for 500; a: overpaid: spend 501 on b; spend 500 on b; "
		 "overpaid: spend 1 on b",
		 "b: due 0 S 0"},
		{"overpaid before no_credit",
		 "05-01 topup 0 gives 100; b: charge perm for 500; a: overpaid: spend 501 on b; no_credit: spend 101 "
		 "on b",
		 "b: due 500"},
	};
	stories_hold(stories, COUNT(stories));
}

static void the_gift_is_spread_over_all_that_is_spent(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"a third of each, to the unit",
		 "05-01 topup 200 gives 300 & pay 200; b: charge perm for 1000; a: spend 1 on b; spend 1 on b; spend 1 "
		 "on b",
		 "b: C 2 S 999 a: C 198 S 198"},
		{"what was rounded up is taken back",
		 "05-01 topup 200 gives 300 & pay 200; b: charge perm for 1000; a: spend 1 on b", "b: C 1 S 1000"},
		{"and then",
		 "05-01 topup 200 gives 300 & pay 200; b: charge perm for 1000; a: spend 1 on b; spend 1 on b",
		 "b: C 1 S 999"},
		{"never above the cash held",
		 "05-01 topup 1000 gives 1000 & pay 500; b: charge perm for 5000; a: spend 500 on b", "b: C 500 a: C 0"},
		{"never above the face: T above K after all",
		 "05-01 topup 1000 gives 900 & pay 1000; b: charge perm for 5000; a: spend 90 on b", "b: C 90 a: C 910"},
	};
	stories_hold(stories, COUNT(stories));
}

static void who_may_spend_it_and_on_what(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"not somebody else",
		 "05-01 topup 0 gives 900; b: charge perm for 500; a: not_holder: spend 1 on b as friend; share "
		 "friend; spend 1 on b as friend",
		 "credit 899"},
		{"not elsewhere",
		 "05-01 topup 0 gives 900 good-at khh; b: charge perm for 500; a: wrong_branch: spend 1 on b",
		 "credit 900"},
		{"not when it was given back",
		 "05-01 topup 0 gives 900; b: charge perm for 500; a: refund; closed: spend 1 on b", "credit 0"},
		{"not when it expired",
		 "05-01 topup 0 gives 900; b: charge perm for 500; a: expire; expired: spend 1 on b", "credit 0"},
		{"not after its end",
		 "05-01 topup 0 gives 900 until 05-09; b: charge perm for 500; a: expired: 05-10 spend 1 on b; 05-10 "
		 "extend 05-10; spend 1 on b",
		 "credit 899"},
		{"not while it is frozen",
		 "05-01 topup 0 gives 900; b: charge perm for 500; a: freeze 05-01 05-03; frozen: spend 1 on b; 05-03 "
		 "spend 1 on b",
		 "credit 899"},
		{"used up, and nothing left",
		 "05-01 topup 0 gives 900; b: charge perm for 5000; a: spend 900 on b; no_credit: spend 1 on b",
		 "credit 0"},
		{"not before its date",
		 "05-02 topup 900 gives 900 & pay 900; 05-01 b: charge perm for 500; a: invalid: 05-01 spend 1 on b",
		 "credit 900"},
		{"not before the bill's",
		 "05-01 topup 900 gives 900 & pay 900; 05-02 b: charge perm for 500; a: invalid: 05-01 spend 1 on b",
		 "credit 900"},
		{"not on a top-up",
		 "05-01 topup 900 gives 900 & pay 900; b: topup 100 gives 100; a: invalid: spend 1 on b", "credit 900"},
		{"not on an old debt", "05-01 topup 900 gives 900 & pay 900; b: debt 100; a: invalid: spend 1 on b",
		 "credit 900"},
		{"on a package, goods, a cycle",
		 "05-01 topup 0 gives 900; b: sell facial*2 for 100; c: goods serum for 100; d: access 30 for 100; a: "
		 "spend 100 on b; spend 100 on c; spend 50 on d",
		 "a: credit 650 d: due 50"},
	};
	stories_hold(stories, COUNT(stories));
}

static void spending_that_reprices_is_not_recorded_late(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"a gift reprices: not before the latest entry of the bill",
		 "05-01 topup 0 gives 900; b: sell facial*2 for 100; 05-03 pay 10; a: built_upon: 05-02 spend 10 on b; "
		 "05-03 spend 10 on b",
		 "b: S 90 C 10"},
		{"nor of the top-up",
		 "05-01 topup 100 gives 900 & pay 10; 05-01 b: sell facial*2 for 1000; 05-03 a: pay 10; built_upon: "
		 "05-02 spend 90 on b; 05-03 spend 90 on b",
		 "b: C 10"},
		{"what is all cash may be late",
		 "05-01 topup 900 gives 900 & pay 900; b: sell facial*2 for 100; 05-03 pay 10; 05-04 a: spend 10 on b; "
		 "05-02 spend 80 on b",
		 "b: due 0 C@05-02 80"},
		{"but not before what it would break: the bill's",
		 "05-01 topup 900 gives 900 & pay 900; b: sell facial*1 for 1000; 05-03 reprice 500; 05-05 reprice "
		 "1000; a: built_upon: 05-02 spend 501 on b; 05-02 spend 500 on b",
		 "b: due 500"},
		{"nor the top-up's",
		 "05-01 topup 900 gives 900; b: sell facial*1 for 1000; 05-03 a: pay 900; built_upon: 05-02 spend 10 "
		 "on b; 05-03 spend 10 on b",
		 "b: due 990"},
	};
	stories_hold(stories, COUNT(stories));
}

static void voiding_gives_the_credit_back(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"on both", "05-01 topup 100 gives 200 & pay 100; b: charge perm for 100 & use 1 by amy; a: spend 100 on b; void 3",
		 "a: credit 200 C 100 S 100 b: S 100 C 0 due 100 amy 0 moved 0"},
		{"a gift repriced it: the latest only",
		 "05-01 topup 100 gives 200 & pay 100; b: charge perm for 100 & use 1; a: spend 50 on b; spend 50 on "
		 "b; built_upon: void 3; void 4; void 3",
		 "credit 200"},
	};
	stories_hold(stories, COUNT(stories));
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table_of_credit_holds),
		cmocka_unit_test(no_more_can_be_spent_than_is_left_and_paid_for),
		cmocka_unit_test(the_gift_is_spread_over_all_that_is_spent),
		cmocka_unit_test(who_may_spend_it_and_on_what),
		cmocka_unit_test(spending_that_reprices_is_not_recorded_late),
		cmocka_unit_test(voiding_gives_the_credit_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
