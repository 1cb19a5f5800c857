/* carnet: the open book of prepaid care, as a library.
 *
 * A book holds what one business sold ahead of use, what was used and paid of it, and what staff earned by it. It is changed by
 * operations and read by reports, both JSON, the same that the command line and the HTTP server speak (docs/rules.md).
 *
 *     struct carnet_book *book;
 *     char *answer;
 *     if (carnet_open("book.carnet", &book, NULL) == CARNET_OK) {
 *         carnet_apply(book, "{\"op\":\"pay\",\"client\":\"lin\",…}", &answer);
 *         puts(answer);
 *         carnet_free(answer);
 *         carnet_close(book);
 *     }
 *
 * A book belongs to one thread at a time. Several processes may have the same book open. */
#ifndef CARNET_H
#define CARNET_H

#include "carnet_status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct carnet_book;

/* Why a call did not do what was asked. */
struct carnet_error {
	enum carnet_status status;
	char message[256]; /* one sentence, UTF-8 */
};

/* What a new book is made with. NULL and 0 stand for the defaults given. */
struct carnet_creation {
	const char *name;     /* "" */
	const char *currency; /* "TWD" */
	int decimals;         /* 0 to 6: how many decimals an amount has; amounts are counts of that smallest unit */
	const char *timezone; /* "UTC": business dates are days in this zone */
	int free_clock;       /* not 0: dates later than today are accepted (tests, simulations) */
};

/* "0.1.0" */
const char *carnet_version(void);

/* Creates an empty book at `address`: a path, or "postgresql://…?schema=NAME". `error` may be NULL in every call.
 * Ends with: ok; exists (something is there already); invalid (currency, decimals, time zone); unavailable (it cannot be written). */
enum carnet_status carnet_create(const char *address, const struct carnet_creation *creation,
				 struct carnet_error *error);

/* Opens a book, bringing an older schema up to date. *book is the caller's, to be closed.
 * Ends with: ok; not_found; invalid (not a book, or made by a newer carnet); unavailable. */
enum carnet_status carnet_open(const char *address, struct carnet_book **book, struct carnet_error *error);

/* Closes a book. Accepts NULL. */
void carnet_close(struct carnet_book *book);

/* Applies one operation. When it ends with ok it is on disk; a refusal has written nothing. *answer is the result or the refusal
 * as JSON, the caller's to free; `answer` may be NULL.
 * Ends with: ok or the refusal (docs/rules.md, "Refusals"); unavailable: a fault of the machine. If the operation had a `key`,
 * asking again with the same key finds out whether it was done. */
enum carnet_status carnet_apply(struct carnet_book *book, const char *operation, char **answer);

/* Makes a report as JSON. `options` are pairs of names and values ended by NULL: {"from", "2026-05-01", "to", "2026-05-31", NULL};
 * the names are those of `carnet report --help` without dashes. NULL: none. *report is the caller's to free.
 * Ends with: ok; not_found (report, or what an option names); invalid (an option); unavailable. */
enum carnet_status carnet_report(struct carnet_book *book, const char *name, const char *const *options, char **report,
				 struct carnet_error *error);

/* Frees what carnet_apply and carnet_report gave. Accepts NULL. */
void carnet_free(char *text);

#ifdef __cplusplus
}
#endif

#endif
