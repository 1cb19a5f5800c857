#include "book/work.h"

#include "book/row.h"

#include <assert.h>
#include <string.h>

void work_init(struct work *work, struct book *book, struct arena *arena, const struct origin *origin,
	       struct refusal *why) {
	*work = (struct work){.book = book, .arena = arena, .origin = origin, .why = why};
	work->act.entry = book->entries + 1;
	work->closes = work->undone_visit_on = DATE_NONE;
	work->role = ROLE_OWNER;
	work->rules.performance_net_of_tax = book->catalog.settings.performance_net_of_tax;
	work->rules.tax_at_delivery = book->catalog.settings.tax_point == TAX_AT_DELIVERY;
}

const struct catalog *work_catalog(const struct work *work) {
	return &work->book->catalog;
}

enum carnet_status work_fault(struct work *work) {
	return store_refuse(work->book->store, work->why);
}

/* Rows */

static struct loaded *known_contract(struct work *work, int64_t id) {
	for (size_t i = 0; i < work->contracts.count; i++)
		if (work->contracts.at[i]->contract->id == id)
			return work->contracts.at[i];
	return NULL;
}

static struct loaded *loaded_of(struct work *work, const struct contract *contract) {
	return known_contract(work, contract->id);
}

/* What does not change meanwhile is folded once. */
enum carnet_status work_state(struct work *work, const struct contract *contract, struct state *state) {
	struct loaded *loaded = loaded_of(work, contract);
	bool keeps = loaded && loaded->contract == contract && (work->decided || !loaded->touched);
	if (keeps && loaded->folded) {
		*state = loaded->state;
		return CARNET_OK;
	}
	if (!state_fold(contract, STATE_TODAY, state))
		return work_fault(work);
	if (keeps) {
		loaded->state = *state;
		loaded->folded = true;
	}
	return CARNET_OK;
}

static struct contract *keep_contract(struct work *work, struct contract *contract) {
	struct loaded *loaded = ARENA_NEW(work->arena, struct loaded);
	loaded->contract = contract;
	*LIST_ADD(work->arena, &work->contracts) = loaded;
	return contract;
}

/* Columns: id, ref, offer, membership, branch, sold_on, terms, history, client, open, due_on. */
static enum carnet_status read_contract(struct work *work, struct query *query, struct contract **contract) {
	struct loaded *known = known_contract(work, query_number(query, 0));
	if (known) {
		*contract = known->contract;
		return CARNET_OK;
	}
	struct contract *read = ARENA_NEW(work->arena, struct contract);
	if (!contract_read(read, query, work->arena))
		return work_fault(work);
	*contract = keep_contract(work, read);
	struct loaded *loaded = loaded_of(work, read);
	loaded->kept_client = query_number(query, 8);
	loaded->kept_open = query_number(query, 9) != 0;
	loaded->kept_due_on = row_day(query, 10);
	return CARNET_OK;
}

static enum carnet_status read_contracts(struct work *work, struct query *query, struct contract_list *contracts) {
	enum carnet_status status = CARNET_OK;
	enum step step = STEP_DONE;
	while (status == CARNET_OK && (step = query_step(query)) == STEP_ROW)
		status = read_contract(work, query, LIST_ADD(work->arena, contracts));
	query_end(query);
	return step == STEP_FAULT ? work_fault(work) : status;
}

static struct membership *known_membership(struct work *work, int64_t id) {
	for (size_t i = 0; i < work->memberships.count; i++)
		if (work->memberships.at[i]->membership->id == id)
			return work->memberships.at[i]->membership;
	return NULL;
}

static struct membership *keep_membership(struct work *work, struct membership *membership, bool is_new) {
	struct loaded_membership *loaded = ARENA_NEW(work->arena, struct loaded_membership);
	loaded->membership = membership;
	loaded->is_new = loaded->touched = is_new;
	*LIST_ADD(work->arena, &work->memberships) = loaded;
	return membership;
}

