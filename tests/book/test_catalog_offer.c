/* Offers: which are accepted and which refused, and what an update of one changes. */
#include "support/open_catalog.h"

#include <string.h>

static void a_package_keeps_all_its_terms(void **state) {
	(void)state;
	start_with_services();
	OK(offer((struct offer_op){
		.code = "facial10",
		.name = "Ten facials",
		KIND(PACKAGE),
		PRICE(10000),
		GRANTS({OF("facial"), .sessions = 10, VALUE(10000), .has_tax = true, .tax_bp = 500},
		       {OF("facial"), .sessions = 1, .bonus = true}),
		.has_bonus_value = true,
		.bonus_free = true,
		.has_valid = true,
		.valid_months = 12,
		.has_alert_at = true,
		.alert_at = 3,
		.has_refund = true,
		.refund_fee_bp = 1000,
		.refund_fee = money_of(50),
		.has_refund_cap = true,
		.refund_cap = money_of(5000),
		.cooling_off_days = 7,
		.has_branches = true,
		.branches = COUNTED(struct reference, {true, "khh", 0}, {true, NULL, 1}),
		.has_discountable = true,
		.discountable = true,
		.has_interval_days = true,
		.interval_days = 28,
	}));
	assert_string_equal(told_offer("facial10"),
			    "offer 1 facial10 Ten facials package price 10000 credit 0 sale 1 free 1 discountable 1"
			    " every 28 alert 3 valid 12 0 0 refund per_session 1000 50 cap 1 5000 cooling 7"
			    " cycle 0 0 rollover -1 -1 members 0 minimum 0 grace 7 suspend 14 branches 2 1\n"
			    "   line of 1 any_of 0 sessions 10 bonus 0 value 1 10000 tax 500\n"
			    "   line of 1 any_of 0 sessions 1 bonus 1 value 0 0 tax -1\n");
	assert_memory_is_what_is_stored();
	stop();
}

static void a_combo_has_what_it_does_not_say(void **state) {
	(void)state;
	start_with_services();
	OK(offer((struct offer_op){.code = "glow",
				   KIND(COMBO),
				   PRICE(19999),
				   GRANTS({OF("facial"), .sessions = 10}, {ANY_OF("laser", "ipl"), .sessions = 3})}));
	assert_string_equal(told_offer("glow"),
			    "offer 1 glow glow combo price 19999 credit 0 sale 1 free 0 discountable 0"
			    " every 0 alert -1 valid 0 0 0 refund per_session 0 0 cap 0 0 cooling -1"
			    " cycle 0 0 rollover -1 -1 members 0 minimum 0 grace 7 suspend 14 branches\n"
			    "   line of 1 any_of 0 sessions 10 bonus 0 value 0 0 tax -1\n"
			    "   line of 2 3 any_of 1 sessions 3 bonus 0 value 0 0 tax -1\n");
	assert_memory_is_what_is_stored();
	stop();
}

static void plans_and_topups_keep_their_terms(void **state) {
	(void)state;
	start_with_services();
	OK(offer((struct offer_op){
		.code = "club",
		KIND(PLAN),
		PRICE(1499),
		MONTHLY,
		GRANTS({OF("facial"), .sessions = 2}),
		.has_rollover = true,
		.rollover_cycles = 1,
		.rollover_max = -1,
		.has_member_discount = true,
		.member_discount_bp = 1000,
		.has_minimum_cycles = true,
		.minimum_cycles = 3,
	}));
	OK(offer((struct offer_op){.code = "top10", KIND(TOPUP), PRICE(10000), CREDIT(11000), .has_for_sale = true}));
	assert_string_equal(told_offer("club"),
			    "offer 1 club club plan price 1499 credit 0 sale 1 free 0 discountable 0"
			    " every 0 alert -1 valid 0 0 0 refund per_session 0 0 cap 0 0 cooling -1"
			    " cycle 1 0 rollover 1 -1 members 1000 minimum 3 grace 7 suspend 14 branches\n"
			    "   line of 1 any_of 0 sessions 2 bonus 0 value 0 0 tax -1\n");
	assert_string_equal(told_offer("top10"),
			    "offer 2 top10 top10 topup price 10000 credit 11000 sale 0 free 0 discountable 0"
			    " every 0 alert -1 valid 0 0 0 refund per_session 0 0 cap 0 0 cooling -1"
			    " cycle 0 0 rollover -1 -1 members 0 minimum 0 grace 7 suspend 14 branches\n");
	assert_memory_is_what_is_stored();
	stop();
}

