#include "rules/postings.h"

#include <string.h>

struct ledger {
	struct arena *arena;
	struct posting_list *postings;
	int32_t date;
};

static void post(struct ledger *ledger, const char *account, struct money amount) {
	struct posting_list *postings = ledger->postings;
	for (size_t i = postings->count; i > 0; i--) {
		struct posting *known = &postings->at[i - 1];
		if (known->date != ledger->date || strcmp(known->account, account) != 0)
			continue;
		known->amount = money_add(known->amount, amount);
		return;
	}
	*LIST_ADD(ledger->arena, postings) = (struct posting){ledger->date, account, amount};
}

static void debit_credit(struct ledger *ledger, const char *debit, const char *credit, struct money amount) {
	post(ledger, debit, amount);
	post(ledger, credit, money_negate(amount));
}

static const char *contract_account(struct ledger *ledger, const struct effect *effect) {
	return arena_format(ledger->arena, "liabilities:contract:%s", stream_name(effect->stream));
}

static const char *income_account(struct ledger *ledger, const struct effect *effect) {
	return arena_format(ledger->arena, "income:%s", stream_name(effect->stream));
}

static const char *cash_account(struct ledger *ledger, const struct effect *effect) {
	return arena_format(ledger->arena, "assets:cash:%s", effect->method);
}

static void post_tax(struct ledger *ledger, const struct effect *effect, const struct effect_rules *rules) {
	const char *owed = rules->tax_at_delivery ? "liabilities:tax" : "assets:tax-paid-ahead";
	if (effect->measure == MEASURE_TAX_PAYABLE)
		debit_credit(ledger, "assets:tax-paid-ahead", "liabilities:tax", effect->amount);
	else if (effect->measure == MEASURE_TAX_INCOME)
		debit_credit(ledger, income_account(ledger, effect), owed, effect->amount);
	else if (effect->measure == MEASURE_TAX_BREAKAGE)
		debit_credit(ledger, "income:breakage", owed, effect->amount);
	else
		debit_credit(ledger, "assets:tax-paid-ahead", "equity:opening", effect->amount);
}

static void post_effect(struct ledger *ledger, const struct effect *effect, const struct effect_rules *rules) {
	const char *contract = contract_account(ledger, effect);
	ledger->date = effect->date;
	switch (effect->measure) {
	case MEASURE_PAID_IN: debit_credit(ledger, cash_account(ledger, effect), contract, effect->amount); return;
	case MEASURE_REFUNDED: debit_credit(ledger, contract, cash_account(ledger, effect), effect->amount); return;
	case MEASURE_DELIVERED: debit_credit(ledger, contract, income_account(ledger, effect), effect->amount); return;
	case MEASURE_BREAKAGE: debit_credit(ledger, contract, "income:breakage", effect->amount); return;
	case MEASURE_FEES: debit_credit(ledger, contract, "income:fees", effect->amount); return;
	case MEASURE_UPLIFT: debit_credit(ledger, contract, "income:uplift", effect->amount); return;
	case MEASURE_WRITTEN_OFF: debit_credit(ledger, "expenses:write-offs", contract, effect->amount); return;
	case MEASURE_OPENED: debit_credit(ledger, "equity:opening", contract, effect->amount); return;
	case MEASURE_MOVED:
		post(ledger, contract, money_negate(effect->amount));
		return; /* its other half is the other contract's */
	case MEASURE_TAX_PAYABLE:
	case MEASURE_TAX_INCOME:
	case MEASURE_TAX_BREAKAGE:
	case MEASURE_TAX_OPENED: post_tax(ledger, effect, rules); return;
	case MEASURE_SOLD:
	case MEASURE_LIABILITY:
	case MEASURE_RECEIVABLE:
	case MEASURE_SESSIONS_SOLD:
	case MEASURE_SESSIONS_USED:
	case MEASURE_SESSIONS_EXPIRED:
	case MEASURE_SESSIONS_RETURNED:
	case MEASURE_SESSIONS_TRANSFERRED:
	case MEASURE_CREDIT:
	case MEASURE_ENTITLEMENT:
	case MEASURE_SELLER:
	case MEASURE_COUNT: return;
	}
}

void postings_of(struct arena *arena, const struct effect_list *effects, const struct effect_rules *rules,
		 struct posting_list *postings) {
	struct ledger ledger = {arena, postings, DATE_NONE};
	for (size_t i = 0; i < effects->count; i++)
		post_effect(&ledger, &effects->at[i], rules);
	size_t kept = 0;
	for (size_t i = 0; i < postings->count; i++)
		if (!money_is_zero(postings->at[i].amount))
			postings->at[kept++] = postings->at[i];
	postings->count = kept;
}

bool postings_balance(const struct posting_list *postings) {
	struct money sum = MONEY_ZERO;
	for (size_t i = 0; i < postings->count; i++)
		sum = money_add(sum, postings->at[i].amount);
	return money_is_zero(sum);
}
