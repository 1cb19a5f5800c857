#include "book/ahead.h"
#include "book/cycles.h"
#include "book/entry.h"
#include "book/member.h"
#include "book/pack.h"
#include "book/totals.h"
#include "book/visits.h"
#include "book/work.h"
#include "rules/alert.h"

#include <sodium.h>
#include <string.h>

/* Recording: what the rules decided becomes an entry, rows and totals, in one go. */

/* When the tick must look at a contract next */

static int32_t next_free_day(const struct contract *contract, const struct state *state) {
	for (int32_t i = 0; i < state->slot_count; i++)
		if (state->slots[i].stand == SLOT_FREE)
			return date_add_days(contract->valid_from, i);
	return DATE_NONE;
}

static int32_t expiry_day(const struct contract *contract, const struct state *state) {
	int32_t end = state_expires_on(contract, state);
	if (!state_open(contract, state) || end == DATE_NONE || state_expiry_held(contract, state))
		return DATE_NONE;
	return end + 1;
}

static int32_t suspension_day(struct work *work, const struct contract *contract, const struct state *state) {
	struct membership *membership;
	if (work_membership_of(work, contract, &membership) != CARNET_OK || !membership)
		return DATE_NONE;
	if (!money_is_positive(state_due(state)) || membership->suspended_on != DATE_NONE ||
	    membership->ended_on != DATE_NONE)
		return DATE_NONE;
	return date_add_days(cycle_due_day(contract), membership->plan.suspend_days);
}

static int32_t earlier(int32_t a, int32_t b) {
	return a < b ? a : b;
}

static int32_t due_on(struct work *work, const struct contract *contract, const struct state *state) {
	if (!state->begun)
		return DATE_NONE;
	int32_t day = contract_is_access_cycle(contract) ? next_free_day(contract, state) : expiry_day(contract, state);
	return contract->membership ? earlier(day, suspension_day(work, contract, state)) : day;
}

/* Rows */

bool contract_is_open(const struct contract *contract, const struct state *state) {
	return state->begun && (state_open(contract, state) || money_is_positive(state_due(state)));
}

int32_t contract_used_up_on(const struct contract *contract, const struct state *state) {
	enum stream stream = contract->terms.stream;
	if ((stream != STREAM_PACKAGE && stream != STREAM_COMBO) || !state->begun ||
	    contract_is_open(contract, state) || state->last_taken != CAUSE_USE)
		return DATE_NONE;
	return state_last_use(contract, state);
}

int32_t contract_closed_on(const struct contract *contract, const struct state *state) {
	bool holds = state->begun && money_is_positive(state_liability(state));
	return contract_is_open(contract, state) || holds ? DATE_NONE : contract_latest_day(contract);
}

static void pack_blob(struct work *work, struct query *query, int parameter, const struct contract *contract,
		      void (*pack)(struct buffer *, const struct contract *)) {
	struct buffer bytes;
	buffer_init(&bytes, work->arena);
	pack(&bytes, contract);
	query_bind_blob(query, parameter, bytes.at, bytes.length);
}

static void insert_contract(struct work *work, const struct contract *contract, const struct state *state, int32_t due) {
	struct query *query = store_query(work->book->store, STATEMENT_CONTRACT_ADD);
	query_bind_number(query, 1, contract->id);
	query_bind_text(query, 2, contract->named ? contract->ref : NULL);
	query_bind_number(query, 3, contract_owner(contract));
	query_bind_number(query, 4, contract->offer);
	query_bind_number(query, 5, contract->membership);
	query_bind_number(query, 6, (int64_t)contract->terms.stream);
	query_bind_number(query, 7, contract->branch);
	query_bind_number(query, 8, contract->sold_on);
	query_bind_number(query, 9, !state->begun);
	query_bind_number(query, 10, contract_is_open(contract, state));
	query_bind_number(query, 11, due);
	query_bind_number(query, 12, money_units(contract->terms.price));
	query_bind_number(query, 13, money_units(state->live_value));
	query_bind_number(query, 14, money_units(state->delivered));
	query_bind_number(query, 15, money_units(state->paid));
	query_bind_number(query, 16, money_units(state->written_off));
	pack_blob(work, query, 17, contract, pack_terms);
	pack_blob(work, query, 18, contract, pack_history);
	query_bind_number(query, 19, contract_used_up_on(contract, state));
	query_bind_number(query, 20, contract_closed_on(contract, state));
	query_run(query);
}

