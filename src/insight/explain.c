#include "insight/explain.h"

#include "base/amount.h"
#include "insight/daybook.h"
#include "rules/effects.h"

#include <string.h>

static const char *const columns[] = {
	"contract", "ref",          "client",  "name",          "entry",  "visitor",     "visitor_name",
	"service",  "session",      "done_on", "slot_value",    "share",  "entitlement", "paid_before",
	"paid",     "value_before", "value",   "credit_before", "credit", "amount",      "formula"};
enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

/* What one share of one session stood at in a state. */
struct stand {
	const struct change *change; /* that used the slot; NULL: nobody's */
	struct money slot_value, entitlement, credit;
	int64_t bp;
};

/* Whoever came to have it done: not always the owner. */
struct visitor {
	int64_t entry; /* that did it; 0: nobody was looked up yet */
	const char *ref, *name;
};

struct explaining {
	struct request *request;
	int64_t staff; /* 0: the house */
	const struct contract *contract;
	bool names; /* are told */
	const char *client, *name;
	struct visitor visitor; /* of the row written last */
	struct state before, after;
	struct money sum;
};

/* The place of the staff among the shares of a change, the house being the last; −1: not there. */
static int32_t place_of(const struct explaining *explaining, const struct change *change) {
	for (int32_t i = 0; i < change->share_count; i++)
		if (change->shares[i].staff == explaining->staff)
			return i;
	return explaining->staff == 0 ? change->share_count : -1;
}

static int64_t share_bp(const struct change *change, int32_t place) {
	int64_t left = 10000;

	if (place < change->share_count)
		return change->shares[place].bp;
	for (int32_t i = 0; i < change->share_count; i++)
		left -= change->shares[i].bp;
	return left;
}

static struct money value_shared(const struct explaining *explaining, int32_t slot, struct money value) {
	const struct terms *terms = &explaining->contract->terms;
	const struct line *line = &terms->lines[contract_line_of(explaining->contract, slot)];

	if (!explaining->request->catalog->settings.performance_net_of_tax)
		return value;
	return money_sub(value, money_tax_within(value, line->tax_bp));
}

static struct stand stand_of(const struct explaining *explaining, const struct state *state, int32_t slot) {
	const struct contract *contract = explaining->contract;
	struct stand stand = {0};

	if (!state->begun || state->slots[slot].stand != SLOT_USED || state->slots[slot].change < 0)
		return stand;
	const struct change *change = &contract->changes.at[state->slots[slot].change];
	int32_t place = place_of(explaining, change);
	if (change->kind != CHANGE_REDEEM || place < 0)
		return stand;
	struct money *parts = ARENA_ARRAY(contract->arena, struct money, change->share_count + 1);
	stand.change = change;
	stand.slot_value = value_shared(explaining, slot, state->slots[slot].value);
	entitlements(contract->arena, stand.slot_value, change->shares, change->share_count, parts);
	stand.entitlement = parts[place];
	stand.credit = credit_of(parts[place], state);
	stand.bp = share_bp(change, place);
	return stand;
}

/* "floor(1,000 × 5,000 / 10,000) − 0": the formula with its figures. */
static const char *formula(const struct explaining *explaining, const struct stand *before, const struct stand *after) {
	struct arena *arena = explaining->request->arena;
	int32_t decimals = explaining->request->catalog->settings.decimals;

	if (!after->change)
		return arena_format(arena, "0 − %s", amount_text(arena, before->credit, decimals));
	return arena_format(arena, "floor(%s × %s / %s) − %s", amount_text(arena, after->entitlement, decimals),
			    amount_text(arena, explaining->after.paid, decimals),
			    amount_text(arena, explaining->after.live_value, decimals),
			    amount_text(arena, before->credit, decimals));
}

static int64_t service_of(const struct explaining *explaining, int32_t slot, const struct change *change) {
	const struct contract *contract = explaining->contract;
	const struct line *line = &contract->terms.lines[contract_line_of(contract, slot)];

	return change->other ? change->other : line->item_count == 1 ? line->items[0] : 0;
}

static int64_t client_of_entry(struct request *request, int64_t entry) {
	struct query *query = store_query(request->store, STATEMENT_ENTRY_BY_ID);
	query_bind_number(query, 1, entry);
	int64_t client = query_step(query) == STEP_ROW ? query_number(query, 5) : 0;
	query_end(query);
	return client;
}

/* A visit often has several sessions: it is looked up once. */
static void look_up_visitor(struct explaining *explaining, int64_t entry) {
	if (explaining->visitor.entry == entry)
		return;
	int64_t client = client_of_entry(explaining->request, entry);
	explaining->visitor = (struct visitor){.entry = entry};
	if (client)
		explaining->visitor.ref = ref_of_client(explaining->request, client);
	if (client && explaining->names)
		explaining->visitor.name = name_of_client(explaining->request, client);
}