/* Columns: id, ref, client, body. */
static enum carnet_status read_membership(struct work *work, struct query *query, struct membership **membership) {
	*membership = known_membership(work, query_number(query, 0));
	if (*membership)
		return CARNET_OK;
	struct membership *read = ARENA_NEW(work->arena, struct membership);
	if (!membership_read(read, query, work->arena))
		return work_fault(work);
	*membership = keep_membership(work, read, false);
	return CARNET_OK;
}

static enum carnet_status read_memberships(struct work *work, struct query *query, struct membership_list *memberships) {
	enum carnet_status status = CARNET_OK;
	enum step step = STEP_DONE;
	while (status == CARNET_OK && (step = query_step(query)) == STEP_ROW)
		status = read_membership(work, query, LIST_ADD(work->arena, memberships));
	query_end(query);
	return step == STEP_FAULT ? work_fault(work) : status;
}

/* By reference */

static const char *shown(struct work *work, const struct reference *reference) {
	return reference->text ? reference->text : arena_format(work->arena, "%lld", (long long)reference->number);
}

static struct query *query_by(struct work *work, const struct reference *reference, enum statement by_ref,
			      enum statement by_id) {
	struct query *query = store_query(work->book->store, reference->text ? by_ref : by_id);
	if (reference->text)
		query_bind_text(query, 1, reference->text);
	else
		query_bind_number(query, 1, reference->number);
	return query;
}

enum carnet_status work_client(struct work *work, const struct reference *reference, struct client *client) {
	struct query *query = query_by(work, reference, STATEMENT_CLIENT_BY_REF, STATEMENT_CLIENT_BY_ID);
	enum step step = query_step(query);
	if (step == STEP_ROW) {
		size_t length;
		client->id = query_number(query, 0);
		client->ref = query_text_copy(query, 1, work->arena);
		client->last_entry = query_number(query, 2);
		const void *chain = query_blob(query, 3, &length);
		client->chain = length == 32 ? arena_copy(work->arena, chain, 32) : arena_alloc(work->arena, 32);
		const void *visits = query_blob(query, 4, &client->visits_length);
		client->visits = client->visits_length > 0 ? arena_copy(work->arena, visits, client->visits_length)
							   : NULL;
	}
	query_end(query);
	if (step == STEP_FAULT)
		return work_fault(work);
	if (step == STEP_DONE)
		return refuse(work->why, CARNET_NOT_FOUND, "There is no client %s.", shown(work, reference));
	return CARNET_OK;
}

enum carnet_status work_owner(struct work *work, const struct contract *contract) {
	struct reference reference = {true, NULL, contract_owner(contract)};
	return work_client(work, &reference, &work->client);
}

static struct contract *new_by_reference(struct work *work, const struct reference *reference) {
	for (size_t i = 0; i < work->contracts.count; i++) {
		struct contract *contract = work->contracts.at[i]->contract;
		if (reference->text ? contract->named && strcmp(contract->ref, reference->text) == 0
				    : contract->id == reference->number)
			return contract;
	}
	return NULL;
}

static enum carnet_status no_contract(struct work *work, const struct reference *reference) {
	return refuse(work->why, CARNET_NOT_FOUND, "There is no contract %s.", shown(work, reference));
}

static enum carnet_status find_contract(struct work *work, const struct reference *reference,
					struct contract **contract) {
	struct contract_list found = {0};
	*contract = new_by_reference(work, reference);
	if (*contract)
		return CARNET_OK;
	TRY(read_contracts(work, query_by(work, reference, STATEMENT_CONTRACT_BY_REF, STATEMENT_CONTRACT_BY_ID), &found));
	if (found.count == 0)
		return no_contract(work, reference);
	*contract = found.at[0];
	return CARNET_OK;
}

/* A contract whose sale was voided is not there any more, but for those who know its number from an entry. */
enum carnet_status work_contract(struct work *work, const struct reference *reference, struct contract **contract) {
	struct state today;
	TRY(find_contract(work, reference, contract));
	assert(*contract);
	TRY(work_state(work, *contract, &today));
	return today.begun ? CARNET_OK : no_contract(work, reference);
}

enum carnet_status work_contract_at(struct work *work, int64_t id, struct contract **contract) {
	struct reference reference = {true, NULL, id};
	return find_contract(work, &reference, contract);
}

