/* What an offer may say: lines, validity, refunds, cycles, and the canonical form in which operations are kept. */
#include "reading.h"

static struct offer_op *offer(const char *terms) {
	return &accepted(arena_format(arena, "{'op':'offer','code':'o'%s%s}", *terms ? "," : "", terms))->as.offer;
}

static void a_package_with_all_it_may_have(void **state) {
	(void)state;
	struct offer_op *o = offer(
		"'kind':'package','name':'Ten','price':10000,'bonus_value':'free','alert_at':3,'branches':['tpe',2],"
		"'discountable':true,'interval_days':28,'for_sale':false");
	assert_string_equal(o->code, "o");
	assert_string_equal(o->name, "Ten");
	assert_true(o->has_kind && o->kind == OFFER_PACKAGE);
	assert_true(o->has_price && money_units(o->price) == 10000);
	assert_true(o->has_bonus_value && o->bonus_free);
	assert_true(o->has_alert_at && o->alert_at == 3);
	assert_true(o->has_branches && o->branches.count == 2 && o->branches.at[1].number == 2);
	assert_true(o->has_discountable && o->discountable);
	assert_true(o->has_interval_days && o->interval_days == 28);
	assert_true(o->has_for_sale && !o->for_sale);
}

static void what_is_left_out_is_not_given(void **state) {
	(void)state;
	struct offer_op *o = offer("");
	assert_false(o->has_kind || o->has_price || o->has_grants || o->has_bonus_value || o->has_valid ||
		     o->has_alert_at);
	assert_false(o->has_refund || o->has_branches || o->has_discountable || o->has_cycle || o->has_rollover);
	assert_false(o->has_member_discount || o->has_minimum_cycles || o->has_grace_days || o->has_suspend_days);
	assert_false(o->has_credit || o->has_interval_days || o->has_for_sale);
	assert_true(o->rollover_cycles == -1 && o->rollover_max == -1 && o->cooling_off_days == -1);
}

static void lines_name_a_service_or_any_of_a_set(void **state) {
	(void)state;
	struct offer_op *o = offer(
		"'kind':'combo','grants':[{'service':'facial','sessions':10,'value':9600,'tax':5.5},"
		"{'any_of':['laser','ipl'],'sessions':3},{'service':'facial','sessions':2,'bonus':true}]");
	struct offer_line_op *line = o->grants.at;
	assert_true(o->has_grants && o->grants.count == 3);
	assert_reference(line[0].services.at[0], "facial");
	assert_true(line[0].sessions == 10 && !line[0].any_of && !line[0].bonus);
	assert_true(line[0].has_value && line[0].has_tax && line[0].tax_bp == 550);
	assert_amount(line[0].value, 9600);
	assert_true(line[1].any_of && line[1].services.count == 2 && !line[1].has_value && !line[1].has_tax);
	assert_reference(line[1].services.at[1], "ipl");
	assert_true(line[2].bonus && line[2].services.count == 1);
	o = offer("'kind':'plan','grants':[]");
	assert_true(o->has_grants && o->grants.count == 0);
	assert_true(offer("'grants':[{'any_of':['laser'],'sessions':3}]")->grants.at[0].any_of);
}

static void validity_is_a_span_from_the_sale_or_the_first_use_or_none(void **state) {
	(void)state;
	static const struct {
		const char *terms;
		int32_t months, days;
		bool from_first_use;
	} cases[] = {
		{"'valid':{'months':12}", 12, 0, false},
		{"'valid':{'days':90,'from':'first_use'}", 0, 90, true},
		{"'valid':{'months':12,'from':'sale'}", 12, 0, false},
		{"'valid':{}", 0, 0, false},
		{"'valid':null", 0, 0, false},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct offer_op *o = offer(cases[i].terms);
		assert_true(o->has_valid);
		assert_int_equal(o->valid_months, cases[i].months);
		assert_int_equal(o->valid_days, cases[i].days);
		assert_int_equal(o->valid_from_first_use, cases[i].from_first_use);
	}
}

static void a_refund_rule_has_fee_cap_and_cooling_off(void **state) {
	(void)state;
	struct offer_op *o =
		offer("'refund':{'method':'list_price','fee_percent':10.25,'fee':100,'fee_cap':5000,'cooling_off':7}");
	assert_true(o->has_refund && o->refund_method == REFUND_LIST_PRICE && o->refund_fee_bp == 1025);
	assert_amount(o->refund_fee, 100);
	assert_true(o->has_refund_cap && money_units(o->refund_cap) == 5000);
	assert_int_equal(o->cooling_off_days, 7);
	assert_int_equal(offer("'refund':{'method':'none'}")->refund_method, REFUND_NONE);
	o = offer("'refund':{}");
	assert_true(o->has_refund && o->refund_method == REFUND_PER_SESSION && !o->has_refund_cap);
	assert_int_equal(o->cooling_off_days, -1);
	assert_true(offer("'refund':null")->has_refund);
}

