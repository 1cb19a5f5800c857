#include "book/tick.h"

#include "book/member.h"
#include "book/pack.h"
#include "book/sale.h"

/* The day's end. Each thing that falls due is a work and an entry of its own, so that it can be read, explained and, if it is an
 * expiry, voided by itself. */

struct day {
	struct book *book;
	const struct origin *origin;
	struct refusal *why;
	struct arena *arena; /* of the day: lists */
	struct arena *one;   /* of one entry, used again and again */
	int32_t day;
	struct ticked_list *made;
	struct arena *made_in;
};

static int32_t first_due(struct book *book, enum statement statement) {
	struct query *query = store_query(book->store, statement);
	int32_t day = query_step(query) == STEP_ROW ? (int32_t)query_number(query, 0) : DATE_NONE;
	query_end(query);
	return day;
}

void book_look_for_due(struct book *book) {
	int32_t contract = first_due(book, STATEMENT_CONTRACT_NEXT_DUE);
	int32_t membership = first_due(book, STATEMENT_MEMBERSHIP_NEXT_DUE);
	book->next_due = contract < membership ? contract : membership;
}

static struct work begin(struct day *day, int32_t dated) {
	struct work work;
	arena_reset(day->one);
	work_init(&work, day->book, day->one, day->origin, day->why);
	work.name = "tick";
	work.act.date = dated;
	return work;
}

static int32_t later(int32_t a, int32_t b) {
	return a > b ? a : b;
}

static int32_t first_open_day(const struct day *day) {
	return day->book->closed_to + 1;
}

static enum carnet_status finish(struct day *day, struct work *work, const char *does, int64_t contract) {
	struct effect_list effects = {0};
	char text[DATE_TEXT];
	work->content = arena_format(work->arena, "{\"date\":\"%s\",\"op\":\"tick\",\"does\":\"%s\",\"contract\":%lld}",
				     date_text(day->day, text), does, (long long)contract);
	work_effects(work, &effects);
	TRY(work_record(work, &effects));
	if (day->made)
		*LIST_ADD(day->made_in, day->made) = (struct ticked){work->act.entry, contract};
	return CARNET_OK;
}

static enum carnet_status numbers_due(struct day *day, enum statement statement, struct number_list *numbers) {
	struct query *query = store_query(day->book->store, statement);
	enum step step;
	query_bind_number(query, 1, day->day);
	while ((step = query_step(query)) == STEP_ROW)
		*LIST_ADD(day->arena, numbers) = query_number(query, 0);
	if (step != STEP_FAULT)
		return CARNET_OK;
	return refuse(day->why, CARNET_UNAVAILABLE, "%s", store_fault_text(day->book->store));
}

/* Expiries (§6.2) */

static bool has_expired(const struct contract *contract, const struct state *state, int32_t day) {
	return !contract_is_access_cycle(contract) && state_open(contract, state) &&
	       state_expires_on(contract, state) < day && !state_expiry_held(contract, state);
}

static enum carnet_status expire(struct day *day, int64_t id) {
	struct work work = begin(day, day->day);
	struct cancellation everything = {.ending = ENDING_EXPIRY, .everything = true};
	struct contract *contract;
	struct quote quote;
	struct state state;
	TRY(work_contract_at(&work, id, &contract));
	TRY(work_state(&work, contract, &state));
	if (!has_expired(contract, &state, day->day))
		return CARNET_OK;
	TRY(work_owner(&work, contract));
	work.act.date = later(later(state_expires_on(contract, &state), contract_latest_day(contract)),
			      first_open_day(day));
	work.act.branch = contract->branch;
	work_touch(&work, contract, work.act.date);
	TRY(cancel_quote(contract, &state, work.act.date, &everything, &quote, work.why));
	contract_cancel(contract, &work.act, &quote, CAUSE_EXPIRY, NULL, MONEY_ZERO);
	return finish(day, &work, "expire", id);
}

/* The cap on banked sessions (§7.2) */

static int32_t left_of(const struct contract *cycle, const struct state *state, const struct line *wanted,
		       int32_t *line) {
	for (int32_t i = 0; i < cycle->terms.line_count; i++) {
		const struct line *own = &cycle->terms.lines[i];
		if (own->kind != LINE_SERVICE || own->item_count != wanted->item_count ||
		    !line_covers(own, wanted->items[0]))
			continue;
		*line = i;
		return state_count_line(cycle, state, i).left;
	}
	return 0;
}

struct over {
	int64_t contract;
	int32_t line, count;
};
struct over_list LIST(struct over);