enum carnet_status work_membership(struct work *work, const struct reference *reference, struct membership **membership) {
	for (size_t i = 0; i < work->memberships.count; i++) {
		*membership = work->memberships.at[i]->membership;
		if (reference->text ? (*membership)->named && strcmp((*membership)->ref, reference->text) == 0
				    : (*membership)->id == reference->number)
			return CARNET_OK;
	}
	struct membership_list found = {0};
	TRY(read_memberships(work, query_by(work, reference, STATEMENT_MEMBERSHIP_BY_REF, STATEMENT_MEMBERSHIP_BY_ID),
			     &found));
	if (found.count == 0)
		return refuse(work->why, CARNET_NOT_FOUND, "There is no membership %s.", shown(work, reference));
	*membership = found.at[0];
	return CARNET_OK;
}

enum carnet_status work_membership_at(struct work *work, int64_t id, struct membership **membership) {
	struct reference reference = {true, NULL, id};
	return work_membership(work, &reference, membership);
}

/* Lists */

static enum carnet_status contracts_by(struct work *work, enum statement statement, int64_t number,
				       struct contract_list *contracts) {
	struct query *query = store_query(work->book->store, statement);
	query_bind_number(query, 1, number);
	return read_contracts(work, query, contracts);
}

static enum carnet_status own_open(struct work *work, int64_t client) {
	if (work->open_of == client)
		return CARNET_OK;
	work->open = (struct contract_list){0};
	TRY(contracts_by(work, STATEMENT_CONTRACT_OPEN_OF, client, &work->open));
	work->open_of = client;
	return CARNET_OK;
}

static void add_contracts(struct work *work, const struct contract_list *from, struct contract_list *contracts) {
	for (size_t i = 0; i < from->count; i++)
		*LIST_ADD(work->arena, contracts) = from->at[i];
}

enum carnet_status work_open_contracts(struct work *work, int64_t client, struct contract_list *contracts) {
	TRY(own_open(work, client));
	add_contracts(work, &work->open, contracts);
	for (size_t i = 0; i < work->contracts.count; i++)
		if (work->contracts.at[i]->is_new && work->contracts.at[i]->contract->client == client)
			*LIST_ADD(work->arena, contracts) = work->contracts.at[i]->contract;
	return contracts_by(work, STATEMENT_CONTRACT_HELD_BY, client, contracts);
}

enum carnet_status work_counselled(struct work *work, int64_t client, int32_t since, struct contract_list *contracts) {
	TRY(own_open(work, client));
	add_contracts(work, &work->open, contracts);
	struct query *query = store_query(work->book->store, STATEMENT_CONTRACT_USED_UP_OF);
	query_bind_number(query, 1, client);
	query_bind_number(query, 2, since);
	return read_contracts(work, query, contracts);
}

enum carnet_status work_cycles(struct work *work, int64_t membership, struct contract_list *contracts) {
	TRY(contracts_by(work, STATEMENT_CONTRACT_OF_MEMBERSHIP, membership, contracts));
	for (size_t i = 0; i < work->contracts.count; i++)
		if (work->contracts.at[i]->is_new && work->contracts.at[i]->contract->membership == membership)
			*LIST_ADD(work->arena, contracts) = work->contracts.at[i]->contract;
	return CARNET_OK;
}

enum carnet_status work_memberships_of(struct work *work, int64_t client, struct membership_list *memberships) {
	struct query *query = store_query(work->book->store, STATEMENT_MEMBERSHIP_OF_CLIENT);
	query_bind_number(query, 1, client);
	return read_memberships(work, query, memberships);
}

static enum carnet_status ref_in_use(struct work *work, enum statement statement, const char *ref) {
	struct query *query = store_query(work->book->store, statement);
	query_bind_text(query, 1, ref);
	enum step step = query_step(query);
	query_end(query);
	if (step == STEP_FAULT)
		return work_fault(work);
	return step == STEP_ROW ? refuse_for(work->why, REFUSED_REF_IN_USE, ref, "The ref %s is in use.", ref)
				: CARNET_OK;
}

