/* Rows of facts in the order of their urgency, at most so many of them. Internal to the reports of counsel. */
#ifndef INSIGHT_COUNSEL_ROWS_H
#define INSIGHT_COUNSEL_ROWS_H

#include "insight/counsel.h"
#include "insight/request.h"

#include "book/counsel_words.h"

/* What comes first. */
struct urgency {
	bool past; /* after all that are not */
	int32_t kind;
	int64_t day;
	int64_t client, number;
};

/* Facts as cells, and who they are about. */
struct urgent_row {
	struct urgency urgency;
	struct cell *cells;
};
struct urgent_list LIST(struct urgent_row);

struct counsel_rows {
	struct request *request;
	struct urgent_list rows;
	size_t limit; /* 0: none */
	bool cut;     /* rows were cut off: those up to the limit are the most urgent so far, in order */
};

/* Whether a row of that urgency will not be cut off. */
bool rows_want(struct counsel_rows *rows, const struct urgency *urgency);

/* A row of the client's ref, their name and the facts. */
void rows_add(struct counsel_rows *rows, const struct urgency *urgency, const char *ref, const struct fact_list *facts);

/* Puts them into the report. */
void rows_finish(struct counsel_rows *rows);

/* The columns: "client", "name", and the names of the facts. */
void rows_columns(struct request *request, const char *const *facts);

/* Leaves only these columns, NULL at the end. */
void rows_narrow(struct request *request, const char *const *columns);

/* A request of that name for the query. Refuses: not_found, unavailable. */
MUST_USE enum carnet_status counsel_request(struct request *request, const char *name,
					    const struct counsel_query *query);

#endif
