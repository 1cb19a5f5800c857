/* What the cycles of a membership come to, day by day: what the report on memberships is told by.
 *
 * Of cycles that are closed it is kept with the membership, written when a cycle closes, or opens again: most cycles there
 * ever were are closed, and to fold the history of each would cost a report more than all else. Verify repeats it. */
#ifndef BOOK_CYCLES_H
#define BOOK_CYCLES_H

#include "base/buffer.h"
#include "rules/contract.h"
#include "store/store.h"

/* How a cycle stood from a day on. Of days of access no sessions are told. */
struct cycle_step {
	struct money due;
	int32_t day;
	int32_t sessions_left;
	int32_t sessions, used; /* granted, and used of them */
};
struct cycle_step_list LIST(struct cycle_step);

struct cycle {
	int64_t contract; /* its number */
	int32_t sold_on;
	int32_t due_day; /* unpaid counts from here: its own first day, or that of an opening (§14.47) */
	struct money price;
	int64_t offer;
	struct cycle_step_list steps; /* in order of day */
};
struct cycle_list LIST(struct cycle);

/* What a contract's history says, in the arena. False: it contradicts itself (a damaged book). */
MUST_USE bool cycle_of(struct arena *arena, const struct contract *contract, struct cycle *cycle);

/* Puts a cycle where its number belongs, in place of the one that is there. */
void cycle_put(struct arena *arena, struct cycle_list *cycles, const struct cycle *cycle);

/* As the membership's row has them: no bytes at all where there are none. False: the bytes are not what was packed (a damaged book). */
void cycles_pack(struct buffer *out, const struct cycle_list *cycles);
MUST_USE bool cycles_unpack(const void *bytes, size_t length, struct arena *arena, struct cycle_list *cycles);

/* Keeps a cycle with its membership, or, where it is not closed, keeps it no longer. False: a fault, or a damaged book. */
MUST_USE bool cycle_keep(struct store *store, struct arena *arena, const struct contract *contract, bool closed);

#endif
