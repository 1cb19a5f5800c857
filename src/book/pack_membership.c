#include "book/pack.h"
#include "book/packing.h"

static void put_plan(struct buffer *out, const struct plan *plan) {
	pack_one(out, plan->offer);
	pack_money(out, plan->price);
	pack_lines(out, plan->lines, plan->line_count);
	pack_one(out, plan->access);
	pack_one(out, plan->access_tax_bp);
	pack_one(out, plan->cycle_months);
	pack_one(out, plan->cycle_days);
	pack_one(out, plan->rollover_cycles);
	pack_one(out, plan->rollover_max);
	pack_one(out, plan->member_discount_bp);
	pack_one(out, plan->minimum_cycles);
	pack_one(out, plan->grace_days);
	pack_one(out, plan->suspend_days);
	pack_one(out, plan->alert_at);
	pack_refund(out, &plan->refund);
	pack_list(out, plan->branches, plan->branch_count);
}

static void get_plan(struct cursor *in, struct plan *plan) {
	plan->offer = unpack_one(in);
	plan->price = unpack_money(in);
	plan->lines = unpack_lines(in, &plan->line_count);
	plan->access = unpack_bool(in);
	plan->access_tax_bp = unpack_small(in);
	plan->cycle_months = unpack_small(in);
	plan->cycle_days = unpack_small(in);
	plan->rollover_cycles = unpack_small(in);
	plan->rollover_max = unpack_small(in);
	plan->member_discount_bp = unpack_small(in);
	plan->minimum_cycles = unpack_small(in);
	plan->grace_days = unpack_small(in);
	plan->suspend_days = unpack_small(in);
	plan->alert_at = unpack_small(in);
	plan->refund = unpack_refund(in);
	plan->branches = unpack_list(in, &plan->branch_count);
}

static void put_freezes(struct buffer *out, const struct freeze_list *freezes) {
	pack_one(out, (int64_t)freezes->count);
	for (size_t i = 0; i < freezes->count; i++) {
		pack_one(out, freezes->at[i].entry);
		pack_one(out, freezes->at[i].unfrozen_by);
		pack_one(out, freezes->at[i].gone_by);
		pack_date(out, freezes->at[i].from);
		pack_date(out, freezes->at[i].to);
		pack_date(out, freezes->at[i].until);
	}
}

static void get_freezes(struct cursor *in, struct freeze_list *freezes) {
	int32_t count = unpack_count(in);
	for (int32_t i = 0; i < count && !in->failed; i++) {
		struct freeze *freeze = LIST_ADD(in->arena, freezes);
		freeze->entry = unpack_one(in);
		freeze->unfrozen_by = unpack_one(in);
		freeze->gone_by = unpack_one(in);
		freeze->from = unpack_date(in);
		freeze->to = unpack_date(in);
		freeze->until = unpack_date(in);
	}
}

void pack_membership(struct buffer *out, const struct membership *membership) {
	pack_one(out, PACK_VERSION);
	pack_one(out, membership->seller);
	pack_one(out, membership->branch);
	pack_one(out, membership->entry);
	pack_one(out, membership->voided_by);
	pack_date(out, membership->sold_on);
	pack_date(out, membership->latest);
	pack_one(out, membership->last_entry);
	put_plan(out, &membership->plan);
	pack_date(out, membership->anchor);
	pack_one(out, membership->steps);
	pack_one(out, membership->billed);
	pack_one(out, membership->billed_before);
	pack_date(out, membership->suspended_on);
	pack_date(out, membership->ended_on);
	pack_one(out, membership->cancelled);
	pack_one(out, membership->changes);
	if (membership->changes)
		put_plan(out, &membership->next);
	put_freezes(out, &membership->freezes);
}

bool unpack_membership(const void *bytes, size_t length, struct membership *membership) {
	struct cursor in = unpack_begin(bytes, length, membership->arena);
	membership->seller = unpack_one(&in);
	membership->branch = unpack_one(&in);
	membership->entry = unpack_one(&in);
	membership->voided_by = unpack_one(&in);
	membership->sold_on = unpack_date(&in);
	membership->latest = unpack_date(&in);
	membership->last_entry = unpack_one(&in);
	get_plan(&in, &membership->plan);
	membership->anchor = unpack_date(&in);
	membership->steps = unpack_small(&in);
	membership->billed = unpack_small(&in);
	membership->billed_before = unpack_small(&in);
	membership->suspended_on = unpack_date(&in);
	membership->ended_on = unpack_date(&in);
	membership->cancelled = unpack_bool(&in);
	membership->changes = unpack_bool(&in);
	if (membership->changes)
		get_plan(&in, &membership->next);
	get_freezes(&in, &membership->freezes);
	return unpack_finish(&in);
}
