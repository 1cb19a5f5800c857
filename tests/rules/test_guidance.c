/* What a price means (rulebook §3.6): per session, against the list price, after cost. */
#include "build.h"

#include "rules/guidance.h"

enum { WHOLE_BP = 10000 };

static void a_price_is_looked_at_from_all_sides(void **state) {
	(void)state;
	static const struct {
		const char *name;
		int32_t sessions;
		int64_t list_price, cost, price;
		int64_t per_session, discount_bp, margin_bp, break_even, floor_price;
		enum band band;
		bool below_floor;
	} cases[] = {
		{"a third off", 10, 1500, 400, 10000, 1000, 3333, 6000, 7, 5714, BAND_ABOVE, false},
		{"at the lower end of the band", 10, 1500, 400, 13500, 1350, 1000, 7037, 9, 5714, BAND_WITHIN, false},
		{"at the upper end", 10, 1500, 400, 12750, 1275, 1500, 6863, 9, 5714, BAND_WITHIN, false},
		{"just below", 10, 1500, 400, 13501, 1350, 999, 7037, 10, 5714, BAND_BELOW, false},
		{"dearer than single visits", 10, 1500, 400, 16000, 1600, -667, 7500, 0, 5714, BAND_BELOW, false},
		{"under the floor", 10, 1500, 1200, 13500, 1350, 1000, 1111, 9, 17143, BAND_WITHIN, true},
		{"at the floor", 10, 1500, 400, 5714, 571, 6191, 3000, 4, 5714, BAND_ABOVE, false},
		{"a gift", 10, 1500, 400, 0, 0, 10000, 0, 0, 5714, BAND_ABOVE, true},
		{"nothing has a price", 10, 0, 0, 0, 0, 0, 0, 0, 0, BAND_BELOW, true},
		{"no sessions", 0, 1500, 400, 1000, 0, 0, 10000, 0, 0, BAND_BELOW, false},
		{"the least price that keeps the floor, not the nearest", 1, 15, 1, 2, 2, 8667, 5000, 1, 2, BAND_ABOVE,
		 false},
		{"one visit costs as much", 3, 1500, 400, 1500, 500, 6667, 2000, 1, 1715, BAND_ABOVE, true},
		{"only all of them do", 3, 1500, 400, 4500, 1500, 0, 7333, 3, 1715, BAND_BELOW, false},
		{"dear beyond measure", 1, 1, 0, MONEY_LARGEST, MONEY_LARGEST, -INT32_MAX, 10000, 0, 0, BAND_BELOW,
		 false},
	};
	const struct guidance_limits limits = {1000, 1500, 3000};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct guided_line line = {cases[i].sessions, money_of(cases[i].list_price), money_of(cases[i].cost)};
		struct guided_line_list lines = {&line, 1, 1};
		struct guidance got = guidance_of(&lines, money_of(cases[i].price), &limits);
		if (money_units(got.per_session) != cases[i].per_session || got.discount_bp != cases[i].discount_bp ||
		    got.margin_bp != cases[i].margin_bp || got.break_even != cases[i].break_even ||
		    money_units(got.floor_price) != cases[i].floor_price || got.band != cases[i].band ||
		    got.below_floor != cases[i].below_floor || got.has_margin != (cases[i].price > 0))
			fail_msg("%s: %lld %d %d %d %lld %d %d", cases[i].name, (long long)money_units(got.per_session),
				 got.discount_bp, got.margin_bp, got.break_even,
				 (long long)money_units(got.floor_price), got.band, got.below_floor);
	}
}

/* Each line at its own price; the visits of the first line come first. */
static void a_price_for_several_services(void **state) {
	(void)state;
	struct guided_line of[] = {{2, money_of(1000), money_of(100)}, {3, money_of(500), money_of(50)}};
	const struct guided_line_list lines = {of, COUNT(of), COUNT(of)};
	const struct guidance_limits limits = {1000, 1500, WHOLE_BP};
	struct guidance got = guidance_of(&lines, money_of(2800), &limits);
	assert_int_equal(got.sessions, 5);
	assert_int_equal(money_units(got.list_price), 3500);
	assert_int_equal(money_units(got.cost), 350);
	assert_int_equal(money_units(got.saving), 700);
	assert_int_equal(money_units(got.margin), 2450);
	assert_int_equal(got.discount_bp, 2000);
	assert_int_equal(got.break_even, 4);
	assert_int_equal(money_units(got.band_low), 3150);
	assert_int_equal(money_units(got.band_high), 2975);
	assert_true(got.has_margin);
	assert_true(money_overflown(got.floor_price)); /* no price is all margin */
	const struct guidance_limits nearly = {1000, 1500, WHOLE_BP - 1};
	assert_int_equal(money_units(guidance_of(&lines, money_of(2800), &nearly).floor_price), 3500000);
}

static void what_a_client_would_have_bought(void **state) {
	(void)state;
	static const struct {
		int32_t visits, sessions, break_even;
		int64_t sold, singles;
	} cases[] = {
		{6, 10, 7, 0, 6},  {7, 10, 7, 1, 0}, {10, 10, 7, 1, 0}, {16, 10, 7, 1, 6},
		{17, 10, 7, 2, 0}, {5, 10, 0, 0, 5}, {0, 10, 7, 0, 0},  {3, 0, 0, 0, 3},
		{3, 0, 1, 0, 3},   {3, 1, 1, 3, 0},  {5, 10, 1, 1, 0},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct purchase got = purchase_of(cases[i].visits, cases[i].sessions, cases[i].break_even);
		assert_int_equal(got.sold, cases[i].sold);
		assert_int_equal(got.singles, cases[i].singles);
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_price_is_looked_at_from_all_sides),
		cmocka_unit_test(a_price_for_several_services),
		cmocka_unit_test(what_a_client_would_have_bought),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