static void move_contract(struct work *work, const struct contract *contract, const struct state *state) {
	struct query *query = store_query(work->book->store, STATEMENT_CONTRACT_MOVE);
	query_bind_number(query, 1, contract->id);
	query_bind_number(query, 2, money_units(state->live_value));
	query_bind_number(query, 3, money_units(state->delivered));
	query_bind_number(query, 4, money_units(state->paid));
	query_bind_number(query, 5, money_units(state->written_off));
	pack_blob(work, query, 6, contract, pack_history);
	query_run(query);
}

static void set_contract(struct work *work, const struct contract *contract, const struct state *state, int32_t due) {
	struct query *query = store_query(work->book->store, STATEMENT_CONTRACT_SET);
	query_bind_number(query, 1, contract->id);
	query_bind_number(query, 2, contract_owner(contract));
	query_bind_number(query, 3, !state->begun);
	query_bind_number(query, 4, contract_is_open(contract, state));
	query_bind_number(query, 5, due);
	query_bind_number(query, 6, money_units(state->live_value));
	query_bind_number(query, 7, money_units(state->delivered));
	query_bind_number(query, 8, money_units(state->paid));
	query_bind_number(query, 9, money_units(state->written_off));
	pack_blob(work, query, 10, contract, pack_history);
	query_bind_number(query, 11, contract_used_up_on(contract, state));
	query_bind_number(query, 12, contract_closed_on(contract, state));
	query_run(query);
}

/* Most entries leave a contract open, and its owner and due day as they are, and so the indexes on them. */
static void update_contract(struct work *work, const struct loaded *loaded, const struct state *state, int32_t due) {
	const struct contract *contract = loaded->contract;
	if (loaded->kept_open && contract_is_open(contract, state) && loaded->kept_client == contract_owner(contract) &&
	    loaded->kept_due_on == due)
		move_contract(work, contract, state);
	else
		set_contract(work, contract, state, due);
}

static void write_holders(struct work *work, const struct contract *contract) {
	struct client_list holders = {0};
	store_forget_ahead(work->book->store);
	struct query *clear = store_query(work->book->store, STATEMENT_HOLDER_CLEAR);
	query_bind_number(clear, 1, contract->id);
	query_run(clear);
	contract_holders(contract, &holders);
	for (size_t i = 0; i < holders.count; i++) {
		struct query *add = store_query(work->book->store, STATEMENT_HOLDER_ADD);
		query_bind_number(add, 1, holders.at[i]);
		query_bind_number(add, 2, contract->id);
		query_run(add);
	}
}

static enum carnet_status check_contract(struct work *work, const struct contract *contract) {
	struct state state;
	TRY(work_state(work, contract, &state));
	if (!money_fits(state.live_value) || !money_fits(state.paid))
		return refuse(work->why, CARNET_TOO_LARGE, "An amount of %s would grow beyond what is accepted.",
			      contract->ref);
	if (!state_sound(&state))
		return refuse(work->why, CARNET_BUILT_UPON, "Later entries of %s stand against it.", contract->ref);
	return CARNET_OK;
}

static enum carnet_status write_contract(struct work *work, struct loaded *loaded) {
	const struct contract *contract = loaded->contract;
	struct state state;
	TRY(work_state(work, contract, &state));
	int32_t due = due_on(work, contract, &state);
	if (loaded->is_new)
		insert_contract(work, contract, &state, due);
	else
		update_contract(work, loaded, &state, due);
	work->book->next_due = earlier(work->book->next_due, due);
	ahead_contract_written(work, contract, loaded->kept_client);
	if (loaded->holders_changed)
		write_holders(work, contract);
	return CARNET_OK;
}

static void bind_membership(struct work *work, struct query *query, int first, const struct membership *membership) {
	struct buffer bytes;
	buffer_init(&bytes, work->arena);
	pack_membership(&bytes, membership);
	query_bind_number(query, first, membership->plan.offer);
	query_bind_number(query, first + 1, membership->voided_by != 0);
	query_bind_number(query, first + 2, membership->ended_on);
	query_bind_number(query, first + 3, membership->suspended_on);
	query_bind_number(query, first + 4, membership_next_day(membership));
	query_bind_blob(query, first + 5, bytes.at, bytes.length);
}

