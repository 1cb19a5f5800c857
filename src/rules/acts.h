/* The acts of the desk on one contract: each decides by the rulebook and, when allowed, adds its change to the history.
 *
 * They refuse in the order of rulebook §14.30, of which the book has already done form, key, right, closed period and references;
 * before all that each says unavailable when the history of a contract contradicts itself, as only a damaged book's does.
 * A refused act may leave the contract in memory half changed: the operation is over and the contract is thrown away. */
#ifndef RULES_ACTS_H
#define RULES_ACTS_H

#include "rules/state.h"

/* Which entry an act belongs to. */
struct act {
	int64_t entry;
	int32_t date;
	int64_t branch; /* 0: not said */
};

/* A run of slots, as acts choose them. */
struct range_list LIST(struct slot_range);

/* Redeeming (§4.2) */

struct redemption {
	int64_t client; /* who comes */
	int64_t item;   /* the service */
	int32_t sessions;
	int32_t suspended_on; /* since when the membership is suspended; DATE_NONE: it is not */
	const struct share *shares;
	int32_t share_count;
};

/* Whether a redemption would be accepted, the amount of it paid or not left aside. Refuses in this order: not_holder, wrong_branch,
 * closed, expired, frozen, suspended, no_sessions, invalid (before the contract's date). */
MUST_USE enum carnet_status redeem_check(const struct contract *contract, const struct state *today,
					 const struct act *act, const struct redemption *redemption,
					 struct refusal *why);

/* Redeems the lowest free slots, lines as listed. Refuses as redeem_check, then built_upon (a slot was not yet free then, or a later
 * day would break). */
MUST_USE enum carnet_status contract_redeem(struct contract *contract, const struct act *act,
					    const struct redemption *redemption, struct refusal *why);

/* Free sessions of the service. */
int32_t contract_sessions_left(const struct contract *contract, const struct state *today, int64_t item);

/* How many the act's entry found: those free, and those it redeemed itself, which are given back with it when it is refused. */
int32_t contract_sessions_found(const struct contract *contract, const struct state *today, const struct act *act,
				int64_t item);

/* Whether D stays within C at the end of `from` and of every later day (the book's redeem_unpaid: false). */
bool contract_paid_from(const struct contract *contract, int32_t from);

/* Uses the single slot of a visit or of goods, or the days of an access cycle up to the act's day. */
void contract_use_slots(struct contract *contract, const struct act *act, enum change_kind kind, int64_t item,
			int32_t first, int32_t count, const struct share *shares, int32_t share_count);

/* Money (§§4.1, 4.5, 6.6) */

/* Refuses: invalid (before the contract's date), overpaid, built_upon. */
MUST_USE enum carnet_status contract_pay(struct contract *contract, const struct act *act, struct money amount,
					 const char *method, struct refusal *why);

/* What came from an exchanged contract. Same refusals. */
MUST_USE enum carnet_status contract_fund(struct contract *contract, const struct act *act, struct money amount,
					  int64_t from, struct refusal *why);

/* Refuses: invalid (top-ups, access cycles, S = 0), built_upon, closed, expired or no_sessions (nothing can be repriced any more),
 * overpaid. */
MUST_USE enum carnet_status contract_reprice(struct contract *contract, const struct act *act, struct money live_value,
					     struct refusal *why);

/* Refuses: overpaid (above the receivable). */
MUST_USE enum carnet_status contract_write_off(struct contract *contract, const struct act *act, struct money amount,
					       struct refusal *why);

/* Stored credit (§8) */

/* How much of a top-up could be spent, its being part paid counted. */
struct money credit_available(const struct contract *topup, const struct state *today);

/* Whether the client may spend from it at all: not_holder, wrong_branch, closed, expired, frozen, invalid (before its date). */
MUST_USE enum carnet_status credit_check(const struct contract *topup, const struct state *today, const struct act *act,
					 int64_t client, struct refusal *why);

/* Spends face credit on a contract. Refuses: as credit_check, invalid (what is paid is a top-up or an old debt; before its date),
 * built_upon (it reprices and something later stands on either contract), overpaid, no_credit. */
MUST_USE enum carnet_status credit_spend(struct contract *topup, struct contract *contract, const struct act *act,
					 int64_t client, struct money face, struct refusal *why);

/* The cash value of spending `face` next: b of §8.2. */
struct money credit_cash_value(const struct contract *topup, const struct state *today, struct money face);

/* Ending (§§4.3, 6.1, 6.2, 6.5) */

enum ending {
	ENDING_REFUND,   /* by the contract's refund terms */
	ENDING_EXCHANGE, /* no fee, no uplift; the surplus moves on */
	ENDING_EXPIRY,   /* the surplus is breakage */
};

