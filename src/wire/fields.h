/* Reading a JSON object member by member, so that a reader of operations is a list of what it takes:
 *
 *     value_reference(required(fields, "contract"), &refund->contract);
 *     refund->has_sessions = value_sessions(member(fields, "sessions"), &refund->sessions);
 *     value_bool(member(fields, "quote"), &refund->quote);
 *
 * The first refusal stays; what is read after it does no harm, so readers need not look until their end. A member that is not
 * there (and not required) is not an error: the reader of its value answers false and leaves the caller's variable as it was.
 * `fields_finish` refuses what nobody asked for. Texts are copied into the arena. */
#ifndef WIRE_FIELDS_H
#define WIRE_FIELDS_H

#include "base/arena.h"
#include "base/money.h"
#include "base/refusal.h"
#include "book/operation.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

enum {
	CODE_BYTES_MOST = 100, /* a code, ref, key or method */
	SESSIONS_MOST = 10000, /* of one line, and a quantity (rulebook §14.20, §14.35) */
	FIELDS_MOST = 48,      /* members one object may have */
	DECIMAL_TEXT = 32,     /* bytes of decimal_text's answer */
};

/* The reading of one operation: where to put things, and what became of it. */
struct reading {
	struct arena *arena;
	struct refusal *why;
	enum carnet_status status; /* CARNET_OK, or the first refusal */
};

/* Where in the operation: a member of `within` by its name, or an element by its index (name NULL). */
struct place {
	const struct place *within;
	const char *name;
	size_t index;
};

/* A value and its place; json is NULL when it was not given. Passed by value. */
struct value {
	struct reading *reading;
	struct place place;
	const json_t *json;
};

/* An object being read. */
struct fields {
	struct reading *reading;
	struct place place;
	const json_t *object; /* NULL after a refusal: nothing is a member of it */
	const char *found[FIELDS_MOST];
	size_t found_count;
};

/* A list being read. `count` is 0 when it was not given. */
struct elements {
	struct reading *reading;
	struct place place;
	const json_t *array;
	size_t count;
};

/* The whole operation as a value. */
struct value value_whole_operation(struct reading *reading, const json_t *json);

/* Refuses the value, unless something was refused before. The message is the place and then the format's sentence:
 * "items/0/price must be …". */
void value_refuse(struct value value, enum carnet_status status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Begins an object: `invalid` when the value is something else. */
void fields_begin(struct fields *fields, struct value value);
/* `invalid` for a member nobody asked for. */
void fields_finish(struct fields *fields);

/* Asks for a member. */
struct value member(struct fields *fields, const char *name);
/* The same, `invalid` when it is missing. */
struct value required(struct fields *fields, const char *name);
bool value_given(struct value value);
bool value_null(struct value value);

/* Of two members exactly one must be given; `invalid` otherwise. */
void fields_exactly_one(struct fields *fields, const char *one, const char *other);

/* Begins a list: `invalid` when the value is something else, `too_large` above WIRE_LIST_MOST elements. */
struct elements elements_begin(struct value value);
struct value element(const struct elements *elements, size_t index);

/* Texts. All refuse (`invalid`) what is no text, too long, or holds control characters. */
bool value_code(struct value value, const char **code); /* 1 to CODE_BYTES_MOST bytes */
bool value_name(struct value value, const char **name); /* 1 to WIRE_TEXT_MOST bytes */
bool value_line(struct value value, const char **line); /* may be empty, which clears it */
bool value_note(struct value value, const char **note); /* may have several lines */
/* One of `choices` (ended by NULL): its index, or −1 when it is not given or not among them. */
int value_choice(struct value value, const char *const *choices);

/* A code's text or a number of at least 1. */
bool value_reference(struct value value, struct reference *reference);
/* A list of them, none twice. */
bool value_references(struct value value, struct reference_list *list);
bool reference_same(const struct reference *a, const struct reference *b);

/* "YYYY-MM-DD" of a day that exists. */
bool value_date(struct value value, int32_t *date);

/* Whole numbers: JSON integers, so 1.0 and 1e3 are `invalid`. */
struct range {
	int32_t least, most;
};
bool value_number(struct value value, struct range range, int32_t *number); /* `invalid` outside */
bool value_sessions(struct value value, int32_t *sessions);                 /* 1 to SESSIONS_MOST, `too_large` above */
bool value_sessions_or_none(struct value value, int32_t *sessions);         /* 0 to SESSIONS_MOST */
bool value_entry(struct value value, int64_t *entry);                       /* at least 1 */
bool value_bool(struct value value, bool *truth);

/* Amounts in units, `too_large` above MONEY_LARGEST. */
bool value_amount(struct value value, struct money *amount);          /* at least 0 */
bool value_positive_amount(struct value value, struct money *amount); /* at least 1 */

/* A percentage from 0 to 100 with at most two decimals, as basis points. */
bool value_percent(struct value value, int32_t *bp);

/* A JSON real as decimal text of at most 15 digits, never in the manner of the locale: "33.33", "10", "1e-05". */
char *decimal_text(const json_t *real, char text[DECIMAL_TEXT]);

#endif
