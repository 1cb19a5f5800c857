/* Damaged, oversized and hostile bytes: every one is answered by a refusal, none by a crash. Run under the sanitizers. */
#include "reading.h"

#include <stdlib.h>

static const char VISIT[] =
	"{\"op\":\"visit\",\"client\":\"lin\",\"date\":\"2026-05-02\",\"key\":\"a-1\",\"note\":\"\xe6\x9e\x97 "
	"\\u00e9\",\"items\":["
	"{\"sell\":\"facial10\",\"ref\":\"k1\",\"price\":10000,\"seller\":\"amy\",\"schedule\":[{\"due\":\"2026-06-"
	"01\",\"amount\":1}]},"
	"{\"redeem\":\"facial\",\"contract\":\"k1\",\"sessions\":1,\"staff\":[{\"staff\":\"amy\",\"share\":65.5},{"
	"\"staff\":2,\"share\":34}]}],"
	"\"payments\":[{\"method\":\"credit\",\"amount\":5000,\"contract\":\"k1\",\"from\":\"t1\"}]}";
static const char OFFER[] =
	"{\"op\":\"offer\",\"code\":\"glow\",\"kind\":\"plan\",\"price\":1499,\"cycle\":{\"months\":1},\"valid\":{"
	"\"days\":90},"
	"\"grants\":[{\"any_of\":[\"laser\",\"ipl\"],\"sessions\":3,\"tax\":5}],\"rollover\":{\"cycles\":1,\"max\":8},"
	"\"refund\":{\"method\":\"list_price\",\"fee_percent\":10,\"fee\":0,\"fee_cap\":5000,\"cooling_off\":7},"
	"\"discountable\":true}";
static const char OPENING[] =
	"{\"op\":\"open\",\"client\":1,\"offer\":\"glow\",\"used\":{\"laser\":1,\"ipl\":2},\"paid\":8000}";

/* Reads exactly these bytes, from a place that ends where they end so that a look beyond is seen. */
static enum carnet_status read_exactly(const char *bytes, size_t length) {
	struct operation op;
	char *place = malloc(length ? length : 1);
	memcpy(place, bytes, length);
	enum carnet_status status = read_bytes(place, length, &op);
	free(place);
	assert_true(status == CARNET_OK || (status == why.status && why.message[0]));
	assert_true(status == CARNET_OK || status == CARNET_INVALID || status == CARNET_TOO_LARGE);
	assert_int_equal(status == CARNET_OK, op.content != NULL);
	return status;
}

static void cut_off_at_any_byte_it_is_refused(void **state) {
	(void)state;
	for (size_t length = 0; length < sizeof VISIT - 1; length++)
		assert_int_equal(read_exactly(VISIT, length), CARNET_INVALID);
	assert_int_equal(read_exactly(VISIT, sizeof VISIT - 1), CARNET_OK);
}

static void any_byte_may_be_any_other(void **state) {
	(void)state;
	char bytes[sizeof OPENING - 1];
	for (size_t i = 0; i < sizeof bytes; i++)
		for (int c = 0; c < 256; c++) {
			memcpy(bytes, OPENING, sizeof bytes);
			bytes[i] = (char)c;
			read_exactly(bytes, sizeof bytes);
			arena_reset(arena);
		}
}

/* A small generator of our own, so that a failure comes back. */
static uint32_t next_random(void) {
	static uint32_t x = 2463534242U;
	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	return x;
}

static void flip_bytes(char *bytes, size_t length) {
	for (uint32_t flips = 1 + next_random() % 4; flips > 0; flips--)
		bytes[next_random() % length] = (char)next_random();
}

/* Puts a piece of the text somewhere else in it. */
static void move_piece(char *bytes, size_t length) {
	size_t piece = 1 + next_random() % 24;
	size_t from = next_random() % (length - piece), to = next_random() % (length - piece);
	memmove(bytes + to, bytes + from, piece);
}

static void random_damage_never_hurts(void **state) {
	(void)state;
	static const struct {
		const char *bytes;
		size_t length;
	} samples[] = {{VISIT, sizeof VISIT - 1}, {OFFER, sizeof OFFER - 1}, {OPENING, sizeof OPENING - 1}};
	for (int i = 0; i < 50000; i++) {
		char bytes[sizeof VISIT + sizeof OFFER];
		size_t length = samples[i % 3].length;
		memcpy(bytes, samples[i % 3].bytes, length);
		if (i & 1)
			flip_bytes(bytes, length);
		else
			move_piece(bytes, length);
		read_exactly(bytes, length);
		arena_reset(arena);
	}
}

