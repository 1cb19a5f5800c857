/* What there is to say about a client (rulebook §§11.1–11.3): each alert comes on when it should, and not a day before. */
#include "watch.h"

#include <stdlib.h>

static void few_left(void **state) {
	(void)state;
	static const struct alert_case cases[] = {
		{"six left", "01-01 sell facial*7 for 7000 & pay 7000; use 1", "01-01", "01-01", ""},
		{"five left", "01-01 sell facial*7 for 7000 & pay 7000; use 2", "01-01", "01-01",
		 "low few_left offer_renewal, since 01-01, left 5 of 7"},
		{"few from the start, none used", "01-01 sell facial*3 for 3000 & pay 3000", "", "01-01", ""},
		{"at the limit of its own", "01-01 sell facial*9 for 9000 alert-at 2 & pay 9000; use 7", "01-01",
		 "01-01", "low, left 2 of 9"},
		{"above the limit of its own", "01-01 sell facial*9 for 9000 alert-at 2 & pay 9000; use 6", "01-01",
		 "01-01", ""},
		{"a limit of none is no alert", "01-01 sell facial*9 for 9000 alert-at 0 & pay 9000; use 8", "01-01",
		 "01-01", ""},
		{"a cycle whose plan says so", "01-01 sell facial*4 for 2000 member alert-at 1 & pay 2000; use 3",
		 "01-01", "01-05", "low few_left offer_renewal, left 1 of 4"},
		{"another's cycle has some",
		 "01-01 sell facial*3 for 3000 & pay 3000; use 1; b: sell facial*2 for 2000 member & pay 2000", "01-01",
		 "01-01", "low few_left use_other, about a"},
		{"a day of access is no session",
		 "01-01 sell facial*3 for 3000 & pay 3000; use 1; b: access 30 for 3000 & pay 3000", "01-01", "01-01",
		 "low few_left offer_renewal, about a"},
		{"stored credit and goods are none",
		 "01-01 topup 1000 gives 1000 & pay 1000; b: goods serum for 100 & pay 100", "01-01", "01-01", ""},
		{"since the last use that stands",
		 "01-01 sell facial*9 for 9000 & pay 9000; 01-05 use 4; 01-09 use 1; void 3", "01-05", "01-09",
		 "low, since 01-05, left 5"},
		{"since the latest use, recorded late",
		 "01-01 sell facial*9 for 9000 & pay 9000; 01-09 use 4; 01-05 use 1", "01-05 01-09", "01-09",
		 "low, since 01-09, left 4"},
		{"used before the book: since it was brought in", "01-01 open facial*9 for 9000 paid 9000 used 5", "",
		 "01-09", "low, since 01-01, left 4"},
		{"used by a holder: it runs low, and the rhythm is the owner's own",
		 "01-01 sell facial*3 for 3000 & pay 3000; share friend; 01-09 use 1 as friend",
		 "2025-12-01 2025-12-11 2025-12-21", "01-09",
		 "low few_left offer_renewal, since 01-09, left 2, rhythm 10, seen 12-21"},
		{"not while it is frozen", "01-01 sell facial*3 for 3000 & pay 3000; use 1; 01-02 freeze 01-02 03-01",
		 "01-01", "01-10", ""},
		{"a cycle says so only where its plan does", "01-01 sell facial*2 for 2000 member & pay 2000; use 1",
		 "01-01", "01-05", ""},
	};
	alerts_hold(cases, COUNT(cases), &nothing_said);
}

