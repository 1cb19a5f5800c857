/* How long a contract is good (rulebook §§3.4, 6.2, 6.3, 14.3, 14.27, 14.41, 14.45): expiry, extension, freezes. */
#include "build.h"

static void validity_counts_from_the_sale_or_the_first_use(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"months from the first use: not yet", "05-01 sell facial*2 for 2000 months 3 first-use", "ends never"},
		{"none never ends", "05-01 sell facial*2 for 2000", "ends never"},
		{"months keep the day", "2026-01-31 sell facial*2 for 2000 months 1", "ends 02-28"},
		{"in a leap year", "2028-01-31 sell facial*2 for 2000 months 1", "ends 2028-02-29"},
		{"a year", "05-02 sell facial*2 for 2000 months 12", "ends 2027-05-02"},
		{"days", "05-01 sell facial*2 for 2000 days 30", "ends 05-31"},
		{"that whole day is still good",
		 "05-01 sell facial*2 for 2000 days 30; 05-31 use 1; expired: 06-01 use 1", "used 1"},
		{"a day set outright", "05-01 sell facial*2 for 2000 until 05-09; expired: 05-10 use 1", "ends 05-09"},
		{"an opening counts from its own day",
		 "05-01 open facial*4 for 4000 paid 4000 used 1 months 6 from 02-01", "ends 08-01"},
		{"from the first use: not yet", "05-01 sell facial*2 for 2000 days 30 first-use",
		 "ends never first never"},
		{"from the first use", "05-01 sell facial*2 for 2000 days 30 first-use; 06-15 use 1",
		 "ends 07-15 first 06-15"},
		{"the earliest, recorded late",
		 "05-01 sell facial*3 for 3000 days 30 first-use; 06-15 use 1; 06-10 use 1", "ends 07-10"},
		{"so late that a use would lie behind the end",
		 "05-01 sell facial*3 for 3000 days 30 first-use; 06-15 use 1; 07-15 use 1; built_upon: 06-14 use 1",
		 "ends 07-15 first 06-15 used 2"},
		{"that use in the first slot",
		 "05-01 sell facial*3 for 3000 days 30 first-use; 06-15 use 1; 07-10 use 1; void 2; 08-05 use 1; "
		 "built_upon: 07-05 use 1",
		 "ends 08-09 first 07-10 used 2"},
		{"that use on the very last day",
		 "05-01 sell facial*3 for 3000 days 30 first-use; 06-15 use 1; 07-14 use 1; 06-14 use 1",
		 "ends 07-14 used 3"},
		{"that use voided",
		 "05-01 sell facial*3 for 3000 days 30 first-use; 06-15 use 1; 07-15 use 1; void 3; 06-14 use 1",
		 "ends 07-14 used 2"},
		{"extended first",
		 "05-01 sell facial*3 for 3000 days 30 first-use; 06-15 use 1; 07-15 use 1; extend 08-01; 06-14 use 1",
		 "ends 08-01 used 3"},
		{"returned, it no longer counts",
		 "05-01 sell facial*3 for 3000 days 30 first-use; 06-10 use 1 ; 06-15 use 1; 06-16 return 2; 06-20 use "
		 "1",
		 "ends 07-20 first 06-20"},
		{"voided neither", "05-01 sell facial*3 for 3000 days 30 first-use; 06-10 use 1; void 2", "ends never"},
		{"used before the book is no use here",
		 "05-01 open facial*3 for 3000 used 1 days 30 first-use from 04-20; 05-03 use 1",
		 "ends 06-02 first 05-03"},
		{"never past the last day there is", "9999-12-01 sell facial*2 for 2000 months 12", "ends 9999-12-31"},
	};
	stories_hold(stories, COUNT(stories));
}

