/* Packing: contracts' terms and histories, memberships, postings and lists of numbers as bytes for the store, and back.
 *
 * Numbers are zigzag varints, texts their length and bytes, in a fixed order behind a version byte. The bytes are part of what
 * verify compares and entries hash, so the format of a version never changes. Unpacked texts and lists live in the arena. */
#ifndef BOOK_PACK_H
#define BOOK_PACK_H

#include "base/buffer.h"
#include "base/numbers.h"
#include "rules/contract.h"
#include "rules/membership.h"
#include "rules/postings.h"

void pack_terms(struct buffer *out, const struct contract *contract);
void pack_history(struct buffer *out, const struct contract *contract);
void pack_membership(struct buffer *out, const struct membership *membership);
void pack_postings(struct buffer *out, const struct posting_list *postings);
void pack_numbers(struct buffer *out, const int64_t *numbers, size_t count);

/* False: the bytes are not what was packed (a damaged book). */
MUST_USE bool unpack_terms(const void *bytes, size_t length, struct contract *contract);
MUST_USE bool unpack_history(const void *bytes, size_t length, struct contract *contract);
MUST_USE bool unpack_membership(const void *bytes, size_t length, struct membership *membership);
MUST_USE bool unpack_postings(const void *bytes, size_t length, struct arena *arena, struct posting_list *postings);

MUST_USE bool unpack_numbers(const void *bytes, size_t length, struct arena *arena, struct number_list *numbers);

#endif
