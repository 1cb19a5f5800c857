#include "base/json.h"
#include "book/answer.h"
#include "book/handlers.h"
#include "book/pack.h"

#include <string.h>

/* Taking back what was recorded by mistake (rulebook §6.7). */

struct undone {
	int64_t entry, client;
	int32_t date;
	const char *name;
	struct number_list numbers; /* of its contracts */
	struct contract_list contracts;
};

static enum carnet_status read_entry(struct work *work, int64_t number, struct undone *undone) {
	struct query *query = store_query(work->book->store, STATEMENT_ENTRY_BY_ID);
	query_bind_number(query, 1, number);
	enum step step = query_step(query);
	bool whole = true;
	if (step == STEP_ROW) {
		size_t length;
		undone->entry = query_number(query, 0);
		undone->date = (int32_t)query_number(query, 1);
		undone->name = query_text_copy(query, 4, work->arena);
		undone->client = query_number(query, 5);
		const void *contracts = query_blob(query, 11, &length);
		whole = unpack_numbers(contracts, length, work->arena, &undone->numbers);
	}
	query_end(query);
	if (step == STEP_FAULT || !whole)
		return work_fault(work);
	return step == STEP_ROW ? CARNET_OK
				: refuse(work->why, CARNET_NOT_FOUND, "There is no entry %lld.", (long long)number);
}

static enum carnet_status entry_of_key(struct work *work, const char *key, int64_t *number) {
	struct query *query = store_query(work->book->store, STATEMENT_ENTRY_BY_KEY);
	query_bind_text(query, 1, key);
	enum step step = query_step(query);
	*number = step == STEP_ROW ? query_number(query, 0) : 0;
	query_end(query);
	if (step == STEP_FAULT)
		return work_fault(work);
	return step == STEP_ROW ? CARNET_OK
				: refuse(work->why, CARNET_NOT_FOUND, "There is no operation with the key %s.", key);
}

static enum carnet_status not_voided_yet(struct work *work, int64_t number) {
	struct query *query = store_query(work->book->store, STATEMENT_VOIDED_GET);
	query_bind_number(query, 1, number);
	enum step step = query_step(query);
	query_end(query);
	if (step == STEP_FAULT)
		return work_fault(work);
	return step == STEP_DONE ? CARNET_OK
				 : refuse_for(work->why, REFUSED_VOIDED_ALREADY, NULL, "Entry %lld is voided already.",
					      (long long)number);
}