static void expiry_takes_what_is_free(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"half paid, 1 of 10 used",
		 "05-01 sell facial*10 for 10000 days 30 & pay 5000 & use 1 by amy; 05-31 expire",
		 "breakage 4000 amy@05-31 500 amy 1000 due 0 status expired expired 9 income:breakage -4000"},
		{"2,000 paid, 4 used", "05-01 sell facial*10 for 10000 days 30 & pay 2000 & use 4 by amy; 05-31 expire",
		 "breakage 0 due 2000 status owing amy 2000 expired 6"},
		{"paid in full", "05-01 sell facial*10 for 10000 & pay 10000 & use 1; 05-31 expire",
		 "breakage 9000 C 1000 S 1000"},
		{"stored credit", "05-01 topup 10000 gives 11000 & pay 10000; 05-31 expire",
		 "breakage 10000 credit 0 S 0 status expired"},
		{"stored credit, part paid and part spent",
		 "05-01 topup 10000 gives 11000 & pay 5000; b: charge perm for 1100; a: spend 1100 on b; 05-31 expire",
		 "a: breakage 4000 credit 0 S 0 C 0 spent 1100 due 0 status expired"},
		{"the banked above a cap, from the highest down",
		 "05-01 sell facial*4 for 4000 member & pay 4000; use 1; 06-01 expire-some 0 2",
		 "stands ufxx breakage 2000 left 1 status active"},
		{"all that is banked is above the cap",
		 "05-01 sell facial*2 for 2000 member & pay 2000; 06-01 expire-some 0 2; expired: use 1; expired: "
		 "refund",
		 "status expired"},
		{"what was written off is recovered",
		 "05-01 sell facial*2 for 2000; use 1; write-off 1000; return 1; expire", "W 0 q.recovered 1000"},
		{"once owing is paid it has expired",
		 "05-01 sell facial*10 for 10000 & pay 2000 & use 4; 05-31 expire; 06-09 pay 2000", "status expired"},
	};
	stories_hold(stories, COUNT(stories));
}

static void extending_moves_the_end_and_revives(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"later", "05-01 sell facial*2 for 2000 days 30; 05-20 extend 06-30", "ends 06-30 left 2"},
		{"not to the same day, nor earlier",
		 "05-01 sell facial*2 for 2000 days 30; invalid: extend 05-31; invalid: extend 05-20; extend 06-01",
		 "ends 06-01"},
		{"not without an end", "05-01 sell facial*2 for 2000; invalid: extend 06-30", "ends never"},
		{"not to a day gone by",
		 "05-01 sell facial*2 for 2000 days 10; 05-11 expire; invalid: 05-30 extend 05-29; 05-30 extend 05-30",
		 "ends 05-30 left 2"},
		{"twice", "05-01 sell facial*2 for 2000 days 30; extend 06-30; extend 07-31; invalid: extend 07-31",
		 "ends 07-31"},
		{"revived, with what was breakage",
		 "05-01 sell facial*10 for 10000 days 30 & pay 5000 & use 1 by amy; 05-31 expire; 06-15 extend 07-31",
		 "left 9 expired 0 S 10000 C 5000 due 5000 breakage 0 breakage@06-15 -4000 amy@06-15 -500 amy 500 "
		 "status active ends 07-31"},
		{"on the last day it can be", "05-01 sell facial*2 for 2000 days 30; 05-31 expire; 06-30 extend 07-31",
		 "left 2"},
		{"taken back and extended on that very day",
		 "05-01 sell facial*2 for 2000 days 30 & use 1; 05-31 expire; return 1; extend 06-30", "left 2"},
		{"on the very day it expired", "05-01 sell facial*2 for 2000 days 30; 05-31 expire; extend 06-30",
		 "left 2"},
		{"stored credit extended again, nothing expired since",
		 "05-01 topup 100 gives 110 days 30 & pay 100; 05-31 expire; 06-15 extend 07-31; 08-05 extend 08-31",
		 "credit 110 S 100 C 100"},
		{"a day late", "05-01 sell facial*2 for 2000 days 30; 05-31 expire; expired: 07-01 extend 07-31; 07-01 extend 07-31 within 31",
		 "left 2"},
		{"revived twice",
		 "05-01 sell facial*2 for 2000 days 30 & pay 2000; 05-31 expire; 06-01 extend 06-10; 06-10 expire; "
		 "06-11 extend 06-20",
		 "left 2 breakage 0 C 2000"},
		{"with what was recovered",
		 "05-01 sell facial*2 for 2000 days 30; use 1; write-off 1000; return 1; 05-31 expire; 06-01 extend "
		 "06-30",
		 "W 1000 S 2000 due 1000 written_off 1000"},
		{"a session taken back after the end, and extended that day: all comes back",
		 "05-01 sell facial*4 for 4000 days 30 & pay 4000 & use 2; 05-31 expire; 06-05 return 1; 06-05 extend "
		 "06-30",
		 "stands ufff breakage 0"},
		{"extended too long after: what expired stays so",
		 "05-01 sell facial*4 for 4000 days 30 & pay 4000 & use 2; 05-31 expire; 07-05 return 1; extend 07-31",
		 "stands ufxx breakage 2000"},
		{"a day before its end nothing comes back",
		 "05-01 sell facial*4 for 4000 member days 30 & pay 4000; expire-some 0 2; 05-31 extend 06-30",
		 "stands ffxx"},
	};
	stories_hold(stories, COUNT(stories));
}

