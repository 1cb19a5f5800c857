#include "server/handlers.h"

#include "base/json.h"
#include "book/rights.h"
#include "wire/write.h"

/* GET /catalog, /settings: what the book has in its lists. */

static void begin_list(struct buffer *out, const char *name) {
	json_name(out, name);
	json_open(out, '[');
}

static const char *percent_text(struct request *request, int32_t bp) {
	struct buffer percent;
	buffer_init(&percent, request->arena);
	write_percent(&percent, bp);
	return percent.at;
}

static void write_percent_of(struct request *request, struct buffer *out, const char *name, int32_t bp) {
	json_name(out, name);
	json_raw(out, percent_text(request, bp));
}

static void begin_row(struct buffer *out, int64_t id, const char *code, const char *name) {
	json_open(out, '{');
	json_member_number(out, "number", id);
	json_member_text(out, "code", code);
	json_member_text(out, "name", name);
}

static void write_branches(struct buffer *out, const struct catalog *catalog) {
	begin_list(out, "branches");
	for (size_t i = 0; i < catalog->branches.count; i++) {
		begin_row(out, catalog->branches.at[i].id, catalog->branches.at[i].code, catalog->branches.at[i].name);
		json_close(out, '}');
	}
	json_close(out, ']');
}

static void write_staff(struct buffer *out, const struct catalog *catalog) {
	begin_list(out, "staff");
	for (size_t i = 0; i < catalog->staff.count; i++) {
		const struct staff *staff = &catalog->staff.at[i];
		begin_row(out, staff->id, staff->code, staff->name);
		json_member_text(out, "role", role_name(staff->role));
		json_close(out, '}');
	}
	json_close(out, ']');
}

static void write_items(struct request *request, struct buffer *out, const struct catalog *catalog, bool products) {
	begin_list(out, products ? "products" : "services");
	for (size_t i = 0; i < catalog->items.count; i++) {
		const struct item *item = &catalog->items.at[i];
		if (item->product != products)
			continue;
		begin_row(out, item->id, item->code, item->name);
		json_member_money(out, "price", item->price);
		if (request->identity.role != ROLE_DESK && request->identity.role != ROLE_PRACTITIONER)
			json_member_money(out, "cost", item->cost);
		if (item->interval_days)
			json_member_number(out, "interval_days", item->interval_days);
		write_percent_of(request, out, "tax", item->tax_bp);
		json_close(out, '}');
	}
	json_close(out, ']');
}

static void write_tags(struct request *request, struct buffer *out, const struct catalog *catalog) {
	begin_list(out, "tags");
	for (size_t i = 0; i < catalog->tags.count; i++) {
		const struct tag *tag = &catalog->tags.at[i];
		begin_row(out, tag->id, tag->code, tag->name);
		write_percent_of(request, out, "discount", tag->discount_bp);
		json_close(out, '}');
	}
	json_close(out, ']');
}

static void write_line(struct request *request, struct buffer *out, const struct catalog *catalog,
		       const struct offer_line *line) {
	json_open(out, '{');
	if (line->any_of) {
		begin_list(out, "any_of");
		for (int32_t i = 0; i < line->item_count; i++)
			json_text(out, catalog_item_at(catalog, line->items[i])->code);
		json_close(out, ']');
	} else {
		json_member_text(out, "service", catalog_item_at(catalog, line->items[0])->code);
	}
	json_member_number(out, "sessions", line->sessions);
	json_member_bool(out, "bonus", line->bonus);
	if (line->valued)
		json_member_money(out, "value", line->value);
	if (line->tax_bp >= 0)
		write_percent_of(request, out, "tax", line->tax_bp);
	json_close(out, '}');
}

static void write_refund(struct request *request, struct buffer *out, const struct offer *offer) {
	json_name(out, "refund");
	json_open(out, '{');
	json_member_text(out, "method", refund_method_name(offer->refund_method));
	write_percent_of(request, out, "fee_percent", offer->refund_fee_bp);
	json_member_money(out, "fee", offer->refund_fee);
	if (offer->refund_capped)
		json_member_money(out, "fee_cap", offer->refund_cap);
	if (offer->cooling_off_days >= 0)
		json_member_number(out, "cooling_off", offer->cooling_off_days);
	json_close(out, '}');
}

static void write_period(struct buffer *out, const char *name, int32_t months, int32_t days) {
	if (!months && !days)
		return;
	json_name(out, name);
	json_open(out, '{');
	json_member_number(out, months ? "months" : "days", months ? months : days);
	json_close(out, '}');
}

