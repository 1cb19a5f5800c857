/* What operations mean: every member of every operation, where it goes, and what is there when it is left out. */
#include "reading.h"

static void every_operation_has_its_name(void **state) {
	(void)state;
	static const char *const least[] = {
		"{'op':'settings'}",
		"{'op':'branch','code':'tpe'}",
		"{'op':'staff','code':'amy'}",
		"{'op':'service','code':'facial'}",
		"{'op':'product','code':'serum'}",
		"{'op':'offer','code':'facial10'}",
		"{'op':'tag','code':'vip'}",
		"{'op':'client','ref':'lin'}",
		"{'op':'visit','client':'lin','items':[{'service':'cut'}]}",
		"{'op':'pay','client':'lin','payments':[{'method':'cash','amount':1}]}",
		"{'op':'refund','contract':'k1'}",
		"{'op':'freeze','contract':'k1'}",
		"{'op':'unfreeze','contract':'k1'}",
		"{'op':'extend','contract':'k1','expires_on':'2026-05-31'}",
		"{'op':'share','contract':'k1','with':'may'}",
		"{'op':'unshare','contract':'k1','with':'may'}",
		"{'op':'return','contract':'k1','service':'facial'}",
		"{'op':'transfer','contract':'k1','to':'may'}",
		"{'op':'exchange','contract':'k1','sell':'glow'}",
		"{'op':'reprice','contract':'k1','price':0}",
		"{'op':'write_off','contract':'k1','amount':1}",
		"{'op':'void','entry':17}",
		"{'op':'open','client':'lin','offer':'facial10'}",
		"{'op':'membership','client':'lin','plan':'club'}",
		"{'op':'cancel','membership':'m1'}",
		"{'op':'change','membership':'m1','plan':'club2'}",
		"{'op':'tick'}",
		"{'op':'close'}",
		"{'op':'reopen'}",
	};
	assert_int_equal(COUNT(least), OP_COUNT);
	for (unsigned kind = 0; kind < OP_COUNT; kind++) {
		char name[32];
		snprintf(name, sizeof name, "'%s'", operation_name((enum operation_kind)kind));
		assert_non_null(strstr(least[kind], name));
		assert_int_equal(accepted(least[kind])->kind, kind);
	}
}

static void all_carry_key_date_branch_actor_and_note(void **state) {
	(void)state;
	struct operation *op = accepted(
		" {'note':'late\\nvisit', 'actor':3, 'branch':'tpe', 'date':'2026-05-02', 'key':'a-1', 'op':'tick'}\n");
	assert_string_equal(op->key, "a-1");
	assert_int_equal(op->date, date_of(2026, 5, 2));
	assert_reference(op->branch, "tpe");
	assert_true(op->actor.given && !op->actor.text && op->actor.number == 3);
	assert_string_equal(op->note, "late\nvisit");
	op = accepted("{'op':'tick'}");
	assert_null(op->key);
	assert_null(op->note);
	assert_int_equal(op->date, DATE_NONE);
	assert_false(op->branch.given || op->actor.given);
}

static void settings_say_how_the_book_is_kept(void **state) {
	(void)state;
	struct settings_op *s =
		&accepted("{'op':'settings','name':'Lotus','currency':'TWD','timezone':'Asia/Taipei','decimals':2,"
			  "'fiscal_start_month':4,'low_sessions':3,'expiring_days':20,'dormant_days':90,'reinstate_"
			  "days':10,"
			  "'redeem_unpaid':true,'discount_band':[10,15.25],'margin_floor':40.5,'tax_point':'delivery',"
			  "'performance_net_of_tax':true,'basis':'cash'}")
			 ->as.settings;
	assert_string_equal(s->name, "Lotus");
	assert_string_equal(s->currency, "TWD");
	assert_string_equal(s->timezone, "Asia/Taipei");
	assert_true(s->has_decimals && s->decimals == 2);
	assert_true(s->has_fiscal_start_month && s->fiscal_start_month == 4);
	assert_true(s->has_low_sessions && s->low_sessions == 3);
	assert_true(s->has_expiring_days && s->expiring_days == 20);
	assert_true(s->has_dormant_days && s->dormant_days == 90);
	assert_true(s->has_reinstate_days && s->reinstate_days == 10);
	assert_true(s->has_redeem_unpaid && s->redeem_unpaid);
	assert_true(s->has_discount_band && s->discount_band_from_bp == 1000 && s->discount_band_to_bp == 1525);
	assert_true(s->has_margin_floor && s->margin_floor_bp == 4050);
	assert_true(s->has_tax_point && s->tax_point == TAX_AT_DELIVERY);
	assert_true(s->has_net_of_tax && s->performance_net_of_tax);
	assert_true(s->has_basis && s->basis == BASIS_CASH);
}

