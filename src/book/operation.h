/* An operation: what somebody asks the book to do (rulebook §13), as read from JSON and not yet decided.
 *
 * The wire fills these structs and has checked their form: types, ranges, unknown and duplicate members, dates, shares that
 * add up to at most 100 %. Whether what they name exists, and whether the rules allow it, is the book's to say.
 * Everything lives in the request's arena. A text not given is NULL, a date DATE_NONE, a list empty, a reference has `given`
 * false; an amount or number that may be left out has a flag `has_…`. */
#ifndef BOOK_OPERATION_H
#define BOOK_OPERATION_H

#include "base/date.h"
#include "base/list.h"
#include "base/money.h"

#include <stdbool.h>
#include <stdint.h>

/* A client, contract, staff member, service …: by its `code`/`ref` (text) or by its number (text NULL). */
struct reference {
	bool given;
	const char *text;
	int64_t number;
};
struct reference_list LIST(struct reference);

struct text_list LIST(const char *);

/* OPERATION(symbol, name): all there are. */
#define OPERATION_LIST(OPERATION)                                                                                      \
	OPERATION(OP_SETTINGS, "settings")                                                                             \
	OPERATION(OP_BRANCH, "branch")                                                                                 \
	OPERATION(OP_STAFF, "staff")                                                                                   \
	OPERATION(OP_SERVICE, "service")                                                                               \
	OPERATION(OP_PRODUCT, "product")                                                                               \
	OPERATION(OP_OFFER, "offer")                                                                                   \
	OPERATION(OP_TAG, "tag")                                                                                       \
	OPERATION(OP_CLIENT, "client")                                                                                 \
	OPERATION(OP_VISIT, "visit")                                                                                   \
	OPERATION(OP_PAY, "pay")                                                                                       \
	OPERATION(OP_REFUND, "refund")                                                                                 \
	OPERATION(OP_FREEZE, "freeze")                                                                                 \
	OPERATION(OP_UNFREEZE, "unfreeze")                                                                             \
	OPERATION(OP_EXTEND, "extend")                                                                                 \
	OPERATION(OP_SHARE, "share")                                                                                   \
	OPERATION(OP_UNSHARE, "unshare")                                                                               \
	OPERATION(OP_RETURN, "return")                                                                                 \
	OPERATION(OP_TRANSFER, "transfer")                                                                             \
	OPERATION(OP_EXCHANGE, "exchange")                                                                             \
	OPERATION(OP_REPRICE, "reprice")                                                                               \
	OPERATION(OP_WRITE_OFF, "write_off")                                                                           \
	OPERATION(OP_VOID, "void")                                                                                     \
	OPERATION(OP_OPEN, "open")                                                                                     \
	OPERATION(OP_MEMBERSHIP, "membership")                                                                         \
	OPERATION(OP_CANCEL, "cancel")                                                                                 \
	OPERATION(OP_CHANGE, "change")                                                                                 \
	OPERATION(OP_TICK, "tick")                                                                                     \
	OPERATION(OP_CLOSE, "close")                                                                                   \
	OPERATION(OP_REOPEN, "reopen")

enum operation_kind {
#define OPERATION_SYMBOL(symbol, name) symbol,
	OPERATION_LIST(OPERATION_SYMBOL)
#undef OPERATION_SYMBOL
		OP_COUNT
};

enum tax_point { TAX_AT_PAYMENT, TAX_AT_DELIVERY };
enum basis { BASIS_CASH_DELIVERED, BASIS_DELIVERED, BASIS_CASH };

/* {"op":"settings"}. Rates in basis points. */
struct settings_op {
	const char *name, *currency, *timezone;
	bool has_decimals, has_fiscal_start_month, has_low_sessions, has_expiring_days, has_dormant_days,
		has_reinstate_days, has_redeem_unpaid, has_discount_band, has_margin_floor, has_tax_point,
		has_net_of_tax, has_basis;
	int32_t decimals, fiscal_start_month, low_sessions, expiring_days, dormant_days, reinstate_days;
	bool redeem_unpaid;
	int32_t discount_band_from_bp, discount_band_to_bp; /* "discount_band": [10, 15] */
	int32_t margin_floor_bp;
	enum tax_point tax_point;    /* "tax_point": "payment" | "delivery" */
	bool performance_net_of_tax; /* "performance_net_of_tax" */
	enum basis basis;            /* "basis" */
};

