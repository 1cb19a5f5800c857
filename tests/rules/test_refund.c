/* Giving back and ending (rulebook §§4.3, 6.1, 6.5, 14.4 to 14.6). */
#include "build.h"

static void the_table_of_refunds_holds(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"paid in full, 1 used, per session",
		 "05-01 sell facial*10 for 10000 & pay 10000 & use 1 by amy; 05-02 refund",
		 "q.refund 9000 amy 1000 amy@05-02 0 status terminated"},
		{"same, fee 10 %", "05-01 sell facial*10 for 10000 fee 10% & pay 10000 & use 1 by amy; 05-02 refund",
		 "q.refund 8100 q.fee 900 fees 900 refunded 8100"},
		{"same, list price",
		 "05-01 sell facial*10 for 10000 rule list-price & pay 10000 & use 1 by amy; 05-02 refund",
		 "q.refund 8500 q.uplift 500 uplift 500"},
		{"8 used, list price",
		 "05-01 sell facial*10 for 10000 rule list-price & pay 10000 & use 8 by amy; 05-02 refund",
		 "q.refund 0 q.uplift 2000 uplift 2000 refunded 0"},
		{"5,000 paid, 1 used, terminate",
		 "05-01 sell facial*10 for 10000 & pay 5000 & use 1 by amy; 05-02 refund",
		 "q.refund 4000 amy@05-02 500 amy 1000 due 0"},
		{"5,000 paid, 1 used, give back 4",
		 "05-01 sell facial*10 for 10000 & pay 5000 & use 1 by amy; 05-02 refund 4",
		 "q.refund 0 S 6000 due 1000 amy 833 q.due 1000 left 5"},
		{"2,000 paid, 5 used, terminate",
		 "05-01 sell facial*10 for 10000 & pay 2000 & use 5 by amy; 05-02 refund",
		 "q.refund 0 due 3000 receivable 3000 amy 2000 status owing"},
		{"paid in full, 1 used, give back 4",
		 "05-01 sell facial*10 for 10000 & pay 10000 & use 1 by amy; 05-02 refund 4",
		 "q.refund 4000 left 5 returned 4 status active"},
	};
	stories_hold(stories, COUNT(stories));
}

static void fees_and_caps_and_methods(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"fee of 10 % and 500 more", "05-01 sell facial*10 for 10000 fee 10% fixed 500 & pay 10000; 05-02 refund",
		 "q.fee 1500 q.refund 8500"},
		{"capped at 800", "05-01 sell facial*10 for 10000 fee 10% fixed 500 cap 800 & pay 10000; 05-02 refund",
		 "q.fee 800 q.refund 9200"},
		{"a cap above the fee", "05-01 sell facial*10 for 10000 fee 10% cap 5000 & pay 10000; 05-02 refund",
		 "q.fee 1000"},
		{"a cap of 0 is no fee", "05-01 sell facial*10 for 10000 fee 10% cap 0 & pay 10000; 05-02 refund",
		 "q.fee 0 q.refund 10000"},
		{"a fee above what is left takes it all",
		 "05-01 sell facial*10 for 10000 fixed 500 & pay 1300 & use 1; 05-02 refund",
		 "q.surplus 300 q.fee 300 q.refund 0 fees 300"},
		{"half a unit rounds up", "05-01 sell facial*10 for 10000 fee 10% & pay 1005; 05-02 refund",
		 "q.fee 101 q.refund 904"},
		{"the fee is taken after the uplift",
		 "05-01 sell facial*10 for 10000 rule list-price fee 10% & pay 10000 & use 1; 05-02 refund",
		 "q.uplift 500 q.fee 850 q.refund 7650"},
		{"list price counts on termination only",
		 "05-01 sell facial*10 for 10000 rule list-price & pay 10000 & use 1; 05-02 refund 4",
		 "q.uplift 0 q.refund 4000"},
		{"a fee counts on part refunds too",
		 "05-01 sell facial*10 for 10000 fee 10% & pay 10000 & use 1; 05-02 refund 4", "q.fee 400 q.refund 3600"},
		{"method none: nothing comes back, all is breakage",
		 "05-01 sell facial*10 for 10000 rule none fee 10% & pay 10000 & use 1; 05-02 refund",
		 "q.refund 0 q.fee 0 q.breakage 9000 breakage 9000 income:breakage -9000 status terminated"},
		{"none, and a part given back", "05-01 sell facial*10 for 10000 rule none & pay 10000; 05-02 refund 4",
		 "q.breakage 4000 C 6000 S 6000"},
		{"cheaper than a session: no uplift below 0",
		 "05-01 sell facial*10@900 for 10000 rule list-price & pay 10000 & use 1; 05-02 refund",
		 "q.uplift 0 q.refund 9000"},
		{"uplift over all lines together may cancel out",
		 "05-01 sell facial*2@900=2000 laser*2@1200=2000 for 4000 rule list-price & pay 4000 & use 1 facial & "
		 "use 1 laser; 05-02 refund",
		 "q.uplift 100 q.refund 1900"},
		{"the bonus used is no uplift",
		 "05-01 sell facial*3@1000=1000~2 laser*1@100=500 for 1500 rule list-price & pay 1500 & use 3 facial; "
		 "05-02 refund",
		 "q.uplift 0 q.surplus 500 q.refund 500"},
		{"but what has a value is",
		 "05-01 sell facial*3~1 for 2000 rule list-price & pay 2000 & use 1; 05-02 refund",
		 "q.uplift 500 q.refund 500"},
		{"a returned session is no longer used",
		 "05-01 sell facial*10 for 10000 rule list-price & pay 10000 & use 2; 05-02 return 1; 05-03 refund",
		 "q.uplift 500 q.refund 8500"},
	};
	stories_hold(stories, COUNT(stories));
}

