/* What to offer a client who runs low on a service, the best first (rulebook §11.4). */
#ifndef RULES_RENEWAL_H
#define RULES_RENEWAL_H

#include "rules/alert.h"
#include "rules/guidance.h"

/* A line of an offer as it would be sold today to this client. */
struct renewal_line {
	const int64_t *items;
	int32_t item_count;
	int32_t sessions;
	struct money value;            /* its part of the price */
	struct money list_price, cost; /* of one session; of a set the highest */
};

/* An offer at the client's price. */
struct renewal_offer {
	int64_t offer;
	bool for_sale;
	const int64_t *branches; /* where it is good; none: everywhere */
	int32_t branch_count;
	bool is_plan;
	struct money price;
	const struct renewal_line *lines;
	int32_t line_count;
	int32_t valid_months, valid_days; /* both 0: no end */
	bool valid_from_first_use;
	int32_t cycle_months, cycle_days; /* of a plan */
};

/* Who runs low on what. */
struct renewal_need {
	int32_t day;
	int64_t branch; /* where it is asked; 0: not said */
	int64_t item;
	int64_t had;             /* the offer of the contract that runs low */
	int32_t left;            /* sessions of it over all contracts */
	int32_t interval;        /* what is said about the service; 0: nothing */
	int32_t discount_bp;     /* the client's, on single visits */
	int32_t margin_floor_bp; /* the book's */
	const struct visits_list *visits;
};
struct renewal_need_list LIST(struct renewal_need);

/* What the alerts low and used_up ask for, each service once; not what other contracts have plenty of. Branch, discount and floor
 * are the caller's to fill in. */
void renewal_needs(struct arena *arena, const struct watch *watch, const struct alert_list *alerts,
		   struct renewal_need_list *needs);

#define RISK_LIST(RISK)                                                                                                \
	RISK(RISK_NONE, "none")       /* it does not end */                                                            \
	RISK(RISK_SAFE, "safe")       /* used up two visits and more before its end */                                 \
	RISK(RISK_TIGHT, "tight")     /* used up in time, with less than that to spare */                              \
	RISK(RISK_UNKNOWN, "unknown") /* it ends, and the rhythm is not known */

enum expiry_risk {
#define RISK_SYMBOL(symbol, name) symbol,
	RISK_LIST(RISK_SYMBOL)
#undef RISK_SYMBOL
		RISK_COUNT
};

const char *expiry_risk_name(enum expiry_risk risk);

#define PITCH_LIST(PITCH)                                                                                              \
	PITCH(PITCH_HABIT, "habit")       /* a plan whose cycle is the client's rhythm */                              \
	PITCH(PITCH_AGAIN, "again")       /* what they had before */                                                   \
	PITCH(PITCH_SAVES, "saves")       /* it saves against single visits */                                         \
	PITCH(PITCH_NO_OFFER, "no_offer") /* nothing on sale fits */

enum pitch {
#define PITCH_SYMBOL(symbol, name) symbol,
	PITCH_LIST(PITCH_SYMBOL)
#undef PITCH_SYMBOL
		PITCH_COUNT
};

const char *pitch_name(enum pitch pitch);

struct renewal {
	const struct renewal_offer *offer; /* NULL: none fits */
	enum pitch pitch;
	int32_t sessions; /* of the service; of a plan in a cycle */
	struct money per_session;
	struct money saving_list;   /* against the list price of all it holds */
	struct money saving_single; /* against what single visits would cost this client */
	int32_t margin_bp;
	enum expiry_risk risk;
	struct habit habit;
	int32_t run_out_on; /* what is left now will have been used; DATE_NONE: not known */
	int32_t used_up_on; /* the new one will; of a plan, or not known: DATE_NONE */
	int32_t expires_on; /* the new one's last good day, sold on the day; DATE_NONE: none, or a plan */
};
struct renewal_list LIST(struct renewal);

/* The offers that fit the need, the best first; `offers` has the older ones first. Never one that
 *   is not for sale, or not good at the need's branch,
 *   would expire before it is used (any of its services, where the rhythm is known), brings less than the floor of the margin, or
 *   costs more than single visits; nor a plan unless visits are a habit that goes on and fill three quarters to all of its cycle.
 * Order: a plan that is the client's rhythm; then what is sure to be used in time before what is tight or not known; what is used up
 * within a year before what is not; the cheapest session; the smaller price; the older offer. */
void renewals_of(struct arena *arena, const struct renewal_need *need, const struct renewal_offer *offers, size_t count,
		 struct renewal_list *renewals);

#endif
