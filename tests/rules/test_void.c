/* Taking an entry back that was recorded by mistake (rulebook §§4.4, 6.7, 14.46). */
#include "build.h"

static void a_void_restores_what_was_changed(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"a payment", "05-01 sell facial*2 for 1000 & use 1 by amy; pay 400; void 2", "C 0 amy 0 paid_in 0"},
		{"a session: that very slot", "05-01 sell facial*3 for 3000; use 1; use 1; void 2", "stands fuf D 1000"},
		{"and it is the next to be used",
		 "05-01 sell facial*3 for 3000; use 1 by amy; use 1 by bo; void 2; use 1 by cy; pay 3000",
		 "stands uuf amy 0 bo 1000 cy 1000"},
		{"the sale", "05-01 sell facial*2 for 1000; void 1", "sold 0 sessions_sold 0 latest 05-01"},
		{"the sale with what was done in the same visit",
		 "05-01 sell facial*2 for 1000 & pay 1000 & use 1 by amy; void 1",
		 "sold 0 amy 0 paid_in 0 delivered 0 liability 0"},
		{"a refund", "05-01 sell facial*4 for 4000 fee 10% & pay 4000; 05-02 refund; void 2",
		 "S 4000 C 4000 left 4 refunded 0 fees 0"},
		{"a return", "05-01 sell facial*4 for 4000 & pay 4000 & use 2 by amy; 05-02 return 1; void 2",
		 "D 2000 amy 2000"},
		{"a transfer", "05-01 sell facial*4 for 4000; transfer friend; void 2", "owner lin"},
		{"a part given: both ends", "05-01 sell facial*4 for 4000 & pay 1000; give 2; void 2",
		 "a: S 4000 C 1000 left 4 sessions_transferred 0 moved 0"},
		{"an exchange: both ends",
		 "05-01 sell facial*4 for 4000 & pay 4000; exchange & b: sell laser*2 for 5000 & fund 4000; void 2",
		 "a: C 4000 left 4 sold 4000 moved 0"},
		{"a reprice", "05-01 sell facial*4 for 4000 & use 1; reprice 2000; void 2", "S 4000 D 1000"},
		{"a write-off", "05-01 sell facial*4 for 4000 & use 1; write-off 500; void 2", "W 0 written_off 0"},
		{"an opening", "05-01 open facial*4 for 4000 paid 3000 used 1; void 1",
		 "opened 0 sessions_transferred 0 liability 0"},
		{"a share", "05-01 sell facial*4 for 4000; share friend; void 2; not_holder: use 1 as friend", "left 4"},
		{"an expiry", "05-01 sell facial*4 for 4000 & pay 4000; 05-09 expire; void 2",
		 "left 4 breakage 0 C 4000 status active"},
		{"an extension", "05-01 sell facial*4 for 4000 days 30; extend 06-30; void 2", "ends 05-31"},
		{"a freeze", "05-01 sell facial*4 for 4000 days 30; freeze 05-02 05-04; void 2",
		 "ends 05-31 status active"},
	};
	stories_hold(stories, COUNT(stories));
}

static void the_days_read_as_if_it_had_never_been(void **state) {
	(void)state;
	static const struct {
		const char *name, *voided, *never;
	} pairs[] = {
		{"a payment among others",
		 "05-01 sell facial*4 for 4000; 05-02 pay 1000; 05-03 use 1 by amy; 05-04 pay 500; 05-09 void 2",
		 "05-01 sell facial*4 for 4000; 05-03 use 1 by amy; 05-04 pay 500"},
		{"a session among others",
		 "05-01 sell facial*4 for 4000; 05-02 pay 1000; 05-03 use 1 by amy; 05-04 pay 500; 05-09 void 3",
		 "05-01 sell facial*4 for 4000; 05-02 pay 1000; 05-04 pay 500"},
		{"voided again: nothing more", "05-01 sell facial*4 for 4000; pay 5; void 2; void 2",
		 "05-01 sell facial*4 for 4000"},
		{"twice the same mistake", "05-01 sell facial*4 for 4000; pay 5; pay 5; pay 5; void 2; void 4",
		 "05-01 sell facial*4 for 4000; pay 5"},
	};
	for (size_t i = 0; i < COUNT(pairs); i++) {
		struct world *voided = world_create(), *never = world_create();
		world_play(voided, pairs[i].voided);
		world_play(never, pairs[i].never);
		if (!worlds_agree(voided, never))
			fail_msg("%s: the days differ", pairs[i].name);
		world_destroy(never);
		world_destroy(voided);
	}
}

