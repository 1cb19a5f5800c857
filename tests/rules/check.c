#include "check.h"

#include "rules/sound.h"

struct effect_list effects_copy(struct arena *arena, const struct effect_list *effects) {
	struct effect_list copy = {0};
	for (size_t i = 0; i < effects->count; i++)
		*LIST_ADD(arena, &copy) = effects->at[i];
	return copy;
}

bool effects_equal(struct arena *arena, const struct effect_list *a, const struct effect_list *b) {
	struct effect_list difference = effects_copy(arena, a);
	effects_subtract(arena, &difference, b);
	return difference.count == 0;
}

struct money effects_sum(const struct effect_list *effects, enum measure measure, int32_t day) {
	struct money sum = MONEY_ZERO;
	for (size_t i = 0; i < effects->count; i++)
		if (effects->at[i].measure == measure && effects->at[i].date <= day)
			sum = money_add(sum, effects->at[i].amount);
	return sum;
}

int64_t effects_sessions(const struct effect_list *effects, enum measure measure, int32_t day) {
	int64_t sum = 0;
	for (size_t i = 0; i < effects->count; i++)
		if (effects->at[i].measure == measure && effects->at[i].date <= day)
			sum += effects->at[i].sessions;
	return sum;
}

/* One day's end of a history, seen from its effects and from its state. */
struct look {
	const struct contract *contract;
	const struct effect_list *effects;
	const struct effect_rules *rules;
	const struct state *state;
	int32_t day;
};

static struct money sum(const struct look *look, enum measure measure) {
	return effects_sum(look->effects, measure, look->day);
}

/* C + W − D */
static struct money account(const struct state *state) {
	return money_sub(money_add(state->paid, state->written_off), state->delivered);
}

static const char *slots_add_up(const struct look *look) {
	const struct state *state = look->state;
	struct money live = MONEY_ZERO, used = MONEY_ZERO;
	int32_t left = 0;
	for (int32_t i = 0; i < state->slot_count; i++) {
		const struct slot *slot = &state->slots[i];
		if (slot->stand == SLOT_USED)
			used = money_add(used, slot->value);
		if (slot->stand == SLOT_USED || slot->stand == SLOT_FREE)
			live = money_add(live, slot->value);
		left += slot->stand == SLOT_FREE;
	}
	if (!money_equal(used, state->delivered))
		return "D is not what the used slots are worth";
	if (!contract_is_topup(look->contract) && !money_equal(live, state->live_value))
		return "S is not what the live slots are worth";
	return left == state->free_count ? NULL : "free slots are miscounted";
}

static const char *amounts_are_bounded(const struct look *look) {
	const struct state *state = look->state;
	if (money_is_negative(state->delivered) || money_less(state->live_value, state->delivered))
		return "not 0 <= D <= S";
	if (money_is_negative(state->paid))
		return "C < 0";
	if (money_is_negative(state->written_off))
		return "W < 0";
	if (money_less(state->live_value, money_add(state->paid, state->written_off)))
		return "C + W > S";
	struct money balance = money_sub(state_liability(state), state_receivable(state));
	return money_equal(balance, account(state)) ? NULL : "liability - receivable is not C + W - D";
}

/* opening + paid in − delivered − refunded − breakage − fees ± moved = closing */
static const char *account_closes(const struct look *look) {
	static const struct {
		enum measure measure;
		int sign;
	} terms[] = {{MEASURE_PAID_IN, 1},   {MEASURE_REFUNDED, -1},   {MEASURE_DELIVERED, -1},
		     {MEASURE_BREAKAGE, -1}, {MEASURE_FEES, -1},       {MEASURE_UPLIFT, -1},
		     {MEASURE_MOVED, 1},     {MEASURE_WRITTEN_OFF, 1}, {MEASURE_OPENED, 1}};
	struct money closing = MONEY_ZERO;
	for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
		struct money term = sum(look, terms[i].measure);
		closing = terms[i].sign > 0 ? money_add(closing, term) : money_sub(closing, term);
	}
	struct money stands = look->state->begun ? account(look->state) : MONEY_ZERO;
	struct money balance = money_sub(sum(look, MEASURE_LIABILITY), sum(look, MEASURE_RECEIVABLE));
	if (!money_equal(closing, stands))
		return "what came and went is not C + W - D";
	return money_equal(balance, stands) ? NULL : "liability and receivable are not C + W - D";
}

