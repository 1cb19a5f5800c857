/* How often a client comes, and when what they have left will have run out (rulebook §11.1, §11.2).
 *
 * A client's latest visits are kept with the client, for each service and for all together, so that nothing but the client need be
 * read to know their rhythm. Days only: no money, no names. */
#ifndef RULES_RHYTHM_H
#define RULES_RHYTHM_H

#include "base/date.h"
#include "base/list.h"

enum {
	VISITS_KEPT = 24,
	VISITS_FOR_A_RHYTHM = 3, /* with fewer the rhythm is what the offer or the service says */
	VISITS_FOR_A_HABIT = 6,
	ANY_SERVICE = 0, /* in place of a service: visits, whatever was done */
};

/* The latest visits on which a client had a service, the oldest first; a day is there as often as there were visits on it. */
struct visits {
	int64_t item;
	int32_t count;
	int32_t days[VISITS_KEPT];
};
struct visits_list LIST(struct visits);

/* One visit more. Of more than VISITS_KEPT the oldest is forgotten. */
void visits_add(struct arena *arena, struct visits_list *list, int64_t item, int32_t day);

/* One visit less, when it is still kept. */
void visits_remove(struct visits_list *list, int64_t item, int32_t day);

/* The visits of a service; NULL: none are kept. */
const struct visits *visits_for(const struct visits_list *list, int64_t item);

/* What the kept visits say by the end of a day. */
struct habit {
	int32_t visits; /* days with a visit */
	int32_t last;   /* the last of them; DATE_NONE: there was none */
	int32_t rhythm; /* the median of the days between them, or as said; 0: not known */
	bool measured;  /* from visits; else what the offer or the service says */
	bool steady;    /* half of the gaps and more lie within a quarter of the rhythm */
};

/* The habit of a client for any of the services; `interval` days is what is said where visits are too few, 0: nothing. */
struct habit habit_of(const struct visits_list *list, const int64_t *items, int32_t item_count, int32_t interval,
		      int32_t day);
struct habit habit_of_one(const struct visits_list *list, int64_t item, int32_t interval, int32_t day); /* one service */

/* Whether it goes on with no end in sight: steady, VISITS_FOR_A_HABIT visits or more, the last of them at most twice the rhythm ago. */
bool habit_goes_on(const struct habit *habit, int32_t day);

/* The day on which the client will have used `sessions` more from `day` on: the first a rhythm after the last visit, but not before
 * the day, each further one a rhythm later. With none left, the day of the last visit. DATE_NONE: the rhythm is not known. */
int32_t habit_used_on(const struct habit *habit, int32_t day, int32_t sessions);

/* How many sessions that makes by the end of `until`. */
int32_t habit_sessions_by(const struct habit *habit, int32_t day, int32_t until);

#endif
