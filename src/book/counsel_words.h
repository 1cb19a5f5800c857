/* Every sentence of alerts, renewals and prices, and the figures they are made of. This is the only place where they are worded; who speaks
 * another language composes them from the figures, whose names are the members of the API (rulebook §11.5). */
#ifndef BOOK_COUNSEL_WORDS_H
#define BOOK_COUNSEL_WORDS_H

#include "book/catalog.h"
#include "rules/renewal.h"

enum fact_kind { FACT_NONE, FACT_TEXT, FACT_NUMBER, FACT_MONEY, FACT_DATE, FACT_BP };

/* One figure by its name. */
struct fact {
	const char *name;
	enum fact_kind kind;
	union {
		const char *text;
		int64_t number; /* FACT_NUMBER, FACT_BP */
		struct money money;
		int32_t date;
	} as;
};
struct fact_list LIST(struct fact);

/* In whose words: names and decimals of the lists, the day, and where texts live. */
struct words_of {
	const struct catalog *catalog;
	struct arena *arena;
	int32_t day;
};

/* alert, contract, ref, membership, offer, service, since, left, sessions, amount, expires_on, due_on, last_visit, rhythm, run_out_on,
 * lost, reason, why, action, what: always all of them, in this order. */
void alert_facts(const struct words_of *words, const struct alert *alert, struct fact_list *facts);

/* service, left, rhythm, run_out_on, rank, offer, kind, price, sessions, per_session, saving_list, saving_single, margin, used_up_on,
 * expires_on, risk, reason, why: always all of them. `rank` counts from 1; 0: no offer fits. */
void renewal_facts(const struct words_of *words, const struct renewal_need *need, const struct renewal *renewal,
		   int32_t rank, struct fact_list *facts);

/* The names of the figures, in order, NULL at the end. */
extern const char *const alert_fact_names[];
extern const char *const renewal_fact_names[];

/* What a price means, and whether it leaves the book's limits. */
const char *guidance_why(const struct words_of *words, const struct guidance *guidance,
			 const struct guidance_limits *limits);

#endif
