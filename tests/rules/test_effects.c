/* Effects and postings as lists (rulebook §10.1): what is summed with what, what is posted where. */
#include "build.h"

static struct arena *arena;

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

static const struct effect model = {.date = 5,
				    .measure = MEASURE_PAID_IN,
				    .stream = STREAM_PACKAGE,
				    .branch = 1,
				    .home = 2,
				    .staff = 3,
				    .item = 4,
				    .method = "cash",
				    .amount = {100},
				    .sessions = 2};

/* The model with one thing other than it was; 0 changes nothing. */
static struct effect with_other(int which) {
	struct effect effect = model;
	switch (which) {
	case 1: effect.date = 6; break;
	case 2: effect.measure = MEASURE_REFUNDED; break;
	case 3: effect.stream = STREAM_COMBO; break;
	case 4: effect.branch = 9; break;
	case 5: effect.home = 9; break;
	case 6: effect.staff = 9; break;
	case 7: effect.item = 9; break;
	case 8: effect.method = "card"; break;
	case 9: effect.method = NULL; break;
	default: effect.method = arena_text(arena, "cash"); break;
	}
	return effect;
}

enum { KEYS = 10 };

static void effects_of_one_key_are_summed(void **state) {
	(void)state;
	struct effect_list effects = {0};
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < KEYS; i++) {
			struct effect effect = with_other(i);
			effects_add(arena, &effects, &effect);
		}
	assert_int_equal(effects.count, KEYS);
	for (int i = 0; i < KEYS; i++) {
		assert_int_equal(money_units(effects.at[i].amount), 200);
		assert_int_equal(effects.at[i].sessions, 4);
	}
	assert_null(effects.at[9].method);
}

static void what_is_nothing_is_not_added(void **state) {
	(void)state;
	struct effect_list effects = {0};
	struct effect nothing = model, money = model, sessions = model;
	nothing.amount = sessions.amount = MONEY_ZERO;
	nothing.sessions = money.sessions = 0;
	effects_add(arena, &effects, &nothing);
	assert_int_equal(effects.count, 0);
	effects_add(arena, &effects, &money);
	effects_add(arena, &effects, &sessions);
	assert_int_equal(effects.count, 1);
	assert_int_equal(money_units(effects.at[0].amount), 100);
	assert_int_equal(effects.at[0].sessions, 2);
}

static void what_comes_to_nothing_is_dropped(void **state) {
	(void)state;
	struct effect_list after = {0}, before = {0};
	struct effect same = with_other(0), less = with_other(1), gone = with_other(3), fewer = with_other(4);
	effects_add(arena, &before, &same);
	effects_add(arena, &before, &less);
	effects_add(arena, &before, &gone);
	effects_add(arena, &before, &fewer);
	less.amount = money_of(30);
	less.sessions = 2;
	fewer.sessions = 1;
	effects_add(arena, &after, &same);
	effects_add(arena, &after, &less);
	effects_add(arena, &after, &fewer);
	effects_subtract(arena, &after, &before);
	assert_int_equal(after.count, 3);
	assert_int_equal(money_units(after.at[0].amount), -70);
	assert_int_equal(after.at[0].sessions, 0);
	assert_int_equal(money_units(after.at[1].amount), 0);
	assert_int_equal(after.at[1].sessions, -1);
	assert_int_equal(money_units(after.at[2].amount), -100);
	assert_int_equal(after.at[2].sessions, -2);
	assert_int_equal(after.at[2].stream, STREAM_COMBO);
}

static void every_measure_has_a_name_of_its_own(void **state) {
	(void)state;
	for (int i = 0; i < MEASURE_COUNT; i++)
		for (int k = 0; k < i; k++)
			assert_string_not_equal(measure_name((enum measure)i), measure_name((enum measure)k));
	assert_string_equal(measure_name(MEASURE_CREDIT), "cash_delivered");
	assert_string_equal(measure_name(MEASURE_ENTITLEMENT), "delivered_basis");
	assert_string_equal(measure_name(MEASURE_SELLER), "cash");
}

