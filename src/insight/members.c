#include "insight/members.h"

#include "insight/scan.h"

/* Reading */

static bool read_member(struct request *request, struct query *query, struct member_list *members) {
	struct membership *membership = ARENA_NEW(request->arena, struct membership);

	if (!membership_read(membership, query, request->arena))
		return false;
	if (request->branch && membership->branch != request->branch)
		return true;
	*LIST_ADD(request->arena, members) = (struct member){.membership = membership,
							     .client = query_text_copy(query, 4, request->arena)};
	return true;
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

/* Steps */

static int32_t used_of(const struct state *state) {
	int32_t used = 0;

	for (int32_t i = 0; i < state->slot_count; i++)
		used += state->slots[i].stand == SLOT_USED;
	return used;
}

static bool add_step(struct request *request, const struct contract *contract, int32_t day, struct cycle *cycle) {
	struct state state;

	if (!state_fold(contract, day, &state))
		return false;
	struct due_step *step = LIST_ADD(request->arena, &cycle->steps);
	*step = (struct due_step){.day = day, .due = state_due(&state)};
	if (!contract_is_access_cycle(contract)) {
		step->sessions_left = state.free_count;
		step->sessions = state.slot_count;
		step->used = used_of(&state);
	}
	return true;
}

/* Days of access are earned one by one and change nothing that is looked at here, so only other changes make steps. */
static bool makes_step(const struct contract *contract, int32_t day) {
	for (size_t i = 0; i < contract->changes.count; i++) {
		const struct change *change = &contract->changes.at[i];
		if (change->kind != CHANGE_EARN && (change->date == day || change->gone_on == day))
			return true;
	}
	return false;
}

static bool read_cycle(struct request *request, const struct contract *contract, struct member *member) {
	struct cycle *cycle = LIST_ADD(request->arena, &member->cycles);
	struct day_list days = {0};

	*cycle = (struct cycle){.sold_on = contract->sold_on,
				.due_day = contract->instalment_count > 0 ? contract->instalments[0].due
									  : contract->sold_on,
				.price = contract->terms.price,
				.offer = contract->offer};
	contract_days(contract, DATE_MIN, &days);
	for (size_t i = 0; i < days.count; i++)
		if (makes_step(contract, days.at[i]) && !add_step(request, contract, days.at[i], cycle))
			return false;
	return true;
}

static enum carnet_status read_cycles(struct request *request, struct arena *arena, struct member *member) {
	struct query *query = store_query(request->store, STATEMENT_CONTRACT_OF_MEMBERSHIP);
	bool whole = true;
	enum step step = STEP_DONE;

	arena_reset(arena);
	query_bind_number(query, 1, member->membership->id);
	while (whole && (step = query_step(query)) == STEP_ROW) {
		struct contract *contract = ARENA_NEW(arena, struct contract);
		whole = contract_read(contract, query, arena) && read_cycle(request, contract, member);
	}
	query_end(query);
	return whole && step != STEP_FAULT ? request_room(request) : request_fault(request);
}

enum carnet_status members_read(struct request *request, struct member_list *members) {
	struct arena *arena = arena_create();
	enum carnet_status status = read_members(request, members);

	for (size_t i = 0; status == CARNET_OK && i < members->count; i++)
		status = read_cycles(request, arena, &members->at[i]);
	arena_destroy(arena);
	return status;
}

/* On a day */

static const struct due_step *step_on(const struct cycle *cycle, int32_t day) {
	const struct due_step *last = NULL;

	for (size_t i = 0; i < cycle->steps.count && cycle->steps.at[i].day <= day; i++)
		last = &cycle->steps.at[i];
	return last;
}

struct money member_due(const struct member *member, int32_t day) {
	struct money due = MONEY_ZERO;

	for (size_t i = 0; i < member->cycles.count; i++) {
		const struct due_step *step = step_on(&member->cycles.at[i], day);
		due = step ? money_add(due, step->due) : due;
	}
	return due;
}

int64_t member_sessions_left(const struct member *member, int32_t day) {
	int64_t left = 0;

	for (size_t i = 0; i < member->cycles.count; i++) {
		const struct due_step *step = step_on(&member->cycles.at[i], day);
		left += step ? step->sessions_left : 0;
	}
	return left;
}

struct member_use member_use(const struct member *member, int32_t day) {
	struct member_use use = {.last = DATE_NONE};

	for (size_t i = 0; i < member->cycles.count; i++) {
		const struct due_step_list *steps = &member->cycles.at[i].steps;
		int32_t granted = 0, used = 0;
		for (size_t k = 0; k < steps->count && steps->at[k].day <= day; k++) {
			const struct due_step *step = &steps->at[k];
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

/* Whether a cycle has been unpaid too long by the day, as the plan says by `too_long`. */
static bool unpaid(const struct member *member, int32_t day,
		   bool (*too_long)(const struct plan *plan, int32_t cycle_day, int32_t day)) {
	for (size_t i = 0; i < member->cycles.count; i++) {
		const struct cycle *cycle = &member->cycles.at[i];
		const struct due_step *step = step_on(cycle, day);
		if (step && money_is_positive(step->due) && too_long(&member->membership->plan, cycle->due_day, day))
			return true;
	}
	return false;
}

enum standing member_standing(const struct member *member, int32_t day) {
	const struct membership *membership = member->membership;

	if (day >= membership->ended_on)
		return STANDING_ENDED;
	if (day >= membership->suspended_on || unpaid(member, day, plan_suspends))
		return STANDING_SUSPENDED;
	if (membership_frozen(membership, day))
		return STANDING_FROZEN;
	return unpaid(member, day, plan_past_due) ? STANDING_PAST_DUE : STANDING_ACTIVE;
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
