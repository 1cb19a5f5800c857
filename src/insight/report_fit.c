#include "insight/remark.h"
#include "insight/spell.h"
#include "insight/statistics.h"

/* How each service is really had, and which model suits it, against how it is sold (rulebook §12; docs/insight.md). */

enum { SOLD_DAYS = 365 };

struct fit {
	int64_t item;
	int32_t rhythm;
	int64_t clients, visits;
	int64_t judged;              /* clients who began long enough ago to tell */
	int64_t suited[MODEL_COUNT]; /* of them, by what suits them */
	int64_t sold[MODEL_COUNT];   /* sessions of the last year, by how they were sold */
	int64_t regular, courses;    /* spells with a rhythm that keep to it; courses that ended */
	int64_t spells;              /* spells with a rhythm */
	int64_t *visits_each;        /* of all clients */
	int64_t *course_sizes;
};

static const char *const columns[] = {"service",      "verdict",     "sold_as",      "advice",      "clients",
				      "judged",       "visits",      "per_client",   "rhythm_days", "regular",
				      "course_size",  "fits_single", "fits_package", "fits_plan",   "sold_single",
				      "sold_package", "sold_plan",   "basis",        "why"};
enum { COLUMNS = sizeof columns / sizeof *columns };

/* Looking */

static void count_spell(struct fit *fit, const struct spell *spell) {
	if (spell->rhythm > 0) {
		fit->spells++;
		fit->regular += spell->near_bp >= REGULAR_BP;
	}
	if (spell->day_count > SINGLE_DAYS && !spell->open)
		fit->course_sizes[fit->courses++] = spell->day_count;
}

/* A client counts once, by the longest of the spells that began long enough ago. */
static void judge(struct fit *fit, const struct past *past, const struct spell_list *spells) {
	const struct spell *longest = NULL;

	for (size_t i = 0; i < spells->count; i++) {
		const struct spell *spell = &spells->at[i];
		count_spell(fit, spell);
		if (spell->first + GOES_ON_DAYS <= past->to && (!longest || spell->day_count > longest->day_count))
			longest = spell;
	}
	if (!longest)
		return;
	fit->judged++;
	fit->suited[spell_model(longest)]++;
}

static void look_at_tracks(struct fit *fit, const struct past *past) {
	for (size_t i = 0; i < past->tracks.count; i++) {
		const struct track *track = &past->tracks.at[i];
		struct spell_list spells = {0};
		if (track->item != fit->item)
			continue;
		spells_of(past, track, fit->rhythm, &spells);
		fit->visits_each[fit->clients++] = (int64_t)track->day_count;
		fit->visits += (int64_t)track->day_count;
		judge(fit, past, &spells);
	}
}

static void look_at_sales(struct fit *fit, const struct past *past) {
	for (size_t i = 0; i < past->contracts.count; i++) {
		const struct past_contract *contract = &past->contracts.at[i];
		for (size_t k = 0; k < contract->slot_count; k++) {
			const struct past_slot *slot = &past->slots.at[contract->slots + k];
			if (slot->item == fit->item && slot->stand == SLOT_USED && slot->taken_on > past->to - SOLD_DAYS)
				fit->sold[model_of_stream(contract->stream)]++;
		}
	}
}

static void look(const struct request *request, const struct past *past, struct fit *fit) {
	size_t most = past->tracks.count + past->days.count + 1;

	fit->rhythm = service_rhythm(request, past, fit->item);
	fit->visits_each = ARENA_ARRAY(past->arena, int64_t, past->tracks.count + 1);
	fit->course_sizes = ARENA_ARRAY(past->arena, int64_t, most);
	look_at_tracks(fit, past);
	look_at_sales(fit, past);
	numbers_sort(fit->visits_each, (size_t)fit->clients);
	numbers_sort(fit->course_sizes, (size_t)fit->courses);
}

/* Judging */

static enum model commonest(const int64_t counts[MODEL_COUNT]) {
	enum model most = MODEL_SINGLE;

	for (enum model model = MODEL_SINGLE; model < MODEL_COUNT; model++)
		if (counts[model] > counts[most])
			most = model;
	return most;
}

static int64_t sum_of(const int64_t counts[MODEL_COUNT]) {
	return counts[MODEL_SINGLE] + counts[MODEL_PACKAGE] + counts[MODEL_PLAN];
}

