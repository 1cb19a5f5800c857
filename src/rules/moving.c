#include "rules/acts.h"

/* Freezing, giving to another client, sharing, taking back what was delivered. */

/* A change that names somebody or something: `other`. */
static struct change change_naming(const struct act *act, enum change_kind kind, int64_t other) {
	struct change change = act_change(act, kind);
	change.other = other;
	return change;
}

static enum carnet_status fold_open(const struct contract *contract, struct state *today, struct refusal *why) {
	enum carnet_status status = contract_today(contract, today, why);
	return status == CARNET_OK ? contract_must_be_open(contract, today, why) : status;
}

/* Freezing */

enum carnet_status contract_freeze(struct contract *contract, const struct act *act, int32_t from, int32_t to,
				   struct refusal *why) {
	struct state today;
	enum carnet_status status = fold_open(contract, &today, why);
	if (status != CARNET_OK)
		return status;
	if (from > state_expires_on(contract, &today))
		return refuse_date(
			why, "expires_on", state_expires_on(contract, &today),
			refuse_for(why, REFUSED_ENDS_BEFORE, contract->ref, "%s ends before that day.", contract->ref));
	if (state_freeze_overlaps(&today, from, to))
		return refuse_for(why, REFUSED_FROZEN_ALREADY, contract->ref,
				  "%s is frozen already on some of these days.", contract->ref);
	struct change change = act_change(act, CHANGE_FREEZE);
	change.from = from;
	change.to = to;
	contract_add(contract, &change);
	return CARNET_OK;
}

enum carnet_status contract_unfreeze(struct contract *contract, const struct act *act, struct refusal *why) {
	struct state today;
	enum carnet_status status = contract_today(contract, &today, why);
	if (status != CARNET_OK)
		return status;
	const struct frozen *frozen = state_freeze_to_end(&today, act->date);
	if (!frozen)
		return refuse_for(why, REFUSED_NOT_FROZEN, contract->ref, "%s is not frozen.", contract->ref);
	status = contract_not_before_latest(contract, act, why);
	if (status == CARNET_OK)
		status = contract_must_be_open(contract, &today, why);
	if (status != CARNET_OK)
		return status;
	struct change change = act_change(act, CHANGE_UNFREEZE);
	change.to = frozen->from;
	change.from = act->date;
	contract_add(contract, &change);
	return CARNET_OK;
}

/* Giving */

static enum carnet_status may_be_given(const struct contract *contract, const struct state *today,
				       const struct act *act, struct refusal *why) {
	if (state_expires_on(contract, today) < act->date && !state_expiry_held(contract, today))
		return refuse_expired(contract, today, why);
	if (state_frozen(contract, today, act->date))
		return refuse(why, CARNET_FROZEN, "%s is frozen on that day.", contract->ref);
	return CARNET_OK;
}

enum carnet_status contract_transfer(struct contract *contract, const struct act *act, int64_t to, struct refusal *why) {
	struct state today;
	enum carnet_status status = fold_open(contract, &today, why);
	if (status == CARNET_OK)
		status = may_be_given(contract, &today, act, why);
	if (status != CARNET_OK)
		return status;
	struct change change = change_naming(act, CHANGE_TRANSFER, to);
	contract_add(contract, &change);
	return CARNET_OK;
}

/* One line of the part that goes: the chosen slots of one line, lowest number first. */
static void add_part_line(const struct contract *contract, const struct state *today, int32_t line, const bool *chosen,
			  struct terms *terms) {
	struct line *part = (struct line *)&terms->lines[terms->line_count];
	int32_t start = contract_line_start(contract, line), sessions = contract->terms.lines[line].sessions;
	struct money *values = ARENA_ARRAY(contract->arena, struct money, sessions);
	*part = contract->terms.lines[line];
	part->sessions = part->free_sessions = 0;
	part->value = MONEY_ZERO;
	int32_t first_bonus = start + sessions - contract->terms.lines[line].free_sessions;
	for (int32_t i = start; i < start + sessions; i++) {
		if (!chosen[i])
			continue;
		values[part->sessions++] = today->slots[i].value;
		part->free_sessions += i >= first_bonus;
		part->value = money_add(part->value, today->slots[i].value);
	}
	part->slot_values = values;
	if (part->sessions > 0)
		terms->line_count++;
}

