#include "book/catalog_parts.h"
#include "book/rights.h"

#include <string.h>

/* Numbers and amounts that may be SQL NULL, in C NOT_GIVEN or a flag. */

static int32_t small(const struct query *query, int column) {
	return (int32_t)query_number(query, column);
}

static int32_t small_or_none(const struct query *query, int column) {
	return query_is_null(query, column) ? NOT_GIVEN : small(query, column);
}

static bool flag(const struct query *query, int column) {
	return query_number(query, column) != 0;
}

static struct money amount(const struct query *query, int column) {
	return money_of(query_number(query, column));
}

static bool amount_given(const struct query *query, int column, struct money *value) {
	bool given = !query_is_null(query, column);
	*value = given ? amount(query, column) : MONEY_ZERO;
	return given;
}

static void bind_or_none(struct query *query, int parameter, int32_t number) {
	if (number != NOT_GIVEN)
		query_bind_number(query, parameter, number);
}

static void bind_amount(struct query *query, int parameter, struct money value) {
	query_bind_number(query, parameter, money_units(value));
}

/* Reading the plain lists */

static void read_branches(struct catalog *catalog, struct store *store) {
	struct query *query = store_query(store, STATEMENT_CATALOG_BRANCHES);
	while (query_step(query) == STEP_ROW) {
		struct branch *branch = LIST_ADD(catalog->arena, &catalog->branches);
		branch->id = query_number(query, 0);
		branch->code = query_text_copy(query, 1, catalog->arena);
		branch->name = query_text_copy(query, 2, catalog->arena);
	}
}

/* A CHECK guards that it is one of staff. */
static enum role role_of(const char *name) {
	enum role role = ROLE_OWNER;
	while (role < ROLE_CLIENT && (!name || strcmp(role_name(role), name) != 0))
		role++;
	return role;
}

static void read_staff(struct catalog *catalog, struct store *store) {
	struct query *query = store_query(store, STATEMENT_CATALOG_STAFF);
	while (query_step(query) == STEP_ROW) {
		struct staff *staff = LIST_ADD(catalog->arena, &catalog->staff);
		staff->id = query_number(query, 0);
		staff->code = query_text_copy(query, 1, catalog->arena);
		staff->name = query_text_copy(query, 2, catalog->arena);
		staff->role = role_of(query_text(query, 3));
	}
}

static void read_items(struct catalog *catalog, struct store *store) {
	struct query *query = store_query(store, STATEMENT_CATALOG_ITEMS);
	while (query_step(query) == STEP_ROW) {
		struct item *item = LIST_ADD(catalog->arena, &catalog->items);
		item->id = query_number(query, 0);
		item->code = query_text_copy(query, 1, catalog->arena);
		item->product = flag(query, 2);
		item->name = query_text_copy(query, 3, catalog->arena);
		item->price = amount(query, 4);
		item->cost = amount(query, 5);
		item->interval_days = small(query, 6);
		item->tax_bp = small(query, 7);
	}
}

static void read_tags(struct catalog *catalog, struct store *store) {
	struct query *query = store_query(store, STATEMENT_CATALOG_TAGS);
	while (query_step(query) == STEP_ROW) {
		struct tag *tag = LIST_ADD(catalog->arena, &catalog->tags);
		tag->id = query_number(query, 0);
		tag->code = query_text_copy(query, 1, catalog->arena);
		tag->name = query_text_copy(query, 2, catalog->arena);
		tag->discount_bp = small(query, 3);
	}
}

/* Reading the offers */

static void read_plan_terms(const struct query *query, struct offer *offer) {
	offer->cycle_months = small(query, 19);
	offer->cycle_days = small(query, 20);
	offer->rollover_cycles = small_or_none(query, 21);
	offer->rollover_max = small_or_none(query, 22);
	offer->member_discount_bp = small(query, 23);
	offer->minimum_cycles = small(query, 24);
	offer->grace_days = small(query, 25);
	offer->suspend_days = small(query, 26);
}

/* False: a word that there is not. */
static bool read_offer_terms(const struct query *query, struct offer *offer) {
	int32_t kind = WORD_INDEX(offer_kind_words, query_text(query, 3));
	int32_t method = WORD_INDEX(refund_method_words, query_text(query, 11));
	if (kind < 0 || method < 0)
		return false;
	offer->kind = (enum offer_kind)kind;
	offer->price = amount(query, 4);
	offer->for_sale = flag(query, 5);
	offer->bonus_free = flag(query, 6);
	offer->valid_months = small(query, 7);
	offer->valid_days = small(query, 8);
	offer->valid_from_first_use = flag(query, 9);
	offer->alert_at = small_or_none(query, 10);
	offer->refund_method = (enum refund_method)method;
	offer->refund_fee_bp = small(query, 12);
	offer->refund_fee = amount(query, 13);
	offer->refund_capped = amount_given(query, 14, &offer->refund_cap);
	offer->cooling_off_days = small_or_none(query, 15);
	offer->discountable = flag(query, 16);
	offer->interval_days = small(query, 17);
	offer->credit = amount(query, 18);
	return true;
}