static void offers_of_every_sensible_shape_are_accepted(void **state) {
	(void)state;
	start_with_services();
	const struct offer_op cases[] = {
		{.code = "two lines",
		 KIND(PACKAGE),
		 PRICE(1),
		 GRANTS({OF("facial"), .sessions = 5}, {OF("facial"), .sessions = 5})},
		{.code = "a set",
		 KIND(PACKAGE),
		 PRICE(1),
		 GRANTS({ANY_OF("laser", "ipl"), .sessions = 5}, {ANY_OF("ipl", "laser"), .sessions = 5})},
		{.code = "another bonus",
		 KIND(PACKAGE),
		 PRICE(10000),
		 GRANTS({OF("laser"), .sessions = 1, .bonus = true}, {OF("facial"), .sessions = 10})},
		{.code = "gift", KIND(PACKAGE), PRICE(0), TEN_FACIALS},
		{.code = "most", KIND(PACKAGE), PRICE(1), GRANTS({OF("facial"), .sessions = 10000})},
		{.code = "small combo", KIND(COMBO), PRICE(1), TEN_FACIALS},
		{.code = "valued",
		 KIND(COMBO),
		 PRICE(100),
		 GRANTS({OF("facial"), .sessions = 1, VALUE(0)}, {OF("laser"), .sessions = 1, VALUE(100)},
			{OF("ipl"), .sessions = 1, .bonus = true})},
		{.code = "access", KIND(PLAN), PRICE(999), MONTHLY, .has_grants = true},
		{.code = "quiet access", KIND(PLAN), PRICE(999), .has_cycle = true, .cycle_days = 30},
		{.code = "banked",
		 KIND(PLAN),
		 PRICE(1),
		 MONTHLY,
		 TEN_FACIALS,
		 .has_rollover = true,
		 .rollover_cycles = -1,
		 .rollover_max = 4},
		{.code = "plan with nothing valid", KIND(PLAN), PRICE(1), MONTHLY, .has_valid = true},
		{.code = "package with nothing rolled",
		 KIND(PACKAGE),
		 PRICE(1),
		 TEN_FACIALS,
		 .has_rollover = true,
		 .rollover_cycles = -1,
		 .rollover_max = -1},
		{.code = "voucher", KIND(TOPUP), PRICE(0), CREDIT(500), .has_grants = true},
		{.code = "even",
		 KIND(TOPUP),
		 PRICE(500),
		 CREDIT(500),
		 .has_valid = true,
		 .valid_days = 90,
		 .valid_from_first_use = true},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (offer(cases[i]) != CARNET_OK)
			fail_msg("%s: %s", cases[i].code, why.message);
		assert_int_equal(last_id, (int64_t)i + 1);
	}
	assert_memory_is_what_is_stored();
	stop();
}

struct offer_case {
	const char *what;
	struct offer_op op;
	enum carnet_status status;
	const char *field;
};

static void assert_offers_refused(const struct offer_case *cases, size_t count) {
	const char *before = told(&catalog);
	for (size_t i = 0; i < count; i++)
		assert_was_refused(offer(cases[i].op), cases[i].status, cases[i].field, before, cases[i].what);
}

