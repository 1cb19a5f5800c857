/* Refusals and statuses: every one has a name, an HTTP status and a sentence. */
#include "base/json.h"
#include "base/refusal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void every_status_says_what_it_is(void **state) {
	(void)state;
	static const struct {
		enum carnet_status status;
		const char *name;
		int http;
	} cases[] = {
		{CARNET_OK, "ok", 200},
		{CARNET_INVALID, "invalid", 422},
		{CARNET_NOT_FOUND, "not_found", 404},
		{CARNET_NO_SESSIONS, "no_sessions", 409},
		{CARNET_FORBIDDEN, "forbidden", 403},
		{CARNET_TOO_LARGE, "too_large", 413},
		{CARNET_UNAVAILABLE, "unavailable", 503},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_string_equal(carnet_status_name(cases[i].status), cases[i].name);
		assert_int_equal(carnet_status_http(cases[i].status), cases[i].http);
	}
}

static void names_differ_and_sentences_end(void **state) {
	(void)state;
	for (int a = CARNET_OK; a <= CARNET_UNAVAILABLE; a++) {
		const char *sentence = carnet_status_sentence((enum carnet_status)a);
		assert_true(strlen(sentence) > 4 && sentence[strlen(sentence) - 1] == '.');
		for (int b = a + 1; b <= CARNET_UNAVAILABLE; b++)
			assert_string_not_equal(carnet_status_name((enum carnet_status)a),
						carnet_status_name((enum carnet_status)b));
	}
}

static void a_refusal_names_the_thing(void **state) {
	(void)state;
	struct refusal why = {.field = "/price", .entry_count = 3};
	assert_int_equal(refuse(&why, CARNET_OVERPAID, "%d is due on %s", 500, "c-1"), CARNET_OVERPAID);
	assert_int_equal(why.status, CARNET_OVERPAID);
	assert_string_equal(why.message, "500 is due on c-1");
	assert_string_equal(why.field, "");
	assert_int_equal(why.entry_count, 0);
}

static void expect_reason(const struct refusal *why, const char *wanted) {
	struct buffer out;
	struct arena *arena = arena_create();
	buffer_init(&out, arena);
	json_open(&out, '{');
	refusal_write_reason(&out, why);
	json_close(&out, '}');
	assert_string_equal(out.at, wanted);
	arena_destroy(arena);
}

static void a_reason_has_its_status_and_its_figure(void **state) {
	(void)state;
	struct refusal why = {0};
	assert_int_equal(
		refuse_amount(&why, "due", money_of(300), refuse_for(&why, REFUSED_ABOVE_DUE, NULL, "less is due")),
		CARNET_OVERPAID);
	expect_reason(&why, "{\"reason\":\"above_due\",\"figures\":{\"due\":300}}");
	assert_int_equal(refuse_date(&why, "closed_to", 0, refuse_for(&why, REFUSED_CLOSED_TO, NULL, "closed")),
			 CARNET_CLOSED_PERIOD);
	expect_reason(&why, "{\"reason\":\"closed_to\",\"figures\":{\"closed_to\":\"1970-01-01\"}}");
	assert_int_equal(refuse_count(&why, "left", 2, refuse_for(&why, REFUSED_FEW_SESSIONS, "k1", "few")),
			 CARNET_NO_SESSIONS);
	expect_reason(&why, "{\"reason\":\"few_sessions\",\"about\":\"k1\",\"figures\":{\"left\":2}}");
	assert_int_equal(refuse_for(&why, REFUSED_NOT_FROZEN, NULL, "%s is not frozen", "k1"), CARNET_INVALID);
	assert_string_equal(why.message, "k1 is not frozen");
	expect_reason(&why, "{\"reason\":\"not_frozen\",\"figures\":{}}");
	assert_int_equal(refuse(&why, CARNET_FROZEN, "frozen"), CARNET_FROZEN);
	expect_reason(&why, "{}");
}

/* A message of `before` letters and then characters of `bytes` bytes each: only whole ones are left, as many as fit. */
static void expect_whole_characters(size_t before, const char *character) {
	char text[1024] = "";
	size_t bytes = strlen(character);
	memset(text, 'a', before);
	for (size_t at = before; at < 600; at += bytes)
		memcpy(text + at, character, bytes + 1);
	struct refusal why;
	refuse(&why, CARNET_INVALID, "%s", text);
	size_t fits = sizeof why.message - 1;
	size_t wanted = before + (fits - before) / bytes * bytes;
	assert_int_equal(strlen(why.message), wanted);
	assert_memory_equal(why.message, text, wanted);
}

static void a_long_message_is_cut_at_a_characters_end(void **state) {
	(void)state;
	static const char *const characters[] = {"x", "é", "課", "ไ", "💆"};
	for (size_t i = 0; i < COUNT(characters); i++)
		for (size_t before = 0; before < 8; before++)
			expect_whole_characters(before, characters[i]);
}

static void what_it_is_about_is_cut_at_a_characters_end(void **state) {
	(void)state;
	struct refusal why;
	char about[sizeof why.about + 2];
	memset(about, 'a', sizeof about);
	memcpy(about + sizeof why.about - 2, "課", sizeof "課");
	refuse_for(&why, REFUSED_NOT_FROZEN, about, "It is not frozen.");
	about[sizeof why.about - 2] = '\0';
	assert_string_equal(why.about, about);
	refuse(&why, CARNET_INVALID, "Something else.");
	assert_string_equal(why.about, "");
}

static void a_message_that_just_fits_is_left_alone(void **state) {
	(void)state;
	struct refusal why;
	char text[sizeof why.message];
	memset(text, 'a', sizeof text);
	memcpy(text + sizeof text - 4, "課", 4);
	refuse(&why, CARNET_INVALID, "%s", text);
	assert_string_equal(why.message, text);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_status_says_what_it_is),
		cmocka_unit_test(names_differ_and_sentences_end),
		cmocka_unit_test(a_refusal_names_the_thing),
		cmocka_unit_test(a_reason_has_its_status_and_its_figure),
		cmocka_unit_test(a_long_message_is_cut_at_a_characters_end),
		cmocka_unit_test(what_it_is_about_is_cut_at_a_characters_end),
		cmocka_unit_test(a_message_that_just_fits_is_left_alone),
	};
	return cmocka_run_group_tests_name("refusal", tests, NULL, NULL);
}
