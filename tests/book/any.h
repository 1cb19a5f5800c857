/* Contracts and memberships of any kind, from a small generator of our own: the same on every machine. They need not make sense. */
#ifndef TESTS_BOOK_ANY_H
#define TESTS_BOOK_ANY_H

#include "rules/membership.h"

enum { MANY = 4 };

static struct arena *arena;
static uint64_t seed;

static inline uint64_t random_next(void) {
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	uint64_t x = seed ^ (seed >> 33);
	return x * UINT64_C(0xff51afd7ed558ccd) >> 8;
}

static inline int64_t below(int64_t bound) {
	return bound > 0 ? (int64_t)(random_next() % (uint64_t)bound) : 0;
}

static inline bool coin(void) {
	return below(2) == 1;
}

/* Numbers of every length, of both signs. */
static inline int64_t any_number(void) {
	int64_t number = (int64_t)(random_next() << 8 | random_next() >> 48) >> below(63);
	return coin() ? -number : number;
}

static inline int32_t any_small(void) {
	return (int32_t)(any_number() >> 32);
}

static inline struct money any_money(void) {
	return coin() ? MONEY_ZERO : money_of(any_number());
}

static inline int32_t any_date(void) {
	return below(4) == 0   ? DATE_NONE
	       : below(4) == 0 ? (int32_t)below(3) - 1
			       : DATE_MIN + (int32_t)below(DATE_MAX - DATE_MIN + 1);
}

static inline const int64_t *any_list(int32_t *count) {
	*count = (int32_t)below(MANY);
	int64_t *numbers = ARENA_ARRAY(arena, int64_t, *count);
	for (int32_t i = 0; i < *count; i++)
		numbers[i] = any_number();
	return numbers;
}

static inline const struct money *any_values(int32_t sessions) {
	struct money *values = ARENA_ARRAY(arena, struct money, sessions);
	for (int32_t i = 0; i < sessions; i++)
		values[i] = any_money();
	return coin() ? values : NULL;
}

static inline const struct line *any_lines(int32_t *count) {
	*count = (int32_t)below(MANY);
	struct line *lines = ARENA_ARRAY(arena, struct line, *count);
	for (int32_t i = 0; i < *count; i++) {
		struct line *line = &lines[i];
		line->kind = (enum line_kind)below(LINE_DEBT + 1);
		line->items = any_list(&line->item_count);
		line->any_of = coin();
		line->sessions = (int32_t)below(9);
		line->free_sessions = (int32_t)below(9);
		line->value = any_money();
		line->list_price = any_money();
		line->tax_bp = (int32_t)below(10001);
		line->slot_values = any_values(line->sessions);
	}
	return lines;
}

static inline struct refund_terms any_refund(void) {
	return (struct refund_terms){.rule = (enum refund_rule)below(REFUND_RULE_NONE + 1),
				     .fee_bp = any_small(),
				     .fee = any_money(),
				     .capped = coin(),
				     .cap = any_money(),
				     .cooling_off_days = (int32_t)below(9) - 1};
}

static inline struct terms any_terms(void) {
	struct terms terms = {.stream = (enum stream)below(STREAM_COUNT),
			      .price = any_money(),
			      .valid_months = any_small(),
			      .valid_days = any_small(),
			      .valid_from_first_use = coin(),
			      .expires_on = any_date(),
			      .alert_at = any_small(),
			      .refund = any_refund(),
			      .credit = any_money(),
			      .unit_price_before_discount = any_money()};
	terms.lines = any_lines(&terms.line_count);
	terms.branches = any_list(&terms.branch_count);
	return terms;
}

static inline const struct slot_range *any_ranges(int32_t *count) {
	*count = (int32_t)below(MANY);
	struct slot_range *ranges = ARENA_ARRAY(arena, struct slot_range, *count);
	for (int32_t i = 0; i < *count; i++)
		ranges[i] = (struct slot_range){(int32_t)below(10000), (int32_t)below(10000)};
	return ranges;
}

