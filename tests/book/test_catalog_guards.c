/* What the database itself refuses of the catalogue, should the code ever forget to. */
#include "support/open_catalog.h"

static void assert_guarded(const char *what) {
	if (!store_faulted(store))
		fail_msg("the database took %s", what);
	stop();
}

static void the_database_guards_the_lists(void **state) {
	(void)state;
	const struct item items[] = {
		{9, false, "", "", money_of(0), money_of(0), 0, 0},
		{9, false, "facial", "", money_of(0), money_of(0), 0, 0},
		{9, false, "x", "", money_of(-1), money_of(0), 0, 0},
		{9, false, "x", "", money_of(0), money_of(MONEY_LARGEST + 1), 0, 0},
		{9, false, "x", "", money_of(0), money_of(0), -1, 0},
		{9, false, "x", "", money_of(0), money_of(0), 0, 10001},
		{9, false, "x", NULL, money_of(0), money_of(0), 0, 0},
	};
	for (size_t i = 0; i < COUNT(items); i++) {
		start_with_services();
		item_write(store, &items[i]);
		assert_guarded(arena_format(arena, "item %zu", i));
	}
	start();
	tag_write(store, &(struct tag){1, "x", "x", 10001});
	assert_guarded("a discount above 100 %");
	start();
	staff_write(store, &(struct staff){1, "amy", "", ROLE_CLIENT});
	assert_guarded("a client among the staff");
	start();
	staff_write(store, &(struct staff){1, "house", "", ROLE_DESK});
	assert_guarded("the house among the staff");
}

static void the_database_guards_the_offers(void **state) {
	(void)state;
	struct offer plan = {.id = 1,
			     .code = "m",
			     .name = "m",
			     .kind = OFFER_PLAN,
			     .cycle_months = 1,
			     .rollover_cycles = -1,
			     .rollover_max = -1,
			     .alert_at = -1,
			     .cooling_off_days = -1};
	struct offer topup = plan, package = plan;
	topup.id = 2, topup.code = "t", topup.kind = OFFER_TOPUP, topup.cycle_months = 0, topup.credit = money_of(1);
	package.id = 3, package.code = "p", package.kind = OFFER_PACKAGE, package.cycle_months = 0;
	struct offer cases[] = {plan,    plan,    plan,    plan,    topup,   topup,  topup,
				package, package, package, package, package, package};
	cases[0].cycle_months = 0;
	cases[1].cycle_days = 1;
	cases[2].valid_days = 1;
	cases[3].member_discount_bp = 10001;
	cases[4].credit = money_of(0);
	cases[5].price = money_of(2);
	cases[6].rollover_max = 1;
	cases[7].cycle_days = 1;
	cases[8].credit = money_of(1);
	cases[9].valid_months = 1, cases[9].valid_days = 1;
	cases[10].refund_fee_bp = -1;
	cases[11].member_discount_bp = 1;
	cases[12].price = money_of(-1);
	for (size_t i = 0; i < COUNT(cases); i++) {
		start();
		offer_write(store, &cases[i]);
		assert_guarded(arena_format(arena, "offer %zu", i));
	}
	start();
	offer_write(store, &plan);
	offer_write(store, &topup);
	offer_write(store, &package);
	assert_false(store_faulted(store)); /* without its planted fault each of them is fine */
	stop();
}

static void the_database_guards_the_lines(void **state) {
	(void)state;
	static const int64_t services[] = {1, 2, 2, 99};
	const struct offer_line lines[] = {
		{&services[0], 1, false, 0, false, false, money_of(0), -1},
		{&services[0], 1, false, 10001, false, false, money_of(0), -1},
		{&services[0], 1, false, 1, true, true, money_of(1), -1},
		{&services[0], 1, false, 1, false, true, money_of(-1), -1},
		{&services[0], 1, false, 1, false, false, money_of(0), 10001},
		{&services[1], 2, true, 1, false, false, money_of(0), -1},
	};
	for (size_t i = 0; i < COUNT(lines); i++) {
		start_with_services();
		OK(offer((struct offer_op){.code = "p", KIND(PACKAGE), PRICE(9), TEN_FACIALS}));
		struct offer planted = *offer_called("p");
		struct offer_line line = lines[i];
		planted.lines = (struct offer_line_list){&line, 1, 0};
		offer_lines_write(store, &planted);
		assert_guarded(arena_format(arena, "line %zu", i));
	}
}

/* The wire refuses all of this; should it ever let one pass, nothing may be told as done. */
static enum carnet_status planted(int which) {
	switch (which) {
	case 0: return branch((struct branch_op){.code = "", .name = "nowhere"});
	case 1: return staff((struct staff_op){.code = ""});
	case 2: return service((struct item_op){.code = "facial", .has_tax = true, .tax_bp = 10001});
	case 3: return tag((struct tag_op){.code = "vip", .has_discount = true, .discount_bp = -1});
	default: return offer((struct offer_op){.code = "p", KIND(TOPUP), PRICE(-1), CREDIT(1)});
	}
}

static void what_the_database_refuses_leaves_the_memory(void **state) {
	(void)state;
	for (int which = 0; which < 5; which++) {
		start_with_services();
		const char *before = told(&catalog);
		assert_int_equal(planted(which), CARNET_UNAVAILABLE);
		assert_int_equal(last_id, 0);
		assert_string_equal(told(&catalog), before);
		assert_guarded("a planted fault");
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_database_guards_the_lists),
		cmocka_unit_test(the_database_guards_the_offers),
		cmocka_unit_test(the_database_guards_the_lines),
		cmocka_unit_test(what_the_database_refuses_leaves_the_memory),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
