/* Dates: days of the proleptic Gregorian calendar, counted from 1970-01-01 (rulebook §2.6).
 *
 * A date is an int32_t. DATE_NONE stands for "no date" and "never"; it is later than every date. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#define DATE_NONE INT32_MAX
#define DATE_MIN (-719162) /* 0001-01-01 */
#define DATE_MAX 2932896   /* 9999-12-31 */
#define DATE_TEXT 11       /* bytes of "YYYY-MM-DD" with its NUL */

/* Reads exactly "YYYY-MM-DD", years 0001 to 9999, days that exist. False, and *date untouched, for anything else. */
bool date_parse(const char *text, int32_t *date);

/* Writes "YYYY-MM-DD" ("" for DATE_NONE) and returns `text`. */
char *date_text(int32_t date, char text[DATE_TEXT]);

int32_t date_of(int32_t year, int32_t month, int32_t day);
void date_parts(int32_t date, int32_t *year, int32_t *month, int32_t *day);

/* The same day of the month `months` later (or earlier, when negative), clipped to the month's end: 31 January + 1 is 28 or
 * 29 February. Counting always from the anchor, a series never drifts. Results past DATE_MAX are DATE_MAX. */
int32_t date_add_months(int32_t anchor, int32_t months);

/* The same with days, never past DATE_MAX; DATE_NONE stays DATE_NONE. */
int32_t date_add_days(int32_t date, int32_t days);

/* The first day of the date's month. */
int32_t date_month_start(int32_t date);

#endif
