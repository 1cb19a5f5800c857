#include "book/counsel_words.h"

#include "base/amount.h"
#include "base/buffer.h"

/* Figures */

static struct fact text_fact(const char *name, const char *text) {
	return (struct fact){.name = name, .kind = text ? FACT_TEXT : FACT_NONE, .as.text = text};
}

static struct fact number_fact(const char *name, int64_t number) {
	return (struct fact){.name = name, .kind = FACT_NUMBER, .as.number = number};
}

/* Below zero: not known. */
static struct fact known_fact(const char *name, int64_t number) {
	return number >= 0 ? number_fact(name, number) : (struct fact){.name = name};
}

static struct fact money_fact(const char *name, struct money amount) {
	return (struct fact){.name = name, .kind = FACT_MONEY, .as.money = amount};
}

static struct fact date_fact(const char *name, int32_t date) {
	return (struct fact){.name = name, .kind = date == DATE_NONE ? FACT_NONE : FACT_DATE, .as.date = date};
}

static struct fact rhythm_fact(const struct habit *habit) {
	return known_fact("rhythm", habit->rhythm > 0 ? habit->rhythm : -1);
}

/* Words */

static const char *money_words(const struct words_of *words, struct money amount) {
	return amount_text(words->arena, amount, words->catalog->settings.decimals);
}

static const char *date_words(const struct words_of *words, int32_t date) {
	char text[DATE_TEXT];
	return arena_text(words->arena, date_text(date, text));
}

static const char *named(const char *name, const char *code) {
	return name && *name ? name : code;
}

static const char *offer_words(const struct words_of *words, int64_t offer) {
	const struct offer *found = catalog_offer_at(words->catalog, offer);
	return named(found->name, found->code);
}

static const char *item_words(const struct words_of *words, int64_t item) {
	const struct item *found = catalog_item_at(words->catalog, item);
	return named(found->name, found->code);
}

/* What was sold, by its name. */
static const char *contract_words(const struct words_of *words, const struct contract *contract) {
	const struct terms *terms = &contract->terms;
	if (contract->offer)
		return offer_words(words, contract->offer);
	if (terms->stream == STREAM_LEGACY)
		return "an old debt";
	if (terms->line_count > 0 && terms->lines[0].item_count > 0)
		return item_words(words, terms->lines[0].items[0]);
	return contract_is_topup(contract) ? "stored credit" : contract->ref;
}

static const char *plural(int64_t count) {
	return count == 1 ? "" : "s";
}

static const char *is_or_are(int64_t count) {
	return count == 1 ? "is" : "are";
}

/* " at a visit every 28 days" in its place in a sentence. */
static const char *rhythm_words(const struct words_of *words, const struct habit *habit) {
	return habit->rhythm == 1 ? "at a visit every day"
				  : arena_format(words->arena, "at a visit every %d days", (int)habit->rhythm);
}

/* Alerts: why */

static const char *overdue_why(const struct words_of *words, const struct alert *alert) {
	const char *what = contract_words(words, alert->about->contract);
	return arena_format(words->arena,
			    alert->reason == REASON_AGREED_DAY ? "%s for %s was to be paid by %s."
							       : "%s for %s has been due for a month, since %s.",
			    money_words(words, alert->amount), what, date_words(words, alert->due_on));
}

static const char *unpaid_why(const struct words_of *words, const struct alert *alert) {
	const struct plan *plan = &alert->about->membership->plan;
	const char *what = contract_words(words, alert->about->contract);
	const char *amount = money_words(words, alert->amount), *due = date_words(words, alert->due_on);
	if (alert->kind == ALERT_SUSPENDED)
		return arena_format(words->arena, "%s is suspended: %s is unpaid since %s.", what, amount, due);
	return arena_format(words->arena, "%s of %s is unpaid since %s; it is suspended on %s.", amount, what, due,
			    date_words(words, date_add_days(alert->due_on, plan->suspend_days)));
}

static const char *expiring_why(const struct words_of *words, const struct alert *alert) {
	struct buffer text;
	const char *what = contract_words(words, alert->about->contract);
	const char *end = date_words(words, alert->expires_on);
	buffer_init(&text, words->arena);
	if (alert->action == ACTION_USE_CREDIT) {
		buffer_format(&text, "%s of %s ends on %s.", money_words(words, alert->amount), what, end);
		return text.at;
	}
	buffer_format(&text, "%s ends on %s with %d of %d left", what, end, (int)alert->left, (int)alert->sessions);
	if (alert->lost > 0)
		buffer_format(&text, "; %s %d of them would be lost", rhythm_words(words, &alert->habit),
			      (int)alert->lost);
	buffer_char(&text, '.');
	return text.at;
}

