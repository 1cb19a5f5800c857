#include "insight/wording.h"

#include "base/amount.h"

#include <string.h>

/* Names */

static const char *named(const char *name, const char *code) {
	return name && *name ? name : code;
}

static const char *item_name(const struct request *request, int64_t item) {
	const struct item *found = catalog_item_at(request->catalog, item);

	return named(found->name, found->code);
}

const char *contract_title(const struct request *request, const struct contract *contract) {
	const struct line *line = contract->terms.lines;

	if (contract->offer) {
		const struct offer *offer = catalog_offer_at(request->catalog, contract->offer);
		return named(offer->name, offer->code);
	}
	if (contract->terms.stream == STREAM_LEGACY)
		return "An old debt";
	if (contract->terms.line_count > 0 && line->item_count > 0)
		return item_name(request, line->items[0]);
	return contract_is_topup(contract) ? "Stored credit" : contract->ref;
}

/* Kinds */

static bool is_single(const struct contract *contract) {
	return contract->terms.stream == STREAM_VISIT || contract->terms.stream == STREAM_GOODS;
}

static const char *cancel_kind(enum cause cause) {
	switch (cause) {
	case CAUSE_REFUND: return "given_back";
	case CAUSE_EXCHANGE: return "exchanged";
	case CAUSE_EXPIRY:
	case CAUSE_CAP: return "expired";
	case CAUSE_TRANSFER: return "given_away";
	case CAUSE_USE:
	case CAUSE_END: break;
	}
	return "ended";
}

const char *happening_kind(const struct happening *happening) {
	const struct change *change = happening->change;

	switch (change->kind) {
	case CHANGE_SELL: return "bought";
	case CHANGE_OPEN: return "brought_in";
	case CHANGE_RECEIVE: return "received";
	case CHANGE_PAY: return "paid";
	case CHANGE_FUND: return "paid_by_exchange";
	case CHANGE_CREDIT: return "paid_by_credit";
	case CHANGE_SPEND: return "spent";
	case CHANGE_REDEEM: return is_single(happening->contract) ? NULL : "used";
	case CHANGE_RETURN: return "taken_back";
	case CHANGE_CANCEL: return cancel_kind(change->cause);
	case CHANGE_REVIVE: return "revived";
	case CHANGE_REPRICE: return "repriced";
	case CHANGE_WRITE_OFF: return "written_off";
	case CHANGE_TRANSFER: return change->other == happening->client ? "received" : "given_away";
	case CHANGE_FREEZE: return "frozen";
	case CHANGE_UNFREEZE: return "unfrozen";
	case CHANGE_EXTEND: return "extended";
	case CHANGE_SHARE: return "shared";
	case CHANGE_UNSHARE: return "unshared";
	case CHANGE_EARN:
	case CHANGE_KIND_COUNT: break;
	}
	return NULL;
}

/* Money */

struct money happening_paid(const struct happening *happening) {
	const struct change *change = happening->change;

	switch (change->kind) {
	case CHANGE_PAY:
	case CHANGE_FUND:
	case CHANGE_RECEIVE: return change->amount;
	case CHANGE_OPEN: return money_sub(change->amount, change->moved);
	case CHANGE_CREDIT: return change->face;
	case CHANGE_CANCEL: return money_negate(money_add(change->refund, change->moved));
	case CHANGE_SELL:
	case CHANGE_SPEND:
	case CHANGE_REDEEM:
	case CHANGE_EARN:
	case CHANGE_RETURN:
	case CHANGE_REVIVE:
	case CHANGE_REPRICE:
	case CHANGE_WRITE_OFF:
	case CHANGE_TRANSFER:
	case CHANGE_FREEZE:
	case CHANGE_UNFREEZE:
	case CHANGE_EXTEND:
	case CHANGE_SHARE:
	case CHANGE_UNSHARE:
	case CHANGE_KIND_COUNT: break;
	}
	return MONEY_ZERO;
}

/* Sentences */

/* ", with Amy and Bo"; the house is not named. */
static void write_hands(struct buffer *text, const struct request *request, const struct change *change) {
	for (int32_t i = 0; i < change->share_count; i++) {
		const struct staff *staff = catalog_staff_at(request->catalog, change->shares[i].staff);
		buffer_text(text, i == 0 ? ", with " : i + 1 < change->share_count ? ", " : " and ");
		buffer_text(text, named(staff->name, staff->code));
	}
}

