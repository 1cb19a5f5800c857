#include "insight/price.h"

#include "book/counsel_words.h"
#include "insight/year.h"
#include "rules/guidance.h"

#include <string.h>

enum { SESSIONS_MOST = 10000 };

struct service_list LIST(int64_t);

/* An offer being designed. */
struct design {
	struct request *request;
	const struct price_query *query;
	const struct offer *offer; /* NULL: none to start from */
	struct guided_line_list lines;
	const char *services; /* "10 facial, 3 laser" */
	int64_t item;         /* of a single service; 0: several */
	struct guidance_limits limits;
	struct year *year; /* of a single service */
};

/* What it holds */

static enum carnet_status add_line(struct design *design, const int64_t *items, int32_t count, int32_t sessions) {
	struct arena *arena = design->request->arena;
	struct guided_line *line = LIST_ADD(arena, &design->lines);
	const char *names = "";
	line->sessions = sessions;
	for (int32_t i = 0; i < count; i++) {
		const struct item *item = catalog_item_at(design->request->catalog, items[i]);
		line->list_price = money_max(line->list_price, item->price);
		line->cost = money_max(line->cost, item->cost);
		names = arena_format(arena, "%s%s%s", names, i ? "|" : "", item->code);
	}
	design->services = arena_format(arena, "%s%s%s=%d", design->services, *design->services ? "," : "", names,
					(int)sessions);
	design->item = design->lines.count == 1 && count == 1 ? items[0] : 0;
	if (sessions > SESSIONS_MOST)
		return refuse(design->request->why, CARNET_TOO_LARGE, "An offer has at most %d sessions.",
			      SESSIONS_MOST);
	return CARNET_OK;
}

static bool read_count(const char *text, size_t length, int32_t *count) {
	*count = 0;
	for (size_t i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9' || *count > SESSIONS_MOST)
			return false;
		*count = *count * 10 + (text[i] - '0');
	}
	return *count > 0;
}

/* "facial", or "facial|laser": any of them */
static enum carnet_status find_services(struct request *request, const char *names, size_t length,
					struct service_list *items) {
	for (size_t at = 0; at <= length;) {
		size_t name = 0;
		while (at + name < length && names[at + name] != '|')
			name++;
		struct reference reference = {true, arena_format(request->arena, "%.*s", (int)name, names + at), 0};
		const struct item *item = catalog_service(request->catalog, &reference);
		if (!item)
			return refuse(request->why, CARNET_NOT_FOUND, "There is no service %s.", reference.text);
		*LIST_ADD(request->arena, items) = item->id;
		at += name + 1;
	}
	return CARNET_OK;
}

/* "facial=10" */
static enum carnet_status add_service(struct design *design, const char *word, size_t length) {
	struct request *request = design->request;
	const char *equals = memchr(word, '=', length);
	size_t names = equals ? (size_t)(equals - word) : length;
	int32_t sessions = 1;
	struct service_list items = {0};
	if (equals && !read_count(equals + 1, length - names - 1, &sessions))
		return refuse(request->why, CARNET_INVALID, "Services are written facial=10,laser|peel=3.");
	TRY(find_services(request, word, names, &items));
	return add_line(design, items.at, (int32_t)items.count, sessions);
}

static enum carnet_status add_services(struct design *design) {
	for (const char *at = design->query->services; *at; at += strspn(at, ",")) {
		size_t length = strcspn(at, ",");
		TRY(add_service(design, at, length));
		at += length;
	}
	return CARNET_OK;
}

static enum carnet_status add_offer(struct design *design) {
	for (size_t i = 0; i < design->offer->lines.count; i++) {
		const struct offer_line *line = &design->offer->lines.at[i];
		TRY(add_line(design, line->items, line->item_count, line->sessions));
		if (i > 0)
			design->item = 0;
	}
	return CARNET_OK;
}

