/* Packing: what was packed comes back the same; what was cut short or tampered with is refused, or at least does no harm. */
#include "book/cycles.h"
#include "book/pack.h"

#include "any.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { ROUNDS = 300, FLIPS = 40 };

static int arena_begin(void **state) {
	(void)state;
	arena = arena_create();
	seed = 20260501;
	return 0;
}

static int arena_finish(void **state) {
	(void)state;
	arena_destroy(arena);
	return 0;
}

/* Sameness, thing by thing */

static void same_money(struct money a, struct money b) {
	assert_int_equal(money_units(a), money_units(b));
}

static void same_text(const char *a, const char *b) {
	assert_int_equal(a == NULL, b == NULL);
	if (a)
		assert_string_equal(a, b);
}

static void same_list(const int64_t *a, int32_t a_count, const int64_t *b, int32_t b_count) {
	assert_int_equal(a_count, b_count);
	for (int32_t i = 0; i < a_count; i++)
		assert_int_equal(a[i], b[i]);
}

static void same_lines(const struct line *a, int32_t a_count, const struct line *b, int32_t b_count) {
	assert_int_equal(a_count, b_count);
	for (int32_t i = 0; i < a_count; i++) {
		assert_int_equal(a[i].kind, b[i].kind);
		same_list(a[i].items, a[i].item_count, b[i].items, b[i].item_count);
		assert_int_equal(a[i].any_of, b[i].any_of);
		assert_int_equal(a[i].sessions, b[i].sessions);
		assert_int_equal(a[i].free_sessions, b[i].free_sessions);
		same_money(a[i].value, b[i].value);
		same_money(a[i].list_price, b[i].list_price);
		assert_int_equal(a[i].tax_bp, b[i].tax_bp);
		assert_int_equal(a[i].slot_values == NULL, b[i].slot_values == NULL);
		for (int32_t k = 0; a[i].slot_values && b[i].slot_values && k < a[i].sessions; k++)
			same_money(a[i].slot_values[k], b[i].slot_values[k]);
	}
}

static void same_refund(const struct refund_terms *a, const struct refund_terms *b) {
	assert_int_equal(a->rule, b->rule);
	assert_int_equal(a->fee_bp, b->fee_bp);
	same_money(a->fee, b->fee);
	assert_int_equal(a->capped, b->capped);
	same_money(a->cap, b->cap);
	assert_int_equal(a->cooling_off_days, b->cooling_off_days);
}

static void same_terms(const struct contract *a, const struct contract *b) {
	const struct terms *x = &a->terms, *y = &b->terms;
	assert_int_equal(a->client, b->client);
	assert_int_equal(a->cycle, b->cycle);
	assert_int_equal(a->seller, b->seller);
	assert_int_equal(a->origin, b->origin);
	assert_int_equal(a->reopened_credit, b->reopened_credit);
	assert_int_equal(a->valid_from, b->valid_from);
	assert_int_equal(a->instalment_count, b->instalment_count);
	for (int32_t i = 0; i < a->instalment_count; i++) {
		assert_int_equal(a->instalments[i].due, b->instalments[i].due);
		same_money(a->instalments[i].amount, b->instalments[i].amount);
	}
	assert_int_equal(x->stream, y->stream);
	same_money(x->price, y->price);
	same_lines(x->lines, x->line_count, y->lines, y->line_count);
	assert_int_equal(x->valid_months, y->valid_months);
	assert_int_equal(x->valid_days, y->valid_days);
	assert_int_equal(x->valid_from_first_use, y->valid_from_first_use);
	assert_int_equal(x->expires_on, y->expires_on);
	assert_int_equal(x->alert_at, y->alert_at);
	same_refund(&x->refund, &y->refund);
	same_list(x->branches, x->branch_count, y->branches, y->branch_count);
	same_money(x->credit, y->credit);
	same_money(x->unit_price_before_discount, y->unit_price_before_discount);
}

static void same_amounts(const struct change *a, const struct change *b) {
	same_money(a->amount, b->amount);
	same_money(a->face, b->face);
	same_money(a->refund, b->refund);
	same_money(a->fee, b->fee);
	same_money(a->uplift, b->uplift);
	same_money(a->breakage, b->breakage);
	same_money(a->moved, b->moved);
	same_money(a->recovered, b->recovered);
}

static void same_change(const struct change *a, const struct change *b) {
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->cause, b->cause);
	assert_int_equal(a->entry, b->entry);
	assert_int_equal(a->date, b->date);
	assert_int_equal(a->gone_on, b->gone_on);
	assert_int_equal(a->gone_by, b->gone_by);
	assert_int_equal(a->branch, b->branch);
	assert_int_equal(a->other, b->other);
	same_amounts(a, b);
	same_text(a->method, b->method);
	assert_int_equal(a->from, b->from);
	assert_int_equal(a->to, b->to);
	assert_int_equal(a->range_count, b->range_count);
	for (int32_t i = 0; i < a->range_count; i++) {
		assert_int_equal(a->ranges[i].first, b->ranges[i].first);
		assert_int_equal(a->ranges[i].count, b->ranges[i].count);
	}
	assert_int_equal(a->share_count, b->share_count);
	for (int32_t i = 0; i < a->share_count; i++) {
		assert_int_equal(a->shares[i].staff, b->shares[i].staff);
		assert_int_equal(a->shares[i].bp, b->shares[i].bp);
	}
}

