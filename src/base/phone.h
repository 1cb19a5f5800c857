/* Telephone numbers as people write them ("0912-345 678", "+886 912 345 678", "๐๘๑ 234"), so that they can be compared by their digits.
 * Digits of any script count; everything between them does not. */
#ifndef BASE_PHONE_H
#define BASE_PHONE_H

#include <stdbool.h>

enum { PHONE_DIGITS = 40 }; /* what is written after them is not compared */

struct phone {
	char digits[PHONE_DIGITS + 1];   /* all of them, in ASCII; "" where there is none */
	char national[PHONE_DIGITS + 2]; /* as dialled within its country, after a 0; "": no country is written */
};

/* A country is written where the number begins with "+" or "00", or has more than ten digits and does not begin with 0. */
struct phone phone_read(const char *text);

/* Whether the text has digits, and no letters. */
bool phone_alike(const char *text);

#endif
