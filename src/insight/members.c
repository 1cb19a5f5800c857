#include "insight/members.h"

#include "book/row.h"

#include <stdlib.h>

/* Reading */

static bool read_member(struct request *request, struct query *query, struct member_list *members) {
	struct membership *membership = ARENA_NEW(request->arena, struct membership);
	size_t length;

	if (!membership_read(membership, query, request->arena))
		return false;
	if (request->branch && membership->branch != request->branch)
		return true;
	struct member *member = LIST_ADD(request->arena, members);
	*member = (struct member){.membership = membership, .client = query_text_copy(query, 4, request->arena)};
	const void *cycles = query_blob(query, 5, &length);
	return cycles_unpack(cycles, length, request->arena, &member->cycles);
}

static enum carnet_status read_members(struct request *request, struct member_list *members) {
	struct query *query = store_query(request->store, STATEMENT_REPORT_MEMBERSHIPS);
	bool whole = true;
	enum step step = STEP_DONE;

	query_bind_number(query, 1, request->client);
	while (whole && request_room(request) == CARNET_OK && (step = query_step(query)) == STEP_ROW)
		whole = read_member(request, query, members);
	query_end(query);
	return whole && step != STEP_FAULT ? request_room(request) : request_fault(request);
}

/* Cycles that are open, of which nothing is kept */

static int compare_members(const void *a, const void *b) {
	int64_t one = ((const struct member *)a)->membership->id, other = ((const struct member *)b)->membership->id;

	return (one > other) - (one < other);
}

/* NULL: of a membership that is not looked at. */
static struct member *member_of(const struct member_list *members, const struct contract *contract) {
	struct membership membership = {.id = contract->membership};
	struct member key = {.membership = &membership};

	return members->count ? bsearch(&key, members->at, members->count, sizeof key, compare_members) : NULL;
}

static bool read_cycle(struct request *request, struct arena *arena, struct query *query, struct member_list *members) {
	struct contract contract = {0};
	struct cycle cycle;

	arena_reset(arena);
	if (!contract_read(&contract, query, arena))
		return false;
	struct member *member = member_of(members, &contract);
	if (!member)
		return true;
	if (!cycle_of(request->arena, &contract, &cycle))
		return false;
	cycle_put(request->arena, &member->cycles, &cycle);
	return true;
}

static enum carnet_status read_open(struct request *request, struct arena *arena, struct query *query,
				    struct member_list *members) {
	bool whole = true;
	enum step step = STEP_DONE;

	while (whole && request_room(request) == CARNET_OK && (step = query_step(query)) == STEP_ROW)
		whole = read_cycle(request, arena, query, members);
	query_end(query);
	return whole && step != STEP_FAULT ? request_room(request) : request_fault(request);
}

/* Of one client all cycles, membership by membership: few are theirs of all that are open. */
static enum carnet_status read_cycles(struct request *request, struct arena *arena, struct member_list *members) {
	if (!request->client)
		return read_open(request, arena, store_query(request->store, STATEMENT_REPORT_CYCLES_OPEN), members);
	for (size_t i = 0; i < members->count; i++) {
		struct query *query = store_query(request->store, STATEMENT_CONTRACT_OF_MEMBERSHIP);
		query_bind_number(query, 1, members->at[i].membership->id);
		TRY(read_open(request, arena, query, members));
	}
	return CARNET_OK;
}

enum carnet_status members_read(struct request *request, struct member_list *members) {
	struct arena *arena = arena_create();
	enum carnet_status status = read_members(request, members);

	if (status == CARNET_OK)
		status = read_cycles(request, arena, members);
	arena_destroy(arena);
	return status;
}

/* On a day */

static const struct cycle_step *step_on(const struct cycle *cycle, int32_t day) {
	const struct cycle_step *last = NULL;

	for (size_t i = 0; i < cycle->steps.count && cycle->steps.at[i].day <= day; i++)
		last = &cycle->steps.at[i];
	return last;
}

struct money member_due(const struct member *member, int32_t day) {
	struct money due = MONEY_ZERO;

	for (size_t i = 0; i < member->cycles.count; i++) {
		const struct cycle_step *step = step_on(&member->cycles.at[i], day);
		due = step ? money_add(due, step->due) : due;
	}
	return due;
}

int64_t member_sessions_left(const struct member *member, int32_t day) {
	int64_t left = 0;

	for (size_t i = 0; i < member->cycles.count; i++) {
		const struct cycle_step *step = step_on(&member->cycles.at[i], day);
		left += step ? step->sessions_left : 0;
	}
	return left;
}

struct member_use member_use(const struct member *member, int32_t day) {
	struct member_use use = {.last = DATE_NONE};

	for (size_t i = 0; i < member->cycles.count; i++) {
		const struct cycle_step_list *steps = &member->cycles.at[i].steps;
		int32_t granted = 0, used = 0;
		for (size_t k = 0; k < steps->count && steps->at[k].day <= day; k++) {
			const struct cycle_step *step = &steps->at[k];
			if (step->used > used && (use.last == DATE_NONE || step->day > use.last))
				use.last = step->day;
			granted = step->sessions;
			used = step->used;
		}
		use.granted += granted;
		use.used += used;
	}
	return use;
}

/* Since when the oldest cycle that is unpaid on the day counts as unpaid; DATE_NONE: all are paid. */
static int32_t unpaid_since(const struct member *member, int32_t day) {
	int32_t since = DATE_NONE;

	for (size_t i = 0; i < member->cycles.count; i++) {
		const struct cycle *cycle = &member->cycles.at[i];
		const struct cycle_step *step = cycle->due_day < since ? step_on(cycle, day) : NULL;
		if (step && money_is_positive(step->due))
			since = cycle->due_day;
	}
	return since;
}

enum standing member_standing(const struct member *member, int32_t day) {
	const struct membership *membership = member->membership;
	const struct plan *plan = &membership->plan;

	if (day >= membership->ended_on)
		return STANDING_ENDED;
	int32_t since = unpaid_since(member, day);
	if (day >= membership->suspended_on || (since != DATE_NONE && plan_suspends(plan, since, day)))
		return STANDING_SUSPENDED;
	if (membership_frozen(membership, day))
		return STANDING_FROZEN;
	return since != DATE_NONE && plan_past_due(plan, since, day) ? STANDING_PAST_DUE : STANDING_ACTIVE;
}

const char *standing_name(enum standing standing) {
	static const char *const names[] = {"ended", "suspended", "frozen", "past_due", "active"};

	return names[standing];
}

static const struct cycle *cycle_on(const struct member *member, int32_t day) {
	const struct cycle *last = NULL;

	for (size_t i = 0; i < member->cycles.count; i++)
		if (member->cycles.at[i].sold_on <= day)
			last = &member->cycles.at[i];
	return last;
}

struct money member_monthly(const struct request *request, const struct member *member, int32_t day) {
	const struct plan *plan = &member->membership->plan;
	const struct cycle *cycle = cycle_on(member, day);

	if (!cycle)
		return MONEY_ZERO;
	int32_t months = plan->cycle_months, days = plan->cycle_days;
	if (cycle->offer != plan->offer && cycle->offer) { /* it was another plan then */
		months = catalog_offer_at(request->catalog, cycle->offer)->cycle_months;
		days = catalog_offer_at(request->catalog, cycle->offer)->cycle_days;
	}
	return months > 0 ? money_share(cycle->price, 1, months)
			  : money_share(cycle->price, 36525, (int64_t)1200 * (days > 0 ? days : 1));
}