static inline const struct share *any_shares(int32_t *count) {
	*count = (int32_t)below(MANY);
	struct share *shares = ARENA_ARRAY(arena, struct share, *count);
	for (int32_t i = 0; i < *count; i++)
		shares[i] = (struct share){any_number(), (int32_t)below(10001)};
	return shares;
}

static inline const char *any_text(void) {
	static const char *const texts[] = {NULL, "", "cash", "信用卡",
					    "a rather long name of a way to pay, longer than sixty-four bytes are"};
	return texts[below(sizeof texts / sizeof *texts)];
}

static inline struct change any_change(void) {
	struct change change = {.kind = (enum change_kind)below(CHANGE_KIND_COUNT),
				.cause = (enum cause)below(CAUSE_TRANSFER + 1),
				.entry = any_number(),
				.date = any_date(),
				.gone_on = DATE_NONE,
				.branch = any_number(),
				.other = any_number(),
				.amount = any_money(),
				.face = any_money(),
				.refund = any_money(),
				.fee = any_money(),
				.uplift = any_money(),
				.breakage = any_money(),
				.moved = any_money(),
				.recovered = any_money(),
				.method = any_text(),
				.from = any_date(),
				.to = any_date()};
	if (coin()) {
		change.gone_by = below(1000) + 1;
		change.gone_on = any_date();
	}
	change.ranges = any_ranges(&change.range_count);
	change.shares = any_shares(&change.share_count);
	return change;
}

static inline struct contract any_contract(void) {
	struct contract contract = {.arena = arena,
				    .client = any_number(),
				    .cycle = any_small(),
				    .seller = any_number(),
				    .origin = any_number(),
				    .reopened_credit = coin(),
				    .valid_from = any_date(),
				    .terms = any_terms()};
	contract.instalment_count = (int32_t)below(MANY);
	struct instalment *instalments = ARENA_ARRAY(arena, struct instalment, contract.instalment_count);
	for (int32_t i = 0; i < contract.instalment_count; i++)
		instalments[i] = (struct instalment){any_date(), any_money()};
	contract.instalments = instalments;
	for (int64_t i = below(MANY); i > 0; i--)
		*LIST_ADD(arena, &contract.changes) = any_change();
	return contract;
}

static inline struct plan any_plan(void) {
	struct plan plan = {.offer = any_number(),
			    .price = any_money(),
			    .access = coin(),
			    .access_tax_bp = any_small(),
			    .cycle_months = any_small(),
			    .cycle_days = any_small(),
			    .rollover_cycles = (int32_t)below(4) - 1,
			    .rollover_max = (int32_t)below(4) - 1,
			    .member_discount_bp = any_small(),
			    .minimum_cycles = any_small(),
			    .grace_days = any_small(),
			    .suspend_days = any_small(),
			    .alert_at = any_small(),
			    .refund = any_refund()};
	plan.lines = any_lines(&plan.line_count);
	plan.branches = any_list(&plan.branch_count);
	return plan;
}

static inline struct membership any_membership(void) {
	struct membership membership = {.arena = arena,
					.seller = any_number(),
					.branch = any_number(),
					.entry = any_number(),
					.voided_by = any_number(),
					.sold_on = any_date(),
					.latest = any_date(),
					.last_entry = any_number(),
					.plan = any_plan(),
					.anchor = any_date(),
					.steps = any_small(),
					.billed = any_small(),
					.billed_before = any_small(),
					.suspended_on = any_date(),
					.ended_on = any_date(),
					.cancelled = coin(),
					.changes = coin()};
	if (membership.changes)
		membership.next = any_plan();
	for (int64_t i = below(MANY); i > 0; i--)
		*LIST_ADD(arena, &membership.freezes) = (struct freeze){any_number(), any_number(), any_number(),
									any_date(),   any_date(),   any_date()};
	return membership;
}

#endif
