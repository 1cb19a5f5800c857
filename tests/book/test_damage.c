/* A damaged contract or membership is either refused by whoever reads it or does no harm: whatever is taken for sound can be
 * folded, told and billed on every day without an assertion that fails. */
#include "book/pack.h"
#include "rules/effects.h"
#include "rules/postings.h"
#include "rules/sound.h"
#include "rules/tax.h"

#include "any.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { ROUNDS = 40000, DAY = 20000, SLOTS = 12, PRICE = 10000, COUNT_MOST = 16 };

static int arena_begin(void **state) {
	(void)state;
	arena = arena_create();
	seed = 20261121;
	return 0;
}

static int arena_finish(void **state) {
	(void)state;
	arena_destroy(arena);
	return 0;
}

/* What is damaged */

static const int64_t items[] = {1, 2};
static const struct slot_range first_two[] = {{0, 2}}, last_three[] = {{9, 3}}, beyond_the_last[] = {{11, 2}};
static const struct share more_than_all[] = {{1, 10000}, {2, 1}}, one_negative[] = {{1, -1}, {2, 5}};
static const struct share shares[] = {{1, 6500}, {2, 3500}};

static const struct line *two_lines(void) {
	struct line *lines = ARENA_ARRAY(arena, struct line, 2);
	lines[0] = (struct line){.kind = LINE_SERVICE,
				 .items = arena_copy(arena, items, sizeof items),
				 .item_count = 2,
				 .any_of = true,
				 .sessions = 8,
				 .free_sessions = 1,
				 .value = money_of(8000),
				 .list_price = money_of(1500),
				 .tax_bp = 500};
	lines[1] = lines[0];
	lines[1].item_count = 1;
	lines[1].sessions = SLOTS - 8;
	lines[1].free_sessions = 0;
	lines[1].value = money_of(PRICE - 8000);
	lines[1].tax_bp = 700;
	return lines;
}

static struct change change_on(enum change_kind kind, int64_t entry, int32_t day) {
	return (struct change){
		.kind = kind, .entry = entry, .date = DAY + day, .gone_on = DATE_NONE, .from = DATE_NONE, .to = DATE_NONE};
}

static void add(struct contract *contract, struct change change) {
	contract_add(contract, &change);
}

/* Sold, paid in part, used by two, frozen and extended, given back in part, paid with credit. */
static struct contract lived_contract(void) {
	struct contract contract = {.arena = arena, .ref = "k1", .sold_on = DAY, .valid_from = DAY};
	contract.terms = (struct terms){.stream = STREAM_COMBO,
					.price = money_of(PRICE),
					.lines = two_lines(),
					.line_count = 2,
					.valid_months = 12,
					.expires_on = DATE_NONE,
					.refund = {.fee_bp = 1000, .cooling_off_days = -1}};
	add(&contract, change_on(CHANGE_SELL, 1, 0));
	struct change pay = change_on(CHANGE_PAY, 2, 0);
	pay.amount = money_of(6000);
	pay.method = "cash";
	add(&contract, pay);
	struct change use = change_on(CHANGE_REDEEM, 3, 2);
	use.other = 1;
	use.ranges = first_two;
	use.shares = shares;
	use.range_count = 1;
	use.share_count = 2;
	add(&contract, use);
	struct change freeze = change_on(CHANGE_FREEZE, 4, 3);
	freeze.from = DAY + 3;
	freeze.to = DAY + 9;
	add(&contract, freeze);
	struct change extend = change_on(CHANGE_EXTEND, 5, 12);
	extend.to = DAY + 500;
	add(&contract, extend);
	struct change credit = change_on(CHANGE_CREDIT, 6, 13);
	credit.amount = money_of(900);
	credit.face = money_of(1000);
	credit.other = 9;
	add(&contract, credit);
	struct change cancel = change_on(CHANGE_CANCEL, 7, 20);
	cancel.cause = CAUSE_EXPIRY;
	cancel.ranges = last_three;
	cancel.range_count = 1;
	cancel.breakage = money_of(100);
	cancel.gone_by = 8;
	cancel.gone_on = DAY + 30;
	add(&contract, cancel);
	return contract;
}