static enum carnet_status find_offer(struct design *design) {
	struct request *request = design->request;
	struct reference reference = {true, design->query->offer, 0};
	if (!design->query->offer)
		return CARNET_OK;
	design->offer = catalog_offer(request->catalog, &reference);
	if (!design->offer)
		return refuse(request->why, CARNET_NOT_FOUND, "There is no offer %s.", design->query->offer);
	if (design->offer->kind == OFFER_TOPUP)
		return refuse(request->why, CARNET_INVALID, "%s is stored credit: it has no sessions.",
			      design->offer->code);
	return CARNET_OK;
}

static enum carnet_status set_sessions(struct design *design) {
	struct request *request = design->request;
	if (design->query->sessions == 0)
		return CARNET_OK;
	if (design->lines.count != 1)
		return refuse(request->why, CARNET_INVALID, "Sessions can be said of a single service only.");
	design->lines.at[0].sessions = design->query->sessions;
	if (design->item)
		design->services = arena_format(request->arena, "%s=%d", word_of_item(request, design->item),
						(int)design->query->sessions);
	return CARNET_OK;
}

static enum carnet_status read_design(struct design *design) {
	const struct price_query *query = design->query;
	struct request *request = design->request;
	design->services = "";
	TRY(find_offer(design));
	if (query->services)
		TRY(add_services(design));
	else if (design->offer)
		TRY(add_offer(design));
	if (design->lines.count == 0)
		return refuse(request->why, CARNET_INVALID, "Name an offer, or services: facial=10.");
	if (query->discount_bp >= 0 && !money_is_negative(query->price))
		return refuse(request->why, CARNET_INVALID, "A price or a discount, not both.");
	return set_sessions(design);
}

/* As asked; else the offer's own discount to list, else the middle of the band. */
static struct money asked_price(const struct design *design) {
	struct money list_price = guided_list_price(&design->lines);
	struct guided_line_list own = {0};
	if (!money_is_negative(design->query->price))
		return design->query->price;
	if (design->query->discount_bp >= 0)
		return money_percent(list_price, 10000 - design->query->discount_bp);
	if (!design->offer)
		return money_percent(list_price, 10000 - (design->limits.band_from_bp + design->limits.band_to_bp) / 2);
	struct design offered = *design;
	offered.lines = own;
	offered.services = "";
	if (add_offer(&offered) != CARNET_OK || !money_is_positive(guided_list_price(&offered.lines)))
		return design->offer->price;
	return money_part(list_price, design->offer->price, guided_list_price(&offered.lines));
}

/* Last year's clients */

struct outcome {
	int64_t buyers, sold, singles;
	struct money earned, margin;
};

static struct outcome outcome_of(const struct design *design, const struct guidance *guidance) {
	const struct guided_line *line = &design->lines.at[0];
	struct outcome outcome = {0};
	for (int32_t visits = 1; visits <= YEAR_VISITS_MOST; visits++) {
		int64_t clients = design->year->with[visits];
		struct purchase purchase = purchase_of(visits, line->sessions, guidance->break_even);
		outcome.buyers += purchase.sold > 0 ? clients : 0;
		outcome.sold += purchase.sold * clients;
		outcome.singles += purchase.singles * clients;
	}
	outcome.earned = money_add(money_times(guidance->price, outcome.sold),
				   money_times(line->list_price, outcome.singles));
	outcome.margin = money_sub(outcome.earned, money_times(line->cost, design->year->visits));
	return outcome;
}

/* Rows */

enum { GUIDANCE = 2, OUTCOME = 11, WHY = 17, COLUMNS = 18 };
static const char *const columns[COLUMNS] = {"design",        "price",  "discount",    "per_session", "saving",
					     "cost",          "margin", "margin_rate", "break_even",  "band",
					     "below_floor",   "buyers", "sold",        "singles",     "earned",
					     "earned_margin", "change", "why"};

