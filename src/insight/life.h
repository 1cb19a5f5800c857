/* Lives of clients month by month: what each brought in cash and in income, and what it cost to serve them. What has been is
 * what chance draws from when a season is supposed (report whatif). Internal to the reports. */
#ifndef INSIGHT_LIFE_H
#define INSIGHT_LIFE_H

#include "insight/chance.h"
#include "insight/past.h"

struct life_month {
	int64_t cash, revenue, cost; /* units of money */
	int16_t idle;                /* months since anything happened */
	bool holds;                  /* sessions paid ahead are left at its end */
};

struct life {
	enum model model;
	int32_t start; /* number of its first month, counted from the first of all */
	int32_t count; /* full months */
	size_t months; /* place in lives.months */
	bool began;    /* came as a new client: not in the first month of all, and not brought in from before */
};

/* A moment of a life after which another month is known. */
struct life_point {
	uint32_t life;
	int32_t month;
};
struct life_point_list LIST(struct life_point);

enum { IDLE_STEPS = 6, LIFE_STATES = MODEL_COUNT * IDLE_STEPS * 2, ARRIVALS_LEARNED = 12 };

struct lives {
	const struct past *past;
	struct life *at;
	size_t count;
	struct life_month *months;
	int32_t first;       /* number of the first month of all: years × 12 + months */
	int32_t full_months; /* how many of them are over */
	struct life_point_list of_state[LIFE_STATES];
	struct life_point_list newborn[MODEL_COUNT];
	int64_t arrivals[ARRIVALS_LEARNED]; /* new clients of the last full months, the last one first */
	int32_t arrival_months;
	int64_t arrived[MODEL_COUNT]; /* of them all, by how they began */
};

void lives_of(const struct request *request, const struct past *past, struct lives *lives);

/* What one run draws from: each life counts as often as it would be drawn if as many were drawn again as there were, the months
 * of arrival likewise, since those that were are themselves one draw of many (a bootstrap of clients and of months). */
struct sample {
	const struct lives *lives;
	struct chance chance;
	uint8_t *weights; /* of lives: 0 to 3 */
	int64_t arrivals[ARRIVALS_LEARNED];
};
struct sample sample_of(const struct lives *lives, uint64_t seed);
/* Draws anew, for another run. */
void sample_draw(struct sample *sample);

/* The first moment of a new client; false: none ever began so. */
bool life_begin(struct sample *sample, enum model model, struct life_point *moment);

/* What the moment brings. */
const struct life_month *life_now(const struct lives *lives, struct life_point moment);

/* The next month: of the same life, or, where that is not known yet, of one that was in the same state. */
bool life_next(struct sample *sample, struct life_point *moment);

#endif
