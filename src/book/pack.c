#include "book/pack.h"

#include "book/packing.h"

static void put_instalments(struct buffer *out, const struct contract *contract) {
	pack_one(out, contract->instalment_count);
	for (int32_t i = 0; i < contract->instalment_count; i++) {
		pack_date(out, contract->instalments[i].due);
		pack_money(out, contract->instalments[i].amount);
	}
}

static void get_instalments(struct cursor *in, struct contract *contract) {
	int32_t count = unpack_count(in);
	struct instalment *instalments = ARENA_ARRAY(in->arena, struct instalment, count);
	for (int32_t i = 0; i < count; i++) {
		instalments[i].due = unpack_date(in);
		instalments[i].amount = unpack_money(in);
	}
	contract->instalments = instalments;
	contract->instalment_count = count;
}

/* Terms: all of a contract that never changes after its sale. */

void pack_terms(struct buffer *out, const struct contract *contract) {
	const struct terms *terms = &contract->terms;
	pack_one(out, PACK_VERSION);
	pack_one(out, contract->client);
	pack_one(out, contract->cycle);
	pack_one(out, contract->seller);
	pack_one(out, contract->origin);
	pack_one(out, contract->reopened_credit);
	pack_date(out, contract->valid_from);
	put_instalments(out, contract);
	pack_one(out, terms->stream);
	pack_money(out, terms->price);
	pack_lines(out, terms->lines, terms->line_count);
	pack_one(out, terms->valid_months);
	pack_one(out, terms->valid_days);
	pack_one(out, terms->valid_from_first_use);
	pack_date(out, terms->expires_on);
	pack_one(out, terms->alert_at);
	pack_refund(out, &terms->refund);
	pack_list(out, terms->branches, terms->branch_count);
	pack_money(out, terms->credit);
	pack_money(out, terms->unit_price_before_discount);
}

bool unpack_terms(const void *bytes, size_t length, struct contract *contract) {
	struct cursor in = unpack_begin(bytes, length, contract->arena);
	struct terms *terms = &contract->terms;
	contract->client = unpack_one(&in);
	contract->cycle = unpack_small(&in);
	contract->seller = unpack_one(&in);
	contract->origin = unpack_one(&in);
	contract->reopened_credit = unpack_bool(&in);
	contract->valid_from = unpack_date(&in);
	get_instalments(&in, contract);
	terms->stream = (enum stream)unpack_small(&in);
	terms->price = unpack_money(&in);
	terms->lines = unpack_lines(&in, &terms->line_count);
	terms->valid_months = unpack_small(&in);
	terms->valid_days = unpack_small(&in);
	terms->valid_from_first_use = unpack_bool(&in);
	terms->expires_on = unpack_date(&in);
	terms->alert_at = unpack_small(&in);
	terms->refund = unpack_refund(&in);
	terms->branches = unpack_list(&in, &terms->branch_count);
	terms->credit = unpack_money(&in);
	terms->unit_price_before_discount = unpack_money(&in);
	return unpack_finish(&in) && terms->stream < STREAM_COUNT;
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
		pack_money(out, change->amount);
		pack_money(out, change->face);
	}
	if (!(mask & HAS_SURPLUS))
		return;
	pack_money(out, change->refund);
	pack_money(out, change->fee);
	pack_money(out, change->uplift);
	pack_money(out, change->breakage);
	pack_money(out, change->moved);
	pack_money(out, change->recovered);
}

static void get_amounts(struct cursor *in, struct change *change, int mask) {
	if (mask & HAS_AMOUNTS) {
		change->amount = unpack_money(in);
		change->face = unpack_money(in);
	}
	if (!(mask & HAS_SURPLUS))
		return;
	change->refund = unpack_money(in);
	change->fee = unpack_money(in);
	change->uplift = unpack_money(in);
	change->breakage = unpack_money(in);
	change->moved = unpack_money(in);
	change->recovered = unpack_money(in);
}

static void put_slots(struct buffer *out, const struct change *change, int mask) {
	if (mask & HAS_RANGES) {
		pack_one(out, change->range_count);
		for (int32_t i = 0; i < change->range_count; i++) {
			pack_one(out, change->ranges[i].first);
			pack_one(out, change->ranges[i].count);
		}
	}
	if (!(mask & HAS_SHARES))
		return;
	pack_one(out, change->share_count);
	for (int32_t i = 0; i < change->share_count; i++) {
		pack_one(out, change->shares[i].staff);
		pack_one(out, change->shares[i].bp);
	}
}

