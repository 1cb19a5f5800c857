#include "insight/past.h"

#include "insight/remark.h"
#include "insight/scan.h"
#include "rules/rhythm.h"

#include <stdlib.h>
#include <string.h>

enum { BEGINNING_DAYS = 31 };

/* Which clients */

static enum carnet_status read_extent(struct request *request, struct past *past, int64_t most) {
	struct query *query = store_query(request->store, STATEMENT_REPORT_EXTENT);
	int64_t clients = 0, contracts = 0;

	if (query_step(query) == STEP_ROW) {
		clients = query_number(query, 0);
		contracts = query_number(query, 1);
	}
	query_end(query);
	if (store_faulted(request->store))
		return request_fault(request);
	past->one_in = contracts <= CONTRACTS_WHOLE ? 1 : (contracts + most - 1) / most;
	past->client_count = (size_t)((clients + past->one_in - 1) / past->one_in);
	past->clients = ARENA_ARRAY(past->arena, struct past_client, past->client_count);
	for (size_t i = 0; i < past->client_count; i++)
		past->clients[i] = (struct past_client){.id = 1 + (int64_t)i * past->one_in, .first_day = DATE_NONE};
	return CARNET_OK;
}

/* A contract */

static bool in_time(const struct past *past, const struct change *change) {
	return change_stands(change) && change->date <= past->to;
}

static void add_slot(struct past *past, const struct contract *contract, const struct slot *slot,
		     const struct line *line) {
	struct past_slot *kept = LIST_ADD(past->arena, &past->slots);
	const struct change *taken = slot->stand != SLOT_FREE && slot->change >= 0 ? &contract->changes.at[slot->change]
										   : NULL;

	*kept = (struct past_slot){.taken_on = DATE_NONE,
				   .stand = SLOT_FREE,
				   .item = line->item_count > 0 ? line->items[0] : 0,
				   .value = slot->value,
				   .list_price = line->list_price};
	if (slot->stand == SLOT_FREE || (taken && !in_time(past, taken)))
		return;
	/* What was used before the book began is gone, and nobody's visit. */
	kept->stand = taken ? slot->stand : SLOT_TRANSFERRED;
	kept->taken_on = taken ? taken->date : contract->sold_on;
	if (taken && taken->kind == CHANGE_REDEEM && taken->other)
		kept->item = taken->other;
}

static void add_flow(struct past *past, const struct change *change) {
	struct money kept = money_add(money_add(change->fee, change->uplift), change->breakage);
	struct past_flow flow = {.day = change->date};

	if (change->kind == CHANGE_PAY || change->kind == CHANGE_FUND || change->kind == CHANGE_CREDIT ||
	    change->kind == CHANGE_OPEN || change->kind == CHANGE_RECEIVE) {
		flow.held = change->amount;
		flow.cash = change->kind == CHANGE_PAY ? change->amount : MONEY_ZERO;
	} else if (change->kind == CHANGE_SPEND) {
		flow.held = money_negate(change->amount);
	} else if (change->kind == CHANGE_REVIVE) {
		flow.held = change->breakage;
		flow.kept = flow.breakage = money_negate(change->breakage);
	} else if (change->kind == CHANGE_CANCEL) {
		flow.cash = money_negate(change->refund);
		flow.kept = kept;
		flow.breakage = change->breakage;
		flow.held = money_negate(money_add(money_add(change->refund, change->moved), kept));
	} else {
		return;
	}
	*LIST_ADD(past->arena, &past->flows) = flow;
}

static bool line_is_counted(const struct line *line) {
	return line->kind == LINE_SERVICE || line->kind == LINE_DAYS || line->kind == LINE_PRODUCT;
}

static void add_slots(struct past *past, const struct contract *contract, const struct state *state) {
	for (int32_t i = 0; i < contract->terms.line_count; i++) {
		const struct line *line = &contract->terms.lines[i];
		int32_t start = contract_line_start(contract, i);
		size_t first = past->slots.count;
		for (int32_t k = 0; line_is_counted(line) && k < line->sessions && start + k < state->slot_count; k++)
			add_slot(past, contract, &state->slots[start + k], line);
		if (line->kind == LINE_SERVICE && model_of_stream(contract->terms.stream) != MODEL_SINGLE)
			*LIST_ADD(past->arena, &past->lines) = (struct past_line){
				.item = line->items[0], .slots = first, .slot_count = past->slots.count - first};
	}
}

