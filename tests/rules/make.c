/* The beginnings of contracts: sales, openings, single visits, stored credit. */
#include "build.h"

#include "rules/pricing.h"

enum { LINES_MOST = 6, INSTALMENTS_MOST = 4 };

/* What the words behind "sell" or "open" say. */
struct sale {
	struct line lines[LINES_MOST];
	struct price_line shares[LINES_MOST];
	int32_t line_count;
	struct terms terms;
	struct money paid, spent;
	int64_t seller, membership;
	struct instalment instalments[INSTALMENTS_MOST];
	int32_t instalment_count;
	int32_t used, valid_from;
	bool opens, of_rest;
};

static struct money price_after(const char *word, char mark, int64_t otherwise) {
	const char *at = strchr(word, mark);
	char *number = NULL;
	if (!at)
		return money_of(otherwise);
	char text[32];
	size_t length = strspn(at + 1, "0123456789");
	(void)snprintf(text, sizeof text, "%.*s", (int)length, at + 1);
	number = text;
	return word_money(number);
}

/* The rate behind "%", with up to two decimals, in basis points. */
static int32_t rate_after(const char *word) {
	const char *at = strchr(word, '%');
	int32_t bp = 0, decimals = -1;
	for (at = at ? at + 1 : ""; decimals < 2 && (*at == '.' || (*at >= '0' && *at <= '9')); at++)
		if (*at == '.') {
			decimals = 0;
		} else {
			bp = bp * 10 + (*at - '0');
			decimals += decimals >= 0;
		}
	return decimals == 2 ? bp : decimals == 1 ? bp * 10 : bp * 100;
}

static void read_items(struct world *world, struct line *line, const char *word) {
	int64_t *found = ARENA_ARRAY(world->arena, int64_t, LINES_MOST);
	const char *names = part_next(world->arena, &word, '*');
	for (const char *name; (name = part_next(world->arena, &names, '|'));)
		found[line->item_count++] = word_item(name);
	line->items = arena_copy(world->arena, found, sizeof *found * (size_t)line->item_count);
	line->any_of = line->item_count > 1;
}

/* facial*10@1500=9600%7~2 */
static void read_line(struct world *world, struct sale *sale, const char *word) {
	struct line *line = &sale->lines[sale->line_count];
	struct price_line *share = &sale->shares[sale->line_count++];
	line->kind = LINE_SERVICE;
	read_items(world, line, word);
	line->sessions = (int32_t)money_units(price_after(word, '*', 1));
	line->free_sessions = (int32_t)money_units(price_after(word, '~', 0));
	line->list_price = price_after(word, '@', 1500);
	line->tax_bp = rate_after(word);
	*share = (struct price_line){line->sessions - line->free_sessions, line->list_price, strchr(word, '=') != NULL,
				     price_after(word, '=', 0)};
}

static bool read_validity(struct world *world, struct sale *sale, const char *word, const char **words) {
	struct terms *terms = &sale->terms;
	if (words_equal(word, "months"))
		terms->valid_months = (int32_t)word_number(word_next(world->arena, words));
	else if (words_equal(word, "days"))
		terms->valid_days = (int32_t)word_number(word_next(world->arena, words));
	else if (words_equal(word, "until"))
		terms->expires_on = word_day(word_next(world->arena, words));
	else if (words_equal(word, "from"))
		sale->valid_from = word_day(word_next(world->arena, words));
	else if (words_equal(word, "first-use"))
		terms->valid_from_first_use = true;
	else
		return false;
	return true;
}

static enum refund_rule rule_named(const char *word) {
	return words_equal(word, "none") ? REFUND_RULE_NONE : REFUND_RULE_LIST_PRICE;
}

static bool read_refund(struct world *world, struct refund_terms *refund, const char *word, const char **words) {
	if (words_equal(word, "rule")) {
		refund->rule = rule_named(word_next(world->arena, words));
	} else if (words_equal(word, "fee")) {
		refund->fee_bp = 100 * (int32_t)word_number(word_next(world->arena, words));
	} else if (words_equal(word, "fixed")) {
		refund->fee = word_money(word_next(world->arena, words));
	} else if (words_equal(word, "cap")) {
		refund->capped = true;
		refund->cap = word_money(word_next(world->arena, words));
	} else if (words_equal(word, "cooling")) {
		refund->cooling_off_days = (int32_t)word_number(word_next(world->arena, words));
	} else {
		return false;
	}
	return true;
}

