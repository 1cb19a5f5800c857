/* Reasons: which of the ways to be refused with a status it was, so that a person can be told in their own language. Not every refusal
 * has one; then the status says all.
 *
 * REFUSED(symbol, name, status, figure): the name in JSON, and the figure it is always told with (refusal.h). */
#ifndef BASE_REASON_H
#define BASE_REASON_H

#include "carnet_status.h"

#define REFUSED_LIST(REFUSED)                                                                                          \
	REFUSED(REFUSED_NONE, "", CARNET_OK, "")                                                                       \
	REFUSED(REFUSED_LATER_THAN_TODAY, "later_than_today", CARNET_INVALID, "today")                                 \
	REFUSED(REFUSED_BEGAN_LATER, "began_later", CARNET_INVALID, "sold_on")                                         \
	REFUSED(REFUSED_NOT_FOR_SALE, "not_for_sale", CARNET_INVALID, "")                                              \
	REFUSED(REFUSED_CREDIT_BELOW_PRICE, "credit_below_price", CARNET_INVALID, "")                                  \
	REFUSED(REFUSED_NO_PLAN, "no_plan", CARNET_INVALID, "")                                                        \
	REFUSED(REFUSED_CREDIT_CANNOT_PAY, "credit_cannot_pay", CARNET_INVALID, "")                                    \
	REFUSED(REFUSED_NO_STORED_CREDIT, "no_stored_credit", CARNET_INVALID, "")                                      \
	REFUSED(REFUSED_NOT_REPRICEABLE, "not_repriceable", CARNET_INVALID, "")                                        \
	REFUSED(REFUSED_NOT_EXCHANGEABLE, "not_exchangeable", CARNET_INVALID, "")                                      \
	REFUSED(REFUSED_REST_UNSAID, "rest_unsaid", CARNET_INVALID, "")                                                \
	REFUSED(REFUSED_WHICH_SERVICE, "which_service", CARNET_INVALID, "")                                            \
	REFUSED(REFUSED_HOW_MANY_SESSIONS, "how_many_sessions", CARNET_INVALID, "")                                    \
	REFUSED(REFUSED_TO_WHOM, "to_whom", CARNET_INVALID, "")                                                        \
	REFUSED(REFUSED_NOT_EXTENDABLE, "not_extendable", CARNET_INVALID, "")                                          \
	REFUSED(REFUSED_FREEZE_DAYS, "freeze_days", CARNET_INVALID, "")                                                \
	REFUSED(REFUSED_NOT_FROZEN, "not_frozen", CARNET_INVALID, "")                                                  \
	REFUSED(REFUSED_CYCLE_OF_MEMBERSHIP, "cycle_of_membership", CARNET_INVALID, "")                                \
	REFUSED(REFUSED_ENDS_ALREADY, "ends_already", CARNET_INVALID, "")                                              \
	REFUSED(REFUSED_VOIDED_ALREADY, "voided_already", CARNET_INVALID, "")                                          \
	REFUSED(REFUSED_NOT_VOIDABLE, "not_voidable", CARNET_INVALID, "")                                              \
	REFUSED(REFUSED_CLOSED_ALREADY, "closed_already", CARNET_INVALID, "closed_to")                                 \
	REFUSED(REFUSED_NOTHING_CLOSED, "nothing_closed", CARNET_INVALID, "")                                          \
	REFUSED(REFUSED_MONEY_BOOKED, "money_booked", CARNET_INVALID, "")                                              \
	REFUSED(REFUSED_REF_IN_USE, "ref_in_use", CARNET_EXISTS, "")                                                   \
	REFUSED(REFUSED_SHARED_ALREADY, "shared_already", CARNET_EXISTS, "")                                           \
	REFUSED(REFUSED_FEW_SESSIONS, "few_sessions", CARNET_NO_SESSIONS, "left")                                      \
	REFUSED(REFUSED_FEW_DELIVERED, "few_delivered", CARNET_NO_SESSIONS, "delivered")                               \
	REFUSED(REFUSED_NOTHING_LEFT, "nothing_left", CARNET_NO_SESSIONS, "")                                          \
	REFUSED(REFUSED_EXPIRED_ON, "expired_on", CARNET_EXPIRED, "expires_on")                                        \
	REFUSED(REFUSED_ENDS_BEFORE, "ends_before", CARNET_EXPIRED, "expires_on")                                      \
	REFUSED(REFUSED_EXPIRED_TOO_LONG_AGO, "expired_too_long_ago", CARNET_EXPIRED, "")                              \
	REFUSED(REFUSED_FROZEN_ALREADY, "frozen_already", CARNET_FROZEN, "")                                           \
	REFUSED(REFUSED_WAS_ENDED, "was_ended", CARNET_CLOSED, "")                                                     \
	REFUSED(REFUSED_WAS_GIVEN, "was_given", CARNET_CLOSED, "")                                                     \
	REFUSED(REFUSED_MEMBERSHIP_ENDED, "membership_ended", CARNET_CLOSED, "")                                       \
	REFUSED(REFUSED_NOTHING_TO_REVIVE, "nothing_to_revive", CARNET_CLOSED, "")                                     \
	REFUSED(REFUSED_ABOVE_DUE, "above_due", CARNET_OVERPAID, "due")                                                \
	REFUSED(REFUSED_ABOVE_OWED, "above_owed", CARNET_OVERPAID, "owed")                                             \
	REFUSED(REFUSED_BELOW_PAID, "below_paid", CARNET_OVERPAID, "paid")                                             \
	REFUSED(REFUSED_FEW_CREDIT, "few_credit", CARNET_NO_CREDIT, "credit")                                          \
	REFUSED(REFUSED_CLOSED_TO, "closed_to", CARNET_CLOSED_PERIOD, "closed_to")                                     \
	REFUSED(REFUSED_LATEST_ENTRY, "latest_entry", CARNET_BUILT_UPON, "latest_on")                                  \
	REFUSED(REFUSED_MINIMUM_CYCLES, "minimum_cycles", CARNET_MINIMUM_TERM, "cycles")

enum refusal_reason {
#define REFUSED_SYMBOL(symbol, name, status, figures) symbol,
	REFUSED_LIST(REFUSED_SYMBOL)
#undef REFUSED_SYMBOL
};

#endif
