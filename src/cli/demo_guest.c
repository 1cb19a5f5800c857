#include "cli/demo.h"

#include "base/json.h"

/* Who comes to the studio. */

enum { OLD_GUESTS = 220 };

static enum demo_service chosen_taste(struct demo *demo) {
	static const enum demo_service tastes[] = {FACIAL, FACIAL, FACIAL, MASSAGE, MASSAGE, MASSAGE, NAILS,
						   NAILS,  NAILS,  LASH,   LASH,    LASER,   IPL,     HYDRA};
	return tastes[demo_between(demo, 0, (int32_t)(sizeof tastes / sizeof *tastes) - 1)];
}

static int32_t rhythm_of(struct demo *demo, enum demo_service taste) {
	static const int32_t usual[DEMO_SERVICES] = {
		[FACIAL] = 27, [HYDRA] = 35, [LASER] = 40, [IPL] = 32, [MASSAGE] = 14, [LASH] = 36, [NAILS] = 19};
	return usual[taste] + demo_between(demo, -usual[taste] / 4, usual[taste] / 3);
}

/* Some come once or twice, some for years. */
static int32_t visits_of(struct demo *demo) {
	int32_t kind = demo_between(demo, 1, 10);
	if (kind <= 3)
		return demo_between(demo, 1, 3);
	if (kind <= 8)
		return demo_between(demo, 6, 22);
	return demo_between(demo, 30, 90);
}

static const char *method_of(struct demo *demo) {
	static const char *const methods[] = {"cash", "cash", "card", "card", "card", "transfer", "linepay"};
	return methods[demo_between(demo, 0, (int32_t)(sizeof methods / sizeof *methods) - 1)];
}

static const char *tag_for(struct demo *demo, struct demo_guest *guest) {
	int32_t kind = demo_between(demo, 1, 100);
	guest->discount_bp = kind <= 5 ? 1000 : kind <= 12 ? 500 : 0;
	return kind <= 5 ? "vip" : kind <= 12 ? "neighbour" : NULL;
}

static void introduce(struct demo *demo, struct demo_guest *guest) {
	const char *tag = tag_for(demo, guest);
	uint32_t number = (uint32_t)demo->guests.count;
	struct buffer *op = desk_begin(demo, "client");
	json_member_text(op, "ref", guest->ref);
	json_member_text(op, "name", studio_name(demo->memory, (uint32_t)demo_between(demo, 1, 9999)));
	json_member_text(op, "phone",
			 arena_format(demo->memory, "09%02u-%03u-%03u", number % 90 + 10, number * 37 % 1000,
				      number * 91 % 1000));
	if (tag) {
		json_name(op, "tags");
		json_open(op, '[');
		json_text(op, tag);
		json_close(op, ']');
	}
	desk_send(demo);
}

struct demo_guest *guest_arrive(struct demo *demo) {
	struct demo_guest *guest = LIST_ADD(demo->memory, &demo->guests);
	guest->ref = arena_format(demo->memory, "c%zu", demo->guests.count);
	guest->taste = chosen_taste(demo);
	guest->rhythm = rhythm_of(demo, guest->taste);
	guest->visits_to_come = visits_of(demo);
	guest->next_visit = demo->day;
	guest->method = method_of(demo);
	guest->branch = demo_odds(demo, 60) ? 0 : 1;
	guest->hands = demo_between(demo, 0, DEMO_HANDS - 1);
	guest->loyalty = demo_between(demo, 15, 95);
	introduce(demo, guest);
	return guest;
}

/* Brought in from before the book */

static void open_package(struct demo *demo, struct demo_guest *guest) {
	const struct demo_offer *offer = &studio_offers[demo_between(demo, 0, DEMO_PACKAGES - 1)];
	int32_t used = demo_between(demo, 1, offer->lines[0].sessions - 2);
	int64_t paid = demo_odds(demo, 85) ? offer->price : offer->price / 2;
	const char *ref = demo_ref(demo, "k");
	char day[DATE_TEXT];
	struct buffer *op = desk_begin(demo, "open");
	json_member_text(op, "client", guest->ref);
	json_member_text(op, "offer", offer->code);
	json_member_text(op, "ref", ref);
	json_member_number(op, "price", offer->price);
	json_member_number(op, "paid", paid);
	json_member_text(op, "sold_on", date_text(demo->day - demo_between(demo, 10, 120), day));
	json_name(op, "used");
	json_open(op, '{');
	json_member_number(op, studio_services[offer->lines[0].services[0]].code, used);
	json_close(op, '}');
	if (!desk_send(demo))
		return;
	guest->taste = offer->lines[0].services[0];
	guest->rhythm = rhythm_of(demo, guest->taste);
	guest->card = (struct demo_card){ref, offer, {offer->lines[0].sessions - used}, demo->day};
	guest_owe(demo, guest, ref, offer->price - paid);
}

static void open_credit(struct demo *demo, struct demo_guest *guest) {
	int32_t spent = demo_between(demo, 1, 8) * 1000;
	const char *ref = demo_ref(demo, "t");
	struct buffer *op = desk_begin(demo, "open");
	json_member_text(op, "client", guest->ref);
	json_member_text(op, "offer", "top10");
	json_member_text(op, "ref", ref);
	json_member_number(op, "paid", 10000);
	json_member_number(op, "spent", spent);
	if (!desk_send(demo))
		return;
	guest->credit = ref;
	guest->credit_left = 11000 - spent;
}

static void open_debt(struct demo *demo, struct demo_guest *guest) {
	struct buffer *op = desk_begin(demo, "open");
	json_member_text(op, "client", guest->ref);
	json_member_text(op, "ref", demo_ref(demo, "d"));
	json_member_number(op, "debt", demo_between(demo, 5, 40) * 100);
	desk_send(demo);
}

void guests_open(struct demo *demo) {
	for (int32_t i = 0; i < OLD_GUESTS && !demo->broken; i++) {
		struct demo_guest *guest = guest_arrive(demo);
		guest->visits_to_come += 4;
		guest->next_visit = demo->day + demo_between(demo, 0, guest->rhythm);
		if (demo_odds(demo, 45))
			open_package(demo, guest);
		else if (demo_odds(demo, 12))
			open_credit(demo, guest);
		if (demo_odds(demo, 3))
			open_debt(demo, guest);
	}
}
