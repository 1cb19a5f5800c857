#include "support/random_desk.h"

#include "book/work.h"

static void to_pay_by(struct desk *desk) {
	char first[DATE_TEXT], second[DATE_TEXT];
	int kind = desk_pick(desk, 10);
	if (kind == 0)
		SAY(desk, ",'due':'%s'", date_text(desk->today + desk_pick(desk, 40), first));
	if (kind == 1)
		SAY(desk, ",'schedule':[{'due':'%s','amount':500},{'due':'%s','amount':499}]",
		    date_text(desk->today + 5, first), date_text(desk->today + 30, second));
}

static void with_price(struct desk *desk, int64_t usual, int count) {
	int64_t price = usual;
	if (desk_chance(desk, 35)) {
		price = desk_chance(desk, 10) ? 0 : desk_around(desk, desk_chance(desk, 50) ? 0 : usual);
		SAY(desk, ",'price':%lld", (long long)price);
	}
	desk->bill += price * count;
}

static int64_t price_of(struct desk *desk, const char *code) {
	struct reference reference = {true, code, 0};
	const struct offer *offer = catalog_offer(book_catalog(desk->book), &reference);
	return offer ? money_units(offer->price) : 0;
}

static void sell(struct desk *desk) {
	const char *code = desk_offer(desk, desk_chance(desk, 8));
	SAY(desk, "{'sell':'%s'", code);
	desk_ref(desk, "ref");
	with_price(desk, price_of(desk, code), 1);
	desk_seller(desk);
	to_pay_by(desk);
	SAY(desk, "}");
}

static void redeem(struct desk *desk, const struct subject *subject) {
	SAY(desk, "{'redeem':%lld", desk_item(desk, subject));
	if (subject && desk_chance(desk, 50))
		SAY(desk, ",'contract':%lld", (long long)subject->contract->id);
	else if (desk->last_ref && desk_chance(desk, 50))
		SAY(desk, ",'contract':'r%d'", desk->last_ref);
	if (desk_chance(desk, 20))
		SAY(desk, ",'sessions':%d", 1 + desk_pick(desk, 4));
	desk_shares(desk);
	SAY(desk, "}");
}

static void charge(struct desk *desk) {
	static const char *const codes[] = {"facial", "perm", "laser", "ipl", "chat"};
	static const int64_t prices[] = {1500, 2000, 4000, 3000, 0};
	int which = desk_pick(desk, 5);
	SAY(desk, "{'service':'%s'", codes[which]);
	desk_ref(desk, "ref");
	with_price(desk, prices[which], 1);
	desk_shares(desk);
	SAY(desk, "}");
}

static void hand_over(struct desk *desk) {
	int quantity = 1 + desk_pick(desk, 3);
	SAY(desk, "{'product':'serum','quantity':%d", quantity);
	desk_ref(desk, "ref");
	with_price(desk, 1200, quantity);
	desk_shares(desk);
	SAY(desk, "}");
}

static void item(struct desk *desk, const struct subject *subject) {
	bool usable = subject && state_open(subject->contract, &subject->state);
	int kind = desk_pick(desk, usable || desk_chance(desk, 10) ? 100 : 35);
	if (kind < 35 && (usable || desk_chance(desk, 50)))
		sell(desk);
	else if (kind < 35)
		charge(desk);
	else if (kind < 78)
		redeem(desk, subject);
	else if (kind < 92)
		charge(desk);
	else
		hand_over(desk);
}

static long long client_of(struct desk *desk, const struct subject *subject) {
	if (subject && desk_chance(desk, 93))
		return contract_owner(subject->contract);
	return 1 + desk_pick(desk, desk_chance(desk, 2) ? 5 : 3);
}

void desk_visit(struct desk *desk) {
	struct subject found;
	const struct subject *subject = desk_subject(desk, &found) ? &found : NULL;
	int items = 1 + desk_pick(desk, desk_chance(desk, 60) ? 1 : 3);
	desk_open(desk, "visit");
	SAY(desk, ",'client':%lld,'items':[", client_of(desk, subject));
	for (int i = 0; i < items; i++) {
		SAY(desk, "%s", i ? "," : "");
		item(desk, subject);
	}
	SAY(desk, "]");
	if (desk->bill > 0 ? desk_chance(desk, 75) : desk_chance(desk, 5))
		desk_payments(desk, subject);
}

void desk_pay(struct desk *desk) {
	struct subject found;
	const struct subject *subject = desk_subject(desk, &found) ? &found : NULL;
	desk_open(desk, "pay");
	SAY(desk, ",'client':%lld", client_of(desk, subject));
	desk_payments(desk, subject);
}

void desk_membership(struct desk *desk) {
	desk_open(desk, "membership");
	SAY(desk, ",'client':%d,'plan':'%s'", 1 + desk_pick(desk, 3), desk_offer(desk, true));
	if (desk_chance(desk, 40))
		SAY(desk, ",'ref':'m%d'", desk_pick(desk, 20));
	if (desk_chance(desk, 20))
		SAY(desk, ",'price':%d", desk_pick(desk, 3000));
	desk_seller(desk);
}

static void open_plan(struct desk *desk) {
	char day[DATE_TEXT];
	SAY(desk, ",'offer':'%s','next_cycle':'%s'", desk_offer(desk, true),
	    date_text(desk->today + 1 + desk_pick(desk, 25), day));
	if (desk_chance(desk, 50))
		SAY(desk, ",'paid':%d", desk_pick(desk, 1500));
	if (desk_chance(desk, 50))
		SAY(desk, ",'billed':%d", desk_pick(desk, 5));
}

static void open_offer(struct desk *desk) {
	char day[DATE_TEXT];
	const char *code = desk_offer(desk, false);
	SAY(desk, ",'offer':'%s'", code);
	if (desk_chance(desk, 70))
		SAY(desk, ",'paid':%lld", (long long)desk_around(desk, price_of(desk, code)));
	if (desk_chance(desk, 50))
		SAY(desk, ",'used':{'facial':%d}", desk_pick(desk, 4));
	else if (desk_chance(desk, 20))
		SAY(desk, ",'spent':%d", desk_pick(desk, 3000));
	if (desk_chance(desk, 40))
		SAY(desk, ",'sold_on':'%s'", date_text(desk->today - desk_pick(desk, 60), day));
	if (desk_chance(desk, 30))
		SAY(desk, ",'expires_on':'%s'", date_text(desk->today + desk_pick(desk, 50), day));
}

void desk_opening(struct desk *desk) {
	int kind = desk_pick(desk, 10);
	desk_open(desk, "open");
	SAY(desk, ",'client':%d", 1 + desk_pick(desk, 3));
	if (kind < 2)
		SAY(desk, ",'debt':%d", 1 + desk_pick(desk, 5000));
	else if (kind < 4)
		open_plan(desk);
	else
		open_offer(desk);
	desk_ref(desk, "ref");
}