static const char *low_why(const struct words_of *words, const struct alert *alert) {
	struct buffer text;
	buffer_init(&text, words->arena);
	buffer_format(&text, "%d of %d %s left of %s", (int)alert->left, (int)alert->sessions, is_or_are(alert->left),
		      contract_words(words, alert->about->contract));
	if (alert->run_out_on != DATE_NONE)
		buffer_format(&text, "; %s the last is used on %s", rhythm_words(words, &alert->habit),
			      date_words(words, alert->run_out_on));
	buffer_char(&text, '.');
	return text.at;
}

static const char *dormant_why(const struct words_of *words, const struct alert *alert) {
	struct buffer text;
	buffer_init(&text, words->arena);
	if (alert->habit.last == DATE_NONE)
		buffer_format(&text, "Has not been here since %s was sold on %s",
			      contract_words(words, alert->about->contract),
			      date_words(words, alert->about->contract->sold_on));
	else
		buffer_format(&text, "Was last here on %s, %d day%s ago", date_words(words, alert->habit.last),
			      (int)(words->day - alert->habit.last), plural(words->day - alert->habit.last));
	if (alert->habit.measured)
		buffer_format(&text, ", and used to come every %d day%s", (int)alert->habit.rhythm,
			      plural(alert->habit.rhythm));
	buffer_format(&text, "; %d session%s %s left.", (int)alert->left, plural(alert->left), is_or_are(alert->left));
	return text.at;
}

static const char *used_up_why(const struct words_of *words, const struct alert *alert) {
	return arena_format(words->arena, "The last of %s was used on %s, and nothing newer covers %s.",
			    contract_words(words, alert->about->contract), date_words(words, alert->since),
			    item_words(words, alert->item));
}

static const char *alert_why(const struct words_of *words, const struct alert *alert) {
	switch (alert->kind) {
	case ALERT_SUSPENDED:
	case ALERT_PAST_DUE: return unpaid_why(words, alert);
	case ALERT_OVERDUE: return overdue_why(words, alert);
	case ALERT_EXPIRING: return expiring_why(words, alert);
	case ALERT_USED_UP: return used_up_why(words, alert);
	case ALERT_LOW: return low_why(words, alert);
	case ALERT_DORMANT:
	case ALERT_COUNT: break;
	}
	return dormant_why(words, alert);
}

/* Alerts: what to do */

static const char *alert_what(const struct words_of *words, const struct alert *alert) {
	const char *amount = money_words(words, alert->amount);
	switch (alert->action) {
	case ACTION_ASK_FOR_PAYMENT: return arena_format(words->arena, "Ask for %s.", amount);
	case ACTION_PAY_OR_END:
		return arena_format(words->arena, "Collect %s so that it goes on, or end the membership.", amount);
	case ACTION_BOOK_VISITS:
		return arena_format(words->arena, "Book %d visit%s by %s.", (int)alert->left, plural(alert->left),
				    date_words(words, alert->expires_on));
	case ACTION_EXTEND: return "Book visits closer together; else extend it, or let a friend use some.";
	case ACTION_USE_CREDIT:
		return arena_format(words->arena, "Say that it is good until %s.", date_words(words, alert->expires_on));
	case ACTION_OFFER_RENEWAL: return "Offer the next one now.";
	case ACTION_USE_OTHER: return "Nothing to sell: another contract has sessions of it left.";
	case ACTION_INVITE:
	case ACTION_COUNT: break;
	}
	return "Call, and book the next visit.";
}

const char *const alert_fact_names[] = {"alert",      "contract", "ref",        "membership", "offer",      "service",
					"since",      "left",     "sessions",   "amount",     "expires_on", "due_on",
					"last_visit", "rhythm",   "run_out_on", "lost",       "reason",     "why",
					"action",     "what",     NULL};

