#include "book/catalog_parts.h"

#include <stdio.h>

enum { SESSIONS_MOST = 10000, GRACE_DAYS = 7, SUSPEND_DAYS = 14, FIELD_TEXT = 64 };

static enum carnet_status refuse_offer(struct edit *edit, const char *field, const char *what) {
	const char *code = edit->op->as.offer.code;
	return refuse_at(edit->why, field, refuse(edit->why, CARNET_INVALID, "offer %s: %s", code, what));
}

/* What it names: sizes and references */

static enum carnet_status check_sessions(struct edit *edit) {
	const struct offer_line_op_list *grants = &edit->op->as.offer.grants;
	int64_t sessions = 0;
	for (size_t i = 0; i < grants->count; i++)
		sessions += grants->at[i].sessions;
	if (sessions <= SESSIONS_MOST)
		return CARNET_OK;
	return refuse_at(edit->why, "/grants",
			 refuse(edit->why, CARNET_TOO_LARGE, "an offer has at most %d sessions", SESSIONS_MOST));
}

static enum carnet_status refuse_unknown(struct edit *edit, const char *field, const char *what,
					 const struct reference *reference) {
	if (reference->text)
		(void)refuse(edit->why, CARNET_NOT_FOUND, "there is no %s %s", what, reference->text);
	else
		(void)refuse(edit->why, CARNET_NOT_FOUND, "there is no %s %lld", what, (long long)reference->number);
	return refuse_at(edit->why, field, CARNET_NOT_FOUND);
}

/* The place of a service: "/grants/0/service", "/grants/0/any_of/1". */
static const char *service_field(char field[FIELD_TEXT], const struct offer_line_op *line, size_t number, size_t place) {
	if (line->any_of)
		(void)snprintf(field, FIELD_TEXT, "/grants/%zu/any_of/%zu", number, place);
	else
		(void)snprintf(field, FIELD_TEXT, "/grants/%zu/service", number);
	return field;
}

static enum carnet_status check_services(struct edit *edit, size_t number) {
	const struct offer_line_op *line = &edit->op->as.offer.grants.at[number];
	char field[FIELD_TEXT];
	for (size_t i = 0; i < line->services.count; i++)
		if (!catalog_service(edit->catalog, &line->services.at[i]))
			return refuse_unknown(edit, service_field(field, line, number, i), "service",
					      &line->services.at[i]);
	return CARNET_OK;
}

static enum carnet_status check_branches(struct edit *edit) {
	const struct reference_list *branches = &edit->op->as.offer.branches;
	char field[FIELD_TEXT];
	for (size_t i = 0; i < branches->count; i++) {
		(void)snprintf(field, sizeof field, "/branches/%zu", i);
		if (!catalog_branch(edit->catalog, &branches->at[i]))
			return refuse_unknown(edit, field, "branch", &branches->at[i]);
	}
	return CARNET_OK;
}

static enum carnet_status check_references(struct edit *edit) {
	enum carnet_status status = CARNET_OK;
	for (size_t i = 0; status == CARNET_OK && i < edit->op->as.offer.grants.count; i++)
		status = check_services(edit, i);
	return status == CARNET_OK ? check_branches(edit) : status;
}

/* The offer as it would be. Its references are known to exist. */

static struct offer new_offer(int64_t id, const char *code) {
	return (struct offer){
		.id = id,
		.code = code,
		.name = code,
		.for_sale = true,
		.alert_at = NOT_GIVEN,
		.cooling_off_days = NOT_GIVEN,
		.rollover_cycles = NOT_GIVEN,
		.rollover_max = NOT_GIVEN,
		.grace_days = GRACE_DAYS,
		.suspend_days = SUSPEND_DAYS,
	};
}

#define TAKE_IF_GIVEN(has, member)                                                                                     \
	do {                                                                                                           \
		if (op->has)                                                                                           \
			offer->member = op->member;                                                                    \
	} while (0)

