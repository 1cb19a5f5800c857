/* Contracts that change hands, are shared, taken back or written off (rulebook §§6.4, 6.6, 6.7, 14.25, 14.40 to 14.44). */
#include "build.h"

static void a_part_takes_its_share_of_the_cash(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"half paid, 1 used, 3 given", "05-01 sell facial*10 for 10000 & pay 5000 & use 1 by amy; 05-02 give 3",
		 "a: S 7000 C 3500 transferred 3 left 6 amy 500 amy@05-02 0 b: S 3000 C 1500 left 3 due 1500 moved 0"},
		{"then the rest of the part is paid and used",
		 "05-01 sell facial*10 for 10000 & pay 5000 & use 1 by amy; 05-02 give 3; 05-03 b: pay 1500 & use 3 by "
		 "bo",
		 "b: bo 3000 due 0 status used_up"},
		{"the unit goes to the old one", "05-01 sell facial*3 for 10000 & pay 5000; give 1",
		 "a: S 6667 C 3334 b: S 3333 C 1666"},
		{"paid for more than the rest is worth", "05-01 sell facial*2 for 2000 & pay 2000; give 1",
		 "a: S 1000 C 1000 due 0 b: S 1000 C 1000"},
		{"written off makes it take more cash: C + W − (S − V)",
		 "05-01 sell facial*4 for 4000; use 2; write-off 2000; pay 2000; give 2",
		 "a: S 2000 W 2000 C 0 due 0 b: S 2000 C 2000"},
		{"of nothing", "05-01 sell facial*4 for 0; give 2", "a: S 0 C 0 left 2 b: S 0 C 0 left 2"},
		{"all of it", "05-01 sell facial*4 for 4000 & pay 1000; give 4",
		 "a: S 0 C 0 status transferred b: S 4000 C 1000 left 4"},
		{"all that is left, something used and owed", "05-01 sell facial*4 for 4000 & use 1; give 3",
		 "a: S 1000 due 1000 status owing b: due 3000"},
		{"sessions move, nothing is sold twice", "05-01 sell facial*4 for 4000; give 3",
		 "sold 4000 sessions_sold 4 sessions_transferred 0"},
	};
	stories_hold(stories, COUNT(stories));
}

static void a_part_keeps_terms_and_values(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"the highest slots with their own values", "05-01 sell facial*7 for 9999; give 3",
		 "a: slots 1428,1429,1428,1429,1428,1429,1428 b: slots 1428,1429,1428"},
		{"even where sharing anew would give others", "05-01 sell facial*12 for 10000; give 5",
		 "b: S 4167 slots 834,833,833,834,833"},
		{"free ones in the second line",
		 "05-01 sell laser*2=1000 facial*4=1000~2 for 2000; give 3 facial; b: refund 1 facial",
		 "a: stands ffttft b: slots 500,500,0 stands frf"},
		{"frozen, its end moves though it counted from the first use",
		 "05-01 sell facial*4 for 4000 days 30 first-use; 05-10 use 1; 05-11 give 2; b: freeze 05-12 05-20",
		 "b: ends 06-17"},
		{"of slots with gaps between",
		 "05-01 sell facial*8 for 8000; use 1; use 1; use 1; use 1; use 1; use 1; use 1; void 2; void 4; void "
		 "6; 05-02 give 4",
		 "a: stands tututuut b: left 4"},
		{"free bonus slots last", "05-01 sell facial*4~2 for 2000; give 1", "a: stands ftff b: slots 1000"},
		{"then they go too", "05-01 sell facial*4~2 for 2000; give 3; b: refund 1",
		 "a: stands ttft b: S 1000 slots 1000,1000,0 stands frf"},
		{"two lines stay two lines",
		 "05-01 sell laser*1=100 facial|laser*3=900 for 1000; give 2 laser; b: use 1 laser; no_sessions: use 2 "
		 "facial; use 1 facial",
		 "a: stands tfft b: slots 100,300 left 0"},
		{"lines that give nothing are left out",
		 "05-01 sell laser*1=100 facial*3=900 for 1000; give 2 facial; b: use 1", "b: slots 300,300 left 1"},
		{"the expiry of the old one", "05-01 sell facial*4 for 4000 days 30; 05-10 give 2", "b: ends 05-31"},
		{"as it was frozen and extended",
		 "05-01 sell facial*4 for 4000 days 30; freeze 05-05 05-10; extend 06-30; 05-10 give 2", "b: ends 06-30"},
		{"none when there is none", "05-01 sell facial*4 for 4000; give 2", "b: ends never"},
		{"from the first use, not used yet",
		 "05-01 sell facial*4 for 4000 days 30 first-use; 05-10 give 2; 05-20 b: use 1",
		 "a: ends never b: ends 06-19"},
		{"from the first use, used",
		 "05-01 sell facial*4 for 4000 days 30 first-use; 05-10 use 1; 05-11 give 2; 05-20 b: use 1",
		 "a: ends 06-09 b: ends 06-09"},
		{"refund terms, but no cooling-off",
		 "05-01 sell facial*4 for 4000 fee 10% cooling 7 & pay 4000; give 2; b: refund",
		 "b: q.fee 200 q.refund 1800"},
		{"uplift by the list price of the sale day",
		 "05-01 sell facial*4 for 4000 rule list-price & pay 4000; give 2; b: use 1; refund",
		 "q.uplift 500 q.refund 500"},
		{"the part of a part", "05-01 sell facial*7 for 9999 & pay 5000; give 3; b: give 1",
		 "b: S 2857 c: S 1428 slots 1428"},
	};
	stories_hold(stories, COUNT(stories));
}

