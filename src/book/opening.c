#include "book/handlers.h"
#include "book/sale.h"
#include "rules/pricing.h"

/* Opening balances: what was sold, used and paid before the book began (rulebook §6.8, §14.8, §14.29, §14.47). */

struct opening {
	const struct offer *offer;
	int64_t seller;
	struct money price, paid;
	struct contract_list contracts;
};

/* Slots used before */

static enum carnet_status use_before(struct work *work, const struct contract *contract, const struct item *item,
				     int32_t sessions, bool *used) {
	for (int32_t i = 0; i < contract->terms.line_count && sessions > 0; i++) {
		const struct line *line = &contract->terms.lines[i];
		int32_t start = contract_line_start(contract, i);
		if (line->kind != LINE_SERVICE || !line_covers(line, item->id))
			continue;
		for (int32_t k = start; k < start + line->sessions && sessions > 0; k++)
			if (!used[k]) {
				used[k] = true;
				sessions--;
			}
	}
	if (sessions > 0)
		return refuse(work->why, CARNET_NO_SESSIONS, "It has not that many sessions of %s.", item->code);
	return CARNET_OK;
}

static void set_used(struct work *work, struct contract *contract, const bool *used) {
	struct range_list ranges = {0};
	for (int32_t i = 0; i < contract_slot_count(contract); i++)
		if (used[i])
			*LIST_ADD(work->arena, &ranges) = (struct slot_range){i, 1};
	contract->changes.at[0].ranges = ranges.at;
	contract->changes.at[0].range_count = (int32_t)ranges.count;
}

static enum carnet_status mark_used(struct work *work, struct contract *contract) {
	const struct open_op *op = &work->op->as.open;
	bool *used = ARENA_ARRAY(work->arena, bool, contract_slot_count(contract));
	for (size_t i = 0; i < op->used.count; i++)
		TRY(use_before(work, contract, catalog_service(work_catalog(work), &op->used.at[i].service),
			       op->used.at[i].sessions, used));
	set_used(work, contract, used);
	return CARNET_OK;
}

/* References and form */

static enum carnet_status find_all(struct work *work, struct opening *opening) {
	const struct open_op *op = &work->op->as.open;
	TRY(work_client(work, &op->client, &work->client));
	opening->offer = op->has_debt ? NULL : catalog_offer(work_catalog(work), &op->offer);
	if (!op->has_debt && !opening->offer)
		return refuse(work->why, CARNET_NOT_FOUND, "There is no such offer.");
	for (size_t i = 0; i < op->used.count; i++)
		if (!catalog_service(work_catalog(work), &op->used.at[i].service))
			return refuse(work->why, CARNET_NOT_FOUND, "There is no such service.");
	if (op->seller.given) {
		const struct staff *seller = catalog_staff(work_catalog(work), &op->seller);
		if (!seller)
			return refuse(work->why, CARNET_NOT_FOUND, "There is no such staff member.");
		opening->seller = seller->id;
	}
	return work_ref_free(work, op->ref);
}

static enum carnet_status check_sense(struct work *work, const struct opening *opening) {
	const struct open_op *op = &work->op->as.open;
	bool plan = opening->offer->kind == OFFER_PLAN, topup = opening->offer->kind == OFFER_TOPUP;
	if (op->sold_on != DATE_NONE && op->sold_on > work->act.date)
		return refuse(work->why, CARNET_INVALID, "It cannot have been sold later than that day.");
	if (plan && (op->next_cycle == DATE_NONE || op->next_cycle <= work->act.date))
		return refuse(work->why, CARNET_INVALID, "A running membership needs its next cycle, after that day.");
	if (topup && money_less(opening->offer->credit, opening->price))
		return refuse_for(work->why, REFUSED_CREDIT_BELOW_PRICE, opening->offer->code,
				  "%s gives less credit than that price.", opening->offer->code);
	if ((plan && (op->sold_on != DATE_NONE || op->expires_on != DATE_NONE)) || (topup && op->used.count > 0))
		return refuse(work->why, CARNET_INVALID, "That does not belong to this kind of offer.");
	if ((!plan && (op->next_cycle != DATE_NONE || op->has_billed)) || (!topup && op->has_spent))
		return refuse(work->why, CARNET_INVALID, "That does not belong to this kind of offer.");
	return CARNET_OK;
}

static enum carnet_status check_amounts(struct work *work, const struct opening *opening) {
	if (money_less(opening->price, opening->paid))
		return refuse(work->why, CARNET_OVERPAID, "More was paid than the price.");
	return CARNET_OK;
}

/* Kinds of opening */

static void set_paid(struct contract *contract, const struct opening *opening) {
	contract->changes.at[0].amount = opening->paid;
	contract->seller = opening->seller;
	contract->offer = opening->offer->id;
	contract->terms.refund.cooling_off_days = -1;
}

static enum carnet_status open_debt(struct work *work, struct opening *opening) {
	const struct open_op *op = &work->op->as.open;
	struct terms terms = terms_of_one(work->arena, STREAM_LEGACY, LINE_DEBT, 0, op->debt, MONEY_ZERO, 0);
	struct contract *contract = work_new_contract(work, work->client.id, op->ref, &terms, CHANGE_OPEN);
	bool used = true;
	set_used(work, contract, &used);
	*LIST_ADD(work->arena, &opening->contracts) = contract;
	return CARNET_OK;
}

