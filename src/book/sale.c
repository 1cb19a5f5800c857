#include "book/sale.h"

#include "book/member.h"
#include "rules/pricing.h"

#include <string.h>

/* Lines as they are sold */

static struct money highest_price(struct work *work, const struct offer_line *line) {
	struct money highest = MONEY_ZERO;
	for (int32_t i = 0; i < line->item_count; i++)
		highest = money_max(highest, catalog_item_at(work_catalog(work), line->items[i])->price);
	return highest;
}

static int32_t highest_tax(struct work *work, const struct offer_line *line) {
	int32_t highest = line->tax_bp;
	for (int32_t i = 0; line->tax_bp < 0 && i < line->item_count; i++) {
		int32_t tax = catalog_item_at(work_catalog(work), line->items[i])->tax_bp;
		highest = tax > highest ? tax : highest;
	}
	return highest;
}

static bool same_items(const struct line *line, const struct offer_line *bonus) {
	if (line->item_count != bonus->item_count)
		return false;
	for (int32_t i = 0; i < bonus->item_count; i++)
		if (!line_covers(line, bonus->items[i]))
			return false;
	return true;
}

static struct line *line_to_join(struct line *lines, int32_t count, const struct offer_line *bonus) {
	for (int32_t i = 0; bonus->bonus && i < count; i++)
		if (same_items(&lines[i], bonus))
			return &lines[i];
	return NULL;
}

static struct line new_line(struct work *work, const struct offer_line *from) {
	return (struct line){
		.kind = LINE_SERVICE,
		.items = arena_copy(work->arena, from->items, sizeof *from->items * (size_t)from->item_count),
		.item_count = from->item_count,
		.any_of = from->any_of,
		.value = from->valued ? from->value : MONEY_ZERO,
		.list_price = highest_price(work, from),
		.tax_bp = highest_tax(work, from)};
}

/* Adds an offer's line; a bonus line joins the first one with the same service or set (§3.2). */
static void add_line(struct work *work, const struct offer *offer, const struct offer_line *from, struct line *lines,
		     int32_t *count) {
	struct line *line = line_to_join(lines, *count, from);
	if (!line) {
		line = &lines[(*count)++];
		*line = new_line(work, from);
	}
	line->sessions += from->sessions;
	if (from->bonus && offer->bonus_free)
		line->free_sessions += from->sessions;
}

/* Lines that are no bonus come first, so that a bonus listed before its line still joins it. */
static struct line *sold_lines(struct work *work, const struct offer *offer, int32_t *count) {
	struct line *lines = ARENA_ARRAY(work->arena, struct line, offer->lines.count);
	*count = 0;
	for (size_t i = 0; i < offer->lines.count; i++)
		if (!offer->lines.at[i].bonus)
			add_line(work, offer, &offer->lines.at[i], lines, count);
	for (size_t i = 0; i < offer->lines.count; i++)
		if (offer->lines.at[i].bonus)
			add_line(work, offer, &offer->lines.at[i], lines, count);
	return lines;
}

static bool any_valued(const struct offer *offer) {
	for (size_t i = 0; i < offer->lines.count; i++)
		if (offer->lines.at[i].valued)
			return true;
	return false;
}

static void value_lines(struct work *work, const struct offer *offer, struct money price, struct line *lines,
			int32_t count) {
	struct price_line *shares = ARENA_ARRAY(work->arena, struct price_line, count);
	struct money *parts = ARENA_ARRAY(work->arena, struct money, count);
	bool valued = any_valued(offer);
	for (int32_t i = 0; i < count; i++)
		shares[i] = (struct price_line){lines[i].sessions - lines[i].free_sessions, lines[i].list_price, valued,
						lines[i].value};
	price_split(work->arena, price, shares, count, parts);
	for (int32_t i = 0; i < count; i++)
		lines[i].value = parts[i];
}

static struct refund_terms refund_of(const struct offer *offer) {
	return (struct refund_terms){.rule = (enum refund_rule)offer->refund_method,
				     .fee_bp = offer->refund_fee_bp,
				     .fee = offer->refund_fee,
				     .capped = offer->refund_capped,
				     .cap = offer->refund_cap,
				     .cooling_off_days = offer->cooling_off_days};
}

static enum stream stream_of(enum offer_kind kind) {
	switch (kind) {
	case OFFER_PACKAGE: return STREAM_PACKAGE;
	case OFFER_COMBO: return STREAM_COMBO;
	case OFFER_PLAN: return STREAM_MEMBERSHIP;
	case OFFER_TOPUP: break;
	}
	return STREAM_CREDIT;
}