static void few_left_here_but_some_elsewhere(void **state) {
	(void)state;
	static const struct alert_case cases[] = {
		{"another contract has some",
		 "01-01 sell facial*3 for 3000 & pay 3000; use 1; b: sell facial*9 for 9000 & pay 9000", "01-01",
		 "01-01", "low few_left use_other"},
		{"another has one", "01-01 sell facial*3 for 3000 & pay 3000; use 1; b: sell facial*1 for 900 & pay 900",
		 "01-01", "01-01", "low few_left use_other, about a, due never, lost -1"},
		{"an older one has some",
		 "01-01 sell facial*9 for 9000 & pay 9000; b: sell facial*3 for 3000 & pay 3000; use 1", "01-01",
		 "01-01", "low few_left use_other, about b"},
		{"another had some, and it is over",
		 "01-01 sell facial*3 for 3000 & pay 3000; use 1; b: sell facial*9 for 9000 until 01-31 & pay 9000",
		 "01-01", "02-01", "low few_left offer_renewal"},
		{"another had some, and an open freeze holds it",
		 "01-01 sell facial*3 for 3000 & pay 3000; use 1; b: sell facial*9 for 9000 until 01-31 & pay 9000; "
		 "01-05 freeze 01-05",
		 "01-01", "02-01", "low few_left use_other, about a"},
		{"another has only something else",
		 "01-01 sell facial*3 for 3000 & pay 3000; use 1; b: sell perm*9 for 9000 & pay 9000", "01-01", "01-01",
		 "low few_left offer_renewal, about a, for facials"},
		{"another has one of its two services",
		 "01-01 sell facial*2 perm*2 for 4000 combo & pay 4000; use 1 facial; b: sell facial*9 for 9000 & pay "
		 "9000",
		 "01-01", "01-01", "low few_left offer_renewal, about a, for several, left 3 of 4"},
		{"others have both",
		 "01-01 sell facial*2 perm*2 for 4000 combo & pay 4000; use 1 facial; b: sell facial*9 for 9000 & pay "
		 "9000; c: sell perm*9 for 9000 & pay 9000",
		 "01-01", "01-01", "low few_left use_other, about a"},
		{"a choice of two services", "01-01 sell laser|ipl*3 for 3000 & pay 3000; use 1 ipl", "ipl:01-01",
		 "01-01", "low few_left offer_renewal, for several, left 2 of 3"},
		{"a choice, and another has one of them",
		 "01-01 sell laser|ipl*3 for 3000 & pay 3000; use 1 ipl; b: sell ipl*9 for 9000 & pay 9000",
		 "ipl:01-01", "01-01", "low few_left offer_renewal, about a"},
	};
	alerts_hold(cases, COUNT(cases), &nothing_said);
}

