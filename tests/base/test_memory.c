/* Arena, list, buffer and places: memory that is zeroed, aligned, kept apart, and all gone at once. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/list.h"
#include "base/numbers.h"
#include "base/places.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

enum { PIECES = 3000, ELEMENTS = 1000, LARGE = 3 * 1024 * 1024 };

struct pair_list LIST(struct pair {
	int64_t a;
	char b;
});

static int arena_setup(void **state) {
	*state = arena_create();
	return 0;
}

static int arena_teardown(void **state) {
	arena_destroy(*state);
	return 0;
}

static bool all_bytes_are(const unsigned char *at, size_t size, unsigned char value) {
	for (size_t i = 0; i < size; i++)
		if (at[i] != value)
			return false;
	return true;
}

static void fill_and_check(struct arena *arena) {
	static unsigned char *pieces[PIECES];
	for (size_t i = 0; i < PIECES; i++) {
		pieces[i] = arena_alloc(arena, i % 97);
		assert_int_equal((uintptr_t)pieces[i] % alignof(max_align_t), 0);
		assert_true(all_bytes_are(pieces[i], i % 97, 0));
		memset(pieces[i], (int)(i % 251) + 1, i % 97);
	}
	for (size_t i = 0; i < PIECES; i++)
		assert_true(all_bytes_are(pieces[i], i % 97, (unsigned char)(i % 251 + 1)));
}

static void pieces_are_zeroed_aligned_and_apart(void **state) {
	fill_and_check(*state);
}

static void pieces_are_zeroed_again_after_a_reset(void **state) {
	for (int round = 0; round < 5; round++) {
		fill_and_check(*state);
		arena_reset(*state);
	}
}

static void a_large_piece_is_a_piece_like_any(void **state) {
	unsigned char *large = arena_alloc(*state, LARGE);
	assert_true(all_bytes_are(large, LARGE, 0));
	memset(large, 7, LARGE);
	fill_and_check(*state);
	assert_true(all_bytes_are(large, LARGE, 7));
	arena_reset(*state);
	fill_and_check(*state);
}

static void an_unused_arena_resets_and_goes(void **state) {
	arena_reset(*state);
	arena_reset(*state);
	assert_non_null(arena_alloc(*state, 0));
	arena_destroy(NULL);
}

static void copies_are_their_own(void **state) {
	char original[] = "carnet";
	char *copy = arena_copy(*state, original, sizeof original);
	char *text = arena_text(*state, original);
	original[0] = 'b';
	assert_string_equal(copy, "carnet");
	assert_string_equal(text, "carnet");
	assert_null(arena_text(*state, NULL));
	assert_non_null(arena_copy(*state, NULL, 0));
	assert_string_equal(arena_format(*state, "%s of %d", text, 12), "carnet of 12");
	assert_string_equal(arena_format(*state, "%s", ""), "");
	assert_int_equal(strlen(arena_format(*state, "%*d", 20000, 1)), 20000);
}

static void lists_grow_and_keep_what_is_in_them(void **state) {
	struct pair_list list = {0};
	for (int64_t i = 0; i < ELEMENTS; i++) {
		struct pair *pair = LIST_ADD(*state, &list);
		assert_true(pair->a == 0 && pair->b == 0);
		pair->a = i;
		pair->b = 'x';
	}
	assert_int_equal(list.count, ELEMENTS);
	for (int64_t i = 0; i < ELEMENTS; i++)
		assert_true(list.at[i].a == i && list.at[i].b == 'x');
}

static void a_list_emptied_hands_out_zeroed_elements(void **state) {
	struct pair_list list = {0};
	LIST_ADD(*state, &list)->a = 5;
	list.count = 0;
	assert_int_equal(LIST_ADD(*state, &list)->a, 0);
}

static void a_place_is_found_by_its_hash(void **state) {
	struct places places;
	places_init(&places, *state);
	for (size_t i = 0; i < ELEMENTS; i++) {
		size_t probe = 0;
		assert_int_equal(places_next(&places, hash_number(0, i), &probe), PLACE_NONE);
		places_add(&places, hash_number(0, i), i);
	}
	for (size_t i = 0; i < ELEMENTS; i++) {
		size_t probe = 0;
		assert_int_equal(places_next(&places, hash_number(0, i), &probe), i);
		assert_int_equal(places_next(&places, hash_number(0, i), &probe), PLACE_NONE);
	}
}

/* Three things to each hash, and all of them begin in two slots. */
static void what_has_one_hash_has_all_its_places(void **state) {
	struct places places;
	places_init(&places, *state);
	for (size_t i = 0; i < ELEMENTS; i++)
		places_add(&places, (i % 2) | (i / 3) << 32, i);
	for (size_t i = 0; i < ELEMENTS; i++) {
		size_t probe = 0, place = places_next(&places, (i % 2) | (i / 3) << 32, &probe);
		while (place != i && place != PLACE_NONE)
			place = places_next(&places, (i % 2) | (i / 3) << 32, &probe);
		assert_int_equal(place, i);
	}
}

