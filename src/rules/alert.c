#include "rules/alert.h"

#include "rules/acts.h"

const char *alert_name(enum alert_kind kind) {
	static const char *const names[] = {
#define ALERT_NAME(symbol, name) [symbol] = (name),
		ALERT_LIST(ALERT_NAME)
#undef ALERT_NAME
	};
	return names[kind];
}

const char *alert_reason_name(enum alert_reason reason) {
	static const char *const names[] = {
#define REASON_NAME(symbol, name) [symbol] = (name),
		REASON_LIST(REASON_NAME)
#undef REASON_NAME
	};
	return names[reason];
}

const char *alert_action_name(enum alert_action action) {
	static const char *const names[] = {
#define ACTION_NAME(symbol, name) [symbol] = (name),
		ACTION_LIST(ACTION_NAME)
#undef ACTION_NAME
	};
	return names[action];
}

/* What a contract is on the day */

/* Sold to be used over time. Cycles are told of apart: the next one is on its way. */
static bool is_package(const struct watched *one) {
	enum stream stream = one->contract->terms.stream;
	return stream == STREAM_PACKAGE || stream == STREAM_COMBO;
}

static bool sells_sessions(const struct watched *one) {
	return is_package(one) ||
	       (one->contract->terms.stream == STREAM_MEMBERSHIP && !contract_is_access_cycle(one->contract));
}

void watch_add(struct arena *arena, struct watch *watch, const struct watched *one) {
	struct watched *added = LIST_ADD(arena, &watch->contracts);
	*added = *one;
	added->expires_on = state_expires_on(one->contract, one->state);
	added->held = state_expiry_held(one->contract, one->state);
}

static bool ended(const struct watched *one, int32_t day) {
	return one->expires_on < day && !one->held;
}

/* Whether anything of it can be used: also while it is frozen. */
static bool usable(const struct watched *one, int32_t day) {
	return sells_sessions(one) && one->state->free_count > 0 && !ended(one, day);
}

static int32_t sessions_of(const struct watched *one) {
	return sells_sessions(one) ? one->state->slot_count : 0;
}

static int32_t left_of(const struct watched *one, int64_t item) {
	return contract_sessions_left(one->contract, one->state, item);
}

static bool any_used(const struct watched *one) {
	for (int32_t i = 0; i < one->state->slot_count; i++)
		if (one->state->slots[i].stand == SLOT_USED)
			return true;
	return false;
}

static bool used_up(const struct watched *one) {
	return is_package(one) && one->state->free_count == 0 && one->state->last_taken == CAUSE_USE;
}

static bool covers(const struct watched *one, int64_t item) {
	for (int32_t i = 0; i < one->contract->terms.line_count; i++)
		if (line_covers(&one->contract->terms.lines[i], item))
			return true;
	return false;
}

static int64_t only_item(const struct contract *contract) {
	const struct terms *terms = &contract->terms;
	return terms->line_count == 1 && terms->lines[0].item_count == 1 ? terms->lines[0].items[0] : ANY_SERVICE;
}

int32_t watch_sessions_left(const struct watch *watch, int64_t item) {
	int32_t left = 0;
	for (size_t i = 0; i < watch->contracts.count; i++)
		if (usable(&watch->contracts.at[i], watch->day))
			left += left_of(&watch->contracts.at[i], item);
	return left;
}

/* Rhythm */

static struct habit habit_for(struct watch *watch, const struct watched *one, int32_t place) {
	const struct line *line = &one->contract->terms.lines[place];
	int32_t interval = one->intervals[place];
	if (line->item_count != 1)
		return habit_of(watch->visits, line->items, line->item_count, interval, watch->day);
	if (watch->known_item != line->items[0] || watch->known_interval != interval) {
		watch->known = habit_of(watch->visits, line->items, 1, interval, watch->day);
		watch->known_item = line->items[0];
		watch->known_interval = interval;
	}
	return watch->known;
}

static int32_t line_left(const struct watched *one, int32_t place) {
	if (one->contract->terms.line_count == 1)
		return one->state->free_count;
	return state_count_line(one->contract, one->state, place).left;
}

static bool same_services(const struct line *a, const struct line *b) {
	bool same = a->item_count == b->item_count;
	for (int32_t i = 0; same && i < a->item_count; i++)
		same = a->items[i] == b->items[i];
	return same;
}

/* What is left of the services of a line: of all lines of the same ones, told of at the first of them; −1: that was before. */
static int32_t services_left(const struct watched *one, int32_t place) {
	const struct terms *terms = &one->contract->terms;
	int32_t left = 0;
	for (int32_t i = 0; i < terms->line_count; i++) {
		if (!same_services(&terms->lines[i], &terms->lines[place]))
			continue;
		if (i < place)
			return -1;
		left += line_left(one, i);
	}
	return left;
}

