#include "server/handlers.h"
#include "server/served.h"

#include "book/catalog.h"
#include "insight/reports.h"
#include "wire/wire.h"

#include <string.h>

/* GET /reports/{name}: the same figures as everywhere else, as JSON or CSV. */

/* What the desk needs to know; the rest is for who keeps the books. */
static bool role_sees(enum role role, const char *name) {
	static const char *const desk[] = {"day", "contracts", "pending", "memberships", "statement", NULL};
	if (role == ROLE_PRACTITIONER)
		return strcmp(name, "performance") == 0;
	if (role != ROLE_DESK)
		return true;
	for (size_t i = 0; desk[i]; i++)
		if (strcmp(desk[i], name) == 0)
			return true;
	return false;
}

static bool read_date(struct request *request, const char *name, int32_t *date) {
	const char *text = request_argument(request, name);
	if (!text || date_parse(text, date))
		return true;
	request_say_of(request, arena_format(request->arena, "/%s", name), "A date is YYYY-MM-DD.");
	return false;
}

static bool read_basis(struct request *request, struct report_query *query) {
	static const enum basis all[] = {BASIS_CASH_DELIVERED, BASIS_DELIVERED, BASIS_CASH};
	const char *text = request_argument(request, "basis");
	for (size_t i = 0; text && i < sizeof all / sizeof *all; i++)
		if (strcmp(basis_name(all[i]), text) == 0) {
			query->basis = all[i];
			query->has_basis = true;
		}
	if (!text || query->has_basis)
		return true;
	request_say_of(request, "/basis", "A basis is cash_delivered, delivered or cash.");
	return false;
}

static bool read_format(struct request *request, enum wire_format *format) {
	const char *text = request_argument(request, "format");
	*format = text && strcmp(text, "csv") == 0 ? WIRE_CSV : WIRE_JSON;
	if (!text || *format == WIRE_CSV || strcmp(text, "json") == 0)
		return true;
	request_say_of(request, "/format", "A format is json or csv.");
	return false;
}

static bool read_query(struct request *request, struct report_query *query) {
	query->by = request_argument(request, "by");
	query->branch = request_argument(request, "branch");
	query->staff = request_argument(request, "staff");
	query->service = request_argument(request, "service");
	query->stream = request_argument(request, "stream");
	query->client = request_argument(request, "client");
	query->months = request_argument(request, "months");
	query->fewer = request_argument(request, "fewer");
	query->slow = request_argument(request, "slow");
	query->mix = request_argument(request, "mix");
	query->costs = request_argument(request, "costs");
	query->seed = request_argument(request, "seed");
	return read_date(request, "from", &query->from) && read_date(request, "to", &query->to) &&
	       read_date(request, "as_of", &query->as_of) && read_basis(request, query);
}

/* A practitioner sees what they did themselves. */
static bool narrow(struct request *request, struct report_query *query) {
	const struct identity *identity = &request->identity;
	if (!role_sees(identity->role, request->parameter) ||
	    (identity->role == ROLE_PRACTITIONER &&
	     (!identity->staff[0] || (query->staff && strcmp(query->staff, identity->staff) != 0)))) {
		request_say(request, CARNET_FORBIDDEN, "Your role may not see that.");
		return false;
	}
	if (identity->role == ROLE_PRACTITIONER)
		query->staff = identity->staff;
	return true;
}

void report_show(struct request *request, struct book *book) {
	struct refusal why = {0};
	struct report report = {0};
	enum wire_format format;
	struct report_query query = report_query_of(clock_today(book_catalog(book)->settings.timezone));
	query.bytes_most = LIMIT_REPORT_BYTES;
	if (!read_query(request, &query) || !read_format(request, &format) || !narrow(request, &query))
		return;
	if (report_make(book, request->arena, request->parameter, &query, &report, &why) != CARNET_OK) {
		struct problem problem = problem_of_reading(&why);
		request_problem(request, &problem);
		return;
	}
	wire_write_report(request_json(request, 200), &report, format);
	if (format == WIRE_CSV)
		request->answer.type = "text/csv; charset=utf-8";
}
