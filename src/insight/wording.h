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

/* The same in English: "Bought: Ten facials", "Used: Facial, with Amy". */
const char *happening_text(const struct request *request, const struct happening *happening);

/* Money that came in (+), from wherever, or went back (−). */
struct money happening_paid(const struct happening *happening);

/* What was sold, by its name: the offer's, or that of the service or product. */
const char *contract_title(const struct request *request, const struct contract *contract);

#endif
