/* Contracts and their histories for the tests of the rules, written as one reads them aloud:
 *
 *     "05-01 sell facial*10 for 10000 & pay 5000; use 1 by amy; overpaid: pay 5001; 06-01 refund 4"
 *
 * Steps are parted by ";" and are one entry each; "&" parts what one entry does. A day in front ("05-01" of 2026, or
 * "2027-05-01") is the business date from there on. The name of a refusal in front says that the step is refused with it, and
 * nothing of it remains. "a:" to "d:" names the contract the step is about; at first it is a.
 *
 *     sell LINE … for P [OPTION …]     LINE is facial*10, then any of @1500 (list price), =9600 (value), %7 (tax), ~2 (free ones);
 *                                      a set is laser|ipl*3
 *     topup T gives K   access N for P   charge perm for P   goods serum for P   debt P
 *     open LINE … for P paid X used N [OPTION …]   opentopup T gives K paid X spent Y
 *     OPTION: months N, days N, first-use, until DAY, member, combo, of-rest, seller amy, good-at tpe, from DAY (validity),
 *             rule none, rule list-price, fee 10%, fixed 500, cap 800, cooling 7, alert-at 2, agreed 02-01:3000,03-01:6000,
 *             cycle-of 1 (the number of its membership)
 *     pay X [card]   fund X (from a)   reprice X   write-off X   spend X on b   use N [ITEM] [by amy:65,bo:35] [as friend] [at khh]
 *     earn N   return N [ITEM]   refund [N [ITEM]]   end   exchange [rest X]   expire   expire-some LINE N
 *     extend DAY [within N]   freeze DAY DAY, or freeze DAY   unfreeze   transfer friend   give N [ITEM] (the part is the next contract)
 *     share friend   unshare friend   void N, or void-later N: the entry made by the Nth step
 *
 * After every step all that must always hold is checked (check.h). */
#ifndef TESTS_RULES_BUILD_H
#define TESTS_RULES_BUILD_H

#include "rules/acts.h"
#include "rules/effects.h"
#include "rules/postings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

enum { CONTRACTS_MOST = 4, ACCOUNTS_OF_STAFF = 4 };

/* Everybody and everything there is, by number: what a word of a script stands for. */
enum { LIN = 1, FRIEND, OTHER };
enum { AMY = 1, BO, CY };
enum { FACIAL = 1, LASER, IPL, PERM, SERUM };
enum { TPE = 1, KHH };

struct world {
	struct arena *arena;
	const char *script; /* for messages */
	const char *step;
	struct contract contracts[CONTRACTS_MOST];
	bool exists[CONTRACTS_MOST];
	struct effect_list kept[CONTRACTS_MOST]; /* what a book that adds differences has by now */
	struct effect_rules rules;
	int64_t entry;
	int32_t day;
	int32_t from; /* the earliest day the step touched */
	int current;
	struct quote quote; /* of the last refund, expiry or exchange */
	struct refusal why;
};

/* A new world, in an arena of its own, and its end. */
struct world *world_create(void);
void world_destroy(struct world *world);

/* Plays a script; fails the test when a step does not end as it says. */
void world_play(struct world *world, const char *script);

/* Checks expectations against the world as it stands: words and what they are worth, "paid 5000 left 9 amy@05-02 500".
 *
 * Of the current contract, or the one named "b:": S D C W due liability receivable left used expired returned transferred worth;
 * credit spent available; status NAME, frozen DAY..DAY|DAY..never|no, ends DAY|never, first DAY|never, latest DAY, owner NAME; slots 833,834; stands fuxrt.
 * Of the last quote: q.sessions q.value q.surplus q.uplift q.fee q.refund q.breakage q.recovered q.due.
 * Of all contracts' effects: amy, bo, cy, house, amy.delivered, amy.cash; any measure ("paid_in"); any account ("income:fees").
 * A name of these with "@05-02" is that day's alone. */
void world_expect(struct world *world, const char *expected);

/* One line of a table of cases. */
struct story {
	const char *name, *script, *expected;
};
void stories_hold(const struct story *stories, size_t count);
/* The same with other settings. */
void stories_hold_by(const struct effect_rules *rules, const struct story *stories, size_t count);

/* Whether two worlds' books say the same of every day. */
bool worlds_agree(const struct world *one, const struct world *other);

/* Words (words.c) */

/* The next word of a text, cut out in the arena, or NULL; *text moves behind it. */
const char *word_next(struct arena *arena, const char **text);
/* The part of a text before the separator, cut out in the arena, or NULL at its end. */
const char *part_next(struct arena *arena, const char **text, char separator);
int64_t word_number(const char *word);
struct money word_money(const char *word);
/* "05-01" of 2026 or "2027-05-01"; DATE_NONE when it is no day. */
int32_t word_day(const char *word);
bool words_equal(const char *a, const char *b);
/* The number of a client, staff, item or branch; 0: nobody's name. */
int64_t word_client(const char *word);
int64_t word_staff(const char *word);
int64_t word_item(const char *word);
int64_t word_branch(const char *word);

/* Making contracts (make.c): reads the words behind the verb; false when the verb makes none. */
bool make_contract(struct world *world, const char *verb, const char **words, enum carnet_status *status);
/* The place of a contract of the world, by its letter. */
struct contract *world_contract(struct world *world, int place);
struct contract *contract_begin(struct world *world, int place);

/* Doing something to a contract (act.c): reads the words behind the verb. */
enum carnet_status act_on(struct world *world, const char *verb, const char **words);

#endif