static bool begins_sold(const struct contract *contract) {
	return contract->changes.count > 0 && contract->changes.at[0].kind == CHANGE_SELL && !contract->reopened_credit;
}

static void add_flows(struct past *past, const struct contract *contract) {
	for (size_t i = 0; i < contract->changes.count; i++)
		if (in_time(past, &contract->changes.at[i]))
			add_flow(past, &contract->changes.at[i]);
}

static void keep_contract(struct past *past, const struct contract *contract, const struct state *state, size_t client) {
	struct past_contract kept = {.client = client,
				     .id = contract->id,
				     .offer = contract->offer,
				     .membership = contract->membership,
				     .stream = contract->terms.stream,
				     .sold = begins_sold(contract),
				     .sold_on = contract->sold_on,
				     .expires_on = state_expires_on(contract, state),
				     .alert_at = contract->terms.alert_at,
				     .price = contract->terms.price,
				     .lines = past->lines.count,
				     .slots = past->slots.count,
				     .flows = past->flows.count};
	add_slots(past, contract, state);
	add_flows(past, contract);
	kept.line_count = past->lines.count - kept.lines;
	kept.slot_count = past->slots.count - kept.slots;
	kept.flow_count = past->flows.count - kept.flows;
	*LIST_ADD(past->arena, &past->contracts) = kept;
}

static enum carnet_status add_contract(struct request *request, struct past *past, const struct contract *contract,
				       size_t client) {
	struct state state;

	if (contract->sold_on > past->to)
		return CARNET_OK;
	if (!state_fold(contract, STATE_TODAY, &state))
		return request_fault(request);
	if (state.begun)
		keep_contract(past, contract, &state, client);
	return CARNET_OK;
}

/* All of them, or those of one client at a time */

static enum carnet_status read_all(struct request *request, struct past *past) {
	struct scan scan;
	const struct scanned *scanned;
	enum carnet_status status = CARNET_OK;

	scan_begin(&scan, request, false);
	while (status == CARNET_OK && (scanned = scan_next(&scan)))
		status = add_contract(request, past, scanned->contract, (size_t)(scanned->owner - 1));
	if (status != CARNET_OK)
		scan.status = status;
	return scan_finish(&scan);
}

static bool is_asked_for(const struct request *request, const struct contract *contract) {
	return request->branch == 0 || contract->branch == request->branch;
}

static enum carnet_status read_client(struct request *request, struct past *past, struct arena *arena, size_t client) {
	struct query *query = store_query(request->store, STATEMENT_CONTRACT_OF_CLIENT);
	enum carnet_status status = CARNET_OK;
	enum step step = STEP_DONE;

	arena_reset(arena);
	query_bind_number(query, 1, past->clients[client].id);
	while (status == CARNET_OK && (step = query_step(query)) == STEP_ROW) {
		struct contract *contract = ARENA_NEW(arena, struct contract);
		if (!contract_read(contract, query, arena))
			status = request_fault(request);
		else if (is_asked_for(request, contract))
			status = add_contract(request, past, contract, client);
	}
	query_end(query);
	return status == CARNET_OK && step == STEP_FAULT ? request_fault(request) : status;
}

static enum carnet_status read_some(struct request *request, struct past *past) {
	struct arena *arena = arena_create();
	enum carnet_status status = CARNET_OK;

	for (size_t i = 0; status == CARNET_OK && i < past->client_count; i++)
		status = read_client(request, past, arena, i);
	arena_destroy(arena);
	return status;
}

/* In order */

static int compare_contracts(const void *a, const void *b) {
	const struct past_contract *one = a, *other = b;

	if (one->client != other->client)
		return one->client < other->client ? -1 : 1;
	return (one->id > other->id) - (one->id < other->id);
}

static void group_contracts(struct past *past) {
	if (past->contracts.count > 1)
		qsort(past->contracts.at, past->contracts.count, sizeof *past->contracts.at, compare_contracts);
	for (size_t i = 0; i < past->contracts.count; i++) {
		const struct past_contract *contract = &past->contracts.at[i];
		struct past_client *client = &past->clients[contract->client];
		for (size_t k = 0; k < contract->line_count; k++)
			past->lines.at[contract->lines + k].contract = i;
		if (client->contract_count++ == 0)
			client->contracts = i;
		client->first_day = contract->sold_on < client->first_day ? contract->sold_on : client->first_day;
		past->from = contract->sold_on < past->from ? contract->sold_on : past->from;
	}
}

/* Tracks */

