/* Tax inside prices (rulebook §§10.2, 14.36): cumulative, so that the last unit is never lost. */
#include "build.h"

#include "rules/tax.h"

static const struct effect_rules at_payment = {.tax_at_delivery = false};
static const struct effect_rules at_delivery = {.tax_at_delivery = true};
static const struct effect_rules net = {.performance_net_of_tax = true};

static void tax_is_due_at_payment(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"5,000 + 5,000 with 2 decimals at 7 %: all of it once all is paid",
		 "05-01 sell facial*10%7 for 1000000 & pay 500000; 05-02 pay 500000",
		 "tax_payable 65421 liabilities:tax -65421 assets:tax-paid-ahead 65421 income:package 0"},
		{"5,000 + 5,000 with 2 decimals at 7 %, day by day",
		 "05-01 sell facial*10%7 for 1000000 & pay 500000; 05-02 pay 500000",
		 "tax_payable@05-01 32710 tax_payable@05-02 32711"},
		{"income is net, what was paid ahead goes down",
		 "05-01 sell facial*10%7 for 1000000 & pay 1000000 & use 1",
		 "liabilities:tax -65421 assets:tax-paid-ahead 58879 income:package -93458 tax_income 6542"},
		{"used before it is paid", "05-01 sell facial*10%7 for 1000000 & use 1",
		 "liabilities:tax 0 assets:tax-paid-ahead -6542 income:package -93458"},
		{"two rates: each line by its own", "05-01 sell facial*1%5=1050 laser*1%10=1100 for 2150 & pay 2150",
		 "liabilities:tax -150"},
		{"two rates, half paid", "05-01 sell facial*1%5=1050 laser*1%10=1100 for 2150 & pay 1075",
		 "liabilities:tax -75"},
		{"two rates, delivery by line",
		 "05-01 sell facial*1%5=1050 laser*1%10=1100 for 2150 & pay 2150 & use 1 laser",
		 "tax_income 100 income:package -1000 assets:tax-paid-ahead 50"},
		{"one line is taxed, the other not",
		 "05-01 sell facial*1=1000 laser*1%10=1100 for 2100 & pay 2100 & use 1 facial",
		 "tax_income 0 liabilities:tax -100"},
		{"no rate, nothing posted", "05-01 sell facial*2 for 2000 & pay 2000 & use 1",
		 "liabilities:tax 0 tax_payable 0"},
		{"delivered one by one it adds up", "05-01 sell facial*3%5 for 1000 & pay 1000; use 1; use 1; use 1",
		 "tax_income 48 liabilities:tax -48 assets:tax-paid-ahead 0"},
	};
	stories_hold_by(&at_payment, stories, COUNT(stories));
}

