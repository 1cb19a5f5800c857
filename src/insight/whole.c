#include "insight/whole.h"

#include "insight/movement.h"
#include "insight/statistics.h"

enum { MONTHS_BILLED = 3, MONTHS_OF_A_YEAR = 12, AT_MOST_TIMES = 4 };

/* The last full months. */
struct window {
	int32_t first, billed_first, last;
};

static struct window window_of(const struct past *past) {
	int32_t this_month = date_month_start(past->to + 1);

	return (struct window){date_add_months(this_month, -MONTHS_OF_A_YEAR),
			       date_add_months(this_month, -MONTHS_BILLED), this_month - 1};
}

static bool within(int32_t day, int32_t first, const struct window *window) {
	return day >= first && day <= window->last;
}

/* The sample */

static bool holds_sessions(enum stream stream) {
	return stream == STREAM_PACKAGE || stream == STREAM_COMBO || stream == STREAM_MEMBERSHIP;
}

/* Days of access are of no service, and no sessions. */
static void add_slots(const struct past *past, const struct past_contract *contract, const struct window *window,
		      struct whole *whole) {
	for (size_t i = contract->slots; i < contract->slots + contract->slot_count; i++) {
		const struct past_slot *slot = &past->slots.at[i];
		whole->held.sample += slot->item && holds_sessions(contract->stream) && slot_free_at(slot, past->to);
		if (slot->stand == SLOT_USED && within(slot->taken_on, window->first, window))
			whole->delivered.sample += money_units(slot->value);
	}
}

static void add_sample(const struct past *past, const struct window *window, struct whole *whole) {
	for (size_t i = 0; i < past->contracts.count; i++) {
		const struct past_contract *contract = &past->contracts.at[i];
		if (contract->membership && within(contract->sold_on, window->billed_first, window))
			whole->billed.sample += money_units(contract->price);
		add_slots(past, contract, window, whole);
		for (size_t k = contract->flows; k < contract->flows + contract->flow_count; k++)
			if (within(past->flows.at[k].day, window->first, window))
				whole->paid.sample += money_units(past->flows.at[k].cash);
	}
}

/* The book */

struct sums {
	struct figures held, billed, year;
};

static void add_movement(const struct movement *movement, const struct window *window, struct sums *sums) {
	if (holds_sessions(movement->stream))
		figures_count(&sums->held, movement);
	if (movement->stream == STREAM_MEMBERSHIP && within(movement->date, window->billed_first, window))
		figures_count(&sums->billed, movement);
	if (within(movement->date, window->first, window))
		figures_count(&sums->year, movement);
}

static enum carnet_status add_book(struct request *request, const struct past *past, const struct window *window,
				   struct whole *whole) {
	struct movement_range range = {DATE_MIN, past->to, 0, request->branch};
	struct movement_reader reader = movement_reader_of(request, &range);
	struct sums sums = {.held = {.sessions = {0}}};
	struct movement movement;
	enum step step;

	while ((step = movement_next(&reader, &movement)) == STEP_ROW)
		add_movement(&movement, window, &sums);
	whole->held.whole = figures_sessions(&sums.held);
	whole->billed.whole = money_units(sums.billed.amounts[MEASURE_SOLD]);
	whole->delivered.whole = money_units(sums.year.amounts[MEASURE_DELIVERED]);
	whole->paid.whole = money_units(figures_cash(&sums.year));
	return step == STEP_FAULT ? request_fault(request) : CARNET_OK;
}

/* A sample in which next to nothing of it is stands for as many as there are clients to one of it. */
static void settle(struct proportion *proportion, int64_t one_in) {
	int128 usual = (int128)proportion->sample * one_in;
	if (usual <= 0 || proportion->whole < usual / AT_MOST_TIMES || proportion->whole > usual * AT_MOST_TIMES)
		*proportion = (struct proportion){one_in, 1};
}

enum carnet_status whole_read(struct request *request, const struct past *past, struct whole *whole) {
	struct window window = window_of(past);

	*whole = (struct whole){.held = {0, 0}};
	if (past->one_in > 1) {
		add_sample(past, &window, whole);
		TRY(add_book(request, past, &window, whole));
	}
	settle(&whole->held, past->one_in);
	settle(&whole->billed, past->one_in);
	settle(&whole->delivered, past->one_in);
	settle(&whole->paid, past->one_in);
	return CARNET_OK;
}

int64_t whole_of(struct proportion proportion, int64_t amount) {
	return share_of(amount, proportion.whole, proportion.sample);
}
