#include "rules/contract.h"

static const char *const stream_names[] = {
#define STREAM_NAME(symbol, name) [symbol] = (name),
	STREAM_LIST(STREAM_NAME)
#undef STREAM_NAME
};

const char *stream_name(enum stream stream) {
	return stream_names[stream];
}

static bool comes_before(const struct change *a, const struct change *b) {
	return a->date != b->date ? a->date < b->date : a->entry < b->entry;
}

struct change *contract_add(struct contract *contract, const struct change *change) {
	LIST_ADD(contract->arena, &contract->changes);
	size_t place = contract->changes.count - 1;
	while (place > 0 && comes_before(change, &contract->changes.at[place - 1])) {
		contract->changes.at[place] = contract->changes.at[place - 1];
		place--;
	}
	contract->changes.at[place] = *change;
	return &contract->changes.at[place];
}

bool change_counts(const struct change *change, int32_t day) {
	return change->date <= day && change->gone_on > day;
}

bool change_stands(const struct change *change) {
	return change->gone_by == 0;
}

int32_t contract_latest_day(const struct contract *contract) {
	int32_t latest = contract->sold_on;
	for (size_t i = 0; i < contract->changes.count; i++) {
		const struct change *change = &contract->changes.at[i];
		if (!change_stands(change) && change->gone_on == change->date)
			continue;
		int32_t day = change_stands(change) ? change->date : change->gone_on;
		if (day > latest)
			latest = day;
	}
	return latest;
}

int64_t contract_owner(const struct contract *contract) {
	int64_t owner = contract->client;
	for (size_t i = 0; i < contract->changes.count; i++) {
		const struct change *change = &contract->changes.at[i];
		if (change->kind == CHANGE_TRANSFER && change_stands(change))
			owner = change->other;
	}
	return owner;
}

static void drop_holder(struct client_list *holders, int64_t client) {
	size_t kept = 0;
	for (size_t i = 0; i < holders->count; i++)
		if (holders->at[i] != client)
			holders->at[kept++] = holders->at[i];
	holders->count = kept;
}

void contract_holders(const struct contract *contract, struct client_list *holders) {
	for (size_t i = 0; i < contract->changes.count; i++) {
		const struct change *change = &contract->changes.at[i];
		if (!change_stands(change))
			continue;
		if (change->kind == CHANGE_SHARE)
			*LIST_ADD(contract->arena, holders) = change->other;
		else if (change->kind == CHANGE_UNSHARE || change->kind == CHANGE_TRANSFER)
			drop_holder(holders, change->other);
	}
}

bool contract_is_holder(const struct contract *contract, int64_t client) {
	struct client_list holders = {0};
	contract_holders(contract, &holders);
	for (size_t i = 0; i < holders.count; i++)
		if (holders.at[i] == client)
			return true;
	return false;
}

int32_t contract_slot_count(const struct contract *contract) {
	return contract_line_start(contract, contract->terms.line_count);
}

int32_t contract_line_start(const struct contract *contract, int32_t line) {
	int32_t start = 0;
	for (int32_t i = 0; i < line; i++)
		start += contract->terms.lines[i].sessions;
	return start;
}

int32_t contract_line_of(const struct contract *contract, int32_t slot) {
	int32_t line = 0;
	while (slot >= contract->terms.lines[line].sessions)
		slot -= contract->terms.lines[line++].sessions;
	return line;
}

bool line_covers(const struct line *line, int64_t item) {
	for (int32_t i = 0; i < line->item_count; i++)
		if (line->items[i] == item)
			return true;
	return false;
}

bool line_counts_sessions(const struct line *line) {
	return line->kind == LINE_SERVICE || line->kind == LINE_PRODUCT;
}

bool contract_is_topup(const struct contract *contract) {
	return contract->terms.stream == STREAM_CREDIT;
}

bool contract_is_access_cycle(const struct contract *contract) {
	return contract->terms.line_count > 0 && contract->terms.lines[0].kind == LINE_DAYS;
}