static void cooling_off_gives_all_back(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"nothing used, on the last day",
		 "05-01 sell facial*10 for 10000 fee 10% cooling 7 & pay 10000; 05-08 refund", "q.refund 10000 q.fee 0"},
		{"a day late", "05-01 sell facial*10 for 10000 fee 10% cooling 7 & pay 10000; 05-09 refund",
		 "q.refund 9000 q.fee 1000"},
		{"of 0 days: the day itself",
		 "05-01 sell facial*10 for 10000 fee 10% cooling 0 & pay 10000; 05-01 refund", "q.refund 10000"},
		{"of 0 days: not the next",
		 "05-01 sell facial*10 for 10000 fee 10% cooling 0 & pay 10000; 05-02 refund", "q.refund 9000"},
		{"before method none", "05-01 sell facial*10 for 10000 rule none cooling 7 & pay 10000; 05-08 refund",
		 "q.refund 10000 q.breakage 0"},
		{"one used", "05-01 sell facial*10 for 10000 fee 10% cooling 7 & pay 10000; 05-02 use 1; 05-03 refund",
		 "q.fee 900"},
		{"used and returned", "05-01 sell facial*10 for 10000 fee 10% cooling 7 & pay 10000; 05-02 use 1; 05-03 return 1; 05-04 refund",
		 "q.fee 0 q.refund 10000"},
		{"termination only", "05-01 sell facial*10 for 10000 fee 10% cooling 7 & pay 10000; 05-02 refund 9",
		 "q.fee 900"},
		{"part paid", "05-01 sell facial*10 for 10000 fee 10% cooling 7 & pay 3000; 05-02 refund",
		 "q.refund 3000 due 0"},
		{"of stored credit, nothing spent",
		 "05-01 topup 1000 gives 1100 fee 10% cooling 7 & pay 1000; 05-02 refund", "q.refund 1000"},
		{"of stored credit, some spent",
		 "05-01 topup 1000 gives 1000 fee 10% cooling 7 & pay 1000; b: charge perm for 500; a: spend 500 on b; "
		 "05-02 refund",
		 "a: C 0 q.surplus 500 q.fee 50 q.refund 450"},
	};
	stories_hold(stories, COUNT(stories));
}

static void what_cannot_be_given_back_is_refused(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"more than are left", "05-01 sell facial*10 for 10000 & use 8; no_sessions: refund 3; refund 2",
		 "left 0"},
		{"of several lines, no service said",
		 "05-01 sell facial*2 laser*2 for 4000; invalid: refund 1; 05-02 refund 1 laser", "left 3 stands fffr"},
		{"of a service it does not cover", "05-01 sell facial*2 for 4000; no_sessions: refund 1 laser", "left 2"},
		{"days of access, one by one", "05-01 access 31 for 3100; no_sessions: refund 1", "S 3100"},
		{"twice",
		 "05-01 sell facial*2 for 4000 & pay 4000; refund; closed: refund; closed: end; closed: exchange", "C 0"},
		{"used up", "05-01 sell facial*2 for 4000; use 2; no_sessions: refund", "D 4000"},
		{"expired", "05-01 sell facial*2 for 4000; expire; expired: refund", "S 0 status expired"},
		{"given away", "05-01 sell facial*2 for 4000; give 2; closed: refund", "S 0 status transferred"},
		{"more of two lines than they have",
		 "05-01 sell facial*2 facial|laser*2 for 4000; no_sessions: refund 5 facial; refund 3 facial",
		 "stands rrfr"},
	};
	stories_hold(stories, COUNT(stories));
}

