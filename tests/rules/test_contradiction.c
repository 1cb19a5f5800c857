/* Histories that contradict themselves: no book records one, and none is taken for true. And what is asked of whole histories:
 * which days they have, whether they hold, what is least due on them. */
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

static struct change change_of(enum change_kind kind, int64_t entry) {
	return (struct change){.kind = kind,
			       .entry = entry,
			       .date = (int32_t)entry,
			       .gone_on = DATE_NONE,
			       .from = DATE_NONE,
			       .to = DATE_NONE};
}

static struct change with_slots(enum change_kind kind, int64_t entry, int32_t first, int32_t count) {
	struct change change = change_of(kind, entry);
	struct slot_range *range = ARENA_NEW(arena, struct slot_range);
	*range = (struct slot_range){first, count};
	change.ranges = range;
	change.range_count = 1;
	change.cause = CAUSE_EXPIRY;
	return change;
}

static struct change with_amount(enum change_kind kind, int64_t entry, int64_t amount, int64_t face) {
	struct change change = change_of(kind, entry);
	change.amount = money_of(amount);
	change.face = money_of(face);
	return change;
}

/* Three sessions of 100, and whatever else. */
static struct contract *contract_with(int64_t price, const struct change *changes, size_t count) {
	static const int64_t items[] = {FACIAL};
	struct contract *contract = ARENA_NEW(arena, struct contract);
	struct line *line = ARENA_NEW(arena, struct line);
	*line = (struct line){.items = items, .item_count = 1, .sessions = 3, .value = money_of(price)};
	contract->arena = arena;
	contract->ref = "k1";
	contract->client = LIN;
	contract->terms = (struct terms){.stream = STREAM_PACKAGE,
					 .price = money_of(price),
					 .lines = line,
					 .line_count = 1,
					 .expires_on = DATE_NONE};
	for (size_t i = 0; i < count; i++)
		contract_add(contract, &changes[i]);
	return contract;
}

static void contradictions_are_seen(void **state) {
	(void)state;
	const struct change sale = change_of(CHANGE_SELL, 1);
	struct change unfreeze = change_of(CHANGE_UNFREEZE, 2);
	struct change freeze = change_of(CHANGE_FREEZE, 2), unfreeze_other = change_of(CHANGE_UNFREEZE, 3);
	struct change unfreeze_late = change_of(CHANGE_UNFREEZE, 3);
	unfreeze.from = unfreeze.to = 2;
	freeze.from = 2;
	freeze.to = 5;
	unfreeze_other.from = unfreeze_other.to = 3;
	unfreeze_late.from = 5;
	unfreeze_late.to = 2;
	struct change refund_of_all = with_slots(CHANGE_CANCEL, 2, 0, 3);
	refund_of_all.refund = money_of(1);
	const struct {
		const char *name;
		int64_t price;
		struct change changes[3];
		size_t count;
	} cases[] = {
		{"paid before it began", 300, {with_amount(CHANGE_PAY, 1, 5, 0)}, 1},
		{"begun twice", 300, {sale, change_of(CHANGE_OPEN, 2)}, 2},
		{"used twice", 300, {sale, with_slots(CHANGE_REDEEM, 2, 0, 1), with_slots(CHANGE_REDEEM, 3, 0, 1)}, 3},
		{"used beyond its slots", 300, {sale, with_slots(CHANGE_REDEEM, 2, 2, 2)}, 2},
		{"earned twice", 300, {sale, with_slots(CHANGE_EARN, 2, 1, 1), with_slots(CHANGE_EARN, 3, 0, 2)}, 3},
		{"returned though free", 300, {sale, with_slots(CHANGE_RETURN, 2, 0, 1)}, 2},
		{"cancelled though used",
		 300,
		 {sale, with_slots(CHANGE_REDEEM, 2, 0, 1), with_slots(CHANGE_CANCEL, 3, 0, 3)},
		 3},
		{"revived though free", 300, {sale, with_slots(CHANGE_REVIVE, 2, 0, 1)}, 2},
		{"opened with more used than sold", 300, {with_slots(CHANGE_OPEN, 1, 0, 4)}, 1},
		{"opened with less than nothing paid", 300, {with_amount(CHANGE_OPEN, 1, -1, 0)}, 1},
		{"repriced below nothing", 300, {sale, with_amount(CHANGE_REPRICE, 2, -1, 0)}, 2},
		{"repriced upward from nothing", 0, {sale, with_amount(CHANGE_REPRICE, 2, 1, 0)}, 2},
		{"a gift above its value", 300, {sale, with_amount(CHANGE_CREDIT, 2, 0, 301)}, 2},
		{"more spent than was paid", 300, {sale, with_amount(CHANGE_SPEND, 2, 1, 1)}, 2},
		{"more spent than it is worth",
		 300,
		 {sale, with_amount(CHANGE_PAY, 2, 400, 0), with_amount(CHANGE_SPEND, 3, 301, 301)},
		 3},
		{"more given back than was paid", 300, {sale, refund_of_all}, 2},
		{"unfrozen though not frozen", 300, {sale, unfreeze}, 2},
		{"unfrozen though frozen since another day", 300, {sale, freeze, unfreeze_other}, 3},
		{"unfrozen though over", 300, {sale, freeze, unfreeze_late}, 3},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct state today;
		const struct contract *contract = contract_with(cases[i].price, cases[i].changes, cases[i].count);
		if (state_fold(contract, STATE_TODAY, &today) || contract_holds(contract, DATE_MIN))
			fail_msg("%s: the history was taken for true", cases[i].name);
	}
}

