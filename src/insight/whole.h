/* How much of a book a sample of its clients stands for. Every n-th client is an n-th of the clients, but not of what they hold,
 * pay and use; that the kept totals know, and what is foretold of the sample is brought up to it (a ratio estimate). Internal to the
 * reports. */
#ifndef INSIGHT_WHOLE_H
#define INSIGHT_WHOLE_H

#include "insight/past.h"

/* The same thing of the whole book, and of the sample. */
struct proportion {
	int64_t whole, sample;
};

struct whole {
	struct proportion held;      /* sessions pending at the end of the last day looked at */
	struct proportion billed;    /* cycles of memberships, in the last full months */
	struct proportion delivered; /* in the last twelve of them */
	struct proportion paid;      /* cash, in the last twelve of them */
};

/* What was not sampled stands for itself. Refuses: unavailable. */
MUST_USE enum carnet_status whole_read(struct request *request, const struct past *past, struct whole *whole);

/* An amount of the sample, brought up to the whole book. */
int64_t whole_of(struct proportion proportion, int64_t amount);

#endif
