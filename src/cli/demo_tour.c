#include "cli/demo.h"

#include "insight/reports.h"
#include "wire/wire.h"

/* A walk through the studio's book. */

enum { LOW_SHOWN = 8, CARDS_SHOWN = 3 };

struct tour {
	struct demo *demo;
	struct buffer *out;
	struct refusal *why;
	struct showing showing;
};

static void heading(struct tour *tour, const char *text) {
	buffer_format(tour->out, "\n—— %s ——\n\n", text);
}

static enum carnet_status show_report(struct tour *tour, const char *name, const struct report_query *query) {
	struct report report = {0};
	TRY(report_make(tour->demo->book, tour->out->arena, name, query, &report, tour->why));
	wire_write_report(tour->out, &report, WIRE_TABLE);
	return CARNET_OK;
}

static enum carnet_status show_today(struct tour *tour) {
	struct report_query query = report_query_of(tour->demo->last);
	query.from = query.to = tour->demo->last;
	heading(tour, "Today: takings");
	TRY(show_report(tour, "takings", &query));
	heading(tour, "Today: performance, which follows the cash");
	TRY(show_report(tour, "performance", &query));
	return CARNET_OK;
}

static int32_t all_left(const struct demo_guest *guest) {
	return guest->card.left[0] + guest->card.left[1] + guest->card.left[2];
}

static bool runs_low(const struct demo *demo, const struct demo_guest *guest) {
	return guest->card.ref && all_left(guest) >= 1 && all_left(guest) <= 2 && guest->next_visit != DATE_NONE &&
	       guest->card.sold_on < demo->last;
}

static enum carnet_status show_low(struct tour *tour) {
	const struct demo_guest_list *guests = &tour->demo->guests;
	int32_t shown_count = 0;
	heading(tour, "Who runs low, and is expected soon");
	for (size_t i = 0; i < guests->count && shown_count < LOW_SHOWN; i++) {
		const struct demo_guest *guest = &guests->at[i];
		struct person person;
		if (!runs_low(tour->demo, guest))
			continue;
		TRY(showing_person(&tour->showing, guest->ref, &person));
		buffer_format(tour->out, "  %-6s %s: %d left of %s, expected %s\n", guest->ref, person.name,
			      all_left(guest), guest->card.offer->code, showing_date(&tour->showing, guest->next_visit));
		shown_count++;
	}
	return CARNET_OK;
}

static enum carnet_status show_client(struct tour *tour, const struct demo_guest *guest) {
	struct person person;
	struct shown_list contracts = {0};
	TRY(showing_person(&tour->showing, guest->ref, &person));
	TRY(showing_contracts(&tour->showing, person.client.id, &contracts));
	buffer_format(tour->out, "%s (%s)\n", person.name, guest->ref);
	for (size_t i = 0; i < contracts.count; i++)
		if (contracts.at[i].open)
			card_contract(tour->out, &tour->showing, &contracts.at[i]);
	buffer_char(tour->out, '\n');
	return CARNET_OK;
}

/* Worth a look: a combo in use, money still owed, a member with stored credit. */
static bool is_worth_a_look(const struct demo_guest *guest, int32_t kind) {
	switch (kind) {
	case 0: return guest->card.ref && guest->card.offer->line_count > 1 && all_left(guest) > 2;
	case 1: return guest->card.ref && guest->owes_for == guest->card.ref && all_left(guest) > 3;
	default: return guest->member.ref && guest->credit && guest->member.plan->line_count > 0;
	}
}

static enum carnet_status show_cards(struct tour *tour) {
	const struct demo_guest_list *guests = &tour->demo->guests;
	heading(tour, "Three clients: ● used, ○ free, × gone");
	for (int32_t kind = 0; kind < CARDS_SHOWN; kind++)
		for (size_t i = guests->count; i-- > 0;)
			if (is_worth_a_look(&guests->at[i], kind)) {
				TRY(show_client(tour, &guests->at[i]));
				break;
			}
	return CARNET_OK;
}

static enum carnet_status show_liability(struct tour *tour) {
	struct report_query query = report_query_of(tour->demo->last);
	heading(tour, "Services owed, and how much of them is paid for");
	return show_report(tour, "pending", &query);
}

enum carnet_status demo_tour(struct demo *demo, struct buffer *out, struct refusal *why) {
	struct tour tour = {.demo = demo, .out = out, .why = why};
	showing_init(&tour.showing, demo->book, out->arena, why);
	TRY(show_today(&tour));
	TRY(show_low(&tour));
	TRY(show_cards(&tour));
	return show_liability(&tour);
}