static void merge_plan_terms(struct offer *offer, const struct offer_op *op) {
	TAKE_IF_GIVEN(has_cycle, cycle_months);
	TAKE_IF_GIVEN(has_cycle, cycle_days);
	TAKE_IF_GIVEN(has_rollover, rollover_cycles);
	TAKE_IF_GIVEN(has_rollover, rollover_max);
	TAKE_IF_GIVEN(has_member_discount, member_discount_bp);
	TAKE_IF_GIVEN(has_minimum_cycles, minimum_cycles);
	TAKE_IF_GIVEN(has_grace_days, grace_days);
	TAKE_IF_GIVEN(has_suspend_days, suspend_days);
}

static void merge_refund(struct offer *offer, const struct offer_op *op) {
	TAKE_IF_GIVEN(has_refund, refund_method);
	TAKE_IF_GIVEN(has_refund, refund_fee_bp);
	TAKE_IF_GIVEN(has_refund, refund_fee);
	TAKE_IF_GIVEN(has_refund, cooling_off_days);
	if (op->has_refund) {
		offer->refund_capped = op->has_refund_cap;
		offer->refund_cap = op->has_refund_cap ? op->refund_cap : MONEY_ZERO;
	}
}

static void merge_terms(struct offer *offer, const struct offer_op *op) {
	TAKE_IF_GIVEN(has_kind, kind);
	TAKE_IF_GIVEN(has_price, price);
	TAKE_IF_GIVEN(has_for_sale, for_sale);
	TAKE_IF_GIVEN(has_bonus_value, bonus_free);
	TAKE_IF_GIVEN(has_valid, valid_months);
	TAKE_IF_GIVEN(has_valid, valid_days);
	TAKE_IF_GIVEN(has_valid, valid_from_first_use);
	TAKE_IF_GIVEN(has_alert_at, alert_at);
	TAKE_IF_GIVEN(has_discountable, discountable);
	TAKE_IF_GIVEN(has_interval_days, interval_days);
	TAKE_IF_GIVEN(has_credit, credit);
}

static void merge_line(const struct catalog *catalog, struct arena *arena, const struct offer_line_op *op,
		       struct offer_line *line) {
	int64_t *items = ARENA_ARRAY(arena, int64_t, op->services.count);
	for (size_t i = 0; i < op->services.count; i++)
		items[i] = catalog_service(catalog, &op->services.at[i])->id;
	*line = (struct offer_line){
		.items = items,
		.item_count = (int32_t)op->services.count,
		.any_of = op->any_of,
		.sessions = op->sessions,
		.bonus = op->bonus,
		.valued = op->has_value,
		.value = op->has_value ? op->value : MONEY_ZERO,
		.tax_bp = op->has_tax ? op->tax_bp : NOT_GIVEN,
	};
}

static void merge_lines(const struct catalog *catalog, struct arena *arena, const struct offer_op *op,
			struct offer *offer) {
	if (!op->has_grants)
		return;
	offer->lines = (struct offer_line_list){.at = NULL};
	for (size_t i = 0; i < op->grants.count; i++)
		merge_line(catalog, arena, &op->grants.at[i], LIST_ADD(arena, &offer->lines));
}

static void merge_branches(const struct catalog *catalog, struct arena *arena, const struct offer_op *op,
			   struct offer *offer) {
	if (!op->has_branches)
		return;
	int64_t *branches = ARENA_ARRAY(arena, int64_t, op->branches.count);
	for (size_t i = 0; i < op->branches.count; i++)
		branches[i] = catalog_branch(catalog, &op->branches.at[i])->id;
	offer->branches = branches;
	offer->branch_count = (int32_t)op->branches.count;
}

static struct offer merged(const struct catalog *catalog, const struct offer_op *op, const struct offer *standing,
			   struct arena *arena) {
	struct offer offer = standing ? *standing : new_offer(NEXT_ID(&catalog->offers), arena_text(arena, op->code));
	if (op->name)
		offer.name = arena_text(arena, op->name);
	merge_terms(&offer, op);
	merge_refund(&offer, op);
	merge_plan_terms(&offer, op);
	merge_lines(catalog, arena, op, &offer);
	merge_branches(catalog, arena, op, &offer);
	return offer;
}

