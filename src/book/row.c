#include "book/row.h"

#include "book/pack.h"
#include "rules/sound.h"

int32_t row_day(const struct query *row, int column) {
	int64_t number = query_number(row, column);
	return number == DATE_NONE || (number >= DATE_MIN && number <= DATE_MAX) ? (int32_t)number : DATE_MIN - 1;
}

/* Made for every contract read that has no ref, so not by a format. */
static const char *numbered(struct arena *arena, const char *what, int64_t number) {
	struct buffer name;
	buffer_init(&name, arena);
	buffer_text(&name, what);
	buffer_number(&name, number);
	return name.at;
}

const char *contract_name(struct arena *arena, int64_t id) {
	return numbered(arena, "contract ", id);
}

const char *membership_name(struct arena *arena, int64_t id) {
	return numbered(arena, "membership ", id);
}

bool contract_read(struct contract *contract, struct query *row, struct arena *arena) {
	size_t length;
	contract->arena = arena;
	contract->id = query_number(row, 0);
	contract->ref = query_text_copy(row, 1, arena);
	contract->named = contract->ref != NULL;
	if (!contract->named)
		contract->ref = contract_name(arena, contract->id);
	contract->offer = query_number(row, 2);
	contract->membership = query_number(row, 3);
	contract->branch = query_number(row, 4);
	contract->sold_on = row_day(row, 5);
	const void *terms = query_blob(row, 6, &length);
	if (!unpack_terms(terms, length, contract))
		return false;
	const void *history = query_blob(row, 7, &length);
	return unpack_history(history, length, contract) && contract_sound(contract);
}

bool membership_read(struct membership *membership, struct query *row, struct arena *arena) {
	size_t length;
	membership->arena = arena;
	membership->id = query_number(row, 0);
	membership->ref = query_text_copy(row, 1, arena);
	membership->named = membership->ref != NULL;
	if (!membership->named)
		membership->ref = membership_name(arena, membership->id);
	membership->client = query_number(row, 2);
	const void *body = query_blob(row, 3, &length);
	return unpack_membership(body, length, membership) && membership_sound(membership);
}