static void a_plan_has_cycles(void **state) {
	(void)state;
	struct offer_op *o = offer(
		"'kind':'plan','cycle':{'months':1},'rollover':{'cycles':1,'max':8},'member_discount':10,"
		"'minimum_cycles':3,'grace_days':5,'suspend_days':10");
	assert_true(o->has_cycle && o->cycle_months == 1 && o->cycle_days == 0);
	assert_true(o->has_rollover && o->rollover_cycles == 1 && o->rollover_max == 8);
	assert_true(o->has_member_discount && o->member_discount_bp == 1000);
	assert_true(o->has_minimum_cycles && o->minimum_cycles == 3);
	assert_true(o->has_grace_days && o->grace_days == 5);
	assert_true(o->has_suspend_days && o->suspend_days == 10);
	assert_int_equal(offer("'cycle':{'days':28}")->cycle_days, 28);
	o = offer("'rollover':{}");
	assert_true(o->has_rollover && o->rollover_cycles == -1 && o->rollover_max == -1);
}

static void a_top_up_has_credit(void **state) {
	(void)state;
	struct offer_op *o = offer("'kind':'topup','price':0,'credit':500");
	assert_true(o->has_credit && money_units(o->credit) == 500 && o->has_price);
}

static void percentages_are_read_to_the_hundredth(void **state) {
	(void)state;
	for (int32_t bp = 0; bp <= 10000; bp++) {
		struct operation *op = accepted(arena_format(arena, "{'op':'tag','code':'t','discount':%d.%02d}",
							     (int)bp / 100, (int)bp % 100));
		assert_int_equal(op->as.tag.discount_bp, bp);
	}
	assert_int_equal(accepted("{'op':'tag','code':'t','discount':1e1}")->as.tag.discount_bp, 1000);
	assert_int_equal(accepted("{'op':'tag','code':'t','discount':33.3000}")->as.tag.discount_bp, 3330);
}

static void the_canonical_form_forgets_order_blanks_and_key(void **state) {
	(void)state;
	static const struct {
		const char *json, *content;
	} cases[] = {
		{"{'op':'tick','date':'2026-05-02'}", "{'date':'2026-05-02','op':'tick'}"},
		{" { 'date' : '2026-05-02' , 'key':'k', 'op':'tick' } ", "{'date':'2026-05-02','op':'tick'}"},
		{"{'op':'tag','discount':10.50,'code':'v'}", "{'code':'v','discount':10.5,'op':'tag'}"},
		{"{'op':'tag','discount':10.0,'code':'v'}", "{'code':'v','discount':10,'op':'tag'}"},
		{"{'op':'tag','discount':10,'code':'\\u0076'}", "{'code':'v','discount':10,'op':'tag'}"},
		{"{'op':'tick','note':'a\\/b\\n\\u00e9'}", "{'note':'a/b\\né','op':'tick'}"},
		{"{'op':'settings','redeem_unpaid':true}", "{'op':'settings','redeem_unpaid':true}"},
		{"{'op':'offer','valid':null,'code':'o','grants':[{'sessions':1,'service':'b'},{'service':'a','"
		 "sessions':2}]}",
		 "{'code':'o','grants':[{'service':'b','sessions':1},{'service':'a','sessions':2}],'op':'offer','valid'"
		 ":null}"},
		{"{'used':{'b':1,'a':2,'B':3},'op':'open','offer':1,'client':2}",
		 "{'client':2,'offer':1,'op':'open','used':{'B':3,'a':2,'b':1}}"},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(accepted(cases[i].json)->content, with_quotes(cases[i].content));
}

static void defaults_are_not_content(void **state) {
	(void)state;
	const char *said = accepted("{'op':'refund','contract':'k1','method':'cash'}")->content;
	assert_string_not_equal(said, accepted("{'op':'refund','contract':'k1'}")->content);
}

static void what_is_canonical_stays_as_it_is(void **state) {
	(void)state;
	const char *once = accepted("{'op':'visit','note':'é\\u0301 "
				    "\\u200b','client':1,'items':[{'staff':[{'share':0.01,'staff':1}],"
				    "'redeem':'f'}]}")
				   ->content;
	assert_string_equal(accepted(once)->content, once);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_package_with_all_it_may_have),
		cmocka_unit_test(what_is_left_out_is_not_given),
		cmocka_unit_test(lines_name_a_service_or_any_of_a_set),
		cmocka_unit_test(validity_is_a_span_from_the_sale_or_the_first_use_or_none),
		cmocka_unit_test(a_refund_rule_has_fee_cap_and_cooling_off),
		cmocka_unit_test(a_plan_has_cycles),
		cmocka_unit_test(a_top_up_has_credit),
		cmocka_unit_test(percentages_are_read_to_the_hundredth),
		cmocka_unit_test(the_canonical_form_forgets_order_blanks_and_key),
		cmocka_unit_test(defaults_are_not_content),
		cmocka_unit_test(what_is_canonical_stays_as_it_is),
	};
	return cmocka_run_group_tests(tests, arena_begin, arena_finish);
}