static void write_sessions(struct buffer *text, const struct happening *happening) {
	int32_t count = happening->before->free_count - happening->after->free_count;

	count = count < 0 ? -count : count;
	if (count > 0 && !contract_is_access_cycle(happening->contract) && !is_single(happening->contract))
		buffer_format(text, ", %d %s", count, count == 1 ? "session" : "sessions");
}

/* What was done in a session, by whom. */
static void write_use(struct buffer *text, const struct request *request, const struct happening *happening) {
	const struct change *change = happening->change;

	buffer_text(text,
		    change->other ? item_name(request, change->other) : contract_title(request, happening->contract));
	write_hands(text, request, change);
	if (happening->before->free_count - happening->after->free_count > 1)
		write_sessions(text, happening);
}

static const struct change *single_use(const struct contract *contract) {
	for (size_t i = 0; i < contract->changes.count; i++)
		if (contract->changes.at[i].kind == CHANGE_REDEEM)
			return &contract->changes.at[i];
	return NULL;
}

/* What was bought; a single visit says who did it, since its use is not told again. */
static void write_purchase(struct buffer *text, const struct request *request, const struct happening *happening) {
	const struct contract *contract = happening->contract;
	const struct change *use = is_single(contract) ? single_use(contract) : NULL;

	buffer_text(text, contract_title(request, contract));
	if (use)
		write_hands(text, request, use);
}

static void write_end(struct buffer *text, const struct request *request, const struct happening *happening) {
	const struct change *change = happening->change;
	struct money fee = money_add(change->fee, change->uplift);
	int32_t decimals = request->catalog->settings.decimals;

	buffer_text(text, contract_title(request, happening->contract));
	write_sessions(text, happening);
	if (money_is_positive(change->refund))
		buffer_format(text, ", %s paid back by %s", amount_text(request->arena, change->refund, decimals),
			      change->method ? change->method : "cash");
	if (money_is_positive(fee))
		buffer_format(text, ", %s kept as a fee", amount_text(request->arena, fee, decimals));
}

static void write_freeze(struct buffer *text, const struct request *request, const struct happening *happening) {
	const struct change *change = happening->change;
	char from[DATE_TEXT], to[DATE_TEXT];

	buffer_format(text, "%s, %s %s", contract_title(request, happening->contract),
		      change->kind == CHANGE_FREEZE ? "from" : "good again from", date_text(change->from, from));
	if (change->kind == CHANGE_FREEZE && change->to != DATE_NONE)
		buffer_format(text, " to %s", date_text(change->to - 1, to));
}

static void write_sentence(struct buffer *text, const struct request *request, const struct happening *happening) {
	const struct change *change = happening->change;
	const char *title = contract_title(request, happening->contract);
	int32_t decimals = request->catalog->settings.decimals;
	char day[DATE_TEXT];

	switch (change->kind) {
	case CHANGE_SELL: write_purchase(text, request, happening); return;
	case CHANGE_REDEEM: write_use(text, request, happening); return;
	case CHANGE_CANCEL: write_end(text, request, happening); return;
	case CHANGE_PAY: buffer_format(text, "%s, by %s", title, change->method); return;
	case CHANGE_SPEND:
		buffer_format(text, "%s, %s", title, amount_text(request->arena, change->face, decimals));
		return;
	case CHANGE_RETURN:
	case CHANGE_REVIVE:
		buffer_text(text, title);
		write_sessions(text, happening);
		return;
	case CHANGE_FREEZE:
	case CHANGE_UNFREEZE: write_freeze(text, request, happening); return;
	case CHANGE_EXTEND: buffer_format(text, "%s, good until %s", title, date_text(change->to, day)); return;
	case CHANGE_OPEN:
	case CHANGE_RECEIVE:
	case CHANGE_FUND:
	case CHANGE_CREDIT:
	case CHANGE_EARN:
	case CHANGE_REPRICE:
	case CHANGE_WRITE_OFF:
	case CHANGE_TRANSFER:
	case CHANGE_SHARE:
	case CHANGE_UNSHARE:
	case CHANGE_KIND_COUNT: buffer_text(text, title); return;
	}
}

