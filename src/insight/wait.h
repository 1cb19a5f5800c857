/* How long clients wait: from the purchase to the first session, and from one session to the next, as long as some are left.
 *
 * A wait is measured in sixteenths of the pace expected of the client before it: the service's rhythm, and more and more the
 * client's own mean. What was learned is a curve: the share of waits that go on at least so long (Kaplan and Meier 1958),
 * which makes use of the waits whose end is not known yet; those who never come again are what is left at its end.
 * Internal to the reports. */
#ifndef INSIGHT_WAIT_H
#define INSIGHT_WAIT_H

#include "insight/chance.h"
#include "insight/past.h"

enum { WAIT_PARTS = 16, WAIT_BINS = 6 * WAIT_PARTS, WAIT_EVENTS_LEAST = 40 };

/* The days expected between sessions: sum / count. */
struct pace {
	int64_t sum, count;
};

struct wait_curve {
	int32_t ended[WAIT_BINS + 1], lost[WAIT_BINS + 1]; /* waits that ended in a bin; of which no more is known */
	int32_t going_on[WAIT_BINS + 1];                   /* share that goes on to the bin, in parts per million */
	int32_t events;
};

/* Sessions of a membership's cycle are used within its term rather than one after the other: each waits from the cycle's day, in
 * parts of the term, and is used or not. */
enum wait { WAIT_FIRST, WAIT_NEXT, WAIT_WITHIN_TERM, WAIT_COUNT };

/* What was learned by the end of a day. */
struct waits {
	const struct past *past;
	int32_t day;
	const int32_t *rhythms; /* by number of service */
	const int64_t *capped; /* by place in past->days: gaps of the track up to here, none counted above three rhythms */
	struct wait_curve all[WAIT_COUNT];
	struct wait_curve (*of_item)[WAIT_COUNT]; /* by number of service */
	int64_t item_count;
};

/* What does not change with the day: rhythms and sums of gaps. */
void waits_prepare(const struct request *request, const struct past *past, struct waits *waits);

/* Learns from all that was known at the end of `day`. */
void waits_learn(struct waits *waits, int32_t day);

/* Whether its sessions are used within a term; and the pace at which its term goes by. */
bool waits_within_term(const struct past_contract *contract);
struct pace waits_term(const struct past_contract *contract);

/* The place in past->tracks of a client's service; NULL: never had. */
const struct track *waits_track(const struct waits *waits, size_t client, int64_t item);

/* What is expected of a client after the sessions of a track up to the day; track may be NULL. */
struct pace waits_pace(const struct waits *waits, const struct track *track, int64_t item, int32_t day);

/* The curve of a service, or that of all where it has had too few waits. */
const struct wait_curve *waits_curve(const struct waits *waits, int64_t item, enum wait wait);

/* Days a wait will last that lasts at least `least`; −1: for ever. */
int32_t wait_draw(const struct wait_curve *curve, struct pace pace, int32_t least, struct chance *chance);

#endif
