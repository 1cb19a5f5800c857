/* What is refused for its form: with which status, and at which member. */
#include "reading.h"

struct refused {
	const char *because, *json;
	const char *field;
};

static void check_all(const struct refused *cases, size_t count, enum carnet_status status) {
	for (size_t i = 0; i < count; i++) {
		enum carnet_status got = refusal_of(cases[i].json);
		if (got != status || got != why.status || strcmp(why.field, cases[i].field) != 0 || !why.message[0])
			fail_msg("%s: %s\n    expected %s at \"%s\", got %s at \"%s\": %s", cases[i].because,
				 cases[i].json, carnet_status_name(status), cases[i].field, carnet_status_name(got),
				 why.field, why.message);
	}
}

static void what_is_no_operation(void **state) {
	(void)state;
	static const struct refused cases[] = {
		{"nothing at all", "", ""},
		{"blanks only", " \n", ""},
		{"a list", "[{'op':'tick'}]", ""},
		{"a number", "3", ""},
		{"a text", "'tick'", ""},
		{"two of them", "{'op':'tick'}{'op':'tick'}", ""},
		{"a comma too many", "{'op':'tick',}", ""},
		{"a comment", "{'op':'tick'} // now", ""},
		{"a byte order mark", "\xef\xbb\xbf{'op':'tick'}", ""},
		{"a member twice", "{'op':'tick','date':'2026-01-01','date':'2026-01-01'}", ""},
		{"a member twice within", "{'op':'visit','client':1,'items':[{'service':1,'service':1}]}", ""},
		{"a NUL in a text", "{'op':'tick','note':'a\\u0000b'}", ""},
		{"a NUL in a name", "{'op':'tick','a\\u0000':1}", ""},
		{"half a surrogate pair", "{'op':'tick','note':'\\ud83d'}", ""},
		{"an overlong letter", "{'op':'tick','note':'\xc0\xaf'}", ""},
		{"a surrogate as UTF-8", "{'op':'tick','note':'\xed\xa0\x80'}", ""},
		{"half a letter", "{'op':'tick','note':'\xe5\x8f'}", ""},
		{"Latin-1", "{'op':'tick','note':'\xe9t\xe9'}", ""},
		{"bare control character", "{'op':'tick','note':'a\nb'}", ""},
		{"not a number", "{'op':'tag','code':'v','discount':NaN}", ""},
		{"a leading zero", "{'op':'tag','code':'v','discount':010}", ""},
		{"infinite", "{'op':'tag','code':'v','discount':1e999}", ""},
		{"no op", "{}", "/op"},
		{"an op that is no text", "{'op':7}", "/op"},
		{"an op there is not", "{'op':'dance'}", "/op"},
		{"an op in capitals", "{'op':'Tick'}", "/op"},
	};
	check_all(cases, COUNT(cases), CARNET_INVALID);
}

