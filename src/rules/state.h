/* The state of a contract on a day: its four amounts and its slots (rulebook §4), folded from the changes that count on that
 * day in the order of (date, entry). */
#ifndef RULES_STATE_H
#define RULES_STATE_H

#include "rules/contract.h"

enum slot_stand { SLOT_FREE, SLOT_USED, SLOT_EXPIRED, SLOT_RETURNED, SLOT_TRANSFERRED };

struct slot {
	struct money value;
	enum slot_stand stand;
	int32_t change; /* of a used one: the place in contract->changes of what used it; −1: used before the book */
};

/* Frozen from a day up to, not including, another (DATE_NONE: open), as an unfreeze may have left it. */
struct frozen {
	int32_t from, to;
};
struct frozen_list LIST(struct frozen);

/* What one entry let expire, maybe line by line, and the tax before it. */
struct lapse {
	int64_t entry;
	struct money breakage, tax, kept;
};

struct state {
	int32_t day;
	bool begun;
	struct money live_value;  /* S */
	struct money delivered;   /* D */
	struct money paid;        /* C */
	struct money written_off; /* W */
	struct slot *slots;
	int32_t slot_count;
	int32_t free_count;
	enum cause last_taken; /* what took the last slots or the last credit */
	/* of a top-up */
	struct money received;    /* all that was ever paid in for it */
	struct money spent;       /* face */
	struct money moved;       /* cash value of what was spent */
	struct money credit_gone; /* face cancelled */
	/* validity */
	struct frozen_list freezes; /* in the order of recording */
	int32_t extended_to; /* the end of an extension less the days frozen by then; DATE_NONE: never extended */
	/* tax (§10.2, §14.36) */
	struct money tax_kept;        /* of money that expired: it stays due */
	struct lapse lapse;           /* the latest entry that let something expire */
	struct money tax_opened_paid; /* inside what was paid and delivered before the book began */
	struct money tax_opened_income;
};

#define STATE_TODAY (DATE_NONE - 1) /* the day on which every recorded change counts */

/* Folds the history up to the end of `day`. The memory is the contract's arena's.
 * True: every change found its slots as it must; false: the history contradicts itself (only after a change was tried). */
MUST_USE bool state_fold(const struct contract *contract, int32_t day, struct state *state);

/* Whether 0 ≤ D ≤ S, 0 ≤ C, 0 ≤ W and C + W ≤ S hold. */
bool state_sound(const struct state *state);

struct money state_due(const struct state *state);        /* S − C − W */
struct money state_liability(const struct state *state);  /* max(0, C + W − D) */
struct money state_receivable(const struct state *state); /* max(0, D − C − W) */

/* Face credit left of a top-up. */
struct money state_credit_left(const struct contract *contract, const struct state *state);

/* Whether anything can still be used: a free slot, a day to come, credit left. */
bool state_open(const struct contract *contract, const struct state *state);

/* The last good day, or DATE_NONE; the earliest standing use, or DATE_NONE (§14.3, §14.45). */
int32_t state_expires_on(const struct contract *contract, const struct state *state);
int32_t state_first_use(const struct contract *contract, const struct state *state);
/* The latest use by the state's day; the contract's own date when there is none since. */
int32_t state_last_use(const struct contract *contract, const struct state *state);

/* The days of the freezes that began on `since` or later; those of an open one are not known yet. */
int32_t state_days_frozen(const struct state *state, int32_t since);

/* Whether a freeze covers the day, one that was voided since among them, and whether one known to the state overlaps the days from `from` up to, not including, `to`. */
bool state_frozen(const struct contract *contract, const struct state *state, int32_t day);
bool state_freeze_overlaps(const struct state *state, int32_t from, int32_t to);
/* The whole stretch of frozen days around the day, of freezes that follow each other one; empty: the day is not frozen. */
struct frozen state_frozen_span(const struct state *state, int32_t day);
/* What an unfreeze on the day ends: the freeze that is on, or else the next; NULL: there is none (§14.27). */
const struct frozen *state_freeze_to_end(const struct state *state, int32_t day);
/* Whether an open freeze keeps it from expiring. */
bool state_expiry_held(const struct contract *contract, const struct state *state);

/* "active", "frozen", "owing", "terminated", "transferred", "expired" or "used_up" (§4.6) as seen on the day. */
enum contract_status {
	CONTRACT_ACTIVE,
	CONTRACT_FROZEN,
	CONTRACT_OWING,
	CONTRACT_TERMINATED,
	CONTRACT_TRANSFERRED,
	CONTRACT_EXPIRED,
	CONTRACT_USED_UP
};
enum contract_status state_status(const struct contract *contract, const struct state *state, int32_t day);
const char *contract_status_name(enum contract_status status);

/* How the slots of a line stand. */
struct line_count {
	int32_t used, left, expired, returned, transferred;
	struct money value_left;
};
struct line_count state_count_line(const struct contract *contract, const struct state *state, int32_t line);

/* Whether the history holds on every day from `from` on: each change finds its slots, and the bounds of §4 hold at the end of
 * each day. */
MUST_USE bool contract_holds(const struct contract *contract, int32_t from);

/* The least that is due at the end of `from` or of any later day: what can be paid then without a later day being overpaid. */
struct money contract_least_due(const struct contract *contract, int32_t from);

/* The days on which anything in the history begins or ends, from `from` on, in order, each once. */
struct day_list LIST(int32_t);
void contract_days(const struct contract *contract, int32_t from, struct day_list *days);

#endif
