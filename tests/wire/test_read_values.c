/* Values out of their range or of the wrong sort: each sort of value is asked for in one place. */
#include "reading.h"

/* The member's value is put where %s stands. */
static const char PRICE[] = "{'op':'reprice','contract':1,'price':%s}";
static const char AMOUNT[] = "{'op':'write_off','contract':1,'amount':%s}";
static const char SESSIONS[] = "{'op':'refund','contract':1,'sessions':%s}";
static const char QUANTITY[] = "{'op':'visit','client':1,'items':[{'product':1,'quantity':%s}]}";
static const char USED[] = "{'op':'open','client':1,'offer':1,'used':{'facial':%s}}";
static const char DISCOUNT[] = "{'op':'tag','code':'t','discount':%s}";
static const char DATE[] = "{'op':'tick','date':%s}";
static const char REFERENCE[] = "{'op':'refund','contract':%s}";
static const char CODE[] = "{'op':'tag','code':%s}";
static const char KEY[] = "{'op':'tick','key':%s}";
static const char METHOD[] = "{'op':'refund','contract':1,'method':%s}";
static const char NAME[] = "{'op':'tag','code':'t','name':%s}";
static const char PHONE[] = "{'op':'client','ref':'c','phone':%s}";
static const char EMAIL[] = "{'op':'client','ref':'c','email':%s}";
static const char NOTE[] = "{'op':'tick','note':%s}";
static const char QUOTE[] = "{'op':'refund','contract':1,'quote':%s}";
static const char ENTRY[] = "{'op':'void','entry':%s}";

static enum carnet_status status_with(const char *where, const char *value) {
	const char *blank = strstr(where, "%s");
	return refusal_of(arena_format(arena, "%.*s%s%s", (int)(blank - where), where, value, blank + 2));
}

