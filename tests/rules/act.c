/* What is done to a contract once it is there: one function a verb. */
#include "build.h"

enum { SHARES_MOST = 4 };

static struct act act_of(const struct world *world) {
	return (struct act){world->entry, world->day, TPE};
}

static const char *next(struct world *world, const char **words) {
	return word_next(world->arena, words);
}

/* amy:65,bo:35, or amy alone for all of it */
static int32_t read_shares(struct world *world, const char *word, struct share *shares) {
	int32_t count = 0;
	for (const char *one; (one = part_next(world->arena, &word, ','));) {
		const char *name = part_next(world->arena, &one, ':');
		shares[count++] = (struct share){word_staff(name), *one ? 100 * (int32_t)word_number(one) : 10000};
	}
	return count;
}

static int64_t only_item(const struct contract *contract) {
	return contract->terms.lines[0].item_count > 0 ? contract->terms.lines[0].items[0] : 0;
}

static bool is_one_slot(const struct contract *contract) {
	return contract->terms.stream == STREAM_VISIT || contract->terms.stream == STREAM_GOODS;
}

static enum carnet_status act_use(struct world *world, struct contract *contract, const char **words) {
	struct share *shares = ARENA_ARRAY(world->arena, struct share, SHARES_MOST);
	struct redemption use = {.client = contract_owner(contract), .suspended_on = DATE_NONE, .shares = shares};
	struct act act = act_of(world);
	use.sessions = (int32_t)word_number(next(world, words));
	use.item = contract->terms.line_count > 0 ? only_item(contract) : FACIAL;
	for (const char *word; (word = next(world, words));)
		if (words_equal(word, "by"))
			use.share_count = read_shares(world, next(world, words), shares);
		else if (words_equal(word, "as"))
			use.client = word_client(next(world, words));
		else if (words_equal(word, "at"))
			act.branch = word_branch(next(world, words));
		else if (words_equal(word, "suspended"))
			use.suspended_on = word_day(next(world, words));
		else
			use.item = word_item(word);
	if (!is_one_slot(contract))
		return contract_redeem(contract, &act, &use, &world->why);
	contract_use_slots(contract, &act, CHANGE_REDEEM, use.item, 0, 1, shares, use.share_count);
	return CARNET_OK;
}

static enum carnet_status act_earn(struct world *world, struct contract *contract, const char **words) {
	struct act act = act_of(world);
	struct state today;
	assert_true(state_fold(contract, STATE_TODAY, &today));
	int32_t used = state_count_line(contract, &today, 0).used;
	contract_use_slots(contract, &act, CHANGE_EARN, 0, used, (int32_t)word_number(next(world, words)), NULL, 0);
	return CARNET_OK;
}

static enum carnet_status act_return(struct world *world, struct contract *contract, const char **words) {
	struct act act = act_of(world);
	int32_t sessions = (int32_t)word_number(next(world, words));
	const char *word = next(world, words);
	int64_t item = word ? word_item(word) : only_item(contract);
	enum line_kind kind = item == SERUM ? LINE_PRODUCT : LINE_SERVICE;
	return contract_return(contract, &act, item, kind, sessions, &world->why);
}

static enum carnet_status act_money(struct world *world, struct contract *contract, const char *verb,
				    const char **words) {
	struct act act = act_of(world);
	struct money amount = word_money(next(world, words));
	const char *method = next(world, words);
	if (words_equal(verb, "pay"))
		return contract_pay(contract, &act, amount, method ? method : "cash", &world->why);
	if (words_equal(verb, "fund"))
		return contract_fund(contract, &act, amount, 1, &world->why);
	if (words_equal(verb, "reprice"))
		return contract_reprice(contract, &act, amount, &world->why);
	return contract_write_off(contract, &act, amount, &world->why);
}

static enum carnet_status act_spend(struct world *world, struct contract *contract, const char **words) {
	struct act act = act_of(world);
	struct money face = word_money(next(world, words));
	assert_string_equal(next(world, words), "on");
	struct contract *bill = world_contract(world, *next(world, words) - 'a');
	const char *as = next(world, words);
	int64_t client = as ? word_client(next(world, words)) : LIN;
	return credit_spend(contract, bill, &act, client, face, &world->why);
}

static enum carnet_status cancel(struct world *world, struct contract *contract, const struct cancellation *what,
				 enum cause cause, struct money rest) {
	struct act act = act_of(world);
	struct state today;
	assert_true(state_fold(contract, STATE_TODAY, &today));
	enum carnet_status status = cancel_quote(contract, &today, act.date, what, &world->quote, &world->why);
	if (status != CARNET_OK)
		return status;
	struct money moved = MONEY_ZERO;
	if (what->ending == ENDING_EXCHANGE) {
		world->quote.refund = rest;
		moved = money_sub(world->quote.surplus, rest);
	}
	contract_cancel(contract, &act, &world->quote, cause, "cash", moved);
	return CARNET_OK;
}

static enum carnet_status act_refund(struct world *world, struct contract *contract, const char **words) {
	const char *sessions = next(world, words);
	struct cancellation what = {.ending = ENDING_REFUND, .everything = sessions == NULL};
	if (sessions) {
		const char *item = next(world, words);
		what.sessions = (int32_t)word_number(sessions);
		what.item = item ? word_item(item) : 0;
	}
	return cancel(world, contract, &what, CAUSE_REFUND, MONEY_ZERO);
}

