#include "book/member.h"

#include "base/json.h"
#include "book/answer.h"
#include "book/handlers.h"
#include "book/sale.h"

/* Looking */

enum carnet_status member_suspends(struct work *work, const struct membership *membership, int32_t day, bool *suspends,
				   bool *owes) {
	struct contract_list cycles = {0};
	struct state state;
	*suspends = *owes = false;
	TRY(work_cycles(work, membership->id, &cycles));
	for (size_t i = 0; i < cycles.count; i++) {
		TRY(work_state(work, cycles.at[i], &state));
		if (!money_is_positive(state_due(&state)))
			continue;
		*owes = true;
		*suspends = *suspends || plan_suspends(&membership->plan, cycle_due_day(cycles.at[i]), day);
	}
	return CARNET_OK;
}

enum carnet_status member_keep(struct work *work, struct membership *membership) {
	struct contract_list cycles = {0};
	TRY(work_cycles(work, membership->id, &cycles));
	for (size_t i = 0; i < cycles.count; i++)
		work_touch(work, cycles.at[i], work->act.date);
	work_touch_membership(work, membership);
	return CARNET_OK;
}

static enum carnet_status settle_one(struct work *work, struct membership *membership) {
	int32_t day = work->book->ticked_to > work->act.date ? work->book->ticked_to : work->act.date;
	bool suspends, owes;
	if (membership->ended_on != DATE_NONE || membership->voided_by)
		return CARNET_OK;
	TRY(member_suspends(work, membership, day, &suspends, &owes));
	if (suspends == (membership->suspended_on != DATE_NONE))
		return CARNET_OK;
	if (suspends && membership_next_day(membership) <= work->book->ticked_to)
		return CARNET_OK; /* sold late: the next day's end bills what it missed first (§14.48) */
	membership->suspended_on = suspends ? day : DATE_NONE;
	return member_keep(work, membership);
}

enum carnet_status members_settle(struct work *work) {
	struct membership *membership;
	size_t count = work->contracts.count;
	for (size_t i = 0; i < count; i++) {
		if (!work->contracts.at[i]->touched || !work->contracts.at[i]->contract->membership)
			continue;
		TRY(work_membership_of(work, work->contracts.at[i]->contract, &membership));
		TRY(settle_one(work, membership));
	}
	return CARNET_OK;
}

enum carnet_status member_suspended(struct work *work, const struct membership *membership, int32_t day, int32_t *since) {
	struct contract_list cycles = {0};
	struct state state;
	*since = DATE_NONE;
	TRY(work_cycles(work, membership->id, &cycles));
	for (size_t i = 0; i < cycles.count; i++) {
		int32_t from = date_add_days(cycle_due_day(cycles.at[i]), membership->plan.suspend_days);
		if (from > day || from >= *since)
			continue;
		if (!state_fold(cycles.at[i], day, &state))
			return work_fault(work);
		if (money_is_positive(state_due(&state)))
			*since = from;
	}
	return CARNET_OK;
}

enum carnet_status member_suspended_on(struct work *work, const struct contract *contract, int32_t day, int32_t *since) {
	struct membership *membership;
	*since = DATE_NONE;
	TRY(work_membership_of(work, contract, &membership));
	return membership ? member_suspended(work, membership, day, since) : CARNET_OK;
}

static enum carnet_status find_member(struct work *work, const struct reference *reference,
				      struct membership **membership) {
	TRY(work_membership(work, reference, membership));
	struct reference client = {true, NULL, (*membership)->client};
	return work_client(work, &client, &work->client);
}

static enum carnet_status must_run(struct work *work, const struct membership *membership) {
	if (membership->ended_on != DATE_NONE || membership->voided_by)
		return refuse_for(work->why, REFUSED_MEMBERSHIP_ENDED, membership->ref, "%s has ended.",
				  membership->ref);
	return CARNET_OK;
}

