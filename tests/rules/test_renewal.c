/* What to offer (rulebook §11.4): the right offers, in the right order, and never a wrong one. */
#include "build.h"

#include "rules/renewal.h"

static const int64_t facial[] = {FACIAL};

/* An offer of facials: list price 1,500, direct cost 400. */
struct pack {
	int32_t sessions;
	int64_t price;
	int32_t valid_days;
	int32_t cycle_months; /* 0: no plan */
};

struct renewal_case {
	const char *name;
	int32_t every, visits; /* every so many days, so many times, the last one today */
	int32_t left, interval;
	struct pack packs[4]; /* offers 1 to 4 */
	const char *expected; /* their numbers, the best first, with the risk of each */
};

static const int32_t today = 20000;

static struct visits_list visits_every(struct arena *arena, int32_t days, int32_t count) {
	struct visits_list visits = {0};
	for (int32_t i = count - 1; i >= 0; i--)
		visits_add(arena, &visits, FACIAL, today - i * days);
	return visits;
}

static size_t offers_of(struct arena *arena, const struct pack *packs, struct renewal_offer *offers) {
	size_t count = 0;
	for (; count < 4 && packs[count].sessions > 0; count++) {
		struct renewal_line *line = ARENA_NEW(arena, struct renewal_line);
		*line = (struct renewal_line){
			facial, 1, packs[count].sessions, money_of(packs[count].price), money_of(1500), money_of(400)};
		offers[count] = (struct renewal_offer){.offer = (int64_t)count + 1,
						       .for_sale = true,
						       .is_plan = packs[count].cycle_months > 0,
						       .price = money_of(packs[count].price),
						       .lines = line,
						       .line_count = 1,
						       .valid_days = packs[count].valid_days,
						       .cycle_months = packs[count].cycle_months};
	}
	return count;
}

static const char *renewals_in(struct arena *arena, const struct renewal_case *one, struct renewal_list *renewals) {
	struct renewal_offer *offers = ARENA_ARRAY(arena, struct renewal_offer, 4);
	struct visits_list *visits = ARENA_NEW(arena, struct visits_list);
	*visits = visits_every(arena, one->every, one->visits);
	struct renewal_need need = {.day = today,
				    .item = FACIAL,
				    .had = 1,
				    .left = one->left,
				    .interval = one->interval,
				    .margin_floor_bp = 3000,
				    .visits = visits};
	const char *all = "";
	renewals_of(arena, &need, offers, offers_of(arena, one->packs, offers), renewals);
	for (size_t i = 0; i < renewals->count; i++)
		all = arena_format(arena, "%s%s%d %s", all, i ? ", " : "", (int)renewals->at[i].offer->offer,
				   expiry_risk_name(renewals->at[i].risk));
	return all;
}

static void the_best_first_and_never_a_wrong_one(void **state) {
	(void)state;
	static const struct renewal_case cases[] = {
		{"the cheaper session first", 28, 3, 2, 0, {{5, 6000, 0, 0}, {10, 10000, 0, 0}}, "2 none, 1 none"},
		{"the smaller price where a session costs the same",
		 28,
		 3,
		 2,
		 0,
		 {{10, 10000, 0, 0}, {5, 5000, 0, 0}},
		 "2 none, 1 none"},
		{"alike in all: the older one", 28, 3, 2, 0, {{5, 5000, 0, 0}, {5, 5000, 0, 0}}, "1 none, 2 none"},
		{"what lasts above a year comes after", 28, 3, 0, 0, {{5, 6000, 0, 0}, {20, 18000, 0, 0}}, "1 none, 2 none"},
		{"never what would expire first", 28, 3, 0, 0, {{10, 10000, 279, 0}}, ""},
		{"to the day", 28, 3, 0, 0, {{10, 10000, 280, 0}}, "1 tight"},
		{"what is left goes first", 28, 3, 1, 0, {{10, 10000, 307, 0}}, ""},
		{"two visits to spare", 28, 3, 0, 0, {{10, 10000, 336, 0}}, "1 safe"},
		{"tight after safe, though cheaper", 28, 3, 0, 0, {{10, 10000, 280, 0}, {5, 6000, 0, 0}}, "2 none, 1 tight"},
		{"not known", 28, 1, 0, 0, {{10, 10000, 280, 0}, {5, 6000, 0, 0}}, "2 none, 1 unknown"},
		{"the interval will do", 28, 1, 0, 28, {{10, 10000, 279, 0}, {5, 6000, 0, 0}}, "2 none"},
		{"never under the margin floor: 5,714 keeps 30 %",
		 28,
		 3,
		 0,
		 0,
		 {{10, 5713, 0, 0}, {10, 5714, 0, 0}},
		 "2 none"},
		{"never dearer than single visits", 28, 3, 0, 0, {{10, 15001, 0, 0}, {10, 15000, 0, 0}}, "2 none"},
		{"nothing for nothing", 28, 3, 0, 0, {{10, 0, 0, 0}}, ""},
		{"a plan for a habit near its cycle", 28, 6, 0, 0, {{5, 4000, 0, 0}, {1, 1400, 0, 1}}, "2 none, 1 none"},
		{"no plan for a course", 28, 5, 0, 0, {{5, 4000, 0, 0}, {1, 1400, 0, 1}}, "1 none"},
		{"no plan whose sessions would be lost", 31, 6, 0, 0, {{1, 1400, 0, 1}}, ""},
		{"no plan for who comes far more often", 20, 6, 0, 0, {{1, 1400, 0, 1}}, ""},
		{"two a month for who comes every fortnight", 14, 6, 0, 0, {{2, 2800, 0, 1}}, "1 none"},
		{"nothing on sale", 28, 6, 0, 0, {{0, 0, 0, 0}}, ""},
	};
	struct arena *arena = arena_create();
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct renewal_list renewals = {0};
		const char *got = renewals_in(arena, &cases[i], &renewals);
		if (strcmp(got, cases[i].expected) != 0)
			fail_msg("%s: %s", cases[i].name, got);
	}
	arena_destroy(arena);
}

