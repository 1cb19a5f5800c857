#include "book/till.h"

#include <stdlib.h>

void contract_list_add_once(struct arena *arena, struct contract_list *contracts, struct contract *contract) {
	for (size_t i = 0; i < contracts->count; i++)
		if (contracts->at[i] == contract)
			return;
	*LIST_ADD(arena, contracts) = contract;
}

enum carnet_status contracts_named(struct work *work, const struct reference *reference,
				   struct contract_list *contracts) {
	struct contract *contract;
	struct membership *membership;
	enum carnet_status status = work_contract(work, reference, &contract);
	if (status == CARNET_OK) {
		*LIST_ADD(work->arena, contracts) = contract;
		return CARNET_OK;
	}
	if (status != CARNET_NOT_FOUND || !reference->text)
		return status;
	struct refusal first = *work->why;
	status = work_membership(work, reference, &membership);
	if (status == CARNET_NOT_FOUND)
		*work->why = first;
	return status == CARNET_OK ? work_cycles(work, membership->id, contracts) : status;
}

/* What a contract can be paid on the operation's day. */
static struct money payable(struct work *work, const struct contract *contract) {
	if (contract->sold_on > work->act.date)
		return MONEY_ZERO;
	return money_not_negative(contract_least_due(contract, work->act.date));
}

static struct money total_payable(struct work *work, const struct contract_list *contracts) {
	struct money due = MONEY_ZERO;
	for (size_t i = 0; i < contracts->count; i++)
		due = money_add(due, payable(work, contracts->at[i]));
	return due;
}

/* Orders. A contract with what it is ordered by; the first that differs decides. */

struct ranked {
	struct contract *contract;
	int64_t ranks[4];
};

static int compare_ranked(const void *a, const void *b) {
	const struct ranked *first = a, *second = b;
	for (int i = 0; i < 4; i++)
		if (first->ranks[i] != second->ranks[i])
			return first->ranks[i] < second->ranks[i] ? -1 : 1;
	return 0;
}

static void order(struct ranked *ranked, struct contract_list *contracts) {
	qsort(ranked, contracts->count, sizeof *ranked, compare_ranked);
	for (size_t i = 0; i < contracts->count; i++)
		contracts->at[i] = ranked[i].contract;
}

enum carnet_status order_for_use(struct work *work, int64_t owner, struct contract_list *contracts) {
	struct ranked *ranked = ARENA_ARRAY(work->arena, struct ranked, contracts->count);
	struct state state;
	for (size_t i = 0; i < contracts->count; i++) {
		struct contract *contract = contracts->at[i];
		TRY(work_state(work, contract, &state));
		ranked[i] = (struct ranked){contract,
					    {contract_owner(contract) != owner, state_expires_on(contract, &state),
					     contract->sold_on, contract->id}};
	}
	order(ranked, contracts);
	return CARNET_OK;
}

enum carnet_status contracts_due(struct work *work, int64_t client, struct contract_list *contracts) {
	struct contract_list open = {0};
	struct state state;
	TRY(work_open_contracts(work, client, &open));
	for (size_t i = 0; i < open.count; i++) {
		TRY(work_state(work, open.at[i], &state));
		if (contract_owner(open.at[i]) == client && money_is_positive(state_due(&state)) &&
		    open.at[i]->sold_on <= work->act.date)
			*LIST_ADD(work->arena, contracts) = open.at[i];
	}
	struct ranked *ranked = ARENA_ARRAY(work->arena, struct ranked, contracts->count);
	for (size_t i = 0; i < contracts->count; i++)
		ranked[i] = (struct ranked){contracts->at[i], {contracts->at[i]->sold_on, contracts->at[i]->id}};
	order(ranked, contracts);
	return CARNET_OK;
}

/* Money */

/* Due on one contract; what is to be paid may not be more than this in all. */
static enum carnet_status check_due(struct work *work, const struct contract_list *bill, struct money amount) {
	struct money due = total_payable(work, bill);
	if (money_less(due, amount))
		return refuse_amount(work->why, "due", due,
				     refuse_for(work->why, REFUSED_ABOVE_DUE, NULL, "Less than that is due."));
	return CARNET_OK;
}

/* Whether a payment names a single contract, not the cycles of a membership. */
static bool names_one(struct work *work, const struct payment_op *payment) {
	struct contract *contract;
	struct refusal ignored, *why = work->why;
	work->why = &ignored;
	bool one = payment->contract.given && work_contract(work, &payment->contract, &contract) == CARNET_OK;
	work->why = why;
	return one;
}

static enum carnet_status pay_one(struct work *work, const struct payment_op *payment, struct contract *contract,
				  struct contract_list *paid) {
	work_touch(work, contract, work->act.date);
	TRY(contract_pay(contract, &work->act, payment->amount, payment->method, work->why));
	contract_list_add_once(work->arena, paid, contract);
	return CARNET_OK;
}

static enum carnet_status take_money(struct work *work, const struct payment_op *payment,
				     const struct contract_list *bill, struct contract_list *paid) {
	struct money left = payment->amount;
	if (names_one(work, payment))
		return pay_one(work, payment, bill->at[0], paid);
	TRY(check_due(work, bill, left));
	for (size_t i = 0; i < bill->count && money_is_positive(left); i++) {
		struct money part = money_min(left, payable(work, bill->at[i]));
		if (!money_is_positive(part))
			continue;
		work_touch(work, bill->at[i], work->act.date);
		TRY(contract_pay(bill->at[i], &work->act, part, payment->method, work->why));
		contract_list_add_once(work->arena, paid, bill->at[i]);
		left = money_sub(left, part);
	}
	return CARNET_OK;
}

/* Stored credit */

