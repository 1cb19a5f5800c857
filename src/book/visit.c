#include "base/json.h"
#include "book/answer.h"
#include "book/handlers.h"
#include "book/member.h"
#include "book/sale.h"
#include "book/till.h"

#include <string.h>

/* A visit: one moment at the desk, sold, redeemed, charged and paid together, or not at all (rulebook §9). */

/* One session that was redeemed. */
struct redeemed {
	struct contract *contract;
	int64_t item;
	int32_t slot;
};
struct redeemed_list LIST(struct redeemed);

/* One line of the visit with what it names looked up. */
struct line_of_visit {
	const struct item_line_op *op;
	const struct offer *offer; /* sell */
	const struct item *item;   /* redeem, service, product */
	int64_t seller;
	const struct share *shares;
	int32_t share_count;
};

struct visit {
	struct client client;
	struct line_of_visit *lines;
	size_t line_count;
	struct contract_list counter; /* services and goods, in listed order */
	struct contract_list sold;    /* offers, in listed order */
	struct contract_list all;     /* both, as listed */
	struct redeemed_list redeemed;
};

/* References, before anything else is looked at (§14.30) */

static enum carnet_status missing(struct work *work, const char *what, const struct reference *reference) {
	return refuse(work->why, CARNET_NOT_FOUND, "There is no %s %s.", what,
		      reference->text ? reference->text
				      : arena_format(work->arena, "%lld", (long long)reference->number));
}

static bool sold_here(const struct visit_op *op, const char *ref) {
	for (size_t i = 0; i < op->items.count; i++)
		if (op->items.at[i].ref && strcmp(op->items.at[i].ref, ref) == 0)
			return true;
	return false;
}

/* A membership sold here makes its first cycle's ref known too. */
static bool cycle_sold_here(const struct visit_op *op, const char *ref) {
	for (size_t i = 0; i < op->items.count; i++)
		if (op->items.at[i].ref && is_first_cycle_ref(ref, op->items.at[i].ref))
			return true;
	return false;
}

static enum carnet_status find_contract(struct work *work, const struct reference *reference) {
	const struct visit_op *op = &work->op->as.visit;
	struct contract_list found = {0};
	if (!reference->given ||
	    (reference->text && (sold_here(op, reference->text) || cycle_sold_here(op, reference->text))))
		return CARNET_OK;
	return contracts_named(work, reference, &found);
}

static enum carnet_status find_what(struct work *work, struct line_of_visit *line) {
	const struct reference *what = &line->op->what;
	switch (line->op->kind) {
	case ITEM_SELL:
		line->offer = catalog_offer(work_catalog(work), what);
		return line->offer ? CARNET_OK : missing(work, "offer", what);
	case ITEM_PRODUCT:
		line->item = catalog_product(work_catalog(work), what);
		return line->item ? CARNET_OK : missing(work, "product", what);
	case ITEM_REDEEM:
	case ITEM_SERVICE: break;
	}
	line->item = catalog_service(work_catalog(work), what);
	return line->item ? CARNET_OK : missing(work, "service", what);
}

static enum carnet_status find_line(struct work *work, struct line_of_visit *line) {
	TRY(find_what(work, line));
	if (line->op->seller.given) {
		const struct staff *seller = catalog_staff(work_catalog(work), &line->op->seller);
		if (!seller)
			return missing(work, "staff member", &line->op->seller);
		line->seller = seller->id;
	}
	TRY(work_shares(work, &line->op->staff, &line->shares, &line->share_count));
	return find_contract(work, &line->op->contract);
}

static enum carnet_status check_refs(struct work *work, const struct visit *visit) {
	for (size_t i = 0; i < visit->line_count; i++) {
		const struct line_of_visit *line = &visit->lines[i];
		TRY(work_ref_free(work, line->op->ref));
		for (size_t k = 0; k < visit->line_count; k++)
			if (k != i)
				TRY(refs_apart(work, line->offer, line->op->ref, visit->lines[k].op->ref));
	}
	return CARNET_OK;
}

