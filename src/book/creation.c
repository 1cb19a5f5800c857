#include "book/book.h"
#include "book/work.h"

#include <sodium.h>

/* New books. What they are made with is kept in meta, so that their first settings are known to whoever repeats their entries. */

static struct settings first_settings(const struct book_creation *creation) {
	struct settings settings = settings_default();
	settings.name = creation->name;
	settings.currency = creation->currency;
	settings.decimals = creation->decimals;
	settings.timezone = creation->timezone;
	settings.free_clock = creation->free_clock;
	return settings;
}

static void remember(struct store *store, const char *name, const char *value) {
	struct query *query = store_query(store, STATEMENT_META_SET);
	query_bind_text(query, 1, name);
	query_bind_text(query, 2, value);
	query_run(query);
}

static void remember_creation(struct store *store, const struct book_creation *creation) {
	char decimals[2] = {(char)('0' + creation->decimals), '\0'};
	remember(store, "first_name", creation->name);
	remember(store, "first_currency", creation->currency);
	remember(store, "first_timezone", creation->timezone);
	remember(store, "first_decimals", decimals);
	remember(store, "first_clock", creation->free_clock ? "free" : "real");
}

static const char *recall(struct store *store, struct arena *arena, const char *name) {
	struct query *query = store_query(store, STATEMENT_META_GET);
	query_bind_text(query, 1, name);
	const char *value = query_step(query) == STEP_ROW ? query_text_copy(query, 0, arena) : "";
	query_end(query);
	return value;
}

static struct book_creation recall_creation(struct store *store, struct arena *arena) {
	return (struct book_creation){.name = recall(store, arena, "first_name"),
				      .currency = recall(store, arena, "first_currency"),
				      .timezone = recall(store, arena, "first_timezone"),
				      .decimals = recall(store, arena, "first_decimals")[0] - '0',
				      .free_clock = recall(store, arena, "first_clock")[0] == 'f'};
}

static bool write_first_rows(struct store *store, const struct book_creation *creation) {
	unsigned char secret[32], chain[32] = {0};
	struct settings settings = first_settings(creation);
	randombytes_buf(secret, sizeof secret);
	struct query *query = store_query(store, STATEMENT_BOOK_CREATE);
	query_bind_number(query, 1, NEVER);
	query_bind_number(query, 2, NEVER);
	query_bind_blob(query, 3, chain, sizeof chain);
	query_bind_blob(query, 4, secret, sizeof secret);
	query_run(query);
	remember_creation(store, creation);
	return catalog_set_first(store, &settings);
}

enum carnet_status book_create(const char *address, const struct book_creation *creation, struct refusal *why) {
	struct store *store = NULL;
	if (sodium_init() < 0)
		return refuse(why, CARNET_UNAVAILABLE, "This machine gives no random numbers.");
	struct settings settings = first_settings(creation);
	enum carnet_status status = settings_check(&settings, why);
	if (status == CARNET_OK)
		status = store_create(address, why);
	if (status == CARNET_OK)
		status = store_open(address, STORE_READ_WRITE, &store, why);
	if (status != CARNET_OK)
		return status;
	bool done = store_begin(store) && write_first_rows(store, creation) && store_commit(store);
	status = done ? CARNET_OK : store_refuse(store, why);
	store_close(store);
	return status;
}

static enum carnet_status begin_scratch(struct book *like, struct book *scratch, struct arena *arena,
					struct refusal *why) {
	struct book_creation creation = recall_creation(like->store, arena);
	if (!store_begin(scratch->store) || !write_first_rows(scratch->store, &creation) ||
	    !store_commit(scratch->store) || !book_load(scratch))
		return store_refuse(scratch->store, why);
	return CARNET_OK;
}

enum carnet_status book_scratch(struct book *like, struct book **scratch, struct refusal *why) {
	struct arena *arena = arena_create();
	enum carnet_status status = book_open("", STORE_SCRATCH, scratch, why);
	if (status == CARNET_OK)
		status = begin_scratch(like, *scratch, arena, why);
	arena_destroy(arena);
	return status;
}