static void settings_left_out_are_not_given(void **state) {
	(void)state;
	struct settings_op *s = &accepted("{'op':'settings','redeem_unpaid':false}")->as.settings;
	assert_true(s->has_redeem_unpaid && !s->redeem_unpaid);
	assert_false(s->has_decimals || s->has_fiscal_start_month || s->has_low_sessions || s->has_expiring_days);
	assert_false(s->has_dormant_days || s->has_reinstate_days || s->has_discount_band || s->has_margin_floor);
	assert_false(s->has_tax_point || s->has_net_of_tax || s->has_basis);
	assert_null(s->name);
}

static void a_catalogue_has_branches_staff_services_goods_and_tags(void **state) {
	(void)state;
	struct operation *op = accepted("{'op':'branch','code':'tpe','name':'台北'}");
	assert_string_equal(op->as.branch_op.code, "tpe");
	assert_string_equal(op->as.branch_op.name, "台北");
	struct staff_op *staff = &accepted("{'op':'staff','code':'amy','name':'Amy','role':'accountant'}")->as.staff;
	assert_true(staff->has_role && staff->role == ROLE_ACCOUNTANT);
	assert_string_equal(staff->name, "Amy");
	struct item_op *item = &accepted("{'op':'service','code':'facial','name':'Facial','price':1500,'cost':400,"
					 "'interval_days':28,'tax':5}")
					->as.item;
	assert_true(item->has_price && item->has_cost && item->has_interval_days && item->has_tax);
	assert_amount(item->price, 1500);
	assert_amount(item->cost, 400);
	assert_int_equal(item->interval_days, 28);
	assert_int_equal(item->tax_bp, 500);
	struct tag_op *tag = &accepted("{'op':'tag','code':'vip','name':'VIP','discount':12.5}")->as.tag;
	assert_true(tag->has_discount && tag->discount_bp == 1250);
	assert_string_equal(tag->name, "VIP");
}

static void a_client_may_have_its_texts_cleared(void **state) {
	(void)state;
	struct operation *op = accepted("{'op':'client','ref':'lin','name':'林','phone':'','email':'l@example.com',"
					"'language':'zh-Hant','note':'allergic','tags':['vip','new']}");
	struct client_op *client = &op->as.client;
	assert_reference(client->client, "lin");
	assert_string_equal(client->name, "林");
	assert_string_equal(client->phone, "");
	assert_string_equal(client->email, "l@example.com");
	assert_string_equal(client->language, "zh-Hant");
	assert_string_equal(client->note, "allergic");
	assert_null(op->note); /* it is about the client, not the entry */
	assert_true(client->has_tags);
	assert_int_equal(client->tags.count, 2);
	assert_reference(client->tags.at[1], "new");
	assert_true(accepted("{'op':'client','ref':'lin','tags':[]}")->as.client.has_tags);
}

