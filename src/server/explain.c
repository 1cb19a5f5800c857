#include "server/handlers.h"
#include "server/served.h"

#include "insight/explain.h"
#include "wire/wire.h"

#include <string.h>

/* GET /explain?staff=&date=: how a figure of performance came about. */

/* A practitioner asks about their own; of everybody else it must be said whose. */
static const char *asked_about(struct request *request) {
	const struct identity *identity = &request->identity;
	const char *staff = request_argument(request, "staff");
	if (identity->role != ROLE_PRACTITIONER) {
		if (!staff)
			request_say_of(request, "/staff", "Whose figure?");
		return staff;
	}
	if (identity->staff[0] && (!staff || strcmp(staff, identity->staff) == 0))
		return identity->staff;
	request_say(request, CARNET_FORBIDDEN, "Your role may not see that.");
	return NULL;
}

void explain_show(struct request *request, struct book *book) {
	struct report report = {0};
	struct refusal why = {0};
	const char *date = request_argument(request, "date");
	int32_t day = DATE_NONE;
	const char *staff = asked_about(request);
	bool names = request->identity.role != ROLE_ACCOUNTANT;
	if (!staff)
		return;
	if (!date || !date_parse(date, &day)) {
		request_say_of(request, "/date", "A date is YYYY-MM-DD.");
	} else if (explain_make(book, request->arena, staff, day, names, &report, &why) != CARNET_OK) {
		struct problem problem = problem_of_reading(&why);
		request_problem(request, &problem);
	} else {
		wire_write_report(request_json(request, 200), &report, WIRE_JSON);
	}
}
