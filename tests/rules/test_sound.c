/* What a book can have written, and nothing beyond it: every field at its bounds, one at a time (rules/sound.h). */
#include "build.h"

#include "rules/sound.h"

/* As many as ten thousand years have (sound.c). */
enum { MONTHS_MOST = 120000, CYCLES_MOST = 4000000, WHOLE_BP = 10000, NO_LIMIT = INT32_MAX };
enum { FIRST_LINE = 8, SECOND_LINE = 4, SLOTS = FIRST_LINE + SECOND_LINE };

/* What is looked at: a contract and a membership as they should be, and their parts. */
static const int64_t services[] = {FACIAL, LASER};
static struct line lines[2];
static struct money slot_values[SECOND_LINE];
static struct instalment instalment;
static struct slot_range range;
static struct share shares[2];
static struct change changes[2];
static struct freeze freeze;
static struct contract contract;
static struct membership membership;

static struct line line_of(int32_t sessions) {
	return (struct line){.kind = LINE_SERVICE, .items = services, .item_count = 2, .sessions = sessions};
}

static struct change change_of(enum change_kind kind) {
	return (struct change){.kind = kind,
			       .entry = 1,
			       .date = word_day("05-01"),
			       .gone_on = DATE_NONE,
			       .method = kind == CHANGE_PAY ? "cash" : NULL,
			       .from = DATE_NONE,
			       .to = DATE_NONE};
}

static void begin_contract(void) {
	lines[0] = line_of(FIRST_LINE);
	lines[1] = line_of(SECOND_LINE);
	memset(slot_values, 0, sizeof slot_values);
	instalment = (struct instalment){.due = word_day("06-01")};
	range = (struct slot_range){0, 1};
	memset(shares, 0, sizeof shares);
	changes[0] = changes[1] = change_of(CHANGE_PAY);
	changes[0].ranges = &range;
	changes[0].range_count = 1;
	changes[0].shares = shares;
	changes[0].share_count = 2;
	contract = (struct contract){.sold_on = word_day("05-01"),
				     .valid_from = word_day("05-01"),
				     .instalments = &instalment,
				     .instalment_count = 1,
				     .terms = {.lines = lines, .line_count = 2, .expires_on = DATE_NONE},
				     .changes = {changes, 1, 1}};
}

static void begin_membership(void) {
	freeze = (struct freeze){.from = word_day("05-01"), .to = DATE_NONE, .until = DATE_NONE};
	membership = (struct membership){.sold_on = word_day("05-01"),
					 .latest = word_day("05-01"),
					 .anchor = word_day("05-01"),
					 .suspended_on = DATE_NONE,
					 .ended_on = DATE_NONE,
					 .plan = {.cycle_months = 1, .lines = lines, .line_count = 2},
					 .freezes = {&freeze, 1, 1}};
}

static int begin(void **state) {
	(void)state;
	begin_contract();
	begin_membership();
	return 0;
}

static bool contract_is(void) {
	return contract_sound(&contract);
}

static bool membership_is(void) {
	return membership_sound(&membership);
}

/* Bounds */

enum field_kind { NUMBER, DAY, DAY_OR_NONE, AMOUNT, NOT_NEGATIVE };

struct field {
	const char *name;
	size_t at;
	enum field_kind kind;
	int64_t least, most; /* of a number */
};

struct trial {
	int64_t value;
	bool sound;
};

static void set_field(void *whole, const struct field *field, int64_t value) {
	unsigned char *at = (unsigned char *)whole + field->at;
	int32_t number = (int32_t)value;
	struct money amount = money_of(value);
	if (field->kind == AMOUNT || field->kind == NOT_NEGATIVE)
		memcpy(at, &amount, sizeof amount);
	else
		memcpy(at, &number, sizeof number);
}

static void try_all(void *whole, const struct field *field, const struct trial *trials, size_t count,
		    bool (*is_sound)(void)) {
	for (size_t i = 0; i < count; i++) {
		if (trials[i].value > INT32_MAX && field->kind == NUMBER)
			continue;
		begin(NULL);
		set_field(whole, field, trials[i].value);
		if (is_sound() != trials[i].sound)
			fail_msg("%s of %lld is %s", field->name, (long long)trials[i].value,
				 trials[i].sound ? "refused" : "taken for sound");
	}
}

