/* Playing scripts, and what is checked after each step of them. */
#include "build.h"

#include "check.h"

#include "base/arena.h"

struct world *world_create(void) {
	struct arena *arena = arena_create();
	struct world *world = ARENA_NEW(arena, struct world);
	world->arena = arena;
	return world;
}

void world_destroy(struct world *world) {
	arena_destroy(world->arena);
}

/* A copy that further steps do not touch. */
static struct world world_copy(const struct world *world) {
	struct world copy = *world;
	for (int i = 0; i < CONTRACTS_MOST; i++) {
		struct change_list *changes = &copy.contracts[i].changes;
		changes->at = arena_copy(world->arena, changes->at, changes->count * sizeof *changes->at);
		changes->capacity = changes->count;
	}
	return copy;
}

static const char *status_name(enum carnet_status status) {
	static const char *const names[] = {
#define NAME(symbol, name, http, sentence) [symbol] = (name),
		CARNET_STATUS_LIST(NAME)
#undef NAME
	};
	return names[status];
}

/* "overpaid:" in front of a step; else ok. */
static enum carnet_status read_refusal(const char **step) {
	for (int i = CARNET_INVALID; i <= CARNET_UNAVAILABLE; i++) {
		const char *name = status_name((enum carnet_status)i);
		size_t length = strlen(name);
		if (strncmp(*step, name, length) == 0 && (*step)[length] == ':') {
			*step += length + 1;
			return (enum carnet_status)i;
		}
	}
	return CARNET_OK;
}

/* "b:": the contract it is about. */
static const char *read_name(struct world *world, const char *step) {
	const char *words = step + strspn(step, " ");
	if (words[0] < 'a' || words[0] > 'd' || words[1] != ':')
		return words;
	world->current = words[0] - 'a';
	return words + 2 + strspn(words + 2, " ");
}

/* What one entry does, one thing after the other, until one is refused. */
static enum carnet_status play_entry(struct world *world, const char *step) {
	enum carnet_status status = CARNET_OK;
	for (const char *act; status == CARNET_OK && (act = part_next(world->arena, &step, '&'));) {
		act = read_name(world, act);
		const char *word = word_next(world->arena, &act);
		if (!make_contract(world, word, &act, &status))
			status = act_on(world, word, &act);
	}
	return status;
}

static struct effect_list effects_from(const struct world *world, int place, int32_t from) {
	struct effect_list effects = {0};
	if (world->exists[place])
		effects_of(&world->contracts[place], from, &world->rules, &effects);
	return effects;
}

/* The book adds what a step changed from its day on; that must come to the same as computing all of it again. */
static void keep_books(struct world *world, const struct world *before) {
	struct effect_list entry = {0};
	struct posting_list postings = {0};
	for (int i = 0; i < CONTRACTS_MOST; i++) {
		struct effect_list change = effects_from(world, i, world->from);
		struct effect_list was = effects_from(before, i, world->from), whole = effects_from(world, i, DATE_MIN);
		effects_subtract(world->arena, &change, &was);
		for (size_t k = 0; k < change.count; k++) {
			effects_add(world->arena, &world->kept[i], &change.at[k]);
			effects_add(world->arena, &entry, &change.at[k]);
		}
		if (!effects_equal(world->arena, &world->kept[i], &whole))
			fail_msg("%s: after \"%s\" the kept totals of %c are not what its history says", world->script,
				 world->step, 'a' + i);
	}
	postings_of(world->arena, &entry, &world->rules, &postings);
	if (!postings_balance(&postings) && !strstr(world->step, "fund") && !strstr(world->step, "exchange"))
		fail_msg("%s: the postings of \"%s\" do not balance", world->script, world->step);
}

static bool has_dates(const struct change *change) {
	bool from = change->from != DATE_NONE, to = change->to != DATE_NONE;
	if (change->kind == CHANGE_FREEZE)
		return from;
	if (change->kind == CHANGE_UNFREEZE)
		return from && to;
	return !from && to == (change->kind == CHANGE_EXTEND);
}

