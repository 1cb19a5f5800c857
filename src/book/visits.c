#include "book/visits.h"

#include "book/pack.h"
#include "book/packing.h"

/* Packing: how many lists; of each its service, how many days, the first day, and the days between. */

void pack_visits(struct buffer *out, const struct visits_list *visits) {
	pack_one(out, PACK_VERSION);
	pack_one(out, (int64_t)visits->count);
	for (size_t i = 0; i < visits->count; i++) {
		const struct visits *one = &visits->at[i];
		pack_one(out, one->item);
		pack_one(out, one->count);
		for (int32_t k = 0; k < one->count; k++)
			pack_one(out, k == 0 ? one->days[0] : one->days[k] - one->days[k - 1]);
	}
}

static void unpack_days(struct cursor *in, struct visits *visits) {
	int64_t day = 0;
	visits->item = unpack_one(in);
	int32_t count = unpack_count(in);
	in->failed = in->failed || count > VISITS_KEPT;
	for (int32_t i = 0; i < count && !in->failed; i++) {
		day += unpack_small(in);
		in->failed = in->failed || day < DATE_MIN || day > DATE_MAX;
		visits->days[visits->count++] = (int32_t)day;
	}
}

bool unpack_visits(const void *bytes, size_t length, struct arena *arena, struct visits_list *visits) {
	*visits = (struct visits_list){0};
	if (length == 0)
		return true; /* nobody was here yet */
	struct cursor in = unpack_begin(bytes, length, arena);
	int32_t count = unpack_count(&in);
	for (int32_t i = 0; i < count && !in.failed; i++)
		unpack_days(&in, LIST_ADD(arena, visits));
	return unpack_finish(&in);
}

/* Noting */

static bool is_known(const struct number_list *items, int64_t item) {
	for (size_t i = 0; i < items->count; i++)
		if (items->at[i] == item)
			return true;
	return false;
}

/* A service counts once a visit, however many of its sessions were used. */
static void note_service(struct work *work, const struct change *change, struct number_list *added,
			 struct number_list *removed) {
	bool gone = work->undoes && change->gone_by == work->act.entry;
	struct number_list *noted = gone ? removed : added;
	if (change->kind != CHANGE_REDEEM || (!gone && change->entry != work->act.entry) ||
	    is_known(noted, change->other))
		return;
	*LIST_ADD(work->arena, noted) = change->other;
	if (gone)
		visits_remove(&work->visits, change->other, change->date);
	else
		visits_add(work->arena, &work->visits, change->other, change->date);
}

static void note_services(struct work *work) {
	struct number_list added = {0}, removed = {0};
	for (size_t i = 0; i < work->contracts.count; i++) {
		const struct contract *contract = work->contracts.at[i]->contract;
		if (!work->contracts.at[i]->touched || contract->terms.stream == STREAM_GOODS)
			continue;
		for (size_t k = 0; k < contract->changes.count; k++)
			note_service(work, &contract->changes.at[k], &added, &removed);
	}
}

enum carnet_status visits_note(struct work *work) {
	bool is_visit = work->op && work->op->kind == OP_VISIT;
	if (work->client.id == 0 || (!is_visit && !work->undoes))
		return CARNET_OK;
	if (!unpack_visits(work->client.visits, work->client.visits_length, work->arena, &work->visits))
		return work_fault(work);
	work->visited = true;
	if (is_visit)
		visits_add(work->arena, &work->visits, ANY_SERVICE, work->act.date);
	if (work->undone_visit_on != DATE_NONE)
		visits_remove(&work->visits, ANY_SERVICE, work->undone_visit_on);
	note_services(work);
	return CARNET_OK;
}
