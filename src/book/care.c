#include "base/json.h"
#include "book/answer.h"
#include "book/handlers.h"
#include "book/member.h"
#include "book/till.h"

/* What is done to one contract: freezing, extending, sharing, returning, giving away, repricing, writing off (rulebook §§4.5, 6). */

struct care {
	struct contract_list contracts; /* those the answer tells of */
};

static void tell(struct work *work, struct contract *contract) {
	struct care *care = work->draft;
	*LIST_ADD(work->arena, &care->contracts) = contract;
}

/* The contract, its owner's chain, and that nothing later stands on it. */
static enum carnet_status begin(struct work *work, const struct reference *reference, struct contract **contract) {
	work->draft = ARENA_NEW(work->arena, struct care);
	TRY(work_contract(work, reference, contract));
	TRY(work_owner(work, *contract));
	tell(work, *contract);
	return CARNET_OK;
}

static enum carnet_status ready(struct work *work, struct contract *contract) {
	TRY(contract_not_before_latest(contract, &work->act, work->why));
	work_touch(work, contract, work->act.date);
	return CARNET_OK;
}

/* Cycles are frozen and moved with their membership only (§7.5). */
static enum carnet_status no_cycle(struct work *work, const struct contract *contract) {
	if (contract->membership)
		return refuse_for(work->why, REFUSED_CYCLE_OF_MEMBERSHIP, contract->ref,
				  "%s is a cycle of a membership.", contract->ref);
	return CARNET_OK;
}

/* Freezing */

static enum carnet_status freeze_days(struct work *work, int32_t *from, int32_t *to) {
	const struct freeze_op *op = &work->op->as.freeze;
	*from = op->from == DATE_NONE ? work->act.date : op->from;
	*to = op->to;
	if (*from < work->act.date || *to <= *from)
		return refuse_for(work->why, REFUSED_FREEZE_DAYS, NULL,
				  "A freeze begins today or later and ends after it began.");
	return CARNET_OK;
}

enum carnet_status freeze_decide(struct work *work) {
	const struct freeze_op *op = &work->op->as.freeze;
	struct contract *contract;
	int32_t from, to;
	TRY(freeze_days(work, &from, &to));
	if (op->membership.given) {
		work->draft = ARENA_NEW(work->arena, struct care);
		return member_freeze(work, from, to);
	}
	TRY(begin(work, &op->contract, &contract));
	TRY(no_cycle(work, contract));
	TRY(ready(work, contract));
	return contract_freeze(contract, &work->act, from, to, work->why);
}

enum carnet_status unfreeze_decide(struct work *work) {
	const struct freeze_op *op = &work->op->as.freeze;
	struct contract *contract;
	if (op->membership.given) {
		work->draft = ARENA_NEW(work->arena, struct care);
		return member_unfreeze(work);
	}
	TRY(begin(work, &op->contract, &contract));
	TRY(no_cycle(work, contract));
	work_touch(work, contract, work->act.date);
	return contract_unfreeze(contract, &work->act, work->why);
}

enum carnet_status extend_decide(struct work *work) {
	struct contract *contract;
	TRY(begin(work, &work->op->as.extend.contract, &contract));
	work_touch(work, contract, work->act.date);
	return contract_extend(contract, &work->act, work->op->as.extend.expires_on,
			       work_catalog(work)->settings.reinstate_days, work->why);
}

/* Sharing */

static enum carnet_status other_client(struct work *work, const struct reference *reference, struct client *client) {
	TRY(work_client(work, reference, client));
	work->other = client->id;
	return CARNET_OK;
}

enum carnet_status share_decide(struct work *work) {
	struct contract *contract;
	struct client with;
	TRY(begin(work, &work->op->as.holder.contract, &contract));
	TRY(other_client(work, &work->op->as.holder.with, &with));
	if (contract_owner(contract) == with.id || contract_is_holder(contract, with.id))
		return refuse_for(work->why, REFUSED_SHARED_ALREADY, contract->ref, "%s is theirs to use already.",
				  contract->ref);
	TRY(ready(work, contract));
	work_holders_change(work, contract);
	return contract_share(contract, &work->act, with.id, work->why);
}

