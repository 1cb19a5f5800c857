/* Why something was refused: the status and a sentence that names the thing.
 *
 * A function that may refuse takes a `struct refusal *why`, fills it and returns its status, so that a caller can write
 * `return refuse(why, CARNET_OVERPAID, "…")`. */
#ifndef BASE_REFUSAL_H
#define BASE_REFUSAL_H

#include "carnet_status.h"

#include <stddef.h>
#include <stdint.h>

#define MUST_USE __attribute__((warn_unused_result))

enum { REFUSAL_ENTRIES = 16 };

struct refusal {
	enum carnet_status status;
	char message[256];
	char field[96];                   /* the member at fault as a JSON pointer ("/items/0/price"), or "" */
	int64_t entries[REFUSAL_ENTRIES]; /* with CARNET_BUILT_UPON: the entries in the way */
	size_t entry_count;
};

/* Fills *why and returns `status`. Text too long is cut at a character's end. */
enum carnet_status refuse(struct refusal *why, enum carnet_status status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Returns from the function what was refused; the refusal is told already. */
#define TRY(call)                                                                                                      \
	do {                                                                                                           \
		enum carnet_status try_status = (call);                                                                \
		if (try_status != CARNET_OK)                                                                           \
			return try_status;                                                                             \
	} while (0)

#endif
