#include "rules/renewal.h"

#include "rules/pricing.h"

const char *expiry_risk_name(enum expiry_risk risk) {
	static const char *const names[] = {
#define RISK_NAME(symbol, name) [symbol] = (name),
		RISK_LIST(RISK_NAME)
#undef RISK_NAME
	};
	return names[risk];
}

const char *pitch_name(enum pitch pitch) {
	static const char *const names[] = {
#define PITCH_NAME(symbol, name) [symbol] = (name),
		PITCH_LIST(PITCH_NAME)
#undef PITCH_NAME
	};
	return names[pitch];
}

/* Needs */

static bool is_needed(const struct renewal_need_list *needs, int64_t item) {
	for (size_t i = 0; i < needs->count; i++)
		if (needs->at[i].item == item)
			return true;
	return false;
}

/* Of a set the service the client has had most; the first of it when there was none. */
static int64_t favourite(const struct watch *watch, const struct line *line) {
	int64_t item = line->items[0];
	int32_t most = 0;
	for (int32_t i = 0; i < line->item_count; i++) {
		const struct visits *visits = visits_for(watch->visits, line->items[i]);
		if (visits && visits->count > most) {
			most = visits->count;
			item = line->items[i];
		}
	}
	return item;
}

static void add_need(struct arena *arena, const struct watch *watch, const struct alert *alert, int32_t place,
		     struct renewal_need_list *needs) {
	const struct contract *contract = alert->about->contract;
	int64_t item = favourite(watch, &contract->terms.lines[place]);
	int32_t left = watch_sessions_left(watch, item);
	if (is_needed(needs, item) || left > alert->left)
		return;
	*LIST_ADD(arena, needs) = (struct renewal_need){.day = watch->day,
							.item = item,
							.had = contract->offer,
							.left = left,
							.interval = alert->about->intervals[place],
							.visits = watch->visits};
}

void renewal_needs(struct arena *arena, const struct watch *watch, const struct alert_list *alerts,
		   struct renewal_need_list *needs) {
	for (size_t i = 0; i < alerts->count; i++) {
		const struct alert *alert = &alerts->at[i];
		for (int32_t k = 0;
		     alert->action == ACTION_OFFER_RENEWAL && k < alert->about->contract->terms.line_count; k++)
			add_need(arena, watch, alert, k, needs);
	}
}

/* Money */

static bool line_has(const struct renewal_line *line, int64_t item) {
	for (int32_t i = 0; i < line->item_count; i++)
		if (line->items[i] == item)
			return true;
	return false;
}

struct totals {
	int32_t sessions; /* of the service */
	struct money value;
	struct money list_price, single_price, cost; /* of all it holds */
};

static struct totals totals_of(const struct renewal_need *need, const struct renewal_offer *offer) {
	struct totals totals = {0};
	for (int32_t i = 0; i < offer->line_count; i++) {
		const struct renewal_line *line = &offer->lines[i];
		struct money single = price_discounted(line->list_price, 1, need->discount_bp);
		if (line_has(line, need->item)) {
			totals.sessions += line->sessions;
			totals.value = money_add(totals.value, line->value);
		}
		totals.list_price = money_add(totals.list_price, money_times(line->list_price, line->sessions));
		totals.single_price = money_add(totals.single_price, money_times(single, line->sessions));
		totals.cost = money_add(totals.cost, money_times(line->cost, line->sessions));
	}
	return totals;
}

/* Time */

static bool ends(const struct renewal_offer *offer) {
	return offer->valid_months > 0 || offer->valid_days > 0;
}

/* The client's habit for a line. What is said about the need's service is said of its line only. */
static struct habit habit_for(const struct renewal_need *need, const struct renewal_line *line) {
	int32_t interval = line_has(line, need->item) ? need->interval : 0;
	return habit_of(need->visits, line->items, line->item_count, interval, need->day);
}

/* The sessions of the service that go before those of a line: what is left of it now, and the lines before. */
static int32_t sessions_before(const struct renewal_need *need, const struct renewal_offer *offer, int32_t place) {
	int32_t before = need->left;
	if (!line_has(&offer->lines[place], need->item))
		return 0;
	for (int32_t i = 0; i < place; i++)
		before += line_has(&offer->lines[i], need->item) ? offer->lines[i].sessions : 0;
	return before;
}

/* The day on which the first session of any line would be used; DATE_NONE: not known of any. */
static int32_t first_use(const struct renewal_need *need, const struct renewal_offer *offer) {
	int32_t first = DATE_NONE;
	for (int32_t i = 0; i < offer->line_count; i++) {
		struct habit habit = habit_for(need, &offer->lines[i]);
		int32_t day = habit_used_on(&habit, need->day, sessions_before(need, offer, i) + 1);
		first = day < first ? day : first;
	}
	return first;
}

/* The last good day when sold on the need's day. */
static int32_t end_of(const struct renewal_need *need, const struct renewal_offer *offer) {
	int32_t start = offer->valid_from_first_use ? first_use(need, offer) : need->day;
	if (!ends(offer))
		return DATE_NONE;
	return offer->valid_months > 0 ? date_add_months(start, offer->valid_months)
				       : date_add_days(start, offer->valid_days);
}

static enum expiry_risk risk_of(const struct renewal_offer *offer, const struct habit *habit, int32_t used_up_on,
				int32_t expires_on) {
	if (!ends(offer))
		return RISK_NONE;
	if (habit->rhythm <= 0)
		return RISK_UNKNOWN;
	if (used_up_on > expires_on)
		return RISK_COUNT; /* it would expire before that */
	return expires_on - used_up_on < 2 * habit->rhythm ? RISK_TIGHT : RISK_SAFE;
}