static void what_cannot_be_given_is_refused(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"more than is left", "05-01 sell facial*4 for 4000; no_sessions: give 5", "left 4"},
		{"past its end, though no tick has said so",
		 "05-01 sell facial*4 for 4000 until 05-09; expired: 05-10 give 1; expired: transfer friend; 05-09 "
		 "transfer friend",
		 "owner friend"},
		{"past its end, held by a freeze",
		 "05-01 sell facial*4 for 4000 until 05-09; freeze 05-05; frozen: 05-10 give 1; frozen: transfer "
		 "friend",
		 "owner lin"},
		{"more than is settled in cash: written off for what came back",
		 "05-01 sell facial*10 for 10000 & use 3; write-off 3000; return 3; built_upon: give 10; give 7",
		 "a: S 3000 W 3000 C 0 b: S 7000 C 0"},
		{"of several lines, no service said", "05-01 sell facial*2 laser*2 for 4000; invalid: give 1", "left 4"},
		{"frozen",
		 "05-01 sell facial*4 for 4000; freeze 05-02 05-04; frozen: 05-03 give 1; frozen: transfer friend; "
		 "05-04 give 1; transfer friend",
		 "owner friend"},
		{"ended",
		 "05-01 sell facial*4 for 4000; refund; closed: give 1; closed: transfer friend; closed: share friend; "
		 "closed: unshare friend",
		 "left 0"},
		{"expired", "05-01 sell facial*4 for 4000; expire; expired: give 1; expired: transfer friend", "left 0"},
		{"used up", "05-01 sell facial*1 for 4000; use 1; no_sessions: give 1; no_sessions: transfer friend",
		 "left 0"},
	};
	stories_hold(stories, COUNT(stories));
}

static void owners_and_holders(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"only the owner", "05-01 sell facial*4 for 4000; not_holder: use 1 as friend; use 1 as lin",
		 "owner lin"},
		{"a holder too",
		 "05-01 sell facial*4 for 4000; share friend; use 1 as friend; not_holder: use 1 as other", "used 1"},
		{"unshared",
		 "05-01 sell facial*4 for 4000; share friend; share other; unshare friend; not_holder: use 1 as "
		 "friend; use 1 as other",
		 "used 1"},
		{"the second holder too",
		 "05-01 sell facial*4 for 4000; share friend; share other; use 1 as other; use 1 as friend", "used 2"},
		{"the last one unshared",
		 "05-01 sell facial*4 for 4000; share friend; unshare friend; not_holder: use 1 as friend", "used 0"},
		{"the second one unshared",
		 "05-01 sell facial*4 for 4000; share other; share friend; unshare friend; not_holder: use 1 as "
		 "friend; use 1 as other",
		 "used 1"},
		{"shared after a share that was voided",
		 "05-01 sell facial*4 for 4000; share friend; void 2; share other; use 1 as other; not_holder: use 1 "
		 "as friend",
		 "used 1"},
		{"a service has the number of a client",
		 "05-01 sell facial|laser*4 for 4000; share friend; use 1 laser as friend; use 1 as friend", "used 2"},
		{"a holder who became the owner is none after",
		 "05-01 sell facial*4 for 4000; share friend; transfer friend; transfer lin; not_holder: use 1 as "
		 "friend",
		 "owner lin"},
		{"given whole",
		 "05-01 sell facial*4 for 4000; transfer friend; not_holder: use 1 as lin; use 1 as friend",
		 "owner friend"},
		{"holders stay, the new owner is none",
		 "05-01 sell facial*4 for 4000; share friend; share other; transfer friend; use 1 as other",
		 "owner friend"},
		{"given on, and back",
		 "05-01 sell facial*4 for 4000; transfer friend; transfer other; transfer lin; use 1 as lin",
		 "owner lin"},
		{"voided, it was never given", "05-01 sell facial*4 for 4000; transfer friend; void 2; use 1 as lin",
		 "owner lin"},
		{"nor shared", "05-01 sell facial*4 for 4000; share friend; void 2; not_holder: use 1 as friend",
		 "left 4"},
		{"today's, also for what is recorded late",
		 "05-01 sell facial*4 for 4000; 05-05 transfer friend; not_holder: 05-02 use 1 as lin; 05-02 use 1 as "
		 "friend",
		 "used 1"},
	};
	stories_hold(stories, COUNT(stories));
}

