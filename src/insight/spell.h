/* Spells: how a client had one service without a long break. From them follows which model suits it. Internal to the reports. */
#ifndef INSIGHT_SPELL_H
#define INSIGHT_SPELL_H

#include "insight/past.h"

enum {
	BREAK_DAYS = 60,     /* a longer pause than this, and than three times the rhythm, ends a spell */
	GOES_ON_DAYS = 365,  /* what goes on so long is a habit */
	SINGLE_DAYS = 2,     /* so few days are no course */
	REGULAR_BP = 6000,   /* so many gaps near the rhythm make it regular */
	RHYTHM_UNKNOWN = 30, /* where nothing says how often */
	CLIENTS_NEEDED = 12, /* fewer tell nothing */
};

struct spell {
	int32_t first, last;
	int32_t day_count; /* visits */
	int32_t rhythm;    /* median days between them; 0: fewer than three */
	int64_t near_bp;   /* share of gaps between half and one and a half of the rhythm */
	bool open;         /* the break is not yet too long */
};
struct spell_list LIST(struct spell);

/* The spells of a track, first to last. `rhythm`: the service's, where the client has none. */
void spells_of(const struct past *past, const struct track *track, int32_t rhythm, struct spell_list *spells);

/* What suits one spell that began GOES_ON_DAYS before the last day looked at, or earlier. */
enum model spell_model(const struct spell *spell);

/* The rhythm of a service: the median of the rhythms of its tracks; else what the catalogue says; else RHYTHM_UNKNOWN. */
int32_t service_rhythm(const struct request *request, const struct past *past, int64_t item);

#endif
