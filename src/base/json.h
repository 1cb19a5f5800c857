/* Writes JSON text into a buffer. Commas are put where they belong by looking at the last byte written, so calls just follow
 * each other:
 *
 *     json_open(b, '{'); json_name(b, "ok"); json_bool(b, true); json_name(b, "rows"); json_open(b, '['); json_close(b, ']'); …
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/buffer.h"
#include "base/money.h"

#include <stdbool.h>

void json_open(struct buffer *buffer, char bracket);  /* '{' or '[' */
void json_close(struct buffer *buffer, char bracket); /* '}' or ']' */
void json_name(struct buffer *buffer, const char *name);

void json_text(struct buffer *buffer, const char *text); /* NULL: null; escaped; bytes that are not UTF-8 become U+FFFD */
void json_number(struct buffer *buffer, int64_t number);
void json_money(struct buffer *buffer, struct money amount); /* the count of units; null for what overflowed */
void json_bool(struct buffer *buffer, bool value);
void json_none(struct buffer *buffer);               /* null; the name json_null belongs to jansson, at link time too */
void json_date(struct buffer *buffer, int32_t date); /* DATE_NONE: null */
void json_raw(struct buffer *buffer, const char *json); /* text that is JSON already */

/* A member: name and value in one call. */
void json_member_text(struct buffer *buffer, const char *name, const char *text);
void json_member_number(struct buffer *buffer, const char *name, int64_t number);
void json_member_money(struct buffer *buffer, const char *name, struct money amount);
void json_member_bool(struct buffer *buffer, const char *name, bool value);
void json_member_date(struct buffer *buffer, const char *name, int32_t date);

#endif