static void about_facts(const struct words_of *words, const struct alert *alert, struct fact_list *facts) {
	const struct contract *contract = alert->about->contract;
	const struct membership *membership = alert->about->membership;
	const struct catalog *catalog = words->catalog;
	bool of_client = alert->kind == ALERT_DORMANT;
	const struct fact made[] = {
		text_fact("alert", alert_name(alert->kind)),
		number_fact("contract", contract->id),
		text_fact("ref", contract->named ? contract->ref : NULL),
		text_fact("membership", membership && membership->named ? membership->ref : NULL),
		text_fact("offer", contract->offer ? catalog_offer_at(catalog, contract->offer)->code : NULL),
		text_fact("service", alert->item && !of_client ? catalog_item_at(catalog, alert->item)->code : NULL),
		date_fact("since", alert->since),
	};
	for (size_t i = 0; i < sizeof made / sizeof *made; i++)
		*LIST_ADD(words->arena, facts) = made[i];
}

void alert_facts(const struct words_of *words, const struct alert *alert, struct fact_list *facts) {
	about_facts(words, alert, facts);
	const struct fact made[] = {
		number_fact("left", alert->left),
		known_fact("sessions", alert->kind == ALERT_DORMANT ? -1 : alert->sessions),
		money_fact("amount", alert->amount),
		date_fact("expires_on", alert->expires_on),
		date_fact("due_on", alert->due_on),
		date_fact("last_visit", alert->habit.last),
		rhythm_fact(&alert->habit),
		date_fact("run_out_on", alert->run_out_on),
		known_fact("lost", alert->lost),
		text_fact("reason", alert_reason_name(alert->reason)),
		text_fact("why", alert_why(words, alert)),
		text_fact("action", alert_action_name(alert->action)),
		text_fact("what", alert_what(words, alert)),
	};
	for (size_t i = 0; i < sizeof made / sizeof *made; i++)
		*LIST_ADD(words->arena, facts) = made[i];
}

/* Renewals */

static const char *saving_words(const struct words_of *words, const struct renewal *renewal) {
	if (money_is_zero(renewal->saving_single))
		return "as much as single visits";
	return arena_format(words->arena, "%s less than single visits", money_words(words, renewal->saving_single));
}

static void add_time(const struct words_of *words, const struct renewal *renewal, struct buffer *text) {
	if (renewal->risk == RISK_UNKNOWN)
		buffer_format(text, " How often they come is not known yet, and it ends on %s.",
			      date_words(words, renewal->expires_on));
	else if (renewal->used_up_on != DATE_NONE) {
		buffer_format(text, " Used up on %s %s", date_words(words, renewal->used_up_on),
			      rhythm_words(words, &renewal->habit));
		if (renewal->expires_on != DATE_NONE)
			buffer_format(text, ", %s before it ends on %s", renewal->risk == RISK_TIGHT ? "just" : "well",
				      date_words(words, renewal->expires_on));
		buffer_char(text, '.');
	}
}

static const char *cycle_words(const struct words_of *words, const struct renewal_offer *offer) {
	int32_t length = offer->cycle_months > 0 ? offer->cycle_months : offer->cycle_days;
	const char *unit = offer->cycle_months > 0 ? "month" : "day";
	return length == 1 ? unit : arena_format(words->arena, "%d %ss", (int)length, unit);
}

static const char *habit_why(const struct words_of *words, const struct renewal *renewal) {
	return arena_format(words->arena, "Comes every %d day%s and goes on: %s gives %d every %s for %s, %s.",
			    (int)renewal->habit.rhythm, plural(renewal->habit.rhythm),
			    offer_words(words, renewal->offer->offer), (int)renewal->sessions,
			    cycle_words(words, renewal->offer), money_words(words, renewal->offer->price),
			    saving_words(words, renewal));
}

static const char *renewal_why(const struct words_of *words, const struct renewal_need *need,
			       const struct renewal *renewal) {
	struct buffer text;
	buffer_init(&text, words->arena);
	if (renewal->pitch == PITCH_NO_OFFER)
		buffer_format(&text, "Nothing on sale covers %s, can be used in time and keeps the margin.",
			      item_words(words, need->item));
	else if (renewal->pitch == PITCH_HABIT)
		buffer_text(&text, habit_why(words, renewal));
	else {
		buffer_format(&text, "%s%s a session, %s.", renewal->pitch == PITCH_AGAIN ? "The same again: " : "",
			      money_words(words, renewal->per_session), saving_words(words, renewal));
		add_time(words, renewal, &text);
	}
	return text.at;
}

