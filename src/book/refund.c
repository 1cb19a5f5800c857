#include "base/json.h"
#include "book/answer.h"
#include "book/handlers.h"
#include "book/sale.h"
#include "book/till.h"

/* Refunds and exchanges (rulebook §§6.1, 6.5). */

struct ended {
	struct contract *contract;
	struct quote quote;
	struct contract_list others; /* what an exchange sold and put by */
	struct money rest;
};

static const char *money_method(const char *method) {
	return method ? method : "cash";
}

static void answer_quote(struct work *work, const struct quote *quote) {
	json_member_number(work->result, "sessions", quote->sessions);
	json_member_money(work->result, "cancelled_value", quote->cancelled_value);
	json_member_money(work->result, "surplus", quote->surplus);
	json_member_money(work->result, "uplift", quote->uplift);
	json_member_money(work->result, "fee", quote->fee);
	json_member_money(work->result, "breakage", quote->breakage);
	json_member_money(work->result, "recovered", quote->recovered);
	json_member_money(work->result, "refund", quote->refund);
}

/* Refund */

enum carnet_status refund_decide(struct work *work) {
	const struct refund_op *op = &work->op->as.refund;
	struct ended *ended = work->draft = ARENA_NEW(work->arena, struct ended);
	const struct item *item = op->service.given ? catalog_service(work_catalog(work), &op->service) : NULL;
	struct state today;
	TRY(work_contract(work, &op->contract, &ended->contract));
	TRY(work_owner(work, ended->contract));
	if (op->service.given && !item)
		return refuse(work->why, CARNET_NOT_FOUND, "There is no such service.");
	if (op->service.given && !op->has_sessions)
		return refuse_for(work->why, REFUSED_HOW_MANY_SESSIONS, NULL,
				  "Say how many sessions of the service come back.");
	if (op->has_sessions && !op->service.given && ended->contract->terms.line_count > 1)
		return refuse_for(work->why, REFUSED_WHICH_SERVICE, ended->contract->ref,
				  "%s has several services; say which.", ended->contract->ref);
	TRY(contract_not_before_latest(ended->contract, &work->act, work->why));
	TRY(work_state(work, ended->contract, &today));
	struct cancellation what = {ENDING_REFUND, !op->has_sessions, op->sessions, item ? item->id : 0};
	TRY(cancel_quote(ended->contract, &today, work->act.date, &what, &ended->quote, work->why));
	work_touch(work, ended->contract, work->act.date);
	contract_cancel(ended->contract, &work->act, &ended->quote, CAUSE_REFUND, money_method(op->method), MONEY_ZERO);
	return CARNET_OK;
}

void refund_answer(struct work *work, const struct effect_list *effects) {
	const struct ended *ended = work->draft;
	answer_contract(work, ended->contract);
	answer_quote(work, &ended->quote);
	json_member_money(work->result, "due", ended->quote.due);
	answer_performance(work, effects);
}

/* Exchange */

static enum carnet_status find_exchange(struct work *work, struct ended *ended, struct sale *sale) {
	const struct exchange_op *op = &work->op->as.exchange;
	TRY(work_contract(work, &op->contract, &ended->contract));
	TRY(work_owner(work, ended->contract));
	sale->offer = catalog_offer(work_catalog(work), &op->sell);
	if (!sale->offer)
		return refuse(work->why, CARNET_NOT_FOUND, "There is no such offer.");
	if (op->seller.given) {
		const struct staff *seller = catalog_staff(work_catalog(work), &op->seller);
		if (!seller)
			return refuse(work->why, CARNET_NOT_FOUND, "There is no such staff member.");
		sale->seller = seller->id;
	}
	TRY(work_ref_free(work, op->ref));
	TRY(work_ref_free(work, op->rest_ref));
	return refs_apart(work, sale->offer, op->ref, op->rest_ref);
}