static void what_did_not_expire_is_not_revived(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"not before the latest entry",
		 "05-01 sell facial*2 for 2000 days 30; 05-20 pay 10; built_upon: 05-19 extend 06-30; 05-20 extend "
		 "06-30",
		 "ends 06-30"},
		{"expired, taken back, given back: it was ended",
		 "05-01 sell facial*4 for 4000 days 30 & pay 4000 & use 1; 05-31 expire; return 1; refund; closed: "
		 "06-05 extend 06-30",
		 "left 0"},
		{"expired, taken back, exchanged: the same",
		 "05-01 sell facial*4 for 4000 days 30 & pay 4000 & use 1; 05-31 expire; return 1; exchange; closed: "
		 "06-05 extend 06-30",
		 "left 0"},
		{"expired, taken back, given away: the same",
		 "05-01 sell facial*4 for 4000 days 30 & pay 4000 & use 1; 05-31 expire; return 1; give 1; closed: "
		 "06-05 extend 06-30",
		 "left 0"},
		{"expired, taken back, used again: what expired comes back",
		 "05-01 sell facial*4 for 4000 days 30 & pay 4000 & use 1; 05-31 expire; return 1; use 1; 06-05 extend "
		 "06-30",
		 "stands ufff"},
		{"expired, taken back, capped: only what expired comes back",
		 "05-01 sell facial*4 for 4000 days 30 & pay 4000 & use 1; 05-31 expire; return 1; expire-some 0 1; "
		 "06-05 extend 06-30",
		 "stands xfff"},
		{"all capped, nothing to revive",
		 "05-01 sell facial*2 for 2000 days 30; expire-some 0 2; closed: 06-05 extend 06-30", "left 0"},
		{"used up, nothing to revive", "05-01 sell facial*2 for 2000 days 30; use 2; closed: extend 06-30",
		 "left 0"},
		{"ended, nothing to revive", "05-01 sell facial*2 for 2000 days 30; refund; closed: extend 06-30",
		 "left 0"},
		{"a voided expiry is no expiry",
		 "05-01 sell facial*2 for 2000 days 30 & pay 2000; 05-31 expire; void 2; extend 06-30",
		 "left 2 breakage 0 C 2000"},
		{"stored credit", "05-01 topup 10000 gives 11000 days 30 & pay 10000; 05-31 expire; 06-15 extend 07-31",
		 "credit 11000 S 10000 C 10000 breakage 0 status active"},
		{"stored credit, some of it spent, part paid",
		 "05-01 topup 10000 gives 11000 days 30 & pay 5000; b: charge perm for 1100; a: spend 1100 on b; 05-31 "
		 "expire; 06-15 extend 07-31",
		 "a: credit 9900 S 9000 C 4000 due 5000"},
		{"stored credit, twice",
		 "05-01 topup 1000 gives 1100 days 30 & pay 1000; 05-31 expire; 06-15 extend 07-31; 07-31 expire; "
		 "08-01 extend 08-31",
		 "credit 1100 S 1000 C 1000 breakage 0"},
		{"not before what came after",
		 "05-01 sell facial*2 for 2000 days 10 & pay 1000; 05-11 expire; 05-12 extend 06-30; 05-14 pay 1000",
		 "left 2 due 0"},
	};
	stories_hold(stories, COUNT(stories));
}

