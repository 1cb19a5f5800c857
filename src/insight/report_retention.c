#include "insight/past.h"
#include "insight/remark.h"
#include "insight/statistics.h"

#include <stdlib.h>

/* Clients side by side by how they began: with single visits, with a package, with a membership. Who comes again, who is kept,
 * what they are worth in their first year (rulebook §12; docs/insight.md). */

enum { YEAR_DAYS = 365, HALF_YEAR_DAYS = 183, AGAIN_DAYS = 90, CLIENTS_NEEDED = 12 };

struct group {
	int64_t clients;
	int64_t could_again, again; /* began 90 days ago or earlier; came again within 90 days */
	int64_t judged, kept;       /* began a year ago or earlier; came in the second half of their first year */
	int64_t visits;             /* of those judged, in their first year */
	int64_t cash, revenue, cost;
};

static const char *const columns[] = {"model",  "clients", "again",   "judged", "kept",
				      "visits", "cash",    "revenue", "margin", "basis"};
enum { COLUMNS = sizeof columns / sizeof *columns };

/* Visits */

struct visit_days {
	int32_t *days; /* each once, in order */
	size_t count;
};

static int compare_days(const void *a, const void *b) {
	int32_t one = *(const int32_t *)a, other = *(const int32_t *)b;

	return (one > other) - (one < other);
}

/* Tracks stand in order of their client: `*next` is the first that may be this one's. */
static struct visit_days visits_of(const struct past *past, size_t client, size_t *next) {
	struct visit_days visits = {NULL, 0};
	size_t kept = 0, first = *next;

	while (*next < past->tracks.count && past->tracks.at[*next].client == client)
		visits.count += past->tracks.at[(*next)++].day_count;
	if (visits.count == 0)
		return visits;
	/* The days of tracks that stand side by side do so too. */
	visits.days = arena_copy(past->arena, past->days.at + past->tracks.at[first].days,
				 sizeof *visits.days * visits.count);
	qsort(visits.days, visits.count, sizeof *visits.days, compare_days);
	for (size_t i = 0; i < visits.count; i++)
		if (kept == 0 || visits.days[kept - 1] != visits.days[i])
			visits.days[kept++] = visits.days[i];
	visits.count = kept;
	return visits;
}

/* How many visits lie after one day, up to another. */
static int64_t between(const struct visit_days *visits, int32_t after, int32_t to) {
	int64_t count = 0;

	for (size_t i = 0; i < visits->count; i++)
		count += visits->days[i] > after && visits->days[i] <= to;
	return count;
}

/* Worth */

static int64_t cost_of(const struct request *request, const struct past_slot *slot) {
	return slot->item ? money_units(catalog_item_at(request->catalog, slot->item)->cost) : 0;
}

static void add_worth(const struct request *request, const struct past *past, const struct past_client *client,
		      struct group *group) {
	int32_t to = client->first_day + YEAR_DAYS;

	for (size_t i = client->contracts; i < client->contracts + client->contract_count; i++) {
		const struct past_contract *contract = &past->contracts.at[i];
		for (size_t k = contract->flows; k < contract->flows + contract->flow_count; k++) {
			const struct past_flow *flow = &past->flows.at[k];
			group->cash += flow->day <= to ? money_units(flow->cash) : 0;
			group->revenue += flow->day <= to ? money_units(flow->kept) : 0;
		}
		for (size_t k = contract->slots; k < contract->slots + contract->slot_count; k++) {
			const struct past_slot *slot = &past->slots.at[k];
			if (!slot_used_by(slot, to))
				continue;
			group->revenue += money_units(slot->value);
			group->cost += cost_of(request, slot);
		}
	}
}

static void add_client(const struct request *request, const struct past *past, const struct past_client *client,
		       const struct visit_days *visits, struct group *group) {
	int32_t first = client->first_day, year = first + YEAR_DAYS;

	group->clients++;
	if (first + AGAIN_DAYS <= past->to) {
		group->could_again++;
		group->again += between(visits, first, first + AGAIN_DAYS) > 0;
	}
	if (year > past->to)
		return;
	group->judged++;
	group->kept += between(visits, first + HALF_YEAR_DAYS, year) > 0;
	group->visits += between(visits, first - 1, year);
	add_worth(request, past, client, group);
}

/* Writing */

static struct cell mean_cell(int64_t sum, int64_t count) {
	return count > 0 ? cell_money(money_share(money_of(sum), 1, count)) : cell_none();
}

static struct cell basis_cell(struct request *request, const struct past *past, const struct group *group) {
	if (past->from == DATE_NONE || past->to - past->from < YEAR_DAYS)
		return cell_remark(request->arena, REMARK_SHORT, past->from == DATE_NONE ? 0 : past->to - past->from,
				   YEAR_DAYS);
	return cell_remark(request->arena, group->judged < CLIENTS_NEEDED ? REMARK_FEW_CLIENTS : REMARK_ENOUGH,
			   group->judged, CLIENTS_NEEDED);
}

static void write_group(struct request *request, const struct past *past, enum model model, const struct group *group) {
	struct cell *cells = report_row_add(request->report);
	bool any = group->judged > 0;

	*cells++ = cell_text(model_name(model));
	*cells++ = cell_number(group->clients);
	*cells++ = cell_share(group->again, group->could_again);
	*cells++ = cell_number(group->judged);
	*cells++ = cell_share(group->kept, group->judged);
	*cells++ = any ? cell_number(share_of(group->visits, 1, group->judged)) : cell_none();
	*cells++ = mean_cell(group->cash, group->judged);
	*cells++ = mean_cell(group->revenue, group->judged);
	*cells++ = mean_cell(group->revenue - group->cost, group->judged);
	*cells = basis_cell(request, past, group);
}

enum carnet_status make_retention(struct request *request) {
	static const char *const names[] = {"looked_at"};
	struct group groups[MODEL_COUNT] = {{0}};
	struct past past;
	size_t next = 0;

	request->report->columns = columns;
	request->report->column_count = COLUMNS;
	TRY(past_read(request, &past, CONTRACTS_JUDGED));
	request->report->as_of = past.to;
	for (size_t i = 0; i < past.client_count; i++) {
		const struct past_client *client = &past.clients[i];
		struct visit_days visits = visits_of(&past, i, &next);
		if (client->contract_count > 0)
			add_client(request, &past, client, &visits, &groups[model_of_client(&past, client)]);
	}
	for (enum model model = MODEL_SINGLE; model < MODEL_COUNT; model++)
		write_group(request, &past, model, &groups[model]);
	report_set_notes(request->report, names, (struct cell[]){past_remark(&past)}, 1);
	return CARNET_OK;
}