static void read_branch(struct world *world, struct terms *terms, const char *word) {
	int64_t *branches = ARENA_ARRAY(world->arena, int64_t, terms->branch_count + 1);
	for (int32_t i = 0; i < terms->branch_count; i++)
		branches[i] = terms->branches[i];
	branches[terms->branch_count++] = word_branch(word);
	terms->branches = branches;
}

static bool read_amount(struct world *world, struct sale *sale, const char *word, const char **words) {
	if (words_equal(word, "for"))
		sale->terms.price = word_money(word_next(world->arena, words));
	else if (words_equal(word, "gives"))
		sale->terms.credit = word_money(word_next(world->arena, words));
	else if (words_equal(word, "paid"))
		sale->paid = word_money(word_next(world->arena, words));
	else if (words_equal(word, "spent"))
		sale->spent = word_money(word_next(world->arena, words));
	else if (words_equal(word, "used"))
		sale->used = (int32_t)word_number(word_next(world->arena, words));
	else
		return false;
	return true;
}

/* 02-01:3000,03-01:6000 */
static void read_instalments(struct world *world, struct sale *sale, const char *word) {
	for (const char *one; (one = part_next(world->arena, &word, ','));) {
		int32_t due = word_day(part_next(world->arena, &one, ':'));
		sale->instalments[sale->instalment_count++] = (struct instalment){due, word_money(one)};
	}
}

static bool read_promise(struct world *world, struct sale *sale, const char *word, const char **words) {
	if (words_equal(word, "alert-at")) {
		sale->terms.alert_at = (int32_t)word_number(word_next(world->arena, words));
	} else if (words_equal(word, "agreed")) {
		read_instalments(world, sale, word_next(world->arena, words));
	} else if (words_equal(word, "cycle-of")) {
		sale->terms.stream = STREAM_MEMBERSHIP;
		sale->membership = word_number(word_next(world->arena, words));
	} else {
		return false;
	}
	return true;
}

static void read_option(struct world *world, struct sale *sale, const char *word, const char **words) {
	if (read_validity(world, sale, word, words) || read_refund(world, &sale->terms.refund, word, words) ||
	    read_amount(world, sale, word, words) || read_promise(world, sale, word, words))
		return;
	if (words_equal(word, "member"))
		sale->terms.stream = STREAM_MEMBERSHIP;
	else if (words_equal(word, "combo"))
		sale->terms.stream = STREAM_COMBO;
	else if (words_equal(word, "of-rest"))
		sale->of_rest = true;
	else if (words_equal(word, "seller"))
		sale->seller = word_staff(word_next(world->arena, words));
	else if (words_equal(word, "good-at"))
		read_branch(world, &sale->terms, word_next(world->arena, words));
	else
		fail_msg("%s: what is %s?", world->step, word);
}

static void read_sale(struct world *world, struct sale *sale, const char **words) {
	for (const char *word; (word = word_next(world->arena, words));)
		if (strchr(word, '*'))
			read_line(world, sale, word);
		else
			read_option(world, sale, word, words);
}

static void value_lines(struct world *world, struct sale *sale) {
	struct money parts[LINES_MOST];
	price_split(world->arena, sale->terms.price, sale->shares, sale->line_count, parts);
	for (int32_t i = 0; i < sale->line_count; i++)
		sale->lines[i].value = parts[i];
	sale->terms.lines = arena_copy(world->arena, sale->lines, sizeof *sale->lines * (size_t)sale->line_count);
	sale->terms.line_count = sale->line_count;
}

struct contract *world_contract(struct world *world, int place) {
	if (place >= CONTRACTS_MOST || !world->exists[place])
		fail_msg("%s: there is no contract %c", world->step, 'a' + place);
	return &world->contracts[place];
}

struct contract *contract_begin(struct world *world, int place) {
	struct contract *contract = &world->contracts[place];
	if (world->exists[place])
		fail_msg("%s: contract %c is there already", world->step, 'a' + place);
	*contract = (struct contract){.arena = world->arena,
				      .id = place + 1,
				      .ref = arena_format(world->arena, "%c", 'a' + place),
				      .client = LIN,
				      .branch = TPE,
				      .sold_on = world->day,
				      .valid_from = world->day};
	world->exists[place] = true;
	return contract;
}

