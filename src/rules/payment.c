#include "rules/acts.h"

static struct change money_change(const struct act *act, enum change_kind kind, struct money amount) {
	struct change change = act_change(act, kind);
	change.amount = amount;
	return change;
}

static enum carnet_status add_held(struct contract *contract, const struct change *change, struct refusal *why) {
	contract_add(contract, change);
	return contract_must_hold(contract, change->date, why);
}

static enum carnet_status refuse_above_due(const struct contract *contract, const struct state *then,
					   struct refusal *why) {
	return refuse_amount(
		why, "due", state_due(then),
		refuse_for(why, REFUSED_ABOVE_DUE, contract->ref, "Less than that is due on %s.", contract->ref));
}

static enum carnet_status take_in(struct contract *contract, const struct change *change, struct refusal *why) {
	struct state then;
	if (change->date < contract->sold_on)
		return refuse_began_later(contract, why);
	if (!state_fold(contract, change->date, &then))
		return refuse(why, CARNET_OVERPAID, "Less than that is due on %s.", contract->ref);
	if (money_less(state_due(&then), change->amount))
		return refuse_above_due(contract, &then, why);
	return add_held(contract, change, why);
}

enum carnet_status contract_pay(struct contract *contract, const struct act *act, struct money amount,
				const char *method, struct refusal *why) {
	struct change change = money_change(act, CHANGE_PAY, amount);
	change.method = method;
	return take_in(contract, &change, why);
}

enum carnet_status contract_fund(struct contract *contract, const struct act *act, struct money amount, int64_t from,
				 struct refusal *why) {
	struct change change = money_change(act, CHANGE_FUND, amount);
	change.other = from;
	return take_in(contract, &change, why);
}

enum carnet_status contract_reprice(struct contract *contract, const struct act *act, struct money live_value,
				    struct refusal *why) {
	struct state today;
	struct change change = money_change(act, CHANGE_REPRICE, live_value);
	enum carnet_status status = contract_today(contract, &today, why);
	if (status != CARNET_OK)
		return status;
	if (contract_is_topup(contract) || contract_is_access_cycle(contract) ||
	    (money_is_zero(today.live_value) && money_is_positive(live_value)))
		return refuse_for(why, REFUSED_NOT_REPRICEABLE, contract->ref, "%s cannot be repriced.", contract->ref);
	if ((status = contract_not_before_latest(contract, act, why)) != CARNET_OK)
		return status;
	if (!money_is_positive(state_due(&today)) && (status = contract_must_be_open(contract, &today, why)) != CARNET_OK)
		return status;
	if (money_less(live_value, money_add(today.paid, today.written_off)))
		return refuse_amount(why, "paid", money_add(today.paid, today.written_off),
				     refuse_for(why, REFUSED_BELOW_PAID, contract->ref,
						"More than that is already paid for %s.", contract->ref));
	return add_held(contract, &change, why);
}

enum carnet_status contract_write_off(struct contract *contract, const struct act *act, struct money amount,
				      struct refusal *why) {
	struct state today;
	struct change change = money_change(act, CHANGE_WRITE_OFF, amount);
	enum carnet_status status = contract_today(contract, &today, why);
	if (status != CARNET_OK)
		return status;
	if (money_less(state_receivable(&today), amount))
		return refuse_amount(why, "owed", state_receivable(&today),
				     refuse_for(why, REFUSED_ABOVE_OWED, contract->ref,
						"The client owes less than that for %s.", contract->ref));
	return add_held(contract, &change, why);
}

/* Stored credit */

struct money credit_available(const struct contract *topup, const struct state *today) {
	struct money left = state_credit_left(topup, today);
	struct money price = topup->terms.price;
	if (!money_less(today->received, price))
		return left;
	struct money earned = money_part_floor(topup->terms.credit, today->received, price);
	return money_min(left, money_not_negative(money_sub(earned, today->spent)));
}

struct money credit_cash_value(const struct contract *topup, const struct state *today, struct money face) {
	struct money spent_after = money_add(today->spent, face);
	struct money due = money_sub(money_part(topup->terms.price, spent_after, topup->terms.credit), today->moved);
	return money_not_negative(money_min(money_min(today->paid, face), due));
}

static enum carnet_status payable_by_credit(const struct contract *contract, const struct act *act, struct refusal *why) {
	if (contract_is_topup(contract) || contract->terms.stream == STREAM_LEGACY)
		return refuse_for(why, REFUSED_CREDIT_CANNOT_PAY, contract->ref, "Stored credit cannot pay for %s.",
				  contract->ref);
	if (act->date < contract->sold_on)
		return refuse_began_later(contract, why);
	return CARNET_OK;
}

static enum carnet_status credit_amounts(const struct contract *topup, const struct state *store,
					 const struct contract *contract, const struct state *bill, struct money face,
					 struct refusal *why) {
	if (money_less(state_due(bill), face))
		return refuse_above_due(contract, bill, why);
	if (money_less(credit_available(topup, store), face))
		return refuse_amount(
			why, "credit", credit_available(topup, store),
			refuse_for(why, REFUSED_FEW_CREDIT, topup->ref, "%s has less credit than that.", topup->ref));
	return CARNET_OK;
}

enum carnet_status credit_spend(struct contract *topup, struct contract *contract, const struct act *act,
				int64_t client, struct money face, struct refusal *why) {
	struct state store, bill;
	enum carnet_status status = contract_today(topup, &store, why);
	if (status == CARNET_OK)
		status = contract_today(contract, &bill, why);
	if (status != CARNET_OK)
		return status;
	struct money cash = credit_cash_value(topup, &store, face);
	if ((status = payable_by_credit(contract, act, why)) != CARNET_OK)
		return status;
	if (!money_equal(cash, face) && ((status = contract_not_before_latest(topup, act, why)) != CARNET_OK ||
					 (status = contract_not_before_latest(contract, act, why)) != CARNET_OK))
		return status;
	if ((status = credit_check(topup, &store, act, client, why)) != CARNET_OK ||
	    (status = credit_amounts(topup, &store, contract, &bill, face, why)) != CARNET_OK)
		return status;
	struct change spend = money_change(act, CHANGE_SPEND, cash);
	struct change credit = money_change(act, CHANGE_CREDIT, cash);
	spend.face = credit.face = face;
	spend.other = contract->id;
	credit.other = topup->id;
	status = add_held(topup, &spend, why);
	return status == CARNET_OK ? add_held(contract, &credit, why) : status;
}
