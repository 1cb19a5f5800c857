/* A season supposed: months ahead drawn from the book's own lives of clients, many times over. Internal to the reports. */
#ifndef INSIGHT_SEASON_H
#define INSIGHT_SEASON_H

#include "insight/life.h"
#include "insight/outlook.h"
#include "insight/whole.h"

enum { SEASON_RUNS_MOST = 200, SEASON_RUNS_LEAST = 30 };

/* What is supposed. */
struct season {
	const char *name;
	bool slow;                /* fewer new clients, as the outlook says */
	int32_t mix[MODEL_COUNT]; /* shares of new clients in percent */
};

/* A band of what was drawn: as many runs in ten are below as above. */
struct spread {
	int64_t low, likely, high;
};

struct season_month {
	struct spread cash, profit;
};

struct season_result {
	struct spread cash, profit, worst_month, new_clients;
	int64_t short_months; /* the middle run's months whose cash does not cover the costs */
	struct season_month months[MONTHS_AHEAD_MOST];
};

/* What seasons are played with. */
struct stage {
	const struct lives *lives;
	const struct outlook *outlook;
	const struct whole *whole;
};

/* Plays a season out, and tells it of the whole book. The same seed gives every season the same luck. */
void season_play(const struct stage *stage, const struct season *season, struct season_result *result);

#endif
