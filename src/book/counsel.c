#include "book/counsel.h"

#include "book/sale.h"
#include "rules/pricing.h"

struct counsel counsel_on(struct book *book, struct arena *arena, int32_t day, int64_t branch) {
	return (struct counsel){.book = book, .arena = arena, .day = day, .branch = branch};
}

/* Contracts */

struct watch counsel_watch(const struct counsel *counsel, const struct visits_list *visits) {
	const struct settings *settings = &counsel->book->catalog.settings;
	return (struct watch){.day = counsel->day,
			      .low_sessions = settings->low_sessions,
			      .expiring_days = settings->expiring_days,
			      .dormant_days = settings->dormant_days,
			      .visits = visits};
}

int32_t counsel_since(const struct counsel *counsel) {
	return counsel->day - USED_UP_DAYS;
}

/* What the offer says, else the first service of the line that says anything. */
static int32_t interval_of(const struct catalog *catalog, const struct contract *contract, const struct line *line) {
	int32_t interval = contract->offer ? catalog_offer_at(catalog, contract->offer)->interval_days : 0;
	for (int32_t i = 0; interval == 0 && i < line->item_count; i++)
		interval = catalog_item_at(catalog, line->items[i])->interval_days;
	return interval;
}

void counsel_add(const struct counsel *counsel, struct arena *arena, struct watch *watch, const struct watched *one) {
	int32_t count = one->contract->terms.line_count;
	int32_t *intervals = ARENA_ARRAY(arena, int32_t, count);
	for (int32_t i = 0; i < count; i++)
		intervals[i] = interval_of(&counsel->book->catalog, one->contract, &one->contract->terms.lines[i]);
	struct watched watched = *one;
	watched.intervals = intervals;
	watch_add(arena, watch, &watched);
}

/* Offers */

static struct money highest_cost(const struct catalog *catalog, const struct line *line) {
	struct money highest = MONEY_ZERO;
	for (int32_t i = 0; i < line->item_count; i++)
		highest = money_max(highest, catalog_item_at(catalog, line->items[i])->cost);
	return highest;
}

static const struct renewal_line *lines_at(const struct counsel *counsel, struct arena *arena,
					   const struct offer *offer, struct money price, int32_t *count) {
	struct work work = {.book = counsel->book, .arena = arena};
	struct terms terms = sale_terms(&work, offer, price);
	struct renewal_line *lines = ARENA_ARRAY(arena, struct renewal_line, terms.line_count);
	for (int32_t i = 0; i < terms.line_count; i++) {
		const struct line *line = &terms.lines[i];
		lines[i] = (struct renewal_line){line->items,      line->item_count,
						 line->sessions,   line->value,
						 line->list_price, highest_cost(&counsel->book->catalog, line)};
	}
	*count = terms.line_count;
	return lines;
}

static struct renewal_offer offer_at(const struct counsel *counsel, struct arena *arena, const struct offer *offer,
				     int32_t discount_bp) {
	struct renewal_offer made = {
		.offer = offer->id,
		.for_sale = offer->for_sale,
		.branches = offer->branches,
		.branch_count = offer->branch_count,
		.is_plan = offer->kind == OFFER_PLAN,
		.price = price_discounted(offer->price, 1, offer->discountable ? discount_bp : 0),
		.valid_months = offer->valid_months,
		.valid_days = offer->valid_days,
		.valid_from_first_use = offer->valid_from_first_use,
		.cycle_months = offer->cycle_months,
		.cycle_days = offer->cycle_days,
	};
	made.lines = lines_at(counsel, arena, offer, made.price, &made.line_count);
	return made;
}

static void list_offers(struct counsel *counsel) {
	const struct offer_list *offers = &counsel->book->catalog.offers;
	counsel->has_offers = true;
	counsel->offers = ARENA_ARRAY(counsel->arena, struct renewal_offer, offers->count);
	for (size_t i = 0; i < offers->count; i++) {
		const struct offer *offer = &offers->at[i];
		if (offer->kind != OFFER_TOPUP)
			counsel->offers[counsel->offer_count++] = offer_at(counsel, counsel->arena, offer, 0);
	}
}

/* The offers at the client's own prices. */
static const struct renewal_offer *offers_for(const struct counsel *counsel, struct arena *arena, int32_t discount_bp) {
	if (discount_bp == 0)
		return counsel->offers;
	struct renewal_offer *offers = ARENA_ARRAY(arena, struct renewal_offer, counsel->offer_count);
	for (size_t i = 0; i < counsel->offer_count; i++) {
		const struct offer *offer = catalog_offer_at(&counsel->book->catalog, counsel->offers[i].offer);
		offers[i] = offer->discountable ? offer_at(counsel, arena, offer, discount_bp) : counsel->offers[i];
	}
	return offers;
}

void counsel_renewals(struct counsel *counsel, struct arena *arena, const struct renewal_need *need,
		      struct renewal_list *renewals) {
	struct renewal_need known = *need;
	if (!counsel->has_offers)
		list_offers(counsel);
	known.branch = counsel->branch;
	known.margin_floor_bp = counsel->book->catalog.settings.margin_floor_bp;
	renewals_of(arena, &known, offers_for(counsel, arena, known.discount_bp), counsel->offer_count, renewals);
}

enum carnet_status counsel_discount(const struct counsel *counsel, struct arena *arena, int64_t client,
				    int32_t *discount_bp, struct refusal *why) {
	struct origin nobody = {counsel->day, 0};
	struct work work;
	work_init(&work, counsel->book, arena, &nobody, why);
	return client_discount(&work, client, counsel->day, discount_bp);
}