static void write_row(struct explaining *explaining, int32_t slot, const struct stand *before,
		      const struct stand *after) {
	struct request *request = explaining->request;
	const struct contract *contract = explaining->contract;
	const struct stand *shown = after->change ? after : before;

	look_up_visitor(explaining, shown->change->entry);
	struct cell cells[COLUMN_COUNT] = {cell_number(contract->id),
					   cell_text(contract->named ? arena_text(request->arena, contract->ref) : NULL),
					   cell_text(explaining->client),
					   cell_text(explaining->name),
					   cell_number(explaining->visitor.entry),
					   cell_text(explaining->visitor.ref),
					   cell_text(explaining->visitor.name),
					   cell_text(word_of_item(request, service_of(explaining, slot, shown->change))),
					   cell_number(slot + 1),
					   cell_date(shown->change->date),
					   cell_money(shown->slot_value),
					   cell_bp(shown->bp),
					   cell_money(shown->entitlement),
					   cell_money(explaining->before.paid),
					   cell_money(explaining->after.paid),
					   cell_money(explaining->before.live_value),
					   cell_money(explaining->after.live_value),
					   cell_money(before->credit),
					   cell_money(after->credit),
					   cell_money(money_sub(after->credit, before->credit)),
					   cell_text(formula(explaining, before, after))};
	memcpy(report_row_add(request->report), cells, sizeof cells);
}

/* Only what the day has changed. */
static void add_row(struct explaining *explaining, int32_t slot, const struct stand *before, const struct stand *after) {
	struct money amount = money_sub(after->credit, before->credit);

	if ((!before->change && !after->change) || money_is_zero(amount))
		return;
	write_row(explaining, slot, before, after);
	explaining->sum = money_add(explaining->sum, amount);
}

static void explain_slot(struct explaining *explaining, int32_t slot) {
	const struct stand none = {0};
	struct stand before = stand_of(explaining, &explaining->before, slot);
	struct stand after = stand_of(explaining, &explaining->after, slot);

	if (before.change && after.change && before.change != after.change) {
		add_row(explaining, slot, &before, &none);
		add_row(explaining, slot, &none, &after);
		return;
	}
	add_row(explaining, slot, &before, &after);
}

static enum carnet_status explain_contract(struct explaining *explaining, struct contract *contract, int32_t day) {
	explaining->contract = contract;
	if (explaining->names)
		explaining->name = name_of_client(explaining->request, contract_owner(contract));
	if (!state_fold(contract, day - 1, &explaining->before) || !state_fold(contract, day, &explaining->after))
		return request_fault(explaining->request);
	for (int32_t i = 0; i < contract_slot_count(contract); i++)
		explain_slot(explaining, i);
	return store_faulted(explaining->request->store) ? request_fault(explaining->request) : CARNET_OK;
}

static enum carnet_status explain_day(struct explaining *explaining, int32_t day) {
	struct request *request = explaining->request;
	struct arena *arena = arena_create(); /* of one contract at a time */
	enum carnet_status status = CARNET_OK;
	struct contract contract;
	struct daybook daybook;

	status = daybook_read(request, day, &daybook);
	for (size_t i = 0; status == CARNET_OK && i < daybook.contracts.count; i++) {
		arena_reset(arena);
		status = contract_at(request, arena, daybook.contracts.at[i], &contract, &explaining->client);
		if (status == CARNET_OK)
			status = explain_contract(explaining, &contract, day);
	}
	arena_destroy(arena);
	return status;
}

static void finish_report(struct explaining *explaining, const char *staff, int32_t day) {
	static const char *const totals[] = {"amount"};
	static const char *const notes[] = {"staff", "basis"};
	struct report *report = explaining->request->report;

	report->from = report->to = day;
	report_set_totals(report, totals, (struct cell[]){cell_money(explaining->sum)}, 1);
	report_set_notes(report, notes, (struct cell[]){cell_text(staff), cell_text(basis_name(BASIS_CASH_DELIVERED))},
			 2);
}

enum carnet_status explain_make(struct book *book, struct arena *arena, const char *staff, int32_t date, bool names,
				struct report *report, struct refusal *why) {
	static const struct report_kind kind = {.about = {"explain", "", ""}, .filters = FILTER_STAFF};
	struct report_query query = {.from = date, .to = date, .as_of = DATE_NONE, .staff = staff, .today = date};
	struct request request = {.book = book,
				  .catalog = book_catalog(book),
				  .store = book_store(book),
				  .arena = arena,
				  .report = report,
				  .why = why};
	struct explaining explaining = {.request = &request, .names = names};

	TRY(request_fill(&request, &kind, &query));
	report->columns = columns;
	report->column_count = COLUMN_COUNT;
	explaining.staff = request.staff;
	TRY(explain_day(&explaining, date));
	finish_report(&explaining, word_of_staff(&request, request.staff), date);
	return CARNET_OK;
}
