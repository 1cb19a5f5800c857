#include "wire/showing.h"

#include "base/json.h"
#include "wire/write.h"

/* Clients and contracts as JSON, in the words of report `contracts`. */

void show_json_person(struct buffer *out, const struct person *person) {
	json_open(out, '{');
	json_member_number(out, "client", person->client.id);
	json_member_text(out, "ref", person->client.ref);
	json_member_text(out, "name", person->name);
	json_member_text(out, "phone", person->phone);
	json_member_text(out, "email", person->email);
	json_member_text(out, "language", person->language);
	json_member_text(out, "note", person->note);
	json_name(out, "tags");
	json_open(out, '[');
	for (size_t i = 0; i < person->tags.count; i++)
		json_text(out, person->tags.at[i]);
	json_close(out, ']');
	json_close(out, '}');
}

/* Slots */

static const char *stand_name(enum slot_stand stand) {
	switch (stand) {
	case SLOT_USED: return "used";
	case SLOT_EXPIRED: return "expired";
	case SLOT_RETURNED: return "returned";
	case SLOT_TRANSFERRED: return "transferred";
	case SLOT_FREE: break;
	}
	return "free";
}

static void write_shares(struct buffer *out, const struct showing *showing, const struct change *change) {
	json_name(out, "staff");
	json_open(out, '[');
	for (int32_t i = 0; i < change->share_count; i++) {
		struct buffer percent;
		buffer_init(&percent, showing->arena);
		write_percent(&percent, change->shares[i].bp);
		json_open(out, '{');
		json_member_text(out, "staff", showing_staff(showing, change->shares[i].staff));
		json_name(out, "share");
		json_raw(out, percent.at);
		json_close(out, '}');
	}
	json_close(out, ']');
}

/* Used ones are stamped with date and hands. */
static void write_slot(struct buffer *out, const struct showing *showing, const struct contract *contract,
		       const struct slot *slot) {
	json_open(out, '{');
	json_member_text(out, "stands", stand_name(slot->stand));
	json_member_money(out, "value", slot->value);
	if (slot->stand == SLOT_USED && slot->change >= 0) {
		const struct change *use = &contract->changes.at[slot->change];
		json_member_date(out, "date", use->date);
		json_member_number(out, "entry", use->entry);
		write_shares(out, showing, use);
	}
	json_close(out, '}');
}

/* Grants */

static void write_what_for(struct buffer *out, const struct showing *showing, const struct line *line) {
	if (line->any_of) {
		json_name(out, "any_of");
		json_open(out, '[');
		for (int32_t i = 0; i < line->item_count; i++)
			json_text(out, showing_item(showing, line->items[i]));
		json_close(out, ']');
	} else if (line->item_count > 0) {
		json_member_text(out, line->kind == LINE_PRODUCT ? "product" : "service",
				 showing_item(showing, line->items[0]));
	}
}

static void write_counts(struct buffer *out, const struct shown *shown, int32_t line) {
	struct line_count counted = state_count_line(shown->contract, &shown->state, line);
	json_member_number(out, "sessions", shown->contract->terms.lines[line].sessions);
	json_member_number(out, "used", counted.used);
	json_member_number(out, "left", counted.left);
	json_member_number(out, "expired", counted.expired);
	json_member_number(out, "returned", counted.returned);
	json_member_number(out, "transferred", counted.transferred);
	json_member_money(out, "value_left", counted.value_left);
	json_member_date(out, "expires_on", state_expires_on(shown->contract, &shown->state));
}

static void write_grant(struct buffer *out, const struct showing *showing, const struct shown *shown, int32_t line) {
	const struct contract *contract = shown->contract;
	int32_t first = contract_line_start(contract, line);
	json_open(out, '{');
	write_what_for(out, showing, &contract->terms.lines[line]);
	write_counts(out, shown, line);
	json_name(out, "slots");
	json_open(out, '[');
	for (int32_t i = first; i < first + contract->terms.lines[line].sessions; i++)
		write_slot(out, showing, contract, &shown->state.slots[i]);
	json_close(out, ']');
	json_close(out, '}');
}

