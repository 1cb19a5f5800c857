/* A visit of the demo before it is sent. */
#ifndef CLI_DRAFT_H
#define CLI_DRAFT_H

#include "cli/demo.h"

enum { NOTHING = -1 };

struct draft {
	struct demo_guest *guest;
	enum demo_service service;
	const char *used; /* the contract or membership it is taken from; NULL: it is charged */
	int32_t *left;    /* the count that goes down with it */
	bool two_hands;
	int32_t product; /* which, or NOTHING */
	int32_t more;    /* another service, charged; or NOTHING */
	const struct demo_offer *buys;
	const char *bought;
	int64_t pays_down; /* for what is bought */
	const struct demo_offer *joins;
	const char *joined;
	const char *topup;
	bool pays;
};

/* How much of what is charged stored credit pays. */
int64_t draft_credit(const struct draft *draft);

/* Sends it as one operation. False: refused. */
bool draft_send(struct demo *demo, const struct draft *draft);

#endif
