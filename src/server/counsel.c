#include "server/handlers.h"
#include "server/served.h"

#include "book/catalog.h"
#include "insight/counsel.h"
#include "insight/price.h"
#include "wire/wire.h"

#include <string.h>

/* GET /alerts, /renewals, /price: whom to speak to, what to offer, and what an offer would bring. */

enum { ROWS = 200, ROWS_MOST = 1000, SESSIONS_MOST = 10000 };

static bool read_limit(struct request *request, int32_t *limit) {
	const char *text = request_argument(request, "limit");
	int32_t number = 0;
	*limit = ROWS;
	if (!text)
		return true;
	for (const char *c = text; number <= ROWS_MOST && *c; c++)
		number = *c >= '0' && *c <= '9' ? number * 10 + (*c - '0') : ROWS_MOST + 1;
	*limit = number;
	if (number >= 1 && number <= ROWS_MOST)
		return true;
	request_say_of(request, "/limit", "A limit is a number from 1 to 1000.");
	return false;
}

static bool read_query(struct request *request, struct book *book, struct counsel_query *query) {
	const char *as_of = request_argument(request, "as_of");
	*query = (struct counsel_query){.client = request_argument(request, "client"),
					.branch = request_argument(request, "branch"),
					.as_of = DATE_NONE,
					.today = clock_today(book_catalog(book)->settings.timezone)};
	if (as_of && !date_parse(as_of, &query->as_of)) {
		request_say_of(request, "/as_of", "A date is YYYY-MM-DD.");
		return false;
	}
	return read_limit(request, &query->limit);
}

static void answer(struct request *request, enum carnet_status status, const struct report *report,
		   const struct refusal *why) {
	if (status != CARNET_OK) {
		struct problem problem = problem_of_reading(why);
		request_problem(request, &problem);
		return;
	}
	wire_write_report(request_json(request, 200), report, WIRE_JSON);
}

void alerts_show(struct request *request, struct book *book) {
	struct counsel_query query;
	struct report report = {0};
	struct refusal why = {0};
	if (!read_query(request, book, &query))
		return;
	query.alert = request_argument(request, "alert");
	answer(request, alerts_make(book, request->arena, &query, &report, &why), &report, &why);
}

void renewals_show(struct request *request, struct book *book) {
	struct counsel_query query;
	struct report report = {0};
	struct refusal why = {0};
	if (!read_query(request, book, &query))
		return;
	answer(request, renewals_make(book, request->arena, &query, &report, &why), &report, &why);
}

static bool read_design(struct request *request, struct price_query *query) {
	const char *discount = request_argument(request, "discount"), *price = request_argument(request, "price");
	const char *sessions = request_argument(request, "sessions"), *as_of = request_argument(request, "as_of");
	struct money count = MONEY_ZERO;
	query->offer = request_argument(request, "offer");
	query->services = request_argument(request, "services");
	if (discount && !wire_read_percent(discount, &query->discount_bp))
		request_say_of(request, "/discount", "A discount is a percentage with at most two decimals.");
	else if (price && !wire_read_amount(price, &query->price))
		request_say_of(request, "/price", "A price is a whole number of the smallest unit.");
	else if (sessions &&
		 (!wire_read_amount(sessions, &count) || money_units(count) < 1 || money_units(count) > SESSIONS_MOST))
		request_say_of(request, "/sessions", "Sessions are a number from 1 to 10000.");
	else if (as_of && !date_parse(as_of, &query->as_of))
		request_say_of(request, "/as_of", "A date is YYYY-MM-DD.");
	query->sessions = (int32_t)money_units(count);
	return !request_answered(request);
}

void price_show(struct request *request, struct book *book) {
	struct price_query query = {.discount_bp = -1,
				    .price = money_of(-1),
				    .as_of = DATE_NONE,
				    .today = clock_today(book_catalog(book)->settings.timezone)};
	struct report report = {0};
	struct refusal why = {0};
	if (!read_design(request, &query))
		return;
	answer(request, price_make(book, request->arena, &query, &report, &why), &report, &why);
}