/* The services that last longest decide when a contract runs out; DATE_NONE where that is not known of one. What is used up has no
 * say while others have sessions left. */
static void set_run_out(struct watch *watch, const struct watched *one, struct alert *alert) {
	alert->run_out_on = DATE_MIN;
	for (int32_t i = 0; i < one->contract->terms.line_count; i++) {
		int32_t left = services_left(one, i);
		if (left < 0 || (left == 0 && one->state->free_count > 0))
			continue;
		struct habit habit = habit_for(watch, one, i);
		int32_t day = habit_used_on(&habit, watch->day, left);
		if (day > alert->run_out_on) {
			alert->habit = habit;
			alert->run_out_on = day;
		}
	}
}

/* The sessions that stay over when it ends; −1 where the rhythm is not known. */
static int32_t lost_by(struct watch *watch, const struct watched *one, int32_t end) {
	int32_t lost = 0;
	for (int32_t i = 0; i < one->contract->terms.line_count; i++) {
		struct habit habit = habit_for(watch, one, i);
		int32_t left = services_left(one, i);
		int32_t used = habit_sessions_by(&habit, watch->day, end);
		if (left > 0 && habit.rhythm <= 0)
			return -1;
		lost += left > used ? left - used : 0;
	}
	return lost;
}

/* Making one */

static struct alert *add(struct arena *arena, struct alert_list *alerts, const struct watched *one,
			 enum alert_kind kind) {
	struct alert *alert = LIST_ADD(arena, alerts);
	*alert = (struct alert){.kind = kind,
				.about = one,
				.item = only_item(one->contract),
				.left = sells_sessions(one) ? one->state->free_count : 0,
				.sessions = sessions_of(one),
				.lost = -1,
				.expires_on = one->expires_on,
				.due_on = DATE_NONE,
				.habit = {.last = DATE_NONE},
				.run_out_on = DATE_NONE};
	return alert;
}

/* low, used_up */

static bool has_other(const struct watch *watch, const struct watched *one, int64_t item) {
	for (size_t i = 0; i < watch->contracts.count; i++) {
		const struct watched *other = &watch->contracts.at[i];
		if (other != one && usable(other, watch->day) && left_of(other, item) > 0)
			return true;
	}
	return false;
}

static bool is_newer(const struct contract *contract, const struct contract *than) {
	return contract->sold_on != than->sold_on ? contract->sold_on > than->sold_on : contract->id > than->id;
}

/* Whether somebody who has used this up is provided for: by sessions left elsewhere, or by something newer. */
static bool provided_for(const struct watch *watch, const struct watched *one, int64_t item) {
	for (size_t i = 0; i < watch->contracts.count; i++) {
		const struct watched *other = &watch->contracts.at[i];
		if (other != one && sells_sessions(other) && covers(other, item) &&
		    is_newer(other->contract, one->contract))
			return true;
	}
	return has_other(watch, one, item);
}

/* A service of the contract that `done` does not say of; ANY_SERVICE: there is none. */
static int64_t first_item(const struct watch *watch, const struct watched *one,
			  bool (*done)(const struct watch *, const struct watched *, int64_t)) {
	for (int32_t i = 0; i < one->contract->terms.line_count; i++) {
		const struct line *line = &one->contract->terms.lines[i];
		for (int32_t k = 0; k < line->item_count; k++)
			if (!done(watch, one, line->items[k]))
				return line->items[k];
	}
	return ANY_SERVICE;
}

static int32_t alert_at(const struct watch *watch, const struct watched *one) {
	int32_t at = one->contract->terms.alert_at;
	if (at >= 0)
		return at;
	return is_package(one) ? watch->low_sessions : 0; /* a cycle only where its plan says so */
}

static bool is_low(const struct watch *watch, const struct watched *one) {
	return usable(one, watch->day) && one->state->free_count <= alert_at(watch, one) && any_used(one) &&
	       !state_frozen(one->contract, one->state, watch->day);
}

static void look_at_low(struct arena *arena, struct watch *watch, const struct watched *one, struct alert_list *alerts) {
	if (!is_low(watch, one))
		return;
	struct alert *alert = add(arena, alerts, one, ALERT_LOW);
	alert->reason = REASON_FEW_LEFT;
	alert->since = state_last_use(one->contract, one->state);
	alert->action = first_item(watch, one, has_other) == ANY_SERVICE ? ACTION_USE_OTHER : ACTION_OFFER_RENEWAL;
	set_run_out(watch, one, alert);
}