static struct terms part_terms(const struct contract *contract, const struct state *today, const struct quote *quote) {
	struct terms terms = contract->terms;
	bool *chosen = ARENA_ARRAY(contract->arena, bool, today->slot_count);
	for (size_t r = 0; r < quote->ranges.count; r++)
		for (int32_t i = 0; i < quote->ranges.at[r].count; i++)
			chosen[quote->ranges.at[r].first + i] = true;
	terms.lines = ARENA_ARRAY(contract->arena, struct line, contract->terms.line_count);
	terms.line_count = 0;
	for (int32_t i = 0; i < contract->terms.line_count; i++)
		add_part_line(contract, today, i, chosen, &terms);
	terms.price = quote->cancelled_value;
	terms.refund.cooling_off_days = -1;
	terms.expires_on = state_expires_on(contract, today);
	return terms;
}

enum carnet_status contract_part(struct contract *contract, const struct act *act, int32_t sessions, int64_t item,
				 struct part *part, struct refusal *why) {
	struct state today;
	struct quote quote;
	struct cancellation some = {.ending = ENDING_EXCHANGE, .sessions = sessions, .item = item};
	enum carnet_status status = fold_open(contract, &today, why);
	if (status == CARNET_OK)
		status = may_be_given(contract, &today, act, why);
	if (status == CARNET_OK)
		status = cancel_quote(contract, &today, act->date, &some, &quote, why);
	if (status != CARNET_OK)
		return status;
	struct money worth = quote.cancelled_value;
	struct money rest = money_sub(today.live_value, worth);
	struct money share = money_part_floor(today.paid, worth, today.live_value);
	struct money must = money_sub(money_add(today.paid, today.written_off), rest);
	part->terms = part_terms(contract, &today, &quote);
	part->paid = money_max(share, must);
	part->sessions = sessions;
	quote.recovered = MONEY_ZERO;
	contract_cancel(contract, act, &quote, CAUSE_TRANSFER, NULL, part->paid);
	return contract_must_hold(contract, act->date, why);
}

/* Sharing */

static enum carnet_status change_holders(struct contract *contract, const struct act *act, enum change_kind kind,
					 int64_t client, struct refusal *why) {
	struct state today;
	enum carnet_status status = fold_open(contract, &today, why);
	if (status != CARNET_OK)
		return status;
	struct change change = change_naming(act, kind, client);
	contract_add(contract, &change);
	return CARNET_OK;
}

enum carnet_status contract_share(struct contract *contract, const struct act *act, int64_t client, struct refusal *why) {
	return change_holders(contract, act, CHANGE_SHARE, client, why);
}

enum carnet_status contract_unshare(struct contract *contract, const struct act *act, int64_t client,
				    struct refusal *why) {
	return change_holders(contract, act, CHANGE_UNSHARE, client, why);
}

/* Taking back */

/* Whether the slot was used for that item: named by its redemption, or, used before the book, covered by its line. */
static bool used_for(const struct contract *contract, const struct state *today, int32_t slot, int32_t line,
		     int64_t item) {
	if (today->slots[slot].stand != SLOT_USED)
		return false;
	if (today->slots[slot].change < 0)
		return line_covers(&contract->terms.lines[line], item);
	return contract->changes.at[today->slots[slot].change].other == item;
}

static int32_t highest_used(const struct contract *contract, const struct state *today, int64_t item,
			    enum line_kind kind, int32_t sessions, struct range_list *ranges) {
	for (int32_t line = 0; line < contract->terms.line_count && sessions > 0; line++) {
		int32_t start = contract_line_start(contract, line);
		if (contract->terms.lines[line].kind != kind)
			continue;
		for (int32_t i = start + contract->terms.lines[line].sessions - 1; i >= start && sessions > 0; i--)
			if (used_for(contract, today, i, line, item)) {
				*LIST_ADD(contract->arena, ranges) = (struct slot_range){i, 1};
				sessions--;
			}
	}
	return sessions;
}

enum carnet_status contract_return(struct contract *contract, const struct act *act, int64_t item, enum line_kind kind,
				   int32_t sessions, struct refusal *why) {
	struct state today;
	struct range_list ranges = {0};
	enum carnet_status status = contract_today(contract, &today, why);
	if (status != CARNET_OK)
		return status;
	enum contract_status stands = state_status(contract, &today, act->date);
	if (stands == CONTRACT_TERMINATED || stands == CONTRACT_TRANSFERRED)
		return refuse_for(why, REFUSED_WAS_ENDED, contract->ref, "%s was ended.", contract->ref);
	int32_t missing = highest_used(contract, &today, item, kind, sessions, &ranges);
	if (missing > 0)
		return refuse_count(why, "delivered", sessions - missing,
				    refuse_for(why, REFUSED_FEW_DELIVERED, contract->ref,
					       "Fewer than that were delivered of %s.", contract->ref));
	struct change change = change_naming(act, CHANGE_RETURN, item);
	change.ranges = ranges.at;
	change.range_count = (int32_t)ranges.count;
	contract_add(contract, &change);
	return contract_must_hold(contract, act->date, why);
}