static void same_plan(const struct plan *a, const struct plan *b) {
	assert_int_equal(a->offer, b->offer);
	same_money(a->price, b->price);
	same_lines(a->lines, a->line_count, b->lines, b->line_count);
	assert_int_equal(a->access, b->access);
	assert_int_equal(a->access_tax_bp, b->access_tax_bp);
	assert_int_equal(a->cycle_months, b->cycle_months);
	assert_int_equal(a->cycle_days, b->cycle_days);
	assert_int_equal(a->rollover_cycles, b->rollover_cycles);
	assert_int_equal(a->rollover_max, b->rollover_max);
	assert_int_equal(a->member_discount_bp, b->member_discount_bp);
	assert_int_equal(a->minimum_cycles, b->minimum_cycles);
	assert_int_equal(a->grace_days, b->grace_days);
	assert_int_equal(a->suspend_days, b->suspend_days);
	assert_int_equal(a->alert_at, b->alert_at);
	same_refund(&a->refund, &b->refund);
	same_list(a->branches, a->branch_count, b->branches, b->branch_count);
}

static void same_membership(const struct membership *a, const struct membership *b) {
	assert_int_equal(a->seller, b->seller);
	assert_int_equal(a->branch, b->branch);
	assert_int_equal(a->entry, b->entry);
	assert_int_equal(a->voided_by, b->voided_by);
	assert_int_equal(a->sold_on, b->sold_on);
	assert_int_equal(a->latest, b->latest);
	assert_int_equal(a->last_entry, b->last_entry);
	same_plan(&a->plan, &b->plan);
	assert_int_equal(a->anchor, b->anchor);
	assert_int_equal(a->steps, b->steps);
	assert_int_equal(a->billed, b->billed);
	assert_int_equal(a->billed_before, b->billed_before);
	assert_int_equal(a->suspended_on, b->suspended_on);
	assert_int_equal(a->ended_on, b->ended_on);
	assert_int_equal(a->cancelled, b->cancelled);
	assert_int_equal(a->changes, b->changes);
	if (a->changes)
		same_plan(&a->next, &b->next);
	assert_int_equal(a->freezes.count, b->freezes.count);
	for (size_t i = 0; i < a->freezes.count; i++) {
		assert_int_equal(a->freezes.at[i].entry, b->freezes.at[i].entry);
		assert_int_equal(a->freezes.at[i].unfrozen_by, b->freezes.at[i].unfrozen_by);
		assert_int_equal(a->freezes.at[i].gone_by, b->freezes.at[i].gone_by);
		assert_int_equal(a->freezes.at[i].from, b->freezes.at[i].from);
		assert_int_equal(a->freezes.at[i].to, b->freezes.at[i].to);
		assert_int_equal(a->freezes.at[i].until, b->freezes.at[i].until);
	}
}

/* Damage: the bytes are read from a piece of memory of just their size, so that a read past them is seen by the sanitizer. */

typedef bool reader(const void *bytes, size_t length);

static bool read_terms(const void *bytes, size_t length) {
	struct contract contract = {.arena = arena};
	return unpack_terms(bytes, length, &contract);
}

static bool read_history(const void *bytes, size_t length) {
	struct contract contract = {.arena = arena};
	return unpack_history(bytes, length, &contract);
}

static bool read_membership(const void *bytes, size_t length) {
	struct membership membership = {.arena = arena};
	return unpack_membership(bytes, length, &membership);
}

static bool read_postings(const void *bytes, size_t length) {
	struct posting_list postings = {0};
	return unpack_postings(bytes, length, arena, &postings);
}

static bool read_numbers(const void *bytes, size_t length) {
	struct number_list numbers = {0};
	return unpack_numbers(bytes, length, arena, &numbers);
}

static bool read_cycles(const void *bytes, size_t length) {
	struct cycle_list cycles = {0};
	return length > 0 && cycles_unpack(bytes, length, arena, &cycles);
}

static void damage(const struct buffer *packed, reader *read) {
	assert_true(read(arena_copy(arena, packed->at, packed->length), packed->length));
	for (size_t length = 0; length < packed->length; length++)
		assert_false(read(arena_copy(arena, packed->at, length), length));
	char *longer = arena_alloc(arena, packed->length + 1);
	memcpy(longer, packed->at, packed->length);
	assert_false(read(longer, packed->length + 1));
	for (int i = 0; i < FLIPS; i++) {
		unsigned char *bytes = arena_copy(arena, packed->at, packed->length);
		for (int64_t flips = below(3) + 1; flips > 0; flips--)
			bytes[below((int64_t)packed->length)] ^= (unsigned char)(below(255) + 1);
		(void)read(bytes, packed->length);
	}
	unsigned char *version = arena_copy(arena, packed->at, packed->length);
	version[0]++;
	assert_false(read(version, packed->length));
}