/* How the lines would be used: what is left of the service goes first. */
static void time_lines(const struct renewal_need *need, const struct renewal_offer *offer, struct renewal *renewal) {
	renewal->expires_on = end_of(need, offer);
	renewal->used_up_on = DATE_MIN;
	for (int32_t i = 0; i < offer->line_count; i++) {
		const struct renewal_line *line = &offer->lines[i];
		struct habit habit = habit_for(need, line);
		int32_t used = habit_used_on(&habit, need->day, sessions_before(need, offer, i) + line->sessions);
		enum expiry_risk risk = risk_of(offer, &habit, used, renewal->expires_on);
		if (line_has(line, need->item) && used > renewal->used_up_on)
			renewal->used_up_on = used;
		renewal->risk = risk > renewal->risk ? risk : renewal->risk;
	}
}

enum { PARTS_OF_A_DAY = 10000, PARTS_OF_A_MONTH = 304375 }; /* a month is 30.4375 days */

static int64_t cycle_parts(const struct renewal_offer *offer) {
	return offer->cycle_months > 0 ? (int64_t)offer->cycle_months * PARTS_OF_A_MONTH
				       : (int64_t)offer->cycle_days * PARTS_OF_A_DAY;
}

/* Whether the visits fill three quarters to all of the plan's cycle. */
static bool plan_fits(const struct renewal_need *need, const struct renewal_offer *offer, const struct habit *habit,
		      int32_t sessions) {
	int64_t cycle = cycle_parts(offer);
	int64_t filled = (int64_t)habit->rhythm * sessions * PARTS_OF_A_DAY;
	return habit_goes_on(habit, need->day) && filled <= cycle && filled * 4 >= cycle * 3;
}

/* One offer */

static bool on_sale(const struct renewal_need *need, const struct renewal_offer *offer) {
	bool good = offer->branch_count == 0 || need->branch == 0;
	for (int32_t i = 0; i < offer->branch_count; i++)
		good = good || offer->branches[i] == need->branch;
	return offer->for_sale && good;
}

static enum pitch pitch_of(const struct renewal_need *need, const struct renewal_offer *offer) {
	if (offer->is_plan)
		return PITCH_HABIT;
	return offer->offer == need->had ? PITCH_AGAIN : PITCH_SAVES;
}

/* Its figures; when it would be used up and expire is still to be said. */
static struct renewal renewal_to(const struct renewal_need *need, const struct renewal_offer *offer,
				 const struct totals *totals) {
	struct renewal renewal = {.offer = offer,
				  .pitch = pitch_of(need, offer),
				  .sessions = totals->sessions,
				  .per_session = money_share(totals->value, 1, totals->sessions),
				  .saving_list = money_sub(totals->list_price, offer->price),
				  .saving_single = money_sub(totals->single_price, offer->price),
				  .margin_bp = margin_of(offer->price, totals->cost),
				  .used_up_on = DATE_NONE,
				  .expires_on = DATE_NONE};
	renewal.habit = habit_of_one(need->visits, need->item, need->interval, need->day);
	renewal.run_out_on = habit_used_on(&renewal.habit, need->day, need->left);
	return renewal;
}

static bool fits(const struct renewal_need *need, const struct renewal_offer *offer, struct renewal *renewal) {
	if (!on_sale(need, offer))
		return false;
	struct totals totals = totals_of(need, offer);
	if (totals.sessions == 0 || !money_is_positive(offer->price))
		return false;
	*renewal = renewal_to(need, offer, &totals);
	if (money_is_negative(renewal->saving_single) || renewal->margin_bp < need->margin_floor_bp)
		return false;
	if (offer->is_plan)
		return plan_fits(need, offer, &renewal->habit, totals.sessions);
	time_lines(need, offer, renewal);
	return renewal->risk < RISK_COUNT;
}

/* Ranking */

enum { FAR_DAYS = 365 };

static bool is_unsure(const struct renewal *renewal) {
	return renewal->risk == RISK_TIGHT || renewal->risk == RISK_UNKNOWN;
}

static bool is_far(const struct renewal_need *need, const struct renewal *renewal) {
	return renewal->used_up_on != DATE_NONE && renewal->used_up_on - need->day > FAR_DAYS;
}

static int compare_flags(bool a, bool b) {
	return (a ? 1 : 0) - (b ? 1 : 0);
}

static int compare(const struct renewal_need *need, const struct renewal *a, const struct renewal *b) {
	int order = compare_flags(!a->offer->is_plan, !b->offer->is_plan);
	if (order == 0)
		order = compare_flags(is_unsure(a), is_unsure(b));
	if (order == 0)
		order = compare_flags(is_far(need, a), is_far(need, b));
	if (order == 0)
		order = money_compare(a->per_session, b->per_session);
	if (order == 0)
		order = money_compare(a->offer->price, b->offer->price);
	return order;
}

/* Behind all that are no worse: of equal ones the older offer stays first. */
static void put_in_order(struct arena *arena, const struct renewal_need *need, const struct renewal *renewal,
			 struct renewal_list *renewals) {
	LIST_ADD(arena, renewals);
	size_t place = renewals->count - 1;
	for (; place > 0 && compare(need, renewal, &renewals->at[place - 1]) < 0; place--)
		renewals->at[place] = renewals->at[place - 1];
	renewals->at[place] = *renewal;
}

void renewals_of(struct arena *arena, const struct renewal_need *need, const struct renewal_offer *offers, size_t count,
		 struct renewal_list *renewals) {
	struct renewal renewal;
	for (size_t i = 0; i < count; i++)
		if (fits(need, &offers[i], &renewal))
			put_in_order(arena, need, &renewal, renewals);
}