static void field_holds(void *whole, const struct field *field, bool (*is_sound)(void)) {
	const struct trial numbers[] = {
		{field->least - 1, false}, {field->least, true}, {field->most, true}, {field->most + 1, false}};
	const struct trial days[] = {{DATE_MIN - 1, false},
				     {DATE_MIN, true},
				     {DATE_MAX, true},
				     {DATE_MAX + 1, false},
				     {DATE_NONE, field->kind == DAY_OR_NONE}};
	const struct trial amounts[] = {
		{-1, false}, {0, true}, {MONEY_LARGEST, true}, {MONEY_LARGEST + 1, field->kind == NOT_NEGATIVE}};
	if (field->kind == NUMBER)
		try_all(whole, field, numbers, COUNT(numbers), is_sound);
	else if (field->kind == DAY || field->kind == DAY_OR_NONE)
		try_all(whole, field, days, COUNT(days), is_sound);
	else
		try_all(whole, field, amounts, COUNT(amounts), is_sound);
}

static void fields_hold(void *whole, const struct field *fields, size_t count, bool (*is_sound)(void)) {
	for (size_t i = 0; i < count; i++)
		field_holds(whole, &fields[i], is_sound);
}

static const struct field line_fields[] = {
	{"sessions", offsetof(struct line, sessions), NUMBER, 1, SLOTS_MOST - FIRST_LINE},
	{"free sessions", offsetof(struct line, free_sessions), NUMBER, 0, SECOND_LINE},
	{"tax", offsetof(struct line, tax_bp), NUMBER, 0, WHOLE_BP},
	{"services", offsetof(struct line, item_count), NUMBER, 1, NO_LIMIT},
	{"value", offsetof(struct line, value), AMOUNT, 0, 0},
	{"list price", offsetof(struct line, list_price), NOT_NEGATIVE, 0, 0},
};

static const struct field refund_fields[] = {
	{"rule", offsetof(struct refund_terms, rule), NUMBER, REFUND_RULE_PER_SESSION, REFUND_RULE_NONE},
	{"fee in percent", offsetof(struct refund_terms, fee_bp), NUMBER, 0, WHOLE_BP},
	{"fee", offsetof(struct refund_terms, fee), AMOUNT, 0, 0},
	{"cap", offsetof(struct refund_terms, cap), AMOUNT, 0, 0},
};

static void terms_within_their_bounds(void **state) {
	(void)state;
	static const struct field fields[] = {
		{"price", offsetof(struct terms, price), AMOUNT, 0, 0},
		{"credit", offsetof(struct terms, credit), AMOUNT, 0, 0},
		{"price before discount", offsetof(struct terms, unit_price_before_discount), AMOUNT, 0, 0},
		{"months", offsetof(struct terms, valid_months), NUMBER, 0, NO_LIMIT},
		{"days", offsetof(struct terms, valid_days), NUMBER, 0, NO_LIMIT},
		{"end", offsetof(struct terms, expires_on), DAY_OR_NONE, 0, 0},
	};
	fields_hold(&contract.terms, fields, COUNT(fields), contract_is);
	fields_hold(&contract.terms.refund, refund_fields, COUNT(refund_fields), contract_is);
	fields_hold(&lines[1], line_fields, COUNT(line_fields), contract_is);
}

static void contracts_within_their_bounds(void **state) {
	(void)state;
	static const struct field fields[] = {
		{"sold on", offsetof(struct contract, sold_on), DAY, 0, 0},
		{"valid from", offsetof(struct contract, valid_from), DAY, 0, 0},
	};
	static const struct field agreed[] = {
		{"due", offsetof(struct instalment, due), DAY_OR_NONE, 0, 0},
		{"instalment", offsetof(struct instalment, amount), AMOUNT, 0, 0},
	};
	fields_hold(&contract, fields, COUNT(fields), contract_is);
	fields_hold(&instalment, agreed, COUNT(agreed), contract_is);
}