static void look_at_used_up(struct arena *arena, struct watch *watch, const struct watched *one,
			    struct alert_list *alerts) {
	if (!used_up(one) || watch->day - state_last_use(one->contract, one->state) > USED_UP_DAYS)
		return;
	int64_t item = first_item(watch, one, provided_for);
	if (item == ANY_SERVICE)
		return;
	struct alert *alert = add(arena, alerts, one, ALERT_USED_UP);
	alert->reason = REASON_NONE_LEFT;
	alert->action = ACTION_OFFER_RENEWAL;
	alert->item = item;
	alert->since = state_last_use(one->contract, one->state);
	alert->expires_on = DATE_NONE;
	set_run_out(watch, one, alert);
}

/* expiring */

/* A cycle ends soon when three quarters of it are over: a month would else always end soon. */
static int32_t soon_days(const struct watch *watch, const struct watched *one, int32_t end) {
	int32_t life = (end - one->contract->sold_on + 1) / 4;
	return one->contract->terms.stream == STREAM_MEMBERSHIP && life < watch->expiring_days ? life
											       : watch->expiring_days;
}

static void ends_soon(struct arena *arena, struct watch *watch, const struct watched *one, int32_t lost,
		      struct alert_list *alerts) {
	struct alert *alert = add(arena, alerts, one, ALERT_EXPIRING);
	int32_t since = alert->expires_on - soon_days(watch, one, alert->expires_on);
	alert->reason = since <= watch->day ? REASON_ENDS_SOON : REASON_TOO_SLOW;
	alert->action = lost > 0 ? ACTION_EXTEND : ACTION_BOOK_VISITS;
	alert->lost = lost;
	set_run_out(watch, one, alert);
	if (alert->reason == REASON_TOO_SLOW)
		since = alert->habit.last == DATE_NONE ? one->contract->sold_on : alert->habit.last;
	alert->since = since > one->contract->sold_on ? since : one->contract->sold_on;
}

static void credit_ends_soon(struct arena *arena, const struct watch *watch, const struct watched *one,
			     struct alert_list *alerts) {
	struct alert *alert = add(arena, alerts, one, ALERT_EXPIRING);
	alert->reason = REASON_ENDS_SOON;
	alert->action = ACTION_USE_CREDIT;
	alert->amount = state_credit_left(one->contract, one->state);
	alert->since = alert->expires_on - watch->expiring_days;
}

static void look_at_end(struct arena *arena, struct watch *watch, const struct watched *one, struct alert_list *alerts) {
	int32_t end = one->expires_on;
	if (end == DATE_NONE || end < watch->day || one->held)
		return;
	bool soon = end - watch->day <= soon_days(watch, one, end);
	if (contract_is_topup(one->contract) && state_open(one->contract, one->state) && soon)
		credit_ends_soon(arena, watch, one, alerts);
	if (!usable(one, watch->day))
		return;
	int32_t lost = lost_by(watch, one, end);
	if (soon || (lost > 0 && one->contract->terms.stream != STREAM_MEMBERSHIP))
		ends_soon(arena, watch, one, lost, alerts);
}

/* overdue, past_due, suspended */

enum { AGREED_WHERE_NOTHING_WAS = 30 };

static int32_t last_agreed_day(const struct contract *contract) {
	int32_t last = DATE_MIN;
	for (int32_t i = 0; i < contract->instalment_count; i++)
		last = contract->instalments[i].due > last ? contract->instalments[i].due : last;
	return contract->instalment_count > 0 ? last : date_add_days(contract->sold_on, AGREED_WHERE_NOTHING_WAS);
}

/* What was to be paid by the end of a day. The last agreed day is the day of all that is due. */
static struct money agreed_by(const struct watched *one, int32_t day) {
	const struct contract *contract = one->contract;
	struct money agreed = MONEY_ZERO;
	if (day >= last_agreed_day(contract))
		return one->state->live_value;
	for (int32_t i = 0; i < contract->instalment_count; i++)
		if (contract->instalments[i].due <= day)
			agreed = money_add(agreed, contract->instalments[i].amount);
	return money_min(agreed, one->state->live_value);
}

/* The first agreed day by which more was to be paid than was settled. */
static int32_t unpaid_since(const struct watched *one, struct money settled) {
	int32_t first = last_agreed_day(one->contract);
	for (int32_t i = 0; i < one->contract->instalment_count; i++) {
		int32_t due = one->contract->instalments[i].due;
		if (due < first && money_less(settled, agreed_by(one, due)))
			first = due;
	}
	return first;
}

static bool membership_asks(const struct watched *one, int32_t day) {
	return one->membership && day < one->membership->ended_on;
}

static void look_at_due(struct arena *arena, struct watch *watch, const struct watched *one, struct alert_list *alerts) {
	struct money settled = money_add(one->state->paid, one->state->written_off);
	struct money late = money_sub(agreed_by(one, watch->day - 1), settled);
	if (!money_is_positive(late) || membership_asks(one, watch->day))
		return;
	struct alert *alert = add(arena, alerts, one, ALERT_OVERDUE);
	alert->reason = one->contract->instalment_count > 0 ? REASON_AGREED_DAY : REASON_THIRTY_DAYS;
	alert->action = ACTION_ASK_FOR_PAYMENT;
	alert->amount = late;
	alert->due_on = unpaid_since(one, settled);
	alert->since = date_add_days(alert->due_on, 1);
}