static void write_membership(struct work *work, const struct loaded_membership *loaded) {
	const struct membership *membership = loaded->membership;
	struct query *query = store_query(work->book->store,
					  loaded->is_new ? STATEMENT_MEMBERSHIP_ADD : STATEMENT_MEMBERSHIP_SET);
	query_bind_number(query, 1, membership->id);
	if (loaded->is_new) {
		query_bind_text(query, 2, membership->named ? membership->ref : NULL);
		query_bind_number(query, 3, membership->client);
	}
	bind_membership(work, query, loaded->is_new ? 4 : 2, membership);
	query_run(query);
	work->book->next_due = earlier(work->book->next_due, membership_next_day(membership));
}

/* Of a cycle that was open and still is nothing is kept. Behind the memberships: a new one's first cycle may be closed at once. */
static enum carnet_status keep_cycle(struct work *work, const struct loaded *loaded) {
	const struct contract *contract = loaded->contract;
	struct state state;
	TRY(work_state(work, contract, &state));
	bool closed = state.begun && !contract_is_open(contract, &state);
	if (!closed && (loaded->is_new || loaded->kept_open))
		return CARNET_OK;
	return cycle_keep(work->book->store, work->arena, contract, closed) ? CARNET_OK : work_fault(work);
}

/* The entry */

static void insert_entry(struct work *work, const struct entry *entry, const unsigned char *fingerprint) {
	struct query *query = store_query(work->book->store, STATEMENT_ENTRY_ADD);
	query_bind_number(query, 1, entry->id);
	query_bind_number(query, 2, entry->date);
	query_bind_number(query, 3, entry->recorded_at);
	query_bind_number(query, 4, entry->ticked_to);
	query_bind_text(query, 5, entry->name);
	query_bind_number(query, 6, entry->client);
	query_bind_number(query, 7, entry->actor);
	query_bind_text(query, 8, entry->key);
	if (fingerprint)
		query_bind_blob(query, 9, fingerprint, ENTRY_HASH_BYTES);
	query_bind_text(query, 10, entry->operation);
	query_bind_text(query, 11, entry->result);
	query_bind_blob(query, 12, entry->contracts.at, entry->contracts.length);
	query_bind_blob(query, 13, entry->postings.at, entry->postings.length);
	query_bind_number(query, 14, entry->previous);
	query_bind_blob(query, 15, entry->hash, ENTRY_HASH_BYTES);
	query_run(query);
}

static void go_on_with_chain(struct work *work, const struct entry *entry) {
	struct book *book = work->book;
	if (entry->client == 0) {
		memcpy(book->chain, entry->hash, ENTRY_HASH_BYTES);
		book->last_entry = entry->id;
		return;
	}
	ahead_chain_moved(work);
	struct query *query = store_query(book->store,
					  work->visited ? STATEMENT_CLIENT_VISITED : STATEMENT_CLIENT_CHAIN);
	struct buffer visits;
	query_bind_number(query, 1, entry->client);
	query_bind_number(query, 2, entry->id);
	query_bind_blob(query, 3, entry->hash, ENTRY_HASH_BYTES);
	if (work->visited) {
		buffer_init(&visits, work->arena);
		pack_visits(&visits, &work->visits);
		query_bind_blob(query, 4, visits.at, visits.length);
	}
	query_run(query);
}

static void write_void(struct work *work) {
	if (!work->undoes)
		return;
	struct query *query = store_query(work->book->store, STATEMENT_VOIDED_ADD);
	query_bind_number(query, 1, work->undoes);
	query_bind_number(query, 2, work->act.entry);
	query_run(query);
}

/* What a key asked again is to get again, apart from the figures of the books. */
static void write_counsel(struct work *work) {
	if (!work->op || !work->op->key || work->counsel.length == 0)
		return;
	struct query *query = store_query(work->book->store, STATEMENT_COUNSEL_ADD);
	query_bind_number(query, 1, work->act.entry);
	query_bind_text(query, 2, work->counsel.at);
	query_run(query);
}

static void write_note(struct work *work) {
	if (!work->op || !work->op->note)
		return;
	struct query *query = store_query(work->book->store, STATEMENT_ENTRY_NOTE_ADD);
	query_bind_number(query, 1, work->act.entry);
	query_bind_text(query, 2, work->op->note);
	query_run(query);
}

static bool is_changed_by(const struct contract *contract, int64_t entry) {
	for (size_t i = 0; i < contract->changes.count; i++)
		if (contract->changes.at[i].entry == entry || contract->changes.at[i].gone_by == entry)
			return true;
	return false;
}