/* Every line of what cancelling would do, before anything is done. */
struct quote {
	int32_t sessions;
	struct money cancelled_value, surplus, uplift, fee, refund, breakage, recovered;
	struct money credit_gone; /* face of a top-up */
	struct money due;         /* what is left to pay afterwards */
	struct range_list ranges;
};

/* What to cancel: everything (termination), or `sessions` of `item` (0: of the only line). */
struct cancellation {
	enum ending ending;
	bool everything;
	int32_t sessions;
	int64_t item;
};

/* Quotes a cancellation on `day`. Refuses: closed, expired, no_sessions, invalid (n sessions of several lines, no service said). */
MUST_USE enum carnet_status cancel_quote(const struct contract *contract, const struct state *today, int32_t day,
					 const struct cancellation *cancellation, struct quote *quote,
					 struct refusal *why);

/* Carries a quote out. With ENDING_EXCHANGE, `moved` of the surplus goes to other contracts and the rest back to the client. */
void contract_cancel(struct contract *contract, const struct act *act, const struct quote *quote, enum cause cause,
		     const char *method, struct money moved);

/* Expires `count` free slots of a line from the highest down (a cap on banked sessions, §7.2). */
void contract_expire_some(struct contract *contract, const struct act *act, int32_t line, int32_t count);

/* Moves the last good day later, and revives what expired at most `reinstate_days` before. Refuses: invalid (no end, or not later),
 * built_upon, closed (nothing to revive), expired (too long ago). */
MUST_USE enum carnet_status contract_extend(struct contract *contract, const struct act *act, int32_t to,
					    int32_t reinstate_days, struct refusal *why);

/* Moving (§§6.3, 6.4, 6.7) */

/* Refuses: closed, expired, no_sessions (nothing left), expired (begins after its end), frozen (overlap). */
MUST_USE enum carnet_status contract_freeze(struct contract *contract, const struct act *act, int32_t from, int32_t to,
					    struct refusal *why);
/* Refuses: invalid (not frozen), built_upon, closed, expired, no_sessions. */
MUST_USE enum carnet_status contract_unfreeze(struct contract *contract, const struct act *act, struct refusal *why);

/* The whole contract. Refuses: closed, expired, no_sessions, frozen. */
MUST_USE enum carnet_status contract_transfer(struct contract *contract, const struct act *act, int64_t to,
					      struct refusal *why);

/* The terms and money of the part that `sessions` of `item` make. */
struct part {
	struct terms terms;
	struct money paid;
	int32_t sessions;
};

/* Takes the highest free slots, free bonus ones last, out of the contract. Refuses: closed, expired, no_sessions, frozen, invalid. */
MUST_USE enum carnet_status contract_part(struct contract *contract, const struct act *act, int32_t sessions,
					  int64_t item, struct part *part, struct refusal *why);

/* Refuses: closed, expired, no_sessions. */
MUST_USE enum carnet_status contract_share(struct contract *contract, const struct act *act, int64_t client,
					   struct refusal *why);
MUST_USE enum carnet_status contract_unshare(struct contract *contract, const struct act *act, int64_t client,
					     struct refusal *why);

/* The highest delivered slots of the item come back. Refuses: closed, no_sessions. */
MUST_USE enum carnet_status contract_return(struct contract *contract, const struct act *act, int64_t item,
					    enum line_kind kind, int32_t sessions, struct refusal *why);

/* Voiding (§6.7) */

/* Ends the changes that `entry` made to the contract, on the act's day or, with `undated` (the act's day is then theirs), as if
 * they had never been. Refuses built_upon, naming the entries in the way. */
MUST_USE enum carnet_status contract_void(struct contract *contract, const struct act *act, int64_t entry, bool undated,
					  struct refusal *why);

/* What the acts are made of */

/* A change of that kind by the act, with nothing else said about it. */
struct change act_change(const struct act *act, enum change_kind kind);

/* The state with every recorded change in it. Refuses unavailable: the history contradicts itself. */
MUST_USE enum carnet_status contract_today(const struct contract *contract, struct state *today, struct refusal *why);

/* Refuses built_upon when the history does not hold (state.h) on `from` or a later day. */
MUST_USE enum carnet_status contract_must_hold(const struct contract *contract, int32_t from, struct refusal *why);

/* Refuses built_upon when the act's day lies before the contract's latest entry (§5.3). */
MUST_USE enum carnet_status contract_not_before_latest(const struct contract *contract, const struct act *act,
						       struct refusal *why);

/* Refuses closed, expired or no_sessions when nothing is left to use (§4.6). */
MUST_USE enum carnet_status contract_must_be_open(const struct contract *contract, const struct state *today,
						  struct refusal *why);

/* Refuse, with the day since which or up to which it is good: expired, invalid (before the contract's date). */
enum carnet_status refuse_expired(const struct contract *contract, const struct state *today, struct refusal *why);
enum carnet_status refuse_began_later(const struct contract *contract, struct refusal *why);

#endif
