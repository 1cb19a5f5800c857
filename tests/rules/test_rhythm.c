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
	assert_int_equal(habit_of_one(&list, kept->item, 0, 4 * VISITS_KEPT).rhythm, 2);
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

static void expect_days(const struct visits_list *list, const char *expected) {
	struct arena *arena = arena_create();
	const struct visits *visits = visits_for(list, FACIAL);
	const char *days = "";
	for (int32_t i = 0; i < visits->count; i++)
		days = arena_format(arena, "%s%s%s", days, i ? " " : "", day_words(arena, visits->days[i]));
	assert_string_equal(days, expected);
	arena_destroy(arena);
}

static void what_is_removed_leaves_the_others(void **state) {
	(void)state;
	struct arena *arena = arena_create();
	struct visits_list list = visits_on(arena, "05-01 05-11 05-21 05-31 05-11");
	expect_days(&list, "05-01 05-11 05-11 05-21 05-31");
	visits_remove(&list, FACIAL, word_day("05-11")); /* one of two */
	expect_days(&list, "05-01 05-11 05-21 05-31");
	visits_remove(&list, FACIAL, word_day("05-01"));
	expect_days(&list, "05-11 05-21 05-31");
	visits_remove(&list, FACIAL, word_day("05-31"));
	visits_remove(&list, FACIAL, word_day("05-31"));
	expect_days(&list, "05-11 05-21");
	visits_remove(&list, FACIAL, word_day("05-21"));
	visits_remove(&list, FACIAL, word_day("05-11"));
	expect_days(&list, "");
	arena_destroy(arena);
}

/* Visits of several services stand side by side. */
static void a_service_does_not_touch_the_next(void **state) {
	(void)state;
	struct arena *arena = arena_create();
	struct visits_list list = {0};
	visits_add(arena, &list, FACIAL, 0);
	visits_add(arena, &list, PERM, 7);
	for (int32_t day = 2; day < VISITS_KEPT; day++)
		visits_add(arena, &list, FACIAL, 2 * day);
	visits_add(arena, &list, FACIAL, 2 * VISITS_KEPT - 3); /* the last place but one */
	assert_int_equal(visits_for(&list, FACIAL)->count, VISITS_KEPT);
	visits_remove(&list, FACIAL, 0);
	assert_int_equal(visits_for(&list, FACIAL)->count, VISITS_KEPT - 1);
	assert_int_equal(visits_for(&list, PERM)->count, 1);
	assert_int_equal(visits_for(&list, PERM)->days[0], 7);
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
		{"half of the gaps are off", "01-01 01-02 01-12 01-22 02-21", "02-21", true, false},
		{"one of three is off by a quarter", "01-01 01-07 01-15 02-04", "02-04", true, false},
		{"by a third", "01-01 01-07 01-16 02-15", "02-15", false, false},
		{"off by a quarter is steady", "01-01 01-09 01-17 01-27 02-06 02-16", "02-16", true, true},
		{"the order of the gaps is no matter", "01-01 01-31 02-10 02-20 03-02 03-12", "03-12", true, true},
		{"three of five, two of them the longest", "01-01 01-03 01-06 01-17 01-29 02-10", "02-10", true, true},
		{"one gap of three", "01-01 01-02 01-12 02-11", "02-11", false, false},
		{"two gaps of three, the shortest among them", "01-01 01-09 01-19 02-18", "02-18", true, false},
		{"nobody came", "", "05-30", false, false},
	};
	struct arena *arena = arena_create();
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct visits_list visits = visits_on(arena, cases[i].visits);
		struct habit habit = habit_of_one(&visits, FACIAL, 0, word_day(cases[i].today));
		if (habit.steady != cases[i].steady ||
		    habit_goes_on(&habit, word_day(cases[i].today)) != cases[i].goes_on)
			fail_msg("%s: steady %d", cases[i].name, habit.steady);
	}
	arena_destroy(arena);
}