struct terms sale_terms(struct work *work, const struct offer *offer, struct money price) {
	int32_t count;
	struct line *lines = sold_lines(work, offer, &count);
	value_lines(work, offer, price, lines, count);
	return (struct terms){.stream = stream_of(offer->kind),
			      .price = price,
			      .lines = lines,
			      .line_count = count,
			      .valid_months = offer->valid_months,
			      .valid_days = offer->valid_days,
			      .valid_from_first_use = offer->valid_from_first_use,
			      .expires_on = DATE_NONE,
			      .alert_at = offer->alert_at,
			      .refund = refund_of(offer),
			      .branches = arena_copy(work->arena, offer->branches,
						     sizeof *offer->branches * (size_t)offer->branch_count),
			      .branch_count = offer->branch_count,
			      .credit = offer->credit,
			      .unit_price_before_discount = offer->price};
}

struct plan sale_plan(struct work *work, const struct offer *offer, struct money price) {
	int32_t count;
	struct line *lines = sold_lines(work, offer, &count);
	return (struct plan){.offer = offer->id,
			     .price = price,
			     .lines = lines,
			     .line_count = count,
			     .access = count == 0,
			     .cycle_months = offer->cycle_months,
			     .cycle_days = offer->cycle_days,
			     .rollover_cycles = offer->rollover_cycles,
			     .rollover_max = offer->rollover_max,
			     .member_discount_bp = offer->member_discount_bp,
			     .minimum_cycles = offer->minimum_cycles,
			     .grace_days = offer->grace_days,
			     .suspend_days = offer->suspend_days,
			     .alert_at = offer->alert_at,
			     .refund = refund_of(offer),
			     .branches = arena_copy(work->arena, offer->branches,
						    sizeof *offer->branches * (size_t)offer->branch_count),
			     .branch_count = offer->branch_count};
}

/* Discounts */

static enum carnet_status best_tag(struct work *work, int64_t client, int32_t *best) {
	struct query *query = store_query(work->book->store, STATEMENT_CLIENT_TAGS);
	enum step step;
	query_bind_number(query, 1, client);
	while ((step = query_step(query)) == STEP_ROW) {
		struct reference reference = {true, NULL, query_number(query, 0)};
		const struct tag *tag = catalog_tag(work_catalog(work), &reference);
		if (tag && tag->discount_bp > *best)
			*best = tag->discount_bp;
	}
	return step == STEP_FAULT ? work_fault(work) : CARNET_OK;
}

enum carnet_status client_discount(struct work *work, int64_t client, int32_t day, int32_t *discount_bp) {
	struct membership_list memberships = {0};
	*discount_bp = 0;
	TRY(best_tag(work, client, discount_bp));
	TRY(work_memberships_of(work, client, &memberships));
	for (size_t i = 0; i < memberships.count; i++) {
		const struct membership *membership = memberships.at[i];
		int32_t suspended_on;
		if (!membership_gives_discount(membership, day) || membership->plan.member_discount_bp <= *discount_bp)
			continue;
		TRY(member_suspended(work, membership, day, &suspended_on));
		if (suspended_on == DATE_NONE)
			*discount_bp = membership->plan.member_discount_bp;
	}
	return CARNET_OK;
}

/* Selling */

static void agree_payment(struct work *work, struct contract *contract, int32_t due,
			  const struct instalment_op_list *schedule) {
	size_t count = schedule ? schedule->count : 0;
	struct instalment *instalments = ARENA_ARRAY(work->arena, struct instalment, count + 1);
	for (size_t i = 0; i < count; i++)
		instalments[i] = (struct instalment){schedule->at[i].due, schedule->at[i].amount};
	if (count == 0 && due != DATE_NONE)
		instalments[count++] = (struct instalment){due, contract->terms.price};
	contract->instalments = instalments;
	contract->instalment_count = (int32_t)count;
}

static enum carnet_status fitting_price(struct work *work, struct money price) {
	return money_fits(price) ? CARNET_OK
				 : refuse(work->why, CARNET_TOO_LARGE, "The price is larger than what is accepted.");
}

static struct money sale_price(const struct sale *sale) {
	if (sale->has_price)
		return sale->price;
	return price_discounted(sale->offer->price, 1, sale->offer->discountable ? sale->discount_bp : 0);
}

static enum carnet_status sell_membership(struct work *work, int64_t client, const struct sale *sale,
					  struct contract **contract) {
	struct membership *membership = work_new_membership(work, client, sale->ref);
	membership->plan = sale_plan(work, sale->offer, sale_price(sale));
	membership->seller = sale->seller;
	return bill_cycle(work, membership, work->act.date, contract);
}

