/* A desk that does anything: random operations of every kind as JSON, made from a seed and from how the book stands. */
#ifndef TESTS_SUPPORT_RANDOM_DESK_H
#define TESTS_SUPPORT_RANDOM_DESK_H

#include "book/book.h"
#include "rules/state.h"

struct desk {
	uint64_t random;
	int32_t today;      /* walks forward */
	int32_t not_before; /* on which an operation can be dated; DATE_NONE: any day */
	int refs;           /* given so far */
	struct book *book;
	struct arena *arena; /* of the operation being made */
	struct buffer out;
	int64_t bill; /* roughly what the visit being made costs */
	int last_ref; /* sold last in it; 0: none */
};

/* One contract and how it stands today. */
struct subject {
	struct contract *contract;
	struct state state;
};

void desk_begin(struct desk *desk, uint64_t seed);

uint64_t desk_random(struct desk *desk);
int desk_pick(struct desk *desk, int count); /* 0 … count − 1 */
bool desk_chance(struct desk *desk, int percent);

/* The operation of the lists and settings with that number; NULL: there are no more. */
const char *desk_setup(struct desk *desk, struct arena *arena, size_t number);

/* The next operation. Its text is the arena's. */
const char *desk_next(struct desk *desk, struct book *book, struct arena *arena);

/* Reads a contract; false: there is none. */
bool subject_numbered(struct book *book, struct arena *arena, int64_t id, struct subject *subject);

/* Members of operations, written with ' for ". Inside of the desk. */
#define SAY(desk, ...) buffer_format(&(desk)->out, __VA_ARGS__)
void desk_open(struct desk *desk, const char *op);
int32_t desk_day(struct desk *desk);
int64_t desk_around(struct desk *desk, int64_t amount);
void desk_shares(struct desk *desk);
void desk_seller(struct desk *desk);
void desk_ref(struct desk *desk, const char *member);
const char *desk_offer(struct desk *desk, bool plans);
bool desk_subject(struct desk *desk, struct subject *subject);
void desk_payments(struct desk *desk, const struct subject *subject);
long long desk_item(struct desk *desk, const struct subject *subject);

/* The parts it plays: what is done with the lists, at the desk, and to what was sold. */
void desk_lists(struct desk *desk);
void desk_visit(struct desk *desk);
void desk_pay(struct desk *desk);
void desk_membership(struct desk *desk);
void desk_opening(struct desk *desk);
void desk_deed(struct desk *desk);

#endif