/* The same histories one change shorter are true. */
static void what_is_no_contradiction_holds(void **state) {
	(void)state;
	const struct change sale = change_of(CHANGE_SELL, 1);
	const struct {
		const char *name;
		int64_t price;
		struct change changes[3];
		size_t count;
	} cases[] = {
		{"sold", 300, {sale}, 1},
		{"used to the last slot", 300, {sale, with_slots(CHANGE_REDEEM, 2, 0, 3)}, 2},
		{"expired and revived",
		 300,
		 {sale, with_slots(CHANGE_CANCEL, 2, 1, 2), with_slots(CHANGE_REVIVE, 3, 1, 2)},
		 3},
		{"opened with all used", 300, {with_slots(CHANGE_OPEN, 1, 0, 3)}, 1},
		{"repriced to nothing", 300, {sale, with_amount(CHANGE_REPRICE, 2, 0, 0)}, 2},
		{"nothing repriced to nothing", 0, {sale, with_amount(CHANGE_REPRICE, 2, 0, 0)}, 2},
		{"all of it a gift", 300, {sale, with_amount(CHANGE_CREDIT, 2, 0, 300)}, 2},
		{"nothing at all", 300, {{0}}, 0},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		if (!contract_holds(contract_with(cases[i].price, cases[i].changes, cases[i].count), DATE_MIN))
			fail_msg("%s: does not hold", cases[i].name);
}

static void bounds_are_seen_on_every_day(void **state) {
	(void)state;
	const struct change sale = change_of(CHANGE_SELL, 1);
	const struct {
		const char *name;
		struct change changes[3];
		size_t count;
		int32_t from; /* holds from that day on, and not from the day before */
	} cases[] = {
		{"paid above the price until it was repriced",
		 {sale, with_amount(CHANGE_PAY, 2, 301, 0), with_amount(CHANGE_REPRICE, 3, 301, 0)},
		 3,
		 3},
		{"paid below nothing", {sale, with_amount(CHANGE_PAY, 2, -1, 0), with_amount(CHANGE_PAY, 3, 1, 0)}, 3, 3},
		{"written off below nothing",
		 {sale, with_amount(CHANGE_WRITE_OFF, 2, -1, 0), with_amount(CHANGE_WRITE_OFF, 3, 1, 0)},
		 3,
		 3},
		{"paid and written off above the price",
		 {with_amount(CHANGE_OPEN, 1, 200, 0), with_amount(CHANGE_WRITE_OFF, 2, 101, 0),
		  with_amount(CHANGE_WRITE_OFF, 3, -1, 0)},
		 3,
		 3},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct contract *contract = contract_with(300, cases[i].changes, cases[i].count);
		if (contract_holds(contract, cases[i].from - 1) || !contract_holds(contract, cases[i].from))
			fail_msg("%s: not seen, or seen too late", cases[i].name);
	}
}

static void a_state_is_sound_within_its_bounds(void **state) {
	(void)state;
	static const struct {
		int64_t live_value, delivered, paid, written_off;
		bool sound;
	} cases[] = {
		{100, 0, 0, 0, true},    {100, 100, 0, 0, true},  {100, 101, 0, 0, false}, {100, -1, 0, 0, false},
		{100, 0, 100, 0, true},  {100, 0, 101, 0, false}, {100, 0, -1, 0, false},  {100, 0, 0, 100, true},
		{100, 0, 0, 101, false}, {100, 0, 5, -1, false},  {100, 0, 50, 50, true},  {100, 0, 51, 50, false},
		{0, 0, 0, 0, true},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct state is = {.live_value = money_of(cases[i].live_value),
				   .delivered = money_of(cases[i].delivered),
				   .paid = money_of(cases[i].paid),
				   .written_off = money_of(cases[i].written_off)};
		if (state_sound(&is) != cases[i].sound)
			fail_msg("case %zu", i);
	}
}

/* Nothing is done to a contract whose history cannot be read. */
static void nothing_is_done_to_a_contradiction(void **state) {
	(void)state;
	const struct change changes[] = {with_amount(CHANGE_PAY, 1, 5, 0)};
	struct contract *bad = contract_with(300, changes, COUNT(changes));
	const struct change sold[] = {change_of(CHANGE_SELL, 1)};
	struct contract *good = contract_with(300, sold, COUNT(sold));
	good->terms.stream = STREAM_CREDIT;
	struct act act = {2, 2, 0};
	struct redemption use = {.client = LIN, .item = FACIAL, .sessions = 1, .suspended_on = DATE_NONE};
	struct part part;
	struct refusal why;
	size_t count = bad->changes.count;
	assert_int_equal(contract_redeem(bad, &act, &use, &why), CARNET_UNAVAILABLE);
	assert_int_equal(contract_reprice(bad, &act, money_of(1), &why), CARNET_UNAVAILABLE);
	assert_int_equal(contract_write_off(bad, &act, money_of(1), &why), CARNET_UNAVAILABLE);
	assert_int_equal(credit_spend(bad, good, &act, LIN, money_of(1), &why), CARNET_UNAVAILABLE);
	assert_int_equal(credit_spend(good, bad, &act, LIN, money_of(1), &why), CARNET_UNAVAILABLE);
	assert_int_equal(contract_extend(bad, &act, 9, 30, &why), CARNET_UNAVAILABLE);
	assert_int_equal(contract_freeze(bad, &act, 3, 4, &why), CARNET_UNAVAILABLE);
	assert_int_equal(contract_unfreeze(bad, &act, &why), CARNET_UNAVAILABLE);
	assert_int_equal(contract_transfer(bad, &act, FRIEND, &why), CARNET_UNAVAILABLE);
	assert_int_equal(contract_part(bad, &act, 1, FACIAL, &part, &why), CARNET_UNAVAILABLE);
	assert_int_equal(contract_share(bad, &act, FRIEND, &why), CARNET_UNAVAILABLE);
	assert_int_equal(contract_unshare(bad, &act, FRIEND, &why), CARNET_UNAVAILABLE);
	assert_int_equal(contract_return(bad, &act, FACIAL, LINE_SERVICE, 1, &why), CARNET_UNAVAILABLE);
	assert_int_not_equal(contract_pay(bad, &act, money_of(1), "cash", &why), CARNET_OK);
	contract_expire_some(bad, &act, 0, 1);
	assert_int_equal(bad->changes.count, count);
	assert_false(contract_paid_from(bad, DATE_MIN));
	assert_int_equal(money_units(contract_least_due(bad, DATE_MIN)), 0);
	assert_int_equal(money_units(contract_least_due(bad, 5)), 0);
}

static void changes_stand_in_order_of_day_then_entry(void **state) {
	(void)state;
	const struct change changes[] = {with_amount(CHANGE_PAY, 3, 30, 0), with_amount(CHANGE_PAY, 1, 10, 0),
					 with_amount(CHANGE_PAY, 2, 20, 0), with_amount(CHANGE_PAY, 2, 21, 0)};
	struct contract *contract = contract_with(300, changes, COUNT(changes));
	struct change earlier = with_amount(CHANGE_PAY, 9, 15, 0);
	earlier.date = 2;
	contract_add(contract, &earlier);
	earlier.entry = 1;
	earlier.amount = money_of(14);
	assert_int_equal(money_units(contract_add(contract, &earlier)->amount), 14);
	static const int64_t order[] = {10, 14, 20, 21, 15, 30};
	assert_int_equal(contract->changes.count, COUNT(order));
	for (size_t i = 0; i < COUNT(order); i++)
		assert_int_equal(money_units(contract->changes.at[i].amount), order[i]);
}

static void every_day_something_begins_or_ends_is_a_day(void **state) {
	(void)state;
	struct change voided = change_of(CHANGE_SHARE, 4), never = change_of(CHANGE_SHARE, 8);
	voided.gone_on = 3 + 9;
	never.gone_on = never.date;
	const struct change changes[] = {
		change_of(CHANGE_SELL, 5), voided, never, change_of(CHANGE_SHARE, 6), change_of(CHANGE_SHARE, 2),
		change_of(CHANGE_SHARE, 6)};
	static const struct {
		int32_t from;
		int32_t days[5];
		size_t count;
	} cases[] = {{DATE_MIN, {2, 4, 5, 6, 12}, 5},
		     {2, {2, 4, 5, 6, 12}, 5},
		     {3, {4, 5, 6, 12}, 4},
		     {6, {6, 12}, 2},
		     {7, {12}, 1},
		     {12, {12}, 1},
		     {13, {0}, 0}};
	const struct contract *contract = contract_with(300, changes, COUNT(changes));
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct day_list days = {0};
		contract_days(contract, cases[i].from, &days);
		assert_int_equal(days.count, cases[i].count);
		for (size_t k = 0; k < days.count; k++)
			assert_int_equal(days.at[k], cases[i].days[k]);
	}
}

