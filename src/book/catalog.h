/* The catalogue: the lists and settings of a book, held in memory. What is sold, charged and done is looked up here.
 *
 * It is read once when the book is opened and again when another connection has changed it (its generation says so). The
 * operations that write it (settings, branch, staff, service, product, tag, offer) change the rows and the memory together;
 * when their transaction is not committed, the memory is read anew. */
#ifndef BOOK_CATALOG_H
#define BOOK_CATALOG_H

#include "base/list.h"
#include "book/operation.h"
#include "store/store.h"

enum { DECIMALS_MOST = 6 };

struct settings {
	const char *name;
	const char *currency;
	int32_t decimals;
	const char *timezone;
	bool free_clock;                                    /* `init --clock free`: any date is accepted */
	int32_t fiscal_start_month;                         /* 1 */
	int32_t low_sessions;                               /* 5 */
	int32_t expiring_days;                              /* 30 */
	int32_t dormant_days;                               /* 60 */
	int32_t reinstate_days;                             /* 30 */
	bool redeem_unpaid;                                 /* true */
	int32_t discount_band_from_bp, discount_band_to_bp; /* 1000, 1500 */
	int32_t margin_floor_bp;                            /* 3000 */
	enum tax_point tax_point;                           /* payment */
	bool performance_net_of_tax;
	enum basis basis; /* cash_delivered */
};

struct branch {
	int64_t id;
	const char *code, *name;
};
struct branch_list LIST(struct branch);

struct staff {
	int64_t id;
	const char *code, *name;
	enum role role; /* ROLE_DESK when never given */
};
struct staff_list LIST(struct staff);

/* A service or a product; they share their codes (rulebook §14.19). */
struct item {
	int64_t id;
	bool product;
	const char *code, *name;
	struct money price, cost;
	int32_t interval_days; /* 0: not said */
	int32_t tax_bp;
};
struct item_list LIST(struct item);

struct tag {
	int64_t id;
	const char *code, *name;
	int32_t discount_bp;
};
struct tag_list LIST(struct tag);

struct offer_line {
	const int64_t *items; /* services */
	int32_t item_count;
	bool any_of;
	int32_t sessions;
	bool bonus;
	bool valued;
	struct money value;
	int32_t tax_bp; /* −1: that of the service */
};
struct offer_line_list LIST(struct offer_line);

struct offer {
	int64_t id;
	const char *code, *name;
	enum offer_kind kind;
	struct money price;
	bool for_sale;
	struct offer_line_list lines;
	bool bonus_free;
	int32_t valid_months, valid_days;
	bool valid_from_first_use;
	int32_t alert_at; /* −1: the book's */
	enum refund_method refund_method;
	int32_t refund_fee_bp;
	struct money refund_fee;
	bool refund_capped;
	struct money refund_cap;
	int32_t cooling_off_days; /* −1: none */
	const int64_t *branches;
	int32_t branch_count;
	bool discountable;
	struct money credit;   /* of a top-up */
	int32_t interval_days; /* 0: not said */
	/* of a plan */
	int32_t cycle_months, cycle_days;
	int32_t rollover_cycles, rollover_max;                                /* −1: not given */
	int32_t member_discount_bp, minimum_cycles, grace_days, suspend_days; /* 0, 0, 7, 14 */
};
struct offer_list LIST(struct offer);

struct catalog {
	struct arena *arena;
	int64_t generation;
	struct settings settings;
	struct branch_list branches;
	struct staff_list staff;
	struct item_list items;
	struct tag_list tags;
	struct offer_list offers;
};

/* Reads everything, in place of what was read before; a catalogue starts zeroed. False: a fault of the store, or a damaged book; nothing changed. */
MUST_USE bool catalog_load(struct catalog *catalog, struct store *store);
/* Gives its memory back; it is zeroed then. */
void catalog_clear(struct catalog *catalog);

/* Whether another connection has changed what the store holds since this was read. False after a fault of the store. */
bool catalog_stale(const struct catalog *catalog, struct store *store);

/* What a book has that never had an operation: the defaults, "TWD", no decimals, "UTC", no name. */
struct settings settings_default(void);
/* Refuses: invalid (currency, decimals, time zone, fiscal year's month, band). */
MUST_USE enum carnet_status settings_check(const struct settings *settings, struct refusal *why);
/* Writes the settings of a new book, `free_clock` too, which no operation changes. Read them by catalog_load. False: a fault. */
MUST_USE bool catalog_set_first(struct store *store, const struct settings *settings);

/* The words of JSON and the database for these: "package", "per_session", "payment", "cash_delivered". */
const char *offer_kind_name(enum offer_kind kind);
const char *refund_method_name(enum refund_method method);
const char *tax_point_name(enum tax_point point);
const char *basis_name(enum basis basis);

/* By reference: a code, or a number. NULL: there is none. */
const struct branch *catalog_branch(const struct catalog *catalog, const struct reference *reference);
const struct staff *catalog_staff(const struct catalog *catalog, const struct reference *reference);
const struct item *catalog_service(const struct catalog *catalog, const struct reference *reference);
const struct item *catalog_product(const struct catalog *catalog, const struct reference *reference);
const struct tag *catalog_tag(const struct catalog *catalog, const struct reference *reference);
const struct offer *catalog_offer(const struct catalog *catalog, const struct reference *reference);

/* By number, as it stands in contracts and entries. A damaged book may lack it: then one without a name, whose code is "?". */
const struct branch *catalog_branch_at(const struct catalog *catalog, int64_t id);
const struct staff *catalog_staff_at(const struct catalog *catalog, int64_t id);
const struct item *catalog_item_at(const struct catalog *catalog, int64_t id);
const struct offer *catalog_offer_at(const struct catalog *catalog, int64_t id);

/* The operations. Each decides and, when allowed, writes the rows, takes the memory along and gives the number of the thing
 * (settings: 0). Must be called inside a transaction: the catalogue is locked first, and read anew when another connection has
 * changed it, so pointers into the catalogue are void afterwards.
 * The same code again changes the fields given (§14.19); `grants`, `branches`, `valid`, `refund`, `cycle` and `rollover` are replaced
 * whole. `money_booked`: whether any contract exists (currency and decimals are fixed from then on, §14.20).
 * Refuses, in this order:
 *   too_large   an offer of more than 10,000 sessions
 *   not_found   a branch, or a service of a line (a product is none)
 *   exists      a service's code is a product's or the other way round; staff called "house"
 *   invalid     a new thing lacks what it needs (service, product: price; offer: kind and price; package, combo: sessions that are
 *               no bonus; plan: cycle; topup: credit), another kind for an old offer, what only another kind has, a package of two
 *               services, a service or branch named twice, values that are not on all lines but bonus ones or do not add
 *               up to the price, credit under the price; what settings_check says, currency or decimals too late
 *   unavailable a fault of the store */
MUST_USE enum carnet_status catalog_apply(struct catalog *catalog, struct store *store, const struct operation *op,
					  bool money_booked, int64_t *id, struct refusal *why);

#endif
