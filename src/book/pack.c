#include "book/pack.h"

#include <string.h>

enum { PACK_VERSION = 1, LIST_MOST = 1 << 20 };

/* Writing */

static void put(struct buffer *out, int64_t number) {
	uint64_t left = ((uint64_t)number << 1) ^ (uint64_t)(number >> 63);
	unsigned char bytes[10];
	size_t length = 0;
	while (left >= 0x80) {
		bytes[length++] = (unsigned char)(left | 0x80);
		left >>= 7;
	}
	bytes[length++] = (unsigned char)left;
	buffer_add(out, bytes, length);
}

static void put_money(struct buffer *out, struct money amount) {
	put(out, money_units(amount));
}

/* Dates near today take few bytes; "none" takes one. */
static void put_date(struct buffer *out, int32_t date) {
	put(out, date == DATE_NONE ? 0 : date >= 0 ? (int64_t)date + 1 : date);
}

static void put_text(struct buffer *out, const char *text) {
	put(out, text ? (int64_t)strlen(text) : -1);
	if (text)
		buffer_add(out, text, strlen(text));
}

static void put_numbers(struct buffer *out, const int64_t *numbers, int32_t count) {
	put(out, count);
	for (int32_t i = 0; i < count; i++)
		put(out, numbers[i]);
}

/* Reading: a cursor that remembers that it failed. */

struct cursor {
	const unsigned char *at;
	size_t left;
	struct arena *arena;
	bool failed;
};

static int64_t get(struct cursor *in) {
	uint64_t value = 0;
	for (unsigned shift = 0; shift < 64; shift += 7) {
		if (in->left == 0)
			break;
		unsigned char byte = *in->at++;
		in->left--;
		value |= (uint64_t)(byte & 0x7F) << shift;
		if (byte < 0x80)
			return (int64_t)(value >> 1) ^ -(int64_t)(value & 1);
	}
	in->failed = true;
	return 0;
}

static int32_t get_small(struct cursor *in) {
	int64_t number = get(in);
	if (number > INT32_MAX || number < INT32_MIN)
		in->failed = true;
	return in->failed ? 0 : (int32_t)number;
}

static struct money get_money(struct cursor *in) {
	return money_of(get(in));
}

static int32_t get_date(struct cursor *in) {
	int32_t date = get_small(in);
	return date == 0 ? DATE_NONE : date > 0 ? date - 1 : date;
}

static bool get_bool(struct cursor *in) {
	return get(in) != 0;
}

static int32_t get_count(struct cursor *in) {
	int32_t count = get_small(in);
	if (count < 0 || count > LIST_MOST || (size_t)count > in->left)
		in->failed = true;
	return in->failed ? 0 : count;
}

static const char *get_text(struct cursor *in) {
	int64_t length = get(in);
	if (length < 0 || in->failed)
		return NULL;
	if ((uint64_t)length > in->left) {
		in->failed = true;
		return NULL;
	}
	char *text = arena_alloc(in->arena, (size_t)length + 1);
	memcpy(text, in->at, (size_t)length);
	in->at += length;
	in->left -= (size_t)length;
	return text;
}

static const int64_t *get_numbers(struct cursor *in, int32_t *count) {
	*count = get_count(in);
	int64_t *numbers = ARENA_ARRAY(in->arena, int64_t, *count);
	for (int32_t i = 0; i < *count; i++)
		numbers[i] = get(in);
	return numbers;
}

static struct cursor begin(const void *bytes, size_t length, struct arena *arena) {
	struct cursor in = {bytes, length, arena, false};
	if (get(&in) != PACK_VERSION)
		in.failed = true;
	return in;
}

static bool finish(const struct cursor *in) {
	return !in->failed && in->left == 0;
}

/* Lines and refund terms */

static void put_line(struct buffer *out, const struct line *line) {
	put(out, line->kind);
	put_numbers(out, line->items, line->item_count);
	put(out, line->any_of);
	put(out, line->sessions);
	put(out, line->free_sessions);
	put_money(out, line->value);
	put_money(out, line->list_price);
	put(out, line->tax_bp);
	put(out, line->slot_values != NULL);
	for (int32_t i = 0; line->slot_values && i < line->sessions; i++)
		put_money(out, line->slot_values[i]);
}

