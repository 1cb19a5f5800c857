#include "cli/demo.h"

#include "base/json.h"

/* What else happens in a studio: every day has a chance of each. */

enum { LOOKS = 60, LONG_AGO_DAYS = 120, LONG_USE_DAYS = 200 };

typedef bool fitting(const struct demo *demo, const struct demo_guest *guest);

/* Somebody who fits; NULL when none is met. */
static struct demo_guest *somebody(struct demo *demo, fitting *fits) {
	for (int32_t i = 0; i < LOOKS; i++) {
		struct demo_guest *guest = &demo->guests.at[demo_between(demo, 0, (int32_t)demo->guests.count - 1)];
		if (fits(demo, guest))
			return guest;
	}
	return NULL;
}

static bool comes_with_card(const struct demo *demo, const struct demo_guest *guest) {
	return guest->card.ref && !guest->owes_for && guest->next_visit != DATE_NONE &&
	       guest->card.sold_on < demo->day && guest->card.left[0] > 3;
}

static bool comes_without_card(const struct demo *demo, const struct demo_guest *guest) {
	return !guest->card.ref && guest->next_visit != DATE_NONE && guest->next_visit > demo->day;
}

static bool holds_old_card(const struct demo *demo, const struct demo_guest *guest) {
	return guest->card.ref && guest->card.left[0] > 0 && guest->card.sold_on < demo->day - LONG_USE_DAYS;
}

static bool has_no_credit(const struct demo *demo, const struct demo_guest *guest) {
	return !guest->credit && guest->next_visit != DATE_NONE && guest->next_visit > demo->day;
}

static bool owes_for_card(const struct demo *demo, const struct demo_guest *guest) {
	(void)demo;
	return guest->owes_for && guest->owes_for == guest->card.ref && guest->owes > 2000;
}

static bool never_pays(const struct demo *demo, const struct demo_guest *guest) {
	return owes_for_card(demo, guest) && guest->pays_on == DATE_NONE &&
	       guest->card.sold_on < demo->day - LONG_AGO_DAYS;
}

static const char *service_of(const struct demo_card *card) {
	return studio_services[card->offer->lines[0].services[0]].code;
}

static struct buffer *begin_on_card(struct demo *demo, const char *name, const struct demo_guest *guest) {
	struct buffer *op = desk_begin(demo, name);
	json_member_text(op, "contract", guest->card.ref);
	return op;
}

/* Giving back */

static void moves_away(struct demo *demo) {
	struct demo_guest *guest = somebody(demo, comes_with_card);
	if (!guest)
		return;
	json_member_text(begin_on_card(demo, "refund", guest), "method", guest->method);
	if (desk_send(demo)) {
		guest->card.ref = NULL;
		guest->next_visit = DATE_NONE;
	}
}

static void gives_some_back(struct demo *demo) {
	struct demo_guest *guest = somebody(demo, comes_with_card);
	if (!guest)
		return;
	struct buffer *op = begin_on_card(demo, "refund", guest);
	json_member_text(op, "service", service_of(&guest->card));
	json_member_number(op, "sessions", 2);
	if (desk_send(demo))
		guest->card.left[0] -= 2;
}

static void was_not_happy(struct demo *demo) {
	struct demo_guest *guest = somebody(demo, comes_with_card);
	if (!guest || guest->card.left[0] >= guest->card.offer->lines[0].sessions)
		return;
	struct buffer *op = begin_on_card(demo, "return", guest);
	json_member_text(op, "service", service_of(&guest->card));
	json_member_text(op, "note", "the client was right");
	if (desk_send(demo))
		guest->card.left[0]++;
}

/* Moving */

static void goes_travelling(struct demo *demo) {
	struct demo_guest *guest = somebody(demo, comes_with_card);
	char back[DATE_TEXT];
	if (!guest)
		return;
	int32_t until = demo->day + demo_between(demo, 14, 50);
	json_member_text(begin_on_card(demo, "freeze", guest), "to", date_text(until, back));
	if (desk_send(demo) && guest->next_visit < until)
		guest->next_visit = until;
}

static void gives_to_friend(struct demo *demo, bool everything) {
	struct demo_guest *guest = somebody(demo, comes_with_card), *friend = somebody(demo, comes_without_card);
	if (!guest || !friend)
		return;
	const char *ref = demo_ref(demo, "k");
	struct buffer *op = begin_on_card(demo, "transfer", guest);
	json_member_text(op, "to", friend->ref);
	if (!everything) {
		json_member_text(op, "service", service_of(&guest->card));
		json_member_number(op, "sessions", 2);
		json_member_text(op, "ref", ref);
	}
	if (!desk_send(demo))
		return;
	friend->card = guest->card;
	if (everything) {
		guest->card.ref = NULL;
		return;
	}
	guest->card.left[0] -= 2;
	friend->card = (struct demo_card){ref, guest->card.offer, {2}, demo->day};
}

static void gives_part(struct demo *demo) {
	gives_to_friend(demo, false);
}

static void gives_all(struct demo *demo) {
	gives_to_friend(demo, true);
}