static void changes_within_their_bounds(void **state) {
	(void)state;
	static const struct field fields[] = {
		{"day", offsetof(struct change, date), DAY, 0, 0},
		{"from", offsetof(struct change, from), DAY_OR_NONE, 0, 0},
		{"to", offsetof(struct change, to), DAY_OR_NONE, 0, 0},
		{"amount", offsetof(struct change, amount), NOT_NEGATIVE, 0, 0},
		{"face", offsetof(struct change, face), NOT_NEGATIVE, 0, 0},
		{"refund", offsetof(struct change, refund), NOT_NEGATIVE, 0, 0},
		{"fee", offsetof(struct change, fee), NOT_NEGATIVE, 0, 0},
		{"uplift", offsetof(struct change, uplift), NOT_NEGATIVE, 0, 0},
		{"breakage", offsetof(struct change, breakage), NOT_NEGATIVE, 0, 0},
		{"moved", offsetof(struct change, moved), NOT_NEGATIVE, 0, 0},
		{"recovered", offsetof(struct change, recovered), NOT_NEGATIVE, 0, 0},
	};
	static const struct field share[] = {{"share", offsetof(struct share, bp), NUMBER, 0, WHOLE_BP}};
	fields_hold(&changes[0], fields, COUNT(fields), contract_is);
	fields_hold(&shares[0], share, COUNT(share), contract_is);
	fields_hold(&shares[1], share, COUNT(share), contract_is);
}

static void memberships_within_their_bounds(void **state) {
	(void)state;
	static const struct field fields[] = {
		{"sold on", offsetof(struct membership, sold_on), DAY, 0, 0},
		{"latest", offsetof(struct membership, latest), DAY, 0, 0},
		{"anchor", offsetof(struct membership, anchor), DAY, 0, 0},
		{"suspended on", offsetof(struct membership, suspended_on), DAY_OR_NONE, 0, 0},
		{"ended on", offsetof(struct membership, ended_on), DAY_OR_NONE, 0, 0},
		{"steps", offsetof(struct membership, steps), NUMBER, 0, CYCLES_MOST},
		{"billed", offsetof(struct membership, billed), NUMBER, 0, CYCLES_MOST},
		{"billed before", offsetof(struct membership, billed_before), NUMBER, 0, CYCLES_MOST},
	};
	static const struct field frozen[] = {
		{"frozen from", offsetof(struct freeze, from), DAY, 0, 0},
		{"frozen to", offsetof(struct freeze, to), DAY_OR_NONE, 0, 0},
		{"frozen until", offsetof(struct freeze, until), DAY_OR_NONE, 0, 0},
	};
	fields_hold(&membership, fields, COUNT(fields), membership_is);
	fields_hold(&freeze, frozen, COUNT(frozen), membership_is);
}

static void plans_within_their_bounds(void **state) {
	(void)state;
	static const struct field fields[] = {
		{"months of a cycle", offsetof(struct plan, cycle_months), NUMBER, 1, MONTHS_MOST},
		{"price", offsetof(struct plan, price), AMOUNT, 0, 0},
		{"tax on access", offsetof(struct plan, access_tax_bp), NUMBER, 0, WHOLE_BP},
		{"discount", offsetof(struct plan, member_discount_bp), NUMBER, 0, WHOLE_BP},
		{"rollover", offsetof(struct plan, rollover_cycles), NUMBER, -1, MONTHS_MOST},
		{"most to roll over", offsetof(struct plan, rollover_max), NUMBER, -1, NO_LIMIT},
		{"minimum term", offsetof(struct plan, minimum_cycles), NUMBER, 0, NO_LIMIT},
		{"grace", offsetof(struct plan, grace_days), NUMBER, 0, NO_LIMIT},
		{"days to suspension", offsetof(struct plan, suspend_days), NUMBER, 0, NO_LIMIT},
	};
	fields_hold(&membership.plan, fields, COUNT(fields), membership_is);
	fields_hold(&membership.plan.refund, refund_fields, COUNT(refund_fields), membership_is);
	fields_hold(&lines[1], line_fields, COUNT(line_fields), membership_is);
}