/* Whether it makes sense as a whole */

/* `standing` NULL: it is new. */
static enum carnet_status check_needs(struct edit *edit, const struct offer *standing) {
	const struct offer_op *op = &edit->op->as.offer;
	if (standing && op->has_kind && op->kind != standing->kind)
		return refuse_offer(edit, "/kind", "its kind cannot change");
	if (standing)
		return CARNET_OK;
	if (!op->has_kind)
		return refuse_offer(edit, "/kind", "a new offer needs a kind");
	if (!op->has_price)
		return refuse_offer(edit, "/price", "a new offer needs a price");
	return CARNET_OK;
}

/* What only other kinds have. That of which nothing is given (null, an empty list) does no harm. */
static enum carnet_status check_members(struct edit *edit, enum offer_kind kind) {
	const struct offer_op *op = &edit->op->as.offer;
	bool plan = kind == OFFER_PLAN;
	bool topup = kind == OFFER_TOPUP;
	const struct {
		bool stray;
		const char *field;
	} members[] = {
		{!plan && op->has_cycle, "/cycle"},
		{!plan && op->has_rollover && (op->rollover_cycles >= 0 || op->rollover_max >= 0), "/rollover"},
		{!plan && op->has_member_discount, "/member_discount"},
		{!plan && op->has_minimum_cycles, "/minimum_cycles"},
		{!plan && op->has_grace_days, "/grace_days"},
		{!plan && op->has_suspend_days, "/suspend_days"},
		{plan && op->has_valid && (op->valid_months > 0 || op->valid_days > 0), "/valid"},
		{!topup && op->has_credit, "/credit"},
		{topup && op->grants.count > 0, "/grants"},
		{topup && op->has_bonus_value, "/bonus_value"},
		{topup && op->has_alert_at, "/alert_at"},
		{topup && op->has_interval_days, "/interval_days"},
	};
	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		if (members[i].stray)
			return refuse_offer(edit, members[i].field, "only another kind of offer has that");
	return CARNET_OK;
}

static bool has_item(const int64_t *items, int32_t count, int64_t item) {
	for (int32_t i = 0; i < count; i++)
		if (items[i] == item)
			return true;
	return false;
}

static bool has_twice(const int64_t *items, int32_t count) {
	for (int32_t i = 1; i < count; i++)
		if (has_item(items, i, items[i]))
			return true;
	return false;
}

/* Sets are the same in any order. */
static bool same_services(const struct offer_line *a, const struct offer_line *b) {
	if (a->item_count != b->item_count)
		return false;
	for (int32_t i = 0; i < a->item_count; i++)
		if (!has_item(b->items, b->item_count, a->items[i]))
			return false;
	return true;
}

static enum carnet_status check_each_line(struct edit *edit, const struct offer *offer) {
	for (size_t i = 0; i < offer->lines.count; i++) {
		const struct offer_line *line = &offer->lines.at[i];
		if (line->sessions < 1 || line->item_count < 1)
			return refuse_offer(edit, "/grants", "a line needs sessions of a service");
		if (has_twice(line->items, line->item_count))
			return refuse_offer(edit, "/grants", "a line names a service twice");
		if (line->bonus && line->valued)
			return refuse_offer(edit, "/grants", "bonus sessions have no value of their own");
	}
	return CARNET_OK;
}

/* The first line that is no bonus; NULL: there is none. */
static const struct offer_line *first_sold_line(const struct offer *offer) {
	for (size_t i = 0; i < offer->lines.count; i++)
		if (!offer->lines.at[i].bonus)
			return &offer->lines.at[i];
	return NULL;
}

static bool of_one_service(const struct offer *offer, const struct offer_line *first) {
	for (size_t i = 0; i < offer->lines.count; i++)
		if (!offer->lines.at[i].bonus && !same_services(first, &offer->lines.at[i]))
			return false;
	return true;
}