static void write_hands(struct buffer *op, const struct demo_guest *guest) {
	json_name(op, "staff");
	json_open(op, '[');
	json_open(op, '{');
	json_member_text(op, "staff", studio_hands[guest->hands]);
	json_member_number(op, "share", 100);
	json_close(op, '}');
	json_close(op, ']');
}

static void brings_a_friend(struct demo *demo) {
	struct demo_guest *guest = somebody(demo, comes_with_card), *friend = somebody(demo, comes_without_card);
	if (!guest || !friend)
		return;
	json_member_text(begin_on_card(demo, "share", guest), "with", friend->ref);
	if (!desk_send(demo))
		return;
	struct buffer *op = desk_begin(demo, "visit");
	json_member_text(op, "client", friend->ref);
	json_name(op, "items");
	json_open(op, '[');
	json_open(op, '{');
	json_member_text(op, "redeem", service_of(&guest->card));
	json_member_text(op, "contract", guest->card.ref);
	write_hands(op, friend);
	json_close(op, '}');
	json_close(op, ']');
	if (desk_send(demo))
		guest->card.left[0]--;
}

static void changes_their_mind(struct demo *demo) {
	struct demo_guest *guest = somebody(demo, comes_with_card);
	if (!guest)
		return;
	const struct demo_offer *offer = &studio_offers[guest->taste == NAILS ? 6 : 5];
	const char *ref = demo_ref(demo, "k"), *rest = demo_ref(demo, "t");
	struct buffer *op = begin_on_card(demo, "exchange", guest);
	json_member_text(op, "sell", offer->code);
	json_member_text(op, "ref", ref);
	json_member_text(op, "rest", "credit");
	json_member_text(op, "rest_ref", rest);
	if (!desk_send(demo))
		return;
	guest->card = (struct demo_card){ref, offer, {0}, demo->day};
	for (int32_t i = 0; i < offer->line_count; i++)
		guest->card.left[i] = offer->lines[i].sessions;
	guest_owe(demo, guest, ref, desk_answered(demo, "due"));
}

/* Favours and losses */

static void has_a_birthday(struct demo *demo) {
	struct demo_guest *guest = somebody(demo, has_no_credit);
	if (!guest)
		return;
	const char *ref = demo_ref(demo, "t");
	struct buffer *op = desk_begin(demo, "visit");
	json_member_text(op, "client", guest->ref);
	json_name(op, "items");
	json_open(op, '[');
	json_open(op, '{');
	json_member_text(op, "sell", "gift1000");
	json_member_text(op, "ref", ref);
	json_close(op, '}');
	json_close(op, ']');
	if (desk_send(demo)) {
		guest->credit = ref;
		guest->credit_left = 1000;
	}
}

static void gets_a_discount(struct demo *demo) {
	struct demo_guest *guest = somebody(demo, owes_for_card);
	if (!guest || guest->card.left[0] == 0)
		return;
	json_member_number(begin_on_card(demo, "reprice", guest), "price", guest->card.offer->price - 500);
	if (desk_send(demo))
		guest->owes -= 500;
}

static void gets_more_time(struct demo *demo) {
	struct demo_guest *guest = somebody(demo, holds_old_card);
	char day[DATE_TEXT];
	if (!guest)
		return;
	json_member_text(begin_on_card(demo, "extend", guest), "expires_on",
			 date_text(date_add_months(guest->card.sold_on, 24), day));
	desk_send(demo);
}

static void is_given_up(struct demo *demo) {
	struct demo_guest *guest = somebody(demo, never_pays);
	if (!guest)
		return;
	begin_on_card(demo, "refund", guest);
	int64_t due = desk_send(demo) ? desk_answered(demo, "due") : guest->owes;
	if (due > 0) {
		json_member_number(begin_on_card(demo, "write_off", guest), "amount", due);
		desk_send(demo);
	}
	guest->card.ref = guest->owes_for = NULL;
	guest->next_visit = DATE_NONE;
}

/* The year is closed once the late slips of December are in. */
static void close_the_year(struct demo *demo) {
	int32_t year, month, day;
	char end[DATE_TEXT];
	date_parts(demo->day, &year, &month, &day);
	if (month != 1 || day != 5 || date_of(year, 1, 1) <= demo->first)
		return;
	int32_t today = demo->dated;
	demo->dated = date_of(year - 1, 12, 31);
	date_text(demo->dated, end);
	desk_begin(demo, "close");
	desk_send(demo);
	demo->dated = today;
}

void day_turns(struct demo *demo) {
	static const struct {
		int32_t percent;
		void (*happens)(struct demo *);
	} turns[] = {
		{12, has_a_birthday},    {10, goes_travelling}, {7, moves_away},     {3, gives_some_back},
		{4, was_not_happy},      {5, gives_part},       {2, gives_all},      {5, brings_a_friend},
		{5, changes_their_mind}, {3, gets_a_discount},  {4, gets_more_time}, {8, is_given_up},
	};
	for (size_t i = 0; i < sizeof turns / sizeof *turns && !demo->broken; i++)
		if (demo_odds(demo, turns[i].percent))
			turns[i].happens(demo);
	close_the_year(demo);
}
