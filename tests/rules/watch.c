#include "watch.h"

const struct setting nothing_said = {.suspended_on = DATE_NONE, .ended_on = DATE_NONE};

enum { GRACE_DAYS = 7, SUSPEND_DAYS = 30, LINES_MOST = 4 };

const char *day_words(struct arena *arena, int32_t day) {
	char text[DATE_TEXT];
	return day == DATE_NONE || day == DATE_MIN ? "never"
						   : arena_text(arena, date_text(day, text) + (day < 20819 ? 5 : 0));
}

static const char *alert_words(struct arena *arena, const struct alert *alert) {
	static const char *const items[] = {"several", "facials", "lasers", "ipls", "perms"};
	return arena_format(
		arena, "%s %s %s about %s for %s since %s left %d of %d lost %d owed %lld ends %s due %s rhythm %d seen %s out %s",
		alert_name(alert->kind), alert_reason_name(alert->reason), alert_action_name(alert->action),
		alert->about->contract->ref, items[alert->item], day_words(arena, alert->since), (int)alert->left,
		(int)alert->sessions, (int)alert->lost, (long long)money_units(alert->amount),
		day_words(arena, alert->expires_on), day_words(arena, alert->due_on), (int)alert->habit.rhythm,
		day_words(arena, alert->habit.last), day_words(arena, alert->run_out_on));
}

struct visits_list visits_on(struct arena *arena, const char *days) {
	struct visits_list visits = {0};
	for (const char *word; (word = word_next(arena, &days));) {
		const char *item = strchr(word, ':') ? part_next(arena, &word, ':') : "facial";
		visits_add(arena, &visits, word_item(item), word_day(word));
		visits_add(arena, &visits, ANY_SERVICE, word_day(word));
	}
	return visits;
}

/* The membership of a cycle: its number is what matters. */
static const struct membership *membership_of(struct world *world, const struct contract *cycle,
					      const struct setting *setting) {
	struct membership *membership = ARENA_NEW(world->arena, struct membership);
	*membership = (struct membership){.id = cycle->membership,
					  .plan = {.grace_days = GRACE_DAYS, .suspend_days = SUSPEND_DAYS},
					  .suspended_on = setting->suspended_on,
					  .ended_on = setting->ended_on};
	return cycle->membership > 0 ? membership : NULL;
}

static void watch_world(struct world *world, struct watch *watch, const struct setting *setting) {
	for (int i = 0; i < CONTRACTS_MOST; i++) {
		const struct contract *contract = &world->contracts[i];
		struct state *state = ARENA_NEW(world->arena, struct state);
		int32_t *intervals = ARENA_ARRAY(world->arena, int32_t, LINES_MOST);
		if (!world->exists[i] || !state_fold(contract, STATE_TODAY, state) || !state->begun)
			continue;
		for (int k = 0; k < LINES_MOST; k++)
			intervals[k] = setting->intervals[i];
		watch_add(world->arena, watch,
			  &(struct watched){.contract = contract,
					    .state = state,
					    .membership = membership_of(world, contract, setting),
					    .intervals = intervals});
	}
}

struct watch *watch_on(struct world *world, const struct alert_case *one, const struct setting *setting) {
	struct visits_list *visits = ARENA_NEW(world->arena, struct visits_list);
	struct watch *watch = ARENA_NEW(world->arena, struct watch);
	*visits = visits_on(world->arena, one->visits);
	*watch = (struct watch){.day = word_day(one->today),
				.low_sessions = 5,
				.expiring_days = 30,
				.dormant_days = 60,
				.visits = visits};
	world_play(world, one->script);
	watch_world(world, watch, setting);
	return watch;
}

static const char *alerts_in(struct world *world, const struct alert_case *one, const struct setting *setting) {
	struct alert_list alerts = {0};
	const char *all = "";
	alerts_of(world->arena, watch_on(world, one, setting), &alerts);
	for (size_t i = 0; i < alerts.count; i++)
		all = arena_format(world->arena, "%s%s%s", all, i ? "; " : "", alert_words(world->arena, &alerts.at[i]));
	return all;
}

/* Whether every part of what is wanted, parted by commas, is found. */
static bool has_parts(struct arena *arena, const char *wanted, const char *made) {
	for (const char *part; (part = part_next(arena, &wanted, ','));)
		if (!strstr(made, part + strspn(part, " ")))
			return false;
	return true;
}

bool words_agree(struct arena *arena, const char *expected, const char *got) {
	const char *wanted, *made;
	if (!*expected || !*got)
		return !*expected && !*got;
	do {
		wanted = part_next(arena, &expected, ';');
		made = part_next(arena, &got, ';');
		if (wanted && made && !has_parts(arena, wanted, made))
			return false;
	} while (wanted && made);
	return !wanted && !made;
}

void alerts_hold(const struct alert_case *cases, size_t count, const struct setting *setting) {
	for (size_t i = 0; i < count; i++) {
		struct world *world = world_create();
		const char *got = alerts_in(world, &cases[i], setting);
		if (!words_agree(world->arena, cases[i].expected, got))
			fail_msg("%s: %s", cases[i].name, got);
		world_destroy(world);
	}
}
