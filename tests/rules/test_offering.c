/* Which offers fit a client and how they would be used (rulebook §11.4): of several services, from the first use, plans. */
#include "watch.h"

#include "rules/renewal.h"

/* Offers are numbered like services, and have nothing to do with them. */
enum { FIRST_OFFER = PERM };

/* An offer is written as its sale would be: "facial*10 perm*2 for 12000 combo days 300"; a plan is a sale to a member, its cycle the
 * validity. */
struct offering_case {
	const char *name, *visits;
	int32_t left, interval, discount_bp;
	const char *a, *b;    /* b: NULL, or another */
	const char *expected; /* the best first */
};

static const struct renewal_line *renewal_lines(struct arena *arena, const struct terms *terms) {
	struct renewal_line *lines = ARENA_ARRAY(arena, struct renewal_line, terms->line_count);
	for (int32_t i = 0; i < terms->line_count; i++) {
		const struct line *line = &terms->lines[i];
		lines[i] = (struct renewal_line){line->items, line->item_count, line->sessions,
						 line->value, line->list_price, money_of(400)};
	}
	return lines;
}

static struct renewal_offer offer_in(struct world *world, int place, const char *sale) {
	world_play(world, arena_format(world->arena, "06-01 %c: sell %s", 'a' + place, sale));
	const struct terms *terms = &world_contract(world, place)->terms;
	bool is_plan = terms->stream == STREAM_MEMBERSHIP;
	return (struct renewal_offer){.offer = FIRST_OFFER + place,
				      .for_sale = true,
				      .is_plan = is_plan,
				      .price = terms->price,
				      .lines = renewal_lines(world->arena, terms),
				      .line_count = terms->line_count,
				      .valid_months = is_plan ? 0 : terms->valid_months,
				      .valid_days = is_plan ? 0 : terms->valid_days,
				      .valid_from_first_use = terms->valid_from_first_use,
				      .cycle_months = is_plan ? terms->valid_months : 0,
				      .cycle_days = is_plan ? terms->valid_days : 0};
}

static const char *renewal_words(struct arena *arena, const struct renewal *renewal) {
	return arena_format(
		arena, "%c %s %s sessions %d per %lld list %lld single %lld margin %d out %s used %s ends %s",
		(int)('a' + renewal->offer->offer - FIRST_OFFER), pitch_name(renewal->pitch),
		expiry_risk_name(renewal->risk), (int)renewal->sessions, (long long)money_units(renewal->per_session),
		(long long)money_units(renewal->saving_list), (long long)money_units(renewal->saving_single),
		(int)renewal->margin_bp, day_words(arena, renewal->run_out_on), day_words(arena, renewal->used_up_on),
		day_words(arena, renewal->expires_on));
}

static const char *offered(struct world *world, const struct offering_case *one) {
	struct renewal_offer offers[2];
	struct visits_list visits = visits_on(world->arena, one->visits);
	struct renewal_need need = {.day = word_day("06-01"),
				    .item = FACIAL,
				    .had = FIRST_OFFER,
				    .left = one->left,
				    .interval = one->interval,
				    .discount_bp = one->discount_bp,
				    .margin_floor_bp = 3000,
				    .visits = &visits};
	struct renewal_list renewals = {0};
	const char *all = "";
	size_t count = 0;
	offers[count++] = offer_in(world, 0, one->a);
	if (one->b)
		offers[count++] = offer_in(world, 1, one->b);
	renewals_of(world->arena, &need, offers, count, &renewals);
	for (size_t i = 0; i < renewals.count; i++)
		all = arena_format(world->arena, "%s%s%s", all, i ? ";" : "",
				   renewal_words(world->arena, &renewals.at[i]));
	return all;
}

static void offers_hold(const struct offering_case *cases, size_t count) {
	for (size_t i = 0; i < count; i++) {
		struct world *world = world_create();
		const char *got = offered(world, &cases[i]);
		if (!words_agree(world->arena, cases[i].expected, got))
			fail_msg("%s: %s", cases[i].name, got);
		world_destroy(world);
	}
}

#define EVERY_28_DAYS "04-06 05-04 06-01"
#define PERM_EVERY_60_DAYS " perm:02-01 perm:04-02 perm:06-01"
#define EVERY_487_DAYS "2019-10-01 2021-01-30 2022-06-01 2023-10-01 2025-01-30 2026-06-01"
#define A_HABIT_OF_28_DAYS "01-12 02-09 03-09 " EVERY_28_DAYS