/* From the discount to the floor. */
static void write_guidance(struct cell *cells, const struct guidance *guidance) {
	static const char *const bands[] = {"within", "below", "above"};
	*cells++ = cell_bp(guidance->discount_bp);
	*cells++ = cell_money(guidance->per_session);
	*cells++ = cell_money(guidance->saving);
	*cells++ = cell_money(guidance->cost);
	*cells++ = cell_money(guidance->margin);
	*cells++ = guidance->has_margin ? cell_bp(guidance->margin_bp) : cell_text(NULL);
	*cells++ = guidance->break_even > 0 ? cell_number(guidance->break_even) : cell_text(NULL);
	*cells++ = cell_text(bands[guidance->band]);
	*cells = cell_bool(guidance->below_floor);
}

/* From the buyers to the change. */
static void write_outcome(struct cell *cells, const struct design *design, const struct guidance *guidance) {
	struct outcome outcome = outcome_of(design, guidance);
	*cells++ = cell_number(outcome.buyers);
	*cells++ = cell_number(outcome.sold);
	*cells++ = cell_number(outcome.singles);
	*cells++ = cell_money(outcome.earned);
	*cells++ = cell_money(outcome.margin);
	*cells = cell_money(money_sub(outcome.earned, design->year->revenue));
}

static void add_row(struct design *design, const char *name, struct money price) {
	struct request *request = design->request;
	struct guidance guidance = guidance_of(&design->lines, price, &design->limits);
	struct words_of words = {request->catalog, request->arena, request->day};
	struct cell *cells = report_row_add(request->report);
	cells[0] = cell_text(name);
	cells[1] = cell_money(price);
	write_guidance(&cells[GUIDANCE], &guidance);
	if (design->year)
		write_outcome(&cells[OUTCOME], design, &guidance);
	cells[WHY] = cell_text(guidance_why(&words, &guidance, &design->limits));
}

static void add_rows(struct design *design) {
	struct money asked = asked_price(design);
	struct guidance guidance = guidance_of(&design->lines, asked, &design->limits);
	add_row(design, "asked", asked);
	add_row(design, "band_from", guidance.band_low);
	add_row(design, "band_to", guidance.band_high);
	if (!money_overflown(guidance.floor_price))
		add_row(design, "floor", guidance.floor_price);
}

static void write_notes(const struct design *design) {
	static const char *const names[] = {"services", "sessions", "list_price", "from",
					    "to",       "clients",  "visits",     "revenue"};
	const struct year *year = design->year;
	struct guidance guidance = guidance_of(&design->lines, MONEY_ZERO, &design->limits);
	const struct cell none = cell_text(NULL);
	report_set_notes(design->request->report, names,
			 (struct cell[]){cell_text(design->services), cell_number(guidance.sessions),
					 cell_money(guidance.list_price), year ? cell_date(year->from) : none,
					 year ? cell_date(year->to) : none, year ? cell_number(year->clients) : none,
					 year ? cell_number(year->visits) : none,
					 year ? cell_money(year->revenue) : none},
			 sizeof names / sizeof *names);
}

enum carnet_status price_make(struct book *book, struct arena *arena, const struct price_query *query,
			      struct report *report, struct refusal *why) {
	const struct report_kind kind = {.about = {"price", "", ""}, .of_a_day = true};
	struct request request = {.book = book,
				  .catalog = book_catalog(book),
				  .store = book_store(book),
				  .arena = arena,
				  .report = report,
				  .why = why};
	struct report_query asked = report_query_of(query->today);
	const struct settings *settings = &request.catalog->settings;
	struct design design = {
		.request = &request,
		.query = query,
		.limits = {settings->discount_band_from_bp, settings->discount_band_to_bp, settings->margin_floor_bp}};
	asked.as_of = query->as_of;
	TRY(request_fill(&request, &kind, &asked));
	report->as_of = request.day;
	report->columns = columns;
	report->column_count = COLUMNS;
	TRY(read_design(&design));
	if (design.item) {
		design.year = ARENA_NEW(arena, struct year);
		TRY(year_read(&request, design.item, request.day, design.year));
	}
	add_rows(&design);
	write_notes(&design);
	return store_faulted(request.store) ? request_fault(&request) : CARNET_OK;
}