static void delivered_sessions_come_back(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"performance falls that day",
		 "05-01 sell facial*10 for 10000 & pay 10000 & use 2 by amy; 05-03 return 1",
		 "amy@05-01 2000 amy@05-03 -1000 amy 1000 stands ufffffffff D 1000"},
		{"and the session is used again by another",
		 "05-01 sell facial*2 for 2000 & pay 2000 & use 2 by amy; 05-03 return 1; 05-04 use 1 by bo",
		 "amy 1000 bo 1000"},
		{"or given back", "05-01 sell facial*2 for 2000 & pay 2000 & use 2 by amy; 05-03 return 1; refund",
		 "q.refund 1000 amy 1000 C 1000"},
		{"the highest first, of that service",
		 "05-01 sell facial|laser*4 for 4000; use 1 laser; use 2 facial; use 1 laser; return 1 facial; return "
		 "2 laser",
		 "stands fuff"},
		{"more than were delivered",
		 "05-01 sell facial*4 for 4000; use 2; no_sessions: return 3; no_sessions: return 1 laser; return 2",
		 "stands ffff"},
		{"after it expired", "05-01 sell facial*4 for 4000 & use 2; expire; return 1", "stands ufxx"},
		{"when all is used", "05-01 sell facial*2 for 2000 & use 2; return 1", "left 1"},
		{"owing, though ended", "05-01 sell facial*4 for 4000 & use 2; refund; return 1", "stands ufrr due 2000"},
		{"ended", "05-01 sell facial*4 for 4000 & pay 4000 & use 2; refund; closed: return 1", "D 2000"},
		{"given away", "05-01 sell facial*4 for 4000 & pay 4000 & use 2; give 2; closed: return 1", "D 2000"},
		{"used before an opening: without performance",
		 "05-01 open facial*4 for 4000 paid 4000 used 2; 05-02 return 1",
		 "amy 0 house 0 cash_delivered 0 left 3 delivered -1000"},
		{"only what its line covers",
		 "05-01 open facial*2=2000 laser*2=2000 for 4000 paid 4000 used 3; no_sessions: return 3 facial; "
		 "return 1 laser; return 2 facial",
		 "stands ffff"},
		{"goods come back whole",
		 "05-01 goods serum for 1200 & pay 1200 & use 1 serum by bo; 05-02 return 1 serum; refund",
		 "q.refund 1200 D 0 delivered 0 bo 0"},
		{"goods are not a service", "05-01 goods serum for 1200 & use 1 serum; no_sessions: return 1 facial",
		 "D 1200"},
		{"from two lines, as listed",
		 "05-01 sell laser*1=100 facial|laser*3=900 for 1000; use 3 laser; return 2 laser", "stands fuff"},
	};
	stories_hold(stories, COUNT(stories));
}

static void bad_debt_is_written_off(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"up to what was used and is owed",
		 "05-01 sell facial*10 for 10000 & pay 1000 & use 4 by amy; overpaid: write-off 3001; 05-02 write-off "
		 "3000",
		 "W 3000 due 6000 receivable 0 written_off 3000 amy 400 amy@05-02 0 expenses:write-offs 3000"},
		{"in two parts",
		 "05-01 sell facial*10 for 10000 & use 4; write-off 1000; overpaid: write-off 3001; write-off 3000",
		 "W 4000"},
		{"nothing is owed for what is not used", "05-01 sell facial*10 for 10000; overpaid: write-off 1", "W 0"},
		{"when it was ended", "05-01 sell facial*10 for 10000 & pay 1000 & use 4; refund; write-off 3000",
		 "due 0 status terminated"},
		{"an old debt", "05-01 debt 5000; 05-02 pay 1000; write-off 4000",
		 "due 0 status used_up expenses:write-offs 4000 paid_in 1000"},
		{"what is paid after is no longer owed",
		 "05-01 sell facial*1 for 1000 & use 1 by amy; write-off 600; overpaid: pay 401; 05-02 pay 400",
		 "due 0 amy 400"},
	};
	stories_hold(stories, COUNT(stories));
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_part_takes_its_share_of_the_cash), cmocka_unit_test(a_part_keeps_terms_and_values),
		cmocka_unit_test(what_cannot_be_given_is_refused),    cmocka_unit_test(owners_and_holders),
		cmocka_unit_test(delivered_sessions_come_back),       cmocka_unit_test(bad_debt_is_written_off),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
