/* Kinds, causes and measures that no list has: whoever reads a book refuses them, and the rules make nothing of them. */
#include "build.h"

enum { BEYOND = 99 };

static void a_change_of_no_kind_changes_nothing(void **state) {
	(void)state;
	struct world *world = world_create();
	world_play(world, "05-01 sell facial*10 for 10000 & pay 5000; 05-02 use 1 by amy");
	struct contract *contract = world_contract(world, 0);
	struct change change = {.kind = (enum change_kind)BEYOND,
				.entry = 9,
				.date = word_day("05-03"),
				.gone_on = DATE_NONE,
				.amount = money_of(1)};
	struct effect_list effects = {0};
	contract_add(contract, &change);
	world_expect(world, "S 10000 D 1000 C 5000 W 0 left 9");
	effects_of(contract, word_day("05-03"), &world->rules, &effects);
	for (size_t i = 0; i < effects.count; i++)
		assert_true(money_is_zero(effects.at[i].amount) && effects.at[i].sessions == 0);
	world_destroy(world);
}

static void what_was_taken_for_no_cause_is_gone(void **state) {
	(void)state;
	static const struct slot_range all = {0, 2};
	struct world *world = world_create();
	struct state today;
	world_play(world, "05-01 sell facial*2 for 2000");
	struct contract *contract = world_contract(world, 0);
	struct change change = {.kind = CHANGE_CANCEL,
				.cause = (enum cause)BEYOND,
				.entry = 9,
				.date = word_day("05-03"),
				.gone_on = DATE_NONE,
				.ranges = &all,
				.range_count = 1};
	contract_add(contract, &change);
	world_expect(world, "stands rr status used_up");
	assert_true(state_fold(contract, STATE_TODAY, &today));
	assert_int_equal(contract_must_be_open(contract, &today, &world->why), CARNET_NO_SESSIONS);
	world_destroy(world);
}

static void an_effect_of_no_measure_is_not_posted(void **state) {
	(void)state;
	struct world *world = world_create();
	struct effect effect = {.date = word_day("05-03"), .measure = (enum measure)BEYOND, .amount = money_of(1)};
	const struct effect_list effects = {&effect, 1, 1};
	struct posting_list postings = {0};
	postings_of(world->arena, &effects, &world->rules, &postings);
	assert_int_equal(postings.count, 0);
	world_destroy(world);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_change_of_no_kind_changes_nothing),
		cmocka_unit_test(what_was_taken_for_no_cause_is_gone),
		cmocka_unit_test(an_effect_of_no_measure_is_not_posted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