static void freezes_move_the_end(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"30 days", "2026-01-01 sell facial*2 for 2000 until 03-31; 01-10 freeze 01-10 02-09",
		 "ends 04-30 status frozen"},
		{"not on the day it ends",
		 "2026-01-01 sell facial*2 for 2000; 01-10 freeze 01-10 02-09; frozen: 02-08 use 1; 02-09 use 1",
		 "used 1 status active"},
		{"not before it begins",
		 "2026-01-01 sell facial*2 for 2000; freeze 01-10 02-09; 01-09 use 1; frozen: 01-10 use 1",
		 "used 1 status frozen"},
		{"open: nothing moves until it ends",
		 "2026-01-01 sell facial*2 for 2000 until 03-31; 01-10 freeze 01-10", "ends 03-31 status frozen"},
		{"open, ended", "2026-01-01 sell facial*2 for 2000 until 03-31; 01-10 freeze 01-10; 02-09 unfreeze",
		 "ends 04-30 status active"},
		{"open, past its end",
		 "2026-01-01 sell facial*2 for 2000 until 03-31; 01-10 freeze 01-10; frozen: 04-15 use 1; 05-10 "
		 "unfreeze; use 1",
		 "ends 07-29 used 1"},
		{"ended sooner, the difference comes back",
		 "2026-01-01 sell facial*2 for 2000 until 03-31; 01-10 freeze 01-10 02-09; 01-20 unfreeze", "ends 04-10"},
		{"ended before it began: no day was frozen",
		 "2026-01-01 sell facial*2 for 2000 until 03-31; freeze 01-10 02-09; 01-05 unfreeze; 01-15 use 1",
		 "ends 03-31 used 1"},
		{"open, ended before it began",
		 "2026-01-01 sell facial*2 for 2000 until 03-31; freeze 01-10; 01-05 unfreeze",
		 "ends 03-31 status active"},
		{"on the day it begins",
		 "2026-01-01 sell facial*2 for 2000 until 03-31; 01-10 freeze 01-10 02-09; 01-10 unfreeze; use 1",
		 "ends 03-31 used 1"},
		{"what is not frozen",
		 "2026-01-01 sell facial*2 for 2000; invalid: unfreeze; freeze 01-10 01-20; invalid: 01-20 unfreeze; "
		 "invalid: 01-21 unfreeze",
		 "left 2"},
		{"not twice",
		 "2026-01-01 sell facial*2 for 2000; freeze 01-10 01-20; 01-15 unfreeze; invalid: unfreeze", "left 2"},
		{"ended before it began, not twice",
		 "2026-01-01 sell facial*2 for 2000; freeze 01-10 01-20; 01-05 unfreeze; invalid: unfreeze", "left 2"},
		{"not ended before the latest entry",
		 "2026-01-01 sell facial*2 for 2000; freeze 01-02 01-20; 01-10 pay 10; built_upon: 01-05 unfreeze; "
		 "01-10 unfreeze",
		 "left 2"},
	};
	stories_hold(stories, COUNT(stories));
}

static void frozen_days_are_one_stretch(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"one freeze", "2026-01-01 sell facial*2 for 2000; freeze 01-10 01-20",
		 "frozen@01-09 no frozen@01-10 01-10..01-20 frozen@01-19 01-10..01-20 frozen@01-20 no"},
		{"open", "2026-01-01 sell facial*2 for 2000; 01-10 freeze 01-10", "frozen 01-10..never"},
		{"open, ended", "2026-01-01 sell facial*2 for 2000; 01-10 freeze 01-10; 02-09 unfreeze",
		 "frozen@02-08 01-10..never frozen@02-09 no"},
		{"one after the other, however they were recorded",
		 "2026-01-01 sell facial*2 for 2000; freeze 01-10 01-20; freeze 01-25; freeze 01-20 01-25; "
		 "freeze 01-05 01-10",
		 "frozen@01-05 01-05..never frozen@01-22 01-05..never frozen@01-04 no"},
		{"a day between", "2026-01-01 sell facial*2 for 2000; freeze 01-10 01-20; freeze 01-21",
		 "frozen@01-15 01-10..01-20 frozen@01-20 no frozen@01-21 01-21..never"},
		{"ended before it began",
		 "2026-01-01 sell facial*2 for 2000; freeze 01-10 01-20; 01-05 unfreeze; freeze 01-08 01-10",
		 "frozen@01-09 01-08..01-10 frozen@01-10 no"},
	};
	stories_hold(stories, COUNT(stories));
}