static enum carnet_status check_grants(struct edit *edit, const struct offer *offer) {
	const struct offer_line *first = first_sold_line(offer);
	bool may_be_empty = offer->kind == OFFER_TOPUP || offer->kind == OFFER_PLAN;
	if (!first && !(may_be_empty && offer->lines.count == 0))
		return refuse_offer(edit, "/grants", "it needs sessions that are no bonus");
	if (offer->kind == OFFER_PACKAGE && !of_one_service(offer, first))
		return refuse_offer(edit, "/grants", "a package is of one service or set; several are a combo");
	return CARNET_OK;
}

/* Values are on all lines that are no bonus and add up to the price, or on none (§3.1). */
static enum carnet_status check_values(struct edit *edit, const struct offer *offer) {
	struct money sum = MONEY_ZERO;
	size_t valued = 0;
	size_t sold = 0;
	for (size_t i = 0; i < offer->lines.count; i++) {
		valued += offer->lines.at[i].valued;
		sold += !offer->lines.at[i].bonus;
		sum = money_add(sum, offer->lines.at[i].value);
	}
	if (valued == 0)
		return CARNET_OK;
	if (valued < sold)
		return refuse_offer(edit, "/grants", "either all lines but bonus ones have a value or none");
	if (!money_equal(sum, offer->price))
		return refuse_offer(edit, "/grants", "the values of its lines must add up to its price");
	return CARNET_OK;
}

static enum carnet_status check_spans(struct edit *edit, const struct offer *offer) {
	if (offer->valid_months > 0 && offer->valid_days > 0)
		return refuse_offer(edit, "/valid", "it is valid for months or days, not both");
	if (offer->kind == OFFER_PLAN && (offer->cycle_months > 0) == (offer->cycle_days > 0))
		return refuse_offer(edit, "/cycle", "a plan needs a cycle of months or days");
	if (offer->kind == OFFER_TOPUP && !money_is_positive(offer->credit))
		return refuse_offer(edit, "/credit", "a top-up needs credit");
	if (offer->kind == OFFER_TOPUP && money_less(offer->credit, offer->price))
		return refuse_offer(edit, "/credit", "a top-up's credit must not be less than its price");
	if (has_twice(offer->branches, offer->branch_count))
		return refuse_offer(edit, "/branches", "it names a branch twice");
	return CARNET_OK;
}

static enum carnet_status check_whole(struct edit *edit, const struct offer *offer) {
	static enum carnet_status (*const checks[])(struct edit *, const struct offer *) = {
		check_each_line,
		check_grants,
		check_values,
		check_spans,
	};
	enum carnet_status status = check_members(edit, offer->kind);
	for (size_t i = 0; status == CARNET_OK && i < sizeof checks / sizeof *checks; i++)
		status = checks[i](edit, offer);
	return status;
}

/* The operation */

static enum carnet_status check_offer(struct edit *edit, const struct offer *standing) {
	enum carnet_status status = check_sessions(edit);
	if (status == CARNET_OK)
		status = check_references(edit);
	if (status == CARNET_OK)
		status = check_needs(edit, standing);
	if (status != CARNET_OK)
		return status;
	struct arena *scratch = arena_create();
	struct offer offer = merged(edit->catalog, &edit->op->as.offer, standing, scratch);
	status = check_whole(edit, &offer);
	arena_destroy(scratch);
	return status;
}

enum carnet_status edit_offer(struct edit *edit) {
	struct catalog *catalog = edit->catalog;
	const struct offer_op *op = &edit->op->as.offer;
	const struct offer *standing = catalog_offer(catalog, &(struct reference){.given = true, .text = op->code});
	enum carnet_status status = check_offer(edit, standing);
	if (status != CARNET_OK)
		return status;
	struct offer offer = merged(catalog, op, standing, catalog->arena);
	offer_write(edit->store, &offer);
	if (op->has_grants)
		offer_lines_write(edit->store, &offer);
	if (op->has_branches)
		offer_branches_write(edit->store, &offer);
	if (store_faulted(edit->store))
		return edit_fault(edit);
	*PLACE_OF(catalog->arena, &catalog->offers, standing) = offer;
	edit->id = offer.id;
	return CARNET_OK;
}
