/* What a client should have paid by now (rulebook §11.3): by the days agreed, within 30 days, or for a membership's cycle. */
#include "watch.h"

#include <stdlib.h>

static void what_is_owed(void **state) {
	(void)state;
	static const struct alert_case cases[] = {
		{"30 days after the sale", "01-01 sell facial*9 for 9000 & pay 4000", "", "01-31", ""},
		{"a day later", "01-01 sell facial*9 for 9000 & pay 4000", "", "02-01",
		 "overdue thirty_days_passed ask_for_payment, since 02-01, owed 5000, due 01-31, lost -1, seen never, "
		 "out never"},
		{"paid", "01-01 sell facial*9 for 9000 & pay 9000", "02-20", "02-21", ""},
		{"written off", "01-01 sell facial*9 for 9000; use 9; write-off 9000", "01-01", "02-21", "used_up"},
		{"given back", "01-01 sell facial*9 for 9000; refund", "", "02-21", ""},
		{"an old debt", "01-01 debt 5000", "", "02-01", "overdue, owed 5000"},
		{"a single visit", "01-01 charge perm for 2000 & pay 500", "", "02-01", "overdue, owed 1500"},
		{"paid by a friend's money all the same",
		 "01-01 sell facial*9 for 9000 & pay 4000; share friend; 01-20 pay 5000", "02-01", "02-21", ""},
	};
	alerts_hold(cases, COUNT(cases), &nothing_said);
}

static void what_was_agreed_is_owed_by_its_day(void **state) {
	(void)state;
	static const struct alert_case cases[] = {
		{"to the end of the first day", "01-01 sell facial*9 for 9000 agreed 02-01:3000,03-01:6000", "",
		 "02-01", ""},
		{"a day later", "01-01 sell facial*9 for 9000 agreed 02-01:3000,03-01:6000", "", "02-02",
		 "overdue agreed_day_passed ask_for_payment, since 02-02, owed 3000, due 02-01"},
		{"paid in part", "01-01 sell facial*9 for 9000 agreed 02-01:3000,03-01:6000 & pay 1000", "", "02-02",
		 "overdue, owed 2000, due 02-01"},
		{"paid", "01-01 sell facial*9 for 9000 agreed 02-01:3000,03-01:6000 & pay 3000", "", "02-02", ""},
		{"paid and written off",
		 "01-01 sell facial*9 for 9000 agreed 02-01:3000,03-01:6000 & pay 1000; use 3; write-off 2000", "",
		 "02-02", ""},
		{"the second day, to its end", "01-01 sell facial*9 for 9000 agreed 02-01:3000,03-01:6000 & pay 3000",
		 "02-20", "03-01", ""},
		{"the second day", "01-01 sell facial*9 for 9000 agreed 02-01:3000,03-01:6000 & pay 4000", "02-20",
		 "03-02", "overdue, since 03-02, owed 5000, due 03-01"},
		{"both days: since the first", "01-01 sell facial*9 for 9000 agreed 02-01:3000,03-01:6000 & pay 2999",
		 "02-20", "03-02", "overdue, since 02-02, owed 6001, due 02-01"},
		{"agreed in any order, the first day", "01-01 sell facial*9 for 9000 agreed 03-01:6000,02-01:3000", "",
		 "02-02", "overdue, since 02-02, owed 3000, due 02-01"},
		{"agreed in any order, both days", "01-01 sell facial*9 for 9000 agreed 03-01:6000,02-01:3000", "02-20",
		 "03-02", "overdue, since 02-02, owed 9000, due 02-01"},
		{"agreed in any order, the second day",
		 "01-01 sell facial*9 for 9000 agreed 03-01:6000,02-01:3000 & pay 3000", "02-20", "03-02",
		 "overdue, since 03-02, owed 6000, due 03-01"},
		{"more agreed than 30 days after the sale", "01-01 sell facial*9 for 9000 agreed 05-01:9000", "02-20",
		 "03-02", ""},
		{"less agreed than the price: the rest on the last day",
		 "01-01 sell facial*9 for 9000 agreed 02-01:3000 & pay 3000", "", "02-02",
		 "overdue agreed_day_passed, since 02-02, owed 6000, due 02-01"},
		{"less agreed than the price, before the last day",
		 "01-01 sell facial*9 for 9000 agreed 02-01:1000,03-01:2000 & pay 1000", "02-20", "02-21", ""},
		{"cheaper now than what was agreed",
		 "01-01 sell facial*9 for 9000 agreed 02-01:3000,03-01:6000; 01-05 reprice 2000", "", "02-02",
		 "overdue, since 02-02, owed 2000, due 02-01"},
		{"cheaper now, and paid",
		 "01-01 sell facial*9 for 9000 agreed 02-01:3000,03-01:6000 & pay 2000; 01-05 reprice 2000", "",
		 "02-02", ""},
	};
	alerts_hold(cases, COUNT(cases), &nothing_said);
}

/* What stands behind the last of them is somebody else's: the sanitizer watches. */
static void only_agreed_days_are_looked_at(void **state) {
	(void)state;
	static const struct alert_case one = {"two days", "01-01 sell facial*9 for 9000 agreed 02-01:3000,03-01:6000",
					      "", "02-02", ""};
	struct world *world = world_create();
	struct watch *watch = watch_on(world, &one, &nothing_said);
	struct contract *contract = world_contract(world, 0);
	size_t size = sizeof *contract->instalments * (size_t)contract->instalment_count;
	struct instalment *own = malloc(size);
	assert_non_null(own);
	contract->instalments = memcpy(own, contract->instalments, size);
	struct alert_list alerts = {0};
	alerts_of(world->arena, watch, &alerts);
	free(own);
	assert_int_equal(alerts.count, 1);
	assert_int_equal(money_units(alerts.at[0].amount), 3000);
	world_destroy(world);
}

