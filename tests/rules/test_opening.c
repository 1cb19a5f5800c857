/* What is brought in from before the book (rulebook §§6.8, 14.8, 14.29, 14.44). */
#include "build.h"

static void nothing_before_the_book_is_earned_here(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"8,000 of 10,000 paid, 4 used", "05-01 open facial*10 for 10000 paid 8000 used 4",
		 "S 10000 D 4000 C 8000 due 2000 liability 4000 left 6 opened 4000 delivered 0 paid_in 0 sold 0 house "
		 "0 cash_delivered 0 sessions_sold 0 "
		 "sessions_used 0 sessions_transferred 6 equity:opening 4000 liabilities:contract:package -4000 "
		 "income:package 0"},
		{"used more than paid", "05-01 open facial*10 for 10000 paid 1000 used 4",
		 "receivable 3000 liability 0 opened -3000 equity:opening -3000"},
		{"unpaid, unused", "05-01 open facial*10 for 10000", "opened 0 due 10000"},
		{"paid later: takings; the sessions of before earn nothing by it",
		 "05-01 open facial*10 for 10000 paid 8000 used 4; 05-02 pay 2000", "paid_in 2000 cash_delivered 0"},
		{"used later: performance as always",
		 "05-01 open facial*10 for 10000 paid 5000 used 4; 05-02 use 1 by amy; 05-03 pay 5000",
		 "amy@05-02 500 amy@05-03 500 delivered 1000 sessions_used 1"},
		{"given back", "05-01 open facial*10 for 10000 paid 10000 used 4; refund", "q.refund 6000 D 4000"},
		{"at list price the sessions of before count too",
		 "05-01 open facial*10 for 10000 paid 10000 used 4 rule list-price; refund",
		 "q.uplift 2000 q.refund 4000"},
		{"no cooling-off after use",
		 "05-01 open facial*10 for 10000 paid 10000 used 1 rule none cooling 9; refund", "q.refund 0"},
		{"bought to the end, all used", "05-01 open facial*2 for 2000 paid 500 used 2; 05-02 pay 1500",
		 "status used_up house 0"},
		{"of two lines", "05-01 open facial*2=2000 laser*2=1000 for 3000 used 3",
		 "stands uuuf D 2500 sessions_transferred 1"},
		{"repriced, what was used before changes with it",
		 "05-01 open facial*4 for 4000 paid 1000 used 2; 05-02 reprice 2000",
		 "D 1000 delivered -1000 delivered@05-02 -1000"},
		{"all at once with what the day brings",
		 "05-01 open facial*4 for 4000 paid 1000 used 1 & use 1 by amy & pay 1000",
		 "amy 500 delivered 1000 opened 0"},
	};
	stories_hold(stories, COUNT(stories));
}

static void stored_credit_is_opened_with_what_was_spent(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"S = T − b, C = paid − b", "05-01 opentopup 10000 gives 11000 paid 10000 spent 1100",
		 "S 9000 C 9000 credit 9900 spent 1100 liability 9000 opened 9000 due 0"},
		{"half paid", "05-01 opentopup 10000 gives 11000 paid 5000 spent 1100",
		 "S 9000 C 4000 due 5000 available 4400"},
		{"b no more than was paid", "05-01 opentopup 10000 gives 11000 paid 500 spent 1100",
		 "S 9500 C 0 due 9500 available 0"},
		{"a voucher", "05-01 opentopup 0 gives 500 paid 0 spent 100", "S 0 C 0 credit 400 available 400"},
		{"spent on", "05-01 opentopup 10000 gives 11000 paid 10000 spent 1100; b: charge perm for 1100 & use 1 by amy; a: spend 1100 on b",
		 "a: S 8000 C 8000 b: amy 1000 due 0"},
		{"made of a rest: not sold, but paid for", "05-01 topup 500 gives 500 of-rest & fund 500",
		 "sold 0 S 500 C 500 credit 500"},
		{"nothing spent", "05-01 opentopup 10000 gives 11000 paid 10000 spent 0",
		 "S 10000 credit 11000 opened 10000"},
	};
	stories_hold(stories, COUNT(stories));
}

static void an_old_debt_is_takings_and_never_performance(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"owed", "05-01 debt 5000",
		 "D 5000 S 5000 due 5000 receivable 5000 opened -5000 equity:opening -5000 sessions_transferred 0 "
		 "sessions_used 0"},
		{"paid", "05-01 debt 5000; 05-03 pay 2000; 05-04 pay 3000",
		 "paid_in 5000 cash_delivered 0 cash 0 delivered 0 due 0"},
	};
	stories_hold(stories, COUNT(stories));
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_before_the_book_is_earned_here),
		cmocka_unit_test(stored_credit_is_opened_with_what_was_spent),
		cmocka_unit_test(an_old_debt_is_takings_and_never_performance),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