struct use {
	size_t client;
	int64_t item;
	int32_t day;
};
struct use_list LIST(struct use);

static int compare_uses(const void *a, const void *b) {
	const struct use *one = a, *other = b;

	if (one->client != other->client)
		return one->client < other->client ? -1 : 1;
	if (one->item != other->item)
		return one->item < other->item ? -1 : 1;
	return (one->day > other->day) - (one->day < other->day);
}

static void list_uses(const struct past *past, struct use_list *uses) {
	for (size_t i = 0; i < past->contracts.count; i++) {
		const struct past_contract *contract = &past->contracts.at[i];
		for (size_t k = 0; k < contract->slot_count; k++) {
			const struct past_slot *slot = &past->slots.at[contract->slots + k];
			if (slot->stand == SLOT_USED && slot->item && contract->stream != STREAM_GOODS)
				*LIST_ADD(past->arena, uses) = (struct use){contract->client, slot->item,
									    slot->taken_on};
		}
	}
	if (uses->count > 1)
		qsort(uses->at, uses->count, sizeof *uses->at, compare_uses);
}

static void make_tracks(struct past *past) {
	struct use_list uses = {0};
	struct track *track = NULL;

	list_uses(past, &uses);
	for (size_t i = 0; i < uses.count; i++) {
		const struct use *use = &uses.at[i];
		if (!track || track->client != use->client || track->item != use->item) {
			track = LIST_ADD(past->arena, &past->tracks);
			*track = (struct track){use->client, use->item, past->days.count, 0};
		} else if (past->days.at[past->days.count - 1] == use->day) {
			continue;
		}
		*LIST_ADD(past->arena, &past->days) = use->day;
		track->day_count++;
	}
}

enum carnet_status past_read(struct request *request, struct past *past, int64_t most) {
	/* Nothing is known of days to come. */
	int32_t to = request->day < request->now ? request->day : request->now;

	*past = (struct past){.arena = request->arena, .from = DATE_NONE, .to = to};
	request->day = to;
	TRY(read_extent(request, past, most));
	request->stream = ANY_STREAM;
	TRY(past->one_in == 1 ? read_all(request, past) : read_some(request, past));
	group_contracts(past);
	make_tracks(past);
	return CARNET_OK;
}

/* Looking at it */

/* As everywhere: of the latest visits (rulebook §11). */
int32_t track_rhythm(const struct past *past, const struct track *track) {
	size_t kept = track->day_count < VISITS_KEPT ? track->day_count : VISITS_KEPT;
	struct visits visits = {.item = track->item, .count = (int32_t)kept};
	const struct visits_list list = {.at = &visits, .count = 1, .capacity = 1};

	memcpy(visits.days, past->days.at + track->days + (track->day_count - kept), sizeof *visits.days * kept);
	return habit_of_one(&list, track->item, 0, past->to).rhythm;
}

bool slot_used_by(const struct past_slot *slot, int32_t day) {
	return slot->stand == SLOT_USED && slot->taken_on <= day;
}

bool slot_free_at(const struct past_slot *slot, int32_t day) {
	return slot->taken_on > day;
}

struct cell past_remark(const struct past *past) {
	int64_t count = 0;

	for (size_t i = 0; i < past->client_count; i++)
		count += past->clients[i].contract_count > 0;
	return cell_remark(past->arena, past->one_in > 1 ? REMARK_SAMPLE : REMARK_ALL, count, past->one_in);
}

const char *model_name(enum model model) {
	static const char *const names[] = {"single", "package", "plan"};

	return names[model];
}

enum model model_of_stream(enum stream stream) {
	switch (stream) {
	case STREAM_MEMBERSHIP: return MODEL_PLAN;
	case STREAM_PACKAGE:
	case STREAM_COMBO:
	case STREAM_CREDIT: return MODEL_PACKAGE;
	case STREAM_VISIT:
	case STREAM_GOODS:
	case STREAM_LEGACY:
	case STREAM_COUNT: break;
	}
	return MODEL_SINGLE;
}

enum model model_of_client(const struct past *past, const struct past_client *client) {
	enum model model = MODEL_SINGLE;

	for (size_t i = 0; i < client->contract_count; i++) {
		const struct past_contract *contract = &past->contracts.at[client->contracts + i];
		enum model one = model_of_stream(contract->stream);
		if (contract->sold_on <= client->first_day + BEGINNING_DAYS && one > model)
			model = one;
	}
	return model;
}
