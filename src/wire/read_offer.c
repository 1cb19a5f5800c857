#include "wire/read.h"

static const struct range DAYS = {0, 3650};
static const struct range LONG_MONTHS = {1, 1200};
static const struct range LONG_DAYS = {1, 36500};
static const struct range CYCLE_DAYS = {1, 3660};
static const struct range CYCLES = {0, 1200};

enum { NOT_GIVEN = -1 };

/* "service": one; "any_of": a set, of which each session takes one. */
static void read_line_services(struct fields *fields, struct offer_line_op *line) {
	struct value set = member(fields, "any_of");
	struct reference service = {.given = false};

	fields_exactly_one(fields, "service", "any_of");
	line->any_of = value_given(set);
	if (value_references(set, &line->services) && line->services.count == 0)
		value_refuse(set, CARNET_INVALID, "must name a service");
	if (value_reference(member(fields, "service"), &service))
		*LIST_ADD(fields->reading->arena, &line->services) = service;
}

static void read_line(struct value value, struct offer_line_op *line) {
	struct fields fields;

	fields_begin(&fields, value);
	read_line_services(&fields, line);
	value_sessions(required(&fields, "sessions"), &line->sessions);
	value_bool(member(&fields, "bonus"), &line->bonus);
	line->has_value = value_amount(member(&fields, "value"), &line->value);
	line->has_tax = value_percent(member(&fields, "tax"), &line->tax_bp);
	if (line->bonus && line->has_value)
		value_refuse(member(&fields, "value"), CARNET_INVALID, "cannot be set for bonus sessions");
	fields_finish(&fields);
}

static void read_lines(struct fields *fields, struct offer_op *offer) {
	struct value value = member(fields, "grants");
	struct elements lines = elements_begin(value);

	for (size_t i = 0; i < lines.count; i++)
		read_line(element(&lines, i), LIST_ADD(fields->reading->arena, &offer->grants));
	offer->has_grants = value_given(value);
}

/* A span of months or days, not both. */
static bool read_span(struct fields *fields, const struct range *days_range, int32_t *months, int32_t *days) {
	struct value in_days = member(fields, "days");
	bool has_months = value_number(member(fields, "months"), LONG_MONTHS, months);
	bool has_days = value_number(in_days, *days_range, days);

	if (has_months && has_days)
		value_refuse(in_days, CARNET_INVALID, "cannot stand beside months");
	return has_months || has_days;
}

/* null and {}: it never expires. */
static void read_valid(struct fields *fields, struct offer_op *offer) {
	static const char *const starts[] = {"sale", "first_use", NULL};
	struct value value = member(fields, "valid"), from;
	struct fields valid;

	offer->has_valid = value_given(value);
	if (!value_given(value) || value_null(value))
		return;
	fields_begin(&valid, value);
	from = member(&valid, "from");
	offer->valid_from_first_use = value_choice(from, starts) == 1;
	if (!read_span(&valid, &LONG_DAYS, &offer->valid_months, &offer->valid_days) && value_given(from))
		value_refuse(from, CARNET_INVALID, "needs months or days");
	fields_finish(&valid);
}

static void read_cycle(struct fields *fields, struct offer_op *offer) {
	struct value value = member(fields, "cycle");
	struct fields cycle;

	offer->has_cycle = value_given(value);
	if (!value_given(value))
		return;
	fields_begin(&cycle, value);
	if (!read_span(&cycle, &CYCLE_DAYS, &offer->cycle_months, &offer->cycle_days))
		value_refuse(value, CARNET_INVALID, "needs months or days");
	fields_finish(&cycle);
}

/* null and {}: nothing is rolled over. */
static void read_rollover(struct fields *fields, struct offer_op *offer) {
	struct value value = member(fields, "rollover");
	struct fields rollover;

	offer->has_rollover = value_given(value);
	offer->rollover_cycles = NOT_GIVEN;
	offer->rollover_max = NOT_GIVEN;
	if (!value_given(value) || value_null(value))
		return;
	fields_begin(&rollover, value);
	value_number(member(&rollover, "cycles"), CYCLES, &offer->rollover_cycles);
	value_sessions_or_none(member(&rollover, "max"), &offer->rollover_max);
	fields_finish(&rollover);
}

