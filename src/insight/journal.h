/* The books as plain-text accounting (rulebook §10.4), which hledger and ledger both read and balance, also with their strict
 * checks: declarations, then one transaction per entry, sorted by date, then entry.
 *
 *     2026-05-02 (17) visit k1
 *         assets:cash:card                5000 TWD
 *         liabilities:contract:package   -5000 TWD
 *
 * The code is the entry's number, the description the operation and the contracts it changed; nothing in it names a person. A
 * posting that corrects another day than the entry's carries that day ("; [2026-05-03]"). Entries without postings are left
 * out. In methods, refs and staff codes every byte that could mean something to a reader is written as "%3A". */
#ifndef INSIGHT_JOURNAL_H
#define INSIGHT_JOURNAL_H

#include "book/book.h"

/* Where the text goes, piece by piece. `write` returns false when it cannot be written; nothing more is then. */
struct journal_sink {
	bool (*write)(void *context, const char *bytes, size_t length);
	void *context;
};

/* The entries dated from `from` to `to`, both included; DATE_NONE: open.
 * Refuses: invalid (from after to), unavailable (a fault of the store or of the sink). */
MUST_USE enum carnet_status journal_write(struct book *book, struct arena *arena, int32_t from, int32_t to,
					  const struct journal_sink *sink, struct refusal *why);

/* Performance, which is no money of the business, as a journal of its own: a transaction a day, each of the staff and the house
 * against "performance:offset". Refuses as journal_write. */
MUST_USE enum carnet_status performance_journal_write(struct book *book, struct arena *arena, enum basis basis,
						      int32_t from, int32_t to, const struct journal_sink *sink,
						      struct refusal *why);

#endif
