#include "insight/wait.h"

#include "insight/spell.h"

#include <stdlib.h>
#include <string.h>

enum { SERVICE_WEIGHT = 3, CAP_RHYTHMS = 3 };

/* Pace */

void waits_prepare(const struct request *request, const struct past *past, struct waits *waits) {
	int64_t count = 0;

	for (size_t i = 0; i < request->catalog->items.count; i++)
		count = request->catalog->items.at[i].id > count ? request->catalog->items.at[i].id : count;
	int32_t *rhythms = ARENA_ARRAY(past->arena, int32_t, count + 1);
	int64_t *capped = ARENA_ARRAY(past->arena, int64_t, past->days.count + 1);
	for (size_t i = 0; i < request->catalog->items.count; i++)
		rhythms[request->catalog->items.at[i].id] = service_rhythm(request, past,
									   request->catalog->items.at[i].id);
	for (size_t i = 0; i < past->tracks.count; i++) {
		const struct track *track = &past->tracks.at[i];
		const int32_t *days = past->days.at + track->days;
		int32_t cap = CAP_RHYTHMS * rhythms[track->item];
		for (size_t k = 1; k < track->day_count; k++) {
			int32_t gap = days[k] - days[k - 1];
			capped[track->days + k] = capped[track->days + k - 1] + (gap < cap ? gap : cap);
		}
	}
	*waits = (struct waits){.past = past, .rhythms = rhythms, .capped = capped, .item_count = count};
	waits->of_item = arena_alloc(past->arena, sizeof *waits->of_item * (size_t)(count + 1));
}

static int compare_tracks(const void *a, const void *b) {
	const struct track *one = a, *other = b;

	if (one->client != other->client)
		return one->client < other->client ? -1 : 1;
	return (one->item > other->item) - (one->item < other->item);
}

const struct track *waits_track(const struct waits *waits, size_t client, int64_t item) {
	struct track key = {.client = client, .item = item};
	const struct track_list *tracks = &waits->past->tracks;

	return tracks->count ? bsearch(&key, tracks->at, tracks->count, sizeof *tracks->at, compare_tracks) : NULL;
}