static const struct money *get_slot_values(struct cursor *in, int32_t sessions) {
	if (!get_bool(in) || in->failed || sessions < 0 || sessions > LIST_MOST)
		return NULL;
	struct money *values = ARENA_ARRAY(in->arena, struct money, sessions);
	for (int32_t i = 0; i < sessions && !in->failed; i++)
		values[i] = get_money(in);
	return values;
}

static void get_line(struct cursor *in, struct line *line) {
	line->kind = (enum line_kind)get_small(in);
	line->items = get_numbers(in, &line->item_count);
	line->any_of = get_bool(in);
	line->sessions = get_small(in);
	line->free_sessions = get_small(in);
	line->value = get_money(in);
	line->list_price = get_money(in);
	line->tax_bp = get_small(in);
	line->slot_values = get_slot_values(in, line->sessions);
}

static void put_lines(struct buffer *out, const struct line *lines, int32_t count) {
	put(out, count);
	for (int32_t i = 0; i < count; i++)
		put_line(out, &lines[i]);
}

static const struct line *get_lines(struct cursor *in, int32_t *count) {
	*count = get_count(in);
	struct line *lines = ARENA_ARRAY(in->arena, struct line, *count);
	for (int32_t i = 0; i < *count && !in->failed; i++)
		get_line(in, &lines[i]);
	return lines;
}

static void put_refund(struct buffer *out, const struct refund_terms *refund) {
	put(out, refund->rule);
	put(out, refund->fee_bp);
	put_money(out, refund->fee);
	put(out, refund->capped);
	put_money(out, refund->cap);
	put(out, refund->cooling_off_days);
}

static struct refund_terms get_refund(struct cursor *in) {
	struct refund_terms refund;
	refund.rule = (enum refund_rule)get_small(in);
	refund.fee_bp = get_small(in);
	refund.fee = get_money(in);
	refund.capped = get_bool(in);
	refund.cap = get_money(in);
	refund.cooling_off_days = get_small(in);
	return refund;
}

static void put_instalments(struct buffer *out, const struct contract *contract) {
	put(out, contract->instalment_count);
	for (int32_t i = 0; i < contract->instalment_count; i++) {
		put_date(out, contract->instalments[i].due);
		put_money(out, contract->instalments[i].amount);
	}
}

static void get_instalments(struct cursor *in, struct contract *contract) {
	int32_t count = get_count(in);
	struct instalment *instalments = ARENA_ARRAY(in->arena, struct instalment, count);
	for (int32_t i = 0; i < count; i++) {
		instalments[i].due = get_date(in);
		instalments[i].amount = get_money(in);
	}
	contract->instalments = instalments;
	contract->instalment_count = count;
}

/* Terms: all of a contract that never changes after its sale. */

void pack_terms(struct buffer *out, const struct contract *contract) {
	const struct terms *terms = &contract->terms;
	put(out, PACK_VERSION);
	put(out, contract->client);
	put(out, contract->cycle);
	put(out, contract->seller);
	put(out, contract->origin);
	put(out, contract->reopened_credit);
	put_date(out, contract->valid_from);
	put_instalments(out, contract);
	put(out, terms->stream);
	put_money(out, terms->price);
	put_lines(out, terms->lines, terms->line_count);
	put(out, terms->valid_months);
	put(out, terms->valid_days);
	put(out, terms->valid_from_first_use);
	put_date(out, terms->expires_on);
	put(out, terms->alert_at);
	put_refund(out, &terms->refund);
	put_numbers(out, terms->branches, terms->branch_count);
	put_money(out, terms->credit);
	put_money(out, terms->unit_price_before_discount);
}