static void a_void_dated_later_leaves_the_days_before(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"a payment", "05-01 sell facial*2 for 1000 & use 1 by amy; pay 400; 05-09 void-later 2",
		 "C 0 C@05-08 400 amy@05-01 200 amy@05-09 -200 amy 0 paid_in@05-09 -400 latest 05-09"},
		{"a session", "05-01 sell facial*2 for 1000 & pay 1000; use 1 by amy; 05-09 void-later 2",
		 "D 0 D@05-08 500 amy@05-01 500 amy@05-09 -500 sessions_used@05-09 -1"},
		{"the sale", "05-01 sell facial*2 for 1000 & pay 600 & use 1 by amy; 05-09 void-later 1",
		 "sold@05-01 1000 sold@05-09 -1000 liabilities:contract:package@05-09 100 amy 0 paid_in 0 delivered 0"},
		{"a part given", "05-01 sell facial*4 for 4000 & pay 1000; give 2; 05-09 void-later 2",
		 "a: S 4000 S@05-08 2000 C 1000 sessions_transferred 0"},
		{"an opening", "05-01 open facial*4 for 4000 paid 3000 used 1; 05-09 void-later 1",
		 "opened@05-01 2000 opened@05-09 -2000 liability 0 sessions_transferred 0 delivered 0"},
		{"a refund", "05-01 sell facial*4 for 4000 fee 10% & pay 4000; 05-02 refund; 05-09 void-later 2",
		 "S 4000 C 4000 refunded@05-09 -3600 fees@05-09 -400"},
		{"an expiry of stored credit", "05-01 topup 1000 gives 1100 & pay 1000; 05-02 expire; 05-09 void-later 2",
		 "S 1000 credit 1100 breakage@05-09 -1000"},
		{"a write-off", "05-01 sell facial*2 for 1000 & use 1; write-off 500; 05-09 void-later 2",
		 "W 0 W@05-08 500 written_off@05-09 -500"},
		{"a transfer is today's", "05-01 sell facial*2 for 1000; transfer friend; 05-09 void-later 2",
		 "owner lin"},
	};
	stories_hold(stories, COUNT(stories));
}

static void what_stands_on_it_keeps_it(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"sessions and payments do not keep a payment",
		 "05-01 sell facial*4 for 4000; pay 100; use 1; pay 50; void 2", "C 50"},
		{"nor a session", "05-01 sell facial*4 for 4000; use 1; pay 50; use 1; void 2", "D 1000"},
		{"days gone by do not either", "05-01 access 3 for 300; pay 50; earn 1; void 2", "C 0"},
		{"a reprice does",
		 "05-01 sell facial*4 for 4000; pay 100; reprice 3000; built_upon: void 2; void 3; void 2", "C 0"},
		{"stored credit does",
		 "05-01 topup 0 gives 900; b: charge perm for 500; pay 100; a: spend 100 on b; built_upon: void 3; "
		 "void 4; void 3",
		 "b: C 0 due 500"},
		{"a freeze does", "05-01 sell facial*4 for 4000; pay 100; freeze 05-02 05-03; built_upon: void 2",
		 "C 100"},
		{"a share does", "05-01 sell facial*4 for 4000; pay 100; share friend; built_upon: void 2", "C 100"},
		{"what was voided itself does not",
		 "05-01 sell facial*4 for 4000; pay 100; share friend; void 3; void 2", "C 0"},
		{"later is recorded later, not dated later",
		 "05-01 sell facial*4 for 4000; 05-09 refund 1; 05-02 pay 100; void 3", "C 0"},
		{"a sale under anything", "05-01 sell facial*4 for 4000; pay 100; built_upon: void 1; void 2; void 1",
		 "sold 0"},
		{"an opening under anything", "05-01 open facial*4 for 4000; use 1; built_upon: void 1; void 2; void 1",
		 "opened 0"},
		{"a part under anything",
		 "05-01 sell facial*4 for 4000; give 2; b: use 1; a: built_upon: void 2; void 3; void 2", "a: left 4"},
		{"a refund under a payment",
		 "05-01 sell facial*4 for 4000 & use 1; refund 1; pay 100; built_upon: void 2; void 3; void 2", "left 3"},
		{"a return under a session",
		 "05-01 sell facial*4 for 4000 & use 1; return 1; use 1; built_upon: void 2; void 3; void 2", "D 1000"},
		{"a write-off under a session",
		 "05-01 sell facial*4 for 4000 & use 1; write-off 10; use 1; built_upon: void 2", "W 10"},
		{"an unfreeze keeps its freeze",
		 "05-01 sell facial*4 for 4000; freeze 05-02 05-09; 05-03 unfreeze; built_upon: void 2", "left 4"},
		{"a payment that a session's later return needs not",
		 "05-01 sell facial*4 for 4000; use 1; return 1; built_upon: void 2; void 3; void 2", "D 0"},
		{"a refund's money was paid in",
		 "05-01 sell facial*4 for 4000; pay 4000; 05-02 refund 1; built_upon: void 2", "C 3000"},
		{"a reprice down stands on the price only", "05-01 sell facial*4 for 4000; reprice 3000; void 2",
		 "S 4000"},
		{"bounds on a later day: the money paid since",
		 "05-01 sell facial*1 for 1000; 05-05 reprice 2000; 05-02 use 1; 05-06 pay 2000; built_upon: void 2",
		 "C 2000"},
		{"an entry that does two things of which one needs to be the latest",
		 "05-01 sell facial*2 for 1000; pay 10 & share friend & reprice 900; use 1; built_upon: void 2", "S 900"},
		{"whichever is first", "05-01 sell facial*2 for 1000; share friend & pay 10; use 1; built_upon: void 2",
		 "C 10"},
		{"sessions and payments do not keep a payment by credit",
		 "05-01 topup 100 gives 100 & pay 100; b: sell facial*2 for 1000; a: spend 50 on b; b: use 1; pay 10; "
		 "void 3",
		 "a: credit 100 C 100 b: C 10"},
		{"nor do payments for the top-up",
		 "05-01 topup 1000 gives 1000 & pay 500; b: sell facial*2 for 1000; a: spend 100 on b; pay 100; void 3",
		 "a: C 600 credit 1000 b: C 0"},
		{"two entries of one day", "05-01 sell facial*2 for 1000; use 1; use 1; void 3; void 2", "D 0"},
	};
	stories_hold(stories, COUNT(stories));
}

