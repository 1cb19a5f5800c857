/* A forecast from the end of a day: what is likely to come, month by month, from what clients hold and are billed, and from
 * what will be sold. The same is made for days gone by, to see how right it would have been. Internal to the reports. */
#ifndef INSIGHT_FORECAST_H
#define INSIGHT_FORECAST_H

#include "insight/outlook.h"
#include "insight/wait.h"

/* FORECAST(symbol, name): what is foretold. */
#define FORECAST_LIST(FORECAST)                                                                                        \
	FORECAST(FORECAST_SESSIONS, "sessions") /* used, of those pending on the day */                                \
	FORECAST(FORECAST_REVENUE, "revenue")   /* their value */                                                      \
	FORECAST(FORECAST_BREAKAGE, "breakage") /* what of the pending expires, as far as it is paid */                \
	FORECAST(FORECAST_FEES, "fees")         /* cycles billed to those who are members on the day */                \
	FORECAST(FORECAST_HOPED, "hoped") /* delivered of what is sold after the day, cycles of those members aside */

enum forecast {
#define FORECAST_SYMBOL(symbol, name) symbol,
	FORECAST_LIST(FORECAST_SYMBOL)
#undef FORECAST_SYMBOL
		FORECAST_COUNT
};

const char *forecast_name(enum forecast forecast);

/* Sessions are told in whole numbers and reckoned in thousandths: of few, the mean is none. */
enum { PARTS_OF_A_SESSION = 1000 };

/* What a month is likely to bring: the mean and the standard deviation of what was drawn. */
struct guess {
	int64_t mean, deviation;
};

/* The last days of the months ahead of a day; the first month is the rest of that of the day after it. */
struct horizon {
	int32_t day;
	int32_t months;
	int32_t ends[MONTHS_AHEAD_MOST];
};
struct horizon horizon_of(int32_t day, int32_t months);
/* Which month a later day falls in; −1: before or after all. */
int32_t horizon_month(const struct horizon *horizon, int32_t day);

struct foretold {
	struct guess at[FORECAST_COUNT][MONTHS_AHEAD_MOST];
};
struct happened {
	int64_t at[FORECAST_COUNT][MONTHS_AHEAD_MOST];
};

/* What one run of chance adds up to. */
struct run {
	int64_t at[FORECAST_COUNT][MONTHS_AHEAD_MOST];
};

/* pending.c: what is held on the day; sessions, revenue and breakage of one run are added to it. */
struct pending_list;
struct pending_list *pending_of(const struct waits *waits, const struct horizon *horizon);
size_t pending_sessions(const struct pending_list *pending);
void pending_draw(const struct pending_list *pending, const struct horizon *horizon, struct chance *chance,
		  struct run *run);

/* billing.c: the members of the day; the fees of one run are added to it. Refuses: unavailable. */
struct billing;
MUST_USE enum carnet_status billing_of(struct request *request, const struct past *past, const struct horizon *horizon,
				       struct billing **billing);
void billing_draw(const struct billing *billing, const struct horizon *horizon, struct chance *chance, struct run *run);
/* Whether a contract is a cycle of somebody who is a member on the day. */
bool billing_has(const struct billing *billing, int64_t membership);

/* hope.c: what contracts delivered, by the month in which they, or the membership they belong to, were sold. */
struct hope;
struct hope *hope_of(const struct past *past);
void hope_foretell(const struct hope *hope, const struct horizon *horizon, struct guess guesses[MONTHS_AHEAD_MOST]);
void hope_happened(const struct hope *hope, const struct horizon *horizon, struct happened *happened);

/* All that a forecast is made with. */
struct forecaster {
	struct request *request;
	const struct past *past;
	struct waits waits;
	struct hope *hope;
	uint64_t seed;
};

void forecaster_prepare(struct forecaster *forecaster, struct request *request, const struct past *past, uint64_t seed);

/* Foretells from a day on, with as many runs as fit `draws` sessions, from 10 to 200. Refuses: unavailable. */
MUST_USE enum carnet_status foretell(struct forecaster *forecaster, const struct horizon *horizon, int64_t draws,
				     struct foretold *foretold);

/* What came in the months that are over: the first `*known` of them. Refuses: unavailable. */
MUST_USE enum carnet_status see_what_happened(struct forecaster *forecaster, const struct horizon *horizon,
					      struct happened *happened, int32_t *known);

#endif
