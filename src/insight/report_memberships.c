#include "insight/members.h"
#include "insight/movement.h"
#include "insight/statistics.h"

/* Memberships one by one as they stand on a day, or months of them (rulebook §12). */

/* One by one */

enum {
	MEMBERSHIP,
	REF,
	CLIENT,
	PLAN,
	STATUS,
	SOLD_ON,
	PRICE,
	CYCLES,
	NEXT_CYCLE,
	ENDS_ON,
	FROZEN_TO,
	SESSIONS_LEFT,
	DUE,
	RECURRING,
	GRANTED,
	USED,
	LAST_USE,
	RISK,
	LIST_COLUMNS
};
static const char *const list_columns[] = {
	"membership", "ref",       "client",        "plan", "status",    "sold_on", "price", "cycles",   "next_cycle",
	"ends_on",    "frozen_to", "sessions_left", "due",  "recurring", "granted", "used",  "last_use", "risk"};

static bool is_recurring(enum standing standing) {
	return standing == STANDING_ACTIVE || standing == STANDING_PAST_DUE;
}

/* What puts its fees at risk, the surest first; NULL: nothing known. */
static const char *risk_of(const struct request *request, const struct member *member, enum standing standing,
			   const struct member_use *use) {
	int32_t since = use->last != DATE_NONE ? use->last : member->membership->sold_on;

	if (standing == STANDING_ENDED)
		return NULL;
	if (standing != STANDING_ACTIVE)
		return standing_name(standing);
	if (member->membership->cancelled)
		return "ending";
	return use->granted > 0 && request->day - since > request->catalog->settings.dormant_days ? "unused" : NULL;
}

/* The next day a cycle is billed as the book knows today: the first one after the day, or the one to come. */
static int32_t next_cycle(const struct member *member, int32_t day) {
	const struct membership *membership = member->membership;

	for (size_t i = 0; i < member->cycles.count; i++)
		if (member->cycles.at[i].sold_on > day)
			return member->cycles.at[i].sold_on;
	return membership->cancelled || day >= membership->suspended_on ? DATE_NONE : membership_next_day(membership);
}

static int32_t ends_on(const struct membership *membership) {
	return membership->cancelled && membership->ended_on == DATE_NONE ? membership_next_day(membership)
									  : membership->ended_on;
}

/* The day on which what is frozen runs again; DATE_NONE: it is not frozen, or stays so until an unfreeze. */
static int32_t frozen_to(const struct member *member, enum standing standing, int32_t day) {
	return standing == STANDING_FROZEN ? membership_runs_again(member->membership, day) : DATE_NONE;
}

static int64_t cycles_by(const struct member *member, int32_t day) {
	int64_t count = 0;

	for (size_t i = 0; i < member->cycles.count; i++)
		count += member->cycles.at[i].sold_on <= day;
	return count;
}

struct member_sums {
	struct money due, recurring, at_risk;
	int64_t granted, used;
};

/* How a membership stands on the day. */
struct stand {
	enum standing standing;
	struct money fee, recurring, due; /* the fee of a month; what of it recurs; what is due */
	struct member_use use;
	const char *risk;
};

static struct stand stand_of(struct request *request, const struct member *member) {
	struct stand stand = {.standing = member_standing(member, request->day),
			      .fee = member_monthly(request, member, request->day),
			      .due = member_due(member, request->day),
			      .use = member_use(member, request->day)};

	stand.recurring = is_recurring(stand.standing) ? stand.fee : MONEY_ZERO;
	stand.risk = risk_of(request, member, stand.standing, &stand.use);
	return stand;
}

static void write_member(struct request *request, const struct member *member, const struct stand *stand) {
	const struct membership *membership = member->membership;
	struct cell *cells = report_row_add(request->report);

	cells[MEMBERSHIP] = cell_number(membership->id);
	cells[REF] = cell_text(membership->ref);
	cells[CLIENT] = cell_text(member->client);
	cells[PLAN] = cell_text(catalog_offer_at(request->catalog, membership->plan.offer)->code);
	cells[STATUS] = cell_text(standing_name(stand->standing));
	cells[SOLD_ON] = cell_date(membership->sold_on);
	cells[PRICE] = cell_money(membership->plan.price);
	cells[CYCLES] = cell_number(cycles_by(member, request->day));
	cells[NEXT_CYCLE] = cell_date(next_cycle(member, request->day));
	cells[ENDS_ON] = cell_date(ends_on(membership));
	cells[FROZEN_TO] = cell_date(frozen_to(member, stand->standing, request->day));
	cells[SESSIONS_LEFT] = cell_number(member_sessions_left(member, request->day));
	cells[DUE] = cell_money(stand->due);
	cells[RECURRING] = cell_money(stand->recurring);
	cells[GRANTED] = cell_number(stand->use.granted);
	cells[USED] = cell_number(stand->use.used);
	cells[LAST_USE] = cell_date(stand->use.last);
	cells[RISK] = cell_text(stand->risk);
}

