/* How a figure of performance came about (rulebook §5.6): every session that added to what one of the staff was credited with on
 * a day, with the figures of its formula, floor(entitlement × paid / value), before that day and at its end. */
#ifndef INSIGHT_EXPLAIN_H
#define INSIGHT_EXPLAIN_H

#include "book/book.h"
#include "insight/report.h"

/* Makes the report "explain" of a member of staff (code, or number as text; "house" is the house) and a day, basis cash_delivered.
 * A row for each session whose credit changed that day:
 *   contract, ref, client (the owner) and their name, entry (that did the session), visitor (whom that entry is about: who came)
 *   and visitor_name, service, session (its number on the contract, from 1), done_on, slot_value, share, entitlement, paid_before
 *   and paid (C), value_before and value (S), credit_before and credit, amount (= credit − credit_before), formula.
 * Names are left out unless `names`: not everybody who reads the books may know who the clients are.
 * When a session was done by others before the day than after it (a void), it has a row for each. `amount` adds up to the figure
 * in the report performance. Where the book counts performance net of tax, slot_value is without it.
 * Refuses: not_found (staff), unavailable. */
MUST_USE enum carnet_status explain_make(struct book *book, struct arena *arena, const char *staff, int32_t date,
					 bool names, struct report *report, struct refusal *why);

#endif
