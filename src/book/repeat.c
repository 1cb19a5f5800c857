#include "base/json.h"
#include "book/tick.h"
#include "book/verify.h"
#include "book/work.h"

#include <stdio.h>
#include <string.h>

/* Repeating a book's entries in an empty book. */

struct repeat {
	struct book *to;
	struct verification *verification;
	struct arena *arena;
	struct refusal *why;
};

struct kept_entry {
	int64_t id;
	int32_t date, ticked_to;
	int64_t recorded_at;
	const char *name, *key, *operation;
};

enum { BATCH = 512 };

static void say(struct verification *verification, const char *line) {
	verification->differences++;
	verification->say(verification->context, line);
}

static void complain(struct repeat *repeat, const struct kept_entry *entry, const char *what) {
	say(repeat->verification, arena_format(repeat->arena, "entry %lld (%s) cannot be repeated: %s",
					       (long long)entry->id, entry->name, what));
}

/* A client's ref is personal and not in the entry: its number stands for it. */
static const char *readable(struct repeat *repeat, const struct kept_entry *entry) {
	const char *member = strstr(entry->operation, "\"client\":");
	if (strcmp(entry->name, "client") != 0 || !member)
		return entry->operation;
	const char *number = member + strlen("\"client\":");
	size_t digits = strspn(number, "0123456789");
	return arena_format(repeat->arena, "%.*s\"ref\":\"#%.*s\"%s", (int)(member - entry->operation),
			    entry->operation, (int)digits, number, number + digits);
}

static void repeat_operation(struct repeat *repeat, const struct kept_entry *entry) {
	struct operation op;
	struct buffer result;
	struct origin origin = {DATE_MAX, entry->recorded_at};
	const char *text = readable(repeat, entry);
	buffer_init(&result, repeat->arena);
	if (repeat->verification->read(repeat->arena, text, strlen(text), &op, repeat->why) != CARNET_OK) {
		complain(repeat, entry, repeat->why->message);
		return;
	}
	op.key = entry->key;
	if (book_apply(repeat->to, repeat->arena, &op, &origin, &result, repeat->why) != CARNET_OK)
		complain(repeat, entry, repeat->why->message);
}

/* An entry a tick made comes about by ticking again; others by the operation they keep. */
static enum carnet_status repeat_entry(struct repeat *repeat, const struct kept_entry *entry) {
	struct book *to = repeat->to;
	struct origin origin = {DATE_MAX, entry->recorded_at};
	if (!entry->name || !entry->operation)
		return refuse(repeat->why, CARNET_UNAVAILABLE, "The book is damaged: entry %lld is not whole.",
			      (long long)entry->id);
	if (entry->id <= to->entries)
		return CARNET_OK;
	if (entry->ticked_to > to->ticked_to)
		TRY(book_tick(to, repeat->arena, &origin, entry->ticked_to, NULL, repeat->why));
	if (strcmp(entry->name, "tick") != 0)
		repeat_operation(repeat, entry);
	if (to->entries < entry->id) {
		complain(repeat, entry, "nothing comes of it");
		to->entries = entry->id;
	}
	return store_faulted(to->store) ? refuse(repeat->why, CARNET_UNAVAILABLE, "%s", store_fault_text(to->store))
					: CARNET_OK;
}

static size_t read_batch(struct book *from, int64_t after, struct arena *arena, struct kept_entry *entries) {
	struct query *query = store_query(from->store, STATEMENT_ENTRY_AFTER);
	size_t count = 0;
	query_bind_number(query, 1, after);
	query_bind_number(query, 2, BATCH);
	while (count < BATCH && query_step(query) == STEP_ROW)
		entries[count++] = (struct kept_entry){.id = query_number(query, 0),
						       .date = (int32_t)query_number(query, 1),
						       .recorded_at = query_number(query, 2),
						       .ticked_to = (int32_t)query_number(query, 3),
						       .name = query_text_copy(query, 4, arena),
						       .key = query_text_copy(query, 7, arena),
						       .operation = query_text_copy(query, 9, arena)};
	query_end(query);
	return count;
}

static enum carnet_status repeat_batch(struct repeat *repeat, const struct kept_entry *entries, size_t count) {
	TRY(book_begin(repeat->to, repeat->why));
	for (size_t i = 0; i < count; i++) {
		arena_reset(repeat->arena);
		TRY(repeat_entry(repeat, &entries[i]));
		repeat->verification->entries++;
	}
	return book_finish(repeat->to, repeat->why);
}

static enum carnet_status repeat_all(struct repeat *repeat, struct book *from, struct arena *kept) {
	struct kept_entry *entries = ARENA_ARRAY(kept, struct kept_entry, BATCH);
	struct arena *texts = arena_create();
	enum carnet_status status = CARNET_OK;
	int64_t done = 0;
	size_t count = read_batch(from, done, texts, entries);
	while (count > 0 && status == CARNET_OK) {
		if (entries[count - 1].id <= done) {
			status = refuse(repeat->why, CARNET_UNAVAILABLE,
					"The book is damaged: its entries are not in order.");
			break;
		}
		done = entries[count - 1].id;
		status = repeat_batch(repeat, entries, count);
		arena_reset(texts);
		count = read_batch(from, done, texts, entries);
	}
	arena_destroy(texts);
	return status;
}

static enum carnet_status tick_to_the_end(struct repeat *repeat, struct book *from) {
	struct origin origin = {DATE_MAX, 0};
	TRY(book_begin(repeat->to, repeat->why));
	if (from->ticked_to > repeat->to->ticked_to)
		TRY(book_tick(repeat->to, repeat->arena, &origin, from->ticked_to, NULL, repeat->why));
	return book_finish(repeat->to, repeat->why);
}

enum carnet_status book_repeat(struct book *from, struct book *to, struct verification *verification,
			       struct refusal *why) {
	struct arena *arena = arena_create(), *kept = arena_create();
	struct repeat repeat = {to, verification, arena, why};
	enum carnet_status status = repeat_all(&repeat, from, kept);
	if (status == CARNET_OK)
		status = tick_to_the_end(&repeat, from);
	arena_destroy(arena);
	arena_destroy(kept);
	return status;
}
