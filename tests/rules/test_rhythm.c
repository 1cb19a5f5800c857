/* How often a client comes (rulebook §§11.1, 11.2). */
#include "watch.h"

static void visits_are_kept_and_forgotten(void **state) {
	(void)state;
	struct arena *arena = arena_create();
	struct visits_list list = {0};
	for (int32_t day = 0; day < 2 * VISITS_KEPT; day++)
		visits_add(arena, &list, FACIAL, 2 * day);
	const struct visits *kept = visits_for(&list, FACIAL);
	assert_int_equal(kept->count, VISITS_KEPT);
	assert_int_equal(kept->days[0], 2 * VISITS_KEPT);
	visits_add(arena, &list, FACIAL, 1); /* older than all: forgotten at once */
	assert_int_equal(visits_for(&list, FACIAL)->days[0], 2 * VISITS_KEPT);
	visits_add(arena, &list, FACIAL, 2 * VISITS_KEPT + 1); /* late, between two */
	assert_int_equal(visits_for(&list, FACIAL)->days[0], 2 * VISITS_KEPT + 1);
	visits_remove(&list, FACIAL, 2 * VISITS_KEPT + 1);
	visits_remove(&list, FACIAL, 1); /* not kept */
	visits_remove(&list, PERM, 2);   /* never there */
	assert_int_equal(visits_for(&list, FACIAL)->count, VISITS_KEPT - 1);
	assert_null(visits_for(&list, PERM));
	arena_destroy(arena);
}

static void a_habit_is_steady_and_goes_on(void **state) {
	(void)state;
	static const struct {
		const char *name, *visits, *today;
		bool steady, goes_on;
	} cases[] = {
		{"six visits, every 10 days", "01-01 01-11 01-21 01-31 02-10 02-20", "02-20", true, true},
		{"five are too few", "01-11 01-21 01-31 02-10 02-20", "02-20", true, false},
		{"twice the rhythm away", "01-01 01-11 01-21 01-31 02-10 02-20", "03-12", true, true},
		{"and a day", "01-01 01-11 01-21 01-31 02-10 02-20", "03-13", true, false},
		{"a third of the gaps is off", "01-01 01-11 01-21 01-31 02-10 03-30", "03-30", true, true},
		{"most are off", "01-01 01-03 01-21 01-31 03-10 05-30", "05-30", false, false},
		{"nobody came", "", "05-30", false, false},
	};
	struct arena *arena = arena_create();
	const int64_t facial = FACIAL;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct visits_list visits = visits_on(arena, cases[i].visits);
		struct habit habit = habit_of(&visits, &facial, 1, 0, word_day(cases[i].today));
		if (habit.steady != cases[i].steady ||
		    habit_goes_on(&habit, word_day(cases[i].today)) != cases[i].goes_on)
			fail_msg("%s: steady %d", cases[i].name, habit.steady);
	}
	arena_destroy(arena);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(visits_are_kept_and_forgotten),
		cmocka_unit_test(a_habit_is_steady_and_goes_on),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