/* The membership is changed by an entry of the act's day. */
static void member_touch(struct work *work, struct membership *membership) {
	if (work->act.date > membership->latest)
		membership->latest = work->act.date;
	membership->last_entry = work->act.entry;
	work_touch_membership(work, membership);
}

/* The cycles that have something left to use. Refuses built_upon when an entry on the membership or a cycle is later than the act. */
static enum carnet_status open_cycles(struct work *work, const struct membership *membership,
				      struct contract_list *open) {
	struct contract_list cycles = {0};
	struct state state;
	if (work->act.date < membership->latest)
		return refuse(work->why, CARNET_BUILT_UPON, "%s has a later entry.", membership->ref);
	TRY(work_cycles(work, membership->id, &cycles));
	for (size_t i = 0; i < cycles.count; i++) {
		TRY(contract_not_before_latest(cycles.at[i], &work->act, work->why));
		TRY(work_state(work, cycles.at[i], &state));
		if (state_open(cycles.at[i], &state))
			*LIST_ADD(work->arena, open) = cycles.at[i];
	}
	return CARNET_OK;
}

/* Freezing */

enum carnet_status member_freeze(struct work *work, int32_t from, int32_t to) {
	struct membership *membership;
	struct contract_list cycles = {0};
	TRY(find_member(work, &work->op->as.freeze.membership, &membership));
	TRY(open_cycles(work, membership, &cycles));
	TRY(must_run(work, membership));
	TRY(membership_freeze(membership, work->act.entry, from, to, work->why));
	member_touch(work, membership);
	for (size_t i = 0; i < cycles.count; i++) {
		struct refusal ignored;
		if (contract_is_access_cycle(cycles.at[i]))
			continue;
		work_touch(work, cycles.at[i], work->act.date);
		if (contract_freeze(cycles.at[i], &work->act, from, to, &ignored) != CARNET_OK)
			continue; /* it ends before the freeze begins */
	}
	return CARNET_OK;
}

enum carnet_status member_unfreeze(struct work *work) {
	struct membership *membership;
	struct contract_list cycles = {0};
	TRY(find_member(work, &work->op->as.freeze.membership, &membership));
	TRY(membership_unfreeze(membership, work->act.entry, work->act.date, work->why));
	TRY(open_cycles(work, membership, &cycles));
	TRY(must_run(work, membership));
	member_touch(work, membership);
	for (size_t i = 0; i < cycles.count; i++) {
		struct refusal ignored;
		work_touch(work, cycles.at[i], work->act.date);
		if (contract_unfreeze(cycles.at[i], &work->act, &ignored) != CARNET_OK)
			continue; /* this one was not frozen */
	}
	return CARNET_OK;
}

/* Selling one outside a visit */

static enum carnet_status find_plan(struct work *work, const struct reference *reference, const struct offer **plan) {
	*plan = catalog_offer(work_catalog(work), reference);
	if (!*plan)
		return refuse(work->why, CARNET_NOT_FOUND, "There is no such plan.");
	return CARNET_OK;
}

static enum carnet_status must_be_plan(struct work *work, const struct offer *offer) {
	return offer->kind == OFFER_PLAN
		       ? CARNET_OK
		       : refuse_for(work->why, REFUSED_NO_PLAN, offer->code, "%s is no plan.", offer->code);
}

struct membership_answer {
	struct contract_list contracts;
	struct quote sum;
	struct membership *membership;
	struct money rest;
};

enum carnet_status membership_decide(struct work *work) {
	const struct membership_op *op = &work->op->as.membership;
	struct contract_list *sold = work->draft = ARENA_NEW(work->arena, struct contract_list);
	struct sale sale = {.ref = op->ref, .has_price = op->has_price, .price = op->price, .due = DATE_NONE};
	TRY(work_client(work, &op->client, &work->client));
	TRY(find_plan(work, &op->plan, &sale.offer));
	if (op->seller.given) {
		const struct staff *seller = catalog_staff(work_catalog(work), &op->seller);
		if (!seller)
			return refuse(work->why, CARNET_NOT_FOUND, "There is no such staff member.");
		sale.seller = seller->id;
	}
	TRY(work_ref_free(work, op->ref));
	TRY(must_be_plan(work, sale.offer));
	TRY(client_discount(work, work->client.id, work->act.date, &sale.discount_bp));
	return sell_offer(work, work->client.id, &sale, LIST_ADD(work->arena, sold));
}