static void write_credit(struct buffer *out, const struct shown *shown) {
	json_open(out, '{');
	json_member_money(out, "credit", shown->contract->terms.credit);
	json_member_money(out, "spent", shown->state.spent);
	json_member_money(out, "left", state_credit_left(shown->contract, &shown->state));
	json_member_money(out, "value_left", shown->state.live_value);
	json_member_date(out, "expires_on", state_expires_on(shown->contract, &shown->state));
	json_close(out, '}');
}

static void write_grants(struct buffer *out, const struct showing *showing, const struct shown *shown) {
	json_name(out, "grants");
	json_open(out, '[');
	if (contract_is_topup(shown->contract))
		write_credit(out, shown);
	for (int32_t i = 0; i < shown->contract->terms.line_count; i++)
		if (line_counts_sessions(&shown->contract->terms.lines[i]))
			write_grant(out, showing, shown, i);
	json_close(out, ']');
}

/* An access cycle has days in place of sessions. */
static void write_days(struct buffer *out, const struct shown *shown) {
	if (!contract_is_access_cycle(shown->contract))
		return;
	struct line_count counted = state_count_line(shown->contract, &shown->state, 0);
	json_name(out, "days");
	json_open(out, '{');
	json_member_number(out, "gone", counted.used);
	json_member_number(out, "left", counted.left);
	json_close(out, '}');
}

/* Contracts */

static void write_amounts(struct buffer *out, const struct shown *shown) {
	json_member_money(out, "price", shown->contract->terms.price);
	json_member_money(out, "live_value", shown->state.live_value);
	json_member_money(out, "delivered", shown->state.delivered);
	json_member_money(out, "paid", shown->state.paid);
	json_member_money(out, "written_off", shown->state.written_off);
	json_member_money(out, "due", state_due(&shown->state));
	json_member_money(out, "liability", state_liability(&shown->state));
	json_member_money(out, "receivable", state_receivable(&shown->state));
}

static void write_instalments(struct buffer *out, const struct contract *contract) {
	json_name(out, "agreed");
	json_open(out, '[');
	for (int32_t i = 0; i < contract->instalment_count; i++) {
		json_open(out, '{');
		json_member_date(out, "due", contract->instalments[i].due);
		json_member_money(out, "amount", contract->instalments[i].amount);
		json_close(out, '}');
	}
	json_close(out, ']');
}

static void write_holders(struct buffer *out, struct showing *showing, const struct contract *contract) {
	struct client_list holders = {0};
	contract_holders(contract, &holders);
	json_name(out, "holders");
	json_open(out, '[');
	for (size_t i = 0; i < holders.count; i++)
		json_text(out, showing_client(showing, holders.at[i]));
	json_close(out, ']');
}

/* Where the status is frozen: since when, and the day it runs again; null: once it is unfrozen. */
static void write_frozen(struct buffer *out, const struct showing *showing, const struct shown *shown) {
	struct frozen span = state_frozen_span(&shown->state, showing->now);
	json_name(out, "frozen");
	if (shown->status != CONTRACT_FROZEN || span.from == span.to) {
		json_none(out);
		return;
	}
	json_open(out, '{');
	json_member_date(out, "from", span.from);
	json_member_date(out, "to", span.to);
	json_close(out, '}');
}

void show_json_contract(struct buffer *out, struct showing *showing, const struct shown *shown) {
	const struct contract *contract = shown->contract;
	json_open(out, '{');
	json_member_number(out, "contract", contract->id);
	json_member_text(out, "ref", contract->named ? contract->ref : NULL);
	json_member_text(out, "client", showing_client(showing, contract_owner(contract)));
	if (contract->offer)
		json_member_text(out, "offer", showing_offer(showing, contract->offer));
	json_member_text(out, "stream", stream_name(contract->terms.stream));
	json_member_text(out, "status", contract_status_name(shown->status));
	write_frozen(out, showing, shown);
	json_member_date(out, "sold_on", contract->sold_on);
	write_amounts(out, shown);
	write_instalments(out, contract);
	write_holders(out, showing, contract);
	write_grants(out, showing, shown);
	write_days(out, shown);
	json_close(out, '}');
}