/* What depends on something else */

static void a_line_names_what_it_sells(void **state) {
	(void)state;
	static const struct {
		enum line_kind kind;
		bool may_be_nameless;
	} cases[] = {
		{LINE_SERVICE, false}, {LINE_PRODUCT, false}, {LINE_DAYS, true}, {LINE_CREDIT, true}, {LINE_DEBT, true}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		begin(NULL);
		lines[1].kind = cases[i].kind;
		assert_true(contract_is());
		lines[1].item_count = 0;
		assert_int_equal(contract_is(), cases[i].may_be_nameless);
	}
}

static void a_change_says_what_it_needs(void **state) {
	(void)state;
	const int32_t day = word_day("05-09");
	const struct {
		const char *name;
		enum change_kind kind;
		const char *method;
		int32_t from, to;
		bool sound;
	} cases[] = {
		{"a payment", CHANGE_PAY, "cash", DATE_NONE, DATE_NONE, true},
		{"a payment without a method", CHANGE_PAY, NULL, DATE_NONE, DATE_NONE, false},
		{"an open freeze", CHANGE_FREEZE, NULL, day, DATE_NONE, true},
		{"a freeze that never begins", CHANGE_FREEZE, NULL, DATE_NONE, day, false},
		{"an unfreeze", CHANGE_UNFREEZE, NULL, day, day, true},
		{"an unfreeze on no day", CHANGE_UNFREEZE, NULL, DATE_NONE, day, false},
		{"an unfreeze of nothing", CHANGE_UNFREEZE, NULL, day, DATE_NONE, false},
		{"an extension", CHANGE_EXTEND, NULL, DATE_NONE, day, true},
		{"an extension to no day", CHANGE_EXTEND, NULL, day, DATE_NONE, false},
		{"a use", CHANGE_REDEEM, NULL, DATE_NONE, DATE_NONE, true},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		begin(NULL);
		changes[0].kind = cases[i].kind;
		changes[0].method = cases[i].method;
		changes[0].from = cases[i].from;
		changes[0].to = cases[i].to;
		if (contract_is() != cases[i].sound)
			fail_msg("%s", cases[i].name);
	}
}

static void slots_are_the_contracts_own(void **state) {
	(void)state;
	static const struct {
		int32_t first, count;
		bool sound;
	} cases[] = {{0, 1, true},          {0, SLOTS, true},      {SLOTS - 1, 1, true},  {0, SLOTS + 1, false},
		     {SLOTS - 1, 2, false}, {SLOTS, 1, false},     {-1, 1, false},        {0, 0, false},
		     {0, -1, false},        {INT32_MAX, 1, false}, {1, INT32_MAX, false}, {INT32_MIN, 1, false}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		begin(NULL);
		range = (struct slot_range){cases[i].first, cases[i].count};
		if (contract_is() != cases[i].sound)
			fail_msg("%d slots from %d", (int)cases[i].count, (int)cases[i].first);
	}
}

static void shares_are_no_more_than_the_whole(void **state) {
	(void)state;
	shares[0].bp = WHOLE_BP - 1;
	shares[1].bp = 1;
	assert_true(contract_is());
	shares[1].bp = 2;
	assert_false(contract_is());
}

static void changes_stand_in_order(void **state) {
	(void)state;
	static const struct {
		const char *day;
		int64_t entry;
		bool sound;
	} cases[] = {
		{"05-01", 1, true}, {"05-01", 2, true}, {"05-02", 0, true}, {"05-01", 0, false}, {"04-30", 2, false}};
	contract.changes.count = 2;
	for (size_t i = 0; i < COUNT(cases); i++) {
		changes[1].date = word_day(cases[i].day);
		changes[1].entry = cases[i].entry;
		if (contract_is() != cases[i].sound)
			fail_msg("%s, entry %d", cases[i].day, (int)cases[i].entry);
	}
}

