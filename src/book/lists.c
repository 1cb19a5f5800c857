#include "base/json.h"
#include "book/handlers.h"

/* Lists and settings: the catalogue and the clients. */

struct listed {
	int64_t id;
	const char *ref;
};

enum carnet_status list_decide(struct work *work) {
	struct listed *listed = work->draft = ARENA_NEW(work->arena, struct listed);
	return catalog_apply(&work->book->catalog, work->book->store, work->op, work->book->money_booked, &listed->id,
			     work->why);
}

void list_answer(struct work *work, const struct effect_list *effects) {
	const struct listed *listed = work->draft;
	(void)effects;
	if (listed && listed->id)
		json_member_number(work->result, operation_name(work->op->kind), listed->id);
}

/* Clients */

static void add_client(struct work *work, const char *ref) {
	store_forget_ahead(work->book->store); /* that there is none of this ref */
	struct query *query = store_query(work->book->store, STATEMENT_CLIENT_ADD);
	unsigned char *chain = arena_alloc(work->arena, 32);
	work->client = (struct client){.id = ++work->book->clients, .ref = ref, .chain = chain};
	query_bind_number(query, 1, work->client.id);
	query_bind_text(query, 2, ref);
	query_bind_blob(query, 3, chain, 32);
	query_run(query);
}

static void set_person(struct work *work, const struct client_op *op) {
	if (!op->name && !op->phone && !op->email && !op->language && !op->note)
		return;
	struct query *query = store_query(work->book->store, STATEMENT_PERSON_SET);
	query_bind_number(query, 1, work->client.id);
	query_bind_text(query, 2, op->name);
	query_bind_text(query, 3, op->phone);
	query_bind_text(query, 4, op->email);
	query_bind_text(query, 5, op->language);
	query_bind_text(query, 6, op->note);
	query_run(query);
}

static void set_tags(struct work *work, const int64_t *tags, size_t count) {
	struct query *clear = store_query(work->book->store, STATEMENT_CLIENT_TAGS_CLEAR);
	query_bind_number(clear, 1, work->client.id);
	query_run(clear);
	for (size_t i = 0; i < count; i++) {
		struct query *add = store_query(work->book->store, STATEMENT_CLIENT_TAG_ADD);
		query_bind_number(add, 1, work->client.id);
		query_bind_number(add, 2, tags[i]);
		query_run(add);
	}
}

static enum carnet_status no_such_tag(struct work *work, const struct reference *reference) {
	return refuse(work->why, CARNET_NOT_FOUND, "There is no tag %s.",
		      reference->text ? reference->text
				      : arena_format(work->arena, "%lld", (long long)reference->number));
}

static enum carnet_status find_tags(struct work *work, const struct reference_list *references, int64_t *tags) {
	for (size_t i = 0; i < references->count; i++) {
		const struct tag *tag = catalog_tag(work_catalog(work), &references->at[i]);
		if (!tag)
			return no_such_tag(work, &references->at[i]);
		for (size_t k = 0; k < i; k++)
			if (tags[k] == tag->id)
				return refuse(work->why, CARNET_INVALID, "The tag %s is named twice.", tag->code);
		tags[i] = tag->id;
	}
	return CARNET_OK;
}

enum carnet_status client_decide(struct work *work) {
	const struct client_op *op = &work->op->as.client;
	struct listed *listed = work->draft = ARENA_NEW(work->arena, struct listed);
	int64_t *tags = ARENA_ARRAY(work->arena, int64_t, op->tags.count);
	TRY(find_tags(work, &op->tags, tags));
	enum carnet_status status = work_client(work, &op->client, &work->client);
	if (status == CARNET_NOT_FOUND && op->client.text)
		add_client(work, op->client.text);
	else if (status != CARNET_OK)
		return status;
	set_person(work, op);
	if (op->has_tags)
		set_tags(work, tags, op->tags.count);
	listed->id = work->client.id;
	return CARNET_OK;
}