static void days_that_end_before_others_begin_are_in_order(void **state) {
	(void)state;
	struct change long_one = change_of(CHANGE_SHARE, 2), short_one = change_of(CHANGE_SHARE, 3);
	long_one.gone_on = 9;
	short_one.gone_on = 5;
	const struct change changes[] = {change_of(CHANGE_SELL, 1), long_one, short_one, change_of(CHANGE_SHARE, 7)};
	static const int32_t wanted[] = {1, 2, 3, 5, 7, 9};
	struct day_list days = {0};
	contract_days(contract_with(300, changes, COUNT(changes)), DATE_MIN, &days);
	assert_int_equal(days.count, COUNT(wanted));
	for (size_t i = 0; i < days.count; i++)
		assert_int_equal(days.at[i], wanted[i]);
}

static void expect_paid_from(const char *script, const char *day, bool paid) {
	struct world *world = world_create();
	world_play(world, script);
	if (contract_paid_from(world_contract(world, 0), word_day(day)) != paid)
		fail_msg("%s: %s", script, paid ? "not paid" : "paid");
	world_destroy(world);
}

static void what_is_used_may_have_to_be_paid(void **state) {
	(void)state;
	static const char *const late = "05-01 sell facial*4 for 4000 & pay 1000; 05-03 use 1; 05-05 use 1; 05-07 pay "
					"1000; 05-09 use 1 & pay 999";
	expect_paid_from("05-01 sell facial*4 for 4000 & pay 1000; 05-03 use 1", "05-01", true);
	expect_paid_from("05-01 sell facial*4 for 4000 & pay 999; 05-03 use 1", "05-03", false);
	expect_paid_from("05-01 sell facial*4 for 4000; 05-03 use 1 & pay 1000", "05-03", true);
	expect_paid_from(late, "05-05", false);
	expect_paid_from(late, "05-07", false);
	expect_paid_from("05-01 sell facial*4 for 4000 & pay 3000; 05-03 use 1; 05-05 use 1; 05-07 pay 1000", "05-01",
			 true);
	expect_paid_from("05-01 sell facial*4 for 4000 & pay 1000; 05-03 use 1; 05-05 use 1; 05-07 pay 1000", "05-07",
			 true);
	expect_paid_from("05-01 sell facial*4 for 4000 & pay 1000; 05-03 use 1; 05-05 use 1; 05-07 pay 1000", "05-04",
			 false);
}