bool unpack_terms(const void *bytes, size_t length, struct contract *contract) {
	struct cursor in = begin(bytes, length, contract->arena);
	struct terms *terms = &contract->terms;
	contract->client = get(&in);
	contract->cycle = get_small(&in);
	contract->seller = get(&in);
	contract->origin = get(&in);
	contract->reopened_credit = get_bool(&in);
	contract->valid_from = get_date(&in);
	get_instalments(&in, contract);
	terms->stream = (enum stream)get_small(&in);
	terms->price = get_money(&in);
	terms->lines = get_lines(&in, &terms->line_count);
	terms->valid_months = get_small(&in);
	terms->valid_days = get_small(&in);
	terms->valid_from_first_use = get_bool(&in);
	terms->expires_on = get_date(&in);
	terms->alert_at = get_small(&in);
	terms->refund = get_refund(&in);
	terms->branches = get_numbers(&in, &terms->branch_count);
	terms->credit = get_money(&in);
	terms->unit_price_before_discount = get_money(&in);
	return finish(&in);
}

/* History. What most changes lack is told by a mask. */

enum {
	HAS_GONE = 1,
	HAS_AMOUNTS = 2,
	HAS_SURPLUS = 4,
	HAS_DATES = 8,
	HAS_RANGES = 16,
	HAS_SHARES = 32,
	HAS_METHOD = 64,
};

static bool any_surplus(const struct change *change) {
	return !money_is_zero(change->refund) || !money_is_zero(change->fee) || !money_is_zero(change->uplift) ||
	       !money_is_zero(change->breakage) || !money_is_zero(change->moved) || !money_is_zero(change->recovered);
}

static int mask_of(const struct change *change) {
	int mask = 0;
	mask |= change->gone_by ? HAS_GONE : 0;
	mask |= !money_is_zero(change->amount) || !money_is_zero(change->face) ? HAS_AMOUNTS : 0;
	mask |= any_surplus(change) ? HAS_SURPLUS : 0;
	mask |= change->from != DATE_NONE || change->to != DATE_NONE ? HAS_DATES : 0;
	mask |= change->range_count > 0 ? HAS_RANGES : 0;
	mask |= change->share_count > 0 ? HAS_SHARES : 0;
	mask |= change->method ? HAS_METHOD : 0;
	return mask;
}

static void put_amounts(struct buffer *out, const struct change *change, int mask) {
	if (mask & HAS_AMOUNTS) {
		put_money(out, change->amount);
		put_money(out, change->face);
	}
	if (!(mask & HAS_SURPLUS))
		return;
	put_money(out, change->refund);
	put_money(out, change->fee);
	put_money(out, change->uplift);
	put_money(out, change->breakage);
	put_money(out, change->moved);
	put_money(out, change->recovered);
}

static void get_amounts(struct cursor *in, struct change *change, int mask) {
	if (mask & HAS_AMOUNTS) {
		change->amount = get_money(in);
		change->face = get_money(in);
	}
	if (!(mask & HAS_SURPLUS))
		return;
	change->refund = get_money(in);
	change->fee = get_money(in);
	change->uplift = get_money(in);
	change->breakage = get_money(in);
	change->moved = get_money(in);
	change->recovered = get_money(in);
}

static void put_slots(struct buffer *out, const struct change *change, int mask) {
	if (mask & HAS_RANGES) {
		put(out, change->range_count);
		for (int32_t i = 0; i < change->range_count; i++) {
			put(out, change->ranges[i].first);
			put(out, change->ranges[i].count);
		}
	}
	if (!(mask & HAS_SHARES))
		return;
	put(out, change->share_count);
	for (int32_t i = 0; i < change->share_count; i++) {
		put(out, change->shares[i].staff);
		put(out, change->shares[i].bp);
	}
}

