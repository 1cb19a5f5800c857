/* The demo: a made-up studio whose days are lived through in ordinary operations, the same way as anybody's.
 *
 * Chance is seeded, so the same days give the same book. Amounts here are counts of the currency's unit, as in JSON. */
#ifndef CLI_DEMO_H
#define CLI_DEMO_H

#include "wire/showing.h"

#include <glib.h>
#include <jansson.h>

/* The studio's list, demo_studio.c */

enum demo_service { FACIAL, HYDRA, LASER, IPL, MASSAGE, LASH, NAILS, DEMO_SERVICES };

struct demo_thing {
	const char *code;
	int32_t price;
};

struct demo_line {
	enum demo_service services[2];
	int32_t service_count, sessions;
};

struct demo_offer {
	const char *code;
	int32_t price;
	int32_t discount_bp; /* of a plan, for its members */
	int32_t line_count;
	struct demo_line lines[3];
};

enum { DEMO_PRODUCTS = 3, DEMO_PACKAGES = 5, DEMO_COMBOS = 2, DEMO_PLANS = 3, DEMO_HANDS = 5, DEMO_BRANCHES = 2 };

extern const char *const studio_lists[]; /* operations that set the studio up; NULL at the end */
extern const struct demo_thing studio_services[DEMO_SERVICES], studio_products[DEMO_PRODUCTS];
extern const struct demo_offer studio_offers[DEMO_PACKAGES + DEMO_COMBOS], studio_plans[DEMO_PLANS];
extern const char *const studio_hands[DEMO_HANDS], *const studio_branches[DEMO_BRANCHES];

/* A name of somebody who might live in Taipei: the number picks it. */
const char *studio_name(struct arena *arena, uint32_t number);

/* Guests, demo_guest.c */

/* A package or combo a guest holds, as the desk remembers it. */
struct demo_card {
	const char *ref; /* NULL: they hold none */
	const struct demo_offer *offer;
	int32_t left[3]; /* sessions by line */
	int32_t sold_on;
};

struct demo_member {
	const char *ref; /* NULL: they are none */
	const struct demo_offer *plan;
	int32_t left[3];
	int32_t anchor, cycles, next_cycle; /* counted, and the day of the next */
	bool leaves;                        /* with the running cycle */
};

struct demo_guest {
	const char *ref;
	enum demo_service taste;
	int32_t rhythm; /* days between visits */
	int32_t visits_to_come;
	int32_t next_visit; /* DATE_NONE: they have faded away */
	int32_t discount_bp;
	const char *method;
	int32_t branch, hands;
	int32_t loyalty; /* percent: how gladly they buy ahead */
	struct demo_card card;
	struct demo_member member;
	const char *credit; /* ref of their stored credit; NULL: none */
	int64_t credit_left;
	const char *owes_for; /* what is still to be paid; NULL: nothing */
	int64_t owes;
	int32_t pays_on;
};
struct demo_guest_list LIST(struct demo_guest);

struct demo {
	struct book *book;
	GRand *chance;
	struct arena *memory;  /* of the whole demo */
	struct arena *passing; /* of one operation */
	struct buffer operation, result;
	json_t *answer;     /* to the latest operation */
	struct refusal why; /* why it was refused */
	int32_t day, first, last;
	int32_t dated; /* the day operations are dated; earlier than `day` when recorded late */
	int32_t refs;  /* given so far */
	int32_t operations, refused, waiting;
	bool began, broken;
	struct demo_guest_list guests;
};

/* The desk, demo_desk.c */

/* Chance. */
bool demo_odds(struct demo *demo, int32_t percent);
int32_t demo_between(struct demo *demo, int32_t least, int32_t most);
/* A new ref: "k17". */
const char *demo_ref(struct demo *demo, const char *prefix);

/* Begins an operation dated today; add members, then send it. False: refused (demo->why); else demo->answer is its result. */
struct buffer *desk_begin(struct demo *demo, const char *name);
bool desk_send(struct demo *demo);
/* The same with an operation that is text already. */
bool desk_send_text(struct demo *demo, const char *text);
/* Makes what was sent durable. */
void desk_finish(struct demo *demo);
/* A number within the latest answer; 0 when there is none. */
int64_t desk_answered(const struct demo *demo, const char *name);

/* Life */

/* Those who were there before the book: brought in on its first day. */
void guests_open(struct demo *demo);
/* Somebody new. The pointer holds until the next one comes. */
struct demo_guest *guest_arrive(struct demo *demo);

/* demo_visit.c: a visit today; somebody who only walks in. */
void guest_visit(struct demo *demo, struct demo_guest *guest);
void walk_in(struct demo *demo);

/* demo_money.c: pays what was promised for today; goes on with a membership whose cycle begins; pays for a contract, or (NULL) what
 * is oldest. */
void guest_settle(struct demo *demo, struct demo_guest *guest);
void guest_cycle(struct demo *demo, struct demo_guest *guest);
bool guest_pay(struct demo *demo, const struct demo_guest *guest, const char *contract, int64_t amount);
/* Remembers that the rest is to be paid some day. */
void guest_owe(struct demo *demo, struct demo_guest *guest, const char *contract, int64_t amount);

/* demo_turns.c: what else may happen on a day: refunds, freezes, gifts, exchanges, mistakes. */
void day_turns(struct demo *demo);

/* demo_tour.c: shows the studio on the terminal. */
MUST_USE enum carnet_status demo_tour(struct demo *demo, struct buffer *out, struct refusal *why);

/* demo_people.c: lets the studio's people sign in, and says who they are. */
MUST_USE enum carnet_status demo_people(struct demo *demo, struct refusal *why);
void demo_tell_people(void);

#endif
