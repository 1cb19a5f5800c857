#include "support/random_desk.h"

#include "book/work.h"

#include "insight/scan.h"

#include <string.h>

/* Chance */

void desk_begin(struct desk *desk, uint64_t seed) {
	*desk = (struct desk){.random = seed * UINT64_C(0x9E3779B97F4A7C15) + 88172645463325252u,
			      .today = date_of(2026, 1, 1) + (int32_t)(seed % 31)};
	for (int i = 0; i < 8; i++)
		desk_random(desk);
}

uint64_t desk_random(struct desk *desk) {
	desk->random ^= desk->random << 13;
	desk->random ^= desk->random >> 7;
	desk->random ^= desk->random << 17;
	return desk->random;
}

int desk_pick(struct desk *desk, int count) {
	return (int)((desk_random(desk) >> 16) % (uint64_t)count);
}

bool desk_chance(struct desk *desk, int percent) {
	return desk_pick(desk, 100) < percent;
}

/* Mostly today, sometimes late, now and then ahead. */
int32_t desk_day(struct desk *desk) {
	int kind = desk_pick(desk, 100);
	if (desk->not_before != DATE_NONE)
		return desk->today > desk->not_before ? desk->today : desk->not_before;
	if (kind < 70)
		return desk->today;
	if (kind < 88)
		return desk->today - desk_pick(desk, 10);
	if (kind < 95)
		return desk->today - desk_pick(desk, 60);
	return desk->today + desk_pick(desk, 4);
}

static void walk(struct desk *desk) {
	int kind = desk_pick(desk, 100);
	if (kind < 45)
		return;
	desk->today += kind < 85 ? desk_pick(desk, 4) : kind < 97 ? desk_pick(desk, 20) : desk_pick(desk, 90);
}

/* An amount that is right, or near, or not at all. */
int64_t desk_around(struct desk *desk, int64_t amount) {
	int kind = desk_pick(desk, 100);
	if (amount > 0 && kind < 55)
		return amount;
	if (amount > 1 && kind < 70)
		return amount / 2;
	if (amount > 0 && kind < 76)
		return amount + 1;
	if (amount > 0 && kind < 88)
		return 1 + (int64_t)(desk_random(desk) % (uint64_t)amount);
	if (kind == 99)
		return INT64_C(1000000000000000) - desk_pick(desk, 3);
	return 1 + desk_pick(desk, kind < 94 ? 20 : 12000);
}

/* What is there */

bool subject_numbered(struct book *book, struct arena *arena, int64_t id, struct subject *subject) {
	struct query *query = store_query(book_store(book), STATEMENT_REPORT_CONTRACT);
	query_bind_number(query, 1, id);
	subject->contract = ARENA_NEW(arena, struct contract);
	bool read = query_step(query) == STEP_ROW && contract_read(subject->contract, query, arena);
	query_end(query);
	return read && state_fold(subject->contract, STATE_TODAY, &subject->state);
}

static bool worth_trying(struct desk *desk, const struct subject *subject) {
	return state_open(subject->contract, &subject->state) || money_is_positive(state_due(&subject->state)) ||
	       desk_chance(desk, 12);
}

/* A contract, rather a recent one, rather one of which something is left. */
bool desk_subject(struct desk *desk, struct subject *subject) {
	for (int i = 0; i < 5; i++) {
		int count = (int)desk->book->contracts;
		if (count == 0)
			return false;
		int64_t id = desk_chance(desk, 50) && count > 6 ? count - desk_pick(desk, 6)
								: 1 + desk_pick(desk, count);
		if (subject_numbered(desk->book, desk->arena, id, subject) && worth_trying(desk, subject))
			return true;
	}
	return false;
}

/* Writing */

/* The members that every operation may have. */
void desk_open(struct desk *desk, const char *op) {
	static const char *const actors[] = {"dee", "mia", "acc", "pat", "nobody"};
	char day[DATE_TEXT];
	SAY(desk, "{'op':'%s','date':'%s'", op, date_text(desk_day(desk), day));
	if (desk_chance(desk, 12))
		SAY(desk, ",'key':'k%d'", desk_pick(desk, 60));
	if (desk_chance(desk, 30))
		SAY(desk, ",'branch':'%s'", desk_chance(desk, 50) ? "tpe" : "khh");
	if (desk_chance(desk, 5))
		SAY(desk, ",'actor':'%s'", actors[desk_pick(desk, 5)]);
	if (desk_chance(desk, 2))
		SAY(desk, ",'note':'as said'");
}

