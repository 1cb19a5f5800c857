#include "book/catalog_parts.h"

#include <assert.h>
#include <glib.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How a setting is written as a text. */
enum form { FORM_TEXT, FORM_NUMBER, FORM_FLAG, FORM_TAX_POINT, FORM_BASIS };

struct setting {
	const char *name;
	enum form form;
	size_t offset;
};

#define SETTING(name, form)                                                                                            \
	{ #name, form, offsetof(struct settings, name) }

static const struct setting SETTINGS[] = {
	SETTING(name, FORM_TEXT),
	SETTING(currency, FORM_TEXT),
	SETTING(decimals, FORM_NUMBER),
	SETTING(timezone, FORM_TEXT),
	SETTING(free_clock, FORM_FLAG),
	SETTING(fiscal_start_month, FORM_NUMBER),
	SETTING(low_sessions, FORM_NUMBER),
	SETTING(expiring_days, FORM_NUMBER),
	SETTING(dormant_days, FORM_NUMBER),
	SETTING(reinstate_days, FORM_NUMBER),
	SETTING(redeem_unpaid, FORM_FLAG),
	SETTING(discount_band_from_bp, FORM_NUMBER),
	SETTING(discount_band_to_bp, FORM_NUMBER),
	SETTING(margin_floor_bp, FORM_NUMBER),
	SETTING(tax_point, FORM_TAX_POINT),
	SETTING(performance_net_of_tax, FORM_FLAG),
	SETTING(basis, FORM_BASIS),
};

enum { SETTING_COUNT = sizeof SETTINGS / sizeof *SETTINGS, NUMBER_TEXT = 16, CURRENCY_LETTERS = 3 };

struct settings settings_default(void) {
	return (struct settings){
		.name = "",
		.currency = "TWD",
		.timezone = "UTC",
		.fiscal_start_month = 1,
		.low_sessions = 5,
		.expiring_days = 30,
		.dormant_days = 60,
		.reinstate_days = 30,
		.redeem_unpaid = true,
		.discount_band_from_bp = 1000,
		.discount_band_to_bp = 1500,
		.margin_floor_bp = 3000,
		.tax_point = TAX_AT_PAYMENT,
		.basis = BASIS_CASH_DELIVERED,
	};
}

/* As texts */

static const char *number_text(int32_t number, char text[NUMBER_TEXT]) {
	(void)snprintf(text, NUMBER_TEXT, "%" PRId32, number);
	return text;
}

/* The text of a setting; `room` is where one that has to be made is put. */
static const char *setting_text(const struct settings *settings, const struct setting *setting, char room[NUMBER_TEXT]) {
	const void *field = (const char *)settings + setting->offset;
	switch (setting->form) {
	case FORM_TEXT: return *(const char *const *)field;
	case FORM_NUMBER: return number_text(*(const int32_t *)field, room);
	case FORM_FLAG: return *(const bool *)field ? "1" : "0";
	case FORM_TAX_POINT: return tax_point_name(*(const enum tax_point *)field);
	case FORM_BASIS: return basis_name(*(const enum basis *)field);
	}
	assert(false);
	return NULL;
}

static bool number_take(const char *text, int32_t *number) {
	char *end;
	long long given = strtoll(text, &end, 10);
	*number = (int32_t)given;
	return end != text && !*end && given >= 0 && given <= INT32_MAX;
}

/* False: the text says nothing of the kind. */
static bool setting_take(struct settings *settings, const struct setting *setting, const char *text,
			 struct arena *arena) {
	void *field = (char *)settings + setting->offset;
	int32_t point = WORD_INDEX(tax_point_words, text), basis = WORD_INDEX(basis_words, text);
	switch (setting->form) {
	case FORM_TEXT: *(const char **)field = arena_text(arena, text); return true;
	case FORM_NUMBER: return number_take(text, field);
	case FORM_FLAG: *(bool *)field = strcmp(text, "1") == 0; return true;
	case FORM_TAX_POINT: *(enum tax_point *)field = (enum tax_point)point; return point >= 0;
	case FORM_BASIS: *(enum basis *)field = (enum basis)basis; return basis >= 0;
	}
	return false;
}

/* Rows */

static bool take_named(struct settings *settings, const char *name, const char *text, struct arena *arena) {
	for (size_t i = 0; name && text && i < SETTING_COUNT; i++)
		if (strcmp(SETTINGS[i].name, name) == 0)
			return setting_take(settings, &SETTINGS[i], text, arena);
	return name && text; /* the generation stands among them */
}

bool settings_read(struct settings *settings, struct store *store, struct arena *arena) {
	struct query *query = store_query(store, STATEMENT_CATALOG_SETTINGS);
	bool whole = true;
	*settings = settings_default();
	while (whole && query_step(query) == STEP_ROW)
		whole = take_named(settings, query_text(query, 0), query_text(query, 1), arena);
	query_end(query);
	return whole && settings->decimals <= DECIMALS_MOST && settings->fiscal_start_month >= 1 &&
	       settings->fiscal_start_month <= 12;
}

static void setting_write(struct store *store, const char *name, const char *text) {
	struct query *query = store_query(store, STATEMENT_SETTING_SET);
	query_bind_text(query, 1, name);
	query_bind_text(query, 2, text);
	query_run(query);
}

/* Those that differ from what stands; all when nothing stands. */
static void settings_write(struct store *store, const struct settings *standing, const struct settings *settings) {
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		char room[NUMBER_TEXT], other_room[NUMBER_TEXT];
		const char *text = setting_text(settings, &SETTINGS[i], room);
		if (!standing || strcmp(text, setting_text(standing, &SETTINGS[i], other_room)) != 0)
			setting_write(store, SETTINGS[i].name, text);
	}
}

