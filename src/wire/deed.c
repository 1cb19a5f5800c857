#include "wire/showing.h"

#include "wire/write.h"

/* Changes of contracts in words. */

struct telling {
	struct buffer *out;
	struct showing *showing;
	const struct contract *contract;
	const struct change *change;
};

static const char *amount(const struct telling *telling, struct money money) {
	return showing_amount(telling->showing, money);
}

static const char *day(const struct telling *telling, int32_t date) {
	return showing_date(telling->showing, date);
}

static const char *other_contract(const struct telling *telling) {
	struct contract *other;
	return work_contract_at(&telling->showing->work, telling->change->other, &other) == CARNET_OK ? other->ref : "?";
}

static const char *other_client(const struct telling *telling) {
	return showing_client(telling->showing, telling->change->other);
}

static int32_t slots_touched(const struct change *change) {
	int32_t count = 0;
	for (int32_t i = 0; i < change->range_count; i++)
		count += change->ranges[i].count;
	return count;
}

/* ", 4,000 refunded": a part that is not 0. */
static void tell_part(const struct telling *telling, struct money part, const char *what) {
	if (!money_is_zero(part))
		buffer_format(telling->out, ", %s %s", amount(telling, part), what);
}

/* What it was about */

static void tell_sale(const struct telling *telling) {
	const struct contract *contract = telling->contract;
	const char *code = "";
	if (contract->offer)
		code = showing_offer(telling->showing, contract->offer);
	else if (contract->terms.line_count > 0)
		code = showing_item(telling->showing, contract->terms.lines[0].items[0]);
	buffer_format(telling->out, "%s %s for %s", contract->offer ? "sold" : "charged", code,
		      amount(telling, contract->terms.price));
}

static void tell_opening(const struct telling *telling) {
	const struct change *change = telling->change;
	buffer_format(telling->out, "brought in, worth %s", amount(telling, telling->contract->terms.price));
	tell_part(telling, change->amount, "paid");
	tell_part(telling, change->face, "spent");
	if (slots_touched(change) > 0 && telling->contract->terms.stream != STREAM_LEGACY)
		buffer_format(telling->out, ", %d used", slots_touched(change));
}

static void tell_shares(const struct telling *telling) {
	const struct change *change = telling->change;
	for (int32_t i = 0; i < change->share_count; i++) {
		buffer_format(telling->out, "%s%s", i ? ", " : " by ",
			      showing_staff(telling->showing, change->shares[i].staff));
		if (change->shares[i].bp == 10000)
			continue;
		buffer_char(telling->out, ' ');
		write_percent(telling->out, change->shares[i].bp);
		buffer_text(telling->out, " %");
	}
}

/* "facial 3–4": the sessions, numbered within their lines. */
static void tell_sessions(const struct telling *telling) {
	const struct change *change = telling->change;
	for (int32_t i = 0; i < change->range_count; i++) {
		int32_t first = change->ranges[i].first, count = change->ranges[i].count;
		int32_t line = contract_line_of(telling->contract, first);
		int32_t number = first - contract_line_start(telling->contract, line) + 1;
		buffer_text(telling->out, i ? ", " : "");
		if (change->kind == CHANGE_REDEEM)
			buffer_text(telling->out, showing_item(telling->showing, change->other));
		else
			card_title(telling->out, telling->showing, &telling->contract->terms.lines[line]);
		buffer_format(telling->out, count > 1 ? " %d–%d" : " %d", number, number + count - 1);
	}
}

static void tell_use(const struct telling *telling) {
	if (telling->contract->offer) {
		buffer_text(telling->out, "used ");
		tell_sessions(telling);
	} else {
		buffer_text(telling->out, "done");
	}
	tell_shares(telling);
}

/* What became of slots cancelled for the cause. */
static const char *cause_words(enum cause cause) {
	if (cause == CAUSE_REFUND)
		return "given back";
	if (cause == CAUSE_EXCHANGE)
		return "exchanged";
	if (cause == CAUSE_TRANSFER)
		return "given away";
	return cause == CAUSE_END ? "ended" : "expired";
}

