/* Whether what was read of a book's files can be what a book has written: the bounds that all reckoning counts on.
 *
 * Acts and openings keep within them, so only a damaged book is outside. Whoever loads asks once, and the rules need not. */
#ifndef RULES_SOUND_H
#define RULES_SOUND_H

#include "rules/membership.h"

enum { SLOTS_MOST = 1 << 20 };

/* Of a contract's terms, dates and history: amounts are not negative, days exist, slots and shares are within their whole, changes
 * stand in order and say what their kind needs. Whether the history adds up is state_fold's to say. */
MUST_USE bool contract_sound(const struct contract *contract);

/* Of a membership's plan, days and freezes, and of the plan it goes on with. */
MUST_USE bool membership_sound(const struct membership *membership);

#endif
