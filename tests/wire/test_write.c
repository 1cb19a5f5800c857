/* What leaves: refusals, and one report in its three forms. */
#include "reading.h"

static struct buffer out;
static struct report report;

static int begin(void **state) {
	static const char *const columns[] = {"ref",  "client",   "price",  "sold_on", "share",
					      "paid", "sessions", "grants", "tags",    "any_of"};
	arena_begin(state);
	buffer_init(&out, arena);
	report = (struct report){
		.arena = arena,
		.name = "contracts",
		.from = date_of(2026, 5, 1),
		.to = DATE_NONE,
		.as_of = DATE_NONE,
		.decimals = 2,
		.columns = columns,
		.column_count = COUNT(columns),
	};
	return 0;
}

static struct cell record(enum cell_kind kind, const char *const *names, const struct cell *cells, size_t count) {
	struct record *one = ARENA_NEW(arena, struct record);
	*one = (struct record){names, arena_copy(arena, cells, count * sizeof *cells), count};
	return (struct cell){.kind = kind, .as.records = {one, 1}};
}

static void fill_report(void) {
	static const char *const grant[] = {"service", "sessions", "used", "left", "value_left", "expires_on"};
	static const char *const sessions[] = {"sold", "used"};
	static const char *const tags[] = {"vip", "new"};
	static const char *const totals[] = {"price", "sessions", "contracts"};
	static const char *const notes[] = {"basis", "left_out"};
	struct cell *row = report_row_add(&report);
	row[0] = cell_text("k1");
	row[1] = cell_text("林, \"Lin\"");
	row[2] = cell_money(money_of(123456789));
	row[3] = cell_date(date_of(2026, 5, 2));
	row[4] = cell_bp(1250);
	row[5] = cell_bool(true);
	row[6] = record(CELL_RECORD, sessions, (struct cell[]){cell_number(10), cell_number(1)}, 2);
	row[7] = record(CELL_LIST, grant,
			(struct cell[]){cell_text("facial"), cell_number(10), cell_number(0), cell_number(9),
					cell_money(money_of(900000)), cell_date(date_of(2027, 5, 2))},
			6);
	row[8] = (struct cell){.kind = CELL_TEXTS, .as.texts = {tags, 2}};
	row[9] = cell_left_out();
	row = report_row_add(&report);
	row[0] = cell_text("=k2");
	row[2] = cell_money(money_of(-5));
	report.totals = (struct record){
		totals,
		(const struct cell[]){cell_money(money_of(123456784)),
				      record(CELL_RECORD, sessions, (struct cell[]){cell_number(10), cell_number(1)}, 2),
				      cell_number(1234)},
		3,
	};
	report.totals.cells = arena_copy(arena, report.totals.cells, 3 * sizeof(struct cell));
	report.notes = (struct record){
		notes, arena_copy(arena, (struct cell[]){cell_text("cash"), cell_left_out()}, 2 * sizeof(struct cell)),
		2};
}

static void a_refusal_names_code_field_and_entries(void **state) {
	(void)state;
	struct refusal refusal;
	(void)refuse(&refusal, CARNET_OVERPAID, "400 is \"due\"");
	wire_write_refusal(&out, &refusal);
	assert_string_equal(out.at,
			    with_quotes("{'ok':false,'error':{'code':'overpaid','message':'400 is \\'due\\''}}"));
	buffer_init(&out, arena);
	refusal_of("{'op':'tick','date':1}");
	wire_write_refusal(&out, &why);
	assert_non_null(strstr(out.at, "\"field\":\"/date\""));
	buffer_init(&out, arena);
	(void)refuse(&refusal, CARNET_BUILT_UPON, "later");
	refusal.entries[0] = 17;
	refusal.entries[1] = 19;
	refusal.entry_count = 2;
	wire_write_refusal(&out, &refusal);
	assert_string_equal(
		out.at, with_quotes("{'ok':false,'error':{'code':'built_upon','message':'later','entries':[17,19]}}"));
}

