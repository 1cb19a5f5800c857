#include "insight/life.h"

static int32_t month_of(int32_t day) {
	int32_t year, month, of_month;

	date_parts(day, &year, &month, &of_month);
	return year * 12 + month - 1;
}

/* The month of a life in which a day falls; NULL: it is not over yet. */
static struct life_month *month_at(const struct lives *lives, const struct life *life, int32_t day) {
	int32_t month = month_of(day) - lives->first - life->start;

	return month >= 0 && month < life->count ? &lives->months[life->months + (size_t)month] : NULL;
}

/* What happened */

/* Goods of a line are one slot, however many they are. */
static int64_t cost_of(const struct request *request, const struct past_slot *slot) {
	const struct item *item = slot->item ? catalog_item_at(request->catalog, slot->item) : NULL;
	int64_t list = money_units(slot->list_price), value = money_units(slot->value);

	if (!item)
		return 0;
	int64_t quantity = item->product && list > 0 && value > list ? (value + list / 2) / list : 1;
	return money_units(money_times(item->cost, quantity));
}

static void add_slots(const struct request *request, const struct lives *lives, const struct life *life,
		      const struct past_contract *contract) {
	for (size_t i = contract->slots; i < contract->slots + contract->slot_count; i++) {
		const struct past_slot *slot = &lives->past->slots.at[i];
		struct life_month *month = slot->stand == SLOT_USED ? month_at(lives, life, slot->taken_on) : NULL;
		if (!month)
			continue;
		month->revenue += money_units(slot->value);
		month->cost += cost_of(request, slot);
	}
}

static void add_flows(const struct lives *lives, const struct life *life, const struct past_contract *contract) {
	for (size_t i = contract->flows; i < contract->flows + contract->flow_count; i++) {
		const struct past_flow *flow = &lives->past->flows.at[i];
		struct life_month *month = month_at(lives, life, flow->day);
		if (!month)
			continue;
		month->cash += money_units(flow->cash);
		month->revenue += money_units(flow->kept);
	}
}

/* The months at whose end something of a contract paid ahead is left. */
static void add_holding(const struct lives *lives, const struct life *life, const struct past_contract *contract) {
	int32_t last = contract->sold_on;

	if (contract->line_count == 0)
		return;
	for (size_t i = contract->slots; i < contract->slots + contract->slot_count; i++)
		if (lives->past->slots.at[i].taken_on > last)
			last = lives->past->slots.at[i].taken_on;
	int32_t from = month_of(contract->sold_on) - lives->first - life->start;
	int32_t to = last == DATE_NONE ? life->count : month_of(last) - lives->first - life->start;
	for (int32_t month = from < 0 ? 0 : from; month < to && month < life->count; month++)
		lives->months[life->months + (size_t)month].holds = true;
}

static void count_idle(const struct lives *lives, const struct life *life) {
	struct life_month *months = &lives->months[life->months];

	for (int32_t i = 0; i < life->count; i++) {
		bool quiet = months[i].cash == 0 && months[i].revenue == 0;
		int16_t before = i > 0 ? months[i - 1].idle : 0;
		months[i].idle = (int16_t)(quiet ? before + 1 : 0);
	}
}

static void tell_life(const struct request *request, const struct lives *lives, const struct life *life,
		      const struct past_client *client) {
	for (size_t i = client->contracts; i < client->contracts + client->contract_count; i++) {
		const struct past_contract *contract = &lives->past->contracts.at[i];
		add_slots(request, lives, life, contract);
		add_flows(lives, life, contract);
		add_holding(lives, life, contract);
	}
	count_idle(lives, life);
}

/* What chance draws from */

static size_t state_of(const struct life *life, const struct life_month *month) {
	static const int16_t steps[IDLE_STEPS] = {0, 1, 2, 4, 8, INT16_MAX};
	size_t step = 0;

	while (month->idle > steps[step])
		step++;
	return ((size_t)life->model * IDLE_STEPS + step) * 2 + month->holds;
}

static void enter_moments(struct lives *lives, uint32_t place) {
	const struct life *life = &lives->at[place];

	if (life->began && life->count > 0)
		*LIST_ADD(lives->past->arena, &lives->newborn[life->model]) = (struct life_point){place, 0};
	for (int32_t month = 0; month + 1 < life->count; month++) {
		size_t state = state_of(life, &lives->months[life->months + (size_t)month]);
		*LIST_ADD(lives->past->arena, &lives->of_state[state]) = (struct life_point){place, month};
	}
}