static enum carnet_status find_all(struct work *work, struct visit *visit) {
	const struct visit_op *op = &work->op->as.visit;
	TRY(work_client(work, &op->client, &visit->client));
	visit->line_count = op->items.count;
	visit->lines = ARENA_ARRAY(work->arena, struct line_of_visit, op->items.count);
	for (size_t i = 0; i < op->items.count; i++) {
		visit->lines[i].op = &op->items.at[i];
		TRY(find_line(work, &visit->lines[i]));
	}
	for (size_t i = 0; i < op->payments.count; i++) {
		TRY(find_contract(work, &op->payments.at[i].contract));
		TRY(find_contract(work, &op->payments.at[i].from));
	}
	return check_refs(work, visit);
}

/* Selling */

static enum carnet_status sell_line(struct work *work, struct visit *visit, const struct line_of_visit *line,
				    int32_t discount_bp) {
	struct contract *contract;
	const struct item_line_op *op = line->op;
	if (op->kind == ITEM_SELL) {
		struct sale sale = {line->offer, op->ref,      op->has_price, op->price,
				    discount_bp, line->seller, op->due,       &op->schedule};
		TRY(sell_offer(work, visit->client.id, &sale, &contract));
		*LIST_ADD(work->arena, &visit->sold) = contract;
	} else {
		struct counter_sale sale = {line->item,    op->ref,      op->has_price,    op->price,
					    op->quantity,  discount_bp,  line->seller,     op->due,
					    &op->schedule, line->shares, line->share_count};
		TRY(sell_item(work, visit->client.id, &sale, &contract));
		*LIST_ADD(work->arena, &visit->counter) = contract;
	}
	*LIST_ADD(work->arena, &visit->all) = contract;
	return CARNET_OK;
}

static bool sells_anything(const struct visit *visit) {
	for (size_t i = 0; i < visit->line_count; i++)
		if (visit->lines[i].op->kind != ITEM_REDEEM)
			return true;
	return false;
}

static enum carnet_status sell_all(struct work *work, struct visit *visit) {
	int32_t discount_bp = 0;
	if (!sells_anything(visit))
		return CARNET_OK;
	TRY(client_discount(work, visit->client.id, work->act.date, &discount_bp));
	for (size_t i = 0; i < visit->line_count; i++)
		if (visit->lines[i].op->kind != ITEM_REDEEM)
			TRY(sell_line(work, visit, &visit->lines[i], discount_bp));
	return CARNET_OK;
}

/* Redeeming */

static void note_redeemed(struct work *work, struct visit *visit, struct contract *contract, int64_t item) {
	const struct change *latest = NULL;
	for (size_t i = 0; i < contract->changes.count; i++) {
		const struct change *change = &contract->changes.at[i];
		if (change->entry == work->act.entry && change->kind == CHANGE_REDEEM)
			latest = change;
	}
	for (int32_t r = 0; latest && r < latest->range_count; r++)
		for (int32_t i = 0; i < latest->ranges[r].count; i++)
			*LIST_ADD(work->arena, &visit->redeemed) = (struct redeemed){contract, item,
										     latest->ranges[r].first + i};
}

static enum carnet_status redemption_for(struct work *work, const struct visit *visit, const struct line_of_visit *line,
					 const struct contract *contract, int32_t sessions,
					 struct redemption *redemption) {
	*redemption = (struct redemption){.client = visit->client.id,
					  .item = line->item->id,
					  .sessions = sessions,
					  .shares = line->shares,
					  .share_count = line->share_count};
	return member_suspended_on(work, contract, work->act.date, &redemption->suspended_on);
}

static enum carnet_status redeem_from(struct work *work, struct visit *visit, const struct line_of_visit *line,
				      struct contract *contract, int32_t sessions) {
	struct redemption redemption;
	TRY(redemption_for(work, visit, line, contract, sessions, &redemption));
	work_touch(work, contract, work->act.date);
	TRY(contract_redeem(contract, &work->act, &redemption, work->why));
	note_redeemed(work, visit, contract, line->item->id);
	return CARNET_OK;
}

/* Whether one more session would stay paid, tried on a copy of the history. */
static bool stays_paid(struct work *work, const struct contract *contract, const struct redemption *redemption) {
	struct contract trial = *contract;
	struct refusal ignored;
	trial.changes.at = arena_copy(work->arena, contract->changes.at,
				      contract->changes.count * sizeof *contract->changes.at);
	trial.changes.capacity = contract->changes.count;
	return contract_redeem(&trial, &work->act, redemption, &ignored) == CARNET_OK &&
	       contract_paid_from(&trial, work->act.date);
}

