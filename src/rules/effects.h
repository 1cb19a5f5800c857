/* What a contract's history means, day by day: money in and out, delivery, breakage, sessions, performance.
 *
 * Every total, posting and figure of performance in the book is a sum of these effects. An operation adds to the book the
 * difference between the effects of the history after it and before it, so that a late recording corrects the days it must
 * and no other, and so that the kept totals equal a recomputation at any time.
 *
 * Performance follows the cash (rulebook §5): the credit standing to an entitlement e at the end of day d is
 * floor(e × C(d) / S(d)), and what is earned on d is credit(d) − credit(d − 1). */
#ifndef RULES_EFFECTS_H
#define RULES_EFFECTS_H

#include "rules/state.h"

#define MEASURE_LIST(MEASURE)                                                                                          \
	MEASURE(MEASURE_SOLD, "sold")           /* price of what was sold (§14.16) */                                 \
	MEASURE(MEASURE_PAID_IN, "paid_in")     /* money received, by method */                                        \
	MEASURE(MEASURE_REFUNDED, "refunded")   /* money paid back, by method */                                       \
	MEASURE(MEASURE_DELIVERED, "delivered") /* change of D, but for openings */                                    \
	MEASURE(MEASURE_BREAKAGE, "breakage")   /* surplus of what expired, or was given back for nothing */           \
	MEASURE(MEASURE_FEES, "fees")                                                                                  \
	MEASURE(MEASURE_UPLIFT, "uplift")                                                                              \
	MEASURE(MEASURE_MOVED, "moved")             /* from (+) or to (−) another contract */                        \
	MEASURE(MEASURE_WRITTEN_OFF, "written_off") /* change of W */                                                  \
	MEASURE(MEASURE_OPENED, "opened")           /* C − D as brought in by an opening */                          \
	MEASURE(MEASURE_LIABILITY, "liability")     /* change of max(0, C + W − D) */                                \
	MEASURE(MEASURE_RECEIVABLE, "receivable")   /* change of max(0, D − C − W) */                              \
	MEASURE(MEASURE_SESSIONS_SOLD, "sessions_sold")                                                                \
	MEASURE(MEASURE_SESSIONS_USED, "sessions_used")                                                                \
	MEASURE(MEASURE_SESSIONS_EXPIRED, "sessions_expired")                                                          \
	MEASURE(MEASURE_SESSIONS_RETURNED, "sessions_returned")                                                        \
	MEASURE(MEASURE_SESSIONS_TRANSFERRED, "sessions_transferred") /* in (+) and out (−), openings too */         \
	MEASURE(MEASURE_CREDIT, "cash_delivered")                     /* performance, basis cash_delivered */          \
	MEASURE(MEASURE_ENTITLEMENT, "delivered_basis")               /* performance, basis delivered */               \
	MEASURE(MEASURE_SELLER, "cash")                               /* performance, basis cash */                    \
	MEASURE(MEASURE_TAX_PAYABLE, "tax_payable")                   /* change of tax owed on payments (§10.2) */    \
	MEASURE(MEASURE_TAX_INCOME, "tax_income")                     /* change of tax inside what was delivered */    \
	MEASURE(MEASURE_TAX_BREAKAGE, "tax_breakage")                 /* change of tax inside breakage */              \
	MEASURE(MEASURE_TAX_OPENED, "tax_opened")                     /* tax paid ahead before the book began */

enum measure {
#define MEASURE_SYMBOL(symbol, name) symbol,
	MEASURE_LIST(MEASURE_SYMBOL)
#undef MEASURE_SYMBOL
		MEASURE_COUNT
};

/* The first of the sums of one key. Sessions are counted in `sessions`, all else in `amount`. */
struct effect {
	int32_t date;
	enum measure measure;
	enum stream stream;
	int64_t branch;     /* where it happened; 0: not said */
	int64_t home;       /* where the contract was sold */
	int64_t staff;      /* performance only; 0: the house */
	int64_t item;       /* the service or product, of delivery and performance; else 0 */
	const char *method; /* of money; else NULL */
	struct money amount;
	int64_t sessions;
};
struct effect_list LIST(struct effect);

/* What the book's settings say about effects. */
struct effect_rules {
	bool performance_net_of_tax;
	bool tax_at_delivery;
};

const char *measure_name(enum measure measure);

/* Adds the effects of the history on all days from `from` on. The history must hold (state.h). */
void effects_of(const struct contract *contract, int32_t from, const struct effect_rules *rules,
		struct effect_list *effects);

/* Adds an effect, summed with one of the same key when there is one. */
void effects_add(struct arena *arena, struct effect_list *effects, const struct effect *effect);

/* Takes `before` away from `after`; what comes to nothing is dropped. */
void effects_subtract(struct arena *arena, struct effect_list *after, const struct effect_list *before);

/* How the value of a slot is split over those who did it, the house last (§5.1): `parts` has share_count + 1 places. */
void entitlements(struct arena *arena, struct money value, const struct share *shares, int32_t share_count,
		  struct money *parts);

/* The credit standing to an entitlement (§5.2). */
struct money credit_of(struct money entitlement, const struct state *state);

#endif
