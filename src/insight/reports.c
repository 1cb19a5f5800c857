#include "insight/reports.h"

#include "insight/request.h"

#include <string.h>

static const struct report_kind kinds[] = {
	{.about = {"day", "one day: takings, performance, visits, what was sold and redeemed, what is due", ""},
	 .filters = FILTER_BRANCH | FILTER_BASIS,
	 .of_a_day = true,
	 .make = make_day},
	{.about = {"takings", "money in and out by day and method", "day,month,method,branch,stream"},
	 .by = "day,method",
	 .filters = FILTER_BRANCH | FILTER_STREAM,
	 .make = make_takings},
	{.about = {"performance", "what staff are credited with, by day and staff",
		   "day,month,staff,branch,service,stream"},
	 .by = "day,staff",
	 .filters = FILTER_BRANCH | FILTER_STAFF | FILTER_SERVICE | FILTER_STREAM | FILTER_BASIS,
	 .make = make_performance},
	{.about = {"contracts", "each contract: price, paid, delivered, due, what is left of it", ""},
	 .filters = FILTER_BRANCH | FILTER_STREAM | FILTER_CLIENT,
	 .of_a_day = true,
	 .make = make_contracts},
	{.about = {"pending", "services owed: sessions and value left, and how much of it is paid for",
		   "service,expiry,stream,branch"},
	 .by = "service",
	 .filters = FILTER_BRANCH | FILTER_SERVICE | FILTER_STREAM | FILTER_CLIENT,
	 .of_a_day = true,
	 .make = make_pending},
	{.about = {"rollforward", "paid in advance and owed by stream: opening to closing, in money and in sessions",
		   "month,year"},
	 .by = "month",
	 .filters = FILTER_BRANCH | FILTER_STREAM,
	 .make = make_rollforward},
	{.about = {"structure", "where money comes from by month: sold, cash, revenue, shares, volatility", ""},
	 .filters = FILTER_BRANCH | FILTER_STREAM,
	 .make = make_structure},
	{.about = {"memberships", "memberships and how they stand, or months of them", "membership,month"},
	 .by = "membership",
	 .filters = FILTER_BRANCH | FILTER_CLIENT,
	 .make = make_memberships},
	{.about = {"fit", "how each service is really had, and which model suits it, against how it is sold", ""},
	 .filters = FILTER_BRANCH | FILTER_SERVICE,
	 .of_a_day = true,
	 .make = make_fit},
	{.about = {"forecast", "what is likely to come month by month, with bands, and how right that would have been",
		   ""},
	 .filters = FILTER_BRANCH | LOOKS_AHEAD,
	 .of_a_day = true,
	 .make = make_forecast},
	{.about = {"whatif",
		   "a slow season, and another mix of how clients begin, played out with the book's own months", ""},
	 .filters = FILTER_BRANCH | LOOKS_AHEAD | SUPPOSES_SEASON,
	 .of_a_day = true,
	 .make = make_whatif},
	{.about = {"retention", "clients by how they began: who comes again, who is kept, what they are worth", ""},
	 .filters = FILTER_BRANCH,
	 .of_a_day = true,
	 .make = make_retention},
	{.about = {"renewed", "packages that came to an end and were bought again, and renewals offered and taken", ""},
	 .filters = FILTER_BRANCH,
	 .make = make_renewed},
	{.about = {"branches", "sessions sold at one branch and used at another, and who owes whom", ""},
	 .filters = FILTER_STREAM | FILTER_SERVICE,
	 .make = make_branches},
	{.about = {"carryover", "what goes over into the next period: sessions left, their value, liability, due", ""},
	 .filters = FILTER_BRANCH | FILTER_STREAM,
	 .of_a_day = true,
	 .make = make_carryover},
	{.about = {"statement", "one client: what was bought, used and paid, what is left and due", ""},
	 .filters = FILTER_CLIENT | NEEDS_CLIENT | HAS_A_BEGINNING,
	 .of_a_day = true,
	 .make = make_statement},
};

enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

size_t report_count(void) {
	return KIND_COUNT;
}

struct report_about report_about(size_t index) {
	return kinds[index].about;
}

struct report_query report_query_of(int32_t today) {
	return (struct report_query){.from = DATE_NONE, .to = DATE_NONE, .as_of = DATE_NONE, .today = today};
}

static const struct report_kind *kind_called(const char *name) {
	for (size_t i = 0; i < KIND_COUNT; i++)
		if (strcmp(kinds[i].about.name, name) == 0)
			return &kinds[i];
	return NULL;
}

enum carnet_status report_make(struct book *book, struct arena *arena, const char *name,
			       const struct report_query *query, struct report *report, struct refusal *why) {
	struct request request = {.book = book,
				  .catalog = book_catalog(book),
				  .store = book_store(book),
				  .arena = arena,
				  .report = report,
				  .query = query,
				  .why = why};
	const struct report_kind *kind = kind_called(name);

	if (!kind)
		return refuse(why, CARNET_NOT_FOUND, "There is no report called %s.", name);
	TRY(request_fill(&request, kind, query));
	TRY(kind->make(&request));
	return store_faulted(request.store) ? request_fault(&request) : CARNET_OK;
}
