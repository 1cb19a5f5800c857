/* The catalogue: what its operations change and refuse, and that the memory is what the store holds. */
#include "support/open_catalog.h"

/* --- settings */

static void a_book_without_operations_has_the_defaults(void **state) {
	(void)state;
	start();
	assert_string_equal(told(&catalog),
			    "generation 0\n TWD 0 UTC clock 0 fiscal 1 low 5 expiring 30 dormant 60 "
			    "reinstate 30 unpaid 1\nband 1000-1500 floor 3000 payment net 0 cash_delivered\n");
	stop();
}

static void the_first_settings_are_read_back(void **state) {
	(void)state;
	start();
	struct settings first = settings_default();
	first.name = "美容 Studio";
	first.currency = "THB";
	first.decimals = 2;
	first.timezone = "Asia/Bangkok";
	first.free_clock = true;
	assert_true(catalog_set_first(store, &first));
	assert_true(catalog_load(&catalog, store));
	assert_string_equal(told(&catalog),
			    "generation 0\n美容 Studio THB 2 Asia/Bangkok clock 1 fiscal 1 low 5 expiring 30 "
			    "dormant 60 reinstate 30 unpaid 1\nband 1000-1500 floor 3000 payment net 0 "
			    "cash_delivered\n");
	OK(settings((struct settings_op){.name = "S"}));
	assert_true(catalog.settings.free_clock);
	stop();
}

static void each_setting_changes_alone(void **state) {
	(void)state;
	static const struct {
		struct settings_op op;
		const char *shows;
	} cases[] = {
		{{.name = "Glow"}, "Glow TWD 0 UTC"},
		{{.currency = "USD"}, "Glow USD 0 UTC"},
		{{.has_decimals = true, .decimals = 2}, "USD 2 UTC"},
		{{.timezone = "Asia/Taipei"}, "USD 2 Asia/Taipei clock 0"},
		{{.has_fiscal_start_month = true, .fiscal_start_month = 4}, "fiscal 4 low 5"},
		{{.has_low_sessions = true, .low_sessions = 0}, "low 0 expiring 30"},
		{{.has_expiring_days = true, .expiring_days = 14}, "expiring 14 dormant 60"},
		{{.has_dormant_days = true, .dormant_days = 90}, "dormant 90 reinstate 30"},
		{{.has_reinstate_days = true, .reinstate_days = 7}, "reinstate 7 unpaid 1"},
		{{.has_redeem_unpaid = true, .redeem_unpaid = false}, "unpaid 0\nband 1000-1500"},
		{{.has_discount_band = true, .discount_band_from_bp = 0, .discount_band_to_bp = 2000}, "band 0-2000 f"},
		{{.has_margin_floor = true, .margin_floor_bp = 2500}, "floor 2500 payment"},
		{{.has_tax_point = true, .tax_point = TAX_AT_DELIVERY}, "delivery net 0"},
		{{.has_net_of_tax = true, .performance_net_of_tax = true}, "net 1 cash_delivered"},
		{{.has_basis = true, .basis = BASIS_CASH}, "net 1 cash\n"},
		{{.name = NULL},
		 "Glow USD 2 Asia/Taipei clock 0 fiscal 4 low 0 expiring 14 dormant 90 reinstate 7 unpaid 0\n"
		 "band 0-2000 floor 2500 delivery net 1 cash\n"},
	};
	start();
	for (size_t i = 0; i < COUNT(cases); i++) {
		OK(settings(cases[i].op));
		assert_int_equal(catalog.generation, (int64_t)i + 1);
		assert_mentions(told(&catalog), cases[i].shows);
		assert_memory_is_what_is_stored();
	}
	assert_int_equal(last_id, 0);
	stop();
}