static void offers_that_lack_something_are_refused(void **state) {
	(void)state;
	start_with_services();
	const struct offer_case cases[] = {
		{"no kind", {.code = "x", PRICE(1), TEN_FACIALS}, CARNET_INVALID, "/kind"},
		{"no price", {.code = "x", KIND(PACKAGE), TEN_FACIALS}, CARNET_INVALID, "/price"},
		{"a package without grants", {.code = "x", KIND(PACKAGE), PRICE(1)}, CARNET_INVALID, "/grants"},
		{"a combo without grants",
		 {.code = "x", KIND(COMBO), PRICE(1), .has_grants = true},
		 CARNET_INVALID,
		 "/grants"},
		{"a combo of bonuses",
		 {.code = "x", KIND(COMBO), PRICE(1), GRANTS({OF("ipl"), .sessions = 1, .bonus = true})},
		 CARNET_INVALID,
		 "/grants"},
		{"a plan of bonuses",
		 {.code = "x", KIND(PLAN), PRICE(1), MONTHLY, GRANTS({OF("ipl"), .sessions = 1, .bonus = true})},
		 CARNET_INVALID,
		 "/grants"},
		{"a plan without cycle", {.code = "x", KIND(PLAN), PRICE(1), TEN_FACIALS}, CARNET_INVALID, "/cycle"},
		{"a cycle of months and days",
		 {.code = "x", KIND(PLAN), PRICE(1), MONTHLY, .cycle_days = 2},
		 CARNET_INVALID,
		 "/cycle"},
		{"a top-up without credit", {.code = "x", KIND(TOPUP), PRICE(0)}, CARNET_INVALID, "/credit"},
		{"a top-up of credit 0", {.code = "x", KIND(TOPUP), PRICE(0), CREDIT(0)}, CARNET_INVALID, "/credit"},
		{"credit under the price", {.code = "x", KIND(TOPUP), PRICE(100), CREDIT(99)}, CARNET_INVALID, "/credit"},
		{"no sessions", {.code = "x", KIND(COMBO), PRICE(1), GRANTS({OF("ipl")})}, CARNET_INVALID, "/grants"},
		{"no service", {.code = "x", KIND(COMBO), PRICE(1), GRANTS({.sessions = 1})}, CARNET_INVALID, "/grants"},
		{"months and days",
		 {.code = "x", KIND(PACKAGE), PRICE(1), TEN_FACIALS, .has_valid = true, .valid_months = 1, .valid_days = 1},
		 CARNET_INVALID,
		 "/valid"},
	};
	assert_offers_refused(cases, COUNT(cases));
	stop();
}

static void offers_whose_lines_do_not_fit_are_refused(void **state) {
	(void)state;
	start_with_services();
	const struct offer_case cases[] = {
		{"a package of two services",
		 {.code = "x", KIND(PACKAGE), PRICE(1), GRANTS({OF("facial"), .sessions = 1}, {OF("ipl"), .sessions = 1})},
		 CARNET_INVALID,
		 "/grants"},
		{"a package of a service and a set",
		 {.code = "x",
		  KIND(PACKAGE),
		  PRICE(1),
		  GRANTS({OF("ipl"), .sessions = 1}, {ANY_OF("ipl", "laser"), .sessions = 1})},
		 CARNET_INVALID,
		 "/grants"},
		{"a package of two sets",
		 {.code = "x",
		  KIND(PACKAGE),
		  PRICE(1),
		  GRANTS({ANY_OF("ipl", "facial"), .sessions = 1}, {ANY_OF("ipl", "laser"), .sessions = 1})},
		 CARNET_INVALID,
		 "/grants"},
		{"a service twice in a set",
		 {.code = "x", KIND(COMBO), PRICE(1), GRANTS({ANY_OF("ipl", "ipl"), .sessions = 1})},
		 CARNET_INVALID,
		 "/grants"},
		{"a branch by code and number",
		 {.code = "x",
		  KIND(COMBO),
		  PRICE(1),
		  TEN_FACIALS,
		  .has_branches = true,
		  .branches = COUNTED(struct reference, {true, "tpe", 0}, {true, NULL, 1})},
		 CARNET_INVALID,
		 "/branches"},
	};
	assert_offers_refused(cases, COUNT(cases));
	stop();
}