static enum remark basis_of(const struct fit *fit, const struct past *past) {
	if (fit->visits == 0)
		return REMARK_NO_VISITS;
	if (past->to - past->from < GOES_ON_DAYS)
		return REMARK_SHORT;
	return fit->judged < CLIENTS_NEEDED ? REMARK_FEW_CLIENTS : REMARK_ENOUGH;
}

static struct cell basis_cell(const struct fit *fit, const struct past *past, enum remark basis) {
	if (basis == REMARK_SHORT)
		return cell_remark(past->arena, basis, past->to - past->from, GOES_ON_DAYS);
	return cell_remark(past->arena, basis, fit->judged, CLIENTS_NEEDED);
}

/* Surely what suits most of them: the share is above one half 19 times in 20. */
static bool surely(const struct fit *fit, enum model model) {
	return share_between(fit->suited[model], fit->judged).low > 5000;
}

static struct cell why_cell(const struct fit *fit, const struct past *past, enum model model, bool sure) {
	static const enum remark reasons[] = {REMARK_FITS_SINGLE, REMARK_FITS_PACKAGE, REMARK_FITS_PLAN};
	int64_t numbers[] = {0, median_of(fit->course_sizes, (size_t)fit->courses), fit->rhythm};

	if (!sure)
		return cell_remark(past->arena, REMARK_UNCLEAR, fit->suited[model], fit->judged);
	return cell_remark(past->arena, reasons[model], share_of(100, fit->suited[model], fit->judged), numbers[model]);
}

static const char *sold_as(const struct fit *fit) {
	int64_t all = sum_of(fit->sold);
	enum model most = commonest(fit->sold);

	if (all == 0)
		return NULL;
	return 2 * fit->sold[most] > all ? model_name(most) : "mixed";
}

static const char *advice(const struct fit *fit, enum model model) {
	static const char *const offers[] = {"offer_single", "offer_package", "offer_plan"};
	int64_t all = sum_of(fit->sold);

	return all > 0 && 2 * fit->sold[model] > all ? "keep" : offers[model];
}

static struct cell known(int64_t number) {
	return number > 0 ? cell_number(number) : cell_none();
}

/* Writing */

static void write_fit(struct request *request, const struct past *past, const struct fit *fit) {
	enum remark basis = basis_of(fit, past);
	enum model model = commonest(fit->suited);
	bool enough = basis == REMARK_ENOUGH, sure = enough && surely(fit, model);
	struct cell *cells = report_row_add(request->report);

	*cells++ = cell_text(word_of_item(request, fit->item));
	*cells++ = cell_text(!enough ? "too_little" : sure ? model_name(model) : "unclear");
	*cells++ = cell_text(sold_as(fit));
	*cells++ = cell_text(sure ? advice(fit, model) : NULL);
	*cells++ = cell_number(fit->clients);
	*cells++ = cell_number(fit->judged);
	*cells++ = cell_number(fit->visits);
	*cells++ = known(median_of(fit->visits_each, (size_t)fit->clients));
	*cells++ = known(fit->spells > 0 ? fit->rhythm : 0);
	*cells++ = cell_share(fit->regular, fit->spells);
	*cells++ = known(median_of(fit->course_sizes, (size_t)fit->courses));
	for (enum model each = MODEL_SINGLE; each < MODEL_COUNT; each++)
		*cells++ = cell_share(fit->suited[each], fit->judged);
	for (enum model each = MODEL_SINGLE; each < MODEL_COUNT; each++)
		*cells++ = cell_share(fit->sold[each], sum_of(fit->sold));
	*cells++ = basis_cell(fit, past, basis);
	*cells = enough ? why_cell(fit, past, model, sure) : cell_none();
}

enum carnet_status make_fit(struct request *request) {
	static const char *const names[] = {"looked_at"};
	struct past past;

	request->report->columns = columns;
	request->report->column_count = COLUMNS;
	TRY(past_read(request, &past, CONTRACTS_JUDGED));
	request->report->as_of = past.to;
	for (size_t i = 0; i < request->catalog->items.count; i++) {
		const struct item *item = &request->catalog->items.at[i];
		if (item->product || (request->service && request->service != item->id))
			continue;
		struct fit fit = {.item = item->id};
		look(request, &past, &fit);
		write_fit(request, &past, &fit);
	}
	report_set_notes(request->report, names, (struct cell[]){past_remark(&past)}, 1);
	return CARNET_OK;
}
