/* How right forecasts of the book's own past would have been, and how wide bands must be to hold the truth four times in five
 * (normalised conformal bands; docs/insight.md). Internal to the reports. */
#ifndef INSIGHT_CHECK_H
#define INSIGHT_CHECK_H

#include "insight/forecast.h"

enum {
	CHECKS_MOST = 12,     /* past forecasts, each from the end of a month */
	MONTHS_BEFORE = 6,    /* full months a forecast needs to learn from */
	RESIDUALS_LEAST = 10, /* fewer months checked tell nothing of the bands */
	BAND_BP = 8000,       /* the share of truths a band is to hold */
	NORMAL_WIDTH = 1282,  /* thousandths of a deviation that hold it where errors are normal */
};

struct check {
	struct horizon horizon;
	struct foretold foretold;
	struct happened happened;
	int32_t known; /* months that are over */
};

struct checks {
	struct check at[CHECKS_MOST];
	int32_t count;
	int64_t width[FORECAST_COUNT]; /* of the bands, in thousandths of the deviation */
	bool learned[FORECAST_COUNT];  /* from the checks, not supposed */
	int32_t residuals[FORECAST_COUNT];
};

/* Makes the forecasts of the past. Refuses: unavailable. */
MUST_USE enum carnet_status checks_make(struct forecaster *forecaster, int32_t months, struct checks *checks);

/* A band that is to hold the truth, in whole sessions or units of money: all that are no farther off than the width; the likely one
 * in any case; never below 0. */
struct band {
	int64_t low, likely, high;
};
struct band band_of(enum forecast kind, struct guess guess, int64_t width);

/* An amount of what is foretold in whole sessions or units of money, rounded. */
int64_t forecast_units(enum forecast kind, int64_t amount);

/* The share of months checked whose truth lay in a band made without that forecast's own errors, in basis points; and how far
 * off the forecasts were on the whole, as a share of what came. −1: nothing was checked. */
int64_t checks_held(const struct checks *checks, enum forecast kind);
int64_t checks_off(const struct checks *checks, enum forecast kind);

#endif
