#include "insight/counsel_rows.h"
#include "insight/counsel_scan.h"

#include <string.h>

/* Every alert of a book, the most urgent first (rulebook §11.3). */

struct alerts {
	struct request *request;
	const struct counsel *counsel;
	struct counsel_rows rows;
	int32_t only; /* ALERT_COUNT: all kinds */
	int64_t clients, counts[ALERT_COUNT];
};

/* Who has heard of it for so long has had the chance: others first. */
enum { WORTHWHILE_DAYS = 30 };

/* Whether it is long past: what has a day ahead of it never is. */
static bool long_past(const struct alert *alert, int32_t day) {
	bool ahead = alert->kind == ALERT_EXPIRING || alert->kind == ALERT_LOW;
	return !ahead && day - alert->since > WORTHWHILE_DAYS;
}

/* What is next comes first; who has been away or without sessions for a short time comes before those who have for long; and so
 * does of the long past what is the least so. */
static int64_t urgent_day(const struct alert *alert, bool past) {
	if (past)
		return -(int64_t)alert->since;
	switch (alert->kind) {
	case ALERT_EXPIRING: return alert->expires_on;
	case ALERT_LOW: return alert->run_out_on;
	case ALERT_USED_UP:
	case ALERT_DORMANT: return -(int64_t)alert->since;
	case ALERT_SUSPENDED:
	case ALERT_PAST_DUE:
	case ALERT_OVERDUE:
	case ALERT_COUNT: break;
	}
	return alert->since;
}

static void add_alert(struct alerts *alerts, const struct counselled *one, const struct alert *alert) {
	struct words_of words = {alerts->request->catalog, one->arena, alerts->counsel->day};
	bool past = long_past(alert, alerts->counsel->day);
	struct urgency urgency = {past, (int32_t)alert->kind, urgent_day(alert, past), one->client,
				  alert->about->contract->id};
	struct fact_list facts = {0};
	alerts->counts[alert->kind]++;
	if (!rows_want(&alerts->rows, &urgency))
		return;
	alert_facts(&words, alert, &facts);
	rows_add(&alerts->rows, &urgency, one->ref, &facts);
}

static enum carnet_status see_client(void *context, const struct counselled *one) {
	struct alerts *alerts = context;
	int64_t before = alerts->clients;
	for (size_t i = 0; i < one->alerts.count; i++) {
		if (alerts->only != ALERT_COUNT && (int32_t)one->alerts.at[i].kind != alerts->only)
			continue;
		alerts->clients = before + 1;
		add_alert(alerts, one, &one->alerts.at[i]);
	}
	return CARNET_OK;
}

static enum carnet_status find_kind(struct request *request, const char *name, int32_t *kind) {
	*kind = 0;
	while (name && *kind < ALERT_COUNT && strcmp(alert_name((enum alert_kind) * kind), name) != 0)
		(*kind)++;
	if (name && *kind == ALERT_COUNT)
		return refuse(request->why, CARNET_INVALID, "There is no alert %s.", name);
	if (!name)
		*kind = ALERT_COUNT;
	return CARNET_OK;
}

static void write_totals(struct alerts *alerts) {
	const char **names = ARENA_ARRAY(alerts->request->arena, const char *, ALERT_COUNT + 1);
	struct cell cells[ALERT_COUNT + 1] = {cell_number(alerts->clients)};
	names[0] = "clients";
	for (int32_t i = 0; i < ALERT_COUNT; i++) {
		names[i + 1] = alert_name((enum alert_kind)i);
		cells[i + 1] = cell_number(alerts->counts[i]);
	}
	report_set_totals(alerts->request->report, names, cells, ALERT_COUNT + 1);
}

enum carnet_status alerts_make(struct book *book, struct arena *arena, const struct counsel_query *query,
			       struct report *report, struct refusal *why) {
	static const char *const brief[] = {"alert", "client", "name", "ref", "why", "what", NULL};
	struct request request = {.book = book,
				  .catalog = book_catalog(book),
				  .store = book_store(book),
				  .arena = arena,
				  .report = report,
				  .why = why};
	struct alerts alerts = {.request = &request, .rows = {.request = &request, .limit = (size_t)query->limit}};
	TRY(counsel_request(&request, "alerts", query));
	TRY(find_kind(&request, query->alert, &alerts.only));
	struct counsel counsel = counsel_on(book, arena, request.day, 0);
	alerts.counsel = &counsel;
	rows_columns(&request, alert_fact_names);
	TRY(counsel_scan(&request, &counsel, see_client, &alerts));
	rows_finish(&alerts.rows);
	if (query->brief)
		rows_narrow(&request, brief);
	write_totals(&alerts);
	return store_faulted(request.store) ? request_fault(&request) : CARNET_OK;
}