static const struct {
	const char *where, *value;
	enum carnet_status status;
} values[] = {
	{PRICE, "0", CARNET_OK},
	{PRICE, "1000000000000000", CARNET_OK},
	{PRICE, "1000000000000001", CARNET_TOO_LARGE},
	{PRICE, "9223372036854775807", CARNET_TOO_LARGE},
	{PRICE, "9223372036854775808", CARNET_TOO_LARGE},
	{PRICE, "100000000000000000000000000000000", CARNET_TOO_LARGE},
	{PRICE, "-1", CARNET_INVALID},
	{PRICE, "-9223372036854775809", CARNET_INVALID},
	{PRICE, "1.0", CARNET_INVALID},
	{PRICE, "1e3", CARNET_INVALID},
	{PRICE, "0.5", CARNET_INVALID},
	{PRICE, "'100'", CARNET_INVALID},
	{PRICE, "null", CARNET_INVALID},
	{PRICE, "true", CARNET_INVALID},
	{PRICE, "[1]", CARNET_INVALID},
	{AMOUNT, "1", CARNET_OK},
	{AMOUNT, "0", CARNET_INVALID},
	{AMOUNT, "-5", CARNET_INVALID},
	{AMOUNT, "1000000000000001", CARNET_TOO_LARGE},
	{SESSIONS, "1", CARNET_OK},
	{SESSIONS, "10000", CARNET_OK},
	{SESSIONS, "10001", CARNET_TOO_LARGE},
	{SESSIONS, "99999999999999999999", CARNET_TOO_LARGE},
	{SESSIONS, "4294967297", CARNET_TOO_LARGE},
	{SESSIONS, "0", CARNET_INVALID},
	{SESSIONS, "-1", CARNET_INVALID},
	{SESSIONS, "-4294967295", CARNET_INVALID},
	{SESSIONS, "1.0", CARNET_INVALID},
	{QUANTITY, "10000", CARNET_OK},
	{QUANTITY, "10001", CARNET_TOO_LARGE},
	{QUANTITY, "0", CARNET_INVALID},
	{USED, "0", CARNET_OK},
	{USED, "10001", CARNET_TOO_LARGE},
	{USED, "-1", CARNET_INVALID},
	{USED, "'4'", CARNET_INVALID},
	{DISCOUNT, "0", CARNET_OK},
	{DISCOUNT, "100", CARNET_OK},
	{DISCOUNT, "100.00", CARNET_OK},
	{DISCOUNT, "33.33", CARNET_OK},
	{DISCOUNT, "33.333", CARNET_INVALID},
	{DISCOUNT, "0.001", CARNET_INVALID},
	{DISCOUNT, "0.00001", CARNET_INVALID},
	{DISCOUNT, "100.01", CARNET_INVALID},
	{DISCOUNT, "101", CARNET_INVALID},
	{DISCOUNT, "4294967396", CARNET_INVALID},
	{DISCOUNT, "1e300", CARNET_INVALID},
	{DISCOUNT, "-1", CARNET_INVALID},
	{DISCOUNT, "-0.5", CARNET_INVALID},
	{DISCOUNT, "'10'", CARNET_INVALID},
	{DATE, "'2028-02-29'", CARNET_OK},
	{DATE, "'2026-02-29'", CARNET_INVALID},
	{DATE, "'2026-2-1'", CARNET_INVALID},
	{DATE, "'2026-02-01T00:00'", CARNET_INVALID},
	{DATE, "''", CARNET_INVALID},
	{DATE, "20260201", CARNET_INVALID},
	{DATE, "null", CARNET_INVALID},
	{REFERENCE, "'k1'", CARNET_OK},
	{REFERENCE, "1", CARNET_OK},
	{REFERENCE, "0", CARNET_INVALID},
	{REFERENCE, "-1", CARNET_INVALID},
	{REFERENCE, "1.0", CARNET_INVALID},
	{REFERENCE, "''", CARNET_INVALID},
	{REFERENCE, "'a\\tb'", CARNET_INVALID},
	{REFERENCE, "99999999999999999999", CARNET_INVALID},
	{REFERENCE, "{}", CARNET_INVALID},
	{CODE, "'\xe6\x9e\x97'", CARNET_OK},
	{CODE, "1", CARNET_INVALID},
	{CODE, "''", CARNET_INVALID},
	{CODE, "'a\\u007f'", CARNET_INVALID},
	{CODE, "'a\\u0085'", CARNET_INVALID},
	{KEY, "''", CARNET_INVALID},
	{KEY, "7", CARNET_INVALID},
	{KEY, "'a\\nb'", CARNET_INVALID},
	{METHOD, "''", CARNET_INVALID},
	{METHOD, "'line pay'", CARNET_OK},
	{NAME, "''", CARNET_INVALID},
	{NAME, "'a\\nb'", CARNET_INVALID},
	{NAME, "5", CARNET_INVALID},
	{PHONE, "''", CARNET_OK},
	{PHONE, "'+66 (0)81 b'", CARNET_OK},
	{PHONE, "'๐๘๑'", CARNET_OK},
	{PHONE, "'by the neighbour'", CARNET_OK},
	{PHONE, "'a\\nb'", CARNET_INVALID},
	{PHONE, "null", CARNET_INVALID},
	{NOTE, "'a\\r\\n\\tb'", CARNET_OK},
	{NOTE, "'\\u001b[2J'", CARNET_INVALID},
	{QUOTE, "1", CARNET_INVALID},
	{QUOTE, "'true'", CARNET_INVALID},
	{ENTRY, "0", CARNET_INVALID},
	{ENTRY, "-3", CARNET_INVALID},
	{ENTRY, "'3'", CARNET_INVALID},
};

static void each_value_is_taken_or_refused(void **state) {
	(void)state;
	for (size_t i = 0; i < COUNT(values); i++) {
		enum carnet_status got = status_with(values[i].where, values[i].value);
		if (got != values[i].status)
			fail_msg("%s with %s: expected %s, got %s (%s)", values[i].where, values[i].value,
				 carnet_status_name(values[i].status), carnet_status_name(got), why.message);
	}
}