static void a_gift_is_no_offer_whatever_the_margin(void **state) {
	(void)state;
	static const struct renewal_line line = {.items = facial, .item_count = 1, .sessions = 1};
	static const struct renewal_offer offer = {.offer = 1, .for_sale = true, .lines = &line, .line_count = 1};
	struct visits_list visits = {0};
	const struct renewal_need need = {.day = today, .item = FACIAL, .visits = &visits};
	struct renewal_list renewals = {0};
	struct arena *arena = arena_create();
	renewals_of(arena, &need, &offer, 1, &renewals);
	assert_int_equal(renewals.count, 0);
	arena_destroy(arena);
}

static void only_what_is_for_sale_and_good_where_it_is_asked(void **state) {
	(void)state;
	enum { HERE = 2, THERE = 3, NOT_SAID = 0 };
	static const int64_t here[] = {THERE, HERE}, there[] = {THERE};
	static const struct {
		const char *name;
		bool for_sale;
		const int64_t *branches;
		int32_t branch_count;
		int64_t asked_at;
		bool offered;
	} cases[] = {
		{"for sale everywhere", true, NULL, 0, HERE, true},
		{"not for sale any more", false, NULL, 0, HERE, false},
		{"not for sale, wherever it is asked", false, NULL, 0, NOT_SAID, false},
		{"good here, too", true, here, 2, HERE, true},
		{"good elsewhere only", true, there, 1, HERE, false},
		{"good somewhere", true, there, 1, NOT_SAID, true},
		{"good here, but not for sale", false, here, 2, HERE, false},
	};
	const struct renewal_line line = {facial, 1, 10, money_of(10000), money_of(1500), money_of(400)};
	struct visits_list visits = {0};
	struct arena *arena = arena_create();
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct renewal_offer offer = {.offer = 1,
						    .for_sale = cases[i].for_sale,
						    .branches = cases[i].branches,
						    .branch_count = cases[i].branch_count,
						    .price = money_of(10000),
						    .lines = &line,
						    .line_count = 1};
		const struct renewal_need need = {
			.day = today, .branch = cases[i].asked_at, .item = FACIAL, .visits = &visits};
		struct renewal_list renewals = {0};
		renewals_of(arena, &need, &offer, 1, &renewals);
		if ((renewals.count == 1) != cases[i].offered)
			fail_msg("%s: %zu offered", cases[i].name, renewals.count);
	}
	arena_destroy(arena);
}

static void each_with_its_figures(void **state) {
	(void)state;
	static const struct renewal_case one = {"two left", 28, 3, 2, 0, {{10, 10000, 365, 0}}, "1 safe"};
	struct arena *arena = arena_create();
	struct renewal_list renewals = {0};
	assert_string_equal(renewals_in(arena, &one, &renewals), "1 tight");
	const struct renewal *renewal = &renewals.at[0];
	assert_int_equal(renewal->pitch, PITCH_AGAIN);
	assert_int_equal(money_units(renewal->per_session), 1000);
	assert_int_equal(money_units(renewal->saving_list), 5000);
	assert_int_equal(money_units(renewal->saving_single), 5000);
	assert_int_equal(renewal->margin_bp, 6000);
	assert_int_equal(renewal->run_out_on, today + 2 * 28);
	assert_int_equal(renewal->used_up_on, today + 12 * 28);
	assert_int_equal(renewal->expires_on, today + 365);
	arena_destroy(arena);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_best_first_and_never_a_wrong_one),
		cmocka_unit_test(a_gift_is_no_offer_whatever_the_margin),
		cmocka_unit_test(only_what_is_for_sale_and_good_where_it_is_asked),
		cmocka_unit_test(each_with_its_figures),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
