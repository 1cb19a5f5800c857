/* The reports of a book by name (rulebook §12): one question, one typed table, the same for the screen, the API, the command
 * line and CSV.
 *
 * A report reads; it changes nothing. When other connections write to the book, the caller holds a consistent view
 * (store_begin_reading) around the call. Reports over days read the daily totals only, so they cost by days, not by entries;
 * those of what is left (contracts, pending, carryover, memberships, statement) fold the contracts they need. */
#ifndef INSIGHT_REPORTS_H
#define INSIGHT_REPORTS_H

#include "book/book.h"
#include "insight/report.h"

/* What is asked. Texts not given are NULL, days DATE_NONE.
 *
 * A report over days takes `from` and `to`, both included, each open when not given; `as_of` stands for `to`. A report of a day
 * takes `as_of`, else `to`, else it is of now: everything recorded counts, and statuses are judged on book_now. */
struct report_query {
	int32_t from, to, as_of;
	const char *by; /* "day,staff": the columns rows are summed by; each report has its own words and default */
	enum basis basis;
	bool has_basis; /* else the book's */
	const char *branch, *staff, *service, *stream,
		*client; /* codes, or numbers as text; staff "house" is the house */
	/* Of the reports that look ahead, as texts: how many months; how many percent fewer new clients, in how many months; the mix
	 * of new clients "single:20,package:50,plan:30"; costs of a month; seed of chance. */
	const char *months, *fewer, *slow, *mix, *costs, *seed;
	int32_t today;
	size_t bytes_most; /* memory the report may take; 0: as much as it needs */
};

/* Everything not given. */
struct report_query report_query_of(int32_t today);

/* Makes the report `name`; its memory is the arena's.
 * Refuses, in this order: not_found (no such report), invalid (from after to; a word of `by`, or a filter, that the report does
 * not know; a client missing where it must be given), not_found (branch, staff, service, stream, client), unavailable, too_large (it
 * would take more than bytes_most). */
MUST_USE enum carnet_status report_make(struct book *book, struct arena *arena, const char *name,
					const struct report_query *query, struct report *report, struct refusal *why);

/* The reports there are, for help and for checking names. */
struct report_about {
	const char *name;
	const char *line; /* what it tells, in one line */
	const char *by;   /* the words it may be summed by, "day,month,staff"; "" when there are none */
};
size_t report_count(void);
struct report_about report_about(size_t index);

#endif