static void none_left(void **state) {
	(void)state;
	static const struct alert_case cases[] = {
		{"used up", "01-01 sell facial*2 for 2000 & pay 2000; 02-01 use 2", "02-01", "02-05",
		 "used_up none_left offer_renewal, since 02-01"},
		{"used up, and something is newer",
		 "01-01 sell facial*2 for 2000 & pay 2000; 02-01 use 2; 02-03 b: sell facial*9 for 9000 & pay 9000",
		 "02-01", "02-05", ""},
		{"used up, and something was sold on the same day after it",
		 "01-01 sell facial*2 for 2000 & pay 2000; b: sell facial*2 for 2000 & pay 2000; 02-01 use 2; a: use 2",
		 "02-01", "02-05", "used_up, about b"},
		{"used up, and what is newer is used up too",
		 "01-01 sell facial*2 for 2000 & pay 2000; 01-02 b: sell facial*2 for 2000 & pay 2000; 02-01 use 2; a: "
		 "use 2",
		 "02-01", "02-05", "used_up, about b"},
		{"used up, and what is newer is used up too, in any order",
		 "01-01 b: sell facial*2 for 2000 & pay 2000; use 2; 01-02 a: sell facial*2 for 2000 & pay 2000; use 2",
		 "01-01 01-02", "01-05", "used_up, about a"},
		{"used up, and only stored credit is newer",
		 "01-01 sell facial*2 for 2000 & pay 2000; 02-01 use 2; 02-03 b: topup 9000 gives 9000 & pay 9000",
		 "02-01", "02-05", "used_up, about a, for facials"},
		{"used up, and a single visit is newer",
		 "01-01 sell facial*2 for 2000 & pay 2000; 02-01 use 2; 02-03 b: charge facial for 1500 & pay 1500",
		 "02-01 02-03", "02-05", "used_up, about a"},
		{"a combo used up, and one of its services is newer",
		 "01-01 sell facial*1 perm*1 for 2000 combo & pay 2000; 02-01 use 1 facial & use 1 perm; 02-03 b: sell "
		 "facial*9 for 9000 & pay 9000",
		 "02-01", "02-05", "used_up none_left offer_renewal, about a, for perms, left 0 of 2, ends never"},
		{"used up, and something of another service is newer",
		 "01-01 sell facial*2 for 2000 & pay 2000; 02-01 use 2; 02-03 b: sell perm*9 for 9000 & pay 9000",
		 "02-01", "02-05", "used_up"},
		{"used up, and an older one has some",
		 "01-01 b: sell facial*9 for 9000 & pay 9000; 01-02 a: sell facial*2 for 2000 & pay 2000; 02-01 use 2",
		 "02-01", "02-05", ""},
		{"a year later", "01-01 sell facial*2 for 2000 & pay 2000; 02-01 use 2", "02-01", "2027-02-01",
		 "used_up"},
		{"and a day", "01-01 sell facial*2 for 2000 & pay 2000; 02-01 use 2", "02-01", "2027-02-02", ""},
		{"given back is not used up", "01-01 sell facial*2 for 2000 & pay 2000; use 1; refund", "01-01",
		 "01-05", ""},
		{"one given back, the others used: used up",
		 "01-01 sell facial*3 for 3000 & pay 3000; refund 1; 02-01 use 2", "02-01", "02-05", "used_up"},
		{"an end it had is none any more", "01-01 sell facial*1 for 1000 until 12-31 & pay 1000; use 1",
		 "01-01", "01-05", "used_up, ends never, out 01-01"},
		{"a cycle used up: the next one is on its way", "01-01 sell facial*2 for 2000 member & pay 2000; use 2",
		 "01-01", "01-05", ""},
		{"sold for later than the day that is asked about", "02-01 sell facial*3 for 3000 & pay 3000; use 1",
		 "", "01-15", ""},
		{"single visits are not told of", "01-01 charge perm for 2000 & pay 2000", "01-01", "01-05", ""},
	};
	alerts_hold(cases, COUNT(cases), &nothing_said);
}