static void tax_follows_what_happens_to_the_contract(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"refunded, it goes back", "05-01 sell facial*10%5 for 10500 & pay 10500 & use 1; 05-02 refund",
		 "tax_payable@05-01 500 tax_payable@05-02 -450 liabilities:tax -50 assets:tax-paid-ahead 0"},
		{"a fee takes none with it", "05-01 sell facial*10%5 for 10500 fee 10% & pay 10500; 05-02 refund",
		 "liabilities:tax 0 income:fees -1050"},
		{"expired, the money keeps its tax", "05-01 sell facial*10%5 for 10500 & pay 10500 & use 1; 05-02 expire",
		 "liabilities:tax -500 tax_breakage 450 income:breakage -9000 assets:tax-paid-ahead 0 "
		 "tax_payable@05-02 0"},
		{"expired half paid", "05-01 sell facial*10%5 for 10500 & pay 5250 & use 1; 05-02 expire",
		 "liabilities:tax -250 tax_breakage 200 assets:tax-paid-ahead 0"},
		{"expired without breakage", "05-01 sell facial*10%5 for 10500 & pay 1050 & use 2; 05-02 expire",
		 "tax_breakage 0 liabilities:tax -50"},
		{"revived, it is paid ahead again",
		 "05-01 sell facial*10%5 for 10500 days 9 & pay 10500; 05-10 expire; 05-12 extend 06-30; use 10",
		 "tax_breakage 0 liabilities:tax -500 assets:tax-paid-ahead 0 income:breakage 0"},
		{"revived, nothing was breakage",
		 "05-01 sell facial*10%5 for 10500 days 9; 05-10 expire; 05-12 extend 06-30",
		 "tax_breakage 0 liabilities:tax 0"},
		{"repriced", "05-01 sell facial*10%5 for 10500 & pay 2100 & use 5; 05-02 reprice 5250",
		 "tax_income 125 tax_income@05-02 -125 liabilities:tax -100"},
		{"given away in part", "05-01 sell facial*10%5 for 10500 & pay 10500; 05-02 give 4",
		 "liabilities:tax -500 assets:tax-paid-ahead 500 equity:opening 0 tax_opened 0"},
		{"stored credit carries none, what it pays for does",
		 "05-01 topup 1050 gives 1050 & pay 1050; b: sell facial*1%5 for 1050; a: spend 1050 on b",
		 "liabilities:tax -50"},
		{"opened: what was paid and delivered before is not this book's",
		 "05-01 open facial*10%5 for 10500 paid 5250 used 2; 05-02 pay 5250; use 8",
		 "tax_payable 250 tax_income 400 tax_opened 150 assets:tax-paid-ahead 0 equity:opening 3000"},
		{"an opening voided later", "05-01 open facial*10%5 for 10500 paid 5250 used 2; 05-09 void-later 1",
		 "tax_opened 0 assets:tax-paid-ahead 0"},
		{"voided as if it had never been", "05-01 sell facial*10%5 for 10500 & pay 5250; void 1",
		 "liabilities:tax 0"},
		{"the lowest rate there is", "05-01 sell facial*1%0.01 for 200000000 & pay 200000000",
		 "liabilities:tax -19998"},
		{"half a percent", "05-01 sell facial*1%0.5 for 201 & pay 201", "liabilities:tax -1"},
		{"a tenth of it is less than half a unit", "05-01 sell facial*1%5 for 10 & pay 10", "liabilities:tax 0"},
		{"worth nothing", "05-01 sell facial*2%5 for 0 & use 1", "liabilities:tax 0"},
		{"half of three waits", "05-01 sell facial*2%100 for 6 & pay 6 & use 1",
		 "tax_income 1 liabilities:tax -3"},
		{"revived: only what expired brings its tax back",
		 "05-01 sell facial*10%5 for 10500 days 9 & pay 10500 & use 5; 05-10 expire; 05-12 extend 06-30",
		 "tax_breakage@05-10 250 tax_breakage@05-12 -250 tax_payable 500 liabilities:tax -500"},
		{"above what may be kept of a cycle",
		 "05-01 sell facial*10%5 for 10500 member & pay 10500 & use 5; 05-10 expire-some 0 2",
		 "tax_breakage 100 tax_payable@05-10 0 liabilities:tax -500 income:breakage -2000"},
		{"of one entry all it lets expire, line by line",
		 "05-01 sell facial*2%7=500000 laser*2=500000 for 1000000 member & pay 500001; 05-10 expire-some 1 2 & "
		 "expire-some 0 1",
		 "tax_payable@05-10 0"},
		{"given back without money: it did not expire",
		 "05-01 sell facial*10%5 for 10500 rule none & pay 10500 & use 5; 05-10 refund",
		 "tax_breakage 0 tax_payable@05-10 -250 liabilities:tax -250"},
		{"revived without breakage, to the unit",
		 "05-01 sell facial*3%7 for 100 days 9 & pay 22 & use 1; 05-10 expire; 05-12 extend 06-30",
		 "tax_breakage 0 tax_payable 2 tax_payable@05-10 -1 tax_payable@05-12 1"},
	};
	stories_hold_by(&at_payment, stories, COUNT(stories));
}

static void expired_money_keeps_no_more_tax_than_it_can_have_borne(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"two rates, all paid: what expired keeps its own",
		 "05-01 sell facial*2%7=2140 laser*2%5=2100 for 4240 & pay 4240 & use 1 facial & use 1 laser; 05-02 "
		 "expire",
		 "tax_payable 240 tax_payable@05-02 0 tax_breakage 120 income:breakage -2000 assets:tax-paid-ahead 0"},
		{"the untaxed line expired: the money left is for the taxed one",
		 "05-01 sell facial*1%7=500000 laser*1=500000 for 1000000 & pay 500001 & use 1 facial; 05-02 expire",
		 "tax_payable@05-01 16355 tax_payable@05-02 16355 tax_breakage 0 income:breakage -1"},
		{"the taxed line expired: one unit keeps no more than a unit",
		 "05-01 sell facial*1%7=500000 laser*1=500000 for 1000000 & pay 500001 & use 1 laser; 05-02 expire",
		 "tax_payable@05-01 16355 tax_payable@05-02 -16354 tax_breakage 1 income:breakage 0"},
		{"revived, the same way back",
		 "05-01 sell facial*1%7=500000 laser*1=500000 for 1000000 days 9 & pay 500001 & use 1 laser; 05-10 "
		 "expire; 05-12 extend 06-30",
		 "tax_payable 16355 tax_payable@05-12 16354 tax_breakage 0 income:breakage 0"},
	};
	stories_hold_by(&at_payment, stories, COUNT(stories));
}

