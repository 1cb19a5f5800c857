#include "support/random_desk.h"

#include "book/work.h"

/* Lists and settings */

static void change_settings(struct desk *desk) {
	desk_open(desk, "settings");
	switch (desk_pick(desk, 4)) {
	case 0: SAY(desk, ",'redeem_unpaid':%s", desk_chance(desk, 50) ? "true" : "false"); break;
	case 1: SAY(desk, ",'reinstate_days':%d", desk_pick(desk, 60)); break;
	case 2: SAY(desk, ",'basis':'%s'", desk_chance(desk, 50) ? "cash" : "delivered"); break;
	default: SAY(desk, ",'fiscal_start_month':%d", 1 + desk_pick(desk, 12)); break;
	}
}

static void change_item(struct desk *desk) {
	static const char *const codes[] = {"facial", "perm", "laser", "ipl", "chat"};
	desk_open(desk, "service");
	SAY(desk, ",'code':'%s','price':%d", codes[desk_pick(desk, 5)], desk_pick(desk, 5000));
	if (desk_chance(desk, 40))
		SAY(desk, ",'tax':%d", desk_pick(desk, 12));
}

static void change_refund(struct desk *desk) {
	static const char *const methods[] = {"per_session", "list_price", "none"};
	SAY(desk, ",'refund':{'method':'%s','fee_percent':%d,'fee':%d", methods[desk_pick(desk, 3)],
	    desk_pick(desk, 101), desk_pick(desk, 300));
	if (desk_chance(desk, 50))
		SAY(desk, ",'fee_cap':%d", desk_pick(desk, 900));
	if (desk_chance(desk, 50))
		SAY(desk, ",'cooling_off':%d", desk_pick(desk, 15));
	SAY(desk, "}");
}

static void change_offer(struct desk *desk) {
	bool plan = desk_chance(desk, 30);
	desk_open(desk, "offer");
	SAY(desk, ",'code':'%s'", desk_offer(desk, plan));
	if (desk_chance(desk, 60))
		change_refund(desk);
	if (desk_chance(desk, 30))
		SAY(desk, ",'discountable':%s", desk_chance(desk, 50) ? "true" : "false");
	if (plan)
		SAY(desk, ",'price':%d,'rollover':{'%s':%d},'suspend_days':%d", desk_pick(desk, 3000),
		    desk_chance(desk, 50) ? "max" : "cycles", desk_pick(desk, 4), 5 + desk_pick(desk, 12));
	else if (desk_chance(desk, 60))
		SAY(desk, ",'valid':{'days':%d,'from':'%s'}", 1 + desk_pick(desk, 90),
		    desk_chance(desk, 50) ? "sale" : "first_use");
}

static void change_client(struct desk *desk) {
	static const char *const refs[] = {"lin", "may", "eve", "joy"};
	desk_open(desk, "client");
	SAY(desk, ",'ref':'%s','tags':[%s]", refs[desk_pick(desk, 4)], desk_chance(desk, 50) ? "'family'" : "");
}

void desk_lists(struct desk *desk) {
	static void (*const changes[])(struct desk *) = {change_settings, change_item, change_offer, change_client};
	changes[desk_pick(desk, 4)](desk);
}

/* Changes to what was sold */

static long long end_of(const struct subject *subject) {
	return state_expires_on(subject->contract, &subject->state);
}

/* The contract's own number, mostly; sometimes a text of its ref. */
static void of_contract(struct desk *desk, const struct subject *subject) {
	if (subject->contract->named && desk_chance(desk, 30))
		SAY(desk, ",'contract':'%s'", subject->contract->ref);
	else
		SAY(desk, ",'contract':%lld", (long long)subject->contract->id);
}

static int some_sessions(struct desk *desk, const struct subject *subject) {
	return desk_chance(desk, 50) ? 1 : 1 + desk_pick(desk, subject->state.free_count + 2);
}

static void in_part(struct desk *desk, const struct subject *subject, int percent) {
	if (!desk_chance(desk, percent))
		return;
	SAY(desk, ",'sessions':%d", some_sessions(desk, subject));
	if (desk_chance(desk, 75))
		SAY(desk, ",'service':%lld", desk_item(desk, subject));
}

static void do_refund(struct desk *desk, const struct subject *subject) {
	desk_open(desk, "refund");
	of_contract(desk, subject);
	in_part(desk, subject, 60);
	if (desk_chance(desk, 30))
		SAY(desk, ",'method':'card'");
	if (desk_chance(desk, 10))
		SAY(desk, ",'quote':true");
}

static void do_transfer(struct desk *desk, const struct subject *subject) {
	bool part = desk_chance(desk, 65);
	desk_open(desk, "transfer");
	of_contract(desk, subject);
	SAY(desk, ",'to':%d", 1 + desk_pick(desk, 3));
	in_part(desk, subject, part ? 100 : 0);
	if (part)
		desk_ref(desk, "ref");
}

static void do_exchange(struct desk *desk, const struct subject *subject) {
	desk_open(desk, "exchange");
	of_contract(desk, subject);
	SAY(desk, ",'sell':'%s'", desk_offer(desk, desk_chance(desk, 10)));
	desk_ref(desk, "ref");
	if (desk_chance(desk, 60))
		SAY(desk, ",'price':%lld", (long long)desk_around(desk, money_units(subject->state.paid)));
	desk_seller(desk);
	if (desk_chance(desk, 30))
		desk_payments(desk, NULL);
	if (desk_chance(desk, 80))
		SAY(desk, ",'rest':'%s'", desk_chance(desk, 50) ? "refund" : "credit");
}