static void tell_cancelling(const struct telling *telling) {
	const struct change *change = telling->change;
	int32_t count = slots_touched(change);
	if (count > 0)
		buffer_format(telling->out, "%d %s", count, cause_words(change->cause));
	else
		buffer_text(telling->out, cause_words(change->cause));
	tell_part(telling, change->refund, "refunded");
	tell_part(telling, change->fee, "kept as fee");
	tell_part(telling, change->uplift, "kept for sessions used at list price");
	tell_part(telling, change->breakage, "left to the house");
	tell_part(telling, change->moved, "moved on");
}

static void tell_freeze(const struct telling *telling) {
	buffer_format(telling->out, "frozen from %s", day(telling, telling->change->from));
	if (telling->change->to != DATE_NONE)
		buffer_format(telling->out, " to %s", day(telling, telling->change->to));
}

static void tell_money(const struct telling *telling) {
	const struct change *change = telling->change;
	const char *face = amount(telling, change->face), *money = amount(telling, change->amount);
	struct buffer *out = telling->out;
	if (change->kind == CHANGE_PAY)
		buffer_format(out, "paid %s (%s)", money, change->method ? change->method : "");
	else if (change->kind == CHANGE_FUND)
		buffer_format(out, "paid %s from %s", money, other_contract(telling));
	else if (change->kind == CHANGE_CREDIT)
		buffer_format(out, "paid with %s of credit from %s, worth %s", face, other_contract(telling), money);
	else if (change->kind == CHANGE_SPEND)
		buffer_format(out, "%s of credit spent on %s, worth %s", face, other_contract(telling), money);
	else if (change->kind == CHANGE_REPRICE)
		buffer_format(out, "repriced to %s", money);
	else
		buffer_format(out, "%s written off", money);
}

static void tell_change(const struct telling *telling) {
	const struct change *change = telling->change;
	struct buffer *out = telling->out;
	switch (change->kind) {
	case CHANGE_SELL: tell_sale(telling); break;
	case CHANGE_OPEN: tell_opening(telling); break;
	case CHANGE_RECEIVE: buffer_format(out, "received from %s", other_contract(telling)); break;
	case CHANGE_PAY:
	case CHANGE_FUND:
	case CHANGE_CREDIT:
	case CHANGE_SPEND:
	case CHANGE_REPRICE:
	case CHANGE_WRITE_OFF: tell_money(telling); break;
	case CHANGE_REDEEM: tell_use(telling); break;
	case CHANGE_EARN: buffer_format(out, "%d days gone by", slots_touched(change)); break;
	case CHANGE_RETURN:
		tell_sessions(telling);
		buffer_text(out, " taken back");
		break;
	case CHANGE_CANCEL: tell_cancelling(telling); break;
	case CHANGE_REVIVE: buffer_format(out, "%d revived", slots_touched(change)); break;
	case CHANGE_TRANSFER: buffer_format(out, "given to %s", other_client(telling)); break;
	case CHANGE_FREEZE: tell_freeze(telling); break;
	case CHANGE_UNFREEZE: buffer_format(out, "not frozen from %s", day(telling, change->from)); break;
	case CHANGE_EXTEND: buffer_format(out, "good until %s", day(telling, change->to)); break;
	case CHANGE_SHARE: buffer_format(out, "shared with %s", other_client(telling)); break;
	case CHANGE_UNSHARE: buffer_format(out, "no longer shared with %s", other_client(telling)); break;
	case CHANGE_KIND_COUNT: break;
	}
}

void deed_write(struct buffer *out, struct showing *showing, const struct contract *contract,
		const struct change *change) {
	struct telling telling = {out, showing, contract, change};
	tell_change(&telling);
	if (!change_stands(change))
		buffer_format(out, " (undone by entry %lld)", (long long)change->gone_by);
}
