#include "book/ahead.h"

#include "book/counsel.h"

/* Asking */

static void ask_by(struct book *book, const struct reference *reference, enum statement by_ref, enum statement by_id) {
	if (!reference->given)
		return;
	struct query *query = store_query(book->store, reference->text ? by_ref : by_id);
	if (reference->text)
		query_bind_text(query, 1, reference->text);
	else
		query_bind_number(query, 1, reference->number);
	query_ask_ahead(query);
}

static void ask_contract(struct book *book, const struct reference *contract) {
	ask_by(book, contract, STATEMENT_CONTRACT_BY_REF, STATEMENT_CONTRACT_BY_ID);
}

/* The client whose open contracts the operation looks through; NULL: it does not. */
static const struct reference *client_of(const struct operation *op) {
	if (op->kind == OP_VISIT)
		return &op->as.visit.client;
	return op->kind == OP_PAY ? &op->as.pay.client : NULL;
}

void book_ask_ahead(struct book *book, const struct operation *op) {
	const struct reference *client = client_of(op);
	if (op->key) {
		struct query *query = store_query(book->store, STATEMENT_ENTRY_BY_KEY);
		query_bind_text(query, 1, op->key);
		query_ask_ahead(query);
	}
	if (client)
		ask_by(book, client, STATEMENT_CLIENT_BY_REF, STATEMENT_CLIENT_BY_ID);
	if (op->kind == OP_VISIT)
		for (size_t i = 0; i < op->as.visit.items.count; i++)
			ask_contract(book, &op->as.visit.items.at[i].contract);
	if (op->kind == OP_REFUND)
		ask_contract(book, &op->as.refund.contract);
}

static void ask_of_client(struct book *book, enum statement statement, int64_t client) {
	struct query *query = store_query(book->store, statement);
	query_bind_number(query, 1, client);
	query_ask_ahead(query);
}

/* What was used up lately, for the counsel a visit is answered with. */
static void ask_used_up(struct book *book, const struct operation *op, const struct origin *origin, int64_t client) {
	int32_t day = op->date == DATE_NONE ? origin->today : op->date;
	struct counsel counsel = counsel_on(book, NULL, day > book->ticked_to ? day : book->ticked_to, 0);
	struct query *query = store_query(book->store, STATEMENT_CONTRACT_USED_UP_OF);
	query_bind_number(query, 1, client);
	query_bind_number(query, 2, counsel_since(&counsel));
	query_ask_ahead(query);
}

void book_ask_ahead_more(struct book *book, const struct operation *op, const struct origin *origin) {
	const struct reference *client = client_of(op);
	if (!client || !client->given || !client->text)
		return;
	struct query *query = store_query(book->store, STATEMENT_CLIENT_BY_REF);
	query_bind_text(query, 1, client->text);
	int64_t id = query_step(query) == STEP_ROW ? query_number(query, 0) : 0;
	query_end(query);
	if (id == 0)
		return;
	ask_of_client(book, STATEMENT_CONTRACT_OPEN_OF, id);
	ask_of_client(book, STATEMENT_CONTRACT_HELD_BY, id);
	if (op->kind == OP_VISIT)
		ask_used_up(book, op, origin, id);
}

/* Forgetting */

static void forget_number(struct store *store, enum statement statement, int64_t number) {
	struct query *query = store_query(store, statement);
	query_bind_number(query, 1, number);
	query_forget_ahead(query);
}

static void forget_text(struct store *store, enum statement statement, const char *text) {
	if (!text)
		return;
	struct query *query = store_query(store, statement);
	query_bind_text(query, 1, text);
	query_forget_ahead(query);
}

static void forget_of_owner(struct store *store, int64_t owner) {
	forget_number(store, STATEMENT_CONTRACT_OPEN_OF, owner);
	forget_number(store, STATEMENT_CONTRACT_USED_UP_OF, owner);
}

void ahead_contract_written(struct work *work, const struct contract *contract, int64_t before) {
	struct store *store = work->book->store;
	struct client_list holders = {0};
	contract_holders(contract, &holders);
	for (size_t i = 0; i < holders.count; i++)
		forget_number(store, STATEMENT_CONTRACT_HELD_BY, holders.at[i]);
	forget_of_owner(store, before);
	forget_of_owner(store, contract_owner(contract));
	forget_number(store, STATEMENT_CONTRACT_BY_ID, contract->id);
	forget_text(store, STATEMENT_CONTRACT_BY_REF, contract->named ? contract->ref : NULL);
}

void ahead_chain_moved(const struct work *work) {
	forget_number(work->book->store, STATEMENT_CLIENT_BY_ID, work->client.id);
	forget_text(work->book->store, STATEMENT_CLIENT_BY_REF, work->client.ref);
}

void ahead_key_used(const struct work *work) {
	forget_text(work->book->store, STATEMENT_ENTRY_BY_KEY, work->op ? work->op->key : NULL);
}
