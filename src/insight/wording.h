/* What happened to a contract in words a client understands. Internal to the reports. */
#ifndef INSIGHT_WORDING_H
#define INSIGHT_WORDING_H

#include "insight/request.h"

/* A change between the states before and after it, seen by a client. */
struct happening {
	const struct contract *contract;
	const struct change *change;
	const struct state *before, *after;
	int64_t client;
};

/* A word for programs ("bought", "paid", "used" …); NULL: nothing a client would look for. */
const char *happening_kind(const struct happening *happening);

/* The same for a screen of any language, and in English for everybody else ("Bought: Ten facials", "Used: Facial, with Amy"):
 * {"code":…,"of":…,"what":…,"staff":[…],"method":…,"amount":…,"fee":…,"from":…,"to":…,"text":…}. `code` is the kind, or
 * paid_for_another; `of` is "debt" or "credit" where `what`, the name of what was sold, is none; `amount` was paid back or spent; the
 * days say when a package rests, or until when it is good. */
struct cell cell_happening(const struct request *request, const struct happening *happening);

/* Money that came in (+), from wherever, or went back (−). */
struct money happening_paid(const struct happening *happening);

/* What was sold, by its name: the offer's, or that of the service or product. */
const char *contract_title(const struct request *request, const struct contract *contract);

#endif
