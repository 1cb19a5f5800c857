/* What the files of the catalogue share. Nobody else includes this. */
#ifndef BOOK_CATALOG_PARTS_H
#define BOOK_CATALOG_PARTS_H

#include "book/catalog.h"

enum { NOT_GIVEN = -1 };

/* One operation on the catalogue. */
struct edit {
	struct catalog *catalog;
	struct store *store;
	const struct operation *op;
	bool money_booked;
	int64_t id; /* of the thing, once it is decided */
	struct refusal *why;
};

/* catalog_settings.c, catalog_offer.c: each decides, writes the rows, and takes the memory along when that did not fail. */
MUST_USE enum carnet_status edit_settings(struct edit *edit);
MUST_USE enum carnet_status edit_offer(struct edit *edit);

/* How the store's fault is told. */
MUST_USE enum carnet_status edit_fault(struct edit *edit);

/* Names the member at fault; returns the status. */
enum carnet_status refuse_at(struct refusal *why, const char *field, enum carnet_status status);

/* The index of a word in a list of them; −1: it is not there, in a damaged book. */
int32_t word_index(const char *const *words, size_t count, const char *word);

/* The words by the values of their enums. */
extern const char *const offer_kind_words[4];
extern const char *const refund_method_words[3];
extern const char *const tax_point_words[2];
extern const char *const basis_words[3];
#define WORD_INDEX(words, word) word_index((words), sizeof(words) / sizeof *(words), (word))

/* catalog_rows.c: reads the lists of an empty catalogue. What it cannot place, since another connection changes it meanwhile, it
 * leaves out. False: the book is damaged. */
MUST_USE bool lists_read(struct catalog *catalog, struct store *store);
void branch_write(struct store *store, const struct branch *branch);
void staff_write(struct store *store, const struct staff *staff);
void item_write(struct store *store, const struct item *item);
void tag_write(struct store *store, const struct tag *tag);
void offer_write(struct store *store, const struct offer *offer);
/* In place of those the offer had. */
void offer_lines_write(struct store *store, const struct offer *offer);
void offer_branches_write(struct store *store, const struct offer *offer);

/* catalog_settings.c: the settings as stored, over the defaults. False: the book is damaged. */
MUST_USE bool settings_read(struct settings *settings, struct store *store, struct arena *arena);

/* The element to write to: the standing one, or a new one at the end. */
#define PLACE_OF(arena, list, standing) ((standing) ? &(list)->at[(standing) - (list)->at] : LIST_ADD((arena), (list)))
/* Lists are in order of number, and nothing ever leaves them. */
#define NEXT_ID(list) ((list)->count > 0 ? (list)->at[(list)->count - 1].id + 1 : 1)

#endif
