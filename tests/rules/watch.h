/* Clients to tell something about, for the tests of alerts and of what is offered. */
#ifndef TESTS_RULES_WATCH_H
#define TESTS_RULES_WATCH_H

#include "build.h"

#include "rules/alert.h"

/* One line: what happened, the days with a visit ("05-01" for a facial, "perm:05-01"), today, and the alerts that are on:
 * "low few_left offer_renewal, since 05-02, left 2, out 06-01". Only what is named there is compared. */
struct alert_case {
	const char *name, *script, *visits, *today, *expected;
};

/* What is the same for all cases of a table. */
struct setting {
	int32_t intervals[CONTRACTS_MOST]; /* as said for the services of each contract */
	int32_t suspended_on, ended_on;    /* of every membership */
};

extern const struct setting nothing_said; /* no intervals; memberships that run */

/* Plays the script and gathers what is known of the client: all contracts of the world, each with its membership, which gives a grace
 * of 7 days and suspends after 30. */
struct watch *watch_on(struct world *world, const struct alert_case *one, const struct setting *setting);

/* Fails the test when a case says otherwise. */
void alerts_hold(const struct alert_case *cases, size_t count, const struct setting *setting);

/* Whether there are as many things, parted by ";", as are expected, and each says all that is expected of it, parted by ",". */
bool words_agree(struct arena *arena, const char *expected, const char *got);

/* "05-01"; the year too from 2027 on; "never". */
const char *day_words(struct arena *arena, int32_t day);

/* Visits on the days named, of their service and of any. */
struct visits_list visits_on(struct arena *arena, const char *days);

#endif