enum carnet_status unshare_decide(struct work *work) {
	struct contract *contract;
	struct client with;
	TRY(begin(work, &work->op->as.holder.contract, &contract));
	TRY(other_client(work, &work->op->as.holder.with, &with));
	TRY(contract_not_before_latest(contract, &work->act, work->why));
	if (!contract_is_holder(contract, with.id))
		return refuse(work->why, CARNET_NOT_HOLDER, "The client is no holder of %s.", contract->ref);
	work_touch(work, contract, work->act.date);
	work_holders_change(work, contract);
	return contract_unshare(contract, &work->act, with.id, work->why);
}

/* Returning */

enum carnet_status return_decide(struct work *work) {
	const struct return_op *op = &work->op->as.give_back;
	bool goods = op->product.given;
	const struct item *item = goods ? catalog_product(work_catalog(work), &op->product)
					: catalog_service(work_catalog(work), &op->service);
	struct contract *contract;
	TRY(begin(work, &op->contract, &contract));
	if (!item)
		return refuse(work->why, CARNET_NOT_FOUND, "There is no such %s.", goods ? "product" : "service");
	TRY(ready(work, contract));
	return contract_return(contract, &work->act, item->id, goods ? LINE_PRODUCT : LINE_SERVICE, op->sessions,
			       work->why);
}

/* Giving away */

static enum carnet_status give_part(struct work *work, struct contract *contract, int64_t to) {
	const struct transfer_op *op = &work->op->as.transfer;
	const struct item *item = op->service.given ? catalog_service(work_catalog(work), &op->service) : NULL;
	struct part part;
	TRY(contract_part(contract, &work->act, op->sessions, item ? item->id : 0, &part, work->why));
	struct contract *given = work_new_contract(work, to, op->ref, &part.terms, CHANGE_RECEIVE);
	given->changes.at[0].amount = part.paid;
	given->changes.at[0].other = contract->id;
	given->offer = contract->offer;
	given->origin = contract->id;
	given->seller = contract->seller;
	given->valid_from = part.terms.valid_months || part.terms.valid_days ? work->act.date : contract->valid_from;
	tell(work, given);
	return CARNET_OK;
}

static enum carnet_status give_whole(struct work *work, struct contract *contract, int64_t to) {
	work_holders_change(work, contract);
	return contract_transfer(contract, &work->act, to, work->why);
}

enum carnet_status transfer_decide(struct work *work) {
	const struct transfer_op *op = &work->op->as.transfer;
	struct contract *contract;
	struct client to;
	TRY(begin(work, &op->contract, &contract));
	TRY(other_client(work, &op->to, &to));
	if (op->service.given && !catalog_service(work_catalog(work), &op->service))
		return refuse(work->why, CARNET_NOT_FOUND, "There is no such service.");
	TRY(work_ref_free(work, op->ref));
	TRY(no_cycle(work, contract));
	bool whole = !op->has_sessions, several = contract->terms.line_count > 1;
	if (contract_owner(contract) == to.id || (whole && (op->service.given || op->ref)) ||
	    (!whole && !op->service.given && several))
		return refuse_for(work->why, REFUSED_TO_WHOM, NULL,
				  "A transfer goes to another client; a part of it names the sessions.");
	TRY(ready(work, contract));
	TRY(op->has_sessions ? give_part(work, contract, to.id) : give_whole(work, contract, to.id));
	return CARNET_OK;
}

/* Money */

enum carnet_status reprice_decide(struct work *work) {
	struct contract *contract;
	TRY(begin(work, &work->op->as.reprice.contract, &contract));
	work_touch(work, contract, work->act.date);
	return contract_reprice(contract, &work->act, work->op->as.reprice.price, work->why);
}

enum carnet_status write_off_decide(struct work *work) {
	struct contract *contract;
	TRY(begin(work, &work->op->as.write_off.contract, &contract));
	TRY(ready(work, contract));
	return contract_write_off(contract, &work->act, work->op->as.write_off.amount, work->why);
}

void care_answer(struct work *work, const struct effect_list *effects) {
	const struct care *care = work->draft;
	if (care->contracts.count > 0)
		answer_contract(work, care->contracts.at[0]);
	answer_contracts(work, &care->contracts);
	answer_performance(work, effects);
}