static void the_effects_of_a_contradiction_end_where_it_shows(void **state) {
	(void)state;
	const struct change changes[] = {change_of(CHANGE_SELL, 1), with_amount(CHANGE_PAY, 2, 5, 0),
					 with_slots(CHANGE_RETURN, 3, 0, 1), with_amount(CHANGE_PAY, 4, 6, 0)};
	struct effect_list whole = {0}, late = {0}, none = {0};
	struct effect_rules rules = {0};
	struct contract *contract = contract_with(300, changes, COUNT(changes));
	effects_of(contract, DATE_MIN, &rules, &whole);
	for (size_t i = 0; i < whole.count; i++)
		assert_true(whole.at[i].date < 3);
	assert_true(whole.count > 0);
	effects_of(contract, 4, &rules, &late);
	assert_int_equal(late.count, 0);
	effects_of(contract, 5, &rules, &none);
	assert_int_equal(none.count, 0);
}

static void expect_least_due(const char *script, const char *day, int64_t due) {
	struct world *world = world_create();
	world_play(world, script);
	int64_t is = money_units(contract_least_due(world_contract(world, 0), word_day(day)));
	if (is != due)
		fail_msg("%s: %lld is due, not %lld", script, (long long)is, (long long)due);
	world_destroy(world);
}