static void add_member(struct request *request, const struct member *member, struct member_sums *sums) {
	struct stand stand = stand_of(request, member);

	write_member(request, member, &stand);
	sums->due = money_add(sums->due, stand.due);
	sums->recurring = money_add(sums->recurring, stand.recurring);
	sums->at_risk = stand.risk ? money_add(sums->at_risk, stand.fee) : sums->at_risk;
	sums->granted += stand.use.granted;
	sums->used += stand.use.used;
}

static void make_list(struct request *request, const struct member_list *members) {
	static const char *const names[] = {"due", "recurring", "granted", "used", "use", "at_risk"};
	struct member_sums sums = {.granted = 0};

	request->report->columns = list_columns;
	request->report->column_count = LIST_COLUMNS;
	request->report->from = request->report->to = DATE_NONE;
	request->report->as_of = request->day;
	for (size_t i = 0; i < members->count; i++)
		if (members->at[i].membership->sold_on <= request->day)
			add_member(request, &members->at[i], &sums);
	report_set_totals(request->report, names,
			  (struct cell[]){cell_money(sums.due), cell_money(sums.recurring), cell_number(sums.granted),
					  cell_number(sums.used), cell_share(sums.used, sums.granted),
					  cell_money(sums.at_risk)},
			  6);
}

/* Months */

struct month {
	struct period period;
	int64_t at_start, active, joined, ended, frozen, past_due, suspended;
	struct money recurring;
	struct money before, lost; /* the fees of those who were members at its start; of them, of those who ended */
	struct figures sessions;
};
struct month_list LIST(struct month);

static const char *const month_columns[] = {"month",    "active",    "new",       "ended",    "frozen",
					    "past_due", "suspended", "recurring", "churn",    "granted",
					    "used",     "use",       "lost",      "fee_churn"};
enum { MONTH_COLUMNS = sizeof month_columns / sizeof *month_columns };

static int32_t first_day(const struct request *request, const struct member_list *members) {
	int32_t first = request->now;

	for (size_t i = 0; i < members->count; i++)
		if (members->at[i].membership->sold_on < first)
			first = members->at[i].membership->sold_on;
	return request->from > first ? request->from : first;
}

static void list_months(struct request *request, const struct member_list *members, struct month_list *months) {
	int32_t last = request->to < request->now ? request->to : request->now;
	struct period period = period_of(request, first_day(request, members), false);

	for (; period.first <= last; period = period_after(request, &period, false))
		*LIST_ADD(request->arena, months) = (struct month){.period = period};
}

static void count_standing(struct month *month, enum standing standing) {
	month->active += is_recurring(standing);
	month->past_due += standing == STANDING_PAST_DUE;
	month->frozen += standing == STANDING_FROZEN;
	month->suspended += standing == STANDING_SUSPENDED;
}

static void count_member(struct request *request, const struct member *member, struct month *month) {
	const struct membership *membership = member->membership;
	int32_t last = month->period.last < request->now ? month->period.last : request->now;

	if (membership_runs(membership, month->period.first - 1)) {
		struct money fee = member_monthly(request, member, month->period.first - 1);
		month->at_start++;
		month->before = money_add(month->before, fee);
		if (membership->ended_on >= month->period.first && membership->ended_on <= last)
			month->lost = money_add(month->lost, fee);
	}
	month->joined += membership->sold_on >= month->period.first && membership->sold_on <= last;
	month->ended += membership->ended_on >= month->period.first && membership->ended_on <= last;
	if (!membership_runs(membership, last))
		return;
	enum standing standing = member_standing(member, last);
	count_standing(month, standing);
	if (is_recurring(standing))
		month->recurring = money_add(month->recurring, member_monthly(request, member, last));
}

/* Before a membership's month nothing counts, nor after that in which it ends. */
static void count_months(struct request *request, const struct member *member, struct month_list *months) {
	const struct membership *membership = member->membership;
	int32_t first = period_of(request, membership->sold_on, false).number - months->at[0].period.number;
	int32_t last = membership->ended_on > membership->sold_on ? membership->ended_on : membership->sold_on;

	for (size_t i = first > 0 ? (size_t)first : 0; i < months->count && months->at[i].period.first <= last; i++)
		count_member(request, member, &months->at[i]);
}