static void json_has_units_and_leaves_no_member_out_but_those_it_must(void **state) {
	(void)state;
	fill_report();
	wire_write_report(&out, &report, WIRE_JSON);
	assert_string_equal(
		out.at,
		with_quotes(
			"{'report':'contracts','from':'2026-05-01','rows':["
			"{'ref':'k1','client':'林, "
			"\\'Lin\\'','price':123456789,'sold_on':'2026-05-02','share':12.5,'paid':true,"
			"'sessions':{'sold':10,'used':1},'grants':[{'service':'facial','sessions':10,'used':0,'left':9,"
			"'value_left':900000,'expires_on':'2027-05-02'}],'tags':['vip','new']},"
			"{'ref':'=k2','client':null,'price':-5,'sold_on':null,'share':null,'paid':null,'sessions':null,"
			"'grants':null,"
			"'tags':null,'any_of':null}],"
			"'totals':{'price':123456784,'sessions':{'sold':10,'used':1},'contracts':1234},'basis':'cash'"
			"}"));
}

static void csv_has_decimals_quotes_and_no_formulas(void **state) {
	(void)state;
	fill_report();
	wire_write_report(&out, &report, WIRE_CSV);
	assert_string_equal(out.at,
			    "ref,client,price,sold_on,share,paid,sessions.sold,sessions.used,grants,tags,any_of\r\n"
			    "k1,\"林, \"\"Lin\"\"\",1234567.89,2026-05-02,12.5,true,10,1,"
			    "facial 9/10 value_left 9000.00 expires_on 2027-05-02,vip|new,\r\n"
			    "'=k2,,-0.05,,,,,,,,\r\n");
}

static void a_table_lines_up(void **state) {
	(void)state;
	fill_report();
	report.column_count = 3;
	wire_write_report(&out, &report, WIRE_TABLE);
	assert_string_equal(out.at, "contracts, from 2026-05-01\n"
				    "\n"
				    "ref    client            price\n"
				    "-----  ---------  ------------\n"
				    "k1     林, \"Lin\"  1,234,567.89\n"
				    "=k2                      -0.05\n"
				    "-----  ---------  ------------\n"
				    "total             1,234,567.84\n"
				    "\n"
				    "sessions: sold 10 used 1\n"
				    "contracts: 1,234\n"
				    "basis: cash\n");
}

static void a_report_of_nothing(void **state) {
	(void)state;
	report.column_count = 2;
	wire_write_report(&out, &report, WIRE_TABLE);
	assert_string_equal(out.at, "contracts, from 2026-05-01\n\nref  client\n---  ------\n");
	buffer_init(&out, arena);
	wire_write_report(&out, &report, WIRE_CSV);
	assert_string_equal(out.at, "ref,client\r\n");
	buffer_init(&out, arena);
	wire_write_report(&out, &report, WIRE_JSON);
	assert_string_equal(out.at, with_quotes("{'report':'contracts','from':'2026-05-01','rows':[]}"));
}