static bool read_offers(struct catalog *catalog, struct store *store) {
	struct query *query = store_query(store, STATEMENT_CATALOG_OFFERS);
	bool whole = true;
	while (whole && query_step(query) == STEP_ROW) {
		struct offer *offer = LIST_ADD(catalog->arena, &catalog->offers);
		offer->id = query_number(query, 0);
		offer->code = query_text_copy(query, 1, catalog->arena);
		offer->name = query_text_copy(query, 2, catalog->arena);
		whole = read_offer_terms(query, offer);
		read_plan_terms(query, offer);
	}
	query_end(query);
	return whole;
}

static struct offer *offer_of(struct catalog *catalog, int64_t id) {
	const struct offer *offer = catalog_offer(catalog, &(struct reference){.given = true, .number = id});
	return offer ? &catalog->offers.at[offer - catalog->offers.at] : NULL;
}

static void read_offer_lines(struct catalog *catalog, struct store *store) {
	struct query *query = store_query(store, STATEMENT_CATALOG_OFFER_LINES);
	while (query_step(query) == STEP_ROW) {
		struct offer *offer = offer_of(catalog, query_number(query, 0));
		if (!offer)
			continue;
		struct offer_line *line = LIST_ADD(catalog->arena, &offer->lines);
		line->sessions = small(query, 2);
		line->any_of = flag(query, 3);
		line->bonus = flag(query, 4);
		line->valued = amount_given(query, 5, &line->value);
		line->tax_bp = small_or_none(query, 6);
	}
}

/* One number more at the end of a few. */
static void add_number(struct arena *arena, const int64_t **numbers, int32_t *count, int64_t number) {
	int64_t *more = ARENA_ARRAY(arena, int64_t, *count + 1);
	for (int32_t i = 0; i < *count; i++)
		more[i] = (*numbers)[i];
	more[(*count)++] = number;
	*numbers = more;
}

static void read_offer_line_items(struct catalog *catalog, struct store *store) {
	struct query *query = store_query(store, STATEMENT_CATALOG_OFFER_LINE_ITEMS);
	while (query_step(query) == STEP_ROW) {
		struct offer *offer = offer_of(catalog, query_number(query, 0));
		int64_t number = query_number(query, 1);
		if (!offer || number < 1 || number > (int64_t)offer->lines.count)
			continue;
		struct offer_line *line = &offer->lines.at[number - 1];
		add_number(catalog->arena, &line->items, &line->item_count, query_number(query, 2));
	}
}

static void read_offer_branches(struct catalog *catalog, struct store *store) {
	struct query *query = store_query(store, STATEMENT_CATALOG_OFFER_BRANCHES);
	while (query_step(query) == STEP_ROW) {
		struct offer *offer = offer_of(catalog, query_number(query, 0));
		if (offer)
			add_number(catalog->arena, &offer->branches, &offer->branch_count, query_number(query, 1));
	}
}

bool lists_read(struct catalog *catalog, struct store *store) {
	read_branches(catalog, store);
	read_staff(catalog, store);
	read_items(catalog, store);
	read_tags(catalog, store);
	bool whole = read_offers(catalog, store);
	read_offer_lines(catalog, store);
	read_offer_line_items(catalog, store);
	read_offer_branches(catalog, store);
	return whole;
}

/* Writing the plain lists */

void branch_write(struct store *store, const struct branch *branch) {
	struct query *query = store_query(store, STATEMENT_BRANCH_SET);
	query_bind_number(query, 1, branch->id);
	query_bind_text(query, 2, branch->code);
	query_bind_text(query, 3, branch->name);
	query_run(query);
}

void staff_write(struct store *store, const struct staff *staff) {
	struct query *query = store_query(store, STATEMENT_STAFF_SET);
	query_bind_number(query, 1, staff->id);
	query_bind_text(query, 2, staff->code);
	query_bind_text(query, 3, staff->name);
	query_bind_text(query, 4, role_name(staff->role));
	query_run(query);
}

void item_write(struct store *store, const struct item *item) {
	struct query *query = store_query(store, STATEMENT_ITEM_SET);
	query_bind_number(query, 1, item->id);
	query_bind_text(query, 2, item->code);
	query_bind_number(query, 3, item->product);
	query_bind_text(query, 4, item->name);
	bind_amount(query, 5, item->price);
	bind_amount(query, 6, item->cost);
	query_bind_number(query, 7, item->interval_days);
	query_bind_number(query, 8, item->tax_bp);
	query_run(query);
}