static void values_that_do_not_make_up_the_price_are_refused(void **state) {
	(void)state;
	start_with_services();
	const struct offer_case cases[] = {
		{"a valued bonus",
		 {.code = "x",
		  KIND(COMBO),
		  PRICE(2),
		  GRANTS({OF("ipl"), .sessions = 1, VALUE(1)}, {OF("ipl"), .sessions = 1, .bonus = true, VALUE(1)})},
		 CARNET_INVALID,
		 "/grants"},
		{"a line without its value",
		 {.code = "x",
		  KIND(COMBO),
		  PRICE(1),
		  GRANTS({OF("ipl"), .sessions = 1, VALUE(1)}, {OF("laser"), .sessions = 1})},
		 CARNET_INVALID,
		 "/grants"},
		{"values under the price",
		 {.code = "x", KIND(COMBO), PRICE(3), GRANTS({OF("ipl"), .sessions = 1, VALUE(2)})},
		 CARNET_INVALID,
		 "/grants"},
		{"values over the price",
		 {.code = "x", KIND(PLAN), PRICE(3), MONTHLY, GRANTS({OF("ipl"), .sessions = 1, VALUE(4)})},
		 CARNET_INVALID,
		 "/grants"},
	};
	assert_offers_refused(cases, COUNT(cases));
	stop();
}

static void members_of_another_kind_are_refused(void **state) {
	(void)state;
	start_with_services();
	const struct offer_case cases[] = {
		{"a package's cycle",
		 {.code = "x", KIND(PACKAGE), PRICE(1), TEN_FACIALS, MONTHLY},
		 CARNET_INVALID,
		 "/cycle"},
		{"a combo's rollover",
		 {.code = "x", KIND(COMBO), PRICE(1), TEN_FACIALS, .has_rollover = true, .rollover_cycles = 0},
		 CARNET_INVALID,
		 "/rollover"},
		{"a top-up's member discount",
		 {.code = "x", KIND(TOPUP), PRICE(1), CREDIT(1), .has_member_discount = true},
		 CARNET_INVALID,
		 "/member_discount"},
		{"a package's minimum term",
		 {.code = "x", KIND(PACKAGE), PRICE(1), TEN_FACIALS, .has_minimum_cycles = true},
		 CARNET_INVALID,
		 "/minimum_cycles"},
		{"a package's grace",
		 {.code = "x", KIND(PACKAGE), PRICE(1), TEN_FACIALS, .has_grace_days = true},
		 CARNET_INVALID,
		 "/grace_days"},
		{"a package's suspension",
		 {.code = "x", KIND(PACKAGE), PRICE(1), TEN_FACIALS, .has_suspend_days = true},
		 CARNET_INVALID,
		 "/suspend_days"},
		{"a plan's validity",
		 {.code = "x", KIND(PLAN), PRICE(1), MONTHLY, .has_valid = true, .valid_days = 5},
		 CARNET_INVALID,
		 "/valid"},
		{"a combo's credit",
		 {.code = "x", KIND(COMBO), PRICE(1), TEN_FACIALS, CREDIT(1)},
		 CARNET_INVALID,
		 "/credit"},
		{"a top-up's sessions",
		 {.code = "x", KIND(TOPUP), PRICE(1), CREDIT(1), TEN_FACIALS},
		 CARNET_INVALID,
		 "/grants"},
		{"a top-up's bonus",
		 {.code = "x", KIND(TOPUP), PRICE(1), CREDIT(1), .has_bonus_value = true},
		 CARNET_INVALID,
		 "/bonus_value"},
		{"a top-up's low sessions",
		 {.code = "x", KIND(TOPUP), PRICE(1), CREDIT(1), .has_alert_at = true},
		 CARNET_INVALID,
		 "/alert_at"},
		{"a top-up's interval",
		 {.code = "x", KIND(TOPUP), PRICE(1), CREDIT(1), .has_interval_days = true},
		 CARNET_INVALID,
		 "/interval_days"},
	};
	assert_offers_refused(cases, COUNT(cases));
	stop();
}

