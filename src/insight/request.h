/* A report being made: what was asked, with its references resolved and its gaps filled. Internal to the reports. */
#ifndef INSIGHT_REQUEST_H
#define INSIGHT_REQUEST_H

#include "insight/reports.h"
#include "rules/state.h"

/* What rows may be summed by. DIMENSION(symbol, word in `by`, name of the column). */
#define DIMENSION_LIST(DIMENSION)                                                                                      \
	DIMENSION(BY_DAY, "day", "date")                                                                               \
	DIMENSION(BY_MONTH, "month", "month")                                                                          \
	DIMENSION(BY_YEAR, "year", "year") /* fiscal */                                                                \
	DIMENSION(BY_STAFF, "staff", "staff")                                                                          \
	DIMENSION(BY_METHOD, "method", "method")                                                                       \
	DIMENSION(BY_SERVICE, "service", "service")                                                                    \
	DIMENSION(BY_EXPIRY, "expiry", "expires")                                                                      \
	DIMENSION(BY_STREAM, "stream", "stream")                                                                       \
	DIMENSION(BY_BRANCH, "branch", "branch")                                                                       \
	DIMENSION(BY_MEMBERSHIP, "membership", "membership")

enum dimension {
#define DIMENSION_SYMBOL(symbol, word, column) symbol,
	DIMENSION_LIST(DIMENSION_SYMBOL)
#undef DIMENSION_SYMBOL
		DIMENSION_COUNT
};

const char *dimension_column(enum dimension dimension);

struct grouping {
	enum dimension at[DIMENSION_COUNT];
	size_t count;
};
bool grouped_by(const struct grouping *by, enum dimension dimension);

/* What a report understands besides days: bits of report_kind.filters. */
enum {
	FILTER_BRANCH = 1,
	FILTER_STAFF = 2,
	FILTER_SERVICE = 4,
	FILTER_STREAM = 8,
	FILTER_CLIENT = 16,
	FILTER_BASIS = 32,
	NEEDS_CLIENT = 64,
	LOOKS_AHEAD = 128,     /* months, seed */
	SUPPOSES_SEASON = 256, /* fewer, slow, mix, costs */
	HAS_A_BEGINNING = 512, /* from, though it tells how things stand on a day */
};

enum { ANY_STAFF = -1, ANY_STREAM = -1 };

struct request {
	struct book *book;
	const struct catalog *catalog;
	struct store *store;
	struct arena *arena;
	struct report *report;
	struct refusal *why;
	const struct report_query *query; /* as asked */
	struct grouping by;
	int64_t branch, service, client; /* 0: any */
	const char *client_ref;
	int64_t staff;  /* ANY_STAFF: any; 0: the house */
	int32_t stream; /* ANY_STREAM: any */
	enum basis basis;
	int32_t from, to; /* DATE_MIN, DATE_MAX: open */
	int32_t as_of;    /* STATE_TODAY: everything recorded counts */
	int32_t day;      /* on which statuses are judged: as_of, else now */
	int32_t now;
	size_t bytes_most; /* 0: no limit */
};

struct report_kind {
	struct report_about about;
	const char *by; /* the default of `by` */
	unsigned filters;
	bool of_a_day; /* it tells how things stand on a day, not what happened between two */
	enum carnet_status (*make)(struct request *request);
};

/* Fills a request from what was asked; the report gets its name and days. Refusals as report_make. */
MUST_USE enum carnet_status request_fill(struct request *request, const struct report_kind *kind,
					 const struct report_query *query);

/* Fills *why with the store's fault: unavailable. */
MUST_USE enum carnet_status request_fault(struct request *request);

/* Whether the report may go on growing. Refuses: too_large. */
MUST_USE enum carnet_status request_room(const struct request *request);

/* The words of rows. 0 is "house" for staff and NULL for the others. */
const char *word_of_staff(const struct request *request, int64_t staff);
const char *word_of_branch(const struct request *request, int64_t branch);
const char *word_of_item(const struct request *request, int64_t item);

/* The client's ref, in the request's arena; NULL: there is none such. */
const char *ref_of_client(struct request *request, int64_t client);

/* What the client is called, in the request's arena; NULL: not known. */
const char *name_of_client(struct request *request, int64_t client);

/* The month or fiscal year of a day as a number that counts on by one, its first and last day, and its name: "2026-05"; of a
 * fiscal year the year in which it starts (§14.35). */
struct period {
	int32_t number, first, last;
};
struct period period_of(const struct request *request, int32_t day, bool year);
struct period period_after(const struct request *request, const struct period *period, bool year);
const char *period_name(struct arena *arena, int32_t number, bool year);

/* The reports. */
MUST_USE enum carnet_status make_branches(struct request *request);
MUST_USE enum carnet_status make_carryover(struct request *request);
MUST_USE enum carnet_status make_contracts(struct request *request);
MUST_USE enum carnet_status make_day(struct request *request);
MUST_USE enum carnet_status make_fit(struct request *request);
MUST_USE enum carnet_status make_forecast(struct request *request);
MUST_USE enum carnet_status make_memberships(struct request *request);
MUST_USE enum carnet_status make_pending(struct request *request);
MUST_USE enum carnet_status make_performance(struct request *request);
MUST_USE enum carnet_status make_renewed(struct request *request);
MUST_USE enum carnet_status make_retention(struct request *request);
MUST_USE enum carnet_status make_rollforward(struct request *request);
MUST_USE enum carnet_status make_statement(struct request *request);
MUST_USE enum carnet_status make_structure(struct request *request);
MUST_USE enum carnet_status make_takings(struct request *request);
MUST_USE enum carnet_status make_whatif(struct request *request);

#endif
