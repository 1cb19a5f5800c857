/* Looking at one client or contract: what `carnet show`, the demo and the server tell about them.
 *
 * It loads as an operation does, and records nothing. Everything lives in its arena. */
#ifndef WIRE_SHOWING_H
#define WIRE_SHOWING_H

#include "book/work.h"

struct showing {
	struct book *book;
	struct arena *arena;
	struct refusal *why;
	struct work work;
	int32_t now; /* the day statuses are judged on */
};

/* A contract as it stands now. */
struct shown {
	struct contract *contract;
	struct state state;
	enum contract_status status;
	bool open; /* something is left of it, or due */
};
struct shown_list LIST(struct shown);

struct person {
	struct client client;
	const char *name, *phone, *email, *language, *note;
	struct text_list tags; /* their codes */
};

void showing_init(struct showing *showing, struct book *book, struct arena *arena, struct refusal *why);

/* By ref, else by number. Refuses: not_found, unavailable. */
MUST_USE enum carnet_status showing_person(struct showing *showing, const char *name, struct person *person);
MUST_USE enum carnet_status showing_contract(struct showing *showing, const char *name, struct shown *shown);

/* All contracts of a client, then those shared with them, each by number. Refuses: unavailable. */
MUST_USE enum carnet_status showing_contracts(struct showing *showing, int64_t client, struct shown_list *list);

/* What the client owes on their own contracts among these. */
struct money showing_due(const struct person *person, const struct shown_list *contracts);

/* Words. By number a client's ref, the code of an item, of staff, of an offer ("?": a damaged book lacks it); what stands for
 * an amount and a date. */
const char *showing_client(struct showing *showing, int64_t client);
const char *showing_item(const struct showing *showing, int64_t item);
const char *showing_staff(const struct showing *showing, int64_t staff);
const char *showing_offer(const struct showing *showing, int64_t offer);
const char *showing_amount(const struct showing *showing, struct money amount);
const char *showing_date(const struct showing *showing, int32_t date);

/* card.c: a line of a contract as a punch card, one mark a session: "●●●○○○○×" used, free, gone. In tens; very long ones as
 * a count. */
void card_write(struct buffer *out, const struct shown *shown, int32_t line);
/* "facial", "laser|ipl", "days": what the line is for. */
void card_title(struct buffer *out, const struct showing *showing, const struct line *line);
/* What there is to see of a contract: its head line and a card for each of its lines. */
void card_contract(struct buffer *out, struct showing *showing, const struct shown *shown);

/* deed.c: what a change of a contract was, in words: "used facial 3 (1,000) by amy 65 %, bo 35 %". */
void deed_write(struct buffer *out, struct showing *showing, const struct contract *contract,
		const struct change *change);

/* deed_json.c: the same as members of an object: "deed", what it was about, sessions, staff, amounts, days, "stands". */
void deed_write_json(struct buffer *out, const struct showing *showing, const struct contract *contract,
		     const struct change *change);

/* past.c: what happened, newest first, at most `most` entries: to these contracts, and what else the client (0: none) did. */
struct past {
	const struct shown_list *contracts;
	int64_t client;
	int32_t most;
	bool for_client; /* in JSON: without the house's notes, and without words, which may name others */
};
MUST_USE enum carnet_status past_write(struct buffer *out, struct showing *showing, const struct past *past, bool json);

/* names_json.c: members "names" (what offers, services and staff of the contracts are called) and "house" (the book's name, its
 * money and its day). */
void names_write_json(struct buffer *out, const struct showing *showing, const struct shown_list *contracts);
void house_write_json(struct buffer *out, const struct showing *showing);

/* show_json.c */
void show_json_person(struct buffer *out, const struct person *person);
void show_json_contract(struct buffer *out, struct showing *showing, const struct shown *shown);

#endif