/* Each case has the next reason too, which must not be the one told. */
static void refusals_come_in_their_order(void **state) {
	(void)state;
	start_with_services();
	const struct offer_case cases[] = {
		{"too many sessions, of what is not known",
		 {.code = "x", GRANTS({OF("facial"), .sessions = 9999}, {OF("moon"), .sessions = 2})},
		 CARNET_TOO_LARGE,
		 "/grants"},
		{"an unknown service before an unknown branch",
		 {.code = "x",
		  GRANTS({OF("facial"), .sessions = 1}, {OF("moon"), .sessions = 2}),
		  .branches = COUNTED(struct reference, {true, "mars", 0})},
		 CARNET_NOT_FOUND,
		 "/grants/1/service"},
		{"an unknown service of a set",
		 {.code = "x", GRANTS({ANY_OF("facial", "moon"), .sessions = 1})},
		 CARNET_NOT_FOUND,
		 "/grants/0/any_of/1"},
		{"a product as a service",
		 {.code = "x", GRANTS({OF("serum"), .sessions = 1})},
		 CARNET_NOT_FOUND,
		 "/grants/0/service"},
		{"an unknown branch before a missing kind",
		 {.code = "x",
		  TEN_FACIALS,
		  .has_branches = true,
		  .branches = COUNTED(struct reference, {true, "tpe", 0}, {true, NULL, 9})},
		 CARNET_NOT_FOUND,
		 "/branches/1"},
		{"a missing kind before a missing price", {.code = "x"}, CARNET_INVALID, "/kind"},
	};
	assert_offers_refused(cases, COUNT(cases));
	stop();
}

/* Which part of the offer's text is another afterwards. */
static void assert_changes(struct offer_op op, const char *from, const char *to) {
	const char *before = told_offer(op.code);
	OK(offer(op));
	const char *after = told_offer(op.code);
	const char *at = strstr(before, from);
	if (!at)
		fail_msg("\"%s\" is not in %s", from, before);
	const char *wanted = arena_format(arena, "%.*s%s%s", (int)(at - before), before, to, at + strlen(from));
	assert_string_equal(after, wanted);
	assert_memory_is_what_is_stored();
}

static void each_field_of_an_offer_changes_alone(void **state) {
	(void)state;
	start_with_services();
	OK(offer((struct offer_op){.code = "p", KIND(PACKAGE), PRICE(9), TEN_FACIALS}));
	assert_changes((struct offer_op){.code = "p"}, "p p package", "p p package");
	assert_changes((struct offer_op){.code = "p", KIND(PACKAGE), .name = "Ten"}, "p p package", "p Ten package");
	assert_changes((struct offer_op){.code = "p", PRICE(7)}, "price 9", "price 7");
	assert_changes((struct offer_op){.code = "p", .has_for_sale = true}, "sale 1", "sale 0");
	assert_changes((struct offer_op){.code = "p", .has_bonus_value = true, .bonus_free = true}, "free 0", "free 1");
	assert_changes((struct offer_op){.code = "p", .has_discountable = true, .discountable = true}, "discountable 0",
		       "discountable 1");
	assert_changes((struct offer_op){.code = "p", .has_interval_days = true, .interval_days = 9}, "every 0",
		       "every 9");
	assert_changes((struct offer_op){.code = "p", .has_alert_at = true, .alert_at = 0}, "alert -1", "alert 0");
	assert_changes((struct offer_op){.code = "p", .has_valid = true, .valid_days = 9, .valid_from_first_use = true},
		       "valid 0 0 0", "valid 0 9 1");
	assert_changes((struct offer_op){.code = "p", .has_valid = true}, "valid 0 9 1", "valid 0 0 0");
	assert_changes((struct offer_op){.code = "p",
					 .has_refund = true,
					 .refund_method = REFUND_LIST_PRICE,
					 .has_refund_cap = true,
					 .refund_cap = money_of(3),
					 .cooling_off_days = 5},
		       "refund per_session 0 0 cap 0 0 cooling -1", "refund list_price 0 0 cap 1 3 cooling 5");
	assert_changes((struct offer_op){.code = "p",
					 .has_refund = true,
					 .refund_method = REFUND_NONE,
					 .refund_fee_bp = 10,
					 .refund_fee = money_of(2),
					 .cooling_off_days = -1},
		       "refund list_price 0 0 cap 1 3 cooling 5", "refund none 10 2 cap 0 0 cooling -1");
	assert_changes((struct offer_op){.code = "p",
					 .has_branches = true,
					 .branches = COUNTED(struct reference, {true, "khh", 0})},
		       "branches", "branches 2");
	assert_changes((struct offer_op){.code = "p", GRANTS({ANY_OF("ipl", "laser"), .sessions = 3})},
		       "line of 1 any_of 0 sessions 10", "line of 3 2 any_of 1 sessions 3");
	assert_changes((struct offer_op){.code = "p", .has_branches = true}, "branches 2", "branches");
	stop();
}