/* Cancelling */

static void add_quote(struct quote *sum, const struct quote *quote) {
	sum->sessions += quote->sessions;
	sum->cancelled_value = money_add(sum->cancelled_value, quote->cancelled_value);
	sum->surplus = money_add(sum->surplus, quote->surplus);
	sum->uplift = money_add(sum->uplift, quote->uplift);
	sum->fee = money_add(sum->fee, quote->fee);
	sum->breakage = money_add(sum->breakage, quote->breakage);
	sum->recovered = money_add(sum->recovered, quote->recovered);
	sum->refund = money_add(sum->refund, quote->refund);
	sum->due = money_add(sum->due, quote->due);
}

static enum carnet_status check_term(struct work *work, const struct membership *membership, bool override) {
	if (!override && membership->billed + membership->billed_before < membership->plan.minimum_cycles)
		return refuse_count(work->why, "cycles", membership->plan.minimum_cycles,
				    refuse_for(work->why, REFUSED_MINIMUM_CYCLES, membership->ref,
					       "%s runs for at least %d cycles.", membership->ref,
					       membership->plan.minimum_cycles));
	return CARNET_OK;
}

static enum carnet_status end_cycle(struct work *work, struct contract *cycle, struct membership_answer *answer) {
	const char *method = work->op->as.cancel.method;
	struct cancellation everything = {.ending = ENDING_REFUND, .everything = true};
	struct quote quote;
	struct state today;
	TRY(work_state(work, cycle, &today));
	TRY(cancel_quote(cycle, &today, work->act.date, &everything, &quote, work->why));
	work_touch(work, cycle, work->act.date);
	contract_cancel(cycle, &work->act, &quote, CAUSE_END, method ? method : "cash", MONEY_ZERO);
	*LIST_ADD(work->arena, &answer->contracts) = cycle;
	add_quote(&answer->sum, &quote);
	return CARNET_OK;
}

enum carnet_status cancel_decide(struct work *work) {
	const struct cancel_op *op = &work->op->as.cancel;
	struct membership_answer *answer = work->draft = ARENA_NEW(work->arena, struct membership_answer);
	struct contract_list cycles = {0};
	TRY(find_member(work, &op->membership, &answer->membership));
	struct membership *membership = answer->membership;
	if (op->when == MOMENT_CYCLE_END && membership->cancelled && membership->ended_on == DATE_NONE)
		return refuse_for(work->why, REFUSED_ENDS_ALREADY, membership->ref, "%s ends with this cycle already.",
				  membership->ref);
	TRY(open_cycles(work, membership, &cycles));
	TRY(must_run(work, membership));
	TRY(check_term(work, membership, op->override));
	member_touch(work, membership);
	membership->changes = false;
	if (op->when == MOMENT_CYCLE_END) {
		membership->cancelled = true;
		return CARNET_OK;
	}
	membership->ended_on = work->act.date;
	for (size_t i = 0; i < cycles.count; i++)
		TRY(end_cycle(work, cycles.at[i], answer));
	return CARNET_OK;
}

static void answer_membership(struct work *work, const struct membership *membership) {
	json_member_number(work->result, "membership", membership->id);
	json_member_text(work->result, "ref", membership->named ? membership->ref : NULL);
	json_member_date(work->result, "ends_on",
			 membership->cancelled ? membership_next_day(membership) : membership->ended_on);
}