/* The table of §10.1: 100 of each measure, and what it debits and credits. */
static void every_measure_is_posted_where_it_belongs(void **state) {
	(void)state;
	static const char *const account = "liabilities:contract:package", *const income = "income:package";
	static const struct {
		enum measure measure;
		bool tax_at_delivery;
		const char *debit, *credit;
	} cases[] = {
		{MEASURE_PAID_IN, false, "assets:cash:card", account},
		{MEASURE_REFUNDED, false, account, "assets:cash:card"},
		{MEASURE_DELIVERED, false, account, income},
		{MEASURE_BREAKAGE, false, account, "income:breakage"},
		{MEASURE_FEES, false, account, "income:fees"},
		{MEASURE_UPLIFT, false, account, "income:uplift"},
		{MEASURE_WRITTEN_OFF, false, "expenses:write-offs", account},
		{MEASURE_OPENED, false, "equity:opening", account},
		{MEASURE_MOVED, false, NULL, account},
		{MEASURE_TAX_PAYABLE, false, "assets:tax-paid-ahead", "liabilities:tax"},
		{MEASURE_TAX_INCOME, false, income, "assets:tax-paid-ahead"},
		{MEASURE_TAX_INCOME, true, income, "liabilities:tax"},
		{MEASURE_TAX_BREAKAGE, false, "income:breakage", "assets:tax-paid-ahead"},
		{MEASURE_TAX_OPENED, false, "assets:tax-paid-ahead", "equity:opening"},
		{MEASURE_SOLD, false, NULL, NULL},
		{MEASURE_LIABILITY, false, NULL, NULL},
		{MEASURE_RECEIVABLE, false, NULL, NULL},
		{MEASURE_CREDIT, false, NULL, NULL},
		{MEASURE_ENTITLEMENT, false, NULL, NULL},
		{MEASURE_SELLER, false, NULL, NULL},
		{MEASURE_SESSIONS_SOLD, false, NULL, NULL},
		{MEASURE_SESSIONS_USED, false, NULL, NULL},
		{MEASURE_SESSIONS_EXPIRED, false, NULL, NULL},
		{MEASURE_SESSIONS_RETURNED, false, NULL, NULL},
		{MEASURE_SESSIONS_TRANSFERRED, false, NULL, NULL},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct effect_rules rules = {.tax_at_delivery = cases[i].tax_at_delivery};
		struct effect_list effects = {0};
		struct posting_list postings = {0};
		struct effect effect = model;
		effect.measure = cases[i].measure;
		effect.method = "card";
		effects_add(arena, &effects, &effect);
		postings_of(arena, &effects, &rules, &postings);
		size_t at = 0;
		if (cases[i].debit) {
			assert_string_equal(postings.at[at].account, cases[i].debit);
			assert_int_equal(postings.at[at].date, 5);
			assert_int_equal(money_units(postings.at[at++].amount), 100);
		}
		if (cases[i].credit) {
			assert_string_equal(postings.at[at].account, cases[i].credit);
			assert_int_equal(money_units(postings.at[at++].amount), -100);
		}
		assert_int_equal(postings.count, at);
		assert_int_equal(postings_balance(&postings), cases[i].measure != MEASURE_MOVED);
	}
}

static void postings_are_summed_by_day_and_account(void **state) {
	(void)state;
	struct effect_rules rules = {0};
	struct effect_list effects = {0};
	struct posting_list postings = {0};
	struct effect first = model, second = with_other(8), other_day = with_other(1), back = model;
	back.measure = MEASURE_REFUNDED;
	effects_add(arena, &effects, &first);
	effects_add(arena, &effects, &second);
	effects_add(arena, &effects, &back);
	effects_add(arena, &effects, &other_day);
	postings_of(arena, &effects, &rules, &postings);
	assert_int_equal(postings.count, 4); /* cash came and went */
	assert_string_equal(postings.at[0].account, "liabilities:contract:package");
	assert_int_equal(money_units(postings.at[0].amount), -100);
	assert_string_equal(postings.at[1].account, "assets:cash:card");
	assert_int_equal(postings.at[2].date, 6);
	assert_int_equal(postings.at[3].date, 6);
	assert_true(postings_balance(&postings));
}

