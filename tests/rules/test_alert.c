/* What there is to say about a client (rulebook §§11.1–11.3): each alert comes on when it should, and not a day before. */
#include "build.h"

#include "rules/alert.h"

/* One line: what happened, the days with a visit for a facial, today, and the alerts that are on:
 * "low few_left offer_renewal since 05-02 left 2 out 06-01". Only what is named there is compared. */
struct alert_case {
	const char *name, *script, *visits, *today, *expected;
};

static const char *day_words(struct arena *arena, int32_t day) {
	char text[DATE_TEXT];
	return day == DATE_NONE || day == DATE_MIN ? "never"
						   : arena_text(arena, date_text(day, text) + (day < 20819 ? 5 : 0));
}

static const char *alert_words(struct arena *arena, const struct alert *alert) {
	return arena_format(arena, "%s %s %s since %s left %d of %d lost %d owed %lld ends %s due %s rhythm %d out %s",
			    alert_name(alert->kind), alert_reason_name(alert->reason), alert_action_name(alert->action),
			    day_words(arena, alert->since), (int)alert->left, (int)alert->sessions, (int)alert->lost,
			    (long long)money_units(alert->amount), day_words(arena, alert->expires_on),
			    day_words(arena, alert->due_on), (int)alert->habit.rhythm,
			    day_words(arena, alert->run_out_on));
}

static struct visits_list visits_on(struct arena *arena, const char *days) {
	struct visits_list visits = {0};
	for (const char *word; (word = word_next(arena, &days));) {
		visits_add(arena, &visits, FACIAL, word_day(word));
		visits_add(arena, &visits, ANY_SERVICE, word_day(word));
	}
	return visits;
}

static void watch_world(struct world *world, struct watch *watch, int32_t interval) {
	for (int i = 0; i < CONTRACTS_MOST; i++) {
		struct state *state = ARENA_NEW(world->arena, struct state);
		int32_t *intervals = ARENA_ARRAY(world->arena, int32_t, 4);
		if (!world->exists[i] || !state_fold(&world->contracts[i], STATE_TODAY, state) || !state->begun)
			continue;
		for (int k = 0; k < 4; k++)
			intervals[k] = interval;
		watch_add(world->arena, watch,
			  &(struct watched){.contract = &world->contracts[i], .state = state, .intervals = intervals});
	}
}

static const char *alerts_in(struct world *world, const struct alert_case *one, int32_t interval) {
	struct visits_list visits = visits_on(world->arena, one->visits);
	struct watch watch = {.day = word_day(one->today),
			      .low_sessions = 5,
			      .expiring_days = 30,
			      .dormant_days = 60,
			      .visits = &visits};
	struct alert_list alerts = {0};
	const char *all = "";
	world_play(world, one->script);
	watch_world(world, &watch, interval);
	alerts_of(world->arena, &watch, &alerts);
	for (size_t i = 0; i < alerts.count; i++)
		all = arena_format(world->arena, "%s%s%s", all, i ? "; " : "", alert_words(world->arena, &alerts.at[i]));
	return all;
}

/* Whether every part of what is wanted, parted by commas, is found. */
static bool has_parts(struct arena *arena, const char *wanted, const char *made) {
	for (const char *part; (part = part_next(arena, &wanted, ','));)
		if (!strstr(made, part + strspn(part, " ")))
			return false;
	return true;
}

/* As many alerts as are wanted, each with its parts. */
static bool agrees(struct arena *arena, const char *expected, const char *got) {
	const char *wanted, *made;
	if (!*expected || !*got)
		return !*expected && !*got;
	do {
		wanted = part_next(arena, &expected, ';');
		made = part_next(arena, &got, ';');
		if (wanted && made && !has_parts(arena, wanted, made))
			return false;
	} while (wanted && made);
	return !wanted && !made;
}

static void cases_hold(const struct alert_case *cases, size_t count, int32_t interval) {
	for (size_t i = 0; i < count; i++) {
		struct world *world = world_create();
		const char *got = alerts_in(world, &cases[i], interval);
		if (!agrees(world->arena, cases[i].expected, got))
			fail_msg("%s: %s", cases[i].name, got);
		world_destroy(world);
	}
}