static void the_samples_are_sound(void **state) {
	(void)state;
	assert_int_equal(read_exactly(OFFER, sizeof OFFER - 1), CARNET_OK);
	assert_int_equal(read_exactly(OPENING, sizeof OPENING - 1), CARNET_OK);
}

static void zero_bytes_around_it_are_refused(void **state) {
	(void)state;
	assert_int_equal(read_exactly("{\"op\":\"tick\"}\0", 14), CARNET_INVALID);
	assert_int_equal(read_exactly("\0{\"op\":\"tick\"}", 14), CARNET_INVALID);
	assert_int_equal(read_exactly("{\"op\":\"ti\0ck\"}", 14), CARNET_INVALID);
}

/* A tick with a note so long that the whole has `length` bytes. */
static char *line_of(size_t length) {
	static const char head[] = "{\"op\":\"tick\",\"note\":\"";
	char *line = malloc(length);
	memset(line, 'x', length);
	memcpy(line, head, sizeof head - 1);
	line[length - 2] = '"';
	line[length - 1] = '}';
	return line;
}

static void ten_megabytes_are_too_large(void **state) {
	(void)state;
	static const size_t lengths[] = {WIRE_BYTES_MOST + 1, 10 << 20};
	for (size_t i = 0; i < COUNT(lengths); i++) {
		char *line = line_of(lengths[i]);
		assert_int_equal(read_exactly(line, lengths[i]), CARNET_TOO_LARGE);
		free(line);
	}
	char *line = line_of(WIRE_BYTES_MOST);
	assert_int_equal(read_exactly(line, WIRE_BYTES_MOST), CARNET_INVALID); /* the note */
	assert_string_equal(why.field, "/note");
	free(line);
}

static void nesting_is_bounded(void **state) {
	(void)state;
	static const char level[] = {'{', '"', 'a', '"', ':'};
	char deep[100000];
	memset(deep, '[', sizeof deep);
	assert_int_equal(read_exactly(deep, sizeof deep), CARNET_INVALID);
	assert_non_null(strstr(why.message, "deeper"));
	for (size_t i = 0; i + 5 < sizeof deep; i += 5)
		memcpy(deep + i, level, sizeof level);
	assert_int_equal(read_exactly(deep, sizeof deep), CARNET_INVALID);
	assert_int_equal(refusal_of("{'op':'tick','note':'[[[[[[[[[[[[[[[[[[[[[[\\'{{{{{{{{{{{{{{{{{{{{{{{{'}"),
			 CARNET_OK);
	assert_int_equal(refusal_of("{'op':'tick','x':[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]}"), CARNET_INVALID);
	assert_string_equal(why.field, "/x");
	assert_int_equal(refusal_of("{'op':'tick','x':[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}"), CARNET_INVALID);
	assert_string_equal(why.field, "");
}

/* {"op":"pay",…} with so many payments. */
static const char *payments(int count) {
	struct buffer text;
	buffer_init(&text, arena);
	buffer_text(&text, "{'op':'pay','client':1,'payments':[");
	for (int i = 0; i < count; i++)
		buffer_format(&text, "%s{'method':'cash','amount':1}", i ? "," : "");
	buffer_text(&text, "]}");
	return text.at;
}

static void lists_have_at_most_a_thousand_elements(void **state) {
	(void)state;
	assert_int_equal(accepted(payments(WIRE_LIST_MOST))->as.pay.payments.count, WIRE_LIST_MOST);
	assert_int_equal(refusal_of(payments(WIRE_LIST_MOST + 1)), CARNET_TOO_LARGE);
	assert_string_equal(why.field, "/payments");
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cut_off_at_any_byte_it_is_refused),
		cmocka_unit_test(any_byte_may_be_any_other),
		cmocka_unit_test(the_samples_are_sound),
		cmocka_unit_test(random_damage_never_hurts),
		cmocka_unit_test(zero_bytes_around_it_are_refused),
		cmocka_unit_test(ten_megabytes_are_too_large),
		cmocka_unit_test(nesting_is_bounded),
		cmocka_unit_test(lists_have_at_most_a_thousand_elements),
	};
	return cmocka_run_group_tests(tests, arena_begin, arena_finish);
}
