/* A contract: one sold offer with its own frozen terms, and everything that ever happened to it.
 *
 * There is only this one thing, whatever was sold (rulebook §1): a package, a cycle of a membership, stored credit, a single
 * visit, goods, an old debt. Its history is a list of dated changes; what it is worth, what is left of it and who earned what
 * on any day is computed from that list (state.h, effects.h) and from nothing else. That is why a late recording corrects
 * every later day, and why a void needs no arithmetic of its own: a voided change just ends (gone_on). */
#ifndef RULES_CONTRACT_H
#define RULES_CONTRACT_H

#include "base/date.h"
#include "base/list.h"
#include "base/money.h"
#include "base/refusal.h"

#include <stdbool.h>
#include <stdint.h>

#define STREAM_LIST(STREAM)                                                                                            \
	STREAM(STREAM_VISIT, "visit")                                                                                  \
	STREAM(STREAM_GOODS, "goods")                                                                                  \
	STREAM(STREAM_PACKAGE, "package")                                                                              \
	STREAM(STREAM_COMBO, "combo")                                                                                  \
	STREAM(STREAM_MEMBERSHIP, "membership")                                                                        \
	STREAM(STREAM_CREDIT, "credit")                                                                                \
	STREAM(STREAM_LEGACY, "legacy")

/* Where money comes from (§1). */
enum stream {
#define STREAM_SYMBOL(symbol, name) symbol,
	STREAM_LIST(STREAM_SYMBOL)
#undef STREAM_SYMBOL
		STREAM_COUNT
};

const char *stream_name(enum stream stream);

enum line_kind {
	LINE_SERVICE, /* sessions of one service, or of any of a set */
	LINE_PRODUCT, /* goods: one slot, the whole line */
	LINE_DAYS,    /* an access cycle: a slot a day, earned by the day (§7.3); not sessions */
	LINE_CREDIT,  /* stored credit: no slots */
	LINE_DEBT,    /* an old debt: one slot, used before the book began (§6.8); not sessions */
};

/* One line of a contract as sold. Its slots are numbered on from those of the line before it. */
struct line {
	enum line_kind kind;
	const int64_t *items; /* the service, the services of the set, or the product */
	int32_t item_count;
	bool any_of;
	int32_t sessions;                /* all slots, bonus ones too */
	int32_t free_sessions;           /* the last ones of them, worth 0 and not refundable (§3.2) */
	struct money value;              /* of the line on the day of the sale */
	struct money list_price;         /* of one session on the day of the sale; of a set the highest (§14.5) */
	int32_t tax_bp;                  /* inclusive rate; of a set the highest (§14.36) */
	const struct money *slot_values; /* of a part transfer: each slot's own; else NULL (§2.5 decides) */
};

enum refund_rule { REFUND_RULE_PER_SESSION, REFUND_RULE_LIST_PRICE, REFUND_RULE_NONE };

/* What comes back when a client gives sessions back (§6.1). */
struct refund_terms {
	enum refund_rule rule;
	int32_t fee_bp;
	struct money fee;
	bool capped;
	struct money cap;
	int32_t cooling_off_days; /* −1: none */
};

/* The terms frozen at the sale (§3.3). */
struct terms {
	enum stream stream;
	struct money price;
	const struct line *lines;
	int32_t line_count;
	int32_t valid_months, valid_days; /* both 0: no end */
	bool valid_from_first_use;
	int32_t expires_on; /* a day set outright (cycles, openings, part transfers), else DATE_NONE */
	int32_t alert_at;   /* −1: the book's */
	struct refund_terms refund;
	const int64_t *branches; /* where it is good; none: everywhere */
	int32_t branch_count;
	struct money credit;                     /* of a top-up: its face */
	struct money unit_price_before_discount; /* what the sale would have cost without a discount or explicit price */
};

/* An agreed payment: `amount` by the end of the day `due`. */
struct instalment {
	int32_t due;
	struct money amount;
};