static struct membership lived_membership(void) {
	struct membership membership = {.arena = arena,
					.ref = "m",
					.sold_on = DAY,
					.latest = DAY,
					.anchor = DAY,
					.steps = 3,
					.billed = 3,
					.suspended_on = DATE_NONE,
					.ended_on = DATE_NONE};
	membership.plan = (struct plan){.price = money_of(1499),
					.lines = two_lines(),
					.line_count = 2,
					.cycle_months = 1,
					.rollover_cycles = 1,
					.rollover_max = -1,
					.alert_at = -1,
					.refund = {.cooling_off_days = -1}};
	*LIST_ADD(arena,
		  &membership.freezes) = (struct freeze){.entry = 4, .from = DAY + 3, .to = DAY + 9, .until = DAY + 9};
	return membership;
}

/* What is done with what was taken for sound */

static void reckon(const struct contract *contract) {
	static const struct effect_rules rules = {.performance_net_of_tax = true};
	struct effect_list effects = {0};
	struct posting_list postings = {0};
	struct state state;
	char text[DATE_TEXT];
	effects_of(contract, DATE_MIN, &rules, &effects);
	postings_of(arena, &effects, &rules, &postings);
	if (!state_fold(contract, STATE_TODAY, &state))
		return;
	if (contract_holds(contract, DATE_MIN))
		assert_true(money_is_zero(state.live_value) || state.begun);
	(void)contract_least_due(contract, DAY);
	(void)date_text(state_expires_on(contract, &state), text);
	(void)state_status(contract, &state, DAY);
	for (int32_t line = 0; state.begun && line < contract->terms.line_count; line++)
		(void)state_count_line(contract, &state, line);
}

static void bill(struct membership *membership) {
	char text[DATE_TEXT];
	for (int i = 0; i < COUNT_MOST; i++) {
		int32_t day = membership_next_day(membership);
		(void)date_text(day, text);
		if (day == DATE_NONE)
			return;
		struct terms terms = membership_cycle_terms(membership);
		assert_true(terms.line_count >= 0);
		(void)membership_frozen(membership, day);
		membership_step(membership);
	}
}

static void *damaged(const struct buffer *packed) {
	unsigned char *bytes = arena_copy(arena, packed->at, packed->length);
	for (int64_t flips = below(3) + 1; flips > 0; flips--)
		bytes[below((int64_t)packed->length)] ^= (unsigned char)(below(255) + 1);
	return bytes;
}

static void a_damaged_contract_does_no_harm(void **state) {
	(void)state;
	int taken = 0, refused = 0;
	for (int round = 0; round < ROUNDS; round++) {
		arena_reset(arena);
		struct contract contract = lived_contract(), read = {.arena = arena, .ref = "k1", .sold_on = DAY};
		struct buffer terms, history;
		buffer_init(&terms, arena);
		buffer_init(&history, arena);
		pack_terms(&terms, &contract);
		pack_history(&history, &contract);
		bool in_terms = coin();
		const void *terms_read = in_terms ? damaged(&terms) : terms.at;
		const void *history_read = in_terms ? history.at : damaged(&history);
		bool sound = unpack_terms(terms_read, terms.length, &read) &&
			     unpack_history(history_read, history.length, &read) && contract_sound(&read);
		taken += sound;
		refused += !sound;
		if (sound)
			reckon(&read);
	}
	assert_true(taken > ROUNDS / 20 && refused > ROUNDS / 20);
}

static void a_damaged_membership_does_no_harm(void **state) {
	(void)state;
	int taken = 0, refused = 0;
	for (int round = 0; round < ROUNDS; round++) {
		arena_reset(arena);
		struct membership membership = lived_membership(), read = {.arena = arena, .ref = "m"};
		struct buffer packed;
		buffer_init(&packed, arena);
		pack_membership(&packed, &membership);
		bool sound = unpack_membership(damaged(&packed), packed.length, &read) && membership_sound(&read);
		taken += sound;
		refused += !sound;
		if (sound)
			bill(&read);
	}
	assert_true(taken > ROUNDS / 20 && refused > ROUNDS / 20);
}

/* One fault at a time: each is refused, and would do harm. */

#define PLANTED(name, ...)                                                                                             \
	static void name(struct contract *contract) {                                                                  \
		struct line *line = (struct line *)contract->terms.lines;                                              \
		struct change *change = contract->changes.at;                                                          \
		(void)line, (void)change;                                                                              \
		__VA_ARGS__;                                                                                           \
	}