static void when_it_runs_out(void **state) {
	(void)state;
	static const struct alert_case cases[] = {
		{"nothing is known", "01-01 sell facial*3 for 3000 & pay 3000; use 1", "01-01", "01-01",
		 "low, rhythm 0, out never"},
		{"two visits are no rhythm", "01-01 sell facial*3 for 3000 & pay 3000; use 1", "2025-12-20 01-01",
		 "01-01", "low, rhythm 0"},
		{"three are: 10 and 20 days, 15 in the middle", "01-31 sell facial*3 for 3000 & pay 3000; use 1",
		 "01-01 01-11 01-31", "01-31", "low, left 2, rhythm 15, out 03-02"},
		{"the median, not the mean", "03-01 sell facial*3 for 3000 & pay 3000; use 2",
		 "01-01 01-08 01-15 03-01", "03-01", "low, rhythm 7, out 03-08"},
		{"two visits on one day are one", "01-31 sell facial*3 for 3000 & pay 3000; use 2",
		 "01-01 01-11 01-11 01-31", "01-31", "rhythm 15"},
		{"visits after the day are not known yet", "01-31 sell facial*3 for 3000 & pay 3000; use 1",
		 "01-01 01-11 01-31 02-28", "01-31", "low, rhythm 15"},
		{"services one after the other",
		 "01-31 sell facial*3 for 3000 & pay 3000; use 1; b: sell perm*3 for 3000 & pay 3000; use 1",
		 "01-11 01-21 01-31 perm:2025-12-02 perm:01-01 perm:01-31", "01-31",
		 "low, about a, rhythm 10, out 02-20; low, about b, rhythm 30, out 04-01"},
		{"who is late is expected today", "01-21 sell facial*3 for 3000 & pay 3000; use 2", "01-01 01-11 01-21",
		 "02-20", "low, left 1, rhythm 10, out 02-20"},
	};
	alerts_hold(cases, COUNT(cases), &nothing_said);
	static const struct alert_case said[] = {
		{"with fewer the interval", "01-01 sell facial*3 for 3000 & pay 3000; use 1", "01-01", "01-01",
		 "low, rhythm 28, out 02-26"},
		{"with three their own", "01-31 sell facial*3 for 3000 & pay 3000; use 1", "01-01 01-11 01-31", "01-31",
		 "rhythm 15"},
	};
	static const struct setting every_28_days = {
		.intervals = {28, 28, 28, 28}, .suspended_on = DATE_NONE, .ended_on = DATE_NONE};
	alerts_hold(said, COUNT(said), &every_28_days);
	static const struct alert_case by_offer[] = {
		{"each offer says its own",
		 "01-01 sell facial*3 for 3000 & pay 3000; use 1; b: sell facial*3 for 3000 & pay 3000; use 1", "01-01",
		 "01-01", "low, about a, rhythm 28, out 02-26; low, about b, rhythm 14, out 01-29"},
	};
	static const struct setting each_its_own = {
		.intervals = {28, 14}, .suspended_on = DATE_NONE, .ended_on = DATE_NONE};
	alerts_hold(by_offer, COUNT(by_offer), &each_its_own);
}

static void when_a_combo_runs_out(void **state) {
	(void)state;
	static const struct alert_case cases[] = {
		{"of a combo what lasts longest",
		 "01-31 sell facial*2 perm*2 for 4000 combo & pay 4000; use 1 facial; use 1 perm",
		 "01-11 01-21 01-31 perm:2025-12-02 perm:01-01 perm:01-31", "01-31",
		 "low, left 2 of 4, rhythm 30, out 03-02"},
		{"in whatever order its services stand",
		 "01-31 sell perm*2 facial*2 for 4000 combo & pay 4000; use 1 facial; use 1 perm",
		 "01-11 01-21 01-31 perm:2025-12-02 perm:01-01 perm:01-31", "01-31",
		 "low, left 2 of 4, rhythm 30, out 03-02"},
		{"not known where it is not of one", "01-31 sell facial*2 perm*2 for 4000 combo & pay 4000; use 1 facial",
		 "01-11 01-21 01-31", "01-31", "low, left 3 of 4, rhythm 0, out never"},
		{"what is used up has no say", "01-31 sell perm*1 facial*2 for 4000 combo & pay 4000; use 1 perm",
		 "01-11 01-21 01-31", "01-31", "low, left 2 of 3, rhythm 10, out 02-20"},
		{"of a combo used up the latest visit",
		 "01-21 sell perm*1 facial*1 for 4000 combo & pay 4000; use 1 perm; 01-31 use 1 facial",
		 "01-11 01-21 01-31 perm:01-21", "01-31", "used_up, left 0 of 2, rhythm 10, seen 01-31, out 01-31"},
		{"a choice goes by all its services", "01-31 sell laser|ipl*3 for 3000 & pay 3000; use 1 ipl",
		 "laser:01-11 ipl:01-21 ipl:01-31 01-30", "01-31", "low, rhythm 10, out 02-20"},
		{"nor while a single session is left", "01-31 sell perm*1 facial*1 for 4000 combo & pay 4000; use 1 perm",
		 "01-11 01-21 01-31", "01-31", "low, left 1 of 2, rhythm 10, out 02-10"},
		{"one service on two lines: one after the other",
		 "01-31 sell facial*2 facial*2 for 4000 combo & pay 4000; use 1 facial", "01-11 01-21 01-31", "01-31",
		 "low, left 3 of 4, rhythm 10, out 03-02"},
		{"with another between them",
		 "01-31 sell facial*2 perm*1 facial*3 for 6000 combo & pay 6000; use 1 facial",
		 "01-11 01-21 01-31 perm:2025-12-02 perm:01-01 perm:01-31", "01-31",
		 "low, left 5 of 6, rhythm 10, out 03-12"},
		{"the first line used up", "01-31 sell facial*1 facial*3 for 4000 combo & pay 4000; use 1 facial",
		 "01-11 01-21 01-31", "01-31", "low, left 3 of 4, rhythm 10, out 03-02"},
		{"a choice and one of its services stand each for itself",
		 "01-31 sell facial*2 facial|perm*3 for 5000 combo & pay 5000; use 1 facial", "01-11 01-21 01-31",
		 "01-31", "low, left 4 of 5, rhythm 10, out 03-02"},
		{"both last as long: the first one's rhythm",
		 "01-31 sell facial*4 perm*2 for 4000 combo & pay 4000; use 1 facial; use 1 perm",
		 "01-11 01-21 01-31 perm:2025-12-02 perm:01-01 perm:01-31", "01-31",
		 "low, left 4 of 6, rhythm 10, out 03-02"},
	};
	alerts_hold(cases, COUNT(cases), &nothing_said);
}