static void what_is_used_by_when(void **state) {
	(void)state;
	static const struct {
		const char *name, *last, *today, *until;
		int32_t rhythm, sessions;
		const char *used_on;
		int32_t used_by;
	} cases[] = {
		{"the next visit a rhythm after the last", "05-01", "05-05", "05-31", 10, 1, "05-11", 3},
		{"each further one a rhythm later", "05-01", "05-05", "05-30", 10, 3, "05-31", 2},
		{"who is late comes today", "05-01", "05-20", "05-20", 10, 1, "05-20", 1},
		{"who never came comes today", "never", "05-20", "06-08", 10, 2, "05-30", 2},
		{"who never came, and has nothing left", "never", "05-20", "06-08", 10, 0, "never", 2},
		{"nothing left: the last visit", "05-01", "05-05", "05-10", 10, 0, "05-01", 0},
		{"no rhythm", "05-01", "05-05", "12-31", 0, 1, "never", 0},
		{"not by then", "05-01", "05-05", "05-10", 10, 1, "05-11", 0},
		{"never, in ten thousand years", "05-01", "05-05", "05-10", INT32_MAX, 3, "9999-12-31", 0},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct habit habit = {.last = word_day(cases[i].last), .rhythm = cases[i].rhythm};
		int32_t today = word_day(cases[i].today);
		int32_t used_on = habit_used_on(&habit, today, cases[i].sessions);
		int32_t used_by = habit_sessions_by(&habit, today, word_day(cases[i].until));
		if (used_on != word_day(cases[i].used_on) || used_by != cases[i].used_by)
			fail_msg("%s: %d on %d", cases[i].name, (int)used_by, (int)used_on);
	}
}

static void a_rhythm_is_the_median_gap(void **state) {
	(void)state;
	static const struct {
		const char *visits, *today;
		int32_t interval, visits_seen, rhythm;
		bool measured;
		const char *last;
	} cases[] = {
		{"", "05-30", 28, 0, 28, false, "never"},
		{"05-01 05-11", "05-30", 28, 2, 28, false, "05-11"},
		{"05-01 05-11 05-21", "05-30", 28, 3, 10, true, "05-21"},
		{"05-01 05-11 05-21", "05-20", 28, 2, 28, false, "05-11"},
		{"05-01 05-11 05-11", "05-30", 28, 2, 28, false, "05-11"},
		{"05-01 05-11 05-14", "05-30", 0, 3, 7, true, "05-14"},       /* 10 and 3: 6.5 */
		{"05-01 05-11 05-12 05-15", "05-30", 0, 4, 3, true, "05-15"}, /* 10, 1, 3 */
		{"05-01 05-11 perm:05-01", "05-30", 28, 2, 28, false, "05-11"},
		{"1970-01-01", "05-30", 28, 1, 28, false, "1970-01-01"},
		{"05-21 05-01 perm:05-11", "05-30", 0, 3, 10, true, "05-21"}, /* both services */
	};
	static const int64_t items[] = {FACIAL, PERM};
	struct arena *arena = arena_create();
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct visits_list visits = visits_on(arena, cases[i].visits);
		struct habit got = habit_of(&visits, items, COUNT(items), cases[i].interval, word_day(cases[i].today));
		if (got.visits != cases[i].visits_seen || got.rhythm != cases[i].rhythm ||
		    got.measured != cases[i].measured || got.last != word_day(cases[i].last))
			fail_msg("case %zu: %d visits, rhythm %d", i, (int)got.visits, (int)got.rhythm);
	}
	arena_destroy(arena);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(visits_are_kept_and_forgotten),
		cmocka_unit_test(what_is_removed_leaves_the_others),
		cmocka_unit_test(a_service_does_not_touch_the_next),
		cmocka_unit_test(a_habit_is_steady_and_goes_on),
		cmocka_unit_test(what_is_used_by_when),
		cmocka_unit_test(a_rhythm_is_the_median_gap),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