static enum carnet_status act_ending(struct world *world, struct contract *contract, const char *verb,
				     const char **words) {
	struct cancellation what = {.ending = ENDING_REFUND, .everything = true};
	if (words_equal(verb, "end"))
		return cancel(world, contract, &what, CAUSE_END, MONEY_ZERO);
	what.ending = words_equal(verb, "expire") ? ENDING_EXPIRY : ENDING_EXCHANGE;
	if (what.ending == ENDING_EXPIRY)
		return cancel(world, contract, &what, CAUSE_EXPIRY, MONEY_ZERO);
	const char *rest = next(world, words);
	return cancel(world, contract, &what, CAUSE_EXCHANGE, rest ? word_money(next(world, words)) : MONEY_ZERO);
}

static enum carnet_status act_expire_some(struct world *world, struct contract *contract, const char **words) {
	struct act act = act_of(world);
	int32_t line = (int32_t)word_number(next(world, words));
	contract_expire_some(contract, &act, line, (int32_t)word_number(next(world, words)));
	return CARNET_OK;
}

static enum carnet_status act_extend(struct world *world, struct contract *contract, const char **words) {
	struct act act = act_of(world);
	int32_t to = word_day(next(world, words));
	const char *within = next(world, words);
	int32_t days = within ? (int32_t)word_number(next(world, words)) : 30;
	return contract_extend(contract, &act, to, days, &world->why);
}

static enum carnet_status act_freeze(struct world *world, struct contract *contract, const char **words) {
	struct act act = act_of(world);
	int32_t from = word_day(next(world, words));
	int32_t to = word_day(next(world, words));
	return contract_freeze(contract, &act, from, to, &world->why);
}

static int free_place(const struct world *world) {
	int place = 0;
	while (world->exists[place])
		place++;
	return place;
}

static enum carnet_status act_give(struct world *world, struct contract *contract, const char **words) {
	struct act act = act_of(world);
	struct part part;
	int32_t sessions = (int32_t)word_number(next(world, words));
	const char *item = next(world, words);
	enum carnet_status status = contract_part(contract, &act, sessions, item ? word_item(item) : 0, &part,
						  &world->why);
	if (status != CARNET_OK)
		return status;
	struct contract *received = contract_begin(world, free_place(world));
	struct change change = {.kind = CHANGE_RECEIVE,
				.entry = world->entry,
				.date = world->day,
				.gone_on = DATE_NONE,
				.branch = TPE,
				.amount = part.paid,
				.from = DATE_NONE,
				.to = DATE_NONE};
	received->terms = part.terms;
	received->client = FRIEND;
	received->origin = contract->id;
	contract_add(received, &change);
	return CARNET_OK;
}

static void touch(struct world *world, const struct contract *contract, int64_t entry) {
	for (size_t i = 0; i < contract->changes.count; i++)
		if (contract->changes.at[i].entry == entry && contract->changes.at[i].date < world->from)
			world->from = contract->changes.at[i].date;
}

static bool is_in(const struct contract *contract, int64_t entry) {
	for (size_t i = 0; i < contract->changes.count; i++)
		if (contract->changes.at[i].entry == entry)
			return true;
	return false;
}

/* Voids an entry on all contracts it touched. Undated, it is dated like the entry it undoes. */
static enum carnet_status act_void(struct world *world, bool undated, const char **words) {
	int64_t entry = word_number(next(world, words));
	enum carnet_status status = CARNET_OK;
	for (int i = 0; i < CONTRACTS_MOST && status == CARNET_OK; i++) {
		struct contract *contract = &world->contracts[i];
		if (!world->exists[i] || !is_in(contract, entry))
			continue;
		touch(world, contract, entry);
		struct act act = act_of(world);
		act.date = undated ? world->from : world->day;
		status = contract_void(contract, &act, entry, undated, &world->why);
	}
	return status;
}

static enum carnet_status act_with_client(struct world *world, struct contract *contract, const char *verb,
					  const char **words) {
	struct act act = act_of(world);
	int64_t client = word_client(next(world, words));
	if (words_equal(verb, "transfer"))
		return contract_transfer(contract, &act, client, &world->why);
	if (words_equal(verb, "share"))
		return contract_share(contract, &act, client, &world->why);
	return contract_unshare(contract, &act, client, &world->why);
}

static bool is_one_of(const char *verb, const char *verbs) {
	char padded[64];
	(void)snprintf(padded, sizeof padded, " %s ", verb);
	return strstr(verbs, padded) != NULL;
}

enum carnet_status act_on(struct world *world, const char *verb, const char **words) {
	struct contract *contract = world_contract(world, world->current);
	struct act act = act_of(world);
	if (is_one_of(verb, " pay fund reprice write-off "))
		return act_money(world, contract, verb, words);
	if (is_one_of(verb, " end exchange expire "))
		return act_ending(world, contract, verb, words);
	if (is_one_of(verb, " transfer share unshare "))
		return act_with_client(world, contract, verb, words);
	if (is_one_of(verb, " void void-later "))
		return act_void(world, words_equal(verb, "void"), words);
	if (words_equal(verb, "unfreeze"))
		return contract_unfreeze(contract, &act, &world->why);
	static const struct {
		const char *verb;
		enum carnet_status (*act)(struct world *, struct contract *, const char **);
	} verbs[] = {{"use", act_use},       {"earn", act_earn},     {"return", act_return},
		     {"spend", act_spend},   {"refund", act_refund}, {"expire-some", act_expire_some},
		     {"extend", act_extend}, {"freeze", act_freeze}, {"give", act_give}};
	for (size_t i = 0; i < COUNT(verbs); i++)
		if (words_equal(verb, verbs[i].verb))
			return verbs[i].act(world, contract, words);
	fail_msg("%s: what is %s?", world->step, verb);
	return CARNET_INVALID;
}
