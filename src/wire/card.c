#include "wire/showing.h"

/* Punch cards, drawn. */

enum { MARKS_MOST = 100, MARKS_TOGETHER = 10 };

static const char *mark_of(enum slot_stand stand) {
	switch (stand) {
	case SLOT_FREE: return "○";
	case SLOT_USED: return "●";
	case SLOT_EXPIRED:
	case SLOT_RETURNED:
	case SLOT_TRANSFERRED: break;
	}
	return "×";
}

void card_write(struct buffer *out, const struct shown *shown, int32_t line) {
	int32_t first = contract_line_start(shown->contract, line);
	int32_t count = shown->contract->terms.lines[line].sessions;
	if (count > MARKS_MOST) {
		struct line_count counted = state_count_line(shown->contract, &shown->state, line);
		buffer_format(out, "● %d  ○ %d  × %d", counted.used, counted.left,
			      counted.expired + counted.returned + counted.transferred);
		return;
	}
	for (int32_t i = 0; i < count; i++) {
		if (i > 0 && i % MARKS_TOGETHER == 0)
			buffer_char(out, ' ');
		buffer_text(out, mark_of(shown->state.slots[first + i].stand));
	}
}

void card_title(struct buffer *out, const struct showing *showing, const struct line *line) {
	if (line->kind == LINE_DAYS)
		buffer_text(out, "days");
	for (int32_t i = 0; i < line->item_count; i++)
		buffer_format(out, "%s%s", i ? "|" : "", showing_item(showing, line->items[i]));
}

static const char *title_of(const struct showing *showing, const struct contract *contract) {
	if (contract->offer) {
		struct reference number = {true, NULL, contract->offer};
		const struct offer *offer = catalog_offer(book_catalog(showing->book), &number);
		return offer && offer->name ? offer->name : showing_offer(showing, contract->offer);
	}
	if (contract->terms.stream == STREAM_LEGACY)
		return "an old debt";
	return contract->terms.line_count > 0 ? showing_item(showing, contract->terms.lines[0].items[0]) : "";
}

static void write_end(struct buffer *out, const struct showing *showing, const struct shown *shown) {
	int32_t end = state_expires_on(shown->contract, &shown->state);
	if (end != DATE_NONE)
		buffer_format(out, ", good until %s", showing_date(showing, end));
}

static void write_line(struct buffer *out, const struct showing *showing, const struct shown *shown, int32_t line) {
	struct line_count counted = state_count_line(shown->contract, &shown->state, line);
	buffer_text(out, "    ");
	card_title(out, showing, &shown->contract->terms.lines[line]);
	buffer_text(out, "  ");
	card_write(out, shown, line);
	buffer_format(out, "  %d left", counted.left);
	if (counted.left > 0) {
		buffer_format(out, ", worth %s", showing_amount(showing, counted.value_left));
		write_end(out, showing, shown);
	}
	buffer_char(out, '\n');
}

static void write_credit(struct buffer *out, const struct showing *showing, const struct shown *shown) {
	buffer_format(out, "    credit  %s left of %s, worth %s",
		      showing_amount(showing, state_credit_left(shown->contract, &shown->state)),
		      showing_amount(showing, shown->contract->terms.credit),
		      showing_amount(showing, shown->state.live_value));
	write_end(out, showing, shown);
	buffer_char(out, '\n');
}

static void write_holders(struct buffer *out, struct showing *showing, const struct contract *contract) {
	struct client_list holders = {0};
	contract_holders(contract, &holders);
	for (size_t i = 0; i < holders.count; i++)
		buffer_format(out, "%s%s", i ? ", " : "    shared with ", showing_client(showing, holders.at[i]));
	if (holders.count > 0)
		buffer_char(out, '\n');
}

static void write_head(struct buffer *out, const struct showing *showing, const struct shown *shown) {
	const struct contract *contract = shown->contract;
	struct money due = state_due(&shown->state);
	buffer_format(out, "%s: %s, %s since %s, %s", contract->ref, title_of(showing, contract),
		      contract_status_name(shown->status), showing_date(showing, contract->sold_on),
		      showing_amount(showing, shown->state.live_value));
	if (money_is_positive(due))
		buffer_format(out, " (%s paid, %s due)", showing_amount(showing, shown->state.paid),
			      showing_amount(showing, due));
	buffer_char(out, '\n');
}

void card_contract(struct buffer *out, struct showing *showing, const struct shown *shown) {
	const struct terms *terms = &shown->contract->terms;
	write_head(out, showing, shown);
	if (contract_is_topup(shown->contract))
		write_credit(out, showing, shown);
	for (int32_t i = 0; i < terms->line_count; i++)
		if (terms->lines[i].kind != LINE_DEBT)
			write_line(out, showing, shown, i);
	write_holders(out, showing, shown->contract);
}
