#include "book/cycles.h"

#include "book/packing.h"
#include "rules/membership.h"

#include <string.h>

enum { ROOM_FOR_OPEN_ONES = 2 };

/* From a history */

static int32_t used_of(const struct state *state) {
	int32_t used = 0;
	for (int32_t i = 0; i < state->slot_count; i++)
		used += state->slots[i].stand == SLOT_USED;
	return used;
}

static bool add_step(struct arena *arena, const struct contract *contract, int32_t day, struct cycle *cycle) {
	struct state state;
	if (!state_fold(contract, day, &state))
		return false;
	struct cycle_step *step = LIST_ADD(arena, &cycle->steps);
	*step = (struct cycle_step){.day = day, .due = state_due(&state)};
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

bool cycle_of(struct arena *arena, const struct contract *contract, struct cycle *cycle) {
	struct day_list days = {0};
	*cycle = (struct cycle){.contract = contract->id,
				.sold_on = contract->sold_on,
				.due_day = cycle_due_day(contract),
				.price = contract->terms.price,
				.offer = contract->offer};
	contract_days(contract, DATE_MIN, &days);
	for (size_t i = 0; i < days.count; i++)
		if (makes_step(contract, days.at[i]) && !add_step(arena, contract, days.at[i], cycle))
			return false;
	return true;
}

/* In a list */

static size_t place_of(const struct cycle_list *cycles, int64_t contract) {
	size_t place = cycles->count;
	while (place > 0 && cycles->at[place - 1].contract >= contract)
		place--;
	return place;
}

static bool is_at(const struct cycle_list *cycles, size_t place, int64_t contract) {
	return place < cycles->count && cycles->at[place].contract == contract;
}

void cycle_put(struct arena *arena, struct cycle_list *cycles, const struct cycle *cycle) {
	size_t place = place_of(cycles, cycle->contract);
	if (!is_at(cycles, place, cycle->contract)) {
		LIST_ADD(arena, cycles);
		memmove(&cycles->at[place + 1], &cycles->at[place], (cycles->count - 1 - place) * sizeof *cycles->at);
	}
	cycles->at[place] = *cycle;
}

static void take_out(struct cycle_list *cycles, int64_t contract) {
	size_t place = place_of(cycles, contract);
	if (!is_at(cycles, place, contract))
		return;
	cycles->count--;
	memmove(&cycles->at[place], &cycles->at[place + 1], (cycles->count - place) * sizeof *cycles->at);
}

/* As bytes: days as days since the one before */

static void put_cycle(struct buffer *out, const struct cycle *cycle) {
	int32_t day = cycle->sold_on;
	pack_one(out, cycle->contract);
	pack_date(out, cycle->sold_on);
	pack_one(out, cycle->due_day - cycle->sold_on);
	pack_money(out, cycle->price);
	pack_one(out, cycle->offer);
	pack_one(out, (int64_t)cycle->steps.count);
	for (size_t i = 0; i < cycle->steps.count; i++) {
		const struct cycle_step *step = &cycle->steps.at[i];
		pack_one(out, step->day - day);
		pack_money(out, step->due);
		pack_one(out, step->sessions_left);
		pack_one(out, step->sessions);
		pack_one(out, step->used);
		day = step->day;
	}
}

static int32_t unpack_later(struct cursor *in, int32_t day) {
	int64_t later = (int64_t)day + unpack_small(in);
	in->failed = in->failed || later < DATE_MIN || later > DATE_MAX;
	return in->failed ? DATE_MIN : (int32_t)later;
}

static struct money unpack_fit(struct cursor *in) {
	struct money amount = unpack_money(in);
	in->failed = in->failed || !money_fits(amount);
	return amount;
}

static void get_cycle(struct cursor *in, struct cycle *cycle) {
	cycle->contract = unpack_one(in);
	cycle->sold_on = unpack_date(in);
	cycle->due_day = unpack_later(in, cycle->sold_on);
	cycle->price = unpack_fit(in);
	cycle->offer = unpack_one(in);
	int32_t count = unpack_count(in), day = cycle->sold_on;
	cycle->steps = (struct cycle_step_list){.at = ARENA_ARRAY(in->arena, struct cycle_step, in->failed ? 0 : count),
						.capacity = (size_t)count};
	for (; count > 0 && !in->failed; count--) {
		struct cycle_step *step = LIST_ADD(in->arena, &cycle->steps);
		step->day = day = unpack_later(in, day);
		step->due = unpack_fit(in);
		step->sessions_left = unpack_small(in);
		step->sessions = unpack_small(in);
		step->used = unpack_small(in);
	}
}

void cycles_pack(struct buffer *out, const struct cycle_list *cycles) {
	if (cycles->count == 0)
		return;
	pack_one(out, PACK_VERSION);
	pack_one(out, (int64_t)cycles->count);
	for (size_t i = 0; i < cycles->count; i++)
		put_cycle(out, &cycles->at[i]);
}

bool cycles_unpack(const void *bytes, size_t length, struct arena *arena, struct cycle_list *cycles) {
	if (length == 0)
		return true;
	struct cursor in = unpack_begin(bytes, length, arena);
	int32_t count = unpack_count(&in);
	cycles->capacity = (size_t)count + ROOM_FOR_OPEN_ONES;
	cycles->at = ARENA_ARRAY(arena, struct cycle, cycles->capacity);
	for (; count > 0 && !in.failed; count--)
		get_cycle(&in, LIST_ADD(arena, cycles));
	return unpack_finish(&in);
}

/* In the store */

static bool read_kept(struct store *store, struct arena *arena, int64_t membership, struct cycle_list *cycles) {
	struct query *query = store_query(store, STATEMENT_MEMBERSHIP_CYCLES);
	bool whole = false;
	size_t length;
	query_bind_number(query, 1, membership);
	if (query_step(query) == STEP_ROW) {
		const void *bytes = query_blob(query, 0, &length);
		whole = cycles_unpack(bytes, length, arena, cycles);
	}
	query_end(query);
	return whole;
}

static void write_kept(struct store *store, struct arena *arena, int64_t membership, const struct cycle_list *cycles) {
	struct query *query = store_query(store, STATEMENT_MEMBERSHIP_SET_CYCLES);
	struct buffer bytes;
	buffer_init(&bytes, arena);
	cycles_pack(&bytes, cycles);
	query_bind_number(query, 1, membership);
	query_bind_blob(query, 2, bytes.at, bytes.length);
	query_run(query);
}

bool cycle_keep(struct store *store, struct arena *arena, const struct contract *contract, bool closed) {
	struct cycle_list cycles = {0};
	struct cycle cycle;
	if (!read_kept(store, arena, contract->membership, &cycles) || !cycle_of(arena, contract, &cycle))
		return false;
	if (closed)
		cycle_put(arena, &cycles, &cycle);
	else
		take_out(&cycles, contract->id);
	write_kept(store, arena, contract->membership, &cycles);
	return true;
}