static struct packed packed_contracts(struct work *work) {
	struct number_list ids = {0};
	struct buffer bytes;
	for (size_t i = 0; i < work->contracts.count; i++)
		if (is_changed_by(work->contracts.at[i]->contract, work->act.entry))
			*LIST_ADD(work->arena, &ids) = work->contracts.at[i]->contract->id;
	buffer_init(&bytes, work->arena);
	pack_numbers(&bytes, ids.at, ids.count);
	return (struct packed){bytes.at, bytes.length};
}

static struct packed packed_postings(struct work *work, const struct posting_list *postings) {
	struct buffer bytes;
	buffer_init(&bytes, work->arena);
	pack_postings(&bytes, postings);
	return (struct packed){bytes.at, bytes.length};
}

static struct entry make_entry(struct work *work, const struct posting_list *postings) {
	const char *key = work->op ? work->op->key : NULL;
	return (struct entry){.id = work->act.entry,
			      .date = work->act.date,
			      .recorded_at = work->origin->recorded_at,
			      .ticked_to = work->book->ticked_to,
			      .name = work->name,
			      .client = work->client.id,
			      .actor = work->actor,
			      .key = key,
			      .operation = work->content,
			      .result = key ? work->result->at : NULL,
			      .contracts = packed_contracts(work),
			      .postings = packed_postings(work, postings),
			      .previous = work->client.id ? work->client.last_entry : work->book->last_entry};
}

static void write_entry(struct work *work, const struct posting_list *postings) {
	unsigned char fingerprint[ENTRY_HASH_BYTES], hash[ENTRY_HASH_BYTES];
	struct entry entry = make_entry(work, postings);
	if (entry.key)
		book_fingerprint(work->book, work->op->content, fingerprint);
	entry_hash(&entry, work->client.id ? work->client.chain : work->book->chain, hash);
	entry.hash = hash;
	insert_entry(work, &entry, entry.key ? fingerprint : NULL);
	ahead_key_used(work);
	go_on_with_chain(work, &entry);
	write_counsel(work);
	write_note(work);
	write_void(work);
	write_period(work);
}

void book_fingerprint(const struct book *book, const char *content, unsigned char fingerprint[32]) {
	crypto_generichash(fingerprint, ENTRY_HASH_BYTES, (const unsigned char *)content, strlen(content), book->secret,
			   sizeof book->secret);
}

void work_effects(struct work *work, struct effect_list *effects) {
	for (size_t i = 0; i < work->contracts.count; i++) {
		struct loaded *loaded = work->contracts.at[i];
		if (!loaded->touched)
			continue;
		loaded->effects = (struct effect_list){0};
		effects_of(loaded->contract, loaded->from, &work->rules, &loaded->effects);
		effects_subtract(work->arena, &loaded->effects, &loaded->before);
		for (size_t k = 0; k < loaded->effects.count; k++)
			*LIST_ADD(work->arena, effects) = loaded->effects.at[k];
	}
}

enum carnet_status work_check(struct work *work) {
	for (size_t i = 0; i < work->contracts.count; i++)
		if (work->contracts.at[i]->touched)
			TRY(check_contract(work, work->contracts.at[i]->contract));
	return CARNET_OK;
}

enum carnet_status work_keep(struct work *work) {
	for (size_t i = 0; i < work->contracts.count; i++)
		if (work->contracts.at[i]->touched)
			TRY(write_contract(work, work->contracts.at[i]));
	for (size_t i = 0; i < work->memberships.count; i++)
		if (work->memberships.at[i]->touched)
			write_membership(work, work->memberships.at[i]);
	for (size_t i = 0; i < work->contracts.count; i++)
		if (work->contracts.at[i]->touched && work->contracts.at[i]->contract->membership)
			TRY(keep_cycle(work, work->contracts.at[i]));
	return store_faulted(work->book->store) ? work_fault(work) : CARNET_OK;
}

enum carnet_status work_record(struct work *work, const struct effect_list *effects) {
	struct posting_list postings = {0};
	postings_of(work->arena, effects, &work->rules, &postings);
	if (!postings_balance(&postings))
		return refuse(work->why, CARNET_UNAVAILABLE, "The postings do not balance; nothing was written.");
	TRY(work_check(work));
	TRY(work_keep(work));
	write_entry(work, &postings);
	totals_add_effects(work->book->totals, effects);
	totals_add_postings(work->book->totals, &postings);
	work->book->entries = work->act.entry;
	work->book->money_booked = work->book->money_booked || work->book->contracts > 0;
	return store_faulted(work->book->store) ? work_fault(work) : CARNET_OK;
}
