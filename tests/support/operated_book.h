/* A book of its own for each test, operations on it written as JSON with ' for ", and its reports as JSON. */
#ifndef TESTS_SUPPORT_OPERATED_BOOK_H
#define TESTS_SUPPORT_OPERATED_BOOK_H

#include "insight/reports.h"
#include "support/book_folder.h"

extern struct book *book;
extern struct arena *book_arena; /* of the test */

/* cmocka's setup and teardown: an empty book in TWD without decimals, in THB with two; any date is accepted. */
int book_in_twd(void **state);
int book_in_thb(void **state);
int book_gone(void **state);

/* JSON with ' in place of ". */
const char *quoted(const char *json);

/* Applies operations, each of which must be accepted. */
void operate(const char *const *operations, size_t count);
#define OPERATE(...)                                                                                                   \
	operate((const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

/* Branches tpe and khh, staff Amy, Bo and Cy, services facial (1500), perm (2000), laser (4000) and ipl (3000), product serum (1200),
 * clients lin and may; offers facial10 (10 facials, 10000), glow (combo of facials and laser or ipl), top10 (10000, credit 11000),
 * club (plan of 2 facials a month, 1499, one cycle of rollover), gym (access, 310 a month). */
void operate_setup(void);

/* What is asked of a report, in words: "from=2026-05-01 by=day,staff basis=cash client=lin"; "" asks nothing special. */
struct report_query asked(const char *words);

/* A report as JSON; it must be made. */
const char *report_told(const char *name, const char *words);
/* The same of a report that stands already. */
const char *json_of(const struct report *report);

/* A report must read so, its JSON written with ' for ". */
void assert_report(const char *name, const char *words, const char *json);
void assert_json(const char *is, const char *wanted);

/* A report must be refused so, with these words in the message. */
void assert_no_report(const char *name, const char *words, enum carnet_status status, const char *message);

int32_t day_of(const char *text);

#endif
