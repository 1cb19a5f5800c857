#include "wire/showing.h"

#include "base/json.h"
#include "wire/write.h"

/* Changes of contracts as data: what deed.c says in words, for a screen that says it in the reader's language. */

static const char *const deeds[CHANGE_KIND_COUNT] = {
	[CHANGE_SELL] = "sold",     [CHANGE_OPEN] = "opened",       [CHANGE_RECEIVE] = "received",
	[CHANGE_PAY] = "paid",      [CHANGE_FUND] = "funded",       [CHANGE_CREDIT] = "credited",
	[CHANGE_SPEND] = "spent",   [CHANGE_REPRICE] = "repriced",  [CHANGE_WRITE_OFF] = "written_off",
	[CHANGE_REDEEM] = "used",   [CHANGE_EARN] = "earned",       [CHANGE_RETURN] = "returned",
	[CHANGE_CANCEL] = "ended",  [CHANGE_REVIVE] = "revived",    [CHANGE_TRANSFER] = "given",
	[CHANGE_FREEZE] = "frozen", [CHANGE_UNFREEZE] = "unfrozen", [CHANGE_EXTEND] = "extended",
	[CHANGE_SHARE] = "shared",  [CHANGE_UNSHARE] = "unshared",
};

static const char *cause_name(enum cause cause) {
	switch (cause) {
	case CAUSE_REFUND: return "refund";
	case CAUSE_EXCHANGE: return "exchange";
	case CAUSE_END: return "end";
	case CAUSE_TRANSFER: return "transfer";
	case CAUSE_USE:
	case CAUSE_EXPIRY:
	case CAUSE_CAP: break;
	}
	return "expiry";
}

static void add_amount(struct buffer *out, const char *name, struct money amount) {
	if (!money_is_zero(amount))
		json_member_money(out, name, amount);
}

static void add_day(struct buffer *out, const char *name, int32_t date) {
	if (date != DATE_NONE)
		json_member_date(out, name, date);
}

/* What was sold, used or taken back: of a set of services the one it was. */
static void add_what(struct buffer *out, const struct showing *showing, const struct contract *contract,
		     const struct change *change) {
	if (contract->offer)
		json_member_text(out, "offer", showing_offer(showing, contract->offer));
	if (change->kind == CHANGE_REDEEM)
		json_member_text(out, "service", showing_item(showing, change->other));
	else if (!contract->offer && contract->terms.line_count > 0 && contract->terms.lines[0].item_count > 0)
		json_member_text(out, "service", showing_item(showing, contract->terms.lines[0].items[0]));
}

static void add_sessions(struct buffer *out, const struct change *change) {
	int32_t count = 0;
	for (int32_t i = 0; i < change->range_count; i++)
		count += change->ranges[i].count;
	if (count > 0)
		json_member_number(out, "sessions", count);
}

static void add_staff(struct buffer *out, const struct showing *showing, const struct change *change) {
	if (change->share_count == 0)
		return;
	json_name(out, "staff");
	json_open(out, '[');
	for (int32_t i = 0; i < change->share_count; i++)
		json_text(out, showing_staff(showing, change->shares[i].staff));
	json_close(out, ']');
}

static void add_money(struct buffer *out, const struct contract *contract, const struct change *change) {
	add_amount(out, "amount", change->kind == CHANGE_SELL ? contract->terms.price : change->amount);
	add_amount(out, "face", change->face);
	if (change->kind == CHANGE_PAY)
		json_member_text(out, "method", change->method);
	if (change->kind != CHANGE_CANCEL)
		return;
	json_member_text(out, "cause", cause_name(change->cause));
	add_amount(out, "refund", change->refund);
	add_amount(out, "fee", change->fee);
	add_amount(out, "uplift", change->uplift);
	add_amount(out, "breakage", change->breakage);
	add_amount(out, "moved", change->moved);
}

static void add_days(struct buffer *out, const struct change *change) {
	if (change->kind == CHANGE_FREEZE || change->kind == CHANGE_UNFREEZE)
		add_day(out, "from", change->from);
	if (change->kind == CHANGE_FREEZE || change->kind == CHANGE_EXTEND)
		add_day(out, "to", change->to);
}

void deed_write_json(struct buffer *out, const struct showing *showing, const struct contract *contract,
		     const struct change *change) {
	json_member_text(out, "deed", deeds[change->kind]);
	add_what(out, showing, contract, change);
	add_sessions(out, change);
	add_staff(out, showing, change);
	add_money(out, contract, change);
	add_days(out, change);
	json_member_bool(out, "stands", change_stands(change));
}