/* One cell as CSV and as a table show it. */
static void figures_have_decimals_and_thousands(void **state) {
	(void)state;
	static const char *const columns[] = {"x"};
	const struct {
		struct cell cell;
		int32_t decimals;
		const char *csv, *table;
	} cases[] = {
		{cell_money(money_of(0)), 0, "0", "0"},
		{cell_money(money_of(0)), 2, "0.00", "0.00"},
		{cell_money(money_of(7)), 2, "0.07", "0.07"},
		{cell_money(money_of(-7)), 2, "-0.07", "-0.07"},
		{cell_money(money_of(999)), 0, "999", "999"},
		{cell_money(money_of(1000)), 0, "1000", "1,000"},
		{cell_money(money_of(-100000)), 2, "-1000.00", "-1,000.00"},
		{cell_money(money_of(1234567)), 6, "1.234567", "1.234567"},
		{cell_money(money_of(1000000000000000)), 0, "1000000000000000", "1,000,000,000,000,000"},
		{cell_money(money_of(INT64_MIN)), 0, "overflow", "overflow"},
		{cell_number(INT64_MIN), 2, "-9223372036854775808", "-9,223,372,036,854,775,808"},
		{cell_number(12345), 2, "12345", "12,345"},
		{cell_bp(3333), 0, "33.33", "33.33 %"},
		{cell_bp(1000), 0, "10", "10 %"},
		{cell_bp(-1250), 0, "-12.5", "-12.5 %"},
		{cell_bp(0), 0, "0", "0 %"},
		{cell_bp(5), 0, "0.05", "0.05 %"},
		{cell_bool(false), 0, "false", "no"},
		{cell_text("-1"), 0, "'-1", "-1"},
		{cell_text("+66"), 0, "'+66", "+66"},
		{cell_text("@x"), 0, "'@x", "@x"},
		{cell_text("=1,2"), 0, "\"'=1,2\"", "=1,2"},
		{cell_text("a\nb"), 0, "\"a\nb\"", "a b"},
		{cell_text("\x1b[2J"), 0, "\x1b[2J", " [2J"},
		{cell_text(NULL), 0, "", ""},
		{cell_date(DATE_NONE), 0, "", ""},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct report one = {.arena = arena,
				     .name = "r",
				     .from = DATE_NONE,
				     .to = DATE_NONE,
				     .as_of = DATE_NONE,
				     .decimals = cases[i].decimals,
				     .columns = columns,
				     .column_count = 1};
		*report_row_add(&one) = cases[i].cell;
		buffer_init(&out, arena);
		wire_write_report(&out, &one, WIRE_CSV);
		assert_string_equal(out.at, arena_format(arena, "x\r\n%s\r\n", cases[i].csv));
		buffer_init(&out, arena);
		wire_write_report(&out, &one, WIRE_TABLE);
		const char *line = strstr(out.at, "-\n") + 2;
		line += strspn(line, *cases[i].table == ' ' ? "" : " ");
		assert_string_equal(line, arena_format(arena, "%s\n", cases[i].table));
	}
}

static void wide_letters_take_two_columns_and_marks_none(void **state) {
	(void)state;
	static const char *const columns[] = {"name", "n"};
	static const char *const names[] = {"Lin", "林小姐", "กี่", "น้ำ", "e\xcc\x81t\xc3\xa9", "ﾊﾝ", "x\xffy"};
	report.columns = columns;
	report.column_count = 2;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct cell *row = report_row_add(&report);
		row[0] = cell_text(names[i]);
		row[1] = cell_number(1);
	}
	wire_write_report(&out, &report, WIRE_TABLE);
	assert_string_equal(out.at, "contracts, from 2026-05-01\n\n"
				    "name    n\n"
				    "------  -\n"
				    "Lin     1\n"
				    "林小姐  1\n"
				    "กี่       1\n"
				    "น้ำ      1\n"
				    "e\xcc\x81t\xc3\xa9     1\n"
				    "ﾊﾝ      1\n"
				    "x\xffy     1\n");
}

static void a_nested_record_s_members_are_columns_wherever_they_appear(void **state) {
	(void)state;
	static const char *const columns[] = {"sessions"};
	static const char *const sold[] = {"sold"}, *const used[] = {"used"};
	report.columns = columns;
	report.column_count = 1;
	report_row_add(&report)[0] = cell_left_out();
	report_row_add(&report)[0] = record(CELL_RECORD, sold, (struct cell[]){cell_number(3)}, 1);
	report_row_add(&report)[0] = record(CELL_RECORD, used, (struct cell[]){cell_number(4)}, 1);
	wire_write_report(&out, &report, WIRE_CSV);
	assert_string_equal(out.at, "sessions.sold,sessions.used\r\n,\r\n3,\r\n,4\r\n");
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_refusal_names_code_field_and_entries, begin, arena_finish),
		cmocka_unit_test_setup_teardown(json_has_units_and_leaves_no_member_out_but_those_it_must, begin,
						arena_finish),
		cmocka_unit_test_setup_teardown(csv_has_decimals_quotes_and_no_formulas, begin, arena_finish),
		cmocka_unit_test_setup_teardown(a_table_lines_up, begin, arena_finish),
		cmocka_unit_test_setup_teardown(a_report_of_nothing, begin, arena_finish),
		cmocka_unit_test_setup_teardown(figures_have_decimals_and_thousands, begin, arena_finish),
		cmocka_unit_test_setup_teardown(wide_letters_take_two_columns_and_marks_none, begin, arena_finish),
		cmocka_unit_test_setup_teardown(a_nested_record_s_members_are_columns_wherever_they_appear, begin,
						arena_finish),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
