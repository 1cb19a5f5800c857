#include "insight/past.h"
#include "insight/remark.h"
#include "insight/statistics.h"

/* Packages that came to an end, and whether the client bought again: the renewal rate, and how many of the renewals offered when
 * sessions ran low were taken (rulebook §12; docs/insight.md). */

enum { RENEWAL_DAYS = 60, BEFORE_DAYS = 30, ENDS_NEEDED = 12 };

/* How a package ran out. */
struct course {
	int32_t low_on; /* the session that left so few; DATE_NONE: never */
	int32_t end;    /* nothing left from this day on; DATE_NONE: something is */
	bool by_use;    /* the last sessions were used, not expired or given back */
	int32_t used;
};

struct renewed {
	int64_t offer;
	int64_t sold, ended, renewed;
	int64_t offered, taken;
	int64_t *days; /* from the end to the next purchase */
	int64_t expired;
};

static const char *const columns[] = {"offer",  "sold",    "ended", "renewed",   "rate", "days",
				      "unused", "offered", "taken", "take_rate", "basis"};
enum { COLUMNS = sizeof columns / sizeof *columns };

/* Looking */

/* The day of the k-th taken slot from the last; slots of a contract are taken in no order of days. */
static struct course course_of(const struct request *request, const struct past *past,
			       const struct past_contract *contract) {
	struct course course = {DATE_NONE, DATE_MIN, true, 0};
	int64_t *taken = ARENA_ARRAY(past->arena, int64_t, contract->slot_count + 1);
	int32_t alert_at = contract->alert_at >= 0 ? contract->alert_at : request->catalog->settings.low_sessions;
	size_t count = contract->slot_count;

	for (size_t i = 0; i < count; i++) {
		const struct past_slot *slot = &past->slots.at[contract->slots + i];
		taken[i] = slot->taken_on;
		course.used += slot->stand == SLOT_USED;
		if (slot->taken_on >= course.end) {
			course.end = slot->taken_on;
			course.by_use = slot->stand == SLOT_USED;
		}
	}
	numbers_sort(taken, count);
	/* The session that leaves `alert_at`; at least one has to be used for it. */
	size_t place = count > (size_t)alert_at ? count - (size_t)alert_at - 1 : 0;
	if (count > 0 && course.used > (int32_t)place)
		course.low_on = (int32_t)taken[place];
	return course;
}

static bool same_service(const struct past *past, const struct past_contract *one, const struct past_contract *other) {
	for (size_t i = one->lines; i < one->lines + one->line_count; i++)
		for (size_t k = other->lines; k < other->lines + other->line_count; k++)
			if (past->lines.at[i].item == past->lines.at[k].item)
				return true;
	return false;
}

/* A cycle of a membership that ran before is no purchase. */
static bool is_purchase(const struct past *past, const struct past_contract *contract) {
	const struct past_client *client = &past->clients[contract->client];

	for (size_t i = client->contracts; contract->membership && i < client->contracts + client->contract_count; i++)
		if (past->contracts.at[i].membership == contract->membership)
			return &past->contracts.at[i] == contract;
	return contract->sold;
}

/* The first purchase of the same service in the days given; DATE_NONE: none. */
static int32_t bought_again(const struct past *past, const struct past_contract *contract, int32_t from, int32_t to) {
	const struct past_client *client = &past->clients[contract->client];
	int32_t first = DATE_NONE;

	for (size_t i = client->contracts; i < client->contracts + client->contract_count; i++) {
		const struct past_contract *other = &past->contracts.at[i];
		if (other->id > contract->id && other->sold_on >= from && other->sold_on <= to &&
		    other->sold_on < first && same_service(past, contract, other) && is_purchase(past, other))
			first = other->sold_on;
	}
	return first;
}

static bool within(const struct request *request, const struct past *past, int32_t day) {
	return day >= request->from && day <= request->to && day <= past->to - RENEWAL_DAYS;
}