void desk_shares(struct desk *desk) {
	static const char *const lists[] = {
		"{'staff':'amy','share':100}", "{'staff':'amy','share':65},{'staff':'bo','share':35}",
		"{'staff':'bo','share':33.33},{'staff':'cy','share':33.33}",
		"{'staff':'cy','share':0},{'staff':'amy','share':50}", "{'staff':'bo','share':100}"};
	if (desk_chance(desk, 80))
		SAY(desk, ",'staff':[%s]", lists[desk_pick(desk, 5)]);
}

void desk_seller(struct desk *desk) {
	static const char *const sellers[] = {"amy", "bo", "cy"};
	if (desk_chance(desk, 40))
		SAY(desk, ",'seller':'%s'", sellers[desk_pick(desk, 3)]);
}

/* A new name, seldom one in use; or none. */
void desk_ref(struct desk *desk, const char *member) {
	desk->last_ref = 0;
	if (!desk_chance(desk, 60))
		return;
	desk->last_ref = desk_chance(desk, 4) ? 1 + desk_pick(desk, desk->refs + 1) : ++desk->refs;
	SAY(desk, ",'%s':'r%d'", member, desk->last_ref);
}

const char *desk_offer(struct desk *desk, bool plans) {
	static const char *const offers[] = {"facial10", "seven",  "three", "twelve", "gift",
					     "glow",     "double", "worth", "soon",   "deposit",
					     "voucher",  "club",   "bank",  "gym",    "weeks"};
	enum { PLANS_AT = 11, ALL = 15 };
	return plans ? offers[PLANS_AT + desk_pick(desk, ALL - PLANS_AT)] : offers[desk_pick(desk, PLANS_AT)];
}

/* A service of the contract, mostly. */
long long desk_item(struct desk *desk, const struct subject *subject) {
	if (subject && subject->contract->terms.line_count > 0 && desk_chance(desk, 92)) {
		const struct terms *terms = &subject->contract->terms;
		const struct line *line = &terms->lines[desk_pick(desk, terms->line_count)];
		if (line->item_count > 0)
			return line->items[desk_pick(desk, line->item_count)];
	}
	return 1 + desk_pick(desk, 5);
}

static void pay_one(struct desk *desk, const struct subject *subject) {
	static const char *const methods[] = {"cash", "card", "line-pay"};
	bool credit = desk_chance(desk, 22);
	int64_t due = subject ? money_units(state_due(&subject->state)) : 0;
	bool named = subject && due > 0 && desk_chance(desk, desk->bill > 0 ? 25 : 60);
	int64_t amount = desk_around(desk, named || desk->bill == 0 ? due : desk->bill);
	SAY(desk, "{'method':'%s','amount':%lld", credit ? "credit" : methods[desk_pick(desk, 3)], (long long)amount);
	if (named)
		SAY(desk, ",'contract':%lld", (long long)subject->contract->id);
	else if (desk->last_ref && desk_chance(desk, 20))
		SAY(desk, ",'contract':'r%d'", desk->last_ref);
	if (credit && desk_chance(desk, 30))
		SAY(desk, ",'from':%d", 1 + desk_pick(desk, (int)desk->book->contracts + 1));
	SAY(desk, "}");
	desk->bill = desk->bill > amount ? desk->bill - amount : 0;
}

void desk_payments(struct desk *desk, const struct subject *subject) {
	int count = 1 + (desk_pick(desk, 5) == 0);
	SAY(desk, ",'payments':[");
	for (int i = 0; i < count; i++) {
		SAY(desk, "%s", i ? "," : "");
		pay_one(desk, subject);
	}
	SAY(desk, "]");
}

/* With " for '. */
static const char *written(struct desk *desk) {
	for (char *at = desk->out.at; *at; at++)
		if (*at == '\'')
			*at = '"';
	return desk->out.at;
}

const char *desk_next(struct desk *desk, struct book *book, struct arena *arena) {
	int kind = desk_pick(desk, 100);
	desk->book = book;
	desk->arena = arena;
	desk->bill = 0;
	desk->last_ref = 0;
	desk->not_before = DATE_NONE;
	buffer_init(&desk->out, arena);
	walk(desk);
	if (kind < 5)
		desk_lists(desk);
	else if (kind < 45 || book->contracts < 3)
		desk_visit(desk);
	else if (kind < 53)
		desk_pay(desk);
	else if (kind < 57)
		desk_membership(desk);
	else if (kind < 61)
		desk_opening(desk);
	else
		desk_deed(desk);
	SAY(desk, "}");
	return written(desk);
}