static void each_field_of_a_plan_or_topup_changes_alone(void **state) {
	(void)state;
	start_with_services();
	OK(offer((struct offer_op){.code = "m", KIND(PLAN), PRICE(9), MONTHLY}));
	assert_changes((struct offer_op){.code = "m", .has_cycle = true, .cycle_days = 30}, "cycle 1 0", "cycle 0 30");
	assert_changes((struct offer_op){.code = "m", .has_rollover = true, .rollover_cycles = 2, .rollover_max = 5},
		       "rollover -1 -1", "rollover 2 5");
	assert_changes((struct offer_op){.code = "m", .has_rollover = true, .rollover_cycles = -1, .rollover_max = -1},
		       "rollover 2 5", "rollover -1 -1");
	assert_changes((struct offer_op){.code = "m", .has_member_discount = true, .member_discount_bp = 10000},
		       "members 0", "members 10000");
	assert_changes((struct offer_op){.code = "m", .has_minimum_cycles = true, .minimum_cycles = 3}, "minimum 0",
		       "minimum 3");
	assert_changes((struct offer_op){.code = "m", .has_grace_days = true}, "grace 7", "grace 0");
	assert_changes((struct offer_op){.code = "m", .has_suspend_days = true, .suspend_days = 30}, "suspend 14",
		       "suspend 30");
	OK(offer((struct offer_op){.code = "t", KIND(TOPUP), PRICE(9), CREDIT(10)}));
	assert_changes((struct offer_op){.code = "t", CREDIT(9)}, "credit 10", "credit 9");
	stop();
}

static void what_an_update_leaves_must_make_sense(void **state) {
	(void)state;
	start_with_services();
	OK(offer((struct offer_op){.code = "p", KIND(PACKAGE), PRICE(9), GRANTS({OF("ipl"), .sessions = 3, VALUE(9)})}));
	OK(offer((struct offer_op){.code = "m", KIND(PLAN), PRICE(9), MONTHLY}));
	OK(offer((struct offer_op){.code = "t", KIND(TOPUP), PRICE(9), CREDIT(10)}));
	const struct offer_case cases[] = {
		{"another kind", {.code = "p", KIND(COMBO)}, CARNET_INVALID, "/kind"},
		{"a price its values do not add up to", {.code = "p", PRICE(10)}, CARNET_INVALID, "/grants"},
		{"no grants any more", {.code = "p", .has_grants = true}, CARNET_INVALID, "/grants"},
		{"a cycle for a package", {.code = "p", MONTHLY}, CARNET_INVALID, "/cycle"},
		{"no cycle any more", {.code = "m", .has_cycle = true}, CARNET_INVALID, "/cycle"},
		{"a price above the credit", {.code = "t", PRICE(11)}, CARNET_INVALID, "/credit"},
		{"an unknown service",
		 {.code = "p", GRANTS({OF("moon"), .sessions = 1})},
		 CARNET_NOT_FOUND,
		 "/grants/0/service"},
	};
	assert_offers_refused(cases, COUNT(cases));
	OK(offer((struct offer_op){.code = "p", PRICE(10), GRANTS({OF("ipl"), .sessions = 3, VALUE(10)})}));
	OK(offer((struct offer_op){.code = "p", PRICE(11), GRANTS({OF("ipl"), .sessions = 3})}));
	assert_memory_is_what_is_stored();
	stop();
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_package_keeps_all_its_terms),
		cmocka_unit_test(a_combo_has_what_it_does_not_say),
		cmocka_unit_test(plans_and_topups_keep_their_terms),
		cmocka_unit_test(offers_of_every_sensible_shape_are_accepted),
		cmocka_unit_test(offers_that_lack_something_are_refused),
		cmocka_unit_test(offers_whose_lines_do_not_fit_are_refused),
		cmocka_unit_test(values_that_do_not_make_up_the_price_are_refused),
		cmocka_unit_test(members_of_another_kind_are_refused),
		cmocka_unit_test(refusals_come_in_their_order),
		cmocka_unit_test(each_field_of_an_offer_changes_alone),
		cmocka_unit_test(each_field_of_a_plan_or_topup_changes_alone),
		cmocka_unit_test(what_an_update_leaves_must_make_sense),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
