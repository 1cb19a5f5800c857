/* Memberships with what their cycles say on any day. Internal to the reports. */
#ifndef INSIGHT_MEMBERS_H
#define INSIGHT_MEMBERS_H

#include "book/cycles.h"
#include "insight/request.h"
#include "rules/membership.h"

struct member {
	struct membership *membership;
	const char *client;
	struct cycle_list cycles; /* first to last */
};
struct member_list LIST(struct member);

/* All that were not voided, of the request's client and branch, by number. Refuses: unavailable, too_large. */
MUST_USE enum carnet_status members_read(struct request *request, struct member_list *members);

/* How a membership stands at the end of a day (§7.4, §7.5). Active ones may be past due. */
enum standing { STANDING_ENDED, STANDING_SUSPENDED, STANDING_FROZEN, STANDING_PAST_DUE, STANDING_ACTIVE };
enum standing member_standing(const struct member *member, int32_t day);
const char *standing_name(enum standing standing);

/* What is due, and the sessions left, of all its cycles at the end of a day. */
struct money member_due(const struct member *member, int32_t day);
int64_t member_sessions_left(const struct member *member, int32_t day);

/* Sessions granted and used by the end of a day, and the day of the last change by which one was used; DATE_NONE: none. */
struct member_use {
	int64_t granted, used;
	int32_t last;
};
struct member_use member_use(const struct member *member, int32_t day);

/* The fee of the cycle running on the day, brought to a month: a cycle of days by 30.4375 days. */
struct money member_monthly(const struct request *request, const struct member *member, int32_t day);

#endif