/* How many of the sessions wanted a contract can give just now. */
static enum carnet_status usable_sessions(struct work *work, const struct visit *visit, const struct line_of_visit *line,
					  const struct contract *contract, int32_t wanted, int32_t *sessions) {
	struct redemption redemption;
	struct refusal ignored;
	struct state state;
	*sessions = 0;
	TRY(work_state(work, contract, &state));
	TRY(redemption_for(work, visit, line, contract, 1, &redemption));
	if (redeem_check(contract, &state, &work->act, &redemption, &ignored) != CARNET_OK)
		return CARNET_OK;
	int32_t left = contract_sessions_left(contract, &state, line->item->id);
	*sessions = left < wanted ? left : wanted;
	redemption.sessions = *sessions;
	if (work_catalog(work)->settings.redeem_unpaid || line->op->contract.given)
		return CARNET_OK; /* what is named is looked at when the visit's payments are in */
	while (redemption.sessions > 0 && !stays_paid(work, contract, &redemption))
		redemption.sessions--;
	*sessions = redemption.sessions;
	return CARNET_OK;
}

/* Takes the sessions from the contracts in their order, as many as each can give. `left` is what could not be had. */
static enum carnet_status redeem_in_order(struct work *work, struct visit *visit, const struct line_of_visit *line,
					  const struct contract_list *contracts, int32_t *left) {
	*left = line->op->sessions;
	for (size_t i = 0; *left > 0 && i < contracts->count; i++) {
		int32_t sessions;
		TRY(usable_sessions(work, visit, line, contracts->at[i], *left, &sessions));
		if (sessions == 0)
			continue;
		TRY(redeem_from(work, visit, line, contracts->at[i], sessions));
		*left -= sessions;
	}
	return CARNET_OK;
}

/* Why not enough could be had: the reason of the first in the order of use that still has sessions of it. */
static enum carnet_status refuse_rest(struct work *work, const struct visit *visit, const struct line_of_visit *line,
				      const struct contract_list *contracts) {
	struct redemption redemption;
	struct state state;
	int32_t found = 0;
	for (size_t i = 0; i < contracts->count; i++) {
		TRY(work_state(work, contracts->at[i], &state));
		found += contract_sessions_found(contracts->at[i], &state, &work->act, line->item->id);
		if (contract_sessions_left(contracts->at[i], &state, line->item->id) == 0)
			continue;
		TRY(redemption_for(work, visit, line, contracts->at[i], 1, &redemption));
		TRY(redeem_check(contracts->at[i], &state, &work->act, &redemption, work->why));
		return refuse(work->why, CARNET_UNPAID, "%s is not paid that far.", contracts->at[i]->ref);
	}
	return refuse_count(work->why, "left", found,
			    refuse_for(work->why, REFUSED_FEW_SESSIONS, line->item->code,
				       "Not that many sessions of %s are left.", line->item->code));
}

static enum carnet_status redeem_named(struct work *work, struct visit *visit, const struct line_of_visit *line) {
	struct contract_list named = {0};
	int32_t left;
	TRY(contracts_named(work, &line->op->contract, &named));
	struct contract *single;
	if (work_contract(work, &line->op->contract, &single) == CARNET_OK)
		return redeem_from(work, visit, line, single, line->op->sessions);
	TRY(order_for_use(work, visit->client.id, &named));
	TRY(redeem_in_order(work, visit, line, &named, &left));
	return left > 0 ? refuse_rest(work, visit, line, &named) : CARNET_OK;
}

static enum carnet_status redeem_unnamed(struct work *work, struct visit *visit, const struct line_of_visit *line) {
	struct contract_list open = {0};
	int32_t left;
	TRY(work_open_contracts(work, visit->client.id, &open));
	TRY(order_for_use(work, visit->client.id, &open));
	TRY(redeem_in_order(work, visit, line, &open, &left));
	return left > 0 ? refuse_rest(work, visit, line, &open) : CARNET_OK;
}

static enum carnet_status redeem_all(struct work *work, struct visit *visit, bool named) {
	for (size_t i = 0; i < visit->line_count; i++) {
		const struct line_of_visit *line = &visit->lines[i];
		if (line->op->kind == ITEM_REDEEM && line->op->contract.given == named)
			TRY(named ? redeem_named(work, visit, line) : redeem_unnamed(work, visit, line));
	}
	return CARNET_OK;
}