/* How many days of a track lie up to a day. */
static size_t days_by(const struct past *past, const struct track *track, int32_t day) {
	const int32_t *days = past->days.at + track->days;
	size_t low = 0, high = track->day_count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		if (days[middle] <= day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct pace waits_pace(const struct waits *waits, const struct track *track, int64_t item, int32_t day) {
	struct pace pace = {(int64_t)SERVICE_WEIGHT * waits->rhythms[item], SERVICE_WEIGHT};
	size_t count = track ? days_by(waits->past, track, day) : 0;

	if (count > 1) {
		pace.sum += waits->capped[track->days + count - 1];
		pace.count += (int64_t)count - 1;
	}
	if (pace.sum < pace.count) /* never less than a day */
		pace.sum = pace.count;
	return pace;
}

static int32_t bin_of(struct pace pace, int32_t gap) {
	int64_t bin = (int64_t)gap * WAIT_PARTS * pace.count / pace.sum;

	return bin > WAIT_BINS ? WAIT_BINS : (int32_t)bin;
}

bool waits_within_term(const struct past_contract *contract) {
	return contract->membership && contract->expires_on < DATE_NONE;
}

struct pace waits_term(const struct past_contract *contract) {
	int32_t days = contract->expires_on - contract->sold_on + 1;

	return (struct pace){days > 0 ? days : 1, WAIT_BINS / WAIT_PARTS};
}

/* Learning */

static void note(struct waits *waits, int64_t item, enum wait wait, int32_t bin, bool ended) {
	struct wait_curve *curves[] = {&waits->all[wait], &waits->of_item[item][wait]};

	for (int i = 0; i < 2; i++) {
		int32_t *count = ended && bin < WAIT_BINS ? curves[i]->ended : curves[i]->lost;
		count[bin]++;
		curves[i]->events += ended;
	}
}

static void settle(struct wait_curve *curve) {
	int64_t waiting = 0, share = PPM;

	for (int32_t i = 0; i <= WAIT_BINS; i++)
		waiting += curve->ended[i] + curve->lost[i];
	for (int32_t i = 0; i <= WAIT_BINS; i++) {
		curve->going_on[i] = (int32_t)share;
		share = waiting > 0 ? share * (waiting - curve->ended[i]) / waiting : share;
		waiting -= curve->ended[i] + curve->lost[i];
	}
}

static int compare_days(const void *a, const void *b) {
	int32_t one = *(const int32_t *)a, other = *(const int32_t *)b;

	return (one > other) - (one < other);
}

/* The days on which a line's sessions were used by the day, in order, and the day from which nothing more can be known: when it
 * ended, or the day itself. */
static size_t line_uses(const struct waits *waits, const struct past_line *line, int32_t *uses, int32_t *known_to) {
	const struct past *past = waits->past;
	const struct past_contract *contract = &past->contracts.at[line->contract];
	size_t count = 0;

	*known_to = contract->expires_on < waits->day ? contract->expires_on : waits->day;
	for (size_t i = 0; i < line->slot_count; i++) {
		const struct past_slot *slot = &past->slots.at[line->slots + i];
		if (slot_used_by(slot, waits->day))
			uses[count++] = slot->taken_on;
		else if (slot->taken_on < *known_to && slot->stand != SLOT_USED)
			*known_to = slot->taken_on;
	}
	qsort(uses, count, sizeof *uses, compare_days);
	return count;
}

/* Whether nothing else of the service was left when the line was sold: else it had to wait for the other. */
static bool stands_alone(const struct past *past, const struct past_line *line) {
	const struct past_contract *contract = &past->contracts.at[line->contract];
	const struct past_client *client = &past->clients[contract->client];

	for (size_t i = client->contracts; i < client->contracts + client->contract_count; i++) {
		const struct past_contract *other = &past->contracts.at[i];
		if (other == contract || other->sold_on > contract->sold_on || other->line_count == 0)
			continue;
		for (size_t k = other->slots; k < other->slots + other->slot_count; k++)
			if (past->slots.at[k].item == line->item && slot_free_at(&past->slots.at[k], contract->sold_on))
				return false;
	}
	return true;
}

static void learn_line(struct waits *waits, const struct past_line *line, int32_t *uses) {
	const struct past_contract *contract = &waits->past->contracts.at[line->contract];
	const struct track *track = waits_track(waits, contract->client, line->item);
	int32_t known_to, from = contract->sold_on;
	size_t count = line_uses(waits, line, uses, &known_to);

	for (size_t i = 0; i <= count && i < line->slot_count; i++) {
		bool first = i == 0;
		enum wait wait = first ? WAIT_FIRST : WAIT_NEXT;
		struct pace pace = waits_pace(waits, track, line->item, first ? from - 1 : from);
		int32_t till = i < count ? uses[i] : known_to;
		if (till >= from && (!first || stands_alone(waits->past, line)))
			note(waits, line->item, wait, bin_of(pace, till - from), i < count);
		from = till;
	}
}

/* Each session by itself; one that expired was never used. */
static void learn_term(struct waits *waits, const struct past_line *line) {
	const struct past_contract *contract = &waits->past->contracts.at[line->contract];
	struct pace term = waits_term(contract);

	for (size_t i = line->slots; i < line->slots + line->slot_count; i++) {
		const struct past_slot *slot = &waits->past->slots.at[i];
		bool used = slot_used_by(slot, waits->day), over = contract->expires_on <= waits->day;
		int32_t till = used ? slot->taken_on : waits->day;
		if (slot->stand == SLOT_USED || slot->stand == SLOT_EXPIRED || slot->stand == SLOT_FREE)
			note(waits, line->item, WAIT_WITHIN_TERM,
			     !used && over ? WAIT_BINS : bin_of(term, till - contract->sold_on), used);
	}
}

void waits_learn(struct waits *waits, int32_t day) {
	const struct past *past = waits->past;
	int32_t *uses = ARENA_ARRAY(past->arena, int32_t, 10001);

	waits->day = day;
	memset(waits->all, 0, sizeof waits->all);
	memset(waits->of_item, 0, sizeof *waits->of_item * (size_t)(waits->item_count + 1));
	for (size_t i = 0; i < past->lines.count; i++) {
		const struct past_line *line = &past->lines.at[i];
		const struct past_contract *contract = &past->contracts.at[line->contract];
		if (line->slot_count == 0 || contract->sold_on > day)
			continue;
		if (waits_within_term(contract))
			learn_term(waits, line);
		else
			learn_line(waits, line, uses);
	}
	for (enum wait wait = WAIT_FIRST; wait < WAIT_COUNT; wait++) {
		settle(&waits->all[wait]);
		for (int64_t i = 0; i <= waits->item_count; i++)
			settle(&waits->of_item[i][wait]);
	}
}

/* Drawing */

const struct wait_curve *waits_curve(const struct waits *waits, int64_t item, enum wait wait) {
	const struct wait_curve *own = &waits->of_item[item][wait];

	return own->events >= WAIT_EVENTS_LEAST ? own : &waits->all[wait];
}

/* The bin in which a wait ends that goes on to `from`, as the lot falls; WAIT_BINS: never. */
static int32_t draw_bin(const struct wait_curve *curve, int32_t from, struct chance *chance) {
	int32_t lot = (int32_t)chance_below(chance, (uint32_t)curve->going_on[from]);
	int32_t low = from, high = WAIT_BINS;

	while (low < high) {
		int32_t middle = (low + high) / 2;
		if (curve->going_on[middle + 1] <= lot)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

int32_t wait_draw(const struct wait_curve *curve, struct pace pace, int32_t least, struct chance *chance) {
	int32_t from = bin_of(pace, least);
	int32_t bin = from < WAIT_BINS ? draw_bin(curve, from, chance) : WAIT_BINS;

	if (bin >= WAIT_BINS)
		return -1;
	/* Somewhere within the bin, to the nearest day. */
	int64_t part = chance_below(chance, 1024), width = (int64_t)WAIT_PARTS * pace.count * 1024;
	int64_t days = ((bin * INT64_C(1024) + part) * pace.sum * 2 + width) / (2 * width);
	return days > least ? (int32_t)days : least;
}