enum carnet_status sell_offer(struct work *work, int64_t client, const struct sale *sale, struct contract **contract) {
	struct money price = sale_price(sale);
	if (!sale->offer->for_sale)
		return refuse_for(work->why, REFUSED_NOT_FOR_SALE, sale->offer->code, "%s is not for sale any more.",
				  sale->offer->code);
	TRY(fitting_price(work, price));
	if (sale->offer->kind == OFFER_TOPUP && money_less(sale->offer->credit, price))
		return refuse_for(work->why, REFUSED_CREDIT_BELOW_PRICE, sale->offer->code,
				  "%s gives less credit than that price.", sale->offer->code);
	if (sale->offer->kind == OFFER_PLAN)
		return sell_membership(work, client, sale, contract);
	struct terms terms = sale_terms(work, sale->offer, price);
	*contract = work_new_contract(work, client, sale->ref, &terms, CHANGE_SELL);
	(*contract)->offer = sale->offer->id;
	(*contract)->seller = sale->seller;
	agree_payment(work, *contract, sale->due, sale->schedule);
	return CARNET_OK;
}

enum carnet_status sell_item(struct work *work, int64_t client, const struct counter_sale *sale,
			     struct contract **contract) {
	const struct item *item = sale->item;
	struct money unit = sale->has_price ? sale->price : item->price;
	struct money price = price_discounted(unit, sale->quantity, sale->has_price ? 0 : sale->discount_bp);
	struct money list_price = money_times(item->price, sale->quantity);
	TRY(fitting_price(work, price));
	struct terms terms = terms_of_one(work->arena, item->product ? STREAM_GOODS : STREAM_VISIT,
					  item->product ? LINE_PRODUCT : LINE_SERVICE, item->id, price, list_price,
					  item->tax_bp);
	terms.unit_price_before_discount = item->price;
	*contract = work_new_contract(work, client, sale->ref, &terms, CHANGE_SELL);
	(*contract)->seller = sale->seller;
	agree_payment(work, *contract, sale->due, sale->schedule);
	contract_use_slots(*contract, &work->act, CHANGE_REDEEM, item->id, 0, 1, sale->shares, sale->share_count);
	return CARNET_OK;
}

/* Cycles */

const char *next_cycle_ref(struct work *work, const struct membership *membership) {
	if (!membership->named)
		return NULL;
	const char *ref = arena_format(work->arena, "%s.%d", membership->ref, membership->billed + 1);
	struct refusal ignored;
	struct refusal *why = work->why;
	work->why = &ignored;
	bool is_free = work_ref_free(work, ref) == CARNET_OK;
	work->why = why;
	return is_free ? ref : NULL;
}

bool is_first_cycle_ref(const char *text, const char *sold) {
	size_t length = strlen(sold);
	return strncmp(text, sold, length) == 0 && strcmp(text + length, ".1") == 0;
}

enum carnet_status refs_apart(struct work *work, const struct offer *offer, const char *ref, const char *other) {
	if (!ref || !other)
		return CARNET_OK;
	bool is_plan = offer && offer->kind == OFFER_PLAN;
	if (strcmp(ref, other) == 0 || (is_plan && is_first_cycle_ref(other, ref)))
		return refuse_for(work->why, REFUSED_REF_IN_USE, other, "The ref %s is used twice.", other);
	return CARNET_OK;
}

/* A freeze set before the cycle began covers it too. */
static void freeze_with_membership(struct work *work, const struct membership *membership, struct contract *contract) {
	for (size_t i = 0; i < membership->freezes.count; i++) {
		const struct freeze *freeze = &membership->freezes.at[i];
		struct refusal ignored;
		if (freeze->gone_by || freeze->until <= contract->valid_from || freeze->from >= freeze->until ||
		    membership->plan.access)
			continue;
		if (contract_freeze(contract, &work->act, freeze->from, freeze->until, &ignored) != CARNET_OK)
			continue; /* it begins after the cycle's end */
	}
}

enum carnet_status bill_cycle(struct work *work, struct membership *membership, int32_t dated,
			      struct contract **contract) {
	struct terms terms = membership_cycle_terms(membership);
	const char *ref = next_cycle_ref(work, membership);
	int32_t day = work->act.date;
	int32_t first = membership_next_day(membership);
	work->act.date = dated;
	*contract = work_new_contract(work, membership->client, ref, &terms, CHANGE_SELL);
	if (membership->plan.access)
		contract_use_slots(*contract, &work->act, CHANGE_EARN, 0, 0, 1, NULL, 0);
	work->act.date = day;
	(*contract)->offer = membership->plan.offer;
	(*contract)->membership = membership->id;
	(*contract)->cycle = ++membership->billed;
	(*contract)->seller = membership->seller;
	(*contract)->branch = membership->branch;
	(*contract)->valid_from = first;
	struct instalment *due = ARENA_NEW(work->arena, struct instalment);
	*due = (struct instalment){first, terms.price};
	(*contract)->instalments = due;
	(*contract)->instalment_count = 1;
	membership_step(membership);
	freeze_with_membership(work, membership, *contract);
	return CARNET_OK;
}