static enum carnet_status own_credit(struct work *work, int64_t client, struct contract_list *sources) {
	struct contract_list open = {0};
	struct refusal ignored;
	struct state state;
	TRY(work_open_contracts(work, client, &open));
	for (size_t i = 0; i < open.count; i++) {
		if (!contract_is_topup(open.at[i]))
			continue;
		TRY(work_state(work, open.at[i], &state));
		if (credit_check(open.at[i], &state, &work->act, client, &ignored) == CARNET_OK &&
		    money_is_positive(credit_available(open.at[i], &state)))
			*LIST_ADD(work->arena, sources) = open.at[i];
	}
	return order_for_use(work, client, sources);
}

static enum carnet_status credit_sources(struct work *work, int64_t client, const struct payment_op *payment,
					 struct contract_list *sources) {
	struct contract *topup;
	if (!payment->from.given)
		return own_credit(work, client, sources);
	TRY(work_contract(work, &payment->from, &topup));
	*LIST_ADD(work->arena, sources) = topup;
	return CARNET_OK;
}

static bool credit_may_pay(const struct contract *contract) {
	return !contract_is_topup(contract) && contract->terms.stream != STREAM_LEGACY;
}

static struct contract_list creditable(struct work *work, const struct payment_op *payment,
				       const struct contract_list *bill) {
	struct contract_list fit = {0};
	for (size_t i = 0; i < bill->count; i++)
		if (payment->contract.given || credit_may_pay(bill->at[i]))
			*LIST_ADD(work->arena, &fit) = bill->at[i];
	return fit;
}

static enum carnet_status check_named_credit(struct work *work, int64_t client, const struct payment_op *payment,
					     const struct contract_list *sources) {
	struct state state;
	if (!payment->from.given)
		return CARNET_OK;
	TRY(work_state(work, sources->at[0], &state));
	return credit_check(sources->at[0], &state, &work->act, client, work->why);
}

static enum carnet_status check_credit(struct work *work, const struct contract_list *sources, struct money amount) {
	struct money available = MONEY_ZERO;
	struct state state;
	for (size_t i = 0; i < sources->count; i++) {
		TRY(work_state(work, sources->at[i], &state));
		available = money_add(available, credit_available(sources->at[i], &state));
	}
	if (money_less(available, amount))
		return refuse_amount(work->why, "credit", available,
				     refuse_for(work->why, REFUSED_FEW_CREDIT, NULL, "There is not that much credit."));
	return CARNET_OK;
}

/* Spends as much as both the source has and the contract needs. */
static enum carnet_status spend_some(struct work *work, int64_t client, struct contract *topup,
				     struct contract *contract, struct money *left) {
	struct state source;
	TRY(work_state(work, topup, &source));
	struct money part = money_min(*left, money_min(credit_available(topup, &source), payable(work, contract)));
	if (!money_is_positive(part))
		return CARNET_OK;
	work_touch(work, topup, work->act.date);
	work_touch(work, contract, work->act.date);
	TRY(credit_spend(topup, contract, &work->act, client, part, work->why));
	*left = money_sub(*left, part);
	return CARNET_OK;
}

static enum carnet_status take_credit(struct work *work, int64_t client, const struct payment_op *payment,
				      const struct contract_list *given, struct contract_list *paid) {
	struct contract_list sources = {0};
	struct contract_list bill = creditable(work, payment, given);
	struct money left = payment->amount;
	TRY(credit_sources(work, client, payment, &sources));
	TRY(check_named_credit(work, client, payment, &sources));
	TRY(check_due(work, &bill, left));
	TRY(check_credit(work, &sources, left));
	for (size_t b = 0; b < bill.count && money_is_positive(left); b++) {
		struct money before = left;
		for (size_t s = 0; s < sources.count && money_is_positive(left); s++)
			TRY(spend_some(work, client, sources.at[s], bill.at[b], &left));
		if (money_less(left, before))
			contract_list_add_once(work->arena, paid, bill.at[b]);
	}
	return CARNET_OK;
}

/* What is wrong with a payment itself, before any amount is looked at (§14.11, §14.30). */
static enum carnet_status check_payment(struct work *work, const struct payment_op *payment) {
	struct contract_list named = {0};
	struct contract *from;
	if (payment->contract.given)
		TRY(contracts_named(work, &payment->contract, &named));
	if (names_one(work, payment) && named.at[0]->sold_on > work->act.date)
		return refuse_began_later(named.at[0], work->why);
	for (size_t i = 0; payment->credit && i < named.count; i++)
		if (!credit_may_pay(named.at[i]))
			return refuse_for(work->why, REFUSED_CREDIT_CANNOT_PAY, named.at[i]->ref,
					  "Stored credit cannot pay for %s.", named.at[i]->ref);
	if (!payment->from.given)
		return CARNET_OK;
	TRY(work_contract(work, &payment->from, &from));
	return contract_is_topup(from) ? CARNET_OK
				       : refuse_for(work->why, REFUSED_NO_STORED_CREDIT, from->ref,
						    "%s is no stored credit.", from->ref);
}

enum carnet_status till_take(struct work *work, int64_t client, const struct payment_op_list *payments,
			     const struct contract_list *bill, struct contract_list *paid) {
	for (size_t i = 0; i < payments->count; i++)
		TRY(check_payment(work, &payments->at[i]));
	for (size_t i = 0; i < payments->count; i++) {
		const struct payment_op *payment = &payments->at[i];
		struct contract_list named = {0};
		if (payment->contract.given)
			TRY(contracts_named(work, &payment->contract, &named));
		const struct contract_list *to = payment->contract.given ? &named : bill;
		TRY(payment->credit ? take_credit(work, client, payment, to, paid)
				    : take_money(work, payment, to, paid));
	}
	return CARNET_OK;
}