static void a_visit_sells_redeems_charges_and_takes_payment(void **state) {
	(void)state;
	struct visit_op *visit =
		&accepted("{'op':'visit','client':'lin','items':["
			  "{'sell':'facial10','ref':'k1','price':10000,'seller':'amy','due':'2026-06-01'},"
			  "{'redeem':'facial','contract':'k1','sessions':2,'staff':[{'staff':'amy','share':65},{'staff'"
			  ":2,'share':34.99}]},"
			  "{'service':'perm','price':2000,'staff':[{'staff':'amy','share':100}],'ref':'s1'},"
			  "{'product':'serum','quantity':3},"
			  "{'sell':'glow','schedule':[{'due':'2026-06-01','amount':500},{'due':'2026-07-01','amount':"
			  "1500}]}],"
			  "'payments':[{'method':'cash','amount':5000,'contract':'k1'},"
			  "{'method':'credit','amount':500,'contract':9,'from':'t1'}]}")
			 ->as.visit;
	struct item_line_op *line = visit->items.at;
	assert_reference(visit->client, "lin");
	assert_int_equal(visit->items.count, 5);
	assert_int_equal(line[0].kind, ITEM_SELL);
	assert_reference(line[0].what, "facial10");
	assert_string_equal(line[0].ref, "k1");
	assert_true(line[0].has_price && money_units(line[0].price) == 10000);
	assert_reference(line[0].seller, "amy");
	assert_int_equal(line[0].due, date_of(2026, 6, 1));
	assert_int_equal(line[1].kind, ITEM_REDEEM);
	assert_reference(line[1].contract, "k1");
	assert_int_equal(line[1].sessions, 2);
	assert_int_equal(line[1].staff.at[0].share_bp, 6500);
	assert_true(line[1].staff.at[1].staff.number == 2 && line[1].staff.at[1].share_bp == 3499);
	assert_int_equal(line[2].kind, ITEM_SERVICE);
	assert_true(line[2].quantity == 1 && line[2].sessions == 1 && line[2].due == DATE_NONE);
	assert_int_equal(line[3].kind, ITEM_PRODUCT);
	assert_int_equal(line[3].quantity, 3);
	assert_false(line[3].has_price);
	assert_int_equal(line[4].schedule.count, 2);
	assert_int_equal(line[4].schedule.at[1].due, date_of(2026, 7, 1));
	assert_amount(line[4].schedule.at[1].amount, 1500);
	assert_true(!visit->payments.at[0].credit && visit->payments.at[1].credit);
	assert_reference(visit->payments.at[0].contract, "k1");
	assert_reference(visit->payments.at[1].from, "t1");
	assert_amount(visit->payments.at[1].amount, 500);
}

static void a_payment_alone(void **state) {
	(void)state;
	struct operation *op =
		accepted("{'op':'pay','client':7,'payments':[{'method':'card','amount':1000000000000000}]}");
	assert_int_equal(op->as.pay.client.number, 7);
	assert_string_equal(op->as.pay.payments.at[0].method, "card");
	assert_amount(op->as.pay.payments.at[0].amount, 1000000000000000);
	op = accepted("{'op':'visit','client':7,'items':[],'payments':[{'method':'card','amount':1}]}");
	assert_int_equal(op->as.visit.payments.count, 1);
}

static void a_refund_pays_cash_unless_told_otherwise(void **state) {
	(void)state;
	struct refund_op *refund =
		&accepted("{'op':'refund','contract':'k1','sessions':4,'service':'facial','method':'bank'}")->as.refund;
	assert_reference(refund->contract, "k1");
	assert_true(refund->has_sessions && refund->sessions == 4);
	assert_reference(refund->service, "facial");
	assert_string_equal(refund->method, "bank");
	refund = &accepted("{'op':'refund','contract':'k1'}")->as.refund;
	assert_false(refund->has_sessions);
	assert_string_equal(refund->method, "cash");
}

static void freezes_and_extensions_have_days(void **state) {
	(void)state;
	struct freeze_op *freeze =
		&accepted("{'op':'freeze','membership':'m1','from':'2026-01-10','to':'2026-02-09'}")->as.freeze;
	assert_reference(freeze->membership, "m1");
	assert_true(freeze->from == date_of(2026, 1, 10) && freeze->to == date_of(2026, 2, 9));
	freeze = &accepted("{'op':'unfreeze','contract':'k1'}")->as.freeze;
	assert_reference(freeze->contract, "k1");
	assert_true(freeze->from == DATE_NONE && freeze->to == DATE_NONE);
	struct extend_op *extend = &accepted("{'op':'extend','contract':'k1','expires_on':'2028-02-29'}")->as.extend;
	assert_reference(extend->contract, "k1");
	assert_int_equal(extend->expires_on, date_of(2028, 2, 29));
}