static void what_ends(void **state) {
	(void)state;
	static const struct alert_case cases[] = {
		{"31 days before", "01-01 sell facial*9 for 9000 until 03-31 & pay 9000", "", "02-28", ""},
		{"30 days before", "01-01 sell facial*9 for 9000 until 03-31 & pay 9000", "", "03-01",
		 "expiring ends_soon book_visits, since 03-01, left 9 of 9, lost -1, ends 03-31"},
		{"its last day", "01-01 sell facial*9 for 9000 until 03-31 & pay 9000", "02-28", "03-31", "expiring"},
		{"over", "01-01 sell facial*9 for 9000 until 03-31 & pay 9000", "02-28", "04-01", ""},
		{"never, whenever it was sold", "1969-12-31 sell facial*9 for 9000 & pay 9000", "", "1970-01-20", ""},
		{"none left", "01-01 sell facial*1 for 9000 until 03-31 & pay 9000; use 1", "01-01", "03-20", "used_up"},
		{"an open freeze holds it", "01-01 sell facial*9 for 9000 until 03-31 & pay 9000; 03-01 freeze 03-01",
		 "03-01", "03-20", ""},
		{"too slow: every 30 days, 9 left, 200 days", "01-31 sell facial*9 for 9000 until 08-19 & pay 9000",
		 "2025-12-02 01-01 01-31", "01-31", "expiring too_slow extend_or_share, lost 3, out 10-28"},
		{"just in time", "01-31 sell facial*6 for 9000 until 07-30 & pay 9000", "2025-12-02 01-01 01-31",
		 "01-31", ""},
		{"a day too late", "01-31 sell facial*6 for 9000 until 07-29 & pay 9000", "2025-12-02 01-01 01-31",
		 "01-31", "expiring too_slow, lost 1"},
		{"too slow, since it was sold", "01-31 sell facial*9 for 9000 until 08-19 & pay 9000",
		 "2025-11-02 2025-12-02 01-01", "01-31", "expiring too_slow extend_or_share, since 01-31, seen 01-01"},
		{"too slow, since the last visit", "01-01 sell facial*9 for 9000 until 08-19 & pay 9000",
		 "2025-12-02 01-01 01-31", "01-31", "expiring too_slow, since 01-31, lost 3"},
		{"soon, since it was sold", "03-20 sell facial*9 for 9000 until 03-31 & pay 9000", "", "03-20",
		 "expiring ends_soon, since 03-20"},
		{"soon, and all can be used", "03-01 sell facial*2 for 9000 until 03-31 & pay 9000",
		 "02-09 02-19 03-01", "03-05", "expiring ends_soon book_visits, lost 0, rhythm 10, out 03-21"},
		{"soon, and not all can be used", "03-01 sell facial*9 for 9000 until 03-31 & pay 9000",
		 "02-09 02-19 03-01", "03-05", "expiring ends_soon extend_or_share, lost 6"},
		{"too slow for one of two services", "01-31 sell facial*2 perm*9 for 9000 until 08-19 combo & pay 9000",
		 "01-11 01-21 01-31 perm:2025-12-02 perm:01-01 perm:01-31", "01-31",
		 "expiring too_slow, lost 3, rhythm 30, out 10-28"},
		{"too slow for one service on two lines",
		 "01-31 sell facial*6 facial*3 for 9000 until 08-19 combo & pay 9000", "2025-12-02 01-01 01-31",
		 "01-31", "expiring too_slow, lost 3, rhythm 30, out 10-28"},
		{"too slow for both", "01-31 sell facial*9 perm*9 for 9000 until 08-19 combo & pay 9000",
		 "2025-12-02 01-01 01-31 perm:2025-12-02 perm:01-01 perm:01-31", "01-31", "expiring too_slow, lost 6"},
		{"of one of two services nothing is known",
		 "01-31 sell facial*9 perm*9 for 9000 until 08-19 combo & pay 9000", "2025-12-02 01-01 01-31", "01-31",
		 ""},
		{"nor of a single session", "01-31 sell facial*9 perm*1 for 9000 until 08-19 combo & pay 9000",
		 "2025-12-02 01-01 01-31", "01-31", ""},
		{"a visit a day", "01-29 sell facial*9 for 9000 until 02-05 & pay 9000", "01-29 01-30 01-31", "01-31",
		 "expiring ends_soon extend_or_share, lost 4, rhythm 1"},
		{"of a service used up nothing need be known",
		 "01-31 sell perm*1 facial*9 for 9000 until 08-19 combo & pay 9000; use 1 perm",
		 "2025-12-02 01-01 01-31", "01-31", "expiring too_slow, lost 3"},
	};
	alerts_hold(cases, COUNT(cases), &nothing_said);
}

