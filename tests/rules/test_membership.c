/* Memberships (rulebook §§2.6, 7, 14.2, 14.9, 14.27, 14.32): cycle days, what a cycle is, freezes, changes of plan. */
#include "build.h"

#include "rules/membership.h"

static struct arena *arena;
static struct refusal why;

static int arena_begin(void **state) {
	(void)state;
	arena = arena_create();
	return 0;
}

static int arena_finish(void **state) {
	(void)state;
	arena_destroy(arena);
	return 0;
}

static const int64_t facial[] = {FACIAL};
static const int64_t lasers[] = {LASER, IPL};

static const struct line lines[] = {
	{.kind = LINE_SERVICE, .items = facial, .item_count = 1, .sessions = 2, .list_price = {1000}},
	{.kind = LINE_SERVICE,
	 .items = lasers,
	 .item_count = 2,
	 .any_of = true,
	 .sessions = 2,
	 .free_sessions = 1,
	 .list_price = {2000}},
};

static struct plan monthly(int32_t line_count) {
	return (struct plan){.offer = 7,
			     .price = money_of(1499),
			     .lines = lines,
			     .line_count = line_count,
			     .access = line_count == 0,
			     .access_tax_bp = 500,
			     .cycle_months = 1,
			     .rollover_cycles = -1,
			     .rollover_max = -1,
			     .grace_days = 7,
			     .suspend_days = 14,
			     .alert_at = 3,
			     .refund = {.rule = REFUND_RULE_NONE, .cooling_off_days = 4}};
}

static struct membership sold(const char *day, int32_t line_count) {
	return (struct membership){.arena = arena,
				   .ref = "m1",
				   .sold_on = word_day(day),
				   .anchor = word_day(day),
				   .plan = monthly(line_count),
				   .suspended_on = DATE_NONE,
				   .ended_on = DATE_NONE};
}

static void expect_day(int32_t day, const char *wanted) {
	char text[DATE_TEXT];
	if (day != word_day(wanted))
		fail_msg("%s, not %s", date_text(day, text), wanted);
}