static void few_left_or_none(void **state) {
	(void)state;
	static const struct alert_case cases[] = {
		{"six left", "01-01 sell facial*7 for 7000 & pay 7000; use 1", "01-01", "01-01", ""},
		{"five left", "01-01 sell facial*7 for 7000 & pay 7000; use 2", "01-01", "01-01",
		 "low few_left offer_renewal, since 01-01, left 5 of 7"},
		{"few from the start, none used", "01-01 sell facial*3 for 3000 & pay 3000", "", "01-01", ""},
		{"another contract has some",
		 "01-01 sell facial*3 for 3000 & pay 3000; use 1; b: sell facial*9 for 9000 & pay 9000", "01-01",
		 "01-01", "low few_left use_other"},
		{"not while it is frozen", "01-01 sell facial*3 for 3000 & pay 3000; use 1; 01-02 freeze 01-02 03-01",
		 "01-01", "01-10", ""},
		{"a cycle says so only where its plan does", "01-01 sell facial*2 for 2000 member & pay 2000; use 1",
		 "01-01", "01-05", ""},
		{"used up", "01-01 sell facial*2 for 2000 & pay 2000; 02-01 use 2", "02-01", "02-05",
		 "used_up none_left offer_renewal since 02-01"},
		{"used up, and something is newer",
		 "01-01 sell facial*2 for 2000 & pay 2000; 02-01 use 2; 02-03 b: sell facial*9 for 9000 & pay 9000",
		 "02-01", "02-05", ""},
		{"used up, and something of another service is newer",
		 "01-01 sell facial*2 for 2000 & pay 2000; 02-01 use 2; 02-03 b: sell perm*9 for 9000 & pay 9000",
		 "02-01", "02-05", "used_up"},
		{"used up, and an older one has some",
		 "01-01 b: sell facial*9 for 9000 & pay 9000; 01-02 a: sell facial*2 for 2000 & pay 2000; 02-01 use 2",
		 "02-01", "02-05", ""},
		{"a year later", "01-01 sell facial*2 for 2000 & pay 2000; 02-01 use 2", "02-01", "2027-02-01",
		 "used_up"},
		{"and a day", "01-01 sell facial*2 for 2000 & pay 2000; 02-01 use 2", "02-01", "2027-02-02", ""},
		{"given back is not used up", "01-01 sell facial*2 for 2000 & pay 2000; use 1; refund", "01-01",
		 "01-05", ""},
		{"single visits are not told of", "01-01 charge perm for 2000 & pay 2000", "01-01", "01-05", ""},
	};
	cases_hold(cases, COUNT(cases), 0);
}

static void when_it_runs_out(void **state) {
	(void)state;
	static const struct alert_case cases[] = {
		{"nothing is known", "01-01 sell facial*3 for 3000 & pay 3000; use 1", "01-01", "01-01",
		 "low, rhythm 0, out never"},
		{"two visits are no rhythm", "01-01 sell facial*3 for 3000 & pay 3000; use 1", "2025-12-20 01-01",
		 "01-01", "low, rhythm 0"},
		{"three are: 10 and 20 days, 15 in the middle", "01-31 sell facial*3 for 3000 & pay 3000; use 1",
		 "01-01 01-11 01-31", "01-31", "low, left 2, rhythm 15, out 03-02"},
		{"the median, not the mean", "03-01 sell facial*3 for 3000 & pay 3000; use 2",
		 "01-01 01-08 01-15 03-01", "03-01", "low, rhythm 7, out 03-08"},
		{"two visits on one day are one", "01-31 sell facial*3 for 3000 & pay 3000; use 2",
		 "01-01 01-11 01-11 01-31", "01-31", "rhythm 15"},
		{"who is late is expected today", "01-21 sell facial*3 for 3000 & pay 3000; use 2", "01-01 01-11 01-21",
		 "02-20", "low, left 1, rhythm 10, out 02-20"},
	};
	cases_hold(cases, COUNT(cases), 0);
	static const struct alert_case said[] = {
		{"with fewer the interval", "01-01 sell facial*3 for 3000 & pay 3000; use 1", "01-01", "01-01",
		 "low, rhythm 28, out 02-26"},
		{"with three their own", "01-31 sell facial*3 for 3000 & pay 3000; use 1", "01-01 01-11 01-31", "01-31",
		 "rhythm 15"},
	};
	cases_hold(said, COUNT(said), 28);
}