static void settings_that_make_no_sense_are_refused(void **state) {
	(void)state;
	static const struct {
		const char *what;
		struct settings_op op;
		const char *field;
	} cases[] = {
		{"a currency in small letters", {.currency = "twd"}, "/currency"},
		{"a currency of four letters", {.currency = "EURO"}, "/currency"},
		{"too many decimals", {.has_decimals = true, .decimals = 7}, "/decimals"},
		{"negative decimals", {.has_decimals = true, .decimals = -1}, "/decimals"},
		{"an unknown time zone", {.timezone = "Asia/Atlantis"}, "/timezone"},
		{"an empty time zone", {.timezone = ""}, "/timezone"},
		{"a file as time zone", {.timezone = "/usr/share/zoneinfo/Asia/Taipei"}, "/timezone"},
		{"a way up as time zone", {.timezone = "Asia/../Asia/Taipei"}, "/timezone"},
		{"a thirteenth month", {.has_fiscal_start_month = true, .fiscal_start_month = 13}, "/fiscal_start_month"},
		{"a month 0", {.has_fiscal_start_month = true, .fiscal_start_month = 0}, "/fiscal_start_month"},
		{"a band that ends before it begins",
		 {.has_discount_band = true, .discount_band_from_bp = 20, .discount_band_to_bp = 10},
		 "/discount_band"},
	};
	start();
	OK(settings((struct settings_op){.timezone = "Asia/Taipei"}));
	const char *before = told(&catalog);
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_was_refused(settings(cases[i].op), CARNET_INVALID, cases[i].field, before, cases[i].what);
	stop();
}

static enum carnet_status settings_when_booked(struct settings_op op) {
	struct operation operation = {.kind = OP_SETTINGS, .as.settings = op};
	return catalog_apply(&catalog, store, &operation, true, &last_id, &why);
}

static void currency_and_decimals_are_fixed_once_money_was_booked(void **state) {
	(void)state;
	start();
	const char *before = told(&catalog);
	assert_was_refused(settings_when_booked((struct settings_op){.currency = "USD"}), CARNET_INVALID, "/currency",
			   before, "another currency");
	assert_was_refused(settings_when_booked((struct settings_op){.has_decimals = true, .decimals = 2}),
			   CARNET_INVALID, "/decimals", before, "other decimals");
	OK(settings_when_booked((struct settings_op){.name = "A", .currency = "TWD", .has_decimals = true}));
	OK(settings_when_booked((struct settings_op){.timezone = "Asia/Taipei"}));
	stop();
}

/* --- branches, staff, services, products, tags */

static void the_same_code_again_changes_what_is_given(void **state) {
	(void)state;
	start();
	OK(branch((struct branch_op){.code = "tpe"}));
	OK(branch((struct branch_op){"khh", "Kaohsiung"}));
	assert_int_equal(last_id, 2);
	OK(branch((struct branch_op){"tpe", "Taipei"}));
	assert_int_equal(last_id, 1);
	OK(branch((struct branch_op){.code = "khh"}));
	OK(staff((struct staff_op){.code = "amy"}));
	OK(staff((struct staff_op){"bo", "Bo", true, ROLE_OWNER}));
	OK(staff((struct staff_op){"amy", NULL, true, ROLE_PRACTITIONER}));
	OK(staff((struct staff_op){"bo", "Bob", false, ROLE_DESK}));
	OK(service((struct item_op){.code = "facial", PRICE(1500)}));
	OK(product((struct item_op){"serum", "Serum", true, true, true, true, money_of(1200), money_of(500), 60, 500}));
	OK(service((struct item_op){.code = "facial", .name = "Facial", .has_cost = true, .cost = money_of(400)}));
	OK(service((struct item_op){.code = "facial", .has_interval_days = true, .interval_days = 28}));
	OK(service((struct item_op){.code = "facial", .has_tax = true, .tax_bp = 700}));
	OK(product((struct item_op){.code = "serum", PRICE(1300)}));
	assert_int_equal(last_id, 2);
	OK(tag((struct tag_op){.code = "vip"}));
	OK(tag((struct tag_op){"old", "Old friends", true, 1550}));
	OK(tag((struct tag_op){"vip", NULL, true, 1000}));
	OK(tag((struct tag_op){"old", "Friends", false, 0}));
	assert_mentions(told(&catalog), "generation 18\n");
	assert_mentions(told(&catalog), "branch 1 tpe Taipei\nbranch 2 khh Kaohsiung\n"
					"staff 1 amy amy practitioner\nstaff 2 bo Bob owner\n"
					"tag 1 vip vip 1000\ntag 2 old Friends 1550\n"
					"item 1 facial Facial product 0 price 1500 cost 400 every 28 tax 700\n"
					"item 2 serum Serum product 1 price 1300 cost 500 every 60 tax 500\n");
	assert_memory_is_what_is_stored();
	stop();
}