static void get_slots(struct cursor *in, struct change *change, int mask) {
	change->range_count = mask & HAS_RANGES ? unpack_count(in) : 0;
	struct slot_range *ranges = ARENA_ARRAY(in->arena, struct slot_range, change->range_count);
	for (int32_t i = 0; i < change->range_count; i++) {
		ranges[i].first = unpack_small(in);
		ranges[i].count = unpack_small(in);
		in->failed = in->failed || ranges[i].first < 0 || ranges[i].count < 0;
	}
	change->share_count = mask & HAS_SHARES ? unpack_count(in) : 0;
	struct share *shares = ARENA_ARRAY(in->arena, struct share, change->share_count);
	for (int32_t i = 0; i < change->share_count; i++) {
		shares[i].staff = unpack_one(in);
		shares[i].bp = unpack_small(in);
	}
	change->ranges = ranges;
	change->shares = shares;
}

static void put_change(struct buffer *out, const struct change *change) {
	int mask = mask_of(change);
	pack_one(out, change->kind);
	pack_one(out, mask);
	pack_one(out, change->cause);
	pack_one(out, change->entry);
	pack_date(out, change->date);
	pack_one(out, change->branch);
	pack_one(out, change->other);
	if (mask & HAS_GONE) {
		pack_one(out, change->gone_by);
		pack_date(out, change->gone_on);
	}
	put_amounts(out, change, mask);
	if (mask & HAS_DATES) {
		pack_date(out, change->from);
		pack_date(out, change->to);
	}
	put_slots(out, change, mask);
	if (mask & HAS_METHOD)
		pack_text(out, change->method);
}

static void get_change(struct cursor *in, struct change *change) {
	change->kind = (enum change_kind)unpack_small(in);
	int mask = unpack_small(in);
	change->cause = (enum cause)unpack_small(in);
	change->entry = unpack_one(in);
	change->date = unpack_date(in);
	change->branch = unpack_one(in);
	change->other = unpack_one(in);
	change->gone_by = mask & HAS_GONE ? unpack_one(in) : 0;
	change->gone_on = mask & HAS_GONE ? unpack_date(in) : DATE_NONE;
	get_amounts(in, change, mask);
	change->from = mask & HAS_DATES ? unpack_date(in) : DATE_NONE;
	change->to = mask & HAS_DATES ? unpack_date(in) : DATE_NONE;
	get_slots(in, change, mask);
	change->method = mask & HAS_METHOD ? unpack_text(in) : NULL;
	if (change->kind >= CHANGE_KIND_COUNT || change->cause > CAUSE_TRANSFER)
		in->failed = true;
}

void pack_history(struct buffer *out, const struct contract *contract) {
	pack_one(out, PACK_VERSION);
	pack_one(out, (int64_t)contract->changes.count);
	for (size_t i = 0; i < contract->changes.count; i++)
		put_change(out, &contract->changes.at[i]);
}

bool unpack_history(const void *bytes, size_t length, struct contract *contract) {
	struct cursor in = unpack_begin(bytes, length, contract->arena);
	int32_t count = unpack_count(&in);
	contract->changes = (struct change_list){0};
	for (int32_t i = 0; i < count && !in.failed; i++)
		get_change(&in, LIST_ADD(contract->arena, &contract->changes));
	return unpack_finish(&in);
}

/* Postings and numbers */

void pack_postings(struct buffer *out, const struct posting_list *postings) {
	pack_one(out, PACK_VERSION);
	pack_one(out, (int64_t)postings->count);
	for (size_t i = 0; i < postings->count; i++) {
		pack_date(out, postings->at[i].date);
		pack_text(out, postings->at[i].account);
		pack_money(out, postings->at[i].amount);
	}
}

bool unpack_postings(const void *bytes, size_t length, struct arena *arena, struct posting_list *postings) {
	struct cursor in = unpack_begin(bytes, length, arena);
	int32_t count = unpack_count(&in);
	for (int32_t i = 0; i < count && !in.failed; i++) {
		struct posting *posting = LIST_ADD(arena, postings);
		posting->date = unpack_date(&in);
		posting->account = unpack_text(&in);
		posting->amount = unpack_money(&in);
	}
	return unpack_finish(&in);
}

void pack_numbers(struct buffer *out, const int64_t *numbers, size_t count) {
	pack_one(out, PACK_VERSION);
	pack_list(out, numbers, (int32_t)count);
}

bool unpack_numbers(const void *bytes, size_t length, struct arena *arena, struct number_list *numbers) {
	struct cursor in = unpack_begin(bytes, length, arena);
	int32_t count;
	const int64_t *read = unpack_list(&in, &count);
	for (int32_t i = 0; i < count && !in.failed; i++)
		*LIST_ADD(arena, numbers) = read[i];
	return unpack_finish(&in);
}