static void freezes_do_not_overlap(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"freezes do not overlap",
		 "2026-01-01 sell facial*2 for 2000; freeze 01-10 01-20; frozen: freeze 01-19 01-25; frozen: freeze "
		 "01-05 01-11; frozen: freeze 01-12 01-13;"
		 "frozen: freeze 01-01; freeze 01-20 01-25; freeze 01-05 01-10; freeze 01-25",
		 "left 2"},
		{"but where one ended sooner",
		 "2026-01-01 sell facial*2 for 2000; freeze 01-10 01-20; 01-15 unfreeze; freeze 01-15 01-18",
		 "status frozen"},
		{"nor an open one",
		 "2026-01-01 sell facial*2 for 2000; freeze 01-10; frozen: freeze 02-10 02-12; freeze 01-02 01-10",
		 "left 2"},
		{"nor over one that no day was of",
		 "2026-01-01 sell facial*2 for 2000; freeze 01-10 01-20; 01-05 unfreeze; freeze 01-08 01-12", "left 2"},
		{"after its end",
		 "2026-01-01 sell facial*2 for 2000 until 03-31; expired: freeze 04-01 04-10; freeze 03-31 04-10",
		 "ends 04-10"},
		{"of what is used up",
		 "2026-01-01 sell facial*1 for 2000; use 1; no_sessions: freeze 01-02; invalid: unfreeze", "left 0"},
		{"of what ended",
		 "2026-01-01 sell facial*1 for 2000; freeze 01-01; refund; closed: freeze 01-02; closed: unfreeze",
		 "left 0"},
		{"two freezes add up",
		 "2026-01-01 sell facial*2 for 2000 until 03-31; freeze 01-10 01-20; freeze 02-10 02-15", "ends 04-15"},
		{"before an extension they are in it",
		 "2026-01-01 sell facial*2 for 2000 until 03-31; freeze 01-10 01-20; extend 05-01", "ends 05-01"},
		{"after an extension they move it",
		 "2026-01-01 sell facial*2 for 2000 until 03-31; extend 05-01; freeze 01-10 01-20", "ends 05-11"},
		{"ended sooner after an extension",
		 "2026-01-01 sell facial*2 for 2000 until 03-31; freeze 01-10 01-20; extend 05-01; 01-15 unfreeze",
		 "ends 04-26"},
		{"voided", "2026-01-01 sell facial*2 for 2000 until 03-31; 01-10 freeze 01-10 02-09; void 2; use 1",
		 "ends 03-31 used 1"},
		{"voided later: not before it was recorded, not before it began, not after its end",
		 "2026-01-01 sell facial*6 for 6000; 01-10 freeze 01-12 01-15; 01-20 void-later 2; 01-09 use 1; 01-11 "
		 "use 1; frozen: 01-12 use 1;"
		 "frozen: 01-14 use 1; 01-15 use 1; 01-20 use 1",
		 "used 4"},
		{"an open one voided later",
		 "2026-01-01 sell facial*6 for 6000; 01-10 freeze 01-12; 01-20 void-later 2; frozen: 01-19 use 1; "
		 "01-20 use 1",
		 "used 1"},
		{"voided later, from then on",
		 "2026-01-01 sell facial*2 for 2000 until 03-31; 01-10 freeze 01-10 02-09; 01-20 void-later 2; frozen: "
		 "01-19 use 1; 01-20 use 1",
		 "ends 03-31 ends@01-15 04-30 used 1"},
		{"without an end there is nothing to move", "2026-01-01 sell facial*2 for 2000; freeze 01-10 02-09",
		 "ends never"},
	};
	stories_hold(stories, COUNT(stories));
}