static void staff_are_of_the_desk_unless_said_otherwise(void **state) {
	(void)state;
	start();
	OK(staff((struct staff_op){.code = "amy"}));
	assert_int_equal(catalog_staff_at(&catalog, last_id)->role, ROLE_DESK);
	for (enum role role = ROLE_OWNER; role < ROLE_CLIENT; role++) {
		OK(staff((struct staff_op){"amy", NULL, true, role}));
		assert_int_equal(catalog_staff_at(&catalog, last_id)->role, role);
		assert_memory_is_what_is_stored();
	}
	stop();
}

static void list_operations_are_refused(void **state) {
	(void)state;
	start_with_services();
	const char *before = told(&catalog);
	assert_was_refused(service((struct item_op){.code = "peel"}), CARNET_INVALID, "/price", before, "no price");
	assert_was_refused(product((struct item_op){.code = "cream"}), CARNET_INVALID, "/price", before, "no price");
	assert_was_refused(service((struct item_op){.code = "serum", PRICE(1)}), CARNET_EXISTS, "/code", before,
			   "a product as a service");
	assert_was_refused(product((struct item_op){.code = "facial"}), CARNET_EXISTS, "/code", before,
			   "a service as a product");
	assert_was_refused(staff((struct staff_op){.code = "house"}), CARNET_EXISTS, "/code", before, "the house");
	assert_was_refused(staff((struct staff_op){"lin", NULL, true, ROLE_CLIENT}), CARNET_INVALID, "/role", before,
			   "a client");
	stop();
}

/* --- looking up */

static void things_are_found_by_code_and_by_number(void **state) {
	(void)state;
	start_with_services();
	OK(staff((struct staff_op){.code = "amy"}));
	OK(tag((struct tag_op){.code = "vip"}));
	OK(offer((struct offer_op){.code = "p", KIND(PACKAGE), PRICE(9), TEN_FACIALS}));
	struct reference none = {.given = false}, first = {.given = true, .number = 1},
			 ninth = {.given = true, .number = 9};
	struct reference zero = {.given = true}, fourth = {.given = true, .number = 4};
	struct reference facial = by_code("facial"), serum = by_code("serum"), p = by_code("p"), vip = by_code("vip");
	assert_string_equal(catalog_branch(&catalog, &first)->code, "tpe");
	assert_string_equal(catalog_staff(&catalog, &first)->code, "amy");
	assert_int_equal(catalog_service(&catalog, &facial)->id, 1);
	assert_int_equal(catalog_product(&catalog, &fourth)->id, 4);
	assert_int_equal(catalog_tag(&catalog, &vip)->id, 1);
	assert_int_equal(catalog_offer(&catalog, &p)->id, 1);
	assert_null(catalog_service(&catalog, &serum));
	assert_null(catalog_service(&catalog, &fourth));
	assert_null(catalog_product(&catalog, &facial));
	assert_null(catalog_product(&catalog, &first));
	assert_null(catalog_offer(&catalog, &facial));
	assert_null(catalog_branch(&catalog, &none));
	assert_null(catalog_branch(&catalog, &zero));
	assert_null(catalog_branch(&catalog, &ninth));
	assert_string_equal(catalog_branch_at(&catalog, 2)->code, "khh");
	assert_string_equal(catalog_staff_at(&catalog, 1)->code, "amy");
	assert_string_equal(catalog_item_at(&catalog, 4)->code, "serum");
	assert_string_equal(catalog_offer_at(&catalog, 1)->code, "p");
	stop();
}