/* What kinds are called at the head of a sentence. */
static const struct {
	const char *kind, *head;
} heads[] = {{"bought", "Bought"},
	     {"brought_in", "Brought over from before"},
	     {"received", "Received from another client"},
	     {"paid", "Paid"},
	     {"paid_by_exchange", "Paid from an exchange"},
	     {"paid_by_credit", "Paid from stored credit"},
	     {"spent", "Credit spent"},
	     {"used", "Used"},
	     {"taken_back", "Taken back"},
	     {"given_back", "Given back"},
	     {"exchanged", "Exchanged"},
	     {"expired", "Expired"},
	     {"given_away", "Given to another client"},
	     {"ended", "Ended"},
	     {"revived", "Good again"},
	     {"repriced", "New price"},
	     {"written_off", "Let go"},
	     {"frozen", "Frozen"},
	     {"unfrozen", "No longer frozen"},
	     {"extended", "Extended"},
	     {"shared", "Shared with another client"},
	     {"unshared", "No longer shared"}};

static const char *head_of(const char *kind) {
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		if (kind && strcmp(heads[i].kind, kind) == 0)
			return heads[i].head;
	return "Changed";
}

static bool is_for_another(const struct happening *happening) {
	return happening->change->kind == CHANGE_PAY && contract_owner(happening->contract) != happening->client;
}

static const char *happening_text(const struct request *request, const struct happening *happening) {
	struct buffer text;
	bool for_another = is_for_another(happening);

	buffer_init(&text, request->arena);
	buffer_format(&text, "%s: ", for_another ? "Paid for another client" : head_of(happening_kind(happening)));
	write_sentence(&text, request, happening);
	return text.at;
}

/* The same as code and values. What is the contract's own is copied: it goes with the look at the contract. */

static struct cell cell_kept(const struct request *request, const char *text) {
	return cell_text(text ? arena_text(request->arena, text) : NULL);
}

static const char *nameless(const struct contract *contract) {
	if (contract->offer)
		return NULL;
	if (contract->terms.stream == STREAM_LEGACY)
		return "debt";
	bool of_items = contract->terms.line_count > 0 && contract->terms.lines->item_count > 0;
	return !of_items && contract_is_topup(contract) ? "credit" : NULL;
}

static struct cell cell_what(const struct request *request, const struct happening *happening) {
	const struct change *change = happening->change;

	if (change->kind == CHANGE_REDEEM && change->other)
		return cell_text(item_name(request, change->other));
	return cell_kept(request, nameless(happening->contract) ? NULL : contract_title(request, happening->contract));
}

static struct cell cell_hands(const struct request *request, const struct happening *happening) {
	const struct contract *contract = happening->contract;
	const struct change *use = happening->change;

	if (use->kind == CHANGE_SELL)
		use = is_single(contract) ? single_use(contract) : NULL;
	else if (use->kind != CHANGE_REDEEM)
		use = NULL;
	size_t count = use ? (size_t)use->share_count : 0;
	const char **codes = ARENA_ARRAY(request->arena, const char *, count + 1);
	for (size_t i = 0; i < count; i++)
		codes[i] = catalog_staff_at(request->catalog, use->shares[i].staff)->code;
	return cell_texts(codes, count);
}

static struct cell cell_amount(struct money amount) {
	return money_is_positive(amount) ? cell_money(amount) : cell_text(NULL);
}

struct cell cell_happening(const struct request *request, const struct happening *happening) {
	static const char *const names[] = {"code",   "of",  "what", "staff", "method",
					    "amount", "fee", "from", "to",    "text"};
	const struct change *change = happening->change;
	bool end = change->kind == CHANGE_CANCEL, back = end && money_is_positive(change->refund);
	bool rests = change->kind == CHANGE_FREEZE, wakes = change->kind == CHANGE_UNFREEZE;
	int32_t to = rests && change->to != DATE_NONE ? change->to - 1 : DATE_NONE;
	const char *cash = back && !change->method ? "cash" : change->method;
	struct cell cells[] = {cell_text(is_for_another(happening) ? "paid_for_another" : happening_kind(happening)),
			       cell_text(nameless(happening->contract)),
			       cell_what(request, happening),
			       cell_hands(request, happening),
			       cell_kept(request, back || change->kind == CHANGE_PAY ? cash : NULL),
			       cell_amount(back                           ? change->refund
					   : change->kind == CHANGE_SPEND ? change->face
									  : MONEY_ZERO),
			       cell_amount(end ? money_add(change->fee, change->uplift) : MONEY_ZERO),
			       cell_date(rests || wakes ? change->from : DATE_NONE),
			       cell_date(change->kind == CHANGE_EXTEND ? change->to : to),
			       cell_text(happening_text(request, happening))};
	struct cell told = cell_record(request->arena, names, cells, sizeof cells / sizeof *cells);

	told.kind = CELL_REMARK;
	return told;
}
