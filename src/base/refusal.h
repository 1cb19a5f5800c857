/* Why something was refused: the status and a sentence that names the thing.
 *
 * A function that may refuse takes a `struct refusal *why`, fills it and returns its status, so that a caller can write
 * `return refuse(why, CARNET_OVERPAID, "…")`. */
#ifndef BASE_REFUSAL_H
#define BASE_REFUSAL_H

#include "base/money.h"
#include "base/reason.h"
#include "carnet_status.h"

#include <stddef.h>
#include <stdint.h>

#define MUST_USE __attribute__((warn_unused_result))

enum { REFUSAL_ENTRIES = 16 };

struct buffer;

/* A figure a person is told with the reason: what is due, since when, how many are left. */
struct refusal_figure {
	const char *name;
	enum figure_unit { FIGURE_AMOUNT, FIGURE_DATE, FIGURE_COUNT } unit;
	struct money amount;
	int32_t number; /* a date, or a count */
};

struct refusal {
	enum carnet_status status;
	enum refusal_reason reason;   /* REFUSED_NONE: the status says it all */
	struct refusal_figure figure; /* its name NULL: none */
	char message[256];
	char about[112]; /* with a reason: what it is about, as its message names it (a ref, a code), or "" */
	char field[96];  /* the member at fault as a JSON pointer ("/items/0/price"), or "" */
	int64_t entries[REFUSAL_ENTRIES]; /* with CARNET_BUILT_UPON: the entries in the way */
	size_t entry_count;
};

/* Fills *why and returns `status`. Text too long is cut at a character's end. */
enum carnet_status refuse(struct refusal *why, enum carnet_status status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The same for a reason, with its status. `about` is the ref or code the message names, NULL where it names none: without it, who
 * reads the reason in another language is not told of which contract it is said. */
enum carnet_status refuse_for(struct refusal *why, enum refusal_reason reason, const char *about, const char *format,
			      ...) __attribute__((format(printf, 4, 5)));

/* Adds the figure of its reason to what was just refused; returns the status:
 *
 *     return refuse_amount(why, "due", due, refuse_for(why, REFUSED_ABOVE_DUE, ref, "Less than that is due on %s.", ref)); */
enum carnet_status refuse_amount(struct refusal *why, const char *name, struct money amount, enum carnet_status status);
enum carnet_status refuse_date(struct refusal *why, const char *name, int32_t date, enum carnet_status status);
enum carnet_status refuse_count(struct refusal *why, const char *name, int32_t count, enum carnet_status status);

/* Writes members "reason", "about" where it is about something, and "figures" of a JSON object, where there is a reason. */
void refusal_write_reason(struct buffer *out, const struct refusal *why);

/* Returns from the function what was refused; the refusal is told already. */
#define TRY(call)                                                                                                      \
	do {                                                                                                           \
		enum carnet_status try_status = (call);                                                                \
		if (try_status != CARNET_OK)                                                                           \
			return try_status;                                                                             \
	} while (0)

#endif
