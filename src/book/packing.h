/* The parts that packing is made of: numbers, texts, dates, lists, lines. Inside of pack.c and its neighbours. */
#ifndef BOOK_PACKING_H
#define BOOK_PACKING_H

#include "base/buffer.h"
#include "rules/contract.h"

enum { PACK_VERSION = 1 };

/* Reading: a cursor that remembers that it failed. */
struct cursor {
	const unsigned char *at;
	size_t left;
	struct arena *arena;
	bool failed;
};

void pack_one(struct buffer *out, int64_t number);
void pack_money(struct buffer *out, struct money amount);
void pack_date(struct buffer *out, int32_t date);
void pack_text(struct buffer *out, const char *text);
void pack_list(struct buffer *out, const int64_t *numbers, int32_t count);
int64_t unpack_one(struct cursor *in);
int32_t unpack_small(struct cursor *in);
struct money unpack_money(struct cursor *in);
int32_t unpack_date(struct cursor *in);
bool unpack_bool(struct cursor *in);
int32_t unpack_count(struct cursor *in);
const char *unpack_text(struct cursor *in);
const int64_t *unpack_list(struct cursor *in, int32_t *count);
struct cursor unpack_begin(const void *bytes, size_t length, struct arena *arena);
bool unpack_finish(const struct cursor *in);
void pack_lines(struct buffer *out, const struct line *lines, int32_t count);
const struct line *unpack_lines(struct cursor *in, int32_t *count);
void pack_refund(struct buffer *out, const struct refund_terms *refund);
struct refund_terms unpack_refund(struct cursor *in);

#endif
