/* What things cost and what each line and slot is worth (rulebook §§2.4, 2.5, 3.1, 3.2, 3.5, 14.1, 14.2). */
#include "build.h"

#include "rules/pricing.h"

enum { LINES_MOST = 4 };

static void a_price_is_split_over_the_lines(void **state) {
	(void)state;
	static const struct {
		const char *name;
		int64_t price;
		struct {
			int32_t sessions;
			int64_t list_price;
			bool valued;
			int64_t value;
		} lines[LINES_MOST];
		int32_t count;
		int64_t parts[LINES_MOST];
	} cases[] = {
		{"by sessions x list price",
		 19999,
		 {{10, 1200, false, 0}, {8, 1500, false, 0}, {1, 1000, false, 0}},
		 3,
		 {9600, 9599, 800}},
		{"one line takes all", 10000, {{10, 1500, false, 0}}, 1, {10000}},
		{"by explicit values", 5000, {{1, 9999, true, 2000}, {1, 1, true, 3000}}, 2, {2000, 3000}},
		{"another price: the values are the weights",
		 4000,
		 {{1, 9999, true, 2000}, {1, 1, true, 3000}},
		 2,
		 {1600, 2400}},
		{"a line without a value beside one with", 4000, {{1, 9999, false, 500}, {1, 1, true, 3000}}, 2, {0, 4000}},
		{"explicit values all 0: by sessions", 4000, {{1, 9999, true, 0}, {3, 1, true, 0}}, 2, {1000, 3000}},
		{"list prices all 0: by sessions", 4000, {{1, 0, false, 0}, {3, 0, false, 0}}, 2, {1000, 3000}},
		{"one list price 0", 4000, {{1, 0, false, 0}, {3, 100, false, 0}}, 2, {0, 4000}},
		{"no sessions at all: the first takes all", 4000, {{0, 0, false, 0}, {0, 0, false, 0}}, 2, {4000, 0}},
		{"ties to the earlier line", 100, {{1, 5, false, 0}, {1, 5, false, 0}, {1, 5, false, 0}}, 3, {34, 33, 33}},
		{"only the first has a value", 4000, {{1, 1, true, 3000}, {1, 9999, false, 0}}, 2, {4000, 0}},
		{"the least of list prices is a weight", 4000, {{1, 1, false, 0}, {3, 0, false, 0}}, 2, {4000, 0}},
		{"nothing", 0, {{1, 5, false, 0}, {1, 5, false, 0}}, 2, {0, 0}},
	};
	struct arena *arena = arena_create();
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct price_line lines[LINES_MOST];
		struct money parts[LINES_MOST];
		for (int32_t k = 0; k < cases[i].count; k++)
			lines[k] = (struct price_line){cases[i].lines[k].sessions,
						       money_of(cases[i].lines[k].list_price), cases[i].lines[k].valued,
						       money_of(cases[i].lines[k].value)};
		price_split(arena, money_of(cases[i].price), lines, cases[i].count, parts);
		for (int32_t k = 0; k < cases[i].count; k++)
			if (money_units(parts[k]) != cases[i].parts[k])
				fail_msg("%s: line %d is worth %lld", cases[i].name, k,
					 (long long)money_units(parts[k]));
	}
	arena_destroy(arena);
}

static void a_discount_is_taken_once_per_line(void **state) {
	(void)state;
	static const struct {
		int64_t unit;
		int32_t quantity, discount_bp;
		int64_t price;
	} cases[] = {
		{1000, 1, 1500, 850}, {1000, 1, 0, 1000}, {1000, 3, 1000, 2700},
		{333, 3, 1000, 899},  {5, 1, 1000, 5},    {5, 1, 1001, 4},
		{1, 2, 5000, 1},      {1, 1, 5000, 1},    {1000000, 1, 1500, 850000},
		{1000, 1, 10000, 0},  {0, 7, 100, 0},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct money price = price_discounted(money_of(cases[i].unit), cases[i].quantity, cases[i].discount_bp);
		assert_int_equal(money_units(price), cases[i].price);
	}
	assert_true(money_overflown(price_discounted(money_of(MONEY_LARGEST), 10000, 0)));
}

static void a_line_is_spread_over_its_slots(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"9,999 over 7", "05-01 sell facial*7 for 9999", "slots 1428,1429,1428,1429,1428,1429,1428"},
		{"10,000 over 3", "05-01 sell facial*3 for 10000", "slots 3333,3334,3333"},
		{"10,000 over 12: the bonus shares", "05-01 sell facial*12 for 10000",
		 "slots 833,834,833,833,834,833,833,834,833,833,834,833"},
		{"a free bonus is worth nothing", "05-01 sell facial*5~2 for 1000", "slots 333,334,333,0,0"},
		{"a combo of three lines", "05-01 sell facial*1@12000 laser*1@12000 ipl*1@1000 for 19999 combo",
		 "slots 9600,9599,800"},
		{"free ones alone behind another line", "05-01 sell laser*1=100 facial*2=0~2 for 100", "slots 100,0,0"},
		{"all of them free", "05-01 sell facial*2~2 for 0", "slots 0,0"},
		{"one slot", "05-01 charge perm for 2000", "slots 2000"},
		{"more slots than units", "05-01 sell facial*4 for 2", "slots 1,0,1,0"},
	};
	stories_hold(stories, COUNT(stories));
}

static void a_single_visit_has_one_line_and_one_slot(void **state) {
	(void)state;
	struct arena *arena = arena_create();
	struct terms terms = terms_of_one(arena, STREAM_GOODS, LINE_PRODUCT, SERUM, money_of(1100), money_of(1200), 500);
	assert_int_equal(terms.stream, STREAM_GOODS);
	assert_int_equal(money_units(terms.price), 1100);
	assert_int_equal(terms.line_count, 1);
	assert_int_equal(terms.lines[0].kind, LINE_PRODUCT);
	assert_int_equal(terms.lines[0].sessions, 1);
	assert_int_equal(terms.lines[0].item_count, 1);
	assert_int_equal(terms.lines[0].items[0], SERUM);
	assert_int_equal(money_units(terms.lines[0].value), 1100);
	assert_int_equal(money_units(terms.lines[0].list_price), 1200);
	assert_int_equal(terms.lines[0].tax_bp, 500);
	assert_int_equal(terms.expires_on, DATE_NONE);
	assert_int_equal(terms.alert_at, -1);
	assert_int_equal(terms.refund.cooling_off_days, -1);
	assert_int_equal(
		terms_of_one(arena, STREAM_LEGACY, LINE_DEBT, 0, MONEY_ZERO, MONEY_ZERO, 0).lines[0].item_count, 0);
	arena_destroy(arena);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_price_is_split_over_the_lines),
		cmocka_unit_test(a_discount_is_taken_once_per_line),
		cmocka_unit_test(a_line_is_spread_over_its_slots),
		cmocka_unit_test(a_single_visit_has_one_line_and_one_slot),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