static enum refund_method read_refund_method(struct fields *fields) {
	static const char *const methods[] = {
		[REFUND_PER_SESSION] = "per_session",
		[REFUND_LIST_PRICE] = "list_price",
		[REFUND_NONE] = "none",
		NULL,
	};
	int method = value_choice(member(fields, "method"), methods);

	return method >= 0 ? (enum refund_method)method : REFUND_PER_SESSION;
}

/* null and {}: per session, no fee. */
static void read_refund_rule(struct fields *fields, struct offer_op *offer) {
	struct value value = member(fields, "refund");
	struct fields rule;

	offer->has_refund = value_given(value);
	offer->cooling_off_days = NOT_GIVEN;
	if (!value_given(value) || value_null(value))
		return;
	fields_begin(&rule, value);
	offer->refund_method = read_refund_method(&rule);
	value_percent(member(&rule, "fee_percent"), &offer->refund_fee_bp);
	value_amount(member(&rule, "fee"), &offer->refund_fee);
	offer->has_refund_cap = value_amount(member(&rule, "fee_cap"), &offer->refund_cap);
	value_number(member(&rule, "cooling_off"), DAYS, &offer->cooling_off_days);
	fields_finish(&rule);
}

static void read_offer_kind(struct fields *fields, struct offer_op *offer) {
	static const char *const kinds[] = {
		[OFFER_PACKAGE] = "package",
		[OFFER_COMBO] = "combo",
		[OFFER_PLAN] = "plan",
		[OFFER_TOPUP] = "topup",
		NULL,
	};
	int kind = value_choice(member(fields, "kind"), kinds);

	offer->has_kind = kind >= 0;
	if (kind >= 0)
		offer->kind = (enum offer_kind)kind;
}

static void read_bonus_value(struct fields *fields, struct offer_op *offer) {
	static const char *const values[] = {"shared", "free", NULL};
	int value = value_choice(member(fields, "bonus_value"), values);

	offer->has_bonus_value = value >= 0;
	offer->bonus_free = value == 1;
}

/* What only plans have (rulebook §7.1). */
static void read_plan_terms(struct fields *fields, struct offer_op *offer) {
	read_cycle(fields, offer);
	read_rollover(fields, offer);
	offer->has_member_discount = value_percent(member(fields, "member_discount"), &offer->member_discount_bp);
	offer->has_minimum_cycles = value_number(member(fields, "minimum_cycles"), CYCLES, &offer->minimum_cycles);
	offer->has_grace_days = value_number(member(fields, "grace_days"), DAYS, &offer->grace_days);
	offer->has_suspend_days = value_number(member(fields, "suspend_days"), DAYS, &offer->suspend_days);
}

/* Where and how it is offered. */
static void read_offering(struct fields *fields, struct offer_op *offer) {
	offer->has_branches = value_references(member(fields, "branches"), &offer->branches);
	offer->has_discountable = value_bool(member(fields, "discountable"), &offer->discountable);
	offer->has_interval_days = value_number(member(fields, "interval_days"), DAYS, &offer->interval_days);
	offer->has_for_sale = value_bool(member(fields, "for_sale"), &offer->for_sale);
	offer->has_alert_at = value_sessions_or_none(member(fields, "alert_at"), &offer->alert_at);
}

void read_offer(struct fields *fields, struct operation *op) {
	struct offer_op *offer = &op->as.offer;

	value_code(required(fields, "code"), &offer->code);
	value_name(member(fields, "name"), &offer->name);
	read_offer_kind(fields, offer);
	offer->has_price = value_amount(member(fields, "price"), &offer->price);
	offer->has_credit = value_amount(member(fields, "credit"), &offer->credit);
	read_lines(fields, offer);
	read_bonus_value(fields, offer);
	read_valid(fields, offer);
	read_refund_rule(fields, offer);
	read_plan_terms(fields, offer);
	read_offering(fields, offer);
}
