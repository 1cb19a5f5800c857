/* A tally: rows summed by what a report is told by (`by`), then put in order and into the report. Internal to the reports. */
#ifndef INSIGHT_TALLY_H
#define INSIGHT_TALLY_H

#include "base/places.h"
#include "insight/request.h"

enum { TALLY_SUMS = 4 };

/* What one row is about: a place for each dimension; those the tally is not by are not looked at. */
struct tally_key {
	int32_t day;                        /* BY_DAY, BY_MONTH, BY_YEAR */
	int32_t expires_on;                 /* BY_EXPIRY: its month; DATE_NONE: never */
	const char *words[DIMENSION_COUNT]; /* of all others; NULL: none */
};

struct tally_row {
	int32_t numbers[DIMENSION_COUNT];   /* of periods */
	const char *words[DIMENSION_COUNT]; /* of all others; borrowed */
	struct money amounts[TALLY_SUMS];
	int64_t counts[TALLY_SUMS];
};
struct tally_row_list LIST(struct tally_row);

struct tally {
	const struct request *request;
	const struct grouping *by;
	struct tally_row_list rows;
	struct places places;
};

/* Empty; its memory is the request's arena's. Told by `by`. */
void tally_init(struct tally *tally, const struct request *request, const struct grouping *by);

/* The row of a key, new with sums of 0 when there was none; good until the next call. */
struct tally_row *tally_row(struct tally *tally, const struct tally_key *key);

/* Brings the rows into order: by each dimension in turn, words by their bytes, the house and "none" last. */
void tally_sort(struct tally *tally);

/* The cells of a row's dimensions, in the order of `by`, into by->count cells. */
void tally_cells(const struct tally *tally, const struct tally_row *row, struct cell *cells);

/* The names of the columns: those of `by`, then the others given. Sets the report's columns. */
void tally_columns(const struct tally *tally, const char *const *others, size_t count);

#endif