static void what_ends_for_who_never_came(void **state) {
	(void)state;
	static const struct setting every_28_days = {
		.intervals = {28, 28, 28, 28}, .suspended_on = DATE_NONE, .ended_on = DATE_NONE};
	static const struct alert_case cases[] = {
		{"too slow as said: since it was sold", "01-01 sell facial*9 for 9000 until 07-31 & pay 9000", "",
		 "01-11", "expiring too_slow extend_or_share, since 01-01, lost 1, rhythm 28, seen never, out 08-23"},
		{"in time as said", "01-01 sell facial*9 for 9000 until 08-23 & pay 9000", "", "01-11", ""},
	};
	alerts_hold(cases, COUNT(cases), &every_28_days);
}

static void cycles_and_credit_that_end(void **state) {
	(void)state;
	static const struct alert_case cases[] = {
		{"a cycle too slow to be used up: it was paid for the cycle",
		 "01-01 sell facial*9 for 2000 until 01-31 member & pay 2000", "2025-12-12 2025-12-22 01-01", "01-20",
		 ""},
		{"a year's cycle as any other", "01-01 sell facial*2 for 2000 until 12-31 member & pay 2000", "11-20",
		 "11-30", ""},
		{"a year's cycle, 30 days before", "01-01 sell facial*2 for 2000 until 12-31 member & pay 2000",
		 "11-20", "12-01", "expiring ends_soon, since 12-01"},
		{"a cycle of four weeks, before its last", "01-01 sell facial*2 for 2000 until 01-28 member & pay 2000",
		 "", "01-20", ""},
		{"a cycle a day shorter, before its last week",
		 "01-01 sell facial*2 for 2000 until 01-27 member & pay 2000", "", "01-20", ""},
		{"a cycle of four weeks, its last", "01-01 sell facial*2 for 2000 until 01-28 member & pay 2000", "",
		 "01-21", "expiring ends_soon, since 01-21"},
		{"a month's cycle, first days", "01-01 sell facial*2 for 2000 until 01-31 member & pay 2000", "",
		 "01-20", ""},
		{"a month's cycle, last week", "01-01 sell facial*2 for 2000 until 01-31 member & pay 2000", "",
		 "01-24", "expiring ends_soon"},
		{"stored credit, 31 days before", "01-01 topup 10000 gives 11000 until 03-31 & pay 10000", "03-01",
		 "02-28", ""},
		{"stored credit that is spent",
		 "01-01 topup 100 gives 100 until 03-31 & pay 100; b: charge perm for 100; a: spend 100 on b", "01-01",
		 "03-20", ""},
		{"what is left of stored credit",
		 "01-01 topup 100 gives 110 until 03-31 & pay 100; b: charge perm for 60; a: spend 60 on b", "01-01",
		 "03-01", "expiring ends_soon use_credit, about a, since 03-01, left 0 of 0, owed 50, ends 03-31"},
		{"stored credit", "01-01 topup 10000 gives 11000 until 03-31 & pay 10000", "03-01", "03-20",
		 "expiring ends_soon use_credit, owed 11000"},
	};
	alerts_hold(cases, COUNT(cases), &nothing_said);
}

