#include "insight/spell.h"

#include "insight/statistics.h"

static int32_t break_of(const struct past *past, const struct track *track, int32_t rhythm) {
	int32_t own = track_rhythm(past, track);
	int32_t thrice = 3 * (own > 0 ? own : rhythm);

	return thrice > BREAK_DAYS ? thrice : BREAK_DAYS;
}

static void measure(const struct past *past, const struct track *track, const int32_t *days, struct spell *spell) {
	struct track within = {
		.item = track->item, .days = (size_t)(days - past->days.at), .day_count = (size_t)spell->day_count};
	int32_t near = 0;

	spell->rhythm = track_rhythm(past, &within);
	for (int32_t i = 1; i < spell->day_count; i++) {
		int32_t gap = days[i] - days[i - 1];
		near += 2 * gap >= spell->rhythm && 2 * gap <= 3 * spell->rhythm;
	}
	spell->near_bp = spell->rhythm > 0 ? share_of(10000, near, spell->day_count - 1) : 0;
}

void spells_of(const struct past *past, const struct track *track, int32_t rhythm, struct spell_list *spells) {
	const int32_t *days = past->days.at + track->days;
	int32_t too_long = break_of(past, track, rhythm);
	size_t first = 0;

	for (size_t i = 1; i <= track->day_count; i++) {
		if (i < track->day_count && days[i] - days[i - 1] <= too_long)
			continue;
		struct spell *spell = LIST_ADD(past->arena, spells);
		*spell = (struct spell){.first = days[first],
					.last = days[i - 1],
					.day_count = (int32_t)(i - first),
					.open = past->to - days[i - 1] <= too_long};
		measure(past, track, days + first, spell);
		first = i;
	}
}

enum model spell_model(const struct spell *spell) {
	bool goes_on = spell->open || spell->last - spell->first >= GOES_ON_DAYS;

	if (spell->day_count <= SINGLE_DAYS)
		return MODEL_SINGLE;
	return goes_on && spell->near_bp >= REGULAR_BP ? MODEL_PLAN : MODEL_PACKAGE;
}

int32_t service_rhythm(const struct request *request, const struct past *past, int64_t item) {
	int64_t *rhythms = ARENA_ARRAY(past->arena, int64_t, past->tracks.count + 1);
	size_t count = 0;

	for (size_t i = 0; i < past->tracks.count; i++) {
		int32_t rhythm = past->tracks.at[i].item == item ? track_rhythm(past, &past->tracks.at[i]) : 0;
		if (rhythm > 0)
			rhythms[count++] = rhythm;
	}
	numbers_sort(rhythms, count);
	int32_t said = catalog_item_at(request->catalog, item)->interval_days;
	if (count > 0)
		return (int32_t)median_of(rhythms, count);
	return said > 0 ? said : RHYTHM_UNKNOWN;
}