/* What is above the cap on one line of the plan, oldest cycles first. */
static enum carnet_status find_over(struct day *day, struct work *work, const struct membership *membership,
				    const struct line *line, const struct contract_list *cycles, struct over_list *over) {
	int32_t banked = 0, at = 0;
	struct state state;
	for (size_t i = 0; i < cycles->count; i++) {
		TRY(work_state(work, cycles->at[i], &state));
		banked += left_of(cycles->at[i], &state, line, &at);
	}
	int32_t excess = banked - membership->plan.rollover_max;
	for (size_t i = 0; i < cycles->count && excess > 0; i++) {
		TRY(work_state(work, cycles->at[i], &state));
		int32_t left = left_of(cycles->at[i], &state, line, &at);
		int32_t count = left < excess ? left : excess;
		if (count > 0)
			*LIST_ADD(day->arena, over) = (struct over){cycles->at[i]->id, at, count};
		excess -= count;
	}
	return CARNET_OK;
}

static enum carnet_status expire_over(struct day *day, const struct over_list *over, int64_t id, int32_t cycle_day) {
	struct work work = begin(day, day->day);
	struct contract *contract;
	TRY(work_contract_at(&work, id, &contract));
	TRY(work_owner(&work, contract));
	work.act.date = later(later(cycle_day, contract_latest_day(contract)), first_open_day(day));
	work.act.branch = contract->branch;
	work_touch(&work, contract, work.act.date);
	for (size_t i = 0; i < over->count; i++)
		if (over->at[i].contract == id)
			contract_expire_some(contract, &work.act, over->at[i].line, over->at[i].count);
	return finish(day, &work, "cap", id);
}

static bool is_over(const struct over_list *over, int64_t contract) {
	for (size_t i = 0; i < over->count; i++)
		if (over->at[i].contract == contract)
			return true;
	return false;
}

static enum carnet_status cap_banked(struct day *day, int64_t id, int32_t cycle_day) {
	struct work work = begin(day, day->day);
	struct membership *membership;
	struct contract_list cycles = {0};
	struct over_list over = {0};
	TRY(work_membership_at(&work, id, &membership));
	if (membership->plan.rollover_max < 0)
		return CARNET_OK;
	TRY(work_cycles(&work, id, &cycles));
	for (int32_t i = 0; i < membership->plan.line_count; i++)
		TRY(find_over(day, &work, membership, &membership->plan.lines[i], &cycles, &over));
	struct number_list ids = {0}; /* the cycles themselves go with the work when the next one begins */
	for (size_t i = 0; i < cycles.count; i++)
		if (is_over(&over, cycles.at[i]->id))
			*LIST_ADD(day->arena, &ids) = cycles.at[i]->id;
	for (size_t i = 0; i < ids.count; i++)
		TRY(expire_over(day, &over, ids.at[i], cycle_day));
	return CARNET_OK;
}

/* Cycles (§§7.1, 7.4, 7.5) */

/* What a membership does on its cycle day. */
enum turn { TURN_END, TURN_MISS, TURN_BILL };

static enum turn turn_of(const struct membership *membership, int32_t cycle_day) {
	if (membership->cancelled)
		return TURN_END;
	if (membership->suspended_on != DATE_NONE || membership_frozen(membership, cycle_day))
		return TURN_MISS;
	return TURN_BILL;
}

static enum carnet_status load_member(struct work *work, int64_t id, struct membership **membership) {
	TRY(work_membership_at(work, id, membership));
	struct reference client = {true, NULL, (*membership)->client};
	TRY(work_client(work, &client, &work->client));
	work->act.branch = (*membership)->branch;
	work_touch_membership(work, *membership);
	return CARNET_OK;
}

/* Ends the membership, misses the cycle or bills it, as its turn is. */
static enum carnet_status take_turn(struct day *day, int64_t id, int32_t cycle_day) {
	struct work work = begin(day, later(cycle_day, first_open_day(day)));
	struct membership *membership;
	struct contract *cycle;
	TRY(load_member(&work, id, &membership));
	switch (turn_of(membership, cycle_day)) {
	case TURN_END: membership->ended_on = cycle_day; return work_keep(&work);
	case TURN_MISS: membership_step(membership); return work_keep(&work);
	case TURN_BILL: break;
	}
	if (membership->changes)
		membership_switch(membership, &membership->next, cycle_day, false);
	TRY(bill_cycle(&work, membership, work.act.date, &cycle));
	return finish(day, &work, "bill", cycle->id);
}

