/* What a client should be offered something for (rulebook §11.4): each service that runs low or is used up, once. */
#include "watch.h"

#include "rules/renewal.h"

enum { FIRST_OFFER = 11 };

static const char *needs_in(struct world *world, const struct alert_case *one, const struct setting *setting) {
	static const char *const items[] = {"", "facial", "laser", "ipl", "perm"};
	struct watch *watch = watch_on(world, one, setting);
	struct alert_list alerts = {0};
	struct renewal_need_list needs = {0};
	const char *all = "";
	for (int i = 0; i < CONTRACTS_MOST; i++)
		world->contracts[i].offer = FIRST_OFFER + i;
	alerts_of(world->arena, watch, &alerts);
	renewal_needs(world->arena, watch, &alerts, &needs);
	for (size_t i = 0; i < needs.count; i++) {
		const struct renewal_need *need = &needs.at[i];
		assert_ptr_equal(need->visits, watch->visits);
		assert_int_equal(need->day, watch->day);
		all = arena_format(world->arena, "%s%s%s left %d had %c every %d", all, i ? ";" : "", items[need->item],
				   (int)need->left, (int)('a' + need->had - FIRST_OFFER), (int)need->interval);
	}
	return all;
}

/* "perm left 2 had b every 14" for each. */
static void needs_hold(const struct alert_case *cases, size_t count, const struct setting *setting) {
	for (size_t i = 0; i < count; i++) {
		struct world *world = world_create();
		const char *got = needs_in(world, &cases[i], setting);
		if (!words_agree(world->arena, cases[i].expected, got))
			fail_msg("%s: %s", cases[i].name, got);
		world_destroy(world);
	}
}

static void what_runs_low_is_needed(void **state) {
	(void)state;
	static const struct setting said = {
		.intervals = {28, 14, 7, 3}, .suspended_on = DATE_NONE, .ended_on = DATE_NONE};
	static const struct alert_case cases[] = {
		{"enough", "01-01 sell facial*9 for 9000 & pay 9000; use 1", "01-01", "01-01", ""},
		{"few left", "01-01 sell facial*3 for 3000 & pay 3000; use 1", "01-01", "01-01",
		 "facial left 2 had a every 28"},
		{"none left", "01-01 sell facial*2 for 2000 & pay 2000; use 2", "01-01", "01-01",
		 "facial left 0 had a every 28"},
		{"few left here, more elsewhere",
		 "01-01 sell facial*3 for 3000 & pay 3000; use 1; b: sell facial*9 for 9000 & pay 9000", "01-01",
		 "01-01", ""},
		{"what only ends needs nothing new", "01-01 sell facial*9 for 9000 until 01-20 & pay 9000; use 1",
		 "01-01", "01-05", ""},
		{"each service of a combo", "01-01 sell facial*2 perm*2 for 4000 combo & pay 4000; use 1 facial",
		 "01-01", "01-01", "facial left 1 had a every 28; perm left 2 had a every 28"},
		{"of a combo what is not plenty elsewhere",
		 "01-01 sell facial*1 perm*3 for 4000 combo & pay 4000; use 1 perm; b: sell facial*9 for 9000 & pay "
		 "9000",
		 "", "01-01", "perm left 2 had a every 28"},
		{"as many elsewhere as make up what is left",
		 "01-01 sell facial*1 perm*3 for 4000 combo & pay 4000; use 1 facial; b: sell facial*3 for 900 & pay "
		 "900",
		 "", "01-01", "facial left 3 had a; perm left 3 had a"},
		{"one more than that is plenty",
		 "01-01 sell facial*1 perm*3 for 4000 combo & pay 4000; use 1 facial; b: sell facial*4 for 900 & pay "
		 "900",
		 "", "01-01", "perm left 3 had a"},
		{"what is over is no plenty",
		 "01-01 sell facial*1 perm*3 for 4000 combo & pay 4000; use 1 perm; b: sell facial*9 for 9000 until "
		 "01-31 & "
		 "pay 9000",
		 "", "02-01", "facial left 1; perm left 2"},
		{"a service low on two contracts: once",
		 "01-01 sell facial*3 for 3000 & pay 3000; use 1; b: sell facial*1 perm*2 for 3000 combo & pay 3000; "
		 "use "
		 "1 facial",
		 "01-01", "01-01", "facial left 2 had a every 28; perm left 2 had b every 14"},
		{"once, wherever it stands",
		 "01-01 sell perm*3 for 3000 & pay 3000; use 1; b: sell facial*3 for 3000 & pay 3000; use 1; c: sell "
		 "facial*1 laser*2 for 3000 combo & pay 3000; use 1 facial",
		 "01-01", "01-01", "perm left 2 had a; facial left 2 had b; laser left 2 had c every 7"},
		{"each service where it runs low",
		 "01-01 sell facial*3 for 3000 & pay 3000; use 1; b: sell perm*3 for 3000 & pay 3000; use 2", "01-01",
		 "01-01", "facial left 2 had a every 28; perm left 1 had b every 14"},
	};
	needs_hold(cases, COUNT(cases), &said);
}

static void of_a_choice_what_the_client_likes_best(void **state) {
	(void)state;
	static const struct alert_case cases[] = {
		{"had more often", "01-01 sell laser|ipl*3 for 3000 & pay 3000; use 1 ipl",
		 "laser:2025-12-01 ipl:2025-12-11 ipl:01-01", "01-01", "ipl left 2 had a every 0"},
		{"the first had more often", "01-01 sell laser|ipl*3 for 3000 & pay 3000; use 1 ipl",
		 "laser:2025-12-01 laser:2025-12-11 ipl:01-01", "01-01", "laser left 2"},
		{"had once, and the first never", "01-01 sell laser|ipl*3 for 3000 & pay 3000; use 1 ipl", "ipl:01-01",
		 "01-01", "ipl left 2"},
		{"both as often: the first", "01-01 sell laser|ipl*3 for 3000 & pay 3000; use 1 ipl",
		 "laser:2025-12-01 ipl:01-01", "01-01", "laser left 2"},
		{"neither", "01-01 sell laser|ipl*3 for 3000 & pay 3000; use 1 ipl", "perm:01-01", "01-01",
		 "laser left 2"},
	};
	needs_hold(cases, COUNT(cases), &nothing_said);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_runs_low_is_needed),
		cmocka_unit_test(of_a_choice_what_the_client_likes_best),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