static void count_contract(const struct request *request, const struct past *past, const struct past_contract *contract,
			   struct renewed *renewed) {
	struct course course = course_of(request, past, contract);
	bool ended = course.end < DATE_NONE;
	int32_t to = ended ? course.end + RENEWAL_DAYS : past->to;

	renewed->sold += contract->sold_on >= request->from && contract->sold_on <= request->to;
	if (ended && within(request, past, course.end)) {
		int32_t from = course.low_on < course.end - BEFORE_DAYS ? course.low_on : course.end - BEFORE_DAYS;
		int32_t again = bought_again(past, contract, from, to);
		if (again < DATE_NONE)
			renewed->days[renewed->renewed++] = again - course.end;
		renewed->ended++;
		renewed->expired += !course.by_use;
	}
	if (within(request, past, course.low_on)) {
		renewed->offered++;
		renewed->taken += bought_again(past, contract, course.low_on, to) < DATE_NONE;
	}
}

/* Writing */

static void write_row(struct request *request, struct renewed *renewed) {
	struct cell *cells = report_row_add(request->report);
	bool few = renewed->ended < ENDS_NEEDED;

	numbers_sort(renewed->days, (size_t)renewed->renewed);
	*cells++ = cell_text(catalog_offer_at(request->catalog, renewed->offer)->code);
	*cells++ = cell_number(renewed->sold);
	*cells++ = cell_number(renewed->ended);
	*cells++ = cell_number(renewed->renewed);
	*cells++ = cell_share(renewed->renewed, renewed->ended);
	*cells++ = renewed->renewed > 0 ? cell_number(median_of(renewed->days, (size_t)renewed->renewed)) : cell_none();
	*cells++ = cell_number(renewed->expired);
	*cells++ = cell_number(renewed->offered);
	*cells++ = cell_number(renewed->taken);
	*cells++ = cell_share(renewed->taken, renewed->offered);
	*cells = cell_remark(request->arena, few ? REMARK_FEW_ENDS : REMARK_ENDS, renewed->ended, ENDS_NEEDED);
}

static void add_to(struct renewed *sum, const struct renewed *renewed) {
	sum->sold += renewed->sold;
	sum->ended += renewed->ended;
	sum->renewed += renewed->renewed;
	sum->expired += renewed->expired;
	sum->offered += renewed->offered;
	sum->taken += renewed->taken;
}

static void write_totals(struct request *request, const struct renewed *sum) {
	static const char *const names[] = {"sold",   "ended",   "renewed", "rate",
					    "unused", "offered", "taken",   "take_rate"};
	struct cell cells[] = {cell_number(sum->sold),    cell_number(sum->ended),
			       cell_number(sum->renewed), cell_share(sum->renewed, sum->ended),
			       cell_number(sum->expired), cell_number(sum->offered),
			       cell_number(sum->taken),   cell_share(sum->taken, sum->offered)};

	report_set_totals(request->report, names, cells, 8);
}

static bool is_course(const struct past_contract *contract, int64_t offer) {
	return contract->sold && contract->offer == offer &&
	       (contract->stream == STREAM_PACKAGE || contract->stream == STREAM_COMBO);
}

/* Its courses. False: there were none. */
static bool count_offer(struct request *request, const struct past *past, struct renewed *renewed) {
	bool any = false;

	renewed->days = ARENA_ARRAY(request->arena, int64_t, past->contracts.count + 1);
	for (size_t i = 0; i < past->contracts.count; i++) {
		if (!is_course(&past->contracts.at[i], renewed->offer))
			continue;
		count_contract(request, past, &past->contracts.at[i], renewed);
		any = true;
	}
	return any;
}

enum carnet_status make_renewed(struct request *request) {
	static const char *const names[] = {"within_days", "looked_at"};
	struct renewed sum = {.offer = 0};
	struct past past;

	request->report->columns = columns;
	request->report->column_count = COLUMNS;
	TRY(past_read(request, &past, CONTRACTS_JUDGED));
	for (size_t i = 0; i < request->catalog->offers.count; i++) {
		struct renewed renewed = {.offer = request->catalog->offers.at[i].id};
		if (!count_offer(request, &past, &renewed))
			continue;
		write_row(request, &renewed);
		add_to(&sum, &renewed);
	}
	write_totals(request, &sum);
	report_set_notes(request->report, names, (struct cell[]){cell_number(RENEWAL_DAYS), past_remark(&past)}, 2);
	return CARNET_OK;
}
