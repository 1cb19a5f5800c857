/* What a client's contracts give reason to say to somebody, on a day (rulebook §11.3). */
#ifndef RULES_ALERT_H
#define RULES_ALERT_H

#include "rules/membership.h"
#include "rules/rhythm.h"

/* In the order of urgency. */
#define ALERT_LIST(ALERT)                                                                                              \
	ALERT(ALERT_SUSPENDED, "suspended")                                                                            \
	ALERT(ALERT_PAST_DUE, "past_due")                                                                              \
	ALERT(ALERT_OVERDUE, "overdue")                                                                                \
	ALERT(ALERT_EXPIRING, "expiring")                                                                              \
	ALERT(ALERT_USED_UP, "used_up")                                                                                \
	ALERT(ALERT_LOW, "low")                                                                                        \
	ALERT(ALERT_DORMANT, "dormant")

enum alert_kind {
#define ALERT_SYMBOL(symbol, name) symbol,
	ALERT_LIST(ALERT_SYMBOL)
#undef ALERT_SYMBOL
		ALERT_COUNT
};

const char *alert_name(enum alert_kind kind);

/* Why it is on. */
#define REASON_LIST(REASON)                                                                                            \
	REASON(REASON_CYCLE_UNPAID, "cycle_unpaid")      /* past_due, suspended */                                     \
	REASON(REASON_AGREED_DAY, "agreed_day_passed")   /* overdue: something was agreed */                           \
	REASON(REASON_THIRTY_DAYS, "thirty_days_passed") /* overdue: nothing was */                                    \
	REASON(REASON_ENDS_SOON, "ends_soon")            /* expiring: within the book's days */                        \
	REASON(REASON_TOO_SLOW, "too_slow")   /* expiring: at their rhythm the client is not done by then */           \
	REASON(REASON_NONE_LEFT, "none_left") /* used_up */                                                            \
	REASON(REASON_FEW_LEFT, "few_left")   /* low */                                                                \
	REASON(REASON_NOT_SEEN, "not_seen")   /* dormant */

enum alert_reason {
#define REASON_SYMBOL(symbol, name) symbol,
	REASON_LIST(REASON_SYMBOL)
#undef REASON_SYMBOL
		REASON_COUNT
};

const char *alert_reason_name(enum alert_reason reason);

/* What to do about it. */
#define ACTION_LIST(ACTION)                                                                                            \
	ACTION(ACTION_ASK_FOR_PAYMENT, "ask_for_payment")                                                              \
	ACTION(ACTION_PAY_OR_END, "pay_or_end")   /* suspended */                                                      \
	ACTION(ACTION_BOOK_VISITS, "book_visits") /* `left` of them until `expires_on` */                              \
	ACTION(ACTION_EXTEND, "extend_or_share")  /* more are left than can be used in time */                         \
	ACTION(ACTION_USE_CREDIT, "use_credit")                                                                        \
	ACTION(ACTION_OFFER_RENEWAL, "offer_renewal")                                                                  \
	ACTION(ACTION_USE_OTHER, "use_other") /* another contract has sessions of it left */                           \
	ACTION(ACTION_INVITE, "invite")

enum alert_action {
#define ACTION_SYMBOL(symbol, name) symbol,
	ACTION_LIST(ACTION_SYMBOL)
#undef ACTION_SYMBOL
		ACTION_COUNT
};

const char *alert_action_name(enum alert_action action);

/* One contract of the client. Standing contracts only: begun, their sale not voided. */
struct watched {
	const struct contract *contract;
	const struct state *state;           /* today's */
	const struct membership *membership; /* of a cycle; NULL: it is none */
	const int32_t *intervals;            /* of each line, as the offer or the service says; 0: not said */
	int32_t expires_on;                  /* of the state; filled in by watch_add, as is */
	bool held;                           /* that an open freeze keeps it from expiring */
};
struct watched_list LIST(struct watched);

/* A client on a day. */
struct watch {
	int32_t day;
	int32_t low_sessions, expiring_days, dormant_days; /* the book's */
	const struct visits_list *visits;
	struct watched_list contracts;
	struct habit known; /* of the service looked at last, so that many contracts of one service measure it once */
	int64_t known_item;
	int32_t known_interval;
};

/* One contract more. */
void watch_add(struct arena *arena, struct watch *watch, const struct watched *one);

struct alert {
	enum alert_kind kind;
	enum alert_reason reason;
	enum alert_action action;
	const struct watched *about; /* the contract; of dormant, the one to be used next */
	int64_t item;                /* the service; ANY_SERVICE: several */
	int32_t since;               /* the first day it was on */
	int32_t left, sessions;      /* of the contract; of dormant left of all */
	int32_t lost;                /* of expiring: sessions that stay over at the client's rhythm; −1: not known */
	struct money amount;         /* owed; or credit left */
	int32_t expires_on, due_on;  /* DATE_NONE: none */
	struct habit habit;
	int32_t run_out_on; /* the day what is left will have been used; DATE_NONE: not known */
};
struct alert_list LIST(struct alert);

/* How long a used up contract is told of: after a year nobody waits any more. */
enum { USED_UP_DAYS = 365 };

/* Every alert that is on, by kind, each kind in the order of the contracts. */
void alerts_of(struct arena *arena, struct watch *watch, struct alert_list *alerts);

/* The sessions of a service that the client can still use on the day, over all contracts. */
int32_t watch_sessions_left(const struct watch *watch, int64_t item);

#endif
