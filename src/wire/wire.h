/* The wire: JSON in, JSON, CSV and tables out. The one place that knows how things are spelled outside. */
#ifndef WIRE_WIRE_H
#define WIRE_WIRE_H

#include "base/buffer.h"
#include "base/refusal.h"
#include "book/operation.h"
#include "insight/report.h"

enum {
	WIRE_BYTES_MOST = 1 << 20, /* one operation as JSON */
	WIRE_DEPTH_MOST = 16,
	WIRE_LIST_MOST = 1000, /* elements of one list */
	WIRE_TEXT_MOST = 2000, /* bytes of one text (note, name); codes, refs, keys and methods at most 100 */
};

/* Reads one operation, checking its form (rulebook §13, §14.20). Fills op->content with its canonical form.
 * Refuses: too_large (too many bytes; sessions, quantity or an amount above what is accepted), invalid (everything else about
 * its form; why->field points at the member). */
MUST_USE enum carnet_status wire_read_operation(struct arena *arena, const char *bytes, size_t length,
						struct operation *op, struct refusal *why);

/* {"ok":false,"error":{"code":…,"message":…[,"field":…][,"entries":[…]]}} */
void wire_write_refusal(struct buffer *out, const struct refusal *why);

/* A figure of a command line or a URL: "12.5" percent as basis points, 0 to 100 with at most two decimals; "10000" as an amount from 0 on,
 * in the smallest unit. False, and nothing written, for anything else. */
MUST_USE bool wire_read_percent(const char *text, int32_t *bp);
MUST_USE bool wire_read_amount(const char *text, struct money *amount);

enum wire_format { WIRE_TABLE, WIRE_CSV, WIRE_JSON };

/* {"report":name,"from":…,"to":…,"rows":[{…}],"totals":{…},…}; CSV as RFC 4180 with a header line, a leading '=', '+', '-', '@' of a
 * text neutralised by an apostrophe; a table for the eye with right-aligned figures, thousands separated, wide (CJK, Thai) letters
 * counted by their columns. */
void wire_write_report(struct buffer *out, const struct report *report, enum wire_format format);

#endif