static void what_can_be_paid_late_is_the_least_due_since(void **state) {
	(void)state;
	static const char *const up_and_down =
		"05-01 sell facial*1 for 1000; 05-03 reprice 500; 05-05 reprice 1000; 05-07 pay 100";
	expect_least_due(up_and_down, "05-01", 500);
	expect_least_due(up_and_down, "05-03", 500);
	expect_least_due(up_and_down, "05-04", 500);
	expect_least_due(up_and_down, "05-05", 900);
	expect_least_due(up_and_down, "05-09", 900);
	expect_least_due(up_and_down, "05-02", 500);
	expect_least_due("05-01 sell facial*1 for 1000; 05-04 reprice 500; 05-05 reprice 1000", "05-05", 1000);
	expect_least_due("05-01 sell facial*1 for 1000; 05-03 pay 1; 05-04 reprice 500; 05-06 reprice 1000", "05-02",
			 499);
	expect_least_due("05-01 sell facial*1 for 1000", "05-01", 1000);
}

/* Goods and days have slots too, but none that a redemption could take. */
static void only_service_lines_are_redeemed(void **state) {
	(void)state;
	const struct change sold[] = {change_of(CHANGE_SELL, 1)};
	struct contract *contract = contract_with(300, sold, COUNT(sold));
	struct line *lines = ARENA_ARRAY(arena, struct line, 2);
	lines[0] = lines[1] = contract->terms.lines[0];
	lines[0].kind = LINE_PRODUCT;
	contract->terms.lines = lines;
	contract->terms.line_count = 2;
	contract->terms.price = money_of(600);
	struct act act = {2, 2, 0};
	struct redemption use = {.client = LIN, .item = FACIAL, .sessions = 1, .suspended_on = DATE_NONE};
	struct refusal why;
	struct state today;
	assert_int_equal(contract_redeem(contract, &act, &use, &why), CARNET_OK);
	assert_true(state_fold(contract, STATE_TODAY, &today));
	assert_int_equal(contract_sessions_left(contract, &today, FACIAL), 2);
	assert_int_equal(today.slots[0].stand, SLOT_FREE);
	assert_int_equal(today.slots[3].stand, SLOT_USED);
	use.sessions = 3;
	assert_int_equal(contract_redeem(contract, &act, &use, &why), CARNET_NO_SESSIONS);
	assert_int_equal(why.figure.number, 3); /* as the entry found it; one of them it used itself */
	contract_use_slots(contract, &act, CHANGE_REDEEM, FACIAL, 2, 1, NULL, 0);
	assert_int_equal(contract_return(contract, &act, FACIAL, LINE_SERVICE, 1, &why), CARNET_OK);
	assert_true(state_fold(contract, STATE_TODAY, &today));
	assert_int_equal(today.slots[2].stand, SLOT_USED);
	assert_int_equal(today.slots[3].stand, SLOT_FREE);
}