static void members_that_do_not_belong(void **state) {
	(void)state;
	static const struct refused cases[] = {
		{"unknown", "{'op':'tick','colour':'red'}", "/colour"},
		{"unknown, awkward name", "{'op':'tick','a/b~c':1}", "/a~1b~0c"},
		{"unknown within", "{'op':'visit','client':1,'items':[{'service':1,'colour':'red'}]}", "/items/0/colour"},
		{"payment for payments", "{'op':'pay','client':1,'payments':[{'method':'c','amount':1}],'payment':[]}",
		 "/payment"},
		{"sessions of a sale", "{'op':'visit','client':1,'items':[{'sell':1,'sessions':3}]}",
		 "/items/0/sessions"},
		{"quantity of a sale", "{'op':'visit','client':1,'items':[{'sell':1,'quantity':3}]}",
		 "/items/0/quantity"},
		{"price of a redemption", "{'op':'visit','client':1,'items':[{'redeem':1,'price':3}]}", "/items/0/price"},
		{"ref of a redemption", "{'op':'visit','client':1,'items':[{'redeem':1,'ref':'a'}]}", "/items/0/ref"},
		{"contract of a service", "{'op':'visit','client':1,'items':[{'service':1,'contract':1}]}",
		 "/items/0/contract"},
		{"two things in one line", "{'op':'visit','client':1,'items':[{'sell':1,'product':1}]}",
		 "/items/0/product"},
		{"days of an unfreeze", "{'op':'unfreeze','contract':1,'to':'2026-01-01'}", "/to"},
		{"price of a debt", "{'op':'open','client':1,'debt':5,'price':5}", "/price"},
		{"unknown in validity", "{'op':'offer','code':'o','valid':{'months':1,'weeks':1}}", "/valid/weeks"},
		{"unknown in a cycle", "{'op':'offer','code':'o','cycle':{'months':1,'from':'sale'}}", "/cycle/from"},
		{"unknown in a rollover", "{'op':'offer','code':'o','rollover':{'k':1}}", "/rollover/k"},
		{"unknown in a refund rule", "{'op':'offer','code':'o','refund':{'fees':1}}", "/refund/fees"},
		{"unknown in a line", "{'op':'offer','code':'o','grants':[{'service':1,'sessions':1,'n':1}]}",
		 "/grants/0/n"},
		{"unknown in a share",
		 "{'op':'visit','client':1,'items':[{'redeem':1,'staff':[{'staff':1,'share':1,'x':1}]}]}",
		 "/items/0/staff/0/x"},
		{"unknown in a payment", "{'op':'pay','client':1,'payments':[{'method':'c','amount':1,'x':1}]}",
		 "/payments/0/x"},
		{"a role of a branch", "{'op':'branch','code':'b','role':'desk'}", "/role"},
	};
	check_all(cases, COUNT(cases), CARNET_INVALID);
}

static void members_that_are_missing(void **state) {
	(void)state;
	static const struct refused cases[] = {
		{"branch", "{'op':'branch','name':'x'}", "/code"},
		{"staff", "{'op':'staff'}", "/code"},
		{"service", "{'op':'service'}", "/code"},
		{"product", "{'op':'product'}", "/code"},
		{"offer", "{'op':'offer'}", "/code"},
		{"tag", "{'op':'tag'}", "/code"},
		{"client", "{'op':'client'}", "/ref"},
		{"visit of nobody", "{'op':'visit','items':[{'service':1}]}", "/client"},
		{"visit of nothing", "{'op':'visit','client':1}", "/items"},
		{"visit of nothing", "{'op':'visit','client':1,'items':[],'payments':[]}", "/items"},
		{"line of nothing", "{'op':'visit','client':1,'items':[{'price':5}]}", "/items/0"},
		{"pay of nobody", "{'op':'pay','payments':[{'method':'c','amount':1}]}", "/client"},
		{"pay", "{'op':'pay','client':1}", "/payments"},
		{"pay nothing", "{'op':'pay','client':1,'payments':[]}", "/payments"},
		{"method", "{'op':'pay','client':1,'payments':[{'amount':1}]}", "/payments/0/method"},
		{"amount", "{'op':'pay','client':1,'payments':[{'method':'c'}]}", "/payments/0/amount"},
		{"share", "{'op':'visit','client':1,'items':[{'redeem':1,'staff':[{'staff':1}]}]}",
		 "/items/0/staff/0/share"},
		{"staff", "{'op':'visit','client':1,'items':[{'redeem':1,'staff':[{'share':1}]}]}",
		 "/items/0/staff/0/staff"},
		{"day", "{'op':'visit','client':1,'items':[{'sell':1,'schedule':[{'amount':1}]}]}",
		 "/items/0/schedule/0/due"},
		{"refund", "{'op':'refund'}", "/contract"},
		{"freeze", "{'op':'freeze'}", "/contract"},
		{"unfreeze", "{'op':'unfreeze'}", "/contract"},
		{"extend", "{'op':'extend','contract':1}", "/expires_on"},
		{"share", "{'op':'share','contract':1}", "/with"},
		{"unshare", "{'op':'unshare','with':1}", "/contract"},
		{"return of nothing", "{'op':'return','contract':1}", "/service"},
		{"transfer", "{'op':'transfer','contract':1}", "/to"},
		{"exchange", "{'op':'exchange','contract':1}", "/sell"},
		{"reprice", "{'op':'reprice','contract':1}", "/price"},
		{"write off", "{'op':'write_off','contract':1}", "/amount"},
		{"void", "{'op':'void'}", "/entry"},
		{"open for nobody", "{'op':'open','offer':1}", "/client"},
		{"open of nothing", "{'op':'open','client':1}", "/offer"},
		{"membership", "{'op':'membership','client':1}", "/plan"},
		{"cancel", "{'op':'cancel'}", "/membership"},
		{"change", "{'op':'change','membership':1}", "/plan"},
		{"line of no service", "{'op':'offer','code':'o','grants':[{'sessions':1}]}", "/grants/0/service"},
		{"line of no sessions", "{'op':'offer','code':'o','grants':[{'service':1}]}", "/grants/0/sessions"},
		{"a set of nothing", "{'op':'offer','code':'o','grants':[{'any_of':[],'sessions':1}]}",
		 "/grants/0/any_of"},
		{"cycle of nothing", "{'op':'offer','code':'o','cycle':{}}", "/cycle"},
	};
	check_all(cases, COUNT(cases), CARNET_INVALID);
}