struct branch_op {
	const char *code, *name;
};

enum role { ROLE_OWNER, ROLE_MANAGER, ROLE_DESK, ROLE_PRACTITIONER, ROLE_ACCOUNTANT, ROLE_CLIENT };

struct staff_op {
	const char *code, *name;
	bool has_role;
	enum role role;
};

/* {"op":"service"} and {"op":"product"}. */
struct item_op {
	const char *code, *name;
	bool has_price, has_cost, has_interval_days, has_tax;
	struct money price, cost;
	int32_t interval_days;
	int32_t tax_bp;
};

struct tag_op {
	const char *code, *name;
	bool has_discount;
	int32_t discount_bp;
};

enum offer_kind { OFFER_PACKAGE, OFFER_COMBO, OFFER_PLAN, OFFER_TOPUP };
enum refund_method { REFUND_PER_SESSION, REFUND_LIST_PRICE, REFUND_NONE };

/* One line of an offer: "service": one reference; "any_of": two or more. */
struct offer_line_op {
	struct reference_list services;
	bool any_of;
	int32_t sessions;
	bool bonus;
	bool has_value;
	struct money value;
	bool has_tax;
	int32_t tax_bp;
};
struct offer_line_op_list LIST(struct offer_line_op);

struct offer_op {
	const char *code, *name;
	bool has_kind, has_price, has_grants, has_bonus_value, has_valid, has_alert_at, has_refund, has_branches,
		has_discountable, has_cycle, has_rollover, has_member_discount, has_minimum_cycles, has_grace_days,
		has_suspend_days, has_credit, has_interval_days, has_for_sale;
	enum offer_kind kind;
	struct money price;
	struct offer_line_op_list grants;
	bool bonus_free;                  /* "bonus_value": "free" | "shared" */
	int32_t valid_months, valid_days; /* one of them > 0; "valid": null or {} : both 0, never expires */
	bool valid_from_first_use;
	int32_t alert_at;
	enum refund_method refund_method;
	int32_t refund_fee_bp;
	struct money refund_fee;
	bool has_refund_cap;
	struct money refund_cap;
	int32_t cooling_off_days; /* −1: none */
	struct reference_list branches;
	bool discountable;
	int32_t cycle_months, cycle_days;
	int32_t rollover_cycles, rollover_max; /* −1: not given */
	int32_t member_discount_bp, minimum_cycles, grace_days, suspend_days;
	struct money credit;
	int32_t interval_days;
	bool for_sale; /* "for_sale": false takes it from the desk's list */
};

struct client_op {
	struct reference client; /* "ref": a text */
	const char *name, *phone, *email, *language, *note;
	bool has_tags;
	struct reference_list tags;
};

struct share_op {
	struct reference staff;
	int32_t share_bp;
};
struct share_op_list LIST(struct share_op);

struct instalment_op {
	int32_t due;
	struct money amount;
};
struct instalment_op_list LIST(struct instalment_op);

enum item_kind { ITEM_SELL, ITEM_REDEEM, ITEM_SERVICE, ITEM_PRODUCT };

/* One line of a visit: what is sold, redeemed, done or handed over is `what`. */
struct item_line_op {
	enum item_kind kind;
	struct reference what;
	const char *ref;
	bool has_price;
	struct money price;        /* per unit */
	struct reference seller;   /* sell, service, product */
	struct reference contract; /* redeem */
	int32_t sessions;          /* redeem; 1 when not given */
	int32_t quantity;          /* service, product; 1 when not given */
	struct share_op_list staff;
	int32_t due; /* sell, service, product: the agreed date */
	struct instalment_op_list schedule;
};
struct item_line_op_list LIST(struct item_line_op);