static void holders_returns_and_transfers(void **state) {
	(void)state;
	struct holder_op *holder = &accepted("{'op':'unshare','contract':'k1','with':'may'}")->as.holder;
	assert_reference(holder->contract, "k1");
	assert_reference(holder->with, "may");
	struct return_op *give_back = &accepted("{'op':'return','contract':'s1','product':'serum'}")->as.give_back;
	assert_reference(give_back->product, "serum");
	assert_true(!give_back->has_sessions && give_back->sessions == 1);
	give_back = &accepted("{'op':'return','contract':'k1','service':'facial','sessions':2}")->as.give_back;
	assert_true(give_back->has_sessions && give_back->sessions == 2);
	struct transfer_op *transfer = &accepted("{'op':'transfer','contract':'k1','to':'may','service':'facial','"
						 "sessions':3,'ref':'k2'}")
						->as.transfer;
	assert_reference(transfer->to, "may");
	assert_reference(transfer->service, "facial");
	assert_true(transfer->has_sessions && transfer->sessions == 3);
	assert_string_equal(transfer->ref, "k2");
}

static void what_books_can_be_quoted(void **state) {
	static const char *const quoted[] = {
		"{'op':'visit','client':7,'items':[{'redeem':'facial'}],'quote':true}",
		"{'op':'pay','client':7,'payments':[{'method':'card','amount':1}],'quote':true}",
		"{'op':'refund','contract':'k1','quote':true}",
		"{'op':'freeze','contract':'k1','quote':true}",
		"{'op':'extend','contract':'k1','expires_on':'2027-01-01','quote':true}",
		"{'op':'void','entry':3,'quote':true}",
		"{'op':'cancel','membership':'m1','quote':true}",
	};
	(void)state;
	for (size_t i = 0; i < sizeof quoted / sizeof *quoted; i++)
		assert_true(accepted(quoted[i])->quote);
	assert_false(accepted("{'op':'visit','client':7,'items':[{'redeem':'facial'}]}")->quote);
	assert_false(accepted("{'op':'refund','contract':'k1','quote':false}")->quote);
}

static void an_exchange_says_what_becomes_of_the_rest(void **state) {
	(void)state;
	struct exchange_op *exchange =
		&accepted(
			 "{'op':'exchange','contract':'k1','sell':'glow','ref':'k3','price':9000,'seller':'amy',"
			 "'payments':[{'method':'cash','amount':100}],'rest':'credit','rest_ref':'t3','method':'bank'}")
			 ->as.exchange;
	assert_reference(exchange->contract, "k1");
	assert_reference(exchange->sell, "glow");
	assert_string_equal(exchange->ref, "k3");
	assert_true(exchange->has_price && money_units(exchange->price) == 9000);
	assert_reference(exchange->seller, "amy");
	assert_int_equal(exchange->payments.count, 1);
	assert_int_equal(exchange->rest, REST_CREDIT);
	assert_string_equal(exchange->rest_ref, "t3");
	assert_string_equal(exchange->method, "bank");
	assert_int_equal(accepted("{'op':'exchange','contract':1,'sell':2,'rest':'refund'}")->as.exchange.rest,
			 REST_REFUND);
	assert_int_equal(accepted("{'op':'exchange','contract':1,'sell':2}")->as.exchange.rest, REST_NONE);
}

static void amounts_put_right(void **state) {
	(void)state;
	assert_amount(accepted("{'op':'reprice','contract':'k1','price':9000}")->as.reprice.price, 9000);
	assert_amount(accepted("{'op':'write_off','contract':'k1','amount':3000}")->as.write_off.amount, 3000);
	assert_int_equal(accepted("{'op':'void','entry':9000000000000000000}")->as.void_op.entry, 9000000000000000000);
	struct void_op *undone = &accepted("{'op':'void','of':'a-1'}")->as.void_op;
	assert_string_equal(undone->of, "a-1");
	assert_int_equal(undone->entry, 0);
}

