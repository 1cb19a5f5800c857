/* The till: money and stored credit come in and go to contracts (rulebook §§4.1, 8.2, 9.1). */
#ifndef BOOK_TILL_H
#define BOOK_TILL_H

#include "book/work.h"

/* Takes the payments in the order listed. One that names a contract (or a membership: its oldest due cycle first) goes there; the
 * others go to `bill`, in its order. `paid` gets the contracts that received something, each once.
 * Refuses: not_found, invalid, overpaid, no_credit, built_upon and what stored credit refuses (acts.h). */
MUST_USE enum carnet_status till_take(struct work *work, int64_t client, const struct payment_op_list *payments,
				      const struct contract_list *bill, struct contract_list *paid);

/* What a reference names where a contract is wanted: the contract, or the cycles of the membership. Refuses: not_found. */
MUST_USE enum carnet_status contracts_named(struct work *work, const struct reference *reference,
					    struct contract_list *contracts);

/* The client's contracts with something due, dated on or before the act, oldest date first, then by number (§14.12). */
MUST_USE enum carnet_status contracts_due(struct work *work, int64_t client, struct contract_list *contracts);

/* Orders contracts as they are used (§9.2): those of `owner` before shared ones, earliest expiry, oldest sale, lowest number. */
MUST_USE enum carnet_status order_for_use(struct work *work, int64_t owner, struct contract_list *contracts);

/* Adds a contract unless it is there already. */
void contract_list_add_once(struct arena *arena, struct contract_list *contracts, struct contract *contract);

#endif