/* method "credit" spends stored credit, from the top-up named in `from` or the client's own in their order. */
struct payment_op {
	const char *method;
	bool credit;
	struct money amount;
	struct reference contract;
	struct reference from;
};
struct payment_op_list LIST(struct payment_op);

struct visit_op {
	struct reference client;
	struct item_line_op_list items;
	struct payment_op_list payments;
};

struct pay_op {
	struct reference client;
	struct payment_op_list payments;
};

struct refund_op {
	struct reference contract;
	bool has_sessions;
	int32_t sessions;
	struct reference service;
	const char *method; /* "cash" when not given */
};

/* freeze, unfreeze: a contract or a membership. */
struct freeze_op {
	struct reference contract, membership;
	int32_t from, to;
};

struct extend_op {
	struct reference contract;
	int32_t expires_on;
};

/* share, unshare. */
struct holder_op {
	struct reference contract, with;
};

struct return_op {
	struct reference contract, service, product;
	int32_t sessions; /* 1 when not given */
	bool has_sessions;
};

struct transfer_op {
	struct reference contract, to, service;
	bool has_sessions;
	int32_t sessions;
	const char *ref;
};

enum rest { REST_NONE, REST_REFUND, REST_CREDIT };

struct exchange_op {
	struct reference contract, sell;
	const char *ref;
	bool has_price;
	struct money price;
	struct reference seller;
	struct payment_op_list payments;
	enum rest rest;
	const char *rest_ref;
	const char *method; /* of a rest paid back; "cash" when not given */
};

struct reprice_op {
	struct reference contract;
	struct money price;
};

struct write_off_op {
	struct reference contract;
	struct money amount;
};

struct void_op {
	int64_t entry;  /* 0: not given */
	const char *of; /* the key of the operation */
};

struct used_op {
	struct reference service;
	int32_t sessions;
};
struct used_op_list LIST(struct used_op);

struct open_op {
	struct reference client, offer;
	const char *ref;
	bool has_price, has_paid, has_debt, has_spent, has_billed;
	struct money price, paid, debt, spent;
	int32_t billed;
	struct used_op_list used; /* {"facial":4} */
	int32_t sold_on, expires_on, next_cycle;
	struct reference seller;
};

struct membership_op {
	struct reference client, plan, seller;
	const char *ref;
	bool has_price;
	struct money price;
};

enum moment { MOMENT_CYCLE_END, MOMENT_NOW };

struct cancel_op {
	struct reference membership;
	enum moment when; /* MOMENT_CYCLE_END when not given */
	const char *method;
	bool override;
};

struct change_op {
	struct reference membership, plan;
	enum moment when; /* MOMENT_CYCLE_END when not given */
	bool has_price;
	struct money price;
	enum rest rest;
	const char *rest_ref;
	const char *method;
	bool override;
};

struct operation {
	enum operation_kind kind;
	const char *key;
	int32_t date; /* DATE_NONE: today */
	struct reference branch, actor;
	const char *note;
	bool quote;          /* say what would be, and do nothing; only where operation_books */
	const char *content; /* as JSON in canonical form (members sorted, no spaces), without `key` */
	const char *record; /* what of it an entry may keep: without key, date, note, the clients it names and what is personal */
	union {
		struct settings_op settings;
		struct branch_op branch_op;
		struct staff_op staff;
		struct item_op item; /* service, product */
		struct tag_op tag;
		struct offer_op offer;
		struct client_op client;
		struct visit_op visit;
		struct pay_op pay;
		struct refund_op refund;
		struct freeze_op freeze; /* freeze, unfreeze */
		struct extend_op extend;
		struct holder_op holder; /* share, unshare */
		struct return_op give_back;
		struct transfer_op transfer;
		struct exchange_op exchange;
		struct reprice_op reprice;
		struct write_off_op write_off;
		struct void_op void_op;
		struct open_op open;
		struct membership_op membership;
		struct cancel_op cancel;
		struct change_op change;
	} as;
};

/* "visit" for OP_VISIT. */
const char *operation_name(enum operation_kind kind);

/* Whether it writes money or sessions: then it wants a key of programs, and can be quoted. Not lists, settings and days. */
bool operation_books(enum operation_kind kind);

#endif
