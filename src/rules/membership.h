/* A membership: a fee every cycle, each cycle a contract of its own (rulebook §7). */
#ifndef RULES_MEMBERSHIP_H
#define RULES_MEMBERSHIP_H

#include "rules/state.h"

/* The plan as it was sold; kept for all cycles until a change (§7.1). */
struct plan {
	int64_t offer;
	struct money price;
	const struct line *lines; /* without values; none: access, earned by the day */
	int32_t line_count;
	bool access;
	int32_t access_tax_bp;
	int32_t cycle_months, cycle_days;
	int32_t rollover_cycles, rollover_max; /* −1: not given */
	int32_t member_discount_bp, minimum_cycles, grace_days, suspend_days;
	int32_t alert_at;
	struct refund_terms refund;
	const int64_t *branches;
	int32_t branch_count;
};

/* Days on which nothing is billed: from `from` up to, not including, `to`. */
struct freeze {
	int64_t entry, unfrozen_by, gone_by;
	int32_t from, to; /* as it was set; DATE_NONE: open */
	int32_t until;    /* as an unfreeze left it */
};
struct freeze_list LIST(struct freeze);

struct membership {
	struct arena *arena;
	int64_t id;
	const char *ref; /* its name, or "membership 3" */
	bool named;      /* the ref was given */
	int64_t client, seller, branch;
	int64_t entry;     /* that sold it */
	int64_t voided_by; /* 0: it stands */
	int32_t sold_on;
	int32_t latest;     /* the day of the latest entry on it that is no cycle's */
	int64_t last_entry; /* that entry; 0: none since the sale */
	struct plan plan;
	int32_t anchor;        /* cycle days are counted from here, so that they never drift (§2.6) */
	int32_t steps;         /* cycles from the anchor to the next cycle day */
	int32_t billed;        /* cycles so far: the last one is <ref>.<billed> */
	int32_t billed_before; /* cycles before an opening, for the minimum term */
	int32_t suspended_on;  /* DATE_NONE: it is not */
	int32_t ended_on;      /* DATE_NONE: it runs */
	bool cancelled;        /* ends on the next cycle day */
	bool changes;          /* goes on with `next` on the next cycle day */
	struct plan next;
	struct freeze_list freezes;
};

/* The day `step` cycles after the anchor. */
int32_t plan_cycle_day(const struct plan *plan, int32_t anchor, int32_t step);

/* The next day on which a cycle falls; DATE_NONE when it has ended. */
int32_t membership_next_day(const struct membership *membership);

/* Moves on past a cycle day. */
void membership_step(struct membership *membership);

/* Whether it was sold by then and not over. */
bool membership_runs(const struct membership *membership, int32_t day);
bool membership_frozen(const struct membership *membership, int32_t day);
/* The first day from `day` on that is not frozen; DATE_NONE: it stays so until an unfreeze. */
int32_t membership_runs_again(const struct membership *membership, int32_t day);

/* Whether its discount counts at a visit (§14.2), suspension left aside: it runs and is not frozen. */
bool membership_gives_discount(const struct membership *membership, int32_t day);

/* The terms of the cycle that begins on cycle day `steps` (§7.1–7.3): its lines or its days, and the last good day. */
struct terms membership_cycle_terms(const struct membership *membership);

/* Goes on with another plan from `day` on: same length of cycle keeps the anchor, else the day is the new one (§14.32). With `anew`
 * the day is the new anchor in any case. */
void membership_switch(struct membership *membership, const struct plan *plan, int32_t day, bool anew);

/* Freezing: refuses frozen (overlap). Unfreezing: refuses invalid (it is not frozen). */
MUST_USE enum carnet_status membership_freeze(struct membership *membership, int64_t entry, int32_t from, int32_t to,
					      struct refusal *why);
MUST_USE enum carnet_status membership_unfreeze(struct membership *membership, int64_t entry, int32_t day,
						struct refusal *why);

/* The day from which an unpaid cycle is past due and suspends: its own first day, or that of an opening (§14.47). */
int32_t cycle_due_day(const struct contract *cycle);

/* How a membership stands with an unpaid cycle that began on `cycle_day`, at the end of `day` (§7.4, §14.9). */
bool plan_past_due(const struct plan *plan, int32_t cycle_day, int32_t day);
bool plan_suspends(const struct plan *plan, int32_t cycle_day, int32_t day);

#endif