static void count_arrival(struct lives *lives, const struct life *life) {
	int32_t back = lives->full_months - 1 - life->start;

	if (!life->began || back < 0 || back >= lives->arrival_months)
		return;
	lives->arrivals[back]++;
	lives->arrived[life->model]++;
}

/* Beginning */

static struct life life_of(const struct lives *lives, const struct past_client *client) {
	const struct past *past = lives->past;
	struct life life = {.model = model_of_client(past, client), .start = month_of(client->first_day) - lives->first};

	life.count = lives->full_months > life.start ? lives->full_months - life.start : 0;
	life.began = life.start > 0 && past->contracts.at[client->contracts].sold;
	return life;
}

static size_t list_lives(struct lives *lives) {
	const struct past *past = lives->past;
	size_t months = 0;

	lives->at = ARENA_ARRAY(past->arena, struct life, past->client_count);
	for (size_t i = 0; i < past->client_count; i++) {
		if (past->clients[i].contract_count == 0)
			continue;
		struct life *life = &lives->at[lives->count++];
		*life = life_of(lives, &past->clients[i]);
		life->months = months;
		months += (size_t)life->count;
	}
	return months;
}

void lives_of(const struct request *request, const struct past *past, struct lives *lives) {
	*lives = (struct lives){.past = past};
	if (past->from == DATE_NONE)
		return;
	lives->first = month_of(past->from);
	lives->full_months = month_of(past->to + 1) - lives->first;
	lives->arrival_months = lives->full_months - 1 < ARRIVALS_LEARNED ? lives->full_months - 1 : ARRIVALS_LEARNED;
	lives->months = ARENA_ARRAY(past->arena, struct life_month, list_lives(lives));
	for (size_t i = 0, next = 0; i < past->client_count; i++)
		if (past->clients[i].contract_count > 0)
			tell_life(request, lives, &lives->at[next++], &past->clients[i]);
	for (uint32_t i = 0; i < lives->count; i++) {
		enter_moments(lives, i);
		count_arrival(lives, &lives->at[i]);
	}
}

/* Drawing */

struct sample sample_of(const struct lives *lives, uint64_t seed) {
	return (struct sample){.lives = lives,
			       .chance = chance_of(seed),
			       .weights = ARENA_ARRAY(lives->past->arena, uint8_t, lives->count + 1)};
}

/* How often one of many is drawn when as many are drawn: never 0.37, once 0.37, twice 0.18, else three times. */
static uint8_t draw_weight(struct chance *chance) {
	uint32_t lot = chance_below(chance, 10000);

	return lot < 3679 ? 0 : lot < 7358 ? 1 : lot < 9197 ? 2 : 3;
}

void sample_draw(struct sample *sample) {
	uint32_t months = (uint32_t)sample->lives->arrival_months;

	for (size_t i = 0; i < sample->lives->count; i++)
		sample->weights[i] = draw_weight(&sample->chance);
	for (uint32_t i = 0; i < months; i++)
		sample->arrivals[i] = sample->lives->arrivals[chance_below(&sample->chance, months)];
}

/* One of the moments, those of lives that weigh more the likelier; after many in vain whichever comes. */
static bool draw(struct sample *sample, const struct life_point_list *moments, struct life_point *moment) {
	if (moments->count == 0)
		return false;
	for (int tries = 0; tries < 30; tries++) {
		*moment = moments->at[chance_below(&sample->chance, (uint32_t)moments->count)];
		if (chance_below(&sample->chance, 3) < sample->weights[moment->life])
			break;
	}
	return true;
}

bool life_begin(struct sample *sample, enum model model, struct life_point *moment) {
	return draw(sample, &sample->lives->newborn[model], moment);
}

const struct life_month *life_now(const struct lives *lives, struct life_point moment) {
	return &lives->months[lives->at[moment.life].months + (size_t)moment.month];
}

bool life_next(struct sample *sample, struct life_point *moment) {
	const struct lives *lives = sample->lives;
	const struct life *life = &lives->at[moment->life];

	if (moment->month + 1 >= life->count &&
	    !draw(sample, &lives->of_state[state_of(life, life_now(lives, *moment))], moment))
		return false;
	moment->month++;
	return true;
}