/* What every book begins with; in place of the first comes something of chance. */
static const char *const lists[] = {
	"",
	"{'op':'branch','code':'tpe'}",
	"{'op':'branch','code':'khh'}",
	"{'op':'staff','code':'amy'}",
	"{'op':'staff','code':'bo'}",
	"{'op':'staff','code':'cy'}",
	"{'op':'staff','code':'dee','role':'desk'}",
	"{'op':'staff','code':'mia','role':'manager'}",
	"{'op':'staff','code':'acc','role':'accountant'}",
	"{'op':'staff','code':'pat','role':'practitioner'}",
	"{'op':'service','code':'facial','price':1500}",
	"{'op':'service','code':'perm','price':2000,'tax':5}",
	"{'op':'service','code':'laser','price':4000,'tax':7}",
	"{'op':'service','code':'ipl','price':3000}",
	"{'op':'service','code':'chat','price':0}",
	"{'op':'product','code':'serum','price':1200,'tax':5}",
	"{'op':'tag','code':'vip','discount':10}",
	"{'op':'tag','code':'family','discount':12.5}",
	"{'op':'client','ref':'lin'}",
	"{'op':'client','ref':'may','tags':['vip']}",
	"{'op':'client','ref':'eve','tags':['vip','family']}",
	"{'op':'offer','code':'facial10','kind':'package','price':10000,'grants':[{'service':'facial','"
	"sessions':10}],"
	"'valid':{'months':3},'refund':{'method':'list_price','fee_percent':10,'fee_cap':700}}",
	"{'op':'offer','code':'seven','kind':'package','price':9999,'grants':[{'service':'perm','sessions':7}],"
	"'refund':{'fee':100,'cooling_off':7},'discountable':true}",
	"{'op':'offer','code':'three','kind':'package','price':1000,'grants':[{'any_of':['laser','ipl'],'"
	"sessions':3}],"
	"'valid':{'days':60,'from':'first_use'},'refund':{'method':'none'}}",
	"{'op':'offer','code':'twelve','kind':'package','price':10000,'grants':[{'service':'facial','sessions':"
	"10},"
	"{'service':'facial','sessions':2,'bonus':true}],'valid':{'days':45}}",
	"{'op':'offer','code':'gift','kind':'package','price':5000,'bonus_value':'free','grants':[{'service':'"
	"facial',"
	"'sessions':4},{'service':'facial','sessions':2,'bonus':true}],'valid':{'days':30}}",
	"{'op':'offer','code':'glow','kind':'combo','price':19999,'grants':[{'service':'facial','sessions':4},"
	"{'any_of':['laser','ipl'],'sessions':2},{'service':'chat','sessions':1}],'refund':{'fee_percent':5}}",
	"{'op':'offer','code':'double','kind':'combo','price':10001,'grants':[{'service':'facial','sessions':2,"
	"'value':2001},"
	"{'any_of':['facial','laser'],'sessions':3,'value':8000}],'branches':['tpe']}",
	"{'op':'offer','code':'worth','kind':'combo','price':777,'bonus_value':'free','grants':[{'service':'"
	"facial',"
	"'sessions':3,'value':777},{'service':'perm','sessions':2,'bonus':true}],'valid':{'months':1}}",
	"{'op':'offer','code':'soon','kind':'package','price':3,'grants':[{'service':'facial','sessions':2}],'"
	"valid':{'days':10}}",
	"{'op':'offer','code':'deposit','kind':'topup','price':10000,'credit':11000,'valid':{'months':2},'"
	"refund':{'fee_percent':3}}",
	"{'op':'offer','code':'voucher','kind':'topup','price':0,'credit':2000,'valid':{'days':90}}",
	"{'op':'offer','code':'club','kind':'plan','price':1499,'cycle':{'months':1},'grants':[{'service':'"
	"facial','sessions':2}],"
	"'rollover':{'cycles':1},'minimum_cycles':2}",
	"{'op':'offer','code':'bank','kind':'plan','price':2000,'cycle':{'months':1},'grants':[{'service':'"
	"facial','sessions':2},"
	"{'service':'perm','sessions':1}],'rollover':{'max':3},'member_discount':15}",
	"{'op':'offer','code':'gym','kind':'plan','price':310,'cycle':{'months':1},'grants':[],'member_"
	"discount':20}",
	"{'op':'offer','code':'weeks','kind':'plan','price':1400,'cycle':{'days':14},'grants':[{'any_of':['"
	"facial','perm'],"
	"'sessions':2}],'grace_days':3,'suspend_days':9,'refund':{'fee_percent':10}}",
};

const char *desk_setup(struct desk *desk, struct arena *arena, size_t number) {
	if (number >= sizeof lists / sizeof *lists)
		return NULL;
	char day[DATE_TEXT];
	buffer_init(&desk->out, arena);
	SAY(desk, "{'date':'%s',", date_text(desk->today, day));
	if (number == 0)
		SAY(desk, "'op':'settings','tax_point':'%s','performance_net_of_tax':%s}",
		    desk_chance(desk, 50) ? "payment" : "delivery", desk_chance(desk, 25) ? "true" : "false");
	else
		SAY(desk, "%s", lists[number] + 1);
	return written(desk);
}