static void what_holds_several_services(void **state) {
	(void)state;
	static const struct offering_case cases[] = {
		{"the figures are the service's, the money is for all", EVERY_28_DAYS, 0, 0, 0,
		 "facial*10 perm*2 for 12000 combo", NULL,
		 "a again none, sessions 10 per 1000, list 6000 single 6000, margin 6000, used 2027-03-08 ends never"},
		{"another service only", EVERY_28_DAYS, 0, 0, 0, "perm*10 for 9000", NULL, ""},
		{"each is used up in time, one of them just", EVERY_28_DAYS PERM_EVERY_60_DAYS, 0, 0, 0,
		 "facial*10 perm*2 for 12000 combo days 300", NULL, "a again tight, used 2027-03-08, ends 2027-03-28"},
		{"in any order", EVERY_28_DAYS PERM_EVERY_60_DAYS, 0, 0, 0, "perm*2 facial*10 for 12000 combo days 300",
		 NULL, "a again tight, used 2027-03-08, ends 2027-03-28"},
		{"the other would expire", EVERY_28_DAYS PERM_EVERY_60_DAYS, 0, 0, 0,
		 "facial*5 perm*6 for 12000 combo days 359", NULL, ""},
		{"to the day", EVERY_28_DAYS PERM_EVERY_60_DAYS, 0, 0, 0, "facial*5 perm*6 for 12000 combo days 360",
		 NULL, "a again tight, used 10-19"},
		{"of the other nothing is known", EVERY_28_DAYS, 0, 28, 0, "facial*5 perm*6 for 12000 combo days 360",
		 NULL, "a again unknown, used 10-19"},
		{"what is left is of the service, not of the other", EVERY_28_DAYS PERM_EVERY_60_DAYS, 1, 0, 0,
		 "facial*5 perm*6 for 12000 combo days 360", NULL, "a again tight, out 06-29, used 11-16"},
		{"the same service twice: one after the other", EVERY_28_DAYS, 0, 0, 0,
		 "facial*5 facial*5 for 10000 days 279", NULL, ""},
		{"the same service twice, to the day", EVERY_28_DAYS, 0, 0, 0, "facial*5 facial*5 for 10000 days 280",
		 NULL, "a again tight, sessions 10 per 1000, used 2027-03-08"},
		{"what more can be had of a choice is used sooner", EVERY_28_DAYS " laser:05-24 laser:05-28", 0, 0, 0,
		 "facial*3 facial|laser*1 for 4000 combo", NULL, "a again none, sessions 4, used 08-24"},
		{"a choice of services is used at the rhythm of all", "05-12 laser:05-22 06-01", 0, 0, 0,
		 "facial|laser*10 for 10000 days 100", NULL, "a again tight, used 09-09"},
	};
	offers_hold(cases, COUNT(cases));
}

static void how_long_it_is_good(void **state) {
	(void)state;
	static const struct offering_case cases[] = {
		{"months", EVERY_28_DAYS, 0, 0, 0, "facial*10 for 10000 months 10", NULL,
		 "a again tight, ends 2027-04-01"},
		{"one month", EVERY_28_DAYS, 0, 0, 0, "facial*1 for 1000 months 1", NULL, "a again tight, ends 07-01"},
		{"one day", EVERY_28_DAYS, 0, 0, 0, "facial*1 for 1000 days 1", NULL, ""},
		{"a visit a day, to the day", "05-30 05-31 06-01", 0, 0, 0, "facial*10 for 10000 days 10", NULL,
		 "a again tight, ends 06-11"},
		{"a visit a day, a day less", "05-30 05-31 06-01", 0, 0, 0, "facial*10 for 10000 days 9", NULL, ""},
		{"too few months", EVERY_28_DAYS, 0, 0, 0, "facial*10 for 10000 months 9", NULL, ""},
		{"from the first use, the day of the next visit", EVERY_28_DAYS, 0, 0, 0,
		 "facial*10 for 10000 days 252 first-use", NULL, "a again tight, used 2027-03-08, ends 2027-03-08"},
		{"a day less", EVERY_28_DAYS, 0, 0, 0, "facial*10 for 10000 days 251 first-use", NULL, ""},
		{"from the first use, what is left goes first", EVERY_28_DAYS, 2, 0, 0,
		 "facial*10 for 10000 days 252 first-use", NULL,
		 "a again tight, out 07-27, used 2027-05-03, ends 2027-05-03"},
		{"the first use of any of its services", EVERY_28_DAYS " perm:05-12 perm:05-22", 0, 0, 0,
		 "facial*10 perm*1 for 11000 combo days 269 first-use", NULL, "a again unknown, ends 2027-03-25"},
		{"the other service is used before", EVERY_28_DAYS " perm:05-12 perm:05-22 perm:06-01", 0, 0, 0,
		 "facial*10 perm*1 for 11000 combo days 269 first-use", NULL, ""},
		{"the other service is used before, to the day", EVERY_28_DAYS " perm:05-12 perm:05-22 perm:06-01", 0,
		 0, 0, "facial*10 perm*1 for 11000 combo days 270 first-use", NULL, "a again tight, ends 2027-03-08"},
		{"the other service is used later", EVERY_28_DAYS PERM_EVERY_60_DAYS, 0, 0, 0,
		 "facial*10 perm*1 for 11000 combo days 252 first-use", NULL, "a again tight, ends 2027-03-08"},
		{"from a first use that nobody knows", "", 0, 0, 0, "facial*10 for 10000 days 100 first-use", NULL,
		 "a again unknown, out never, used never, ends never"},
		{"56 days to spare, two rhythms", EVERY_28_DAYS, 0, 0, 0, "facial*10 for 10000 days 336", NULL,
		 "a again safe"},
		{"55 days", EVERY_28_DAYS, 0, 0, 0, "facial*10 for 10000 days 335", NULL, "a again tight"},
	};
	offers_hold(cases, COUNT(cases));
}

