#include "insight/counsel_rows.h"
#include "insight/counsel_scan.h"

/* What to offer everybody who runs low (rulebook §11.4). */

enum { OFFERS_MOST = 3 }; /* of each need, where all clients are looked at */

struct offering {
	struct request *request;
	struct counsel *counsel;
	struct counsel_rows rows;
	int64_t clients, needs, without_offer;
};

/* One row of a need. Rank 0: none fits. */
static void add_row(struct offering *offering, const struct counselled *one, const struct renewal_need *need,
		    const struct renewal *renewal, int32_t rank) {
	struct words_of words = {offering->request->catalog, one->arena, need->day};
	struct urgency urgency = {false, 0, renewal->run_out_on, one->client, need->item * 1000 + rank};
	struct fact_list facts = {0};
	if (!rows_want(&offering->rows, &urgency))
		return;
	renewal_facts(&words, need, renewal, rank, &facts);
	rows_add(&offering->rows, &urgency, one->ref, &facts);
}

static void add_need(struct offering *offering, const struct counselled *one, const struct renewal_need *need) {
	struct renewal_list renewals = {0};
	counsel_renewals(offering->counsel, one->arena, need, &renewals);
	offering->needs++;
	if (renewals.count == 0) {
		struct habit habit = habit_of_one(need->visits, need->item, need->interval, need->day);
		struct renewal none = {.pitch = PITCH_NO_OFFER,
				       .habit = habit,
				       .run_out_on = habit_used_on(&habit, need->day, need->left)};
		offering->without_offer++;
		add_row(offering, one, need, &none, 0);
	}
	for (size_t i = 0; i < renewals.count && (offering->request->client || i < OFFERS_MOST); i++)
		add_row(offering, one, need, &renewals.at[i], (int32_t)i + 1);
}

static enum carnet_status see_client(void *context, const struct counselled *one) {
	struct offering *offering = context;
	struct renewal_need_list needs = {0};
	int32_t discount_bp;
	renewal_needs(one->arena, &one->watch, &one->alerts, &needs);
	if (needs.count == 0)
		return CARNET_OK;
	TRY(counsel_discount(offering->counsel, one->arena, one->client, &discount_bp, offering->request->why));
	offering->clients++;
	for (size_t i = 0; i < needs.count; i++) {
		needs.at[i].discount_bp = discount_bp;
		add_need(offering, one, &needs.at[i]);
	}
	return CARNET_OK;
}

static void write_totals(const struct offering *offering) {
	static const char *const names[] = {"clients", "needs", "without_offer"};
	report_set_totals(offering->request->report, names,
			  (struct cell[]){cell_number(offering->clients), cell_number(offering->needs),
					  cell_number(offering->without_offer)},
			  3);
}

enum carnet_status renewals_make(struct book *book, struct arena *arena, const struct counsel_query *query,
				 struct report *report, struct refusal *why) {
	static const char *const brief[] = {"client", "name",  "service", "left", "run_out_on",
					    "offer",  "price", "margin",  "why",  NULL};
	struct request request = {.book = book,
				  .catalog = book_catalog(book),
				  .store = book_store(book),
				  .arena = arena,
				  .report = report,
				  .why = why};
	struct offering offering = {.request = &request, .rows = {.request = &request, .limit = (size_t)query->limit}};
	TRY(counsel_request(&request, "renewals", query));
	struct counsel counsel = counsel_on(book, arena, request.day, request.branch);
	offering.counsel = &counsel;
	rows_columns(&request, renewal_fact_names);
	TRY(counsel_scan(&request, &counsel, see_client, &offering));
	rows_finish(&offering.rows);
	if (query->brief)
		rows_narrow(&request, brief);
	write_totals(&offering);
	return store_faulted(request.store) ? request_fault(&request) : CARNET_OK;
}