PLANTED(nothing_wrong, (void)contract)
PLANTED(more_free_than_there_are, line->free_sessions = 9)
PLANTED(as_many_slots_as_fill_the_memory, line->sessions = INT32_MAX)
PLANTED(slots_that_overflow_together, line[0].sessions = line[1].sessions = SLOTS_MOST)
PLANTED(a_rate_that_divides_by_zero, line->tax_bp = -10000)
PLANTED(a_negative_value, line->value = money_of(-1))
PLANTED(a_service_of_nothing, line->item_count = 0)
PLANTED(a_price_beyond_all, contract->terms.price = MONEY_OVERFLOW)
PLANTED(a_rule_there_is_not, contract->terms.refund.rule = (enum refund_rule)7)
PLANTED(an_end_that_is_no_day, contract->terms.expires_on = DATE_MAX + 1)
PLANTED(sold_on_no_day, contract->sold_on = DATE_MIN - 1)
PLANTED(used_beyond_the_last_slot, change[2].ranges = beyond_the_last)
PLANTED(more_than_all_shared_out, change[2].shares = more_than_all)
PLANTED(a_negative_share, change[2].shares = one_negative)
PLANTED(paid_by_nothing, change[1].method = NULL)
PLANTED(a_negative_payment, change[1].amount = money_of(-6000))
PLANTED(later_before_earlier, change[1].date = DAY + 5)
PLANTED(gone_before_it_came, change[1].gone_on = DAY - 1)
PLANTED(extended_for_ever, change[4].to = DATE_NONE)

static void each_fault_is_refused(void **state) {
	(void)state;
	static const struct {
		const char *name;
		void (*plant)(struct contract *);
		bool sound;
	} faults[] = {
#define FAULT(name, sound) {#name, name, sound}
		FAULT(nothing_wrong, true),
		FAULT(more_free_than_there_are, false),
		FAULT(as_many_slots_as_fill_the_memory, false),
		FAULT(slots_that_overflow_together, false),
		FAULT(a_rate_that_divides_by_zero, false),
		FAULT(a_negative_value, false),
		FAULT(a_service_of_nothing, false),
		FAULT(a_price_beyond_all, false),
		FAULT(a_rule_there_is_not, false),
		FAULT(an_end_that_is_no_day, false),
		FAULT(sold_on_no_day, false),
		FAULT(used_beyond_the_last_slot, false),
		FAULT(more_than_all_shared_out, false),
		FAULT(a_negative_share, false),
		FAULT(paid_by_nothing, false),
		FAULT(a_negative_payment, false),
		FAULT(later_before_earlier, false),
		FAULT(gone_before_it_came, false),
		FAULT(extended_for_ever, false),
	};
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		struct contract contract = lived_contract();
		faults[i].plant(&contract);
		if (contract_sound(&contract) != faults[i].sound)
			fail_msg("%s", faults[i].name);
	}
}

/* Taking out more than there is contradicts the history: without that the tax of what expires meets a negative payment. */
static void what_is_overdrawn_contradicts_itself(void **state) {
	(void)state;
	struct contract contract = lived_contract();
	struct state today;
	assert_true(state_fold(&contract, STATE_TODAY, &today));
	struct change *cancel = &contract.changes.at[6];
	cancel->breakage = money_of(9000);
	cancel->gone_by = 0;
	cancel->gone_on = DATE_NONE;
	assert_true(contract_sound(&contract));
	assert_false(state_fold(&contract, STATE_TODAY, &today));
}

static void each_fault_of_a_membership_is_refused(void **state) {
	(void)state;
	struct membership whole = lived_membership(), broken[6];
	assert_true(membership_sound(&whole));
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
		broken[i] = whole;
	broken[0].plan.cycle_months = 0; /* its next cycle would never come nearer */
	broken[1].plan.cycle_days = 30;
	broken[2].anchor = DATE_NONE;
	broken[3].steps = -1;
	broken[4].changes = true; /* to a plan of nothing */
	broken[5].plan.access = true;
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
		if (membership_sound(&broken[i]))
			fail_msg("%zu", i);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_fault_is_refused),
		cmocka_unit_test(each_fault_of_a_membership_is_refused),
		cmocka_unit_test(what_is_overdrawn_contradicts_itself),
		cmocka_unit_test(a_damaged_contract_does_no_harm),
		cmocka_unit_test(a_damaged_membership_does_no_harm),
	};
	return cmocka_run_group_tests(tests, arena_begin, arena_finish);
}