enum carnet_status work_ref_free(struct work *work, const char *ref) {
	if (!ref)
		return CARNET_OK;
	for (size_t i = 0; i < work->contracts.count; i++)
		if (work->contracts.at[i]->contract->named && strcmp(work->contracts.at[i]->contract->ref, ref) == 0)
			return refuse_for(work->why, REFUSED_REF_IN_USE, ref, "The ref %s is in use.", ref);
	for (size_t i = 0; i < work->memberships.count; i++)
		if (work->memberships.at[i]->membership->named &&
		    strcmp(work->memberships.at[i]->membership->ref, ref) == 0)
			return refuse_for(work->why, REFUSED_REF_IN_USE, ref, "The ref %s is in use.", ref);
	TRY(ref_in_use(work, STATEMENT_CONTRACT_REF_USED, ref));
	return ref_in_use(work, STATEMENT_MEMBERSHIP_REF_USED, ref);
}

/* Changing */

void work_touch(struct work *work, struct contract *contract, int32_t from) {
	struct loaded *loaded = loaded_of(work, contract);
	if (loaded->touched)
		return;
	loaded->touched = true;
	loaded->folded = false;
	loaded->from = from;
	effects_of(contract, from, &work->rules, &loaded->before);
}

void work_holders_change(struct work *work, struct contract *contract) {
	loaded_of(work, contract)->holders_changed = true;
}

void work_touch_membership(struct work *work, struct membership *membership) {
	for (size_t i = 0; i < work->memberships.count; i++)
		if (work->memberships.at[i]->membership == membership)
			work->memberships.at[i]->touched = true;
}

static void begin_contract(struct work *work, struct contract *contract, enum change_kind kind) {
	struct change change = act_change(&work->act, kind);
	contract_add(contract, &change);
}

struct contract *work_new_contract(struct work *work, int64_t client, const char *ref, const struct terms *terms,
				   enum change_kind kind) {
	struct contract *contract = ARENA_NEW(work->arena, struct contract);
	contract->arena = work->arena;
	contract->id = ++work->book->contracts;
	contract->named = ref != NULL;
	contract->ref = ref ? ref : contract_name(work->arena, contract->id);
	contract->client = client;
	contract->branch = work->act.branch;
	contract->sold_on = contract->valid_from = work->act.date;
	contract->terms = *terms;
	begin_contract(work, contract, kind);
	keep_contract(work, contract);
	struct loaded *loaded = loaded_of(work, contract);
	loaded->is_new = loaded->touched = true;
	loaded->from = work->act.date;
	return contract;
}

struct membership *work_new_membership(struct work *work, int64_t client, const char *ref) {
	struct membership *membership = ARENA_NEW(work->arena, struct membership);
	membership->arena = work->arena;
	membership->id = ++work->book->memberships;
	membership->named = ref != NULL;
	membership->ref = ref ? ref : membership_name(work->arena, membership->id);
	membership->client = client;
	membership->branch = work->act.branch;
	membership->entry = work->act.entry;
	membership->sold_on = membership->anchor = membership->latest = work->act.date;
	membership->suspended_on = membership->ended_on = DATE_NONE;
	return keep_membership(work, membership, true);
}

enum carnet_status work_membership_of(struct work *work, const struct contract *contract,
				      struct membership **membership) {
	*membership = NULL;
	return contract->membership ? work_membership_at(work, contract->membership, membership) : CARNET_OK;
}

enum carnet_status work_shares(struct work *work, const struct share_op_list *staff, const struct share **shares,
			       int32_t *count) {
	struct share *read = ARENA_ARRAY(work->arena, struct share, staff->count);
	for (size_t i = 0; i < staff->count; i++) {
		const struct staff *one = catalog_staff(work_catalog(work), &staff->at[i].staff);
		if (!one)
			return refuse(work->why, CARNET_NOT_FOUND, "There is no staff member %s.",
				      shown(work, &staff->at[i].staff));
		read[i] = (struct share){one->id, staff->at[i].share_bp};
	}
	*shares = read;
	*count = (int32_t)staff->count;
	return CARNET_OK;
}