static void do_freeze(struct desk *desk, const struct subject *subject) {
	char from[DATE_TEXT], to[DATE_TEXT];
	int32_t day = desk->today + (desk_chance(desk, 30) ? desk_pick(desk, 20) : 0);
	bool membership = subject->contract->membership && desk_chance(desk, 85);
	bool frozen = desk_chance(desk, subject->state.freezes.count > 0 ? 60 : 4);
	desk_open(desk, frozen ? "unfreeze" : "freeze");
	bool freezing = desk->out.at[8] == 'r'; /* {'op':'fr… */
	if (membership)
		SAY(desk, ",'membership':%lld", (long long)subject->contract->membership);
	else
		of_contract(desk, subject);
	if (freezing && desk_chance(desk, 40))
		SAY(desk, ",'from':'%s'", date_text(day, from));
	if (freezing && desk_chance(desk, 60))
		SAY(desk, ",'to':'%s'", date_text(day + 1 + desk_pick(desk, 40), to));
}

static void do_extend(struct desk *desk, const struct subject *subject) {
	char day[DATE_TEXT];
	int32_t end = (int32_t)end_of(subject);
	int32_t to = end == DATE_NONE || desk_chance(desk, 40) ? desk->today + desk_pick(desk, 60)
							       : end - 3 + desk_pick(desk, 60);
	desk_open(desk, "extend");
	of_contract(desk, subject);
	SAY(desk, ",'expires_on':'%s'", date_text(to, day));
}

static void do_share(struct desk *desk, const struct subject *subject) {
	int64_t with = 1 + desk_pick(desk, 3);
	bool holds = with != contract_owner(subject->contract) && contract_is_holder(subject->contract, with);
	desk_open(desk, desk_chance(desk, holds ? 10 : 95) ? "share" : "unshare");
	of_contract(desk, subject);
	SAY(desk, ",'with':%lld", (long long)with);
}

static void do_return(struct desk *desk, const struct subject *subject) {
	desk_open(desk, "return");
	of_contract(desk, subject);
	if (subject->contract->terms.stream == STREAM_GOODS)
		SAY(desk, ",'product':'serum'");
	else
		SAY(desk, ",'service':%lld", desk_item(desk, subject));
	if (desk_chance(desk, 20))
		SAY(desk, ",'sessions':%d", 1 + desk_pick(desk, 3));
}

static void do_reprice(struct desk *desk, const struct subject *subject) {
	int64_t least = money_units(subject->state.paid) + money_units(subject->state.written_off);
	int64_t price = money_units(subject->state.live_value);
	desk_open(desk, "reprice");
	of_contract(desk, subject);
	if (desk_chance(desk, 50) && price > least)
		price = least + (int64_t)(desk_random(desk) % (uint64_t)(price - least + 1));
	else
		price = desk_around(desk, desk_chance(desk, 50) ? least : price);
	SAY(desk, ",'price':%lld", (long long)price);
}

static void do_write_off(struct desk *desk, const struct subject *subject) {
	desk_open(desk, "write_off");
	of_contract(desk, subject);
	SAY(desk, ",'amount':%lld", (long long)desk_around(desk, money_units(state_receivable(&subject->state))));
}

static void do_void(struct desk *desk, const struct subject *subject) {
	int entries = (int)desk->book->entries;
	(void)subject;
	desk_open(desk, "void");
	if (desk_chance(desk, 10))
		SAY(desk, ",'of':'k%d'", desk_pick(desk, 60));
	else
		SAY(desk, ",'entry':%d", entries - desk_pick(desk, desk_chance(desk, 50) ? 2 : entries < 40 ? 10 : 40));
}

static void do_membership(struct desk *desk, const struct subject *subject) {
	bool cancel = desk_chance(desk, 45);
	(void)subject;
	desk_open(desk, cancel ? "cancel" : "change");
	SAY(desk, ",'membership':%d", 1 + desk_pick(desk, (int)desk->book->memberships + 1));
	if (!cancel)
		SAY(desk, ",'plan':'%s'", desk_offer(desk, true));
	if (desk_chance(desk, 60))
		SAY(desk, ",'when':'now'");
	if (desk_chance(desk, 50))
		SAY(desk, ",'override':true");
	if (!cancel && desk_chance(desk, 70))
		SAY(desk, ",'rest':'%s'", desk_chance(desk, 50) ? "refund" : "credit");
	if (!cancel && desk_chance(desk, 30))
		SAY(desk, ",'price':%d", desk_pick(desk, 3000));
}

static void do_time(struct desk *desk, const struct subject *subject) {
	char day[DATE_TEXT];
	int kind = desk_pick(desk, 10);
	(void)subject;
	if (kind < 8)
		SAY(desk, "{'op':'tick','date':'%s'", date_text(desk->today + desk_pick(desk, 4), day));
	else if (desk->book->closed_to == NEVER || desk_chance(desk, 30))
		SAY(desk, "{'op':'close','date':'%s'", date_text(desk->today - desk_pick(desk, 40), day));
	else
		SAY(desk, "{'op':'reopen','date':'%s'", date_text(desk->today, day));
}

void desk_deed(struct desk *desk) {
	static const struct {
		int weight;
		void (*play)(struct desk *, const struct subject *);
	} deeds[] = {{14, do_refund},   {11, do_transfer}, {9, do_exchange},   {11, do_freeze},
		     {8, do_extend},    {5, do_share},     {9, do_return},     {7, do_reprice},
		     {6, do_write_off}, {20, do_void},     {9, do_membership}, {7, do_time}};
	struct subject subject;
	int weight = desk_pick(desk, 116);
	size_t at = 0;
	if (!desk_subject(desk, &subject)) {
		desk_visit(desk);
		return;
	}
	if (desk_chance(desk, 75))
		desk->not_before = contract_latest_day(subject.contract);
	while (weight >= deeds[at].weight)
		weight -= deeds[at++].weight;
	deeds[at].play(desk, &subject);
}
