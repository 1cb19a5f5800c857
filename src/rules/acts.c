#include "rules/acts.h"

struct change act_change(const struct act *act, enum change_kind kind) {
	return (struct change){.kind = kind,
			       .entry = act->entry,
			       .date = act->date,
			       .gone_on = DATE_NONE,
			       .branch = act->branch,
			       .from = DATE_NONE,
			       .to = DATE_NONE};
}

enum carnet_status contract_today(const struct contract *contract, struct state *today, struct refusal *why) {
	if (state_fold(contract, STATE_TODAY, today))
		return CARNET_OK;
	return refuse(why, CARNET_UNAVAILABLE, "The history of %s contradicts itself.", contract->ref);
}

enum carnet_status contract_must_hold(const struct contract *contract, int32_t from, struct refusal *why) {
	if (contract_holds(contract, from))
		return CARNET_OK;
	return refuse(why, CARNET_BUILT_UPON, "Later entries of %s stand against it.", contract->ref);
}

enum carnet_status contract_must_be_open(const struct contract *contract, const struct state *today,
					 struct refusal *why) {
	if (state_open(contract, today))
		return CARNET_OK;
	switch (today->last_taken) {
	case CAUSE_REFUND:
	case CAUSE_EXCHANGE:
	case CAUSE_END: return refuse_for(why, REFUSED_WAS_ENDED, contract->ref, "%s was ended.", contract->ref);
	case CAUSE_TRANSFER:
		return refuse_for(why, REFUSED_WAS_GIVEN, contract->ref, "%s was given away.", contract->ref);
	case CAUSE_CAP:
	case CAUSE_EXPIRY: return refuse(why, CARNET_EXPIRED, "%s has expired.", contract->ref);
	case CAUSE_USE: break;
	}
	return refuse_for(why, REFUSED_NOTHING_LEFT, contract->ref, "Nothing is left of %s.", contract->ref);
}

enum carnet_status refuse_expired(const struct contract *contract, const struct state *today, struct refusal *why) {
	return refuse_date(why, "expires_on", state_expires_on(contract, today),
			   refuse_for(why, REFUSED_EXPIRED_ON, contract->ref, "%s has expired.", contract->ref));
}

enum carnet_status refuse_began_later(const struct contract *contract, struct refusal *why) {
	return refuse_date(
		why, "sold_on", contract->sold_on,
		refuse_for(why, REFUSED_BEGAN_LATER, contract->ref, "%s began later than that day.", contract->ref));
}

enum carnet_status contract_not_before_latest(const struct contract *contract, const struct act *act,
					      struct refusal *why) {
	int32_t latest = contract_latest_day(contract);
	char text[DATE_TEXT];
	if (act->date >= latest)
		return CARNET_OK;
	return refuse_date(why, "latest_on", latest,
			   refuse_for(why, REFUSED_LATEST_ENTRY, contract->ref, "The latest entry of %s is of %s.",
				      contract->ref, date_text(latest, text)));
}