static void cycle_days_never_drift(void **state) {
	(void)state;
	static const struct {
		const char *anchor;
		int32_t months, days, step;
		const char *day;
	} cases[] = {
		{"2026-01-31", 1, 0, 0, "2026-01-31"},  {"2026-01-31", 1, 0, 1, "2026-02-28"},
		{"2026-01-31", 1, 0, 2, "2026-03-31"},  {"2026-01-31", 1, 0, 3, "2026-04-30"},
		{"2026-01-31", 1, 0, 12, "2027-01-31"}, {"2027-12-31", 1, 0, 2, "2028-02-29"},
		{"2026-01-30", 1, 0, 1, "2026-02-28"},  {"2026-01-31", 3, 0, 1, "2026-04-30"},
		{"2026-01-31", 3, 0, 2, "2026-07-31"},  {"2026-01-31", 12, 0, 1, "2027-01-31"},
		{"2028-02-29", 12, 0, 1, "2029-02-28"}, {"2028-02-29", 12, 0, 4, "2032-02-29"},
		{"2026-01-31", 0, 30, 1, "2026-03-02"}, {"2026-01-31", 0, 7, 2, "2026-02-14"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct plan plan = {.cycle_months = cases[i].months, .cycle_days = cases[i].days};
		expect_day(plan_cycle_day(&plan, word_day(cases[i].anchor), cases[i].step), cases[i].day);
	}
}

static void a_cycle_beyond_the_calendar_falls_on_its_last_day(void **state) {
	(void)state;
	struct plan monthly_plan = {.cycle_months = 12}, daily_plan = {.cycle_days = 30};
	assert_int_equal(plan_cycle_day(&monthly_plan, word_day("2026-01-31"), INT32_MAX), DATE_MAX);
	assert_int_equal(plan_cycle_day(&daily_plan, word_day("2026-01-31"), INT32_MAX), DATE_MAX);
}

static void the_next_cycle_falls_until_it_ends(void **state) {
	(void)state;
	struct membership membership = sold("2026-01-31", 1);
	expect_day(membership_next_day(&membership), "2026-01-31");
	membership_step(&membership);
	expect_day(membership_next_day(&membership), "2026-02-28");
	membership_step(&membership);
	expect_day(membership_next_day(&membership), "2026-03-31");
	membership.ended_on = word_day("2026-03-15");
	assert_int_equal(membership_next_day(&membership), DATE_NONE);
	membership.ended_on = DATE_NONE;
	membership.voided_by = 4;
	assert_int_equal(membership_next_day(&membership), DATE_NONE);
}

static void it_runs_from_its_sale_to_its_end(void **state) {
	(void)state;
	struct membership membership = sold("2026-01-31", 1);
	assert_false(membership_runs(&membership, word_day("2026-01-30")));
	assert_true(membership_runs(&membership, word_day("2026-01-31")));
	membership.ended_on = word_day("2026-03-15");
	assert_true(membership_runs(&membership, word_day("2026-03-14")));
	assert_false(membership_runs(&membership, word_day("2026-03-15")));
	membership.voided_by = 4;
	assert_false(membership_runs(&membership, word_day("2026-02-01")));
}

static void a_cycle_is_good_until_the_day_before_the_next(void **state) {
	(void)state;
	static const struct {
		const char *name;
		int32_t steps, cycles, max;
		const char *good_until;
	} cases[] = {
		{"no rollover", 0, -1, -1, "2026-02-27"},
		{"no rollover, the second cycle", 1, -1, -1, "2026-03-30"},
		{"one cycle of rollover", 0, 1, -1, "2026-03-30"},
		{"two cycles of rollover", 1, 2, -1, "2026-05-30"},
		{"no cycle of rollover", 0, 0, -1, "2026-02-27"},
		{"a cap alone: no other end", 0, -1, 4, "never"},
		{"a cap of none alone", 0, -1, 0, "never"},
		{"a cap and a cycle", 0, 1, 4, "2026-03-30"},
		{"a cap and no cycle", 0, 0, 4, "2026-02-27"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct membership membership = sold("2026-01-31", 1);
		membership.steps = cases[i].steps;
		membership.plan.rollover_cycles = cases[i].cycles;
		membership.plan.rollover_max = cases[i].max;
		expect_day(membership_cycle_terms(&membership).expires_on, cases[i].good_until);
	}
}

static void a_cycle_shares_its_price_over_its_lines(void **state) {
	(void)state;
	struct membership membership = sold("2026-01-31", 2);
	struct terms terms = membership_cycle_terms(&membership);
	assert_int_equal(terms.stream, STREAM_MEMBERSHIP);
	assert_int_equal(terms.line_count, 2);
	assert_int_equal(money_units(terms.price), 1499);
	assert_int_equal(money_units(terms.lines[0].value), 750); /* 2 × 1000 : 1 × 2000, the free one left out */
	assert_int_equal(money_units(terms.lines[1].value), 749);
	assert_int_equal(terms.lines[1].sessions, 2);
	assert_int_equal(terms.lines[1].free_sessions, 1);
	assert_ptr_equal(terms.lines[1].items, lasers);
	assert_int_equal(terms.alert_at, 3);
	assert_int_equal(terms.refund.rule, REFUND_RULE_NONE);
	assert_int_equal(terms.refund.cooling_off_days, 4);
	assert_int_equal(money_units(terms.unit_price_before_discount), 1499);
}

static void explicit_values_are_kept(void **state) {
	(void)state;
	struct membership membership = sold("2026-01-31", 2);
	struct line valued[] = {lines[0], lines[1]};
	valued[0].value = money_of(1000);
	valued[1].value = money_of(499);
	membership.plan.lines = valued;
	struct terms terms = membership_cycle_terms(&membership);
	assert_int_equal(money_units(terms.lines[0].value), 1000);
	assert_int_equal(money_units(terms.lines[1].value), 499);
}

static void an_access_cycle_is_a_slot_a_day(void **state) {
	(void)state;
	static const int32_t days[] = {28, 31, 30, 31};
	struct membership membership = sold("2026-01-31", 0);
	for (size_t i = 0; i < COUNT(days); i++) {
		struct terms terms = membership_cycle_terms(&membership);
		assert_int_equal(terms.line_count, 1);
		assert_int_equal(terms.lines[0].kind, LINE_DAYS);
		assert_int_equal(terms.lines[0].sessions, days[i]);
		assert_int_equal(terms.lines[0].tax_bp, 500);
		assert_int_equal(money_units(terms.lines[0].value), 1499);
		assert_int_equal(terms.expires_on, DATE_NONE);
		membership_step(&membership);
	}
}

static void freezes_do_not_overlap(void **state) {
	(void)state;
	static const struct {
		const char *from, *to;
		enum carnet_status status;
	} cases[] = {
		{"2026-02-10", "2026-02-20", CARNET_OK},     {"2026-02-19", "2026-02-25", CARNET_FROZEN},
		{"2026-02-05", "2026-02-11", CARNET_FROZEN}, {"2026-02-12", "2026-02-13", CARNET_FROZEN},
		{"2026-02-01", "never", CARNET_FROZEN},      {"2026-02-20", "2026-02-25", CARNET_OK},
		{"2026-02-05", "2026-02-10", CARNET_OK},     {"2026-03-01", "never", CARNET_OK},
		{"2026-05-01", "2026-05-02", CARNET_FROZEN},
	};
	struct membership membership = sold("2026-01-31", 1);
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(membership_freeze(&membership, 9, word_day(cases[i].from), word_day(cases[i].to), &why),
				 cases[i].status);
	assert_false(membership_frozen(&membership, word_day("2026-02-04")));
	assert_true(membership_frozen(&membership, word_day("2026-02-05")));
	assert_true(membership_frozen(&membership, word_day("2026-02-24")));
	assert_false(membership_frozen(&membership, word_day("2026-02-25")));
	assert_true(membership_frozen(&membership, word_day("2027-02-25")));
	assert_int_equal(membership.freezes.at[0].entry, 9);
	assert_int_equal(membership.freezes.at[0].to, word_day("2026-02-20"));
}

static enum carnet_status freeze(struct membership *membership, const char *from, const char *to) {
	return membership_freeze(membership, 9, word_day(from), word_day(to), &why);
}

static enum carnet_status unfreeze(struct membership *membership, const char *day) {
	return membership_unfreeze(membership, 11, word_day(day), &why);
}

static void it_runs_again_when_no_freeze_follows(void **state) {
	(void)state;
	struct membership membership = {.arena = arena, .ended_on = DATE_NONE};
	assert_int_equal(freeze(&membership, "2026-03-05", "2026-03-10"), CARNET_OK);
	assert_int_equal(freeze(&membership, "2026-03-01", "2026-03-05"), CARNET_OK);
	assert_int_equal(freeze(&membership, "2026-04-01", "never"), CARNET_OK);
	assert_int_equal(membership_runs_again(&membership, word_day("2026-03-02")), word_day("2026-03-10"));
	assert_int_equal(membership_runs_again(&membership, word_day("2026-03-10")), word_day("2026-03-10"));
	assert_int_equal(membership_runs_again(&membership, word_day("2026-04-01")), DATE_NONE);
}

static void an_unfreeze_ends_the_freeze_that_is_on_or_the_next(void **state) {
	(void)state;
	struct membership membership = sold("2026-01-31", 1);
	assert_int_equal(unfreeze(&membership, "2026-02-01"), CARNET_INVALID);
	assert_int_equal(freeze(&membership, "2026-04-01", "never"), CARNET_OK);
	assert_int_equal(freeze(&membership, "2026-03-01", "2026-03-05"), CARNET_OK);
	assert_int_equal(unfreeze(&membership, "2026-02-20"), CARNET_OK); /* before it began: no day was frozen */
	assert_int_equal(membership.freezes.at[1].until, word_day("2026-03-01"));
	assert_int_equal(membership.freezes.at[1].unfrozen_by, 11);
	assert_int_equal(freeze(&membership, "2026-03-01", "2026-03-05"), CARNET_OK);
	assert_int_equal(unfreeze(&membership, "2026-03-05"), CARNET_OK); /* that one is over: the next */
	assert_int_equal(membership.freezes.at[2].until, word_day("2026-03-05"));
	assert_int_equal(membership.freezes.at[0].until, word_day("2026-04-01"));
	assert_int_equal(unfreeze(&membership, "2026-04-02"), CARNET_INVALID);
	assert_int_equal(freeze(&membership, "2026-04-01", "2026-04-20"), CARNET_OK);
	assert_int_equal(unfreeze(&membership, "2026-04-10"), CARNET_OK);
	assert_int_equal(membership.freezes.at[3].until, word_day("2026-04-10"));
	assert_int_equal(membership.freezes.at[3].to, word_day("2026-04-20"));
	assert_false(membership_frozen(&membership, word_day("2026-04-10")));
	assert_true(membership_frozen(&membership, word_day("2026-04-09")));
	assert_int_equal(freeze(&membership, "2026-04-10", "2026-04-12"), CARNET_OK);
	assert_int_equal(unfreeze(&membership, "2026-04-11"), CARNET_OK);
	assert_int_equal(membership.freezes.at[4].until, word_day("2026-04-11"));
}

static void of_two_to_come_the_earlier_is_ended_whichever_was_recorded_first(void **state) {
	(void)state;
	static const struct {
		const char *first, *second;
		size_t ended;
	} cases[] = {{"2026-03-01", "2026-04-01", 0}, {"2026-04-01", "2026-03-01", 1}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct membership membership = sold("2026-01-31", 1);
		int32_t first = word_day(cases[i].first), second = word_day(cases[i].second);
		assert_int_equal(membership_freeze(&membership, 9, first, first + 5, &why), CARNET_OK);
		assert_int_equal(membership_freeze(&membership, 9, second, second + 5, &why), CARNET_OK);
		assert_int_equal(unfreeze(&membership, "2026-02-20"), CARNET_OK);
		assert_int_equal(membership.freezes.at[cases[i].ended].unfrozen_by, 11);
		assert_int_equal(membership.freezes.at[1 - cases[i].ended].unfrozen_by, 0);
	}
}

static void over_a_freeze_that_no_day_was_of_another_may_be_set(void **state) {
	(void)state;
	struct membership membership = sold("2026-01-31", 1);
	assert_int_equal(freeze(&membership, "2026-03-01", "2026-03-05"), CARNET_OK);
	assert_int_equal(unfreeze(&membership, "2026-02-20"), CARNET_OK);
	assert_int_equal(freeze(&membership, "2026-02-25", "2026-03-10"), CARNET_OK);
}

static void a_voided_freeze_is_none(void **state) {
	(void)state;
	struct membership membership = sold("2026-01-31", 1);
	assert_int_equal(freeze(&membership, "2026-02-10", "2026-02-20"), CARNET_OK);
	membership.freezes.at[0].gone_by = 12;
	assert_false(membership_frozen(&membership, word_day("2026-02-15")));
	assert_int_equal(unfreeze(&membership, "2026-02-15"), CARNET_INVALID);
	assert_int_equal(freeze(&membership, "2026-02-15", "2026-02-16"), CARNET_OK);
}

static void a_frozen_or_ended_membership_gives_no_discount(void **state) {
	(void)state;
	struct membership membership = sold("2026-01-31", 1);
	assert_int_equal(freeze(&membership, "2026-02-10", "2026-02-20"), CARNET_OK);
	membership.ended_on = word_day("2026-03-01");
	assert_false(membership_gives_discount(&membership, word_day("2026-01-30")));
	assert_true(membership_gives_discount(&membership, word_day("2026-02-09")));
	assert_false(membership_gives_discount(&membership, word_day("2026-02-10")));
	assert_true(membership_gives_discount(&membership, word_day("2026-02-20")));
	assert_false(membership_gives_discount(&membership, word_day("2026-03-01")));
}

static void unpaid_cycles_are_past_due_and_then_suspend(void **state) {
	(void)state;
	struct plan plan = monthly(1);
	int32_t day = word_day("2026-01-31");
	assert_false(plan_past_due(&plan, day, day + 6));
	assert_true(plan_past_due(&plan, day, day + 7));
	assert_false(plan_suspends(&plan, day, day + 13));
	assert_true(plan_suspends(&plan, day, day + 14));
}

static void a_change_of_plan_keeps_the_anchor_of_cycles_of_the_same_length(void **state) {
	(void)state;
	struct membership membership = sold("2026-01-31", 1);
	struct plan other = monthly(1), weekly = monthly(1), fortnightly = monthly(1);
	other.offer = 8;
	weekly.cycle_months = 0;
	weekly.cycle_days = 7;
	fortnightly.cycle_months = 0;
	fortnightly.cycle_days = 14;
	membership.steps = 2;
	membership.changes = true;
	membership_switch(&membership, &other, word_day("2026-03-31"), false);
	assert_false(membership.changes);
	assert_int_equal(membership.plan.offer, 8);
	expect_day(membership.anchor, "2026-01-31");
	assert_int_equal(membership.steps, 2);
	membership_switch(&membership, &other, word_day("2026-03-15"), true);
	expect_day(membership.anchor, "2026-03-15");
	assert_int_equal(membership.steps, 0);
	membership.steps = 1;
	membership_switch(&membership, &weekly, word_day("2026-04-15"), false);
	expect_day(membership.anchor, "2026-04-15");
	assert_int_equal(membership.steps, 0);
	membership.steps = 1;
	membership_switch(&membership, &fortnightly, word_day("2026-04-22"), false);
	expect_day(membership.anchor, "2026-04-22");
}

/* 1,499 a month for 2 sessions, one cycle of rollover: January uses 1, February uses 1 of January's, March none. */
static void the_worked_figure_of_rollover_holds(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"two cycles",
		 "2026-01-01 sell facial*2 for 1499 member until 02-28 & pay 1499; 02-01 b: sell facial*2 for 1499 "
		 "member until 03-31 & pay 1499;"
		 "01-15 a: use 1 by amy; 02-10 use 1 by amy; 03-31 b: expire",
		 "a: slots 750,749 amy@01-15 750 amy@02-10 749 b: breakage@03-31 1499 status expired"},
	};
	stories_hold(stories, COUNT(stories));
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cycle_days_never_drift),
		cmocka_unit_test(a_cycle_beyond_the_calendar_falls_on_its_last_day),
		cmocka_unit_test(the_next_cycle_falls_until_it_ends),
		cmocka_unit_test(it_runs_from_its_sale_to_its_end),
		cmocka_unit_test(a_cycle_is_good_until_the_day_before_the_next),
		cmocka_unit_test(a_cycle_shares_its_price_over_its_lines),
		cmocka_unit_test(explicit_values_are_kept),
		cmocka_unit_test(an_access_cycle_is_a_slot_a_day),
		cmocka_unit_test(freezes_do_not_overlap),
		cmocka_unit_test(it_runs_again_when_no_freeze_follows),
		cmocka_unit_test(an_unfreeze_ends_the_freeze_that_is_on_or_the_next),
		cmocka_unit_test(of_two_to_come_the_earlier_is_ended_whichever_was_recorded_first),
		cmocka_unit_test(over_a_freeze_that_no_day_was_of_another_may_be_set),
		cmocka_unit_test(a_voided_freeze_is_none),
		cmocka_unit_test(a_frozen_or_ended_membership_gives_no_discount),
		cmocka_unit_test(unpaid_cycles_are_past_due_and_then_suspend),
		cmocka_unit_test(a_change_of_plan_keeps_the_anchor_of_cycles_of_the_same_length),
		cmocka_unit_test(the_worked_figure_of_rollover_holds),
	};
	return cmocka_run_group_tests(tests, arena_begin, arena_finish);
}