static void members_that_exclude_each_other(void **state) {
	(void)state;
	static const struct refused cases[] = {
		{"freeze", "{'op':'freeze','contract':1,'membership':1}", "/membership"},
		{"return", "{'op':'return','contract':1,'service':1,'product':1}", "/product"},
		{"void", "{'op':'void','entry':1,'of':'k'}", "/of"},
		{"open", "{'op':'open','client':1,'offer':1,'debt':1}", "/debt"},
		{"line", "{'op':'offer','code':'o','grants':[{'service':1,'any_of':[1],'sessions':1}]}",
		 "/grants/0/any_of"},
		{"span", "{'op':'offer','code':'o','valid':{'months':1,'days':1}}", "/valid/days"},
		{"cycle", "{'op':'offer','code':'o','cycle':{'months':1,'days':1}}", "/cycle/days"},
		{"terms", "{'op':'visit','client':1,'items':[{'sell':1,'due':'2026-01-01','schedule':[]}]}",
		 "/items/0/schedule"},
		{"from of cash", "{'op':'pay','client':1,'payments':[{'method':'cash','amount':1,'from':1}]}",
		 "/payments/0/from"},
		{"bonus with a value",
		 "{'op':'offer','code':'o','grants':[{'service':1,'sessions':1,'bonus':true,'value':1}]}",
		 "/grants/0/value"},
		{"start of no span", "{'op':'offer','code':'o','valid':{'from':'sale'}}", "/valid/from"},
		{"refund as credit", "{'op':'refund','contract':1,'method':'credit'}", "/method"},
		{"exchange as credit", "{'op':'exchange','contract':1,'sell':1,'method':'credit'}", "/method"},
		{"cancel as credit", "{'op':'cancel','membership':1,'method':'credit'}", "/method"},
		{"change as credit", "{'op':'change','membership':1,'plan':1,'method':'credit'}", "/method"},
		{"freeze of no day", "{'op':'freeze','contract':1,'from':'2026-01-02','to':'2026-01-02'}", "/to"},
		{"freeze backwards", "{'op':'freeze','contract':1,'from':'2026-01-02','to':'2026-01-01'}", "/to"},
		{"band backwards", "{'op':'settings','discount_band':[15,10]}", "/discount_band"},
		{"twice in a set", "{'op':'offer','code':'o','grants':[{'any_of':['a','b','a'],'sessions':1}]}",
		 "/grants/0/any_of/2"},
		{"tag twice", "{'op':'client','ref':'c','tags':['a','a']}", "/tags/1"},
		{"branch twice", "{'op':'offer','code':'o','branches':[2,2]}", "/branches/1"},
		{"staff twice", "{'op':'visit','client':1,'items':[{'redeem':1,'staff':[{'staff':'a','share':1},{'staff':'a','share':1}]}]}",
		 "/items/0/staff/1"},
		{"more than all", "{'op':'visit','client':1,'items':[{'redeem':1,'staff':[{'staff':1,'share':50},{'staff':2,'share':50.01}]}]}",
		 "/items/0/staff"},
	};
	check_all(cases, COUNT(cases), CARNET_INVALID);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_operation),
		cmocka_unit_test(members_that_do_not_belong),
		cmocka_unit_test(members_that_are_missing),
		cmocka_unit_test(members_that_exclude_each_other),
	};
	return cmocka_run_group_tests(tests, arena_begin, arena_finish);
}