static void get_slots(struct cursor *in, struct change *change, int mask) {
	change->range_count = mask & HAS_RANGES ? get_count(in) : 0;
	struct slot_range *ranges = ARENA_ARRAY(in->arena, struct slot_range, change->range_count);
	for (int32_t i = 0; i < change->range_count; i++) {
		ranges[i].first = get_small(in);
		ranges[i].count = get_small(in);
	}
	change->share_count = mask & HAS_SHARES ? get_count(in) : 0;
	struct share *shares = ARENA_ARRAY(in->arena, struct share, change->share_count);
	for (int32_t i = 0; i < change->share_count; i++) {
		shares[i].staff = get(in);
		shares[i].bp = get_small(in);
	}
	change->ranges = ranges;
	change->shares = shares;
}

static void put_change(struct buffer *out, const struct change *change) {
	int mask = mask_of(change);
	put(out, change->kind);
	put(out, mask);
	put(out, change->cause);
	put(out, change->entry);
	put_date(out, change->date);
	put(out, change->branch);
	put(out, change->other);
	if (mask & HAS_GONE) {
		put(out, change->gone_by);
		put_date(out, change->gone_on);
	}
	put_amounts(out, change, mask);
	if (mask & HAS_DATES) {
		put_date(out, change->from);
		put_date(out, change->to);
	}
	put_slots(out, change, mask);
	if (mask & HAS_METHOD)
		put_text(out, change->method);
}

static void get_change(struct cursor *in, struct change *change) {
	change->kind = (enum change_kind)get_small(in);
	int mask = get_small(in);
	change->cause = (enum cause)get_small(in);
	change->entry = get(in);
	change->date = get_date(in);
	change->branch = get(in);
	change->other = get(in);
	change->gone_by = mask & HAS_GONE ? get(in) : 0;
	change->gone_on = mask & HAS_GONE ? get_date(in) : DATE_NONE;
	get_amounts(in, change, mask);
	change->from = mask & HAS_DATES ? get_date(in) : DATE_NONE;
	change->to = mask & HAS_DATES ? get_date(in) : DATE_NONE;
	get_slots(in, change, mask);
	change->method = mask & HAS_METHOD ? get_text(in) : NULL;
	if (change->kind >= CHANGE_KIND_COUNT || change->cause > CAUSE_TRANSFER)
		in->failed = true;
}

void pack_history(struct buffer *out, const struct contract *contract) {
	put(out, PACK_VERSION);
	put(out, (int64_t)contract->changes.count);
	for (size_t i = 0; i < contract->changes.count; i++)
		put_change(out, &contract->changes.at[i]);
}

bool unpack_history(const void *bytes, size_t length, struct contract *contract) {
	struct cursor in = begin(bytes, length, contract->arena);
	int32_t count = get_count(&in);
	contract->changes = (struct change_list){0};
	for (int32_t i = 0; i < count && !in.failed; i++)
		get_change(&in, LIST_ADD(contract->arena, &contract->changes));
	return finish(&in);
}

/* Memberships */

static void put_plan(struct buffer *out, const struct plan *plan) {
	put(out, plan->offer);
	put_money(out, plan->price);
	put_lines(out, plan->lines, plan->line_count);
	put(out, plan->access);
	put(out, plan->access_tax_bp);
	put(out, plan->cycle_months);
	put(out, plan->cycle_days);
	put(out, plan->rollover_cycles);
	put(out, plan->rollover_max);
	put(out, plan->member_discount_bp);
	put(out, plan->minimum_cycles);
	put(out, plan->grace_days);
	put(out, plan->suspend_days);
	put(out, plan->alert_at);
	put_refund(out, &plan->refund);
	put_numbers(out, plan->branches, plan->branch_count);
}

static void get_plan(struct cursor *in, struct plan *plan) {
	plan->offer = get(in);
	plan->price = get_money(in);
	plan->lines = get_lines(in, &plan->line_count);
	plan->access = get_bool(in);
	plan->access_tax_bp = get_small(in);
	plan->cycle_months = get_small(in);
	plan->cycle_days = get_small(in);
	plan->rollover_cycles = get_small(in);
	plan->rollover_max = get_small(in);
	plan->member_discount_bp = get_small(in);
	plan->minimum_cycles = get_small(in);
	plan->grace_days = get_small(in);
	plan->suspend_days = get_small(in);
	plan->alert_at = get_small(in);
	plan->refund = get_refund(in);
	plan->branches = get_numbers(in, &plan->branch_count);
}