/* Whom or what it is about: a client, an item, another contract. */
static bool names_other(const struct world *world, const struct contract *contract, const struct change *change) {
	enum change_kind kind = change->kind;
	if (kind == CHANGE_CREDIT || kind == CHANGE_SPEND)
		return change->other > 0 && change->other != contract->id && world->exists[change->other - 1];
	if (kind == CHANGE_REDEEM || kind == CHANGE_RETURN || kind == CHANGE_TRANSFER || kind == CHANGE_SHARE ||
	    kind == CHANGE_UNSHARE)
		return change->other > 0;
	return change->other == (kind == CHANGE_FUND);
}

static bool names_method(const struct change *change) {
	bool money = change->kind == CHANGE_PAY || money_is_positive(change->refund);
	return money == (change->method != NULL);
}

static bool has_amount(const struct contract *contract, const struct change *change) {
	bool slots = (change->kind == CHANGE_CANCEL || change->kind == CHANGE_REVIVE) && !contract_is_topup(contract);
	return !slots || (money_is_zero(change->amount) && money_is_zero(change->face));
}

/* What a change does not need it does not carry: it would be kept, and shown. */
static void check_changes(const struct world *world, const struct contract *contract) {
	for (size_t i = 0; i < contract->changes.count; i++) {
		const struct change *change = &contract->changes.at[i];
		bool placed = change->entry > 0 && (change->branch == TPE || change->kind == CHANGE_REDEEM);
		if (!placed || !has_dates(change) || !names_other(world, contract, change) || !names_method(change) ||
		    !has_amount(contract, change))
			fail_msg("%s: \"%s\" recorded a change of kind %d that is not well formed", world->script,
				 world->step, (int)change->kind);
	}
}

static void check_step(struct world *world, const struct world *before) {
	for (int i = 0; i < CONTRACTS_MOST; i++) {
		const char *complaint = world->exists[i] ? history_complaint(&world->contracts[i], &world->rules) : NULL;
		if (world->exists[i])
			check_changes(world, &world->contracts[i]);
		if (complaint)
			fail_msg("%s: after \"%s\", of %c: %s", world->script, world->step, 'a' + i, complaint);
	}
	keep_books(world, before);
}

/* The business date, if the step begins with one. */
static const char *read_day(struct world *world, const char *step) {
	const char *rest = step;
	int32_t day = word_day(word_next(world->arena, &rest));
	if (day == DATE_NONE)
		return step + strspn(step, " ");
	world->day = day;
	return rest + strspn(rest, " ");
}

static void play_step(struct world *world, const char *step) {
	struct world before = world_copy(world);
	const char *words = read_name(world, read_day(world, step));
	enum carnet_status wanted = read_refusal(&words);
	words = read_day(world, words);
	before.day = world->day;
	world->step = before.step = step;
	before.entry = ++world->entry;
	world->from = world->day;
	world->why = (struct refusal){0};
	enum carnet_status status = play_entry(world, words);
	if (status != wanted)
		fail_msg("%s: \"%s\" ended with %s %s", world->script, step, status_name(status), world->why.message);
	before.why = world->why;
	before.current = world->current;
	if (status == CARNET_OK)
		check_step(world, &before);
	else
		*world = before;
}

void world_play(struct world *world, const char *script) {
	world->script = script;
	for (const char *step; (step = part_next(world->arena, &script, ';'));)
		play_step(world, step);
}

bool worlds_agree(const struct world *one, const struct world *other) {
	for (int i = 0; i < CONTRACTS_MOST; i++)
		if (!effects_equal(one->arena, &one->kept[i], &other->kept[i]))
			return false;
	return true;
}

void stories_hold_by(const struct effect_rules *rules, const struct story *stories, size_t count) {
	for (size_t i = 0; i < count; i++) {
		struct world *world = world_create();
		world->rules = *rules;
		world_play(world, stories[i].script);
		world->script = stories[i].name;
		world_expect(world, stories[i].expected);
		world_destroy(world);
	}
}

void stories_hold(const struct story *stories, size_t count) {
	stories_hold_by(&(struct effect_rules){0}, stories, count);
}