const char *const renewal_fact_names[] = {"service",     "left",          "rhythm", "run_out_on", "rank",
					  "offer",       "kind",          "price",  "sessions",   "per_session",
					  "saving_list", "saving_single", "margin", "used_up_on", "expires_on",
					  "risk",        "reason",        "why",    NULL};

static void offered_facts(const struct words_of *words, const struct renewal *renewal, struct fact_list *facts) {
	static const char *const names[] = {"offer",       "kind",        "price",         "sessions",
					    "per_session", "saving_list", "saving_single", "margin",
					    "used_up_on",  "expires_on",  "risk"};
	if (!renewal->offer) {
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			*LIST_ADD(words->arena, facts) = (struct fact){.name = names[i]};
		return;
	}
	const struct offer *offer = catalog_offer_at(words->catalog, renewal->offer->offer);
	const struct fact made[] = {
		text_fact("offer", offer->code),
		text_fact("kind", offer_kind_name(offer->kind)),
		money_fact("price", renewal->offer->price),
		number_fact("sessions", renewal->sessions),
		money_fact("per_session", renewal->per_session),
		money_fact("saving_list", renewal->saving_list),
		money_fact("saving_single", renewal->saving_single),
		{.name = "margin", .kind = FACT_BP, .as.number = renewal->margin_bp},
		date_fact("used_up_on", renewal->used_up_on),
		date_fact("expires_on", renewal->expires_on),
		text_fact("risk", expiry_risk_name(renewal->risk)),
	};
	for (size_t i = 0; i < sizeof made / sizeof *made; i++)
		*LIST_ADD(words->arena, facts) = made[i];
}

void renewal_facts(const struct words_of *words, const struct renewal_need *need, const struct renewal *renewal,
		   int32_t rank, struct fact_list *facts) {
	const struct fact before[] = {
		text_fact("service", catalog_item_at(words->catalog, need->item)->code),
		number_fact("left", need->left),
		rhythm_fact(&renewal->habit),
		date_fact("run_out_on", renewal->run_out_on),
		known_fact("rank", rank > 0 ? rank : -1),
	};
	const struct fact after[] = {
		text_fact("reason", pitch_name(renewal->pitch)),
		text_fact("why", renewal_why(words, need, renewal)),
	};
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		*LIST_ADD(words->arena, facts) = before[i];
	offered_facts(words, renewal, facts);
	for (size_t i = 0; i < sizeof after / sizeof *after; i++)
		*LIST_ADD(words->arena, facts) = after[i];
}

/* Prices */

/* 1250 basis points: "12.5 %" */
static const char *percent_words(const struct words_of *words, int32_t bp) {
	int32_t size = bp < 0 ? -bp : bp;
	const char *sign = bp < 0 ? "-" : "";
	if (size % 100 == 0)
		return arena_format(words->arena, "%s%d %%", sign, (int)size / 100);
	return arena_format(words->arena, size % 10 == 0 ? "%s%d.%d %%" : "%s%d.%02d %%", sign, (int)size / 100,
			    (int)(size % 10 == 0 ? size % 100 / 10 : size % 100));
}

static void add_band(const struct words_of *words, const struct guidance *guidance,
		     const struct guidance_limits *limits, struct buffer *text) {
	static const char *const bands[] = {"within", "less than", "more than"};
	if (guidance->discount_bp < 0)
		buffer_format(text, "Dearer than single visits at list price.");
	else
		buffer_format(text, "%s off the list price: %s the usual %s to %s.",
			      percent_words(words, guidance->discount_bp), bands[guidance->band],
			      percent_words(words, limits->band_from_bp), percent_words(words, limits->band_to_bp));
}

const char *guidance_why(const struct words_of *words, const struct guidance *guidance,
			 const struct guidance_limits *limits) {
	struct buffer text;
	buffer_init(&text, words->arena);
	add_band(words, guidance, limits, &text);
	if (guidance->break_even > 0)
		buffer_format(&text, " It pays for who comes %d times or more.", (int)guidance->break_even);
	if (guidance->below_floor && !money_overflown(guidance->floor_price))
		buffer_format(&text, " The margin is under %s; from %s on it is not.",
			      percent_words(words, limits->margin_floor_bp), money_words(words, guidance->floor_price));
	return text.at;
}