void cancel_answer(struct work *work, const struct effect_list *effects) {
	const struct membership_answer *answer = work->draft;
	answer_membership(work, answer->membership);
	json_member_number(work->result, "sessions", answer->sum.sessions);
	json_member_money(work->result, "cancelled_value", answer->sum.cancelled_value);
	json_member_money(work->result, "surplus", answer->sum.surplus);
	json_member_money(work->result, "uplift", answer->sum.uplift);
	json_member_money(work->result, "fee", answer->sum.fee);
	json_member_money(work->result, "breakage", answer->sum.breakage);
	json_member_money(work->result, "refund", answer->sum.refund);
	answer_contracts(work, &answer->contracts);
	answer_performance(work, effects);
}

/* Changing the plan */

/* The running cycle ends without fee, and its surplus pays for the first cycle of the new plan. */
static enum carnet_status change_now(struct work *work, struct membership_answer *answer, const struct plan *plan) {
	const struct change_op *op = &work->op->as.change;
	struct settlement how = {op->rest, op->rest_ref, op->method};
	struct cancellation everything = {.ending = ENDING_EXCHANGE, .everything = true};
	struct membership *membership = answer->membership;
	struct contract_list cycles = {0};
	struct contract *new_cycle;
	struct state today;
	TRY(work_cycles(work, membership->id, &cycles));
	struct contract *old = cycles.at[cycles.count - 1];
	membership_switch(membership, plan, work->act.date, true);
	TRY(bill_cycle(work, membership, work->act.date, &new_cycle));
	TRY(work_state(work, old, &today));
	if (!state_open(old, &today)) {
		*LIST_ADD(work->arena, &answer->contracts) = new_cycle;
		return CARNET_OK;
	}
	TRY(cancel_quote(old, &today, work->act.date, &everything, &answer->sum, work->why));
	work_touch(work, old, work->act.date);
	return settle_surplus(work, old, new_cycle, &how, &answer->sum, &answer->contracts, &answer->rest);
}

static enum carnet_status check_rest_ref(struct work *work, const struct membership *membership) {
	const struct change_op *op = &work->op->as.change;
	TRY(work_ref_free(work, op->rest_ref));
	if (op->when == MOMENT_CYCLE_END)
		return CARNET_OK;
	return refs_apart(work, NULL, next_cycle_ref(work, membership), op->rest_ref);
}

static enum carnet_status may_change_now(struct work *work, const struct membership *membership) {
	if (membership_frozen(membership, work->act.date))
		return refuse(work->why, CARNET_FROZEN, "%s is frozen on that day.", membership->ref);
	if (membership->suspended_on <= work->act.date)
		return refuse(work->why, CARNET_SUSPENDED, "%s is suspended until it is paid.", membership->ref);
	return CARNET_OK;
}

enum carnet_status change_decide(struct work *work) {
	const struct change_op *op = &work->op->as.change;
	struct membership_answer *answer = work->draft = ARENA_NEW(work->arena, struct membership_answer);
	struct contract_list cycles = {0};
	const struct offer *offer;
	TRY(find_member(work, &op->membership, &answer->membership));
	TRY(find_plan(work, &op->plan, &offer));
	TRY(check_rest_ref(work, answer->membership));
	TRY(must_be_plan(work, offer));
	TRY(open_cycles(work, answer->membership, &cycles));
	TRY(must_run(work, answer->membership));
	member_touch(work, answer->membership);
	answer->membership->cancelled = false;
	struct plan plan = sale_plan(work, offer, op->has_price ? op->price : offer->price);
	if (op->when == MOMENT_CYCLE_END) {
		answer->membership->changes = true;
		answer->membership->next = plan;
		return CARNET_OK;
	}
	TRY(may_change_now(work, answer->membership));
	return change_now(work, answer, &plan);
}

void change_answer(struct work *work, const struct effect_list *effects) {
	const struct membership_answer *answer = work->draft;
	answer_membership(work, answer->membership);
	json_member_money(work->result, "surplus", answer->sum.surplus);
	json_member_money(work->result, "rest", answer->rest);
	answer_contracts(work, &answer->contracts);
	answer_performance(work, effects);
}