static void contracts_come_back(void **state) {
	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		arena_reset(arena);
		struct contract contract = any_contract(), terms = {.arena = arena}, history = {.arena = arena};
		struct buffer packed_terms, packed_history;
		buffer_init(&packed_terms, arena);
		buffer_init(&packed_history, arena);
		pack_terms(&packed_terms, &contract);
		pack_history(&packed_history, &contract);
		assert_true(unpack_terms(packed_terms.at, packed_terms.length, &terms));
		assert_true(unpack_history(packed_history.at, packed_history.length, &history));
		same_terms(&contract, &terms);
		assert_int_equal(contract.changes.count, history.changes.count);
		for (size_t i = 0; i < contract.changes.count; i++)
			same_change(&contract.changes.at[i], &history.changes.at[i]);
		damage(&packed_terms, read_terms);
		damage(&packed_history, read_history);
	}
}

static void memberships_come_back(void **state) {
	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		arena_reset(arena);
		struct membership membership = any_membership(), back = {.arena = arena};
		struct buffer packed;
		buffer_init(&packed, arena);
		pack_membership(&packed, &membership);
		assert_true(unpack_membership(packed.at, packed.length, &back));
		same_membership(&membership, &back);
		damage(&packed, read_membership);
	}
}

static void postings_come_back(void **state) {
	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		arena_reset(arena);
		struct posting_list postings = {0}, back = {0};
		struct buffer packed;
		for (int64_t i = below(MANY); i > 0; i--)
			*LIST_ADD(arena, &postings) = (struct posting){any_date(), any_text(), any_money()};
		buffer_init(&packed, arena);
		pack_postings(&packed, &postings);
		assert_true(unpack_postings(packed.at, packed.length, arena, &back));
		assert_int_equal(postings.count, back.count);
		for (size_t i = 0; i < postings.count && i < back.count; i++) {
			assert_int_equal(postings.at[i].date, back.at[i].date);
			same_text(postings.at[i].account, back.at[i].account);
			same_money(postings.at[i].amount, back.at[i].amount);
		}
		damage(&packed, read_postings);
	}
}

/* Days a cycle may have, and amounts a book may hold: others are refused. */
static struct cycle any_cycle(int64_t contract) {
	int32_t day = (int32_t)below(30000);
	struct cycle cycle = {.contract = contract,
			      .sold_on = day,
			      .due_day = day + (int32_t)below(100) - 50,
			      .price = money_of(below(1000000)),
			      .offer = any_number()};
	for (int64_t i = below(MANY); i > 0; i--)
		*LIST_ADD(arena, &cycle.steps) = (struct cycle_step){
			money_of(below(1000000)), day += (int32_t)below(20), any_small(), any_small(), any_small()};
	return cycle;
}

static void same_cycle(const struct cycle *a, const struct cycle *b) {
	assert_int_equal(a->contract, b->contract);
	assert_int_equal(a->sold_on, b->sold_on);
	assert_int_equal(a->due_day, b->due_day);
	same_money(a->price, b->price);
	assert_int_equal(a->offer, b->offer);
	assert_int_equal(a->steps.count, b->steps.count);
	for (size_t i = 0; i < a->steps.count; i++) {
		const struct cycle_step *one = &a->steps.at[i], *other = &b->steps.at[i];
		assert_int_equal(one->day, other->day);
		same_money(one->due, other->due);
		assert_int_equal(one->sessions_left, other->sessions_left);
		assert_int_equal(one->sessions, other->sessions);
		assert_int_equal(one->used, other->used);
	}
}

static void cycles_come_back(void **state) {
	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		arena_reset(arena);
		struct cycle_list cycles = {0}, back = {0};
		struct buffer packed;
		for (int64_t number = below(MANY) + 1; number > 0; number--) {
			struct cycle cycle = any_cycle(number);
			cycle_put(arena, &cycles, &cycle);
		}
		buffer_init(&packed, arena);
		cycles_pack(&packed, &cycles);
		assert_true(cycles_unpack(packed.at, packed.length, arena, &back));
		assert_int_equal(cycles.count, back.count);
		for (size_t i = 0; i < cycles.count; i++) {
			assert_int_equal(back.at[i].contract, i + 1);
			same_cycle(&cycles.at[i], &back.at[i]);
		}
		damage(&packed, read_cycles);
	}
}

static void numbers_come_back(void **state) {
	(void)state;
	static const int64_t edges[] = {0,   1,         -1,        63,        64,        -64,
					-65, INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN, INT64_MIN + 1};
	enum { EDGES = sizeof edges / sizeof *edges };
	struct number_list back = {0};
	struct buffer packed;
	buffer_init(&packed, arena);
	pack_numbers(&packed, edges, EDGES);
	assert_true(unpack_numbers(packed.at, packed.length, arena, &back));
	same_list(edges, EDGES, back.at, (int32_t)back.count);
	damage(&packed, read_numbers);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(contracts_come_back), cmocka_unit_test(memberships_come_back),
		cmocka_unit_test(postings_come_back),  cmocka_unit_test(cycles_come_back),
		cmocka_unit_test(numbers_come_back),
	};
	return cmocka_run_group_tests(tests, arena_begin, arena_finish);
}
