#include "rules/rhythm.h"

#include <string.h>

/* Keeping */

static struct visits *kept_for(struct visits_list *list, int64_t item) {
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].item == item)
			return &list->at[i];
	return NULL;
}

const struct visits *visits_for(const struct visits_list *list, int64_t item) {
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].item == item)
			return &list->at[i];
	return NULL;
}

static void move_days(struct visits *visits, int32_t to, int32_t from, int32_t count) {
	memmove(&visits->days[to], &visits->days[from], sizeof *visits->days * (size_t)count);
}

static void keep_day(struct visits *visits, int32_t day) {
	int32_t place = visits->count;
	while (place > 0 && visits->days[place - 1] > day)
		place--;
	if (visits->count == VISITS_KEPT) {
		if (place == 0)
			return; /* older than all that are kept */
		move_days(visits, 0, 1, --place);
	} else {
		move_days(visits, place + 1, place, visits->count - place);
		visits->count++;
	}
	visits->days[place] = day;
}

void visits_add(struct arena *arena, struct visits_list *list, int64_t item, int32_t day) {
	struct visits *visits = kept_for(list, item);
	if (!visits) {
		visits = LIST_ADD(arena, list);
		visits->item = item;
	}
	keep_day(visits, day);
}

void visits_remove(struct visits_list *list, int64_t item, int32_t day) {
	struct visits *visits = kept_for(list, item);
	int32_t left = 0;
	bool removed = false;
	for (int32_t i = 0; visits && i < visits->count; i++) {
		if (!removed && visits->days[i] == day)
			removed = true;
		else
			visits->days[left++] = visits->days[i];
	}
	if (visits)
		visits->count = left;
}

/* Reading */

/* Days of several services come together in order, each once, the latest VISITS_KEPT of them. */
static void keep_day_once(struct visits *days, int32_t day) {
	for (int32_t i = 0; i < days->count; i++)
		if (days->days[i] == day)
			return;
	keep_day(days, day);
}

static void collect(const struct visits_list *list, int64_t item, int32_t until, struct visits *days) {
	const struct visits *visits = visits_for(list, item);
	for (int32_t i = 0; visits && i < visits->count; i++)
		if (visits->days[i] <= until)
			keep_day_once(days, visits->days[i]);
}

static void sort(int32_t *numbers, int32_t count) {
	for (int32_t i = 1; i < count; i++) {
		int32_t number = numbers[i], place = i;
		for (; place > 0 && numbers[place - 1] > number; place--)
			numbers[place] = numbers[place - 1];
		numbers[place] = number;
	}
}

/* Of an even number of them half the sum of the middle two, a half rounded up. */
static int32_t median(const int32_t *sorted, int32_t count) {
	int32_t upper = sorted[count / 2];
	return count % 2 == 1 ? upper : (sorted[count / 2 - 1] + upper + 1) / 2;
}

static int32_t within_a_quarter(const int32_t *gaps, int32_t count, int32_t rhythm) {
	int32_t near = 0;
	for (int32_t i = 0; i < count; i++) {
		int32_t off = gaps[i] > rhythm ? gaps[i] - rhythm : rhythm - gaps[i];
		near += off * 4 <= rhythm;
	}
	return near;
}

static void measure(const struct visits *days, struct habit *habit) {
	int32_t gaps[VISITS_KEPT];
	int32_t count = days->count - 1;
	for (int32_t i = 0; i < count; i++)
		gaps[i] = days->days[i + 1] - days->days[i];
	sort(gaps, count);
	habit->rhythm = median(gaps, count);
	habit->measured = true;
	habit->steady = within_a_quarter(gaps, count, habit->rhythm) * 2 >= count;
}

struct habit habit_of(const struct visits_list *list, const int64_t *items, int32_t item_count, int32_t interval,
		      int32_t day) {
	struct visits days = {0};
	for (int32_t i = 0; i < item_count; i++)
		collect(list, items[i], day, &days);
	int32_t count = days.count;
	struct habit habit = {.visits = count, .last = DATE_NONE, .rhythm = interval};
	if (count > 0)
		habit.last = days.days[count - 1];
	if (count >= VISITS_FOR_A_RHYTHM)
		measure(&days, &habit);
	return habit;
}

struct habit habit_of_one(const struct visits_list *list, int64_t item, int32_t interval, int32_t day) {
	return habit_of(list, &item, 1, interval, day);
}

bool habit_goes_on(const struct habit *habit, int32_t day) {
	return habit->steady && habit->visits >= VISITS_FOR_A_HABIT && day - habit->last <= 2 * habit->rhythm;
}

/* When the client is next to be expected. */
static int32_t next_visit(const struct habit *habit, int32_t day) {
	int32_t next = habit->last == DATE_NONE ? day : date_add_days(habit->last, habit->rhythm);
	return next < day ? day : next;
}

static int32_t days_of(int64_t count, int32_t rhythm) {
	int64_t days = count * rhythm;
	return days > DATE_MAX ? DATE_MAX : (int32_t)days;
}

int32_t habit_used_on(const struct habit *habit, int32_t day, int32_t sessions) {
	if (sessions <= 0)
		return habit->last;
	if (habit->rhythm <= 0)
		return DATE_NONE;
	return date_add_days(next_visit(habit, day), days_of(sessions - 1, habit->rhythm));
}

int32_t habit_sessions_by(const struct habit *habit, int32_t day, int32_t until) {
	int32_t next = next_visit(habit, day);
	if (habit->rhythm <= 0 || next > until)
		return 0;
	return (until - next) / habit->rhythm + 1;
}
