#include "wire/read.h"

#include <string.h>

static const struct range DAYS = {0, 3650};

/* Three capital letters. */
static void read_currency(struct fields *fields, const char **currency) {
	struct value value = member(fields, "currency");

	if (value_code(value, currency) &&
	    (strlen(*currency) != 3 || strspn(*currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3))
		value_refuse(value, CARNET_INVALID, "must be three capital letters, as \"TWD\"");
}

/* "discount_band": [from, to]. */
static void read_discount_band(struct fields *fields, struct settings_op *settings) {
	struct value value = member(fields, "discount_band");
	struct elements band = elements_begin(value);

	if (!value_given(value))
		return;
	if (band.count != 2) {
		value_refuse(value, CARNET_INVALID, "must be a list of two percentages");
		return;
	}
	settings->has_discount_band = value_percent(element(&band, 0), &settings->discount_band_from_bp) &&
				      value_percent(element(&band, 1), &settings->discount_band_to_bp);
	if (settings->discount_band_from_bp > settings->discount_band_to_bp)
		value_refuse(value, CARNET_INVALID, "must not end before it begins");
}

static void read_tax_point(struct fields *fields, struct settings_op *settings) {
	static const char *const points[] = {[TAX_AT_PAYMENT] = "payment", [TAX_AT_DELIVERY] = "delivery", NULL};
	int point = value_choice(member(fields, "tax_point"), points);

	settings->has_tax_point = point >= 0;
	if (point >= 0)
		settings->tax_point = (enum tax_point)point;
}

static void read_basis(struct fields *fields, struct settings_op *settings) {
	static const char *const bases[] = {
		[BASIS_CASH_DELIVERED] = "cash_delivered",
		[BASIS_DELIVERED] = "delivered",
		[BASIS_CASH] = "cash",
		NULL,
	};
	int basis = value_choice(member(fields, "basis"), bases);

	settings->has_basis = basis >= 0;
	if (basis >= 0)
		settings->basis = (enum basis)basis;
}

/* When people are told (rulebook §11). */
static void read_alert_settings(struct fields *fields, struct settings_op *settings) {
	settings->has_low_sessions = value_sessions_or_none(member(fields, "low_sessions"), &settings->low_sessions);
	settings->has_expiring_days = value_number(member(fields, "expiring_days"), DAYS, &settings->expiring_days);
	settings->has_dormant_days = value_number(member(fields, "dormant_days"), DAYS, &settings->dormant_days);
}

/* How the books are kept (rulebook §5.5, §10). */
static void read_book_settings(struct fields *fields, struct settings_op *settings) {
	settings->has_decimals = value_number(member(fields, "decimals"), (struct range){0, 6}, &settings->decimals);
	settings->has_fiscal_start_month = value_number(member(fields, "fiscal_start_month"), (struct range){1, 12},
							&settings->fiscal_start_month);
	settings->has_net_of_tax = value_bool(member(fields, "performance_net_of_tax"),
					      &settings->performance_net_of_tax);
	read_tax_point(fields, settings);
	read_basis(fields, settings);
}

void read_settings(struct fields *fields, struct operation *op) {
	struct settings_op *settings = &op->as.settings;

	value_name(member(fields, "name"), &settings->name);
	read_currency(fields, &settings->currency);
	value_code(member(fields, "timezone"), &settings->timezone);
	settings->has_reinstate_days = value_number(member(fields, "reinstate_days"), DAYS, &settings->reinstate_days);
	settings->has_redeem_unpaid = value_bool(member(fields, "redeem_unpaid"), &settings->redeem_unpaid);
	settings->has_margin_floor = value_percent(member(fields, "margin_floor"), &settings->margin_floor_bp);
	read_discount_band(fields, settings);
	read_alert_settings(fields, settings);
	read_book_settings(fields, settings);
}

void read_branch(struct fields *fields, struct operation *op) {
	value_code(required(fields, "code"), &op->as.branch_op.code);
	value_name(member(fields, "name"), &op->as.branch_op.name);
}

void read_staff(struct fields *fields, struct operation *op) {
	static const char *const roles[] = {
		[ROLE_OWNER] = "owner",
		[ROLE_MANAGER] = "manager",
		[ROLE_DESK] = "desk",
		[ROLE_PRACTITIONER] = "practitioner",
		[ROLE_ACCOUNTANT] = "accountant",
		NULL,
	};
	struct staff_op *staff = &op->as.staff;
	int role = value_choice(member(fields, "role"), roles);

	value_code(required(fields, "code"), &staff->code);
	value_name(member(fields, "name"), &staff->name);
	staff->has_role = role >= 0;
	if (role >= 0)
		staff->role = (enum role)role;
}

void read_item(struct fields *fields, struct operation *op) {
	struct item_op *item = &op->as.item;

	value_code(required(fields, "code"), &item->code);
	value_name(member(fields, "name"), &item->name);
	item->has_price = value_amount(member(fields, "price"), &item->price);
	item->has_cost = value_amount(member(fields, "cost"), &item->cost);
	item->has_interval_days = value_number(member(fields, "interval_days"), DAYS, &item->interval_days);
	item->has_tax = value_percent(member(fields, "tax"), &item->tax_bp);
}

void read_tag(struct fields *fields, struct operation *op) {
	struct tag_op *tag = &op->as.tag;

	value_code(required(fields, "code"), &tag->code);
	value_name(member(fields, "name"), &tag->name);
	tag->has_discount = value_percent(member(fields, "discount"), &tag->discount_bp);
}

/* The note of a client is about the client, not about the entry: it goes where it can be erased. */
void read_client(struct fields *fields, struct operation *op) {
	struct client_op *client = &op->as.client;

	client->client.given = value_code(required(fields, "ref"), &client->client.text);
	value_line(member(fields, "name"), &client->name);
	value_line(member(fields, "phone"), &client->phone);
	value_line(member(fields, "email"), &client->email);
	value_line(member(fields, "language"), &client->language);
	client->note = op->note;
	op->note = NULL;
	client->has_tags = value_references(member(fields, "tags"), &client->tags);
}