static void ranges_and_choices(void **state) {
	(void)state;
	static const struct {
		const char *json;
		const char *field;
	} cases[] = {
		{"{'op':'settings','decimals':7}", "/decimals"},
		{"{'op':'settings','decimals':-1}", "/decimals"},
		{"{'op':'settings','fiscal_start_month':0}", "/fiscal_start_month"},
		{"{'op':'settings','fiscal_start_month':13}", "/fiscal_start_month"},
		{"{'op':'settings','expiring_days':3651}", "/expiring_days"},
		{"{'op':'settings','currency':'twd'}", "/currency"},
		{"{'op':'settings','currency':'NT$'}", "/currency"},
		{"{'op':'settings','currency':'EURO'}", "/currency"},
		{"{'op':'settings','timezone':''}", "/timezone"},
		{"{'op':'settings','tax_point':'never'}", "/tax_point"},
		{"{'op':'settings','basis':1}", "/basis"},
		{"{'op':'settings','discount_band':10}", "/discount_band"},
		{"{'op':'settings','discount_band':[10]}", "/discount_band"},
		{"{'op':'settings','discount_band':[10,101]}", "/discount_band/1"},
		{"{'op':'staff','code':'a','role':'client'}", "/role"},
		{"{'op':'offer','code':'o','kind':'box'}", "/kind"},
		{"{'op':'offer','code':'o','bonus_value':'half'}", "/bonus_value"},
		{"{'op':'offer','code':'o','valid':{'months':0}}", "/valid/months"},
		{"{'op':'offer','code':'o','valid':{'months':1,'from':'now'}}", "/valid/from"},
		{"{'op':'offer','code':'o','valid':12}", "/valid"},
		{"{'op':'offer','code':'o','cycle':{'months':1201}}", "/cycle/months"},
		{"{'op':'offer','code':'o','cycle':{'days':3661}}", "/cycle/days"},
		{"{'op':'offer','code':'o','cycle':null}", "/cycle"},
		{"{'op':'offer','code':'o','rollover':{'cycles':-1}}", "/rollover/cycles"},
		{"{'op':'offer','code':'o','refund':{'method':'all'}}", "/refund/method"},
		{"{'op':'offer','code':'o','refund':{'fee_percent':100.5}}", "/refund/fee_percent"},
		{"{'op':'offer','code':'o','grants':{}}", "/grants"},
		{"{'op':'offer','code':'o','grants':['facial']}", "/grants/0"},
		{"{'op':'offer','code':'o','branches':'tpe'}", "/branches"},
		{"{'op':'offer','code':'o','branches':[null]}", "/branches/0"},
		{"{'op':'exchange','contract':1,'sell':1,'rest':'keep'}", "/rest"},
		{"{'op':'cancel','membership':1,'when':'later'}", "/when"},
		{"{'op':'open','client':1,'debt':0}", "/debt"},
		{"{'op':'open','client':1,'offer':1,'used':[]}", "/used"},
		{"{'op':'open','client':1,'offer':1,'used':{'':1}}", "/used/"},
		{"{'op':'open','client':1,'offer':1,'used':{'a\\nb':1}}", "/used/a\nb"},
		{"{'op':'open','client':1,'offer':1,'billed':-1}", "/billed"},
		{"{'op':'visit','client':1,'items':{}}", "/items"},
		{"{'op':'visit','client':1,'items':[7]}", "/items/0"},
		{"{'op':'visit','client':1,'items':[{'sell':1,'schedule':[{'due':'2026-01-01','amount':0}]}]}",
		 "/items/0/schedule/0/amount"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		enum carnet_status got = refusal_of(cases[i].json);
		if (got != CARNET_INVALID || strcmp(why.field, cases[i].field) != 0)
			fail_msg("%s: got %s at \"%s\": %s", cases[i].json, carnet_status_name(got), why.field,
				 why.message);
	}
}

/* A text of `length` letters between quotes. */
static const char *long_text(size_t length) {
	char *text = arena_alloc(arena, length + 3);
	memset(text, 'x', length + 2);
	text[0] = text[length + 1] = '\'';
	return text;
}

static void texts_have_their_lengths(void **state) {
	(void)state;
	static const struct {
		const char *where;
		size_t most;
	} cases[] = {{CODE, 100},  {KEY, 100},    {METHOD, 100}, {REFERENCE, 100},
		     {NAME, 2000}, {PHONE, 2000}, {EMAIL, 2000}, {NOTE, 2000}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(status_with(cases[i].where, long_text(cases[i].most)), CARNET_OK);
		assert_int_equal(status_with(cases[i].where, long_text(cases[i].most + 1)), CARNET_INVALID);
	}
}

static void a_number_no_64_bits_hold_is_named(void **state) {
	(void)state;
	assert_int_equal(
		refusal_of(
			"{'op':'visit','client':1,'items':[{'service':1},{'service':1,'price':10000000000000000000}]}"),
		CARNET_TOO_LARGE);
	assert_string_equal(why.field, "/items/1/price");
}

static void a_place_too_long_to_tell_is_told_as_far_as_it_goes(void **state) {
	(void)state;
	const char *name = long_text(90);
	assert_int_equal(refusal_of(arena_format(arena, "{'op':'visit','client':1,'items':[{'service':1,%s:1}]}", name)),
			 CARNET_INVALID);
	assert_string_equal(why.field, "/items/0");
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_value_is_taken_or_refused),
		cmocka_unit_test(ranges_and_choices),
		cmocka_unit_test(texts_have_their_lengths),
		cmocka_unit_test(a_number_no_64_bits_hold_is_named),
		cmocka_unit_test(a_place_too_long_to_tell_is_told_as_far_as_it_goes),
	};
	return cmocka_run_group_tests(tests, arena_begin, arena_finish);
}