/* What may be voided by the kind of operation; of what a day's end did, only an expiry. */
static bool name_is_voidable(const char *name) {
	static const char *const names[] = {"visit",     "pay",  "refund", "return", "transfer", "exchange", "reprice",
					    "write_off", "open", "share",  "freeze", "extend",   "tick"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

static bool change_is_voidable(const struct undone *undone, const struct change *change) {
	if (change->kind == CHANGE_REVIVE)
		return false;
	if (strcmp(undone->name, "tick") != 0)
		return true;
	return change->kind == CHANGE_CANCEL && (change->cause == CAUSE_EXPIRY || change->cause == CAUSE_CAP);
}

static enum carnet_status not_voidable(struct work *work, const struct undone *undone) {
	return refuse_for(work->why, REFUSED_NOT_VOIDABLE, NULL, "Entry %lld (%s) cannot be voided.",
			  (long long)undone->entry, undone->name);
}

static enum carnet_status load_contracts(struct work *work, struct undone *undone) {
	bool expiry = false;
	for (size_t i = 0; i < undone->numbers.count; i++) {
		struct contract *contract;
		TRY(work_contract_at(work, undone->numbers.at[i], &contract));
		*LIST_ADD(work->arena, &undone->contracts) = contract;
		for (size_t k = 0; k < contract->changes.count; k++) {
			if (contract->changes.at[k].entry != undone->entry)
				continue;
			if (!change_is_voidable(undone, &contract->changes.at[k]))
				return not_voidable(work, undone);
			expiry = true;
		}
	}
	return strcmp(undone->name, "tick") == 0 && !expiry ? not_voidable(work, undone) : CARNET_OK;
}

/* Memberships that the entry sold end as if they had never been; with later cycles they cannot (§14.46). */
static enum carnet_status has_later(struct work *work, const struct membership *membership, int64_t entry) {
	refuse(work->why, CARNET_BUILT_UPON, "Later entries of %s stand on entry %lld.", membership->ref,
	       (long long)entry);
	if (membership->last_entry > entry)
		work->why->entries[work->why->entry_count++] = membership->last_entry;
	return CARNET_BUILT_UPON;
}

static enum carnet_status void_sale(struct work *work, struct membership *membership, int64_t entry) {
	if (membership->billed > 1 || membership->last_entry > entry)
		return has_later(work, membership, entry);
	membership->voided_by = work->act.entry;
	work_touch_membership(work, membership);
	return CARNET_OK;
}

static enum carnet_status void_freeze(struct work *work, struct membership *membership, struct freeze *freeze) {
	if (freeze->unfrozen_by || membership->last_entry > freeze->entry)
		return has_later(work, membership, freeze->entry);
	freeze->gone_by = work->act.entry;
	work_touch_membership(work, membership);
	return CARNET_OK;
}

static enum carnet_status void_membership(struct work *work, struct membership *membership, int64_t entry) {
	if (membership->entry == entry)
		TRY(void_sale(work, membership, entry));
	for (size_t i = 0; i < membership->freezes.count; i++)
		if (membership->freezes.at[i].entry == entry)
			TRY(void_freeze(work, membership, &membership->freezes.at[i]));
	return CARNET_OK;
}

static enum carnet_status void_memberships(struct work *work, const struct undone *undone) {
	struct membership_list memberships = {0};
	if (undone->client == 0)
		return CARNET_OK;
	TRY(work_memberships_of(work, undone->client, &memberships));
	for (size_t i = 0; i < memberships.count; i++)
		TRY(void_membership(work, memberships.at[i], undone->entry));
	return CARNET_OK;
}

static enum carnet_status void_contracts(struct work *work, struct undone *undone, bool undated) {
	int32_t from = undone->date < work->act.date ? undone->date : work->act.date;
	for (size_t i = 0; i < undone->contracts.count; i++) {
		struct contract *contract = undone->contracts.at[i];
		work_touch(work, contract, from);
		work_holders_change(work, contract);
		TRY(contract_void(contract, &work->act, undone->entry, undated, work->why));
	}
	return CARNET_OK;
}

enum carnet_status void_decide(struct work *work) {
	const struct void_op *op = &work->op->as.void_op;
	struct undone *undone = work->draft = ARENA_NEW(work->arena, struct undone);
	int64_t number = op->entry;
	if (op->of)
		TRY(entry_of_key(work, op->of, &number));
	TRY(read_entry(work, number, undone));
	if (!name_is_voidable(undone->name))
		return not_voidable(work, undone);
	TRY(not_voided_yet(work, number));
	TRY(load_contracts(work, undone));
	if (undone->client) {
		struct reference client = {true, NULL, undone->client};
		TRY(work_client(work, &client, &work->client));
	}
	bool undated = undone->date > work->book->closed_to;
	if (undated)
		work->act.date = undone->date;
	TRY(void_contracts(work, undone, undated));
	TRY(void_memberships(work, undone));
	work->undoes = number;
	if (strcmp(undone->name, "visit") == 0)
		work->undone_visit_on = undone->date;
	return CARNET_OK;
}

void void_answer(struct work *work, const struct effect_list *effects) {
	const struct undone *undone = work->draft;
	json_member_number(work->result, "voided", undone->entry);
	json_member_date(work->result, "date", work->act.date);
	answer_contracts(work, &undone->contracts);
	answer_performance(work, effects);
}