static void what_ends(void **state) {
	(void)state;
	static const struct alert_case cases[] = {
		{"31 days before", "01-01 sell facial*9 for 9000 until 03-31 & pay 9000", "", "02-28", ""},
		{"30 days before", "01-01 sell facial*9 for 9000 until 03-31 & pay 9000", "", "03-01",
		 "expiring ends_soon book_visits, since 03-01, left 9 of 9, lost -1, ends 03-31"},
		{"its last day", "01-01 sell facial*9 for 9000 until 03-31 & pay 9000", "02-28", "03-31", "expiring"},
		{"over", "01-01 sell facial*9 for 9000 until 03-31 & pay 9000", "02-28", "04-01", ""},
		{"none left", "01-01 sell facial*1 for 9000 until 03-31 & pay 9000; use 1", "01-01", "03-20", "used_up"},
		{"an open freeze holds it", "01-01 sell facial*9 for 9000 until 03-31 & pay 9000; 03-01 freeze 03-01",
		 "03-01", "03-20", ""},
		{"too slow: every 30 days, 9 left, 200 days", "01-31 sell facial*9 for 9000 until 08-19 & pay 9000",
		 "2025-12-02 01-01 01-31", "01-31", "expiring too_slow extend_or_share, lost 3, out 10-28"},
		{"just in time", "01-31 sell facial*6 for 9000 until 07-30 & pay 9000", "2025-12-02 01-01 01-31",
		 "01-31", ""},
		{"a day too late", "01-31 sell facial*6 for 9000 until 07-29 & pay 9000", "2025-12-02 01-01 01-31",
		 "01-31", "expiring too_slow, lost 1"},
		{"a month's cycle, first days", "01-01 sell facial*2 for 2000 until 01-31 member & pay 2000", "",
		 "01-20", ""},
		{"a month's cycle, last week", "01-01 sell facial*2 for 2000 until 01-31 member & pay 2000", "",
		 "01-24", "expiring ends_soon"},
		{"stored credit", "01-01 topup 10000 gives 11000 until 03-31 & pay 10000", "03-01", "03-20",
		 "expiring ends_soon use_credit, owed 11000"},
	};
	cases_hold(cases, COUNT(cases), 0);
}

static void what_is_owed(void **state) {
	(void)state;
	static const struct alert_case cases[] = {
		{"30 days after the sale", "01-01 sell facial*9 for 9000 & pay 4000", "", "01-31", ""},
		{"a day later", "01-01 sell facial*9 for 9000 & pay 4000", "", "02-01",
		 "overdue thirty_days_passed ask_for_payment, since 02-01, owed 5000, due 01-31"},
		{"paid", "01-01 sell facial*9 for 9000 & pay 9000", "02-20", "02-21", ""},
		{"written off", "01-01 sell facial*9 for 9000; use 9; write-off 9000", "01-01", "02-21", "used_up"},
		{"given back", "01-01 sell facial*9 for 9000; refund", "", "02-21", ""},
		{"an old debt", "01-01 debt 5000", "", "02-01", "overdue, owed 5000"},
		{"a single visit", "01-01 charge perm for 2000 & pay 500", "", "02-01", "overdue, owed 1500"},
	};
	cases_hold(cases, COUNT(cases), 0);
}

static void who_stays_away(void **state) {
	(void)state;
	static const struct alert_case cases[] = {
		{"60 days after the sale", "01-01 sell facial*9 for 9000 & pay 9000", "", "03-02", ""},
		{"a day later", "01-01 sell facial*9 for 9000 & pay 9000", "", "03-03",
		 "dormant not_seen invite, since 03-03, left 9, rhythm 0"},
		{"since the last visit", "01-01 sell facial*9 for 9000 & pay 9000", "02-01", "04-02", ""},
		{"since the last visit, and a day", "01-01 sell facial*9 for 9000 & pay 9000", "02-01", "04-03",
		 "dormant"},
		{"twice a slow rhythm", "01-01 sell facial*9 for 9000 & pay 9000", "2025-10-03 2025-11-17 01-01",
		 "04-01", ""},
		{"and a day more than that", "01-01 sell facial*9 for 9000 & pay 9000", "2025-10-03 2025-11-17 01-01",
		 "04-02", "dormant, rhythm 45"},
		{"nothing left", "01-01 sell facial*1 for 9000 & pay 9000; use 1", "01-01", "06-01", "used_up"},
		{"frozen", "01-01 sell facial*9 for 9000 & pay 9000; freeze 01-01", "01-01", "06-01", ""},
		{"over", "01-01 sell facial*9 for 9000 until 01-31 & pay 9000", "01-01", "06-01", ""},
		{"one alert for all",
		 "01-01 sell facial*9 for 9000 & pay 9000; b: sell perm*2 for 9000 until 12-31 & pay 9000", "01-01",
		 "06-01", "dormant, left 11, ends 12-31"},
	};
	cases_hold(cases, COUNT(cases), 0);
}

static void the_most_urgent_first(void **state) {
	(void)state;
	static const struct alert_case cases[] = {
		{"all at once", "01-01 sell facial*5 for 5000 until 06-30 & pay 1000; use 1", "01-01", "06-10",
		 "overdue; expiring; low; dormant"},
		{"nobody, nothing", "01-01 charge perm for 0", "", "06-10", ""},
	};
	cases_hold(cases, COUNT(cases), 0);
}

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
		cmocka_unit_test(few_left_or_none),
		cmocka_unit_test(when_it_runs_out),
		cmocka_unit_test(what_ends),
		cmocka_unit_test(what_is_owed),
		cmocka_unit_test(who_stays_away),
		cmocka_unit_test(the_most_urgent_first),
		cmocka_unit_test(visits_are_kept_and_forgotten),
		cmocka_unit_test(a_habit_is_steady_and_goes_on),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