static void write_plan(struct request *request, struct buffer *out, const struct offer *offer) {
	write_period(out, "cycle", offer->cycle_months, offer->cycle_days);
	write_percent_of(request, out, "member_discount", offer->member_discount_bp);
	json_member_number(out, "minimum_cycles", offer->minimum_cycles);
	json_member_number(out, "grace_days", offer->grace_days);
	json_member_number(out, "suspend_days", offer->suspend_days);
	if (offer->rollover_cycles >= 0)
		json_member_number(out, "rollover_cycles", offer->rollover_cycles);
	if (offer->rollover_max >= 0)
		json_member_number(out, "rollover_max", offer->rollover_max);
}

/* Where it is good; an empty list: everywhere. */
static void write_branches_of(struct buffer *out, const struct catalog *catalog, const struct offer *offer) {
	begin_list(out, "branches");
	for (int32_t i = 0; i < offer->branch_count; i++)
		json_text(out, catalog_branch_at(catalog, offer->branches[i])->code);
	json_close(out, ']');
}

static void write_offer(struct request *request, struct buffer *out, const struct catalog *catalog,
			const struct offer *offer) {
	begin_row(out, offer->id, offer->code, offer->name);
	json_member_text(out, "kind", offer_kind_name(offer->kind));
	json_member_money(out, "price", offer->price);
	json_member_bool(out, "for_sale", offer->for_sale);
	begin_list(out, "grants");
	for (size_t i = 0; i < offer->lines.count; i++)
		write_line(request, out, catalog, &offer->lines.at[i]);
	json_close(out, ']');
	json_member_text(out, "bonus_value", offer->bonus_free ? "free" : "shared");
	write_period(out, "valid", offer->valid_months, offer->valid_days);
	json_member_bool(out, "valid_from_first_use", offer->valid_from_first_use);
	if (offer->alert_at >= 0)
		json_member_number(out, "alert_at", offer->alert_at);
	write_refund(request, out, offer);
	write_branches_of(out, catalog, offer);
	json_member_bool(out, "discountable", offer->discountable);
	if (offer->interval_days)
		json_member_number(out, "interval_days", offer->interval_days);
	if (offer->kind == OFFER_TOPUP)
		json_member_money(out, "credit", offer->credit);
	if (offer->kind == OFFER_PLAN)
		write_plan(request, out, offer);
	json_close(out, '}');
}

void catalog_show(struct request *request, struct book *book) {
	const struct catalog *catalog = book_catalog(book);
	struct buffer *out = request_json(request, 200);
	json_open(out, '{');
	write_branches(out, catalog);
	write_staff(out, catalog);
	write_items(request, out, catalog, false);
	write_items(request, out, catalog, true);
	write_tags(request, out, catalog);
	begin_list(out, "offers");
	for (size_t i = 0; i < catalog->offers.count; i++)
		write_offer(request, out, catalog, &catalog->offers.at[i]);
	json_close(out, ']');
	json_close(out, '}');
}

void settings_show(struct request *request, struct book *book) {
	const struct settings *settings = &book_catalog(book)->settings;
	struct buffer *out = request_json(request, 200);
	json_open(out, '{');
	json_member_text(out, "name", settings->name);
	json_member_text(out, "currency", settings->currency);
	json_member_number(out, "decimals", settings->decimals);
	json_member_text(out, "timezone", settings->timezone);
	json_member_text(out, "clock", settings->free_clock ? "free" : "real");
	json_member_date(out, "today", book_now(book, clock_today(settings->timezone)));
	json_member_date(out, "closed_to", book_closed_to(book));
	json_member_number(out, "fiscal_start_month", settings->fiscal_start_month);
	json_member_number(out, "low_sessions", settings->low_sessions);
	json_member_number(out, "expiring_days", settings->expiring_days);
	json_member_number(out, "dormant_days", settings->dormant_days);
	json_member_number(out, "reinstate_days", settings->reinstate_days);
	json_member_bool(out, "redeem_unpaid", settings->redeem_unpaid);
	json_name(out, "discount_band");
	json_open(out, '[');
	json_raw(out, percent_text(request, settings->discount_band_from_bp));
	json_raw(out, percent_text(request, settings->discount_band_to_bp));
	json_close(out, ']');
	write_percent_of(request, out, "margin_floor", settings->margin_floor_bp);
	json_member_text(out, "tax_point", tax_point_name(settings->tax_point));
	json_member_bool(out, "performance_net_of_tax", settings->performance_net_of_tax);
	json_member_text(out, "basis", basis_name(settings->basis));
	json_close(out, '}');
}