static void who_stays_away(void **state) {
	(void)state;
	static const struct alert_case cases[] = {
		{"60 days after the sale", "01-01 sell facial*9 for 9000 & pay 9000", "", "03-02", ""},
		{"a day later", "01-01 sell facial*9 for 9000 & pay 9000", "", "03-03",
		 "dormant not_seen invite, since 03-03, left 9, rhythm 0"},
		{"since the last visit", "01-01 sell facial*9 for 9000 & pay 9000", "02-01", "04-02", ""},
		{"since the last visit, and a day", "01-01 sell facial*9 for 9000 & pay 9000", "02-01", "04-03",
		 "dormant"},
		{"twice a slow rhythm", "01-01 sell facial*9 for 9000 & pay 9000", "2025-10-03 2025-11-17 01-01",
		 "04-01", ""},
		{"and a day more than that", "01-01 sell facial*9 for 9000 & pay 9000", "2025-10-03 2025-11-17 01-01",
		 "04-02", "dormant, rhythm 45"},
		{"nothing left", "01-01 sell facial*1 for 9000 & pay 9000; use 1", "01-01", "06-01", "used_up"},
		{"frozen", "01-01 sell facial*9 for 9000 & pay 9000; freeze 01-01", "01-01", "06-01", ""},
		{"over", "01-01 sell facial*9 for 9000 until 01-31 & pay 9000", "01-01", "06-01", ""},
		{"sixty days are longer than twice a rhythm of 28", "01-01 sell facial*9 for 9000 & pay 9000",
		 "2025-11-06 2025-12-04 01-01", "03-01", ""},
		{"since it was bought, though the last visit is longer ago", "01-01 sell facial*9 for 9000 & pay 9000",
		 "2025-12-15", "03-02", ""},
		{"since a cycle began says nothing", "02-01 sell facial*9 for 9000 member & pay 9000", "01-01", "03-03",
		 "dormant, since 03-03, left 9 of 9"},
		{"a cycle of who never came: since it began", "01-01 sell facial*9 for 9000 member & pay 9000", "",
		 "03-03", "dormant, since 03-03"},
		{"bought again since",
		 "01-01 sell facial*9 for 9000 & pay 9000; 02-01 b: sell perm*2 for 900 & pay 900", "", "04-02", ""},
		{"bought again since, and a day",
		 "01-01 sell facial*9 for 9000 & pay 9000; 02-01 b: sell perm*2 for 900 & pay 900", "", "04-03",
		 "dormant, about a, left 11 of 9, since 04-03"},
		{"any visit is a visit", "01-01 sell facial*9 for 9000 & pay 9000", "perm:02-01", "03-03", ""},
		{"of those that end together the older one",
		 "01-01 sell facial*9 for 9000 & pay 9000; b: sell perm*2 for 900 & pay 900", "", "06-01",
		 "dormant, about a, left 11"},
		{"about what ends first",
		 "01-01 sell facial*9 for 9000 until 12-31 & pay 9000; b: sell perm*2 for 900 until 11-30 & pay 900; "
		 "c: "
		 "sell perm*2 for 900 until 12-30 & pay 900",
		 "", "06-01", "dormant, about b, left 13 of 2, ends 11-30"},
		{"one of two frozen: about the other",
		 "01-01 sell facial*9 for 9000 & pay 9000; freeze 01-01; b: sell perm*2 for 900 & pay 900", "", "06-01",
		 "dormant, about b, for perms, left 2"},
		{"one alert for all",
		 "01-01 sell facial*9 for 9000 & pay 9000; b: sell perm*2 for 9000 until 12-31 & pay 9000", "01-01",
		 "06-01", "dormant, left 11, ends 12-31"},
	};
	alerts_hold(cases, COUNT(cases), &nothing_said);
}