static void a_change_ends_after_it_began(void **state) {
	(void)state;
	static const struct {
		const char *gone_on;
		bool sound;
	} cases[] = {{"05-01", true}, {"05-02", true}, {"04-30", false}, {"never", true}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		changes[0].gone_on = word_day(cases[i].gone_on);
		if (contract_is() != cases[i].sound)
			fail_msg("gone on %s", cases[i].gone_on);
	}
	changes[0].gone_on = DATE_MAX + 1;
	assert_false(contract_is());
}

static void no_slot_is_worth_less_than_nothing(void **state) {
	(void)state;
	for (int i = 0; i < SECOND_LINE; i++) {
		lines[1].slot_values = slot_values;
		assert_true(contract_is());
		slot_values[i] = money_of(-1);
		assert_false(contract_is());
		slot_values[i] = MONEY_ZERO;
	}
}

static void all_lines_together_have_their_limit(void **state) {
	(void)state;
	lines[0].sessions = lines[1].sessions = SLOTS_MOST / 2;
	assert_true(contract_is());
	lines[0].sessions++;
	assert_false(contract_is());
	lines[0].sessions = lines[1].sessions = INT32_MAX;
	assert_false(contract_is());
}

static void every_freeze_is_looked_at(void **state) {
	(void)state;
	struct freeze freezes[] = {freeze, freeze};
	membership.freezes = (struct freeze_list){freezes, COUNT(freezes), COUNT(freezes)};
	assert_true(membership_is());
	freezes[1].from = DATE_NONE;
	assert_false(membership_is());
}

static void a_cycle_is_of_months_or_of_days(void **state) {
	(void)state;
	static const struct {
		int32_t months, days;
		bool sound;
	} cases[] = {{1, 0, true},  {0, 1, true},  {0, SLOTS_MOST, true}, {0, SLOTS_MOST + 1, false},
		     {0, 0, false}, {1, 1, false}, {0, -1, false},        {-1, 1, false},
		     {1, -1, false}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		membership.plan.cycle_months = cases[i].months;
		membership.plan.cycle_days = cases[i].days;
		if (membership_is() != cases[i].sound)
			fail_msg("%d months and %d days", (int)cases[i].months, (int)cases[i].days);
	}
}

static void access_has_no_lines(void **state) {
	(void)state;
	membership.plan.access = true;
	assert_false(membership_is());
	membership.plan.line_count = 0;
	assert_true(membership_is());
	membership.plan.access = false;
	assert_false(membership_is());
}

static void the_plan_it_goes_on_with_is_looked_at_too(void **state) {
	(void)state;
	assert_true(membership_is());
	membership.changes = true;
	assert_false(membership_is());
	membership.next = membership.plan;
	assert_true(membership_is());
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(terms_within_their_bounds, begin),
		cmocka_unit_test_setup(contracts_within_their_bounds, begin),
		cmocka_unit_test_setup(changes_within_their_bounds, begin),
		cmocka_unit_test_setup(memberships_within_their_bounds, begin),
		cmocka_unit_test_setup(plans_within_their_bounds, begin),
		cmocka_unit_test_setup(a_line_names_what_it_sells, begin),
		cmocka_unit_test_setup(a_change_says_what_it_needs, begin),
		cmocka_unit_test_setup(slots_are_the_contracts_own, begin),
		cmocka_unit_test_setup(shares_are_no_more_than_the_whole, begin),
		cmocka_unit_test_setup(changes_stand_in_order, begin),
		cmocka_unit_test_setup(a_change_ends_after_it_began, begin),
		cmocka_unit_test_setup(no_slot_is_worth_less_than_nothing, begin),
		cmocka_unit_test_setup(all_lines_together_have_their_limit, begin),
		cmocka_unit_test_setup(every_freeze_is_looked_at, begin),
		cmocka_unit_test_setup(a_cycle_is_of_months_or_of_days, begin),
		cmocka_unit_test_setup(access_has_no_lines, begin),
		cmocka_unit_test_setup(the_plan_it_goes_on_with_is_looked_at_too, begin),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