/* Neighbours are one range: histories stay short. */
static void slots_side_by_side_are_one_range(void **state) {
	(void)state;
	struct world *world = world_create();
	world_play(world, "05-01 sell facial*10 for 1000; use 3; refund 4; use 1 & use 1; refund");
	const struct contract *contract = world_contract(world, 0);
	static const int32_t ranges[] = {0, 1, 1, 1, 1, 1};
	static const int32_t firsts[] = {0, 0, 6, 3, 4, 5};
	for (size_t i = 0; i < contract->changes.count; i++) {
		assert_int_equal(contract->changes.at[i].range_count, ranges[i]);
		if (ranges[i] > 0)
			assert_int_equal(contract->changes.at[i].ranges[0].first, firsts[i]);
	}
	world_destroy(world);
}

/* What a part is made of, beyond what its slots say. */
static void a_part_says_what_it_is_made_of(void **state) {
	(void)state;
	struct world *world = world_create();
	world_play(world, "05-01 sell facial*4~2 for 2000 & pay 500");
	struct act act = {2, world->day, TPE};
	struct part part;
	assert_int_equal(contract_part(world_contract(world, 0), &act, 4, FACIAL, &part, &world->why), CARNET_OK);
	assert_int_equal(part.sessions, 4);
	assert_int_equal(money_units(part.paid), 500);
	assert_int_equal(money_units(part.terms.price), 2000);
	assert_int_equal(part.terms.line_count, 1);
	assert_int_equal(part.terms.lines[0].sessions, 4);
	assert_int_equal(part.terms.lines[0].free_sessions, 2);
	assert_int_equal(money_units(part.terms.lines[0].value), 2000);
	world_destroy(world);
}

static void kinds_of_contracts_are_told_apart(void **state) {
	(void)state;
	struct world *world = world_create();
	world_play(world, "05-01 topup 100 gives 100; b: access 3 for 30; c: sell facial*2 for 200; d: debt 5");
	static const bool topup[] = {true, false, false, false}, access_cycle[] = {false, true, false, false};
	static const int32_t slots[] = {0, 3, 2, 1};
	for (int i = 0; i < CONTRACTS_MOST; i++) {
		assert_int_equal(contract_is_topup(world_contract(world, i)), topup[i]);
		assert_int_equal(contract_is_access_cycle(world_contract(world, i)), access_cycle[i]);
		assert_int_equal(contract_slot_count(world_contract(world, i)), slots[i]);
	}
	world_destroy(world);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_effects_of_a_contradiction_end_where_it_shows),
		cmocka_unit_test(what_can_be_paid_late_is_the_least_due_since),
		cmocka_unit_test(only_service_lines_are_redeemed),
		cmocka_unit_test(slots_side_by_side_are_one_range),
		cmocka_unit_test(a_part_says_what_it_is_made_of),
		cmocka_unit_test(kinds_of_contracts_are_told_apart),
		cmocka_unit_test(contradictions_are_seen),
		cmocka_unit_test(what_is_no_contradiction_holds),
		cmocka_unit_test(bounds_are_seen_on_every_day),
		cmocka_unit_test(a_state_is_sound_within_its_bounds),
		cmocka_unit_test(nothing_is_done_to_a_contradiction),
		cmocka_unit_test(changes_stand_in_order_of_day_then_entry),
		cmocka_unit_test(every_day_something_begins_or_ends_is_a_day),
		cmocka_unit_test(days_that_end_before_others_begin_are_in_order),
		cmocka_unit_test(what_is_used_may_have_to_be_paid),
	};
	return cmocka_run_group_tests(tests, arena_begin, arena_finish);
}
