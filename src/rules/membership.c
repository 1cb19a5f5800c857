#include "rules/membership.h"

#include "rules/pricing.h"

enum { DAYS_MOST = DATE_MAX - DATE_MIN };

int32_t plan_cycle_day(const struct plan *plan, int32_t anchor, int32_t step) {
	int64_t away = (int64_t)(plan->cycle_months > 0 ? plan->cycle_months : plan->cycle_days) * step;
	if (away > DAYS_MOST)
		return DATE_MAX;
	return plan->cycle_months > 0 ? date_add_months(anchor, (int32_t)away) : date_add_days(anchor, (int32_t)away);
}

int32_t membership_next_day(const struct membership *membership) {
	if (membership->voided_by || membership->ended_on != DATE_NONE)
		return DATE_NONE;
	return plan_cycle_day(&membership->plan, membership->anchor, membership->steps);
}

void membership_step(struct membership *membership) {
	membership->steps++;
}

bool membership_runs(const struct membership *membership, int32_t day) {
	return !membership->voided_by && membership->sold_on <= day && day < membership->ended_on;
}

static const struct freeze *freeze_on(const struct membership *membership, int32_t day) {
	for (size_t i = 0; i < membership->freezes.count; i++) {
		const struct freeze *freeze = &membership->freezes.at[i];
		if (!freeze->gone_by && freeze->from <= day && day < freeze->until)
			return freeze;
	}
	return NULL;
}

bool membership_frozen(const struct membership *membership, int32_t day) {
	return freeze_on(membership, day) != NULL;
}

int32_t membership_runs_again(const struct membership *membership, int32_t day) {
	for (const struct freeze *freeze; (freeze = freeze_on(membership, day));)
		day = freeze->until;
	return day;
}

bool membership_gives_discount(const struct membership *membership, int32_t day) {
	return membership_runs(membership, day) && !membership_frozen(membership, day);
}

/* How the price of a cycle is split over its lines. */
static void value_lines(struct arena *arena, const struct plan *plan, struct line *lines) {
	struct price_line *shares = ARENA_ARRAY(arena, struct price_line, plan->line_count);
	struct money *parts = ARENA_ARRAY(arena, struct money, plan->line_count);
	for (int32_t i = 0; i < plan->line_count; i++)
		shares[i] = (struct price_line){plan->lines[i].sessions - plan->lines[i].free_sessions,
						plan->lines[i].list_price, !money_is_zero(plan->lines[i].value),
						plan->lines[i].value};
	price_split(arena, plan->price, shares, plan->line_count, parts);
	for (int32_t i = 0; i < plan->line_count; i++) {
		lines[i] = plan->lines[i];
		lines[i].value = parts[i];
	}
}

/* The last good day of the cycle that begins on `steps`: the day before the next one begins, plus the cycles it may roll over. With
 * only a cap on what may be banked there is no other end (§7.2). */
static int32_t cycle_end(const struct membership *membership) {
	const struct plan *plan = &membership->plan;
	int32_t cycles = plan->rollover_cycles > 0 ? plan->rollover_cycles : 0;
	if (plan->rollover_max >= 0 && plan->rollover_cycles < 0)
		return DATE_NONE;
	return plan_cycle_day(plan, membership->anchor, membership->steps + 1 + cycles) - 1;
}

static struct line *day_line(struct arena *arena, const struct plan *plan, int32_t days) {
	struct line *line = ARENA_NEW(arena, struct line);
	*line = (struct line){.kind = LINE_DAYS, .sessions = days, .value = plan->price, .tax_bp = plan->access_tax_bp};
	return line;
}

struct terms membership_cycle_terms(const struct membership *membership) {
	const struct plan *plan = &membership->plan;
	struct arena *arena = membership->arena;
	struct terms terms = {.stream = STREAM_MEMBERSHIP,
			      .price = plan->price,
			      .expires_on = DATE_NONE,
			      .alert_at = plan->alert_at,
			      .refund = plan->refund,
			      .branches = plan->branches,
			      .branch_count = plan->branch_count,
			      .unit_price_before_discount = plan->price};
	if (plan->access) {
		int32_t day = plan_cycle_day(plan, membership->anchor, membership->steps);
		terms.lines = day_line(arena, plan,
				       plan_cycle_day(plan, membership->anchor, membership->steps + 1) - day);
		terms.line_count = 1;
		return terms;
	}
	struct line *lines = ARENA_ARRAY(arena, struct line, plan->line_count);
	value_lines(arena, plan, lines);
	terms.lines = lines;
	terms.line_count = plan->line_count;
	terms.expires_on = cycle_end(membership);
	return terms;
}

void membership_switch(struct membership *membership, const struct plan *plan, int32_t day, bool anew) {
	bool same = plan->cycle_months == membership->plan.cycle_months &&
		    plan->cycle_days == membership->plan.cycle_days;
	membership->plan = *plan;
	membership->changes = false;
	if (same && !anew)
		return;
	membership->anchor = day;
	membership->steps = 0;
}

enum carnet_status membership_freeze(struct membership *membership, int64_t entry, int32_t from, int32_t to,
				     struct refusal *why) {
	for (size_t i = 0; i < membership->freezes.count; i++) {
		const struct freeze *freeze = &membership->freezes.at[i];
		if (!freeze->gone_by && freeze->from < freeze->until && from < freeze->until && freeze->from < to)
			return refuse_for(why, REFUSED_FROZEN_ALREADY, membership->ref,
					  "%s is frozen already on some of these days.", membership->ref);
	}
	*LIST_ADD(membership->arena,
		  &membership->freezes) = (struct freeze){.entry = entry, .from = from, .to = to, .until = to};
	return CARNET_OK;
}

/* The freeze that is on, or else the next (§14.27); NULL: there is none. */
static struct freeze *freeze_to_end(struct membership *membership, int32_t day) {
	struct freeze *first = NULL;
	for (size_t i = 0; i < membership->freezes.count; i++) {
		struct freeze *freeze = &membership->freezes.at[i];
		if (!freeze->gone_by && !freeze->unfrozen_by && day < freeze->until &&
		    (!first || freeze->from < first->from))
			first = freeze;
	}
	return first;
}

enum carnet_status membership_unfreeze(struct membership *membership, int64_t entry, int32_t day, struct refusal *why) {
	struct freeze *freeze = freeze_to_end(membership, day);
	if (!freeze)
		return refuse_for(why, REFUSED_NOT_FROZEN, membership->ref, "%s is not frozen.", membership->ref);
	freeze->until = day < freeze->from ? freeze->from : day;
	freeze->unfrozen_by = entry;
	return CARNET_OK;
}

int32_t cycle_due_day(const struct contract *cycle) {
	return cycle->instalment_count > 0 ? cycle->instalments[0].due : cycle->sold_on;
}

bool plan_past_due(const struct plan *plan, int32_t cycle_day, int32_t day) {
	return day >= date_add_days(cycle_day, plan->grace_days);
}

bool plan_suspends(const struct plan *plan, int32_t cycle_day, int32_t day) {
	return day >= date_add_days(cycle_day, plan->suspend_days);
}
