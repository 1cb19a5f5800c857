#include "support/open_catalog.h"

#include "base/buffer.h"
#include "book/rights.h"

#include <string.h>

struct store *store;
struct catalog catalog;
struct arena *arena;
struct refusal why;
int64_t last_id;

/* --- the way there */

void start(void) {
	store = opened("", STORE_SCRATCH);
	arena = arena_create();
	assert_true(catalog_load(&catalog, store));
	assert_true(store_begin(store));
}

void stop(void) {
	catalog_clear(&catalog);
	store_close(store);
	arena_destroy(arena);
}

static enum carnet_status apply(struct operation op) {
	return catalog_apply(&catalog, store, &op, false, &last_id, &why);
}

enum carnet_status settings(struct settings_op op) {
	return apply((struct operation){.kind = OP_SETTINGS, .as.settings = op});
}

enum carnet_status branch(struct branch_op op) {
	return apply((struct operation){.kind = OP_BRANCH, .as.branch_op = op});
}

enum carnet_status staff(struct staff_op op) {
	return apply((struct operation){.kind = OP_STAFF, .as.staff = op});
}

enum carnet_status service(struct item_op op) {
	return apply((struct operation){.kind = OP_SERVICE, .as.item = op});
}

enum carnet_status product(struct item_op op) {
	return apply((struct operation){.kind = OP_PRODUCT, .as.item = op});
}

enum carnet_status tag(struct tag_op op) {
	return apply((struct operation){.kind = OP_TAG, .as.tag = op});
}

enum carnet_status offer(struct offer_op op) {
	return apply((struct operation){.kind = OP_OFFER, .as.offer = op});
}

#define OK(call) assert_string_equal(carnet_status_name(call), "ok")

void start_with_services(void) {
	start();
	OK(service((struct item_op){.code = "facial", PRICE(1500)}));
	OK(service((struct item_op){.code = "laser", PRICE(3000)}));
	OK(service((struct item_op){.code = "ipl", PRICE(2500)}));
	OK(product((struct item_op){.code = "serum", PRICE(1200)}));
	OK(branch((struct branch_op){.code = "tpe"}));
	OK(branch((struct branch_op){.code = "khh"}));
}

struct reference by_code(const char *code) {
	return (struct reference){.given = true, .text = code};
}

const struct offer *offer_called(const char *code) {
	struct reference reference = by_code(code);
	const struct offer *found = catalog_offer(&catalog, &reference);
	assert_non_null(found);
	return found;
}

/* --- everything a catalogue says, as a text */

static void tell_settings(struct buffer *text, const struct settings *s) {
	buffer_format(text, "%s %s %d %s clock %d fiscal %d low %d expiring %d dormant %d reinstate %d unpaid %d\n",
		      s->name, s->currency, s->decimals, s->timezone, s->free_clock, s->fiscal_start_month,
		      s->low_sessions, s->expiring_days, s->dormant_days, s->reinstate_days, s->redeem_unpaid);
	buffer_format(text, "band %d-%d floor %d %s net %d %s\n", s->discount_band_from_bp, s->discount_band_to_bp,
		      s->margin_floor_bp, tax_point_name(s->tax_point), s->performance_net_of_tax, basis_name(s->basis));
}

static void tell_lists(struct buffer *text, const struct catalog *c) {
	for (size_t i = 0; i < c->branches.count; i++)
		buffer_format(text, "branch %d %s %s\n", (int)c->branches.at[i].id, c->branches.at[i].code,
			      c->branches.at[i].name);
	for (size_t i = 0; i < c->staff.count; i++)
		buffer_format(text, "staff %d %s %s %s\n", (int)c->staff.at[i].id, c->staff.at[i].code,
			      c->staff.at[i].name, role_name(c->staff.at[i].role));
	for (size_t i = 0; i < c->tags.count; i++)
		buffer_format(text, "tag %d %s %s %d\n", (int)c->tags.at[i].id, c->tags.at[i].code, c->tags.at[i].name,
			      c->tags.at[i].discount_bp);
	for (size_t i = 0; i < c->items.count; i++) {
		const struct item *item = &c->items.at[i];
		buffer_format(text, "item %d %s %s product %d price %lld cost %lld every %d tax %d\n", (int)item->id,
			      item->code, item->name, item->product, (long long)money_units(item->price),
			      (long long)money_units(item->cost), item->interval_days, item->tax_bp);
	}
}

