#include "rules/acts.h"

/* Taking an entry recorded by mistake out of a contract's history (§6.7). A voided change is not removed: it ends. */

/* What may stand on an entry without keeping it from being voided: sessions used and money paid. */
static bool stands_aside(enum change_kind kind) {
	return kind == CHANGE_REDEEM || kind == CHANGE_EARN || kind == CHANGE_PAY;
}

/* Sessions and payments may be voided under later sessions and payments; everything else only as the latest: of what a sale
 * began nothing could stand without it. */
static bool may_lie_under(enum change_kind kind) {
	return kind == CHANGE_REDEEM || kind == CHANGE_PAY || kind == CHANGE_CREDIT || kind == CHANGE_SPEND;
}

static void name_entry(struct refusal *why, int64_t entry) {
	for (size_t i = 0; i < why->entry_count; i++)
		if (why->entries[i] == entry)
			return;
	if (why->entry_count < REFUSAL_ENTRIES)
		why->entries[why->entry_count++] = entry;
}

/* Names every later standing entry that is in the way; later means recorded later (§14.46). */
static void name_in_the_way(const struct contract *contract, int64_t entry, bool any, struct refusal *why) {
	for (size_t i = 0; i < contract->changes.count; i++) {
		const struct change *change = &contract->changes.at[i];
		if (change->entry > entry && change_stands(change) && (any || !stands_aside(change->kind)))
			name_entry(why, change->entry);
	}
}

static bool in_the_way(const struct contract *contract, int64_t entry, bool any) {
	struct refusal named = {0};
	name_in_the_way(contract, entry, any, &named);
	return named.entry_count > 0;
}

static enum carnet_status refuse_naming(const struct contract *contract, int64_t entry, bool any, struct refusal *why) {
	refuse(why, CARNET_BUILT_UPON, "Later entries of %s stand on entry %lld.", contract->ref, (long long)entry);
	name_in_the_way(contract, entry, any, why);
	return why->status;
}

/* Ends the entry's changes; says whether it must be the latest. */
static bool end_changes(struct contract *contract, const struct act *act, int64_t entry, bool undated) {
	bool latest_only = false;
	for (size_t i = 0; i < contract->changes.count; i++) {
		struct change *change = &contract->changes.at[i];
		if (change->entry != entry || !change_stands(change))
			continue;
		latest_only = latest_only || !may_lie_under(change->kind);
		change->gone_by = act->entry;
		change->gone_on = undated ? change->date : act->date;
	}
	return latest_only;
}

enum carnet_status contract_void(struct contract *contract, const struct act *act, int64_t entry, bool undated,
				 struct refusal *why) {
	bool latest_only = end_changes(contract, act, entry, undated);
	if (in_the_way(contract, entry, latest_only))
		return refuse_naming(contract, entry, latest_only, why);
	if (!contract_holds(contract, act->date))
		return refuse_naming(contract, entry, true, why);
	return CARNET_OK;
}