static void tax_is_due_at_delivery(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"nothing at payment", "05-01 sell facial*10%7 for 1000000 & pay 500000",
		 "liabilities:tax 0 tax_payable 0"},
		{"with each session", "05-01 sell facial*10%7 for 1000000; 05-02 use 1; 05-03 use 1",
		 "tax_income@05-02 6542 tax_income@05-03 6542 liabilities:tax -13084 income:package -186916 "
		 "assets:tax-paid-ahead 0"},
		{"it adds up", "05-01 sell facial*3%5 for 1000; use 1; use 1; use 1",
		 "liabilities:tax -48 income:package -952"},
		{"returned", "05-01 sell facial*2%5 for 2100; use 1; 05-02 return 1", "liabilities:tax 0"},
		{"expired: never delivered", "05-01 sell facial*2%5 for 2100 & pay 2100; expire",
		 "liabilities:tax 0 income:breakage -2100 tax_breakage 0"},
		{"opened", "05-01 open facial*2%5 for 2100 paid 2100 used 1; use 1",
		 "liabilities:tax -50 tax_opened 0 equity:opening 1050"},
	};
	stories_hold_by(&at_delivery, stories, COUNT(stories));
}

static void performance_may_be_net_of_tax(void **state) {
	(void)state;
	static const struct story stories[] = {
		{"gross by default", "05-01 sell facial*10%5 for 10500 & pay 10500 & use 1 by amy", "amy 1050"},
	};
	static const struct story nets[] = {
		{"net where the book says so", "05-01 sell facial*10%5 for 10500 & pay 10500 & use 1 by amy:50,bo:50",
		 "amy 500 bo 500 amy.delivered 500"},
		{"half paid", "05-01 sell facial*10%5 for 10500 & pay 5250 & use 1 by amy", "amy 500 amy.delivered 1000"},
		{"each line by its rate", "05-01 sell facial*1%5=1050 laser*1=1100 for 2150 & pay 2150 & use 1 facial by amy & use 1 laser by bo",
		 "amy 1000 bo 1100"},
	};
	stories_hold_by(&at_payment, stories, COUNT(stories));
	stories_hold_by(&net, nets, COUNT(nets));
}

static void what_expired_keeps_no_more_than_it_can_have_borne(void **state) {
	(void)state;
	static const struct {
		int32_t rates[3], count;
		int64_t breakage, fall, stays;
	} cases[] = {
		{{700}, 1, 10700, 5000, 5000},        /* one rate: whatever it is */
		{{700}, 1, 10700, 20000, 10700},      /* but no more than the money */
		{{700, 700}, 2, 10700, 5000, 5000},   /* one rate on both lines */
		{{700, 0}, 2, 10700, 5000, 700},      /* the higher rate makes 700 of it */
		{{0, 700}, 2, 10700, 5000, 700},      /* in any order */
		{{700, 0, 700}, 3, 10700, 5000, 700}, /* also when the last is the first again */
		{{500, 700, 0}, 3, 10700, 5000, 700}, /* the highest, not the first */
		{{500, 0, 700}, 3, 10700, 5000, 700}, /* nor the second */
		{{700, 0}, 2, 10700, 600, 600},       /* all of less */
		{{700, 0}, 2, 10700, -600, 0},        /* no less than nothing */
		{{0, 0}, 2, 10700, 5000, 0},          /* nothing is taxed */
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct line lines[4] = {
			{.tax_bp = cases[i].rates[0]}, {.tax_bp = cases[i].rates[1]}, {.tax_bp = cases[i].rates[2]}};
		lines[cases[i].count].tax_bp = 2000; /* none of its lines */
		struct contract contract = {.terms = {.lines = lines, .line_count = cases[i].count}};
		struct money stays = tax_of_expired(&contract, money_of(cases[i].breakage), money_of(cases[i].fall));
		if (money_units(stays) != cases[i].stays)
			fail_msg("case %zu: %lld", i, (long long)money_units(stays));
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tax_is_due_at_payment),
		cmocka_unit_test(tax_follows_what_happens_to_the_contract),
		cmocka_unit_test(expired_money_keeps_no_more_tax_than_it_can_have_borne),
		cmocka_unit_test(tax_is_due_at_delivery),
		cmocka_unit_test(performance_may_be_net_of_tax),
		cmocka_unit_test(what_expired_keeps_no_more_than_it_can_have_borne),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