/* Where it was done and where it was sold; what was done. */
static void an_effect_says_where_and_what(void **state) {
	(void)state;
	struct world *world = world_create();
	world_play(world, "05-01 sell laser|ipl*2 for 2000 seller bo & pay 1000 & use 1 ipl by amy at khh; expire");
	for (size_t i = 0; i < world->kept[0].count; i++) {
		const struct effect *effect = &world->kept[0].at[i];
		bool session = effect->measure == MEASURE_CREDIT || effect->measure == MEASURE_ENTITLEMENT ||
			       effect->measure == MEASURE_DELIVERED || effect->measure == MEASURE_SESSIONS_USED;
		assert_int_equal(effect->home, TPE);
		assert_int_equal(effect->branch, session ? KHH : TPE);
		assert_int_equal(effect->item, session ? IPL : 0);
		assert_int_equal(effect->stream, STREAM_PACKAGE);
		assert_true((effect->method != NULL) == (effect->measure == MEASURE_PAID_IN));
	}
	world_destroy(world);
}

static int64_t item_of(struct world *world, enum measure measure) {
	for (size_t i = 0; i < world->kept[0].count; i++)
		if (world->kept[0].at[i].measure == measure)
			return world->kept[0].at[i].item;
	return -1;
}

/* What was used before the book is known by its line alone, when that has one service. */
static void what_was_used_before_the_book_is_its_lines(void **state) {
	(void)state;
	static const struct {
		const char *script;
		int64_t item;
	} cases[] = {
		{"05-01 open facial*2 for 2000 used 1; 05-02 return 1", FACIAL},
		{"05-01 open facial|laser*2 for 2000 used 1; 05-02 return 1", 0},
		{"05-01 access 3 for 300; earn 1", 0},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct world *world = world_create();
		world_play(world, cases[i].script);
		assert_int_equal(item_of(world, MEASURE_DELIVERED), cases[i].item);
		world_destroy(world);
	}
}

static void credit_is_rounded_down(void **state) {
	(void)state;
	static const struct {
		int64_t entitlement, paid, live_value, credit;
	} cases[] = {{1000, 5000, 10000, 500},
		     {1000, 9999, 10000, 999},
		     {1000, 10000, 10000, 1000},
		     {1, 9999, 10000, 0},
		     {0, 5, 10, 0},
		     {5, 0, 0, 0},
		     {1429, 3333, 9999, 476}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct state is = {.paid = money_of(cases[i].paid), .live_value = money_of(cases[i].live_value)};
		assert_int_equal(money_units(credit_of(money_of(cases[i].entitlement), &is)), cases[i].credit);
	}
}

static void entitlements_add_up(void **state) {
	(void)state;
	static const struct share shares[] = {{AMY, 6500}, {BO, 3500}, {CY, 0}};
	struct money parts[4];
	entitlements(arena, money_of(2000), shares, 2, parts);
	assert_int_equal(money_units(parts[0]), 1300);
	assert_int_equal(money_units(parts[1]), 700);
	assert_int_equal(money_units(parts[2]), 0);
	entitlements(arena, money_of(1001), shares, 3, parts);
	assert_int_equal(money_units(parts[0]), 651);
	assert_int_equal(money_units(parts[1]), 350);
	assert_int_equal(money_units(parts[2]), 0);
	assert_int_equal(money_units(parts[3]), 0);
	entitlements(arena, money_of(77), shares, 0, parts);
	assert_int_equal(money_units(parts[0]), 77);
	entitlements(arena, money_of(20000), (struct share[]){{AMY, 10000}}, 1, parts);
	assert_int_equal(money_units(parts[0]), 20000);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(effects_of_one_key_are_summed),
		cmocka_unit_test(what_is_nothing_is_not_added),
		cmocka_unit_test(what_comes_to_nothing_is_dropped),
		cmocka_unit_test(every_measure_has_a_name_of_its_own),
		cmocka_unit_test(every_measure_is_posted_where_it_belongs),
		cmocka_unit_test(postings_are_summed_by_day_and_account),
		cmocka_unit_test(an_effect_says_where_and_what),
		cmocka_unit_test(what_was_used_before_the_book_is_its_lines),
		cmocka_unit_test(credit_is_rounded_down),
		cmocka_unit_test(entitlements_add_up),
	};
	return cmocka_run_group_tests(tests, arena_begin, arena_finish);
}