/* The first unpaid cycle of a membership speaks for all of them. */
static bool speaks_for_membership(const struct watch *watch, const struct watched *one, struct money *due) {
	*due = MONEY_ZERO;
	for (size_t i = 0; i < watch->contracts.count; i++) {
		const struct watched *other = &watch->contracts.at[i];
		if (!other->membership || other->membership->id != one->membership->id ||
		    !money_is_positive(state_due(other->state)))
			continue;
		if (money_is_zero(*due) && other != one)
			return false;
		*due = money_add(*due, state_due(other->state));
	}
	return money_is_positive(*due);
}

static void look_at_cycle(struct arena *arena, struct watch *watch, const struct watched *one,
			  struct alert_list *alerts) {
	struct money due;
	if (!membership_asks(one, watch->day) || !speaks_for_membership(watch, one, &due))
		return;
	const struct membership *membership = one->membership;
	int32_t since = cycle_due_day(one->contract);
	bool suspended = membership->suspended_on <= watch->day || plan_suspends(&membership->plan, since, watch->day);
	if (!suspended && !plan_past_due(&membership->plan, since, watch->day))
		return;
	struct alert *alert = add(arena, alerts, one, suspended ? ALERT_SUSPENDED : ALERT_PAST_DUE);
	alert->reason = REASON_CYCLE_UNPAID;
	alert->action = suspended ? ACTION_PAY_OR_END : ACTION_ASK_FOR_PAYMENT;
	alert->amount = due;
	alert->due_on = since;
	alert->since = date_add_days(since, suspended ? membership->plan.suspend_days : membership->plan.grace_days);
	if (suspended && membership->suspended_on < alert->since)
		alert->since = membership->suspended_on;
}

/* dormant */

static bool waits_for_client(const struct watch *watch, const struct watched *one) {
	return usable(one, watch->day) && !state_frozen(one->contract, one->state, watch->day);
}

static bool comes_first(const struct watched *one, const struct watched *other) {
	if (one->expires_on != other->expires_on)
		return one->expires_on < other->expires_on;
	return is_newer(other->contract, one->contract);
}

static void look_at_absence(struct arena *arena, const struct watch *watch, struct alert_list *alerts) {
	struct habit habit = habit_of_one(watch->visits, ANY_SERVICE, 0, watch->day);
	const struct watched *next = NULL;
	int32_t left = 0, seen = habit.last == DATE_NONE ? DATE_MIN : habit.last;
	for (size_t i = 0; i < watch->contracts.count; i++) {
		const struct watched *one = &watch->contracts.at[i];
		if (!waits_for_client(watch, one))
			continue;
		left += one->state->free_count;
		seen = is_package(one) && one->contract->sold_on > seen ? one->contract->sold_on : seen;
		next = next && !comes_first(one, next) ? next : one;
	}
	if (next && seen == DATE_MIN)
		seen = next->contract->sold_on;
	int32_t patience = 2 * habit.rhythm > watch->dormant_days ? 2 * habit.rhythm : watch->dormant_days;
	if (!next || watch->day - seen <= patience)
		return;
	struct alert *alert = add(arena, alerts, next, ALERT_DORMANT);
	alert->reason = REASON_NOT_SEEN;
	alert->action = ACTION_INVITE;
	alert->left = left;
	alert->habit = habit;
	alert->since = date_add_days(seen, patience + 1);
}

/* All */

typedef void look(struct arena *arena, struct watch *watch, const struct watched *one, struct alert_list *alerts);

/* Stable, so that each kind stays in the order of the contracts. */
static void sort(struct alert_list *alerts) {
	for (size_t i = 1; i < alerts->count; i++) {
		struct alert alert = alerts->at[i];
		size_t place = i;
		for (; place > 0 && alerts->at[place - 1].kind > alert.kind; place--)
			alerts->at[place] = alerts->at[place - 1];
		alerts->at[place] = alert;
	}
}

void alerts_of(struct arena *arena, struct watch *watch, struct alert_list *alerts) {
	static look *const looks[] = {look_at_cycle, look_at_due, look_at_end, look_at_used_up, look_at_low};
	for (size_t i = 0; i < watch->contracts.count; i++)
		for (size_t k = 0; k < sizeof looks / sizeof *looks; k++)
			if (watch->contracts.at[i].contract->sold_on <= watch->day)
				looks[k](arena, watch, &watch->contracts.at[i], alerts);
	look_at_absence(arena, watch, alerts);
	sort(alerts);
}
