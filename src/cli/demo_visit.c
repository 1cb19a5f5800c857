#include "cli/draft.h"

#include "base/json.h"

/* Visits: what a guest comes for, takes along and buys ahead, and what comes of it. */

enum { TRIES_MOST = 4 };

/* What is there to use */

static bool covers(const struct demo_line *line, enum demo_service service) {
	for (int32_t i = 0; i < line->service_count; i++)
		if (line->services[i] == service)
			return true;
	return false;
}

/* A line with sessions left, best one for what they like; NOTHING: none. */
static int32_t usable_line(const struct demo_offer *offer, const int32_t *left, enum demo_service taste) {
	int32_t found = NOTHING;
	for (int32_t i = 0; i < offer->line_count; i++)
		if (left[i] > 0 && (found == NOTHING || covers(&offer->lines[i], taste)))
			found = i;
	return found;
}

static void draft_use(struct draft *draft, const char *ref, const struct demo_offer *offer, int32_t *left) {
	int32_t line = ref ? usable_line(offer, left, draft->guest->taste) : NOTHING;
	if (draft->used || line == NOTHING)
		return;
	draft->used = ref;
	draft->left = &left[line];
	draft->service = covers(&offer->lines[line], draft->guest->taste) ? draft->guest->taste
									  : offer->lines[line].services[0];
}

/* What is bought */

static const struct demo_offer *offer_for(struct demo *demo, enum demo_service taste) {
	static const int32_t places[DEMO_SERVICES] = {
		[FACIAL] = 0, [MASSAGE] = 1, [LASER] = 2, [LASH] = 3, [NAILS] = 4, [IPL] = 5, [HYDRA] = 6};
	bool may_glow = taste == FACIAL || taste == MASSAGE || taste == LASER;
	return &studio_offers[may_glow && demo_odds(demo, 20) ? 5 : places[taste]];
}

static void draft_package(struct demo *demo, struct draft *draft) {
	draft->buys = offer_for(demo, draft->guest->taste);
	draft->bought = demo_ref(demo, "k");
	draft->pays_down = draft->buys->price;
	if (!draft->guest->owes_for && demo_odds(demo, 28))
		draft->pays_down = draft->buys->price / (demo_odds(demo, 70) ? 2 : 3) / 50 * 50;
}

static void draft_membership(struct demo *demo, struct draft *draft) {
	enum demo_service taste = draft->guest->taste;
	int32_t plan = taste == NAILS ? 1 : 0;
	draft->joins = &studio_plans[demo_odds(demo, 15) ? 2 : plan];
	draft->joined = demo_ref(demo, "m");
}

static void draft_purchase(struct demo *demo, struct draft *draft) {
	const struct demo_guest *guest = draft->guest;
	bool may_join = guest->taste == FACIAL || guest->taste == MASSAGE || guest->taste == NAILS;
	if (draft->used || guest->visits_to_come < 2)
		return;
	if (may_join && !guest->member.ref && demo_odds(demo, 5))
		draft_membership(demo, draft);
	else if (demo_odds(demo, guest->loyalty / 2))
		draft_package(demo, draft);
	else if (!guest->credit && demo_odds(demo, 4))
		draft->topup = demo_ref(demo, "t");
}

static void draft_visit(struct demo *demo, struct draft *draft, struct demo_guest *guest) {
	*draft = (struct draft){
		.guest = guest, .service = guest->taste, .product = NOTHING, .more = NOTHING, .pays = true};
	draft_use(draft, guest->card.ref, guest->card.offer, guest->card.left);
	draft_use(draft, guest->member.ref, guest->member.plan, guest->member.left);
	draft_purchase(demo, draft);
	draft->two_hands = demo_odds(demo, 12);
	if (demo_odds(demo, 9))
		draft->product = demo_between(demo, 0, DEMO_PRODUCTS - 1);
	if (demo_odds(demo, 7))
		draft->more = demo_odds(demo, 50) ? NAILS : MASSAGE;
}

/* What comes of it */