static int64_t sessions_left(const struct look *look) {
	int64_t left = 0;
	for (int32_t i = 0; look->state->begun && i < look->contract->terms.line_count; i++)
		if (line_counts_sessions(&look->contract->terms.lines[i]))
			left += state_count_line(look->contract, look->state, i).left;
	return left;
}

static const char *sessions_close(const struct look *look) {
	int64_t closing = effects_sessions(look->effects, MEASURE_SESSIONS_SOLD, look->day) +
			  effects_sessions(look->effects, MEASURE_SESSIONS_TRANSFERRED, look->day) -
			  effects_sessions(look->effects, MEASURE_SESSIONS_USED, look->day) -
			  effects_sessions(look->effects, MEASURE_SESSIONS_EXPIRED, look->day) -
			  effects_sessions(look->effects, MEASURE_SESSIONS_RETURNED, look->day);
	return closing == sessions_left(look) ? NULL : "sessions that came and went are not those left";
}

/* The entitlements of what was redeemed here. */
static struct money redeemed(const struct look *look) {
	struct money worth = MONEY_ZERO;
	for (int32_t i = 0; i < look->state->slot_count; i++) {
		const struct slot *slot = &look->state->slots[i];
		if (slot->stand == SLOT_USED && slot->change >= 0 &&
		    look->contract->changes.at[slot->change].kind == CHANGE_REDEEM)
			worth = money_add(worth, slot->value);
	}
	return worth;
}

/* Σ credit ≤ min(C, D); what is paid in full holds exactly its entitlements (§5.4). */
static const char *performance_is_due(const struct look *look) {
	const struct state *state = look->state;
	struct money credit = sum(look, MEASURE_CREDIT), entitled = sum(look, MEASURE_ENTITLEMENT);
	if (money_less(money_min(state->paid, state->delivered), credit))
		return "credits are above min(C, D)";
	if (money_is_negative(credit))
		return "credits are below nothing";
	if (money_less(entitled, credit))
		return "credits are above the entitlements";
	if (look->rules->performance_net_of_tax)
		return NULL;
	if (!money_equal(entitled, redeemed(look)))
		return "entitlements are not what was redeemed";
	if (money_equal(state->paid, state->live_value) && !money_equal(credit, entitled))
		return "paid in full, and credits are not the entitlements";
	return NULL;
}

/* What stands on an account that begins like that; credits are negative. */
static struct money posted(const struct look *look, const struct posting_list *postings, const char *account_name) {
	struct money balance = MONEY_ZERO;
	for (size_t i = 0; i < postings->count; i++) {
		const char *a = postings->at[i].account, *b = account_name;
		while (*b != '\0' && *a == *b)
			a++, b++;
		if (*b == '\0' && postings->at[i].date <= look->day)
			balance = money_add(balance, postings->at[i].amount);
	}
	return balance;
}

/* The contract's account stands at C + W − D, credit side (§10.1); only what moves to other contracts leaves it unbalanced. */
static const char *postings_stand(const struct look *look) {
	struct posting_list postings = {0};
	postings_of(look->contract->arena, look->effects, look->rules, &postings);
	struct money stands = look->state->begun ? account(look->state) : MONEY_ZERO;
	struct money all = posted(look, &postings, "");
	if (!money_equal(posted(look, &postings, "liabilities:contract:"), money_negate(stands)))
		return "the contract's account is not C + W - D";
	return money_equal(all, money_negate(sum(look, MEASURE_MOVED))) ? NULL : "postings do not balance";
}

static const char *day_complaint(const struct look *look) {
	static const char *(*const checks[])(const struct look *) = {
		slots_add_up, amounts_are_bounded, account_closes, sessions_close, performance_is_due, postings_stand};
	const char *complaint = NULL;
	for (size_t i = 0; !complaint && i < sizeof checks / sizeof *checks; i++)
		complaint = checks[i](look);
	return complaint;
}

const char *history_complaint(const struct contract *contract, const struct effect_rules *rules) {
	struct effect_list effects = {0};
	struct day_list days = {0};
	struct state state;
	const char *complaint = NULL;
	if (!contract_sound(contract))
		return "a book would be taken for damaged that holds this";
	effects_of(contract, DATE_MIN, rules, &effects);
	contract_days(contract, DATE_MIN, &days);
	for (size_t i = 0; !complaint && i < days.count; i++) {
		struct look look = {contract, &effects, rules, &state, days.at[i]};
		if (!state_fold(contract, days.at[i], &state))
			return "the history contradicts itself";
		complaint = day_complaint(&look);
	}
	return complaint;
}