static enum carnet_status check_not_over(struct work *work, const struct contract *contract) {
	struct state state;
	TRY(work_state(work, contract, &state));
	if (state_open(contract, &state) && state_expires_on(contract, &state) < work->act.date)
		return refuse(work->why, CARNET_INVALID, "It had expired by then, with something left of it.");
	return CARNET_OK;
}

static enum carnet_status spend_before(struct work *work, struct contract *topup, const struct opening *opening) {
	const struct open_op *op = &work->op->as.open;
	struct change *first = &topup->changes.at[0];
	struct money credit = topup->terms.credit;
	struct money earned = money_less(opening->paid, opening->price)
				      ? money_part_floor(credit, opening->paid, opening->price)
				      : credit;
	if (money_less(earned, op->spent))
		return refuse(work->why, CARNET_NO_CREDIT, "More was spent than that much money gives.");
	first->face = op->spent;
	first->moved = money_min(opening->paid, money_part(opening->price, op->spent, credit));
	return CARNET_OK;
}

static enum carnet_status open_contract(struct work *work, struct opening *opening) {
	const struct open_op *op = &work->op->as.open;
	struct terms terms = sale_terms(work, opening->offer, opening->price);
	terms.expires_on = op->expires_on;
	struct contract *contract = work_new_contract(work, work->client.id, op->ref, &terms, CHANGE_OPEN);
	contract->valid_from = op->sold_on == DATE_NONE ? work->act.date : op->sold_on;
	set_paid(contract, opening);
	*LIST_ADD(work->arena, &opening->contracts) = contract;
	TRY(mark_used(work, contract));
	TRY(check_not_over(work, contract));
	TRY(check_amounts(work, opening));
	return contract_is_topup(contract) ? spend_before(work, contract, opening) : CARNET_OK;
}

/* The running cycle of a membership: it began one cycle before the next. Days of access before the opening are delivered. */
static void open_days(struct work *work, struct contract *cycle, int32_t first) {
	int32_t count = contract_slot_count(cycle), gone = work->act.date - first;
	gone = gone < 0 ? 0 : gone > count ? count : gone;
	bool *used = ARENA_ARRAY(work->arena, bool, count);
	for (int32_t i = 0; i < gone; i++)
		used[i] = true;
	set_used(work, cycle, used);
	cycle->valid_from = first;
	if (gone < count && first <= work->act.date)
		contract_use_slots(cycle, &work->act, CHANGE_EARN, 0, gone, 1, NULL, 0);
}

/* Its anchor is the next cycle day; the running cycle is the one before. */
static struct membership *running_membership(struct work *work, const struct opening *opening) {
	const struct open_op *op = &work->op->as.open;
	struct membership *membership = work_new_membership(work, work->client.id, op->ref);
	membership->plan = sale_plan(work, opening->offer, opening->price);
	membership->seller = opening->seller;
	membership->anchor = op->next_cycle;
	membership->steps = -1;
	membership->billed = 1;
	membership->billed_before = op->billed;
	return membership;
}

/* What is unpaid of it counts from the opening (§14.47). */
static struct contract *running_cycle(struct work *work, const struct membership *membership,
				      const struct opening *opening, const char *ref) {
	struct terms terms = membership_cycle_terms(membership);
	struct contract *cycle = work_new_contract(work, work->client.id, ref, &terms, CHANGE_OPEN);
	struct instalment *due = ARENA_NEW(work->arena, struct instalment);
	*due = (struct instalment){work->act.date, opening->price};
	cycle->membership = membership->id;
	cycle->cycle = 1;
	cycle->instalments = due;
	cycle->instalment_count = 1;
	set_paid(cycle, opening);
	return cycle;
}

static enum carnet_status open_membership(struct work *work, struct opening *opening) {
	const char *name = work->op->as.open.ref;
	const char *ref = name ? arena_format(work->arena, "%s.1", name) : NULL;
	struct membership *membership = running_membership(work, opening);
	TRY(work_ref_free(work, ref));
	struct contract *cycle = running_cycle(work, membership, opening, ref);
	int32_t first = membership_next_day(membership);
	membership->steps = 0;
	*LIST_ADD(work->arena, &opening->contracts) = cycle;
	if (membership->plan.access)
		open_days(work, cycle, first);
	else
		TRY(mark_used(work, cycle));
	return check_amounts(work, opening);
}

enum carnet_status open_decide(struct work *work) {
	const struct open_op *op = &work->op->as.open;
	struct opening *opening = ARENA_NEW(work->arena, struct opening);
	work->draft = &opening->contracts;
	TRY(find_all(work, opening));
	if (op->has_debt)
		return open_debt(work, opening);
	opening->price = op->has_price ? op->price : opening->offer->price;
	opening->paid = op->paid;
	TRY(check_sense(work, opening));
	return opening->offer->kind == OFFER_PLAN ? open_membership(work, opening) : open_contract(work, opening);
}