static void tell_numbers(struct buffer *text, const char *name, const int64_t *numbers, int32_t count) {
	buffer_format(text, " %s", name);
	for (int32_t i = 0; i < count; i++)
		buffer_format(text, " %d", (int)numbers[i]);
}

static void tell_line(struct buffer *text, const struct offer_line *line) {
	tell_numbers(text, "  line of", line->items, line->item_count);
	buffer_format(text, " any_of %d sessions %d bonus %d value %d %lld tax %d\n", line->any_of, line->sessions,
		      line->bonus, line->valued, (long long)money_units(line->value), line->tax_bp);
}

static void tell_offer(struct buffer *text, const struct offer *o) {
	buffer_format(text, "offer %d %s %s %s price %lld credit %lld sale %d free %d discountable %d every %d alert %d",
		      (int)o->id, o->code, o->name, offer_kind_name(o->kind), (long long)money_units(o->price),
		      (long long)money_units(o->credit), o->for_sale, o->bonus_free, o->discountable, o->interval_days,
		      o->alert_at);
	buffer_format(text, " valid %d %d %d refund %s %d %lld cap %d %lld cooling %d", o->valid_months, o->valid_days,
		      o->valid_from_first_use, refund_method_name(o->refund_method), o->refund_fee_bp,
		      (long long)money_units(o->refund_fee), o->refund_capped, (long long)money_units(o->refund_cap),
		      o->cooling_off_days);
	buffer_format(text, " cycle %d %d rollover %d %d members %d minimum %d grace %d suspend %d", o->cycle_months,
		      o->cycle_days, o->rollover_cycles, o->rollover_max, o->member_discount_bp, o->minimum_cycles,
		      o->grace_days, o->suspend_days);
	tell_numbers(text, "branches", o->branches, o->branch_count);
	buffer_char(text, '\n');
	for (size_t i = 0; i < o->lines.count; i++)
		tell_line(text, &o->lines.at[i]);
}

const char *told(const struct catalog *c) {
	struct buffer text;
	buffer_init(&text, arena);
	buffer_format(&text, "generation %d\n", (int)c->generation);
	tell_settings(&text, &c->settings);
	tell_lists(&text, c);
	for (size_t i = 0; i < c->offers.count; i++)
		tell_offer(&text, &c->offers.at[i]);
	return text.at;
}

const char *told_offer(const char *code) {
	struct buffer text;
	buffer_init(&text, arena);
	tell_offer(&text, offer_called(code));
	return text.at;
}

const char *told_stored(void) {
	struct catalog stored = {.arena = NULL};
	assert_true(catalog_load(&stored, store));
	const char *text = told(&stored);
	catalog_clear(&stored);
	return text;
}

void assert_memory_is_what_is_stored(void) {
	assert_string_equal(told(&catalog), told_stored());
}

/* The last operation was refused so and left nothing behind. */
void assert_was_refused(enum carnet_status is, enum carnet_status wanted, const char *field, const char *before,
			const char *what) {
	if (is != wanted || (wanted != CARNET_OK && strcmp(why.field, field) != 0))
		fail_msg("%s: %s at \"%s\" (%s), not %s at \"%s\"", what, carnet_status_name(is), why.field,
			 why.message, carnet_status_name(wanted), field);
	if (strcmp(told(&catalog), before) != 0)
		fail_msg("%s: it was refused and changed the memory", what);
	if (strcmp(told_stored(), before) != 0)
		fail_msg("%s: it was refused and changed the store", what);
}