/* Of several freezes an unfreeze ends the one that is on, or else the next (§§6.3, 14.27). */
static void an_unfreeze_ends_the_freeze_that_is_on(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"the one that is on, though another was recorded after it",
		 "2026-01-01 sell facial*2 for 2000 until 06-30; freeze 03-01 03-11; freeze 02-01 02-05; 03-06 "
		 "unfreeze; use 1",
		 "ends 07-09 used 1"},
		{"else the next", "2026-01-01 sell facial*2 for 2000 until 06-30; freeze 03-01 03-11; freeze 02-01 02-05; 01-15 unfreeze",
		 "ends 07-10"},
		{"the next, though another was recorded before it",
		 "2026-01-01 sell facial*2 for 2000 until 06-30; freeze 02-01 02-05; freeze 03-01 03-11; 01-15 "
		 "unfreeze",
		 "ends 07-10"},
		{"an open one that begins after its end does not hold it",
		 "05-01 sell facial*2 for 2000 until 05-31; 05-02 freeze 05-02 05-20; freeze 06-10; 05-03 unfreeze; "
		 "expired: 06-11 use 1; 06-01 use 1",
		 "ends 06-01 used 1"},
		{"an open one recorded after another",
		 "2026-01-01 sell facial*2 for 2000 until 03-31; freeze 02-01 02-05; freeze 03-01; frozen: 05-01 use "
		 "1; 05-10 unfreeze; use 1",
		 "used 1"},
		{"on the last day it does",
		 "05-01 sell facial*2 for 2000 until 05-31; freeze 05-31; frozen: 06-11 use 1; 06-12 unfreeze; use 1",
		 "ends 06-12 used 1"},
		{"then the one after it",
		 "2026-01-01 sell facial*2 for 2000 until 06-30; freeze 03-01 03-11; freeze 02-01 02-05; 01-15 "
		 "unfreeze; unfreeze; invalid: unfreeze",
		 "ends 06-30"},
		{"an open one keeps it from expiring, though another was recorded after it",
		 "2026-01-01 sell facial*2 for 2000 until 03-31; freeze 03-01; freeze 02-01 02-05; frozen: 05-01 use "
		 "1; 05-10 unfreeze; use 1",
		 "ends 06-13 used 1"},
		{"one ended is not ended again by the next",
		 "2026-01-01 sell facial*2 for 2000 until 06-30; 01-05 freeze 01-05 01-15; 01-10 unfreeze; 01-20 "
		 "freeze 01-20; 01-25 unfreeze",
		 "ends 07-10"},
	};
	stories_hold(stories, COUNT(stories));
}

/* From the first use: before it there is no end that a freeze could move (§§6.3, 14.3). */
static void a_freeze_before_the_first_use_moves_nothing(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"before it", "2026-01-01 sell facial*3 for 3000 days 30 first-use; freeze 01-10 01-20; 02-01 use 1",
		 "ends 03-03"},
		{"on its day", "2026-01-01 sell facial*3 for 3000 days 30 first-use; 01-05 use 1; freeze 01-05 01-15",
		 "ends 02-14"},
		{"after it",
		 "2026-01-01 sell facial*3 for 3000 days 30 first-use; use 1; freeze 01-10 01-20; 02-01 use 1",
		 "ends 02-10"},
	};
	stories_hold(stories, COUNT(stories));
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(validity_counts_from_the_sale_or_the_first_use),
		cmocka_unit_test(expiry_takes_what_is_free),
		cmocka_unit_test(extending_moves_the_end_and_revives),
		cmocka_unit_test(what_did_not_expire_is_not_revived),
		cmocka_unit_test(freezes_move_the_end),
		cmocka_unit_test(frozen_days_are_one_stretch),
		cmocka_unit_test(freezes_do_not_overlap),
		cmocka_unit_test(an_unfreeze_ends_the_freeze_that_is_on),
		cmocka_unit_test(a_freeze_before_the_first_use_moves_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