/* Recorded in such an order by no book, but a history may always be asked: a refund of money that the payment brought. */
static void what_would_break_a_later_day_keeps_it_too(void **state) {
	(void)state;
	struct world *world = world_create();
	world_play(world, "05-01 sell facial*2 for 2000");
	struct contract *contract = world_contract(world, 0);
	struct change pay = {
		.kind = CHANGE_PAY, .entry = 3, .date = world->day, .gone_on = DATE_NONE, .amount = money_of(2000)};
	struct change refund = {.kind = CHANGE_CANCEL,
				.cause = CAUSE_REFUND,
				.entry = 2,
				.date = world->day + 1,
				.gone_on = DATE_NONE,
				.refund = money_of(1000),
				.ranges = &(struct slot_range){1, 1},
				.range_count = 1};
	struct change use = {.kind = CHANGE_REDEEM,
			     .entry = 4,
			     .date = world->day,
			     .gone_on = DATE_NONE,
			     .ranges = &(struct slot_range){0, 1},
			     .range_count = 1};
	contract_add(contract, &pay);
	contract_add(contract, &refund);
	contract_add(contract, &use);
	assert_true(contract_holds(contract, DATE_MIN));
	struct act act = {5, world->day, 0};
	assert_int_equal(contract_void(contract, &act, 3, true, &world->why), CARNET_BUILT_UPON);
	assert_int_equal(world->why.entry_count, 1);
	assert_int_equal(world->why.entries[0], 4);
	world_destroy(world);
}

static void the_entries_in_the_way_are_named(void **state) {
	(void)state;
	struct world *world = world_create();
	world_play(world,
		   "05-01 sell facial*4 for 4000; pay 100; share friend; use 1; reprice 3000; built_upon: void 2");
	assert_int_equal(world->why.entry_count, 2);
	assert_int_equal(world->why.entries[0], 3);
	assert_int_equal(world->why.entries[1], 5);
	world_play(world, "built_upon: void 3");
	assert_int_equal(world->why.entry_count, 2);
	assert_int_equal(world->why.entries[0], 4);
	assert_int_equal(world->why.entries[1], 5);
	world_destroy(world);
}

static void no_more_entries_are_named_than_there_is_room_for(void **state) {
	(void)state;
	struct world *world = world_create();
	world_play(world, "05-01 sell facial*40 for 4000");
	for (int i = 0; i < REFUSAL_ENTRIES + 3; i++)
		world_play(world, "use 1 & use 1");
	world_play(world, "built_upon: void 1");
	assert_int_equal(world->why.entry_count, REFUSAL_ENTRIES);
	assert_int_equal(world->why.entries[0], 2);
	assert_int_equal(world->why.entries[REFUSAL_ENTRIES - 1], REFUSAL_ENTRIES + 1);
	world_destroy(world);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_void_restores_what_was_changed),
		cmocka_unit_test(the_days_read_as_if_it_had_never_been),
		cmocka_unit_test(a_void_dated_later_leaves_the_days_before),
		cmocka_unit_test(what_stands_on_it_keeps_it),
		cmocka_unit_test(what_would_break_a_later_day_keeps_it_too),
		cmocka_unit_test(the_entries_in_the_way_are_named),
		cmocka_unit_test(no_more_entries_are_named_than_there_is_room_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