static void put_freezes(struct buffer *out, const struct freeze_list *freezes) {
	put(out, (int64_t)freezes->count);
	for (size_t i = 0; i < freezes->count; i++) {
		put(out, freezes->at[i].entry);
		put(out, freezes->at[i].unfrozen_by);
		put(out, freezes->at[i].gone_by);
		put_date(out, freezes->at[i].from);
		put_date(out, freezes->at[i].to);
		put_date(out, freezes->at[i].until);
	}
}

static void get_freezes(struct cursor *in, struct freeze_list *freezes) {
	int32_t count = get_count(in);
	for (int32_t i = 0; i < count && !in->failed; i++) {
		struct freeze *freeze = LIST_ADD(in->arena, freezes);
		freeze->entry = get(in);
		freeze->unfrozen_by = get(in);
		freeze->gone_by = get(in);
		freeze->from = get_date(in);
		freeze->to = get_date(in);
		freeze->until = get_date(in);
	}
}

void pack_membership(struct buffer *out, const struct membership *membership) {
	put(out, PACK_VERSION);
	put(out, membership->seller);
	put(out, membership->branch);
	put(out, membership->entry);
	put(out, membership->voided_by);
	put_date(out, membership->sold_on);
	put_plan(out, &membership->plan);
	put_date(out, membership->anchor);
	put(out, membership->steps);
	put(out, membership->billed);
	put(out, membership->billed_before);
	put_date(out, membership->suspended_on);
	put_date(out, membership->ended_on);
	put(out, membership->cancelled);
	put(out, membership->changes);
	if (membership->changes)
		put_plan(out, &membership->next);
	put_freezes(out, &membership->freezes);
}

bool unpack_membership(const void *bytes, size_t length, struct membership *membership) {
	struct cursor in = begin(bytes, length, membership->arena);
	membership->seller = get(&in);
	membership->branch = get(&in);
	membership->entry = get(&in);
	membership->voided_by = get(&in);
	membership->sold_on = get_date(&in);
	get_plan(&in, &membership->plan);
	membership->anchor = get_date(&in);
	membership->steps = get_small(&in);
	membership->billed = get_small(&in);
	membership->billed_before = get_small(&in);
	membership->suspended_on = get_date(&in);
	membership->ended_on = get_date(&in);
	membership->cancelled = get_bool(&in);
	membership->changes = get_bool(&in);
	if (membership->changes)
		get_plan(&in, &membership->next);
	get_freezes(&in, &membership->freezes);
	return finish(&in);
}

/* Postings and numbers */

void pack_postings(struct buffer *out, const struct posting_list *postings) {
	put(out, PACK_VERSION);
	put(out, (int64_t)postings->count);
	for (size_t i = 0; i < postings->count; i++) {
		put_date(out, postings->at[i].date);
		put_text(out, postings->at[i].account);
		put_money(out, postings->at[i].amount);
	}
}

bool unpack_postings(const void *bytes, size_t length, struct arena *arena, struct posting_list *postings) {
	struct cursor in = begin(bytes, length, arena);
	int32_t count = get_count(&in);
	for (int32_t i = 0; i < count && !in.failed; i++) {
		struct posting *posting = LIST_ADD(arena, postings);
		posting->date = get_date(&in);
		posting->account = get_text(&in);
		posting->amount = get_money(&in);
	}
	return finish(&in);
}

void pack_numbers(struct buffer *out, const int64_t *numbers, size_t count) {
	put(out, PACK_VERSION);
	put_numbers(out, numbers, (int32_t)count);
}

bool unpack_numbers(const void *bytes, size_t length, struct arena *arena, struct number_list *numbers) {
	struct cursor in = begin(bytes, length, arena);
	int32_t count;
	const int64_t *read = get_numbers(&in, &count);
	for (int32_t i = 0; i < count && !in.failed; i++)
		*LIST_ADD(arena, numbers) = read[i];
	return finish(&in);
}