static void remember_purchases(struct demo *demo, const struct draft *draft) {
	struct demo_guest *guest = draft->guest;
	if (draft->buys) {
		guest->card = (struct demo_card){draft->bought, draft->buys, {0}, demo->day};
		for (int32_t i = 0; i < draft->buys->line_count; i++)
			guest->card.left[i] = draft->buys->lines[i].sessions;
		guest->card.left[usable_line(draft->buys, guest->card.left, draft->service)]--;
		guest_owe(demo, guest, draft->bought, draft->buys->price - draft->pays_down);
	}
	if (draft->joins) {
		guest->member = (struct demo_member){
			.ref = draft->joined, .plan = draft->joins, .anchor = demo->day, .cycles = 1};
		guest->member.next_cycle = date_add_months(demo->day, 1);
		for (int32_t i = 0; i < draft->joins->line_count; i++)
			guest->member.left[i] = draft->joins->lines[i].sessions;
	}
	if (draft->topup) {
		guest->credit = draft->topup;
		guest->credit_left = 11000;
	}
}

static void remember(struct demo *demo, const struct draft *draft) {
	struct demo_guest *guest = draft->guest;
	int64_t due = desk_answered(demo, "due"), credit = draft->pays ? draft_credit(draft) : 0;
	if (draft->left)
		--*draft->left;
	if (credit > 0) {
		guest->credit_left -= credit;
		guest->credit = guest->credit_left > 0 ? guest->credit : NULL;
	}
	if (!draft->pays && due > 0)
		guest_pay(demo, guest, NULL, due);
	remember_purchases(demo, draft);
}

static void use_nothing(struct draft *draft) {
	struct demo_guest *guest = draft->guest;
	if (draft->used && draft->used == guest->card.ref)
		guest->card.ref = NULL;
	else if (draft->used)
		guest->member.ref = NULL;
	draft->used = NULL;
	draft->left = NULL;
}

/* A refused visit is looked at again: what cannot be used is paid singly, what was reckoned wrong is paid by what the book says. */
static void reconsider(struct demo *demo, struct draft *draft) {
	if (demo->why.status == CARNET_OVERPAID)
		draft->pays = false;
	else if (draft_credit(draft) > 0)
		draft->guest->credit = NULL;
	else
		use_nothing(draft);
}

/* Somebody pressed the wrong key: taken back and entered again. */
static void mistake(struct demo *demo, const struct draft *draft) {
	int64_t entry = desk_answered(demo, "entry");
	struct buffer *op = desk_begin(demo, "void");
	json_member_number(op, "entry", entry);
	json_member_text(op, "note", "entered for the wrong hands");
	if (desk_send(demo))
		draft_send(demo, draft);
}

static void come_again(struct demo *demo, struct demo_guest *guest) {
	int32_t jitter = guest->rhythm / 3 + 1;
	guest->visits_to_come--;
	guest->next_visit = DATE_NONE;
	if (guest->visits_to_come > 0 || guest->member.ref)
		guest->next_visit = date_add_days(demo->day, guest->rhythm + demo_between(demo, -jitter, jitter));
	if (guest->next_visit <= demo->day)
		guest->next_visit = demo->day + 1;
}

void guest_visit(struct demo *demo, struct demo_guest *guest) {
	struct draft draft;
	bool done = false;
	draft_visit(demo, &draft, guest);
	bool late = !draft.buys && !draft.joins && !draft.topup && guest->card.sold_on < demo->day &&
		    demo->day > demo->first + 1;
	if (late && !guest->member.ref && demo_odds(demo, 2))
		demo->dated = demo->day - 1;
	for (int32_t tries = 0; !done && tries < TRIES_MOST && !demo->broken; tries++) {
		done = draft_send(demo, &draft);
		if (!done)
			reconsider(demo, &draft);
	}
	demo->dated = demo->day;
	if (done && demo_odds(demo, 1))
		mistake(demo, &draft);
	if (done && demo->answer)
		remember(demo, &draft);
	come_again(demo, guest);
}

void walk_in(struct demo *demo) {
	struct demo_guest somebody = {.ref = "walk-in", .method = "cash", .next_visit = DATE_NONE};
	somebody.hands = demo_between(demo, 0, DEMO_HANDS - 1);
	somebody.branch = demo_between(demo, 0, DEMO_BRANCHES - 1);
	struct draft draft = {
		.guest = &somebody, .product = NOTHING, .more = NOTHING, .two_hands = demo_odds(demo, 30), .pays = true};
	draft.service = (enum demo_service)demo_between(demo, 0, DEMO_SERVICES - 1);
	draft_send(demo, &draft);
}