/* Grace of 7 days, suspension after 30. */
static void what_a_membership_owes(void **state) {
	(void)state;
	static const struct alert_case cases[] = {
		{"within its grace", "01-01 sell facial*2 for 2000 cycle-of 1", "", "01-07", ""},
		{"past due", "01-01 sell facial*2 for 2000 cycle-of 1 & pay 500", "", "01-08",
		 "past_due cycle_unpaid ask_for_payment, about a, since 01-08, owed 1500, due 01-01"},
		{"the day before it is suspended", "01-01 sell facial*2 for 2000 cycle-of 1", "", "01-30", "past_due"},
		{"suspended", "01-01 sell facial*2 for 2000 cycle-of 1", "", "01-31",
		 "suspended cycle_unpaid pay_or_end, about a, since 01-31, owed 2000, due 01-01"},
		{"paid", "01-01 sell facial*2 for 2000 cycle-of 1 & pay 2000", "", "01-31", ""},
		{"of a cycle billed late, by its own day", "01-03 sell facial*2 for 2000 cycle-of 1 agreed 01-01:2000",
		 "", "01-08", "past_due, since 01-08, due 01-01"},
		{"days of access too", "01-01 access 31 for 3000 cycle-of 1", "", "01-08",
		 "past_due, left 0 of 0, owed 3000"},
		{"the first unpaid cycle speaks for all",
		 "01-01 sell facial*2 for 2000 cycle-of 1; 02-01 b: sell facial*2 for 2000 cycle-of 1 & pay 500", "",
		 "02-10", "suspended, about a, owed 3500, due 01-01"},
		{"a paid cycle is silent",
		 "01-01 sell facial*2 for 2000 cycle-of 1 & pay 2000; 02-01 b: sell facial*2 for 2000 cycle-of 1", "",
		 "02-10", "past_due, about b, owed 2000, due 02-01"},
		{"each membership for itself",
		 "01-01 sell facial*2 for 2000 cycle-of 1; 01-25 b: sell perm*2 for 1000 cycle-of 2", "", "02-10",
		 "suspended, about a, owed 2000; past_due, about b, owed 1000"},
		{"a package is another matter", "01-01 sell facial*2 for 2000 cycle-of 1; b: sell perm*2 for 500", "",
		 "02-10", "suspended, about a, owed 2000; overdue, about b, owed 500"},
	};
	alerts_hold(cases, COUNT(cases), &nothing_said);
}

static void only_the_clients_contracts_are_looked_at(void **state) {
	(void)state;
	static const struct alert_case one = {"a cycle", "01-01 sell facial*2 for 2000 cycle-of 1", "", "01-08", ""};
	struct world *world = world_create();
	struct watch *watch = watch_on(world, &one, &nothing_said);
	size_t size = sizeof *watch->contracts.at * watch->contracts.count;
	struct watched *own = malloc(size);
	assert_non_null(own);
	watch->contracts.at = memcpy(own, watch->contracts.at, size);
	struct alert_list alerts = {0};
	alerts_of(world->arena, watch, &alerts);
	free(own);
	assert_int_equal(alerts.count, 1);
	assert_int_equal(alerts.at[0].kind, ALERT_PAST_DUE);
	world_destroy(world);
}

static void a_membership_may_be_suspended_or_over(void **state) {
	(void)state;
	struct setting suspended = nothing_said, ended = nothing_said, suspended_late = nothing_said;
	suspended.suspended_on = word_day("01-20");
	suspended_late.suspended_on = word_day("02-05");
	ended.ended_on = word_day("02-05");
	static const struct alert_case by_then[] = {
		{"the day before", "01-01 sell facial*2 for 2000 cycle-of 1", "", "01-19", "past_due, since 01-08"},
		{"that day", "01-01 sell facial*2 for 2000 cycle-of 1", "", "01-20",
		 "suspended cycle_unpaid pay_or_end, since 01-20"},
		{"since then", "01-01 sell facial*2 for 2000 cycle-of 1", "", "02-10", "suspended, since 01-20"},
		{"and paid for", "01-01 sell facial*2 for 2000 cycle-of 1 & pay 2000", "", "01-20", ""},
	};
	static const struct alert_case later[] = {
		{"since it could have been", "01-01 sell facial*2 for 2000 cycle-of 1", "", "02-10",
		 "suspended, since 01-31"},
	};
	static const struct alert_case over[] = {
		{"the last day it runs", "01-01 sell facial*2 for 2000 cycle-of 1", "", "02-04", "suspended, owed 2000"},
		{"over: a debt as any other", "01-01 sell facial*2 for 2000 cycle-of 1", "", "02-05",
		 "overdue thirty_days_passed ask_for_payment, about a, since 02-01, owed 2000, due 01-31"},
	};
	alerts_hold(by_then, COUNT(by_then), &suspended);
	alerts_hold(later, COUNT(later), &suspended_late);
	alerts_hold(over, COUNT(over), &ended);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_owed),
		cmocka_unit_test(what_was_agreed_is_owed_by_its_day),
		cmocka_unit_test(only_agreed_days_are_looked_at),
		cmocka_unit_test(what_a_membership_owes),
		cmocka_unit_test(only_the_clients_contracts_are_looked_at),
		cmocka_unit_test(a_membership_may_be_suspended_or_over),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