static void the_most_urgent_first(void **state) {
	(void)state;
	static const struct alert_case cases[] = {
		{"all at once", "01-01 sell facial*5 for 5000 until 06-30 & pay 1000; use 1", "01-01", "06-10",
		 "overdue; expiring; low; dormant"},
		{"the more urgent first, each kind in the order of the contracts",
		 "01-01 sell facial*9 for 9000 & pay 9000; use 5; b: sell perm*9 for 9000 & pay 9000; use 5; c: sell "
		 "laser*9 for "
		 "9000; d: sell ipl*9 for 9000",
		 "02-01", "02-01", "overdue, about c; overdue, about d; low, about a; low, about b"},
		{"of two the second", "01-01 sell facial*9 for 9000 & pay 9000; use 5; b: sell perm*9 for 9000",
		 "02-01", "02-01", "overdue, about b; low, about a"},
		{"nobody, nothing", "01-01 charge perm for 0", "", "06-10", ""},
	};
	alerts_hold(cases, COUNT(cases), &nothing_said);
}

/* Nothing stands before the first alert: the sanitizer watches. */
static void what_comes_first_is_put_first(void **state) {
	(void)state;
	static const struct alert_case one = {
		"two", "01-01 sell facial*9 for 9000 & pay 9000; use 5; b: sell perm*9 for 9000", "02-01", "02-01", ""};
	struct world *world = world_create();
	struct alert *own = malloc(2 * sizeof *own);
	struct alert_list alerts = {own, 0, 2};
	assert_non_null(own);
	alerts_of(world->arena, watch_on(world, &one, &nothing_said), &alerts);
	assert_int_equal(alerts.count, 2);
	assert_int_equal(own[0].kind, ALERT_OVERDUE);
	assert_int_equal(own[1].kind, ALERT_LOW);
	free(own);
	world_destroy(world);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(few_left),
		cmocka_unit_test(few_left_here_but_some_elsewhere),
		cmocka_unit_test(none_left),
		cmocka_unit_test(when_it_runs_out),
		cmocka_unit_test(when_a_combo_runs_out),
		cmocka_unit_test(what_ends),
		cmocka_unit_test(what_ends_for_who_never_came),
		cmocka_unit_test(cycles_and_credit_that_end),
		cmocka_unit_test(who_stays_away),
		cmocka_unit_test(the_most_urgent_first),
		cmocka_unit_test(what_comes_first_is_put_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
