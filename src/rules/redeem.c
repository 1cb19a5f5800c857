#include "rules/acts.h"

static bool good_at(const struct contract *contract, int64_t branch) {
	if (contract->terms.branch_count == 0 || branch == 0)
		return true;
	for (int32_t i = 0; i < contract->terms.branch_count; i++)
		if (contract->terms.branches[i] == branch)
			return true;
	return false;
}

/* Who may use it, where, and whether there is anything to use: the refusals of §4.2 that stored credit shares. */
static enum carnet_status use_check(const struct contract *contract, const struct state *today, const struct act *act,
				    int64_t client, struct refusal *why) {
	if (contract_owner(contract) != client && !contract_is_holder(contract, client))
		return refuse(why, CARNET_NOT_HOLDER, "The client is neither owner nor holder of %s.", contract->ref);
	if (!good_at(contract, act->branch))
		return refuse(why, CARNET_WRONG_BRANCH, "%s is not good at this branch.", contract->ref);
	if (!state_open(contract, today) && today->last_taken != CAUSE_USE)
		return contract_must_be_open(contract, today, why);
	if (state_open(contract, today) && state_expires_on(contract, today) < act->date &&
	    !state_expiry_held(contract, today))
		return refuse_expired(contract, today, why);
	if (state_frozen(contract, today, act->date))
		return refuse(why, CARNET_FROZEN, "%s is frozen on that day.", contract->ref);
	return CARNET_OK;
}

int32_t contract_sessions_left(const struct contract *contract, const struct state *today, int64_t item) {
	int32_t left = 0;
	for (int32_t i = 0; i < contract->terms.line_count; i++) {
		const struct line *line = &contract->terms.lines[i];
		if (line->kind == LINE_SERVICE && line_covers(line, item))
			left += state_count_line(contract, today, i).left;
	}
	return left;
}

static int32_t covered_slots(const struct contract *contract, const struct change *change, int64_t item) {
	int32_t count = 0;
	for (int32_t r = 0; r < change->range_count; r++)
		for (int32_t i = 0; i < change->ranges[r].count; i++) {
			int32_t line = contract_line_of(contract, change->ranges[r].first + i);
			count += line_covers(&contract->terms.lines[line], item);
		}
	return count;
}

int32_t contract_sessions_found(const struct contract *contract, const struct state *today, const struct act *act,
				int64_t item) {
	int32_t found = contract_sessions_left(contract, today, item);
	for (size_t i = 0; i < contract->changes.count; i++) {
		const struct change *change = &contract->changes.at[i];
		if (change->entry == act->entry && change->kind == CHANGE_REDEEM)
			found += covered_slots(contract, change, item);
	}
	return found;
}

enum carnet_status redeem_check(const struct contract *contract, const struct state *today, const struct act *act,
				const struct redemption *redemption, struct refusal *why) {
	enum carnet_status status = use_check(contract, today, act, redemption->client, why);
	if (status != CARNET_OK)
		return status;
	if (redemption->suspended_on <= act->date)
		return refuse(why, CARNET_SUSPENDED, "The membership of %s is suspended until it is paid.",
			      contract->ref);
	if (contract_sessions_left(contract, today, redemption->item) < redemption->sessions)
		return refuse_count(why, "left", contract_sessions_found(contract, today, act, redemption->item),
				    refuse_for(why, REFUSED_FEW_SESSIONS, contract->ref,
					       "%s has not that many sessions of it left.", contract->ref));
	if (act->date < contract->sold_on)
		return refuse_began_later(contract, why);
	return CARNET_OK;
}

static void add_slot(struct arena *arena, struct range_list *ranges, int32_t slot) {
	if (ranges->count > 0) {
		struct slot_range *last = &ranges->at[ranges->count - 1];
		if (last->first + last->count == slot) {
			last->count++;
			return;
		}
	}
	*LIST_ADD(arena, ranges) = (struct slot_range){slot, 1};
}

/* The lowest free slots of the service, lines as listed. */
static void lowest_free(const struct contract *contract, const struct state *today, int64_t item, int32_t sessions,
			struct range_list *ranges) {
	for (int32_t i = 0; i < contract->terms.line_count && sessions > 0; i++) {
		const struct line *line = &contract->terms.lines[i];
		int32_t start = contract_line_start(contract, i);
		if (line->kind != LINE_SERVICE || !line_covers(line, item))
			continue;
		for (int32_t k = start; k < start + line->sessions && sessions > 0; k++)
			if (today->slots[k].stand == SLOT_FREE) {
				add_slot(contract->arena, ranges, k);
				sessions--;
			}
	}
}

static void add_use(struct contract *contract, const struct act *act, enum change_kind kind, int64_t item,
		    const struct range_list *ranges, const struct share *shares, int32_t share_count) {
	struct change change = act_change(act, kind);
	change.other = item;
	change.ranges = ranges->at;
	change.range_count = (int32_t)ranges->count;
	change.shares = shares;
	change.share_count = share_count;
	contract_add(contract, &change);
}

/* A late session that becomes the first use moves the end forward (§14.3): no use that stands may then lie behind it. */
static bool used_after_end(const struct contract *contract) {
	struct state today;
	if (!contract->terms.valid_from_first_use || !state_fold(contract, STATE_TODAY, &today))
		return false;
	int32_t end = state_expires_on(contract, &today);
	for (int32_t i = 0; i < today.slot_count; i++) {
		const struct slot *slot = &today.slots[i];
		if (slot->stand == SLOT_USED && slot->change >= 0 && contract->changes.at[slot->change].date > end)
			return true;
	}
	return false;
}

enum carnet_status contract_redeem(struct contract *contract, const struct act *act,
				   const struct redemption *redemption, struct refusal *why) {
	struct state today;
	struct range_list ranges = {0};
	enum carnet_status status = contract_today(contract, &today, why);
	if (status == CARNET_OK)
		status = redeem_check(contract, &today, act, redemption, why);
	if (status != CARNET_OK)
		return status;
	lowest_free(contract, &today, redemption->item, redemption->sessions, &ranges);
	add_use(contract, act, CHANGE_REDEEM, redemption->item, &ranges, redemption->shares, redemption->share_count);
	if (!contract_holds(contract, act->date) || used_after_end(contract))
		return refuse(why, CARNET_BUILT_UPON, "Later entries of %s stand against a session on that day.",
			      contract->ref);
	return CARNET_OK;
}

void contract_use_slots(struct contract *contract, const struct act *act, enum change_kind kind, int64_t item,
			int32_t first, int32_t count, const struct share *shares, int32_t share_count) {
	struct range_list ranges = {0};
	*LIST_ADD(contract->arena, &ranges) = (struct slot_range){first, count};
	add_use(contract, act, kind, item, &ranges, shares, share_count);
}

bool contract_paid_from(const struct contract *contract, int32_t from) {
	struct day_list days = {0};
	struct state state;
	contract_days(contract, from, &days);
	for (size_t i = 0; i < days.count; i++)
		if (!state_fold(contract, days.at[i], &state) || money_less(state.paid, state.delivered))
			return false;
	return true;
}

enum carnet_status credit_check(const struct contract *topup, const struct state *today, const struct act *act,
				int64_t client, struct refusal *why) {
	enum carnet_status status = use_check(topup, today, act, client, why);
	if (status == CARNET_OK && act->date < topup->sold_on)
		return refuse_began_later(topup, why);
	return status;
}