/* Where the book lets nobody use what is not paid: at the end of the visit and on every later day (§4.2). */
static enum carnet_status check_paid(struct work *work, const struct visit *visit) {
	struct contract_list used = {0};
	if (work_catalog(work)->settings.redeem_unpaid)
		return CARNET_OK;
	for (size_t i = 0; i < visit->redeemed.count; i++)
		contract_list_add_once(work->arena, &used, visit->redeemed.at[i].contract);
	for (size_t i = 0; i < visit->counter.count; i++)
		contract_list_add_once(work->arena, &used, visit->counter.at[i]);
	for (size_t i = 0; i < used.count; i++)
		if (!contract_paid_from(used.at[i], work->act.date))
			return refuse(work->why, CARNET_UNPAID, "%s is not paid that far.", used.at[i]->ref);
	return CARNET_OK;
}

/* Unnamed redemptions come after the payments, but what is wrong with them is told before an amount that is wrong (§14.30). */
static enum carnet_status pay_and_redeem(struct work *work, struct visit *visit, const struct contract_list *bill) {
	struct contract_list paid = {0};
	enum carnet_status amounts = till_take(work, visit->client.id, &work->op->as.visit.payments, bill, &paid);
	struct refusal why = *work->why;
	if (amounts != CARNET_OK && amounts != CARNET_OVERPAID && amounts != CARNET_NO_CREDIT)
		return amounts;
	enum carnet_status status = redeem_all(work, visit, false);
	if (amounts == CARNET_OK || (status != CARNET_OK && status != CARNET_UNPAID))
		return status;
	*work->why = why;
	return amounts;
}

enum carnet_status visit_decide(struct work *work) {
	struct visit *visit = work->draft = ARENA_NEW(work->arena, struct visit);
	struct contract_list bill = {0};
	TRY(find_all(work, visit));
	work->client = visit->client;
	TRY(sell_all(work, visit));
	TRY(redeem_all(work, visit, true));
	for (size_t i = 0; i < visit->counter.count; i++)
		*LIST_ADD(work->arena, &bill) = visit->counter.at[i];
	for (size_t i = 0; i < visit->sold.count; i++)
		*LIST_ADD(work->arena, &bill) = visit->sold.at[i];
	TRY(pay_and_redeem(work, visit, &bill));
	return check_paid(work, visit);
}

/* The answer */

/* What is left of the session's line right after it: what is left at the end, and the later ones of this visit. */
static int32_t left_after(const struct visit *visit, size_t place, const struct state *state) {
	const struct redeemed *one = &visit->redeemed.at[place];
	int32_t line = contract_line_of(one->contract, one->slot);
	int32_t left = state_count_line(one->contract, state, line).left;
	for (size_t i = place + 1; i < visit->redeemed.count; i++) {
		const struct redeemed *later = &visit->redeemed.at[i];
		left += later->contract == one->contract && contract_line_of(later->contract, later->slot) == line;
	}
	return left;
}

static void answer_redeemed(struct work *work, const struct visit *visit, size_t place) {
	const struct redeemed *one = &visit->redeemed.at[place];
	struct state state;
	if (work_state(work, one->contract, &state) != CARNET_OK)
		return;
	int32_t line = contract_line_of(one->contract, one->slot);
	json_open(work->result, '{');
	answer_contract(work, one->contract);
	json_member_text(work->result, "service", catalog_item_at(work_catalog(work), one->item)->code);
	json_member_number(work->result, "slot", one->slot - contract_line_start(one->contract, line) + 1);
	json_member_money(work->result, "value", state.slots[one->slot].value);
	json_member_number(work->result, "left", left_after(visit, place, &state));
	json_close(work->result, '}');
}

void visit_answer(struct work *work, const struct effect_list *effects) {
	const struct visit *visit = work->draft;
	answer_contracts(work, &visit->all);
	json_name(work->result, "redeemed");
	json_open(work->result, '[');
	for (size_t i = 0; i < visit->redeemed.count; i++)
		answer_redeemed(work, visit, i);
	json_close(work->result, ']');
	answer_performance(work, effects);
}
