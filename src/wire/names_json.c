#include "wire/showing.h"

#include "base/json.h"

/* What a client's contracts are called, and who did them: for eyes that may not see the lists. */

static bool line_has(const struct line *line, int64_t item) {
	for (int32_t i = 0; i < line->item_count; i++)
		if (line->items[i] == item)
			return true;
	return false;
}

static bool has_item(const struct contract *contract, int64_t item) {
	for (int32_t i = 0; i < contract->terms.line_count; i++)
		if (line_has(&contract->terms.lines[i], item))
			return true;
	return false;
}

static bool has_offer(const struct contract *contract, int64_t offer) {
	return contract->offer == offer;
}

static bool has_staff(const struct contract *contract, int64_t staff) {
	for (size_t i = 0; i < contract->changes.count; i++)
		for (int32_t k = 0; k < contract->changes.at[i].share_count; k++)
			if (contract->changes.at[i].shares[k].staff == staff)
				return true;
	return false;
}

static bool any(const struct shown_list *contracts, bool (*has)(const struct contract *, int64_t), int64_t id) {
	for (size_t i = 0; i < contracts->count; i++)
		if (has(contracts->at[i].contract, id))
			return true;
	return false;
}

static void open_list(struct buffer *out, const char *name) {
	json_name(out, name);
	json_open(out, '[');
}

static void write_name(struct buffer *out, const char *code, const char *name) {
	json_open(out, '{');
	json_member_text(out, "code", code);
	json_member_text(out, "name", name);
	json_close(out, '}');
}

void names_write_json(struct buffer *out, const struct showing *showing, const struct shown_list *contracts) {
	const struct catalog *catalog = book_catalog(showing->book);
	json_name(out, "names");
	json_open(out, '{');
	open_list(out, "offers");
	for (size_t i = 0; i < catalog->offers.count; i++)
		if (any(contracts, has_offer, catalog->offers.at[i].id))
			write_name(out, catalog->offers.at[i].code, catalog->offers.at[i].name);
	json_close(out, ']');
	open_list(out, "services");
	for (size_t i = 0; i < catalog->items.count; i++)
		if (any(contracts, has_item, catalog->items.at[i].id))
			write_name(out, catalog->items.at[i].code, catalog->items.at[i].name);
	json_close(out, ']');
	open_list(out, "staff");
	for (size_t i = 0; i < catalog->staff.count; i++)
		if (any(contracts, has_staff, catalog->staff.at[i].id))
			write_name(out, catalog->staff.at[i].code, catalog->staff.at[i].name);
	json_close(out, ']');
	json_close(out, '}');
}

void house_write_json(struct buffer *out, const struct showing *showing) {
	const struct settings *settings = &book_catalog(showing->book)->settings;
	json_name(out, "house");
	json_open(out, '{');
	json_member_text(out, "name", settings->name);
	json_member_text(out, "currency", settings->currency);
	json_member_number(out, "decimals", settings->decimals);
	json_member_date(out, "today", showing->now);
	json_close(out, '}');
}