static void what_it_costs_and_which_comes_first(void **state) {
	(void)state;
	static const struct offering_case cases[] = {
		{"a client's single visits are cheaper by their discount", EVERY_28_DAYS, 0, 0, 1000,
		 "facial*10 for 13500", NULL, "a again, list 1500 single 0"},
		{"dearer than these", EVERY_28_DAYS, 0, 0, 1000, "facial*10 for 13501", NULL, ""},
		{"what they had, and what they had not", EVERY_28_DAYS, 0, 0, 0, "facial*10 for 10000",
		 "facial*10 for 9900", "b saves; a again"},
		{"alike in all: the older one", EVERY_28_DAYS, 0, 0, 0, "facial*10 for 10000", "facial*10 for 10000",
		 "a again; b saves"},
		{"what is not known is not far off", "05-12 laser:05-22 06-01", 0, 0, 0, "facial*10 for 9000",
		 "facial|laser*10 for 10000", "a again none, used never; b saves none, used 09-09"},
		{"used up within a year, to the day, before what is cheaper", "01-06 03-20 06-01", 0, 0, 0,
		 "facial*6 for 5400", "facial*5 for 5000", "b saves none, used 2027-06-01; a again none"},
	};
	offers_hold(cases, COUNT(cases));
}

static void a_plan_for_a_habit(void **state) {
	(void)state;
	static const struct offering_case cases[] = {
		{"a month for 28 days", A_HABIT_OF_28_DAYS, 1, 0, 0, "facial*1 for 1400 member months 1", NULL,
		 "a habit none, sessions 1 per 1400, list 100, out 06-29, used never ends never"},
		{"before what is cheaper", A_HABIT_OF_28_DAYS, 0, 0, 0, "facial*10 for 10000",
		 "facial*1 for 1400 member months 1", "b habit; a again"},
		{"28 days for 28 days", A_HABIT_OF_28_DAYS, 0, 0, 0, "facial*1 for 1400 member days 28", NULL, "a habit"},
		{"27 days are too short", A_HABIT_OF_28_DAYS, 0, 0, 0, "facial*1 for 1400 member days 27", NULL, ""},
		{"three quarters of 37 days", A_HABIT_OF_28_DAYS, 0, 0, 0, "facial*1 for 1400 member days 37", NULL,
		 "a habit"},
		{"less than that of 38", A_HABIT_OF_28_DAYS, 0, 0, 0, "facial*1 for 1400 member days 38", NULL, ""},
		{"487 days are sixteen months", EVERY_487_DAYS, 0, 0, 0, "facial*1 for 1400 member months 16", NULL,
		 "a habit"},
		{"and three times that three quarters of 64", EVERY_487_DAYS, 0, 0, 0,
		 "facial*3 for 4200 member months 64", NULL, "a habit"},
		{"less than that of 65", EVERY_487_DAYS, 0, 0, 0, "facial*3 for 4200 member months 65", NULL, ""},
		{"two in two months", A_HABIT_OF_28_DAYS, 0, 0, 0, "facial*2 for 2800 member months 2", NULL, "a habit"},
		{"one in two months", A_HABIT_OF_28_DAYS, 0, 0, 0, "facial*1 for 1400 member months 2", NULL, ""},
		{"23 days are three quarters of a month", "02-06 03-01 03-24 04-16 05-09 06-01", 0, 0, 0,
		 "facial*1 for 1400 member months 1", NULL, "a habit"},
		{"a habit that ended", "2025-11-24 2025-12-22 01-19 02-16 03-16 04-05", 0, 0, 0,
		 "facial*1 for 1400 member months 1", NULL, ""},
		{"never dearer than single visits", A_HABIT_OF_28_DAYS, 0, 0, 0, "facial*1 for 1501 member months 1",
		 NULL, ""},
		{"nor under the margin", A_HABIT_OF_28_DAYS, 0, 0, 0, "facial*1 for 571 member months 1", NULL, ""},
	};
	offers_hold(cases, COUNT(cases));
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_holds_several_services),
		cmocka_unit_test(how_long_it_is_good),
		cmocka_unit_test(what_it_costs_and_which_comes_first),
		cmocka_unit_test(a_plan_for_a_habit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