/* --- with others */

static void what_another_connection_changed_is_noticed_and_kept(void **state) {
	(void)state;
	const char *path = new_book("book");
	start();
	stop();
	store = opened(path, STORE_READ_WRITE);
	arena = arena_create();
	assert_true(catalog_load(&catalog, store));
	struct store *other = opened(path, STORE_READ_WRITE);
	struct catalog others = {.arena = NULL};
	assert_true(catalog_load(&others, other));
	struct operation taipei = {.kind = OP_BRANCH, .as.branch_op = {"tpe", "Taipei"}};
	assert_true(store_begin(other));
	OK(catalog_apply(&others, other, &taipei, false, &last_id, &why));
	assert_false(catalog_stale(&catalog, store));
	assert_true(store_commit(other));
	assert_false(catalog_stale(&others, other));
	assert_true(catalog_stale(&catalog, store));
	assert_true(store_begin(store));
	OK(branch((struct branch_op){.code = "khh"}));
	assert_int_equal(last_id, 2);
	assert_true(store_commit(store));
	assert_mentions(told(&catalog), "generation 2\n");
	assert_mentions(told(&catalog), "branch 1 tpe Taipei\nbranch 2 khh khh\n");
	assert_memory_is_what_is_stored();
	catalog_clear(&others);
	store_close(other);
	stop();
}

static void after_a_rollback_the_memory_is_read_anew(void **state) {
	(void)state;
	start_with_services();
	store_rollback(store);
	assert_true(catalog_stale(&catalog, store));
	assert_true(catalog_load(&catalog, store));
	assert_int_equal(catalog.items.count, 0);
	assert_int_equal(catalog.generation, 0);
	stop();
}

static void a_fault_is_told_as_unavailable(void **state) {
	(void)state;
	start_with_services();
	const char *before = told(&catalog);
	branch_write(store, &(struct branch){.id = 9, .code = "", .name = ""});
	assert_true(store_faulted(store));
	assert_int_equal(branch((struct branch_op){.code = "rmq"}), CARNET_UNAVAILABLE);
	assert_string_equal(why.message, store_fault_text(store));
	assert_int_equal(offer((struct offer_op){.code = "p", KIND(PACKAGE), PRICE(9), TEN_FACIALS}),
			 CARNET_UNAVAILABLE);
	assert_string_equal(told(&catalog), before);
	struct settings first = settings_default();
	assert_false(catalog_set_first(store, &first));
	assert_false(catalog_stale(&catalog, store));
	assert_false(catalog_load(&catalog, store));
	assert_string_equal(told(&catalog), before);
	stop();
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_book_without_operations_has_the_defaults),
		cmocka_unit_test(the_first_settings_are_read_back),
		cmocka_unit_test(each_setting_changes_alone),
		cmocka_unit_test(settings_that_make_no_sense_are_refused),
		cmocka_unit_test(currency_and_decimals_are_fixed_once_money_was_booked),
		cmocka_unit_test(the_same_code_again_changes_what_is_given),
		cmocka_unit_test(staff_are_of_the_desk_unless_said_otherwise),
		cmocka_unit_test(list_operations_are_refused),
		cmocka_unit_test(things_are_found_by_code_and_by_number),
		cmocka_unit_test_setup_teardown(what_another_connection_changed_is_noticed_and_kept, folder_create,
						folder_remove),
		cmocka_unit_test(after_a_rollback_the_memory_is_read_anew),
		cmocka_unit_test(a_fault_is_told_as_unavailable),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