static enum carnet_status may_be_exchanged(struct work *work, const struct contract *contract, struct state *today) {
	if (contract->membership || contract_is_topup(contract))
		return refuse_for(work->why, REFUSED_NOT_EXCHANGEABLE, contract->ref, "%s cannot be exchanged.",
				  contract->ref);
	TRY(contract_not_before_latest(contract, &work->act, work->why));
	TRY(work_state(work, contract, today));
	TRY(contract_must_be_open(contract, today, work->why));
	if (state_expires_on(contract, today) < work->act.date && !state_expiry_held(contract, today))
		return refuse_expired(contract, today, work->why);
	if (state_frozen(contract, today, work->act.date))
		return refuse(work->why, CARNET_FROZEN, "%s is frozen on that day.", contract->ref);
	return CARNET_OK;
}

enum carnet_status put_by_rest(struct work *work, int64_t client, const char *ref, struct money rest, int64_t from,
			       struct contract **topup) {
	struct terms terms = {.stream = STREAM_CREDIT,
			      .price = rest,
			      .credit = rest,
			      .expires_on = DATE_NONE,
			      .alert_at = -1,
			      .refund = {.cooling_off_days = -1},
			      .unit_price_before_discount = rest};
	*topup = work_new_contract(work, client, ref, &terms, CHANGE_SELL);
	(*topup)->reopened_credit = true;
	return contract_fund(*topup, &work->act, rest, from, work->why);
}

enum carnet_status settle_surplus(struct work *work, struct contract *old, struct contract *new_one,
				  const struct settlement *how, struct quote *quote, struct contract_list *others,
				  struct money *rest) {
	struct contract *topup;
	struct state state;
	TRY(work_state(work, new_one, &state));
	struct money used = money_min(quote->surplus, state_due(&state));
	*rest = money_sub(quote->surplus, used);
	if (money_is_positive(*rest) && how->rest == REST_NONE)
		return refuse_for(work->why, REFUSED_REST_UNSAID, NULL,
				  "More is left than the new price; say what becomes of the rest.");
	if (how->rest == REST_REFUND)
		quote->refund = *rest;
	struct money moved = money_sub(quote->surplus, quote->refund);
	contract_cancel(old, &work->act, quote, CAUSE_EXCHANGE, money_method(how->method), moved);
	*LIST_ADD(work->arena, others) = new_one;
	if (money_is_positive(used))
		TRY(contract_fund(new_one, &work->act, used, old->id, work->why));
	if (how->rest == REST_CREDIT && money_is_positive(*rest)) {
		TRY(put_by_rest(work, work->client.id, how->rest_ref, *rest, old->id, &topup));
		*LIST_ADD(work->arena, others) = topup;
	}
	return CARNET_OK;
}

enum carnet_status exchange_decide(struct work *work) {
	const struct exchange_op *op = &work->op->as.exchange;
	struct ended *ended = work->draft = ARENA_NEW(work->arena, struct ended);
	struct sale sale = {.ref = op->ref, .has_price = op->has_price, .price = op->price, .due = DATE_NONE};
	struct settlement how = {op->rest, op->rest_ref, op->method};
	struct cancellation everything = {.ending = ENDING_EXCHANGE, .everything = true};
	struct contract_list bill = {0}, paid = {0};
	struct contract *sold;
	struct state today;
	TRY(find_exchange(work, ended, &sale));
	TRY(may_be_exchanged(work, ended->contract, &today));
	TRY(client_discount(work, work->client.id, work->act.date, &sale.discount_bp));
	TRY(cancel_quote(ended->contract, &today, work->act.date, &everything, &ended->quote, work->why));
	work_touch(work, ended->contract, work->act.date);
	TRY(sell_offer(work, work->client.id, &sale, &sold));
	TRY(settle_surplus(work, ended->contract, sold, &how, &ended->quote, &ended->others, &ended->rest));
	*LIST_ADD(work->arena, &bill) = sold;
	TRY(till_take(work, work->client.id, &op->payments, &bill, &paid));
	return CARNET_OK;
}

void exchange_answer(struct work *work, const struct effect_list *effects) {
	const struct ended *ended = work->draft;
	answer_contract(work, ended->contract);
	answer_quote(work, &ended->quote);
	json_member_money(work->result, "rest", ended->rest);
	answer_contracts(work, &ended->others);
	answer_performance(work, effects);
}