enum change_kind {
	CHANGE_SELL,    /* it begins */
	CHANGE_OPEN,    /* it begins as brought in from before the book: `amount` paid, `face` spent, `ranges` used */
	CHANGE_RECEIVE, /* it begins as the part given by another contract: `amount` paid */
	CHANGE_PAY,     /* `amount` of money by `method` */
	CHANGE_FUND,    /* `amount` moved in from an exchanged contract */
	CHANGE_CREDIT,  /* paid from a top-up (`other`): `face` of credit, worth `amount` */
	CHANGE_SPEND,   /* of a top-up: `face` spent on the contract `other`, worth `amount` */
	CHANGE_REDEEM,  /* `ranges` used for service `other` by `shares` */
	CHANGE_EARN,    /* `ranges` of days gone by */
	CHANGE_RETURN,  /* `ranges` free again */
	CHANGE_CANCEL, /* `ranges` cancelled for `cause`, or `face` worth `amount`; the surplus goes to refund, fee, uplift, breakage or moved */
	CHANGE_REVIVE, /* `ranges` expired before are free again; breakage and recovered are given back */
	CHANGE_REPRICE,   /* the live value is `amount` from now on */
	CHANGE_WRITE_OFF, /* `amount` given up */
	CHANGE_TRANSFER,  /* the whole contract goes to client `other` */
	CHANGE_FREEZE,    /* from `from` up to, not including, `to` (DATE_NONE: open) */
	CHANGE_UNFREEZE,  /* the freeze that began on `to` ends on the day `from` */
	CHANGE_EXTEND,    /* expires_on is `to` */
	CHANGE_SHARE,     /* client `other` becomes a holder */
	CHANGE_UNSHARE,
	CHANGE_KIND_COUNT
};

enum cause { CAUSE_USE, CAUSE_REFUND, CAUSE_EXCHANGE, CAUSE_END, CAUSE_EXPIRY, CAUSE_CAP, CAUSE_TRANSFER };

struct slot_range {
	int32_t first, count; /* slots of the contract counted from 0 */
};

struct share {
	int64_t staff;
	int32_t bp;
};

/* What one entry did to one contract. */
struct change {
	enum change_kind kind;
	enum cause cause;
	int64_t entry;
	int32_t date;
	int32_t gone_on; /* the day a void ended it; = date: it never counted. DATE_NONE: it stands */
	int64_t gone_by; /* the voiding entry; 0: it stands */
	int64_t branch;  /* where it was done; 0: not said */
	int64_t other;
	struct money amount, face;
	struct money refund, fee, uplift, breakage, moved, recovered;
	const char *method;
	int32_t from, to;
	const struct slot_range *ranges;
	int32_t range_count;
	const struct share *shares;
	int32_t share_count;
};
struct change_list LIST(struct change);

struct client_list LIST(int64_t);

struct contract {
	struct arena *arena; /* where its memory comes from */
	int64_t id;
	const char *ref; /* its name, or "contract 12" */
	bool named;      /* the ref was given */
	int64_t client;  /* the first owner */
	int64_t offer;   /* 0: none */
	int64_t membership;
	int32_t cycle; /* number of the cycle */
	int64_t seller;
	int64_t branch;                       /* where it was sold */
	int64_t origin;                       /* the contract a part transfer took it from */
	bool reopened_credit;                 /* a top-up made of a rest: not sold (§14.28) */
	int32_t sold_on;                      /* its date */
	int32_t valid_from;                   /* validity counts from here: sold_on, or an opening's own day */
	const struct instalment *instalments; /* what was agreed to be paid by when; none: nothing was agreed */
	int32_t instalment_count;
	struct terms terms;
	struct change_list changes; /* in order of (date, entry, as added) */
};

/* Puts a change into its place in the history and returns it. Pointers to changes are void after that. */
struct change *contract_add(struct contract *contract, const struct change *change);

/* Whether a change counts on the day: it happened by then and no void has ended it. */
bool change_counts(const struct change *change, int32_t day);
/* Whether it was never voided. */
bool change_stands(const struct change *change);

/* The day of the latest standing entry; a void dated later than what it undid counts as one (§6.7). */
int32_t contract_latest_day(const struct contract *contract);

/* Who owns it today (§14.28), and whether the client is a holder today. */
int64_t contract_owner(const struct contract *contract);
bool contract_is_holder(const struct contract *contract, int64_t client);
void contract_holders(const struct contract *contract, struct client_list *holders);

/* The number of slots of the contract, and the line a slot belongs to. */
int32_t contract_slot_count(const struct contract *contract);
int32_t contract_line_of(const struct contract *contract, int32_t slot);
/* The first slot of a line. */
int32_t contract_line_start(const struct contract *contract, int32_t line);

bool line_covers(const struct line *line, int64_t item);
/* Whether its slots are sessions, counted and owed as such. */
bool line_counts_sessions(const struct line *line);

/* The stream, or the kind, of a contract. */
bool contract_is_topup(const struct contract *contract);
bool contract_is_access_cycle(const struct contract *contract);

#endif