static void hashes_tell_numbers_and_texts_apart(void **state) {
	(void)state;
	assert_true(hash_number(0, 1) != hash_number(0, 2));
	assert_true(hash_number(hash_number(0, 1), 2) != hash_number(hash_number(0, 2), 1));
	assert_true(hash_text(0, "ab") != hash_text(0, "ba"));
	assert_true(hash_text(7, NULL) == hash_text(7, ""));
}

static void numbers_are_in_order_and_each_once(void **state) {
	static const int64_t given[] = {7, INT64_MIN, 7, 3, INT64_MAX, 3, 7}, wanted[] = {INT64_MIN, 3, 7, INT64_MAX};
	struct number_list numbers = {0};
	numbers_each_once(&numbers);
	assert_false(numbers_have(&numbers, 7));
	for (size_t i = 0; i < COUNT(given); i++)
		*LIST_ADD(*state, &numbers) = given[i];
	numbers_each_once(&numbers);
	assert_int_equal(numbers.count, COUNT(wanted));
	for (size_t i = 0; i < COUNT(wanted); i++) {
		assert_true(numbers.at[i] == wanted[i]);
		assert_true(numbers_have(&numbers, wanted[i]));
	}
	assert_false(numbers_have(&numbers, 4));
}

static void a_buffer_is_always_a_text(void **state) {
	struct buffer buffer;
	buffer_init(&buffer, *state);
	assert_string_equal(buffer.at, "");
	buffer_add(&buffer, NULL, 0);
	buffer_text(&buffer, "");
	assert_string_equal(buffer.at, "");
	buffer_text(&buffer, "a package");
	buffer_char(&buffer, ' ');
	buffer_format(&buffer, "of %d, ", 10);
	buffer_number(&buffer, 3);
	buffer_add(&buffer, " left over", 5);
	assert_string_equal(buffer.at, "a package of 10, 3 left");
	assert_int_equal(buffer.length, strlen(buffer.at));
}

static void a_buffer_grows_at_every_length(void **state) {
	for (size_t length = 0; length < 600; length++) {
		struct buffer one;
		struct buffer other;
		buffer_init(&one, *state);
		buffer_init(&other, *state);
		buffer_format(&one, "%*s", (int)length, "");
		for (size_t i = 0; i < length; i++)
			buffer_char(&other, ' ');
		buffer_text(&one, "end");
		buffer_format(&other, "%s", "end");
		assert_int_equal(one.length, length + 3);
		assert_string_equal(one.at, other.at);
		assert_int_equal(strlen(one.at), one.length);
	}
}

static void numbers_are_written_whole(void **state) {
	static const struct {
		int64_t number;
		const char *text;
	} cases[] = {
		{0, "0"},
		{7, "7"},
		{10, "10"},
		{-1, "-1"},
		{1000000000000000, "1000000000000000"},
		{INT64_MAX, "9223372036854775807"},
		{INT64_MIN, "-9223372036854775808"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buffer buffer;
		buffer_init(&buffer, *state);
		buffer_number(&buffer, cases[i].number);
		assert_string_equal(buffer.at, cases[i].text);
	}
}

#define IN_ARENA(test) cmocka_unit_test_setup_teardown(test, arena_setup, arena_teardown)

int main(void) {
	const struct CMUnitTest tests[] = {
		IN_ARENA(pieces_are_zeroed_aligned_and_apart),
		IN_ARENA(pieces_are_zeroed_again_after_a_reset),
		IN_ARENA(a_large_piece_is_a_piece_like_any),
		IN_ARENA(an_unused_arena_resets_and_goes),
		IN_ARENA(copies_are_their_own),
		IN_ARENA(lists_grow_and_keep_what_is_in_them),
		IN_ARENA(a_list_emptied_hands_out_zeroed_elements),
		IN_ARENA(a_place_is_found_by_its_hash),
		IN_ARENA(what_has_one_hash_has_all_its_places),
		IN_ARENA(hashes_tell_numbers_and_texts_apart),
		IN_ARENA(numbers_are_in_order_and_each_once),
		IN_ARENA(a_buffer_is_always_a_text),
		IN_ARENA(a_buffer_grows_at_every_length),
		IN_ARENA(numbers_are_written_whole),
	};
	return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