static void an_opening_brings_in_what_was_sold_before(void **state) {
	(void)state;
	struct open_op *open =
		&accepted("{'op':'open','client':'lin','offer':'facial10','ref':'k0','price':10000,'paid':8000,'spent':"
			  "20,'billed':4,"
			  "'used':{'facial':4,'a/"
			  "b':0},'sold_on':'2025-01-01','expires_on':'2027-01-01','next_cycle':'2026-06-01',"
			  "'seller':'amy'}")
			 ->as.open;
	assert_reference(open->client, "lin");
	assert_reference(open->offer, "facial10");
	assert_string_equal(open->ref, "k0");
	assert_true(open->has_price && open->has_paid && open->has_spent && open->has_billed && !open->has_debt);
	assert_amount(open->paid, 8000);
	assert_amount(open->spent, 20);
	assert_int_equal(open->billed, 4);
	assert_int_equal(open->used.count, 2);
	assert_reference(open->used.at[0].service, "facial");
	assert_int_equal(open->used.at[0].sessions, 4);
	assert_reference(open->used.at[1].service, "a/b");
	assert_true(open->sold_on == date_of(2025, 1, 1) && open->expires_on == date_of(2027, 1, 1));
	assert_int_equal(open->next_cycle, date_of(2026, 6, 1));
	assert_reference(open->seller, "amy");
	open = &accepted("{'op':'open','client':'lin','ref':'d0','debt':5000}")->as.open;
	assert_true(open->has_debt && money_units(open->debt) == 5000 && !open->offer.given);
	assert_int_equal(open->next_cycle, DATE_NONE);
}

static void memberships_end_and_change_at_the_cycle_s_end_or_now(void **state) {
	(void)state;
	struct membership_op *membership =
		&accepted("{'op':'membership','client':'lin','plan':'club','seller':'bo','ref':'m1','price':0}")
			 ->as.membership;
	assert_reference(membership->plan, "club");
	assert_reference(membership->seller, "bo");
	assert_string_equal(membership->ref, "m1");
	assert_true(membership->has_price);
	struct cancel_op *cancel =
		&accepted("{'op':'cancel','membership':'m1','when':'now','method':'card','override':true}")->as.cancel;
	assert_reference(cancel->membership, "m1");
	assert_true(cancel->when == MOMENT_NOW && cancel->override);
	assert_string_equal(cancel->method, "card");
	cancel = &accepted("{'op':'cancel','membership':'m1','when':'cycle_end'}")->as.cancel;
	assert_true(cancel->when == MOMENT_CYCLE_END && !cancel->override);
	struct change_op *change = &accepted("{'op':'change','membership':'m1','plan':'club2','when':'now','price':1,'"
					     "rest':'refund','rest_ref':'t1',"
					     "'method':'card','override':true}")
					    ->as.change;
	assert_reference(change->plan, "club2");
	assert_true(change->when == MOMENT_NOW && change->has_price && change->rest == REST_REFUND);
	assert_true(change->override);
	assert_string_equal(change->rest_ref, "t1");
	assert_int_equal(accepted("{'op':'change','membership':'m1','plan':'club2'}")->as.change.when, MOMENT_CYCLE_END);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_operation_has_its_name),
		cmocka_unit_test(all_carry_key_date_branch_actor_and_note),
		cmocka_unit_test(settings_say_how_the_book_is_kept),
		cmocka_unit_test(settings_left_out_are_not_given),
		cmocka_unit_test(a_catalogue_has_branches_staff_services_goods_and_tags),
		cmocka_unit_test(a_client_may_have_its_texts_cleared),
		cmocka_unit_test(a_visit_sells_redeems_charges_and_takes_payment),
		cmocka_unit_test(a_payment_alone),
		cmocka_unit_test(a_refund_pays_cash_unless_told_otherwise),
		cmocka_unit_test(freezes_and_extensions_have_days),
		cmocka_unit_test(holders_returns_and_transfers),
		cmocka_unit_test(what_books_can_be_quoted),
		cmocka_unit_test(an_exchange_says_what_becomes_of_the_rest),
		cmocka_unit_test(amounts_put_right),
		cmocka_unit_test(an_opening_brings_in_what_was_sold_before),
		cmocka_unit_test(memberships_end_and_change_at_the_cycle_s_end_or_now),
	};
	return cmocka_run_group_tests(tests, arena_begin, arena_finish);
}
