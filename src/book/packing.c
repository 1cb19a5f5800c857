#include "book/packing.h"

#include <string.h>

enum { LIST_MOST = 1 << 20 };

/* Writing */

void pack_one(struct buffer *out, int64_t number) {
	uint64_t left = ((uint64_t)number << 1) ^ (number < 0 ? UINT64_MAX : 0);
	unsigned char bytes[10];
	size_t length = 0;
	while (left >= 0x80) {
		bytes[length++] = (unsigned char)(left | 0x80);
		left >>= 7;
	}
	bytes[length++] = (unsigned char)left;
	buffer_add(out, bytes, length);
}

void pack_money(struct buffer *out, struct money amount) {
	pack_one(out, money_units(amount));
}

/* Dates near today take few bytes; "none" takes one. */
void pack_date(struct buffer *out, int32_t date) {
	pack_one(out, date == DATE_NONE ? 0 : date >= 0 ? (int64_t)date + 1 : date);
}

void pack_text(struct buffer *out, const char *text) {
	pack_one(out, text ? (int64_t)strlen(text) : -1);
	if (text)
		buffer_add(out, text, strlen(text));
}

void pack_list(struct buffer *out, const int64_t *numbers, int32_t count) {
	pack_one(out, count);
	for (int32_t i = 0; i < count; i++)
		pack_one(out, numbers[i]);
}

/* Reading: a cursor that remembers that it failed. */

int64_t unpack_one(struct cursor *in) {
	uint64_t value = 0;
	for (unsigned shift = 0; shift < 64; shift += 7) {
		if (in->left == 0)
			break;
		unsigned char byte = *in->at++;
		in->left--;
		value |= (uint64_t)(byte & 0x7F) << shift;
		if (byte < 0x80)
			return (int64_t)(value >> 1) ^ -(int64_t)(value & 1);
	}
	in->failed = true;
	return 0;
}

int32_t unpack_small(struct cursor *in) {
	int64_t number = unpack_one(in);
	if (number > INT32_MAX || number < INT32_MIN)
		in->failed = true;
	return in->failed ? 0 : (int32_t)number;
}

struct money unpack_money(struct cursor *in) {
	return money_of(unpack_one(in));
}

int32_t unpack_date(struct cursor *in) {
	int32_t date = unpack_small(in);
	return date == 0 ? DATE_NONE : date > 0 ? date - 1 : date;
}

bool unpack_bool(struct cursor *in) {
	return unpack_one(in) != 0;
}

int32_t unpack_count(struct cursor *in) {
	int32_t count = unpack_small(in);
	if (count < 0 || count > LIST_MOST || (size_t)count > in->left)
		in->failed = true;
	return in->failed ? 0 : count;
}

const char *unpack_text(struct cursor *in) {
	int64_t length = unpack_one(in);
	if (length < 0 || in->failed)
		return NULL;
	if ((uint64_t)length > in->left) {
		in->failed = true;
		return NULL;
	}
	char *text = arena_alloc(in->arena, (size_t)length + 1);
	memcpy(text, in->at, (size_t)length);
	in->at += length;
	in->left -= (size_t)length;
	return text;
}

const int64_t *unpack_list(struct cursor *in, int32_t *count) {
	*count = unpack_count(in);
	int64_t *numbers = ARENA_ARRAY(in->arena, int64_t, *count);
	for (int32_t i = 0; i < *count; i++)
		numbers[i] = unpack_one(in);
	return numbers;
}

struct cursor unpack_begin(const void *bytes, size_t length, struct arena *arena) {
	struct cursor in = {bytes, length, arena, false};
	if (unpack_one(&in) != PACK_VERSION)
		in.failed = true;
	return in;
}

bool unpack_finish(const struct cursor *in) {
	return !in->failed && in->left == 0;
}

/* Lines and refund terms */

static void put_line(struct buffer *out, const struct line *line) {
	pack_one(out, line->kind);
	pack_list(out, line->items, line->item_count);
	pack_one(out, line->any_of);
	pack_one(out, line->sessions);
	pack_one(out, line->free_sessions);
	pack_money(out, line->value);
	pack_money(out, line->list_price);
	pack_one(out, line->tax_bp);
	pack_one(out, line->slot_values != NULL);
	for (int32_t i = 0; line->slot_values && i < line->sessions; i++)
		pack_money(out, line->slot_values[i]);
}

static const struct money *get_slot_values(struct cursor *in, int32_t sessions) {
	if (!unpack_bool(in) || in->failed || sessions < 0 || sessions > LIST_MOST)
		return NULL;
	struct money *values = ARENA_ARRAY(in->arena, struct money, sessions);
	for (int32_t i = 0; i < sessions && !in->failed; i++)
		values[i] = unpack_money(in);
	return values;
}

static void get_line(struct cursor *in, struct line *line) {
	line->kind = (enum line_kind)unpack_small(in);
	line->items = unpack_list(in, &line->item_count);
	line->any_of = unpack_bool(in);
	line->sessions = unpack_small(in);
	line->free_sessions = unpack_small(in);
	line->value = unpack_money(in);
	line->list_price = unpack_money(in);
	line->tax_bp = unpack_small(in);
	in->failed = in->failed || line->kind > LINE_DEBT || line->sessions < 0 || line->free_sessions < 0;
	line->slot_values = get_slot_values(in, line->sessions);
}

void pack_lines(struct buffer *out, const struct line *lines, int32_t count) {
	pack_one(out, count);
	for (int32_t i = 0; i < count; i++)
		put_line(out, &lines[i]);
}

const struct line *unpack_lines(struct cursor *in, int32_t *count) {
	*count = unpack_count(in);
	struct line *lines = ARENA_ARRAY(in->arena, struct line, *count);
	for (int32_t i = 0; i < *count && !in->failed; i++)
		get_line(in, &lines[i]);
	return lines;
}

void pack_refund(struct buffer *out, const struct refund_terms *refund) {
	pack_one(out, refund->rule);
	pack_one(out, refund->fee_bp);
	pack_money(out, refund->fee);
	pack_one(out, refund->capped);
	pack_money(out, refund->cap);
	pack_one(out, refund->cooling_off_days);
}

struct refund_terms unpack_refund(struct cursor *in) {
	struct refund_terms refund;
	refund.rule = (enum refund_rule)unpack_small(in);
	refund.fee_bp = unpack_small(in);
	refund.fee = unpack_money(in);
	refund.capped = unpack_bool(in);
	refund.cap = unpack_money(in);
	refund.cooling_off_days = unpack_small(in);
	return refund;
}
