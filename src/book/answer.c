#include "book/answer.h"

#include "base/json.h"

void answer_contract(struct work *work, const struct contract *contract) {
	json_member_number(work->result, "contract", contract->id);
	json_member_text(work->result, "ref", contract->named ? contract->ref : NULL);
}

/* What was sold: the offer's code, or the service's or product's of a single line. */
static void answer_sold(struct work *work, const struct contract *contract) {
	const struct line *line = contract->terms.lines;
	if (contract->offer) {
		json_member_text(work->result, "offer", catalog_offer_at(work_catalog(work), contract->offer)->code);
		return;
	}
	if (contract->terms.line_count != 1 || line->item_count != 1)
		return;
	const struct item *item = catalog_item_at(work_catalog(work), line->items[0]);
	json_member_text(work->result, item->product ? "product" : "service", item->code);
}

void answer_contracts(struct work *work, const struct contract_list *contracts) {
	struct money due = MONEY_ZERO;
	json_name(work->result, "contracts");
	json_open(work->result, '[');
	for (size_t i = 0; i < contracts->count; i++) {
		struct state state;
		if (!state_fold(contracts->at[i], STATE_TODAY, &state))
			continue;
		json_open(work->result, '{');
		answer_contract(work, contracts->at[i]);
		answer_sold(work, contracts->at[i]);
		json_member_money(work->result, "paid", state.paid);
		json_member_money(work->result, "due", state_due(&state));
		json_close(work->result, '}');
		due = money_add(due, state_due(&state));
	}
	json_close(work->result, ']');
	json_member_money(work->result, "due", due);
}

/* Sums by day and staff, in order of day. */
struct credit {
	int32_t date;
	int64_t staff;
	struct money amount;
};
struct credit_list LIST(struct credit);

static struct credit *credit_for(struct arena *arena, struct credit_list *credits, int32_t date, int64_t staff) {
	size_t place = 0;
	while (place < credits->count && credits->at[place].date <= date) {
		if (credits->at[place].date == date && credits->at[place].staff == staff)
			return &credits->at[place];
		place++;
	}
	LIST_ADD(arena, credits);
	for (size_t i = credits->count - 1; i > place; i--)
		credits->at[i] = credits->at[i - 1];
	credits->at[place] = (struct credit){date, staff, MONEY_ZERO};
	return &credits->at[place];
}

void answer_performance(struct work *work, const struct effect_list *effects) {
	struct credit_list credits = {0};
	for (size_t i = 0; i < effects->count; i++) {
		const struct effect *effect = &effects->at[i];
		if (effect->measure != MEASURE_CREDIT || effect->staff == 0)
			continue;
		struct credit *credit = credit_for(work->arena, &credits, effect->date, effect->staff);
		credit->amount = money_add(credit->amount, effect->amount);
	}
	json_name(work->result, "performance");
	json_open(work->result, '[');
	for (size_t i = 0; i < credits.count; i++) {
		if (money_is_zero(credits.at[i].amount))
			continue;
		json_open(work->result, '{');
		json_member_date(work->result, "date", credits.at[i].date);
		json_member_text(work->result, "staff", catalog_staff_at(work_catalog(work), credits.at[i].staff)->code);
		json_member_money(work->result, "amount", credits.at[i].amount);
		json_close(work->result, '}');
	}
	json_close(work->result, ']');
}
