/* Selling: an offer of the catalogue becomes a contract, or a membership with its first cycle. */
#ifndef BOOK_SALE_H
#define BOOK_SALE_H

#include "book/work.h"

struct sale {
	const struct offer *offer;
	const char *ref;
	bool has_price;
	struct money price;
	int32_t discount_bp; /* of the client; applies where the offer says so */
	int64_t seller;
	int32_t due;
	const struct instalment_op_list *schedule; /* NULL: none */
};

/* The lines of an offer as they are sold today: bonus lines joined to theirs, list prices and tax looked up, the price split. */
struct terms sale_terms(struct work *work, const struct offer *offer, struct money price);

/* The plan a membership is sold with. */
struct plan sale_plan(struct work *work, const struct offer *offer, struct money price);

/* Sells to a client. Of a plan, `contract` is the first cycle. Refuses: invalid (not for sale any more), too_large. */
MUST_USE enum carnet_status sell_offer(struct work *work, int64_t client, const struct sale *sale,
				       struct contract **contract);

/* Sells one service or product and hands it over at once. */
struct counter_sale {
	const struct item *item;
	const char *ref;
	bool has_price;
	struct money price; /* per unit */
	int32_t quantity, discount_bp;
	int64_t seller;
	int32_t due;
	const struct instalment_op_list *schedule;
	const struct share *shares;
	int32_t share_count;
};
MUST_USE enum carnet_status sell_item(struct work *work, int64_t client, const struct counter_sale *sale,
				      struct contract **contract);

/* Bills the cycle that falls on the membership's next cycle day, dated `dated`, and moves on. */
MUST_USE enum carnet_status bill_cycle(struct work *work, struct membership *membership, int32_t dated,
				       struct contract **contract);

/* The ref the next cycle of a membership gets; NULL: the membership has none, or it is in use. */
const char *next_cycle_ref(struct work *work, const struct membership *membership);

/* Whether the text is the ref of the first cycle of a membership sold by the ref `sold`. */
bool is_first_cycle_ref(const char *text, const char *sold);

/* Two refs one operation gives, `ref` to what is sold of the offer (NULL: no offer); NULL refs are fine. Refuses exists when they
 * are the same, or `other` is that of the first cycle. */
MUST_USE enum carnet_status refs_apart(struct work *work, const struct offer *offer, const char *ref, const char *other);

/* What becomes of a surplus that pays for something new (§6.5). */
struct settlement {
	enum rest rest;
	const char *rest_ref, *method;
};

/* Ends `old` by its quote; the surplus pays for `new_one`, what is left over is paid back or put by as stored credit. `others` gets
 * the new contract and the credit. Refuses: invalid (something is left over and nothing said about it). */
MUST_USE enum carnet_status settle_surplus(struct work *work, struct contract *old, struct contract *new_one,
					   const struct settlement *how, struct quote *quote,
					   struct contract_list *others, struct money *rest);

/* Paid stored credit of that amount, not counted as sold (§14.28). */
MUST_USE enum carnet_status put_by_rest(struct work *work, int64_t client, const char *ref, struct money rest,
					int64_t from, struct contract **topup);

/* The best single discount of a client on a day, by tags and running memberships (§3.5). */
MUST_USE enum carnet_status client_discount(struct work *work, int64_t client, int32_t day, int32_t *discount_bp);

#endif
