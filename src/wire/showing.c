#include "wire/showing.h"

#include "wire/write.h"

#include <stdlib.h>

void showing_init(struct showing *showing, struct book *book, struct arena *arena, struct refusal *why) {
	static const struct origin nobody;
	*showing = (struct showing){.book = book, .arena = arena, .why = why};
	work_init(&showing->work, book, arena, &nobody, why);
	showing->now = book_now(book, clock_today(book_catalog(book)->settings.timezone));
}

/* A text that is a number refers by number too, when nothing has it as its ref. */
static bool by_number(const char *name, struct reference *reference) {
	char *end;
	long long number = strtoll(name, &end, 10);
	*reference = (struct reference){true, NULL, number};
	return *name >= '1' && *name <= '9' && !*end;
}

/* Persons */

static enum carnet_status find_client(struct showing *showing, const char *name, struct client *client) {
	struct reference by_ref = {true, name, 0}, number;
	enum carnet_status status = work_client(&showing->work, &by_ref, client);
	if (status == CARNET_NOT_FOUND && by_number(name, &number))
		status = work_client(&showing->work, &number, client);
	return status;
}

static void read_person(struct showing *showing, struct person *person) {
	struct query *query = store_query(book_store(showing->book), STATEMENT_PERSON_GET);
	query_bind_number(query, 1, person->client.id);
	if (query_step(query) == STEP_ROW) {
		person->name = query_text_copy(query, 0, showing->arena);
		person->phone = query_text_copy(query, 1, showing->arena);
		person->email = query_text_copy(query, 2, showing->arena);
		person->language = query_text_copy(query, 3, showing->arena);
		person->note = query_text_copy(query, 4, showing->arena);
	}
	query_end(query);
}

static void read_tags(struct showing *showing, struct person *person) {
	const struct tag_list *tags = &book_catalog(showing->book)->tags;
	struct query *query = store_query(book_store(showing->book), STATEMENT_CLIENT_TAGS);
	query_bind_number(query, 1, person->client.id);
	while (query_step(query) == STEP_ROW)
		for (size_t i = 0; i < tags->count; i++)
			if (tags->at[i].id == query_number(query, 0))
				*LIST_ADD(showing->arena, &person->tags) = tags->at[i].code;
	query_end(query);
}

enum carnet_status showing_person(struct showing *showing, const char *name, struct person *person) {
	*person = (struct person){0};
	TRY(find_client(showing, name, &person->client));
	read_person(showing, person);
	read_tags(showing, person);
	return store_faulted(book_store(showing->book)) ? work_fault(&showing->work) : CARNET_OK;
}

/* Contracts */

static enum carnet_status look_at(struct showing *showing, struct contract *contract, struct shown *shown) {
	shown->contract = contract;
	TRY(work_state(&showing->work, contract, &shown->state));
	shown->status = state_status(contract, &shown->state, showing->now);
	shown->open = shown->state.begun &&
		      (state_open(contract, &shown->state) || money_is_positive(state_due(&shown->state)));
	return CARNET_OK;
}

enum carnet_status showing_contract(struct showing *showing, const char *name, struct shown *shown) {
	struct reference by_ref = {true, name, 0}, number;
	struct contract *contract;
	enum carnet_status status = work_contract(&showing->work, &by_ref, &contract);
	if (status == CARNET_NOT_FOUND && by_number(name, &number))
		status = work_contract(&showing->work, &number, &contract);
	return status == CARNET_OK ? look_at(showing, contract, shown) : status;
}

static enum carnet_status own_contracts(struct showing *showing, int64_t client, struct contract_list *list) {
	struct client_list ids = {0};
	struct query *query = store_query(book_store(showing->book), STATEMENT_CONTRACT_OF_CLIENT);
	enum step step;
	query_bind_number(query, 1, client);
	while ((step = query_step(query)) == STEP_ROW)
		*LIST_ADD(showing->arena, &ids) = query_number(query, 0);
	query_end(query);
	if (step == STEP_FAULT)
		return work_fault(&showing->work);
	for (size_t i = 0; i < ids.count; i++)
		TRY(work_contract_at(&showing->work, ids.at[i], LIST_ADD(showing->arena, list)));
	return CARNET_OK;
}

enum carnet_status showing_contracts(struct showing *showing, int64_t client, struct shown_list *list) {
	struct contract_list own = {0}, open = {0};
	TRY(own_contracts(showing, client, &own));
	TRY(work_open_contracts(&showing->work, client, &open));
	for (size_t i = 0; i < open.count; i++)
		if (contract_owner(open.at[i]) != client)
			*LIST_ADD(showing->arena, &own) = open.at[i];
	for (size_t i = 0; i < own.count; i++)
		TRY(look_at(showing, own.at[i], LIST_ADD(showing->arena, list)));
	return CARNET_OK;
}

struct money showing_due(const struct person *person, const struct shown_list *contracts) {
	struct money due = MONEY_ZERO;
	for (size_t i = 0; i < contracts->count; i++)
		if (contract_owner(contracts->at[i].contract) == person->client.id)
			due = money_add(due, state_due(&contracts->at[i].state));
	return due;
}

/* Words */

const char *showing_client(struct showing *showing, int64_t client) {
	struct reference reference = {true, NULL, client};
	struct client found;
	return work_client(&showing->work, &reference, &found) == CARNET_OK ? found.ref : "?";
}

const char *showing_item(const struct showing *showing, int64_t item) {
	return catalog_item_at(book_catalog(showing->book), item)->code;
}

const char *showing_staff(const struct showing *showing, int64_t staff) {
	return catalog_staff_at(book_catalog(showing->book), staff)->code;
}

const char *showing_offer(const struct showing *showing, int64_t offer) {
	return catalog_offer_at(book_catalog(showing->book), offer)->code;
}

const char *showing_amount(const struct showing *showing, struct money amount) {
	struct manner manner = {book_catalog(showing->book)->settings.decimals, true};
	struct buffer text;
	buffer_init(&text, showing->arena);
	write_amount(&text, amount, manner);
	return text.at;
}

const char *showing_date(const struct showing *showing, int32_t date) {
	return date_text(date, ARENA_ARRAY(showing->arena, char, DATE_TEXT));
}