static enum carnet_status take_turns(struct day *day, int64_t id) {
	while (true) {
		struct work work = begin(day, day->day);
		struct membership *membership;
		TRY(work_membership_at(&work, id, &membership));
		int32_t cycle_day = membership_next_day(membership);
		if (cycle_day > day->day)
			return CARNET_OK;
		if (turn_of(membership, cycle_day) == TURN_BILL)
			TRY(cap_banked(day, id, cycle_day));
		TRY(take_turn(day, id, cycle_day));
	}
}

/* Suspensions (§7.4) */

/* After the day's expiries and cycles: suspended when a cycle has been unpaid too long, active again when that one has lapsed and
 * only younger ones are unpaid, over when all that was owed has lapsed. */
static enum carnet_status settle_state(struct day *day, int64_t id) {
	struct work work = begin(day, later(day->day, first_open_day(day)));
	struct contract *contract;
	struct membership *membership;
	bool suspends, owes;
	TRY(work_contract_at(&work, id, &contract));
	TRY(work_membership_of(&work, contract, &membership));
	if (!membership || membership->ended_on != DATE_NONE)
		return CARNET_OK;
	TRY(member_suspends(&work, membership, day->day, &suspends, &owes));
	bool suspended = membership->suspended_on != DATE_NONE;
	if (suspended && !owes)
		membership->ended_on = day->day;
	else if (suspended != suspends)
		membership->suspended_on = suspends ? day->day : DATE_NONE;
	else
		return CARNET_OK;
	TRY(member_keep(&work, membership));
	return work_keep(&work);
}

/* Days of access (§7.3): an entry a day. */

static int32_t day_to_earn(const struct state *state) {
	for (int32_t i = 0; i < state->slot_count; i++)
		if (state->slots[i].stand == SLOT_FREE)
			return i;
	return -1;
}

static enum carnet_status earn(struct day *day, int64_t id, bool *earned) {
	struct work work = begin(day, day->day);
	struct contract *contract;
	struct state state;
	*earned = false;
	TRY(work_contract_at(&work, id, &contract));
	TRY(work_state(&work, contract, &state));
	int32_t slot = contract_is_access_cycle(contract) ? day_to_earn(&state) : -1;
	if (slot < 0 || contract->valid_from + slot > day->day)
		return CARNET_OK;
	TRY(work_owner(&work, contract));
	work.act.date = later(later(contract->valid_from + slot, contract->sold_on), first_open_day(day));
	work.act.branch = contract->branch;
	work_touch(&work, contract, work.act.date);
	contract_use_slots(contract, &work.act, CHANGE_EARN, 0, slot, 1, NULL, 0);
	*earned = true;
	return finish(day, &work, "earn", id);
}

static enum carnet_status earn_all(struct day *day, int64_t id) {
	bool earned = true;
	while (earned)
		TRY(earn(day, id, &earned));
	return CARNET_OK;
}

/* Days */

static enum carnet_status for_each(struct day *day, const struct number_list *numbers,
				   enum carnet_status (*one)(struct day *, int64_t)) {
	for (size_t i = 0; i < numbers->count; i++)
		TRY(one(day, numbers->at[i]));
	return CARNET_OK;
}

static enum carnet_status tick_day(struct day *day) {
	struct number_list contracts = {0}, memberships = {0}, after = {0};
	day->book->ticked_to = day->day;
	TRY(numbers_due(day, STATEMENT_CONTRACT_DUE, &contracts));
	TRY(for_each(day, &contracts, expire));
	TRY(numbers_due(day, STATEMENT_MEMBERSHIP_DUE, &memberships));
	TRY(for_each(day, &memberships, take_turns));
	TRY(numbers_due(day, STATEMENT_CONTRACT_DUE, &after));
	TRY(for_each(day, &contracts, settle_state));
	TRY(for_each(day, &after, settle_state));
	return for_each(day, &after, earn_all);
}

bool tick_is_due(const struct book *book, int32_t to) {
	return book->next_due <= to;
}

static enum carnet_status tick_days(struct day *day, int32_t to) {
	struct book *book = day->book;
	while (book->next_due <= to && book->ticked_to < to) {
		arena_reset(day->arena);
		day->day = later(book->ticked_to + 1, book->next_due);
		TRY(tick_day(day));
		book_look_for_due(book);
	}
	if (to > book->ticked_to)
		book->ticked_to = to;
	return CARNET_OK;
}

enum carnet_status book_tick(struct book *book, struct arena *arena, const struct origin *origin, int32_t to,
			     struct ticked_list *made, struct refusal *why) {
	struct day day = {.book = book,
			  .origin = origin,
			  .why = why,
			  .arena = arena_create(),
			  .one = arena_create(),
			  .made = made,
			  .made_in = arena};
	enum carnet_status status = tick_days(&day, to);
	arena_destroy(day.arena);
	arena_destroy(day.one);
	return status;
}
