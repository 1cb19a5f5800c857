/* What operations do to memberships (rulebook §7). */
#ifndef BOOK_MEMBER_H
#define BOOK_MEMBER_H

#include "book/work.h"

/* Freeze and unfreeze of the operation's membership, with every cycle that has sessions left (§7.5). */
MUST_USE enum carnet_status member_freeze(struct work *work, int32_t from, int32_t to);
MUST_USE enum carnet_status member_unfreeze(struct work *work);

/* After an operation: memberships whose cycles are paid again are active again, those that owe again too long are suspended again
 * (§7.4). */
MUST_USE enum carnet_status members_settle(struct work *work);

/* The membership is to be written, and with it its cycles, whose day for the tick depends on its state. */
MUST_USE enum carnet_status member_keep(struct work *work, struct membership *membership);

/* Since when a membership, or that of a contract, is suspended as seen on the day, by what was due on that day; DATE_NONE: it is not,
 * or there is none. */
MUST_USE enum carnet_status member_suspended(struct work *work, const struct membership *membership, int32_t day,
					     int32_t *since);
MUST_USE enum carnet_status member_suspended_on(struct work *work, const struct contract *contract, int32_t day,
						int32_t *since);

/* Whether a cycle suspends its membership on the day: something is due, too long after its day. */
MUST_USE enum carnet_status member_suspends(struct work *work, const struct membership *membership, int32_t day,
					    bool *suspends, bool *owes);

#endif