void tag_write(struct store *store, const struct tag *tag) {
	struct query *query = store_query(store, STATEMENT_TAG_SET);
	query_bind_number(query, 1, tag->id);
	query_bind_text(query, 2, tag->code);
	query_bind_text(query, 3, tag->name);
	query_bind_number(query, 4, tag->discount_bp);
	query_run(query);
}

/* Writing offers */

static void bind_plan_terms(struct query *query, const struct offer *offer) {
	query_bind_number(query, 20, offer->cycle_months);
	query_bind_number(query, 21, offer->cycle_days);
	bind_or_none(query, 22, offer->rollover_cycles);
	bind_or_none(query, 23, offer->rollover_max);
	query_bind_number(query, 24, offer->member_discount_bp);
	query_bind_number(query, 25, offer->minimum_cycles);
	query_bind_number(query, 26, offer->grace_days);
	query_bind_number(query, 27, offer->suspend_days);
}

static void bind_offer_terms(struct query *query, const struct offer *offer) {
	query_bind_text(query, 4, offer_kind_name(offer->kind));
	bind_amount(query, 5, offer->price);
	query_bind_number(query, 6, offer->for_sale);
	query_bind_number(query, 7, offer->bonus_free);
	query_bind_number(query, 8, offer->valid_months);
	query_bind_number(query, 9, offer->valid_days);
	query_bind_number(query, 10, offer->valid_from_first_use);
	bind_or_none(query, 11, offer->alert_at);
	query_bind_text(query, 12, refund_method_name(offer->refund_method));
	query_bind_number(query, 13, offer->refund_fee_bp);
	bind_amount(query, 14, offer->refund_fee);
	if (offer->refund_capped)
		bind_amount(query, 15, offer->refund_cap);
	bind_or_none(query, 16, offer->cooling_off_days);
	query_bind_number(query, 17, offer->discountable);
	query_bind_number(query, 18, offer->interval_days);
	bind_amount(query, 19, offer->credit);
}

void offer_write(struct store *store, const struct offer *offer) {
	struct query *query = store_query(store, STATEMENT_OFFER_SET);
	query_bind_number(query, 1, offer->id);
	query_bind_text(query, 2, offer->code);
	query_bind_text(query, 3, offer->name);
	bind_offer_terms(query, offer);
	bind_plan_terms(query, offer);
	query_run(query);
}

static void run_for_offer(struct store *store, enum statement statement, const struct offer *offer) {
	struct query *query = store_query(store, statement);
	query_bind_number(query, 1, offer->id);
	query_run(query);
}

static void write_line_items(struct store *store, const struct offer *offer, int64_t number,
			     const struct offer_line *line) {
	for (int32_t i = 0; i < line->item_count; i++) {
		struct query *query = store_query(store, STATEMENT_OFFER_LINE_ITEM_ADD);
		query_bind_number(query, 1, offer->id);
		query_bind_number(query, 2, number);
		query_bind_number(query, 3, i + 1);
		query_bind_number(query, 4, line->items[i]);
		query_run(query);
	}
}

static void write_line(struct store *store, const struct offer *offer, int64_t number, const struct offer_line *line) {
	struct query *query = store_query(store, STATEMENT_OFFER_LINE_ADD);
	query_bind_number(query, 1, offer->id);
	query_bind_number(query, 2, number);
	query_bind_number(query, 3, line->sessions);
	query_bind_number(query, 4, line->any_of);
	query_bind_number(query, 5, line->bonus);
	if (line->valued)
		bind_amount(query, 6, line->value);
	bind_or_none(query, 7, line->tax_bp);
	query_run(query);
}

void offer_lines_write(struct store *store, const struct offer *offer) {
	run_for_offer(store, STATEMENT_OFFER_LINE_ITEMS_REMOVE, offer);
	run_for_offer(store, STATEMENT_OFFER_LINES_REMOVE, offer);
	for (size_t i = 0; i < offer->lines.count; i++) {
		write_line(store, offer, (int64_t)i + 1, &offer->lines.at[i]);
		write_line_items(store, offer, (int64_t)i + 1, &offer->lines.at[i]);
	}
}

void offer_branches_write(struct store *store, const struct offer *offer) {
	run_for_offer(store, STATEMENT_OFFER_BRANCHES_REMOVE, offer);
	for (int32_t i = 0; i < offer->branch_count; i++) {
		struct query *query = store_query(store, STATEMENT_OFFER_BRANCH_ADD);
		query_bind_number(query, 1, offer->id);
		query_bind_number(query, 2, i + 1);
		query_bind_number(query, 3, offer->branches[i]);
		query_run(query);
	}
}