bool catalog_set_first(struct store *store, const struct settings *settings) {
	settings_write(store, NULL, settings);
	return !store_faulted(store);
}

/* Rules */

/* The characters of names like "Asia/Taipei" and "+08:00". No dot and no leading slash: GLib would open any file. */
static bool timezone_exists(const char *name) {
	static const char first[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+-";
	static const char further[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/:";
	if (name[0] == '\0' || !strchr(first, name[0]) || name[strspn(name, further)] != '\0')
		return false;
	GTimeZone *zone = g_time_zone_new_identifier(name);
	if (zone)
		g_time_zone_unref(zone);
	return zone != NULL;
}

static bool currency_well_formed(const char *currency) {
	return strlen(currency) == CURRENCY_LETTERS &&
	       strspn(currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == CURRENCY_LETTERS;
}

enum carnet_status settings_check(const struct settings *settings, struct refusal *why) {
	if (!currency_well_formed(settings->currency))
		return refuse_at(why, "/currency",
				 refuse(why, CARNET_INVALID, "currency must be three capital letters, as \"TWD\""));
	if (settings->decimals < 0 || settings->decimals > DECIMALS_MOST)
		return refuse_at(why, "/decimals",
				 refuse(why, CARNET_INVALID, "decimals must be 0 to %d", DECIMALS_MOST));
	if (!timezone_exists(settings->timezone))
		return refuse_at(why, "/timezone",
				 refuse(why, CARNET_INVALID, "there is no time zone \"%s\"", settings->timezone));
	if (settings->fiscal_start_month < 1 || settings->fiscal_start_month > 12)
		return refuse_at(why, "/fiscal_start_month",
				 refuse(why, CARNET_INVALID, "fiscal_start_month must be 1 to 12"));
	if (settings->discount_band_from_bp > settings->discount_band_to_bp)
		return refuse_at(why, "/discount_band",
				 refuse(why, CARNET_INVALID, "discount_band must not end before it begins"));
	return CARNET_OK;
}

/* Once amounts are on the books nobody can say any more what they counted (§14.20). */
static enum carnet_status check_fixed(struct edit *edit, const struct settings *settings) {
	const struct settings *standing = &edit->catalog->settings;
	if (!edit->money_booked)
		return CARNET_OK;
	if (strcmp(settings->currency, standing->currency) != 0)
		return refuse_at(edit->why, "/currency",
				 refuse_for(edit->why, REFUSED_MONEY_BOOKED, NULL,
					    "the currency cannot change once money was booked"));
	if (settings->decimals != standing->decimals)
		return refuse_at(edit->why, "/decimals",
				 refuse_for(edit->why, REFUSED_MONEY_BOOKED, NULL,
					    "decimals cannot change once money was booked"));
	return CARNET_OK;
}

#define TAKE_IF_GIVEN(has, member)                                                                                     \
	do {                                                                                                           \
		if (op->has)                                                                                           \
			settings->member = op->member;                                                                 \
	} while (0)

/* What the operation gives. */
static void settings_merge(struct settings *settings, const struct settings_op *op) {
	TAKE_IF_GIVEN(name, name);
	TAKE_IF_GIVEN(currency, currency);
	TAKE_IF_GIVEN(timezone, timezone);
	TAKE_IF_GIVEN(has_decimals, decimals);
	TAKE_IF_GIVEN(has_fiscal_start_month, fiscal_start_month);
	TAKE_IF_GIVEN(has_low_sessions, low_sessions);
	TAKE_IF_GIVEN(has_expiring_days, expiring_days);
	TAKE_IF_GIVEN(has_dormant_days, dormant_days);
	TAKE_IF_GIVEN(has_reinstate_days, reinstate_days);
	TAKE_IF_GIVEN(has_redeem_unpaid, redeem_unpaid);
	TAKE_IF_GIVEN(has_discount_band, discount_band_from_bp);
	TAKE_IF_GIVEN(has_discount_band, discount_band_to_bp);
	TAKE_IF_GIVEN(has_margin_floor, margin_floor_bp);
	TAKE_IF_GIVEN(has_tax_point, tax_point);
	TAKE_IF_GIVEN(has_net_of_tax, performance_net_of_tax);
	TAKE_IF_GIVEN(has_basis, basis);
}

/* Texts of the operation go with it; the catalogue keeps its own. */
static void settings_keep(struct catalog *catalog, struct settings settings, const struct settings_op *op) {
	if (op->name)
		settings.name = arena_text(catalog->arena, op->name);
	if (op->currency)
		settings.currency = arena_text(catalog->arena, op->currency);
	if (op->timezone)
		settings.timezone = arena_text(catalog->arena, op->timezone);
	catalog->settings = settings;
}

enum carnet_status edit_settings(struct edit *edit) {
	const struct settings_op *op = &edit->op->as.settings;
	struct settings settings = edit->catalog->settings;
	settings_merge(&settings, op);
	enum carnet_status status = check_fixed(edit, &settings);
	if (status == CARNET_OK)
		status = settings_check(&settings, edit->why);
	if (status != CARNET_OK)
		return status;
	settings_write(edit->store, &edit->catalog->settings, &settings);
	if (store_faulted(edit->store))
		return edit_fault(edit);
	settings_keep(edit->catalog, settings, op);
	return CARNET_OK;
}