static struct change beginning(const struct world *world, enum change_kind kind) {
	return (struct change){.kind = kind,
			       .entry = world->entry,
			       .date = world->day,
			       .gone_on = DATE_NONE,
			       .branch = TPE,
			       .from = DATE_NONE,
			       .to = DATE_NONE};
}

/* What had been spent before the book moved min(paid, round(T × spent / K)) of the money (14.29). */
static struct money moved_before(const struct sale *sale) {
	return money_min(sale->paid, money_part(sale->terms.price, sale->spent, sale->terms.credit));
}

static void begin_sale(struct world *world, struct sale *sale) {
	struct contract *contract = contract_begin(world, world->current);
	struct change change = beginning(world, sale->opens ? CHANGE_OPEN : CHANGE_SELL);
	contract->terms = sale->terms;
	contract->seller = sale->seller;
	contract->membership = sale->membership;
	contract->instalments = arena_copy(world->arena, sale->instalments, sizeof sale->instalments);
	contract->instalment_count = sale->instalment_count;
	contract->reopened_credit = sale->of_rest;
	contract->valid_from = sale->valid_from != DATE_NONE ? sale->valid_from : world->day;
	if (sale->opens) {
		struct slot_range *range = ARENA_NEW(world->arena, struct slot_range);
		*range = (struct slot_range){0, sale->used};
		change.amount = sale->paid;
		change.face = sale->spent;
		change.moved = moved_before(sale);
		change.ranges = range;
		change.range_count = sale->used > 0;
	}
	contract_add(contract, &change);
}

static struct sale new_sale(enum stream stream, bool opens) {
	return (struct sale){
		.opens = opens,
		.valid_from = DATE_NONE,
		.terms = {.stream = stream, .expires_on = DATE_NONE, .alert_at = -1, .refund = {.cooling_off_days = -1}}};
}

static void make_offer(struct world *world, bool opens, const char **words) {
	struct sale sale = new_sale(STREAM_PACKAGE, opens);
	read_sale(world, &sale, words);
	value_lines(world, &sale);
	begin_sale(world, &sale);
}

static void make_topup(struct world *world, bool opens, const char **words) {
	struct sale sale = new_sale(STREAM_CREDIT, opens);
	sale.terms.price = word_money(word_next(world->arena, words));
	read_sale(world, &sale, words);
	begin_sale(world, &sale);
}

static void make_access(struct world *world, const char **words) {
	struct sale sale = new_sale(STREAM_MEMBERSHIP, false);
	int32_t days = (int32_t)word_number(word_next(world->arena, words));
	read_sale(world, &sale, words);
	sale.lines[0] = (struct line){.kind = LINE_DAYS, .sessions = days, .value = sale.terms.price};
	sale.terms.lines = arena_copy(world->arena, sale.lines, sizeof *sale.lines);
	sale.terms.line_count = 1;
	begin_sale(world, &sale);
}

static void make_one(struct world *world, enum stream stream, enum line_kind kind, int64_t item, const char **words) {
	struct sale sale = new_sale(stream, kind == LINE_DEBT);
	if (kind == LINE_DEBT)
		sale.terms.price = word_money(word_next(world->arena, words));
	read_sale(world, &sale, words);
	struct money price = sale.terms.price;
	sale.terms = terms_of_one(world->arena, stream, kind, item, price, price, 0);
	sale.used = kind == LINE_DEBT;
	begin_sale(world, &sale);
}

bool make_contract(struct world *world, const char *verb, const char **words, enum carnet_status *status) {
	*status = CARNET_OK;
	if (words_equal(verb, "sell") || words_equal(verb, "open"))
		make_offer(world, words_equal(verb, "open"), words);
	else if (words_equal(verb, "topup") || words_equal(verb, "opentopup"))
		make_topup(world, words_equal(verb, "opentopup"), words);
	else if (words_equal(verb, "access"))
		make_access(world, words);
	else if (words_equal(verb, "charge"))
		make_one(world, STREAM_VISIT, LINE_SERVICE, word_item(word_next(world->arena, words)), words);
	else if (words_equal(verb, "goods"))
		make_one(world, STREAM_GOODS, LINE_PRODUCT, word_item(word_next(world->arena, words)), words);
	else if (words_equal(verb, "debt"))
		make_one(world, STREAM_LEGACY, LINE_DEBT, 0, words);
	else
		return false;
	return true;
}