static enum carnet_status count_sessions(struct request *request, struct month_list *months) {
	struct month *last = &months->at[months->count - 1];
	struct movement_range range = {months->at[0].period.first, last->period.last, 0, request->branch};
	struct movement movement;
	enum step step;

	request->stream = STREAM_MEMBERSHIP;
	struct movement_reader reader = movement_reader_of(request, &range);
	while ((step = movement_next(&reader, &movement)) == STEP_ROW) {
		int32_t number = period_of(request, movement.date, false).number;
		figures_count(&months->at[number - months->at[0].period.number].sessions, &movement);
	}
	return step == STEP_FAULT ? request_fault(request) : CARNET_OK;
}

static void add_month(struct request *request, const struct month *month) {
	struct cell *cells = report_row_add(request->report);

	*cells++ = cell_text(period_name(request->arena, month->period.number, false));
	*cells++ = cell_number(month->active);
	*cells++ = cell_number(month->joined);
	*cells++ = cell_number(month->ended);
	*cells++ = cell_number(month->frozen);
	*cells++ = cell_number(month->past_due);
	*cells++ = cell_number(month->suspended);
	*cells++ = cell_money(month->recurring);
	*cells++ = cell_share(month->ended, month->at_start);
	*cells++ = cell_number(month->sessions.sessions[MEASURE_SESSIONS_SOLD]);
	*cells++ = cell_number(month->sessions.sessions[MEASURE_SESSIONS_USED]);
	*cells++ = cell_share(month->sessions.sessions[MEASURE_SESSIONS_USED],
			      month->sessions.sessions[MEASURE_SESSIONS_SOLD]);
	*cells++ = cell_money(month->lost);
	*cells = cell_share(money_units(month->lost), money_units(month->before));
}

static struct month sum_of(const struct month_list *months) {
	struct month sum = {0};

	for (size_t i = 0; i < months->count; i++) {
		sum.joined += months->at[i].joined;
		sum.ended += months->at[i].ended;
		sum.at_start += months->at[i].at_start;
		sum.before = money_add(sum.before, months->at[i].before);
		sum.lost = money_add(sum.lost, months->at[i].lost);
		figures_add(&sum.sessions, &months->at[i].sessions);
	}
	return sum;
}

static void write_month_totals(struct request *request, const struct month_list *months) {
	static const char *const names[] = {"new",   "ended", "granted",   "used",       "use",
					    "churn", "lost",  "fee_churn", "life_months"};
	struct month sum = sum_of(months);

	report_set_totals(
		request->report, names,
		(struct cell[]){cell_number(sum.joined), cell_number(sum.ended),
				cell_number(sum.sessions.sessions[MEASURE_SESSIONS_SOLD]),
				cell_number(sum.sessions.sessions[MEASURE_SESSIONS_USED]),
				cell_share(sum.sessions.sessions[MEASURE_SESSIONS_USED],
					   sum.sessions.sessions[MEASURE_SESSIONS_SOLD]),
				cell_share(sum.ended, sum.at_start), cell_money(sum.lost),
				cell_share(money_units(sum.lost), money_units(sum.before)),
				sum.ended > 0 ? cell_number(share_of(sum.at_start, 1, sum.ended)) : cell_none()},
		9);
}

static enum carnet_status make_months(struct request *request, const struct member_list *members) {
	struct month_list months = {0};

	request->report->columns = month_columns;
	request->report->column_count = MONTH_COLUMNS;
	if (members->count > 0)
		list_months(request, members, &months);
	if (months.count == 0)
		return CARNET_OK;
	if (!request->client) /* the kept totals know no client */
		TRY(count_sessions(request, &months));
	for (size_t i = 0; i < members->count; i++)
		count_months(request, &members->at[i], &months);
	for (size_t i = 0; i < months.count; i++)
		add_month(request, &months.at[i]);
	write_month_totals(request, &months);
	return CARNET_OK;
}

enum carnet_status make_memberships(struct request *request) {
	struct member_list members = {0};
	bool by_month = grouped_by(&request->by, BY_MONTH);

	if (by_month && grouped_by(&request->by, BY_MEMBERSHIP))
		return refuse(request->why, CARNET_INVALID, "memberships is told by membership or by month, not both.");
	TRY(members_read(request, &members));
	if (by_month)
		return make_months(request, &members);
	make_list(request, &members);
	return CARNET_OK;
}