static void slots_go_from_the_highest_down_free_ones_last(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"10,000 over 12, the bonus shared", "05-01 sell facial*12 for 10000 & pay 10000; 05-02 refund 2",
		 "slots 833,834,833,833,834,833,833,834,833,833,834,833 q.refund 1667"},
		{"free ones last", "05-01 sell facial*4~2 for 2000 & pay 2000; 05-02 refund 1",
		 "slots 1000,1000,0,0 stands frff q.refund 1000"},
		{"then the free ones, highest first", "05-01 sell facial*4~2 for 2000 & pay 2000; 05-02 refund 3",
		 "stands rrfr q.refund 2000"},
		{"all of them on termination", "05-01 sell facial*4~2 for 2000 & pay 2000; 05-02 use 1; 05-03 refund",
		 "stands urrr q.refund 1000"},
		{"a line that has enough is enough", "05-01 sell facial*2 laser|facial*2 for 4000; refund 1 facial",
		 "stands frff"},
		{"in the second line",
		 "05-01 sell laser*2=1000 facial*4=1000~2 for 2000 & pay 2000; 05-02 refund 1 facial",
		 "stands fffrff q.refund 500 q.sessions 1"},
		{"between used ones",
		 "05-01 sell facial*8 for 8000 & pay 8000; use 1; use 1; use 1; use 1; use 1; use 1; use 1; void 2; "
		 "void 4; void 6; 05-02 refund",
		 "stands rururuur q.sessions 4 q.refund 4000"},
		{"used ones are passed over",
		 "05-01 sell facial*3 for 3000 & pay 3000; 05-02 use 3; return 1; return 1; use 1; 05-03 refund 1",
		 "stands uur q.refund 1000"},
		{"a set that covers it comes after the line as listed",
		 "05-01 sell laser*1=100 facial|laser*3=900 for 1000 & pay 1000; 05-02 refund 2 laser",
		 "stands rffr q.refund 400"},
	};
	stories_hold(stories, COUNT(stories));
}

static void written_off_is_recovered_when_nothing_is_left_of_it(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"used, written off, returned, refunded",
		 "05-01 sell facial*2 for 2000; use 1; write-off 1000; 05-02 return 1; 05-03 refund",
		 "q.recovered 1000 W 0 S 0 written_off 0 q.refund 0 expenses:write-offs 0"},
		{"the part that no longer fits",
		 "05-01 sell facial*4 for 4000 & pay 500; use 2; write-off 1500; 05-02 return 1; 05-03 refund",
		 "q.recovered 1000 q.surplus 0 q.refund 0 W 500 C 500 S 1000 q.due 0"},
		{"money before it",
		 "05-01 sell facial*4 for 4000 & pay 1500; use 3; write-off 1500; 05-02 return 2; 05-03 refund",
		 "q.surplus 500 q.refund 500 q.recovered 1500 W 0 C 1000 S 1000"},
		{"nothing recovered when it still fits",
		 "05-01 sell facial*10 for 10000; use 2; write-off 2000; refund 3", "q.recovered 0 W 2000 due 5000"},
	};
	stories_hold(stories, COUNT(stories));
}

static void exchange_moves_the_surplus(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"all of it",
		 "05-01 sell facial*10 for 10000 fee 10% rule list-price & pay 10000 & use 1; 05-02 exchange & b: sell "
		 "laser*10 for 12000 & fund 9000",
		 "a: q.fee 0 q.uplift 0 q.surplus 9000 status terminated C 1000 b: due 3000 moved 0 paid_in 10000 "
		 "refunded 0"},
		{"what is left goes back",
		 "05-01 sell facial*10 for 10000 & pay 10000 & use 1; 05-02 exchange rest 1000 & b: sell laser*10 for "
		 "8000 & fund 8000",
		 "a: q.refund 1000 C 1000 b: due 0 refunded 1000 moved 0 assets:cash:cash 9000"},
		{"part paid: what is not paid lapses",
		 "05-01 sell facial*10 for 10000 & pay 5000 & use 1 by amy; 05-02 exchange & b: sell laser*1 for 4000 "
		 "& fund 4000",
		 "a: due 0 amy@05-02 500 q.surplus 4000"},
		{"more than the new one costs",
		 "05-01 sell laser*1 for 4000; overpaid: fund 4001; fund 4000; 05-02 use 1 laser by amy",
		 "amy 4000 due 0"},
		{"not before it", "05-02 sell laser*1 for 4000; invalid: 05-01 fund 4000", "due 4000"},
	};
	stories_hold(stories, COUNT(stories));
}

static void ending_a_cycle_gives_back_by_its_terms(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"with sessions", "05-01 sell facial*2 for 1500 member & pay 1500 & use 1; 05-10 end",
		 "q.refund 750 status terminated"},
		{"by days left", "05-01 access 31 for 3100 & pay 3100; 05-10 earn 10; end",
		 "q.refund 2100 q.sessions 0 D 1000 status terminated"},
		{"days have no list price", "05-01 access 31 for 3100 rule list-price & pay 3100; 05-10 earn 10; end",
		 "q.uplift 0 q.refund 2100"},
		{"part paid by days", "05-01 access 31 for 3100 & pay 500; 05-10 earn 10; end",
		 "q.refund 0 due 500 status owing"},
		{"goods have no days", "05-01 goods serum for 1200 & pay 1200; refund", "q.refund 1200 q.sessions 1"},
	};
	stories_hold(stories, COUNT(stories));
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table_of_refunds_holds),
		cmocka_unit_test(fees_and_caps_and_methods),
		cmocka_unit_test(cooling_off_gives_all_back),
		cmocka_unit_test(what_cannot_be_given_back_is_refused),
		cmocka_unit_test(slots_go_from_the_highest_down_free_ones_last),
		cmocka_unit_test(written_off_is_recovered_when_nothing_is_left_of_it),
		cmocka_unit_test(exchange_moves_the_surplus),
		cmocka_unit_test(ending_a_cycle_gives_back_by_its_terms),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
