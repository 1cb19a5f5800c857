/* The small world: every sequence of up to DEPTH operations out of twelve over one client's two contracts around the days on which
 * something ends, in the pure rules. After each operation all that must always hold is checked (check.h), and that adding what it
 * changed to the books comes to the same as computing all of them again.
 *
 * Walked as a tree: a refused operation ends its branch, and what it leaves is thrown away. DEPTH is 5, with SLOW=1 in the
 * environment 6; WORLD_DEPTH=n says another. */
#include "build.h"

#include "check.h"

#include <stdlib.h>

enum { PACKAGE, CREDIT, CONTRACTS, DEPTH_QUICK = 5, DEPTH_SLOW = 6, DEPTH_MOST = 8 };

/* What there is after some operations: two contracts, the day, and what a book that adds differences has by then. */
struct node {
	struct contract contracts[CONTRACTS];
	struct effect_list kept[CONTRACTS];
	int32_t day;
	int64_t entry;
};

struct tree {
	struct arena *levels[DEPTH_MOST + 1]; /* each node's memory, until its next sibling's */
	struct effect_rules rules;
	int depth;
	const char *path[DEPTH_MOST];
	long walked, refused;
};

static struct act act_on_day(const struct node *node) {
	return (struct act){node->entry, node->day, TPE};
}

/* The operations */

static enum carnet_status pay_some(struct node *node, struct refusal *why) {
	struct act act = act_on_day(node);
	return contract_pay(&node->contracts[PACKAGE], &act, money_of(70), "cash", why);
}

static enum carnet_status pay_rest(struct node *node, struct refusal *why) {
	struct act act = act_on_day(node);
	struct state today;
	if (!state_fold(&node->contracts[PACKAGE], STATE_TODAY, &today) || !money_is_positive(state_due(&today)))
		return CARNET_OVERPAID;
	return contract_pay(&node->contracts[PACKAGE], &act, state_due(&today), "card", why);
}

static enum carnet_status use_on(struct node *node, int32_t day, struct refusal *why) {
	static const struct share shares[] = {{AMY, 5000}, {BO, 3000}};
	struct act act = act_on_day(node);
	struct redemption use = {.client = contract_owner(&node->contracts[PACKAGE]),
				 .item = FACIAL,
				 .sessions = 1,
				 .suspended_on = DATE_NONE,
				 .shares = shares,
				 .share_count = COUNT(shares)};
	act.date = day;
	return contract_redeem(&node->contracts[PACKAGE], &act, &use, why);
}

static enum carnet_status use_today(struct node *node, struct refusal *why) {
	return use_on(node, node->day, why);
}

static enum carnet_status use_yesterday(struct node *node, struct refusal *why) {
	return use_on(node, node->day - 1, why);
}

static enum carnet_status bring_back(struct node *node, struct refusal *why) {
	struct act act = act_on_day(node);
	return contract_return(&node->contracts[PACKAGE], &act, FACIAL, LINE_SERVICE, 1, why);
}

static enum carnet_status give_back(struct node *node, bool everything, struct refusal *why) {
	struct act act = act_on_day(node);
	struct cancellation what = {.ending = ENDING_REFUND, .everything = everything, .sessions = 1};
	struct contract *contract = &node->contracts[PACKAGE];
	struct state today;
	struct quote quote;
	if (!state_fold(contract, STATE_TODAY, &today))
		return CARNET_UNAVAILABLE;
	enum carnet_status status = cancel_quote(contract, &today, act.date, &what, &quote, why);
	if (status == CARNET_OK)
		contract_cancel(contract, &act, &quote, CAUSE_REFUND, "cash", MONEY_ZERO);
	return status;
}

static enum carnet_status give_back_one(struct node *node, struct refusal *why) {
	return give_back(node, false, why);
}

static enum carnet_status give_back_all(struct node *node, struct refusal *why) {
	return give_back(node, true, why);
}

static enum carnet_status reprice(struct node *node, struct refusal *why) {
	struct act act = act_on_day(node);
	return contract_reprice(&node->contracts[PACKAGE], &act, money_of(160), why);
}

static enum carnet_status write_off(struct node *node, struct refusal *why) {
	struct act act = act_on_day(node);
	return contract_write_off(&node->contracts[PACKAGE], &act, money_of(50), why);
}

static enum carnet_status spend(struct node *node, struct refusal *why) {
	struct act act = act_on_day(node);
	return credit_spend(&node->contracts[CREDIT], &node->contracts[PACKAGE], &act, LIN, money_of(37), why);
}

static enum carnet_status void_latest(struct node *node, struct refusal *why) {
	struct act act = act_on_day(node);
	enum carnet_status status = CARNET_INVALID;
	for (int i = 0; i < CONTRACTS; i++) {
		struct contract *contract = &node->contracts[i];
		int64_t entry = 0;
		for (size_t k = 0; k < contract->changes.count; k++)
			if (change_stands(&contract->changes.at[k]) && contract->changes.at[k].entry > entry)
				entry = contract->changes.at[k].entry;
		if (entry == node->entry - 1 && entry > 1) {
			status = contract_void(contract, &act, entry, entry % 2 == 0, why);
			if (status != CARNET_OK)
				return status;
		}
	}
	return status;
}

static bool has_expired(const struct contract *contract, const struct state *state, int32_t day) {
	return state_open(contract, state) && state_expires_on(contract, state) < day &&
	       !state_expiry_held(contract, state);
}

/* The next day comes; what its end brings is an entry like another. */
static enum carnet_status sleep_over(struct node *node, struct refusal *why) {
	node->day++;
	for (int i = 0; i < CONTRACTS; i++) {
		struct act act = act_on_day(node);
		struct cancellation all = {.ending = ENDING_EXPIRY, .everything = true};
		struct contract *contract = &node->contracts[i];
		struct state today;
		struct quote quote;
		if (!state_fold(contract, STATE_TODAY, &today) || !has_expired(contract, &today, node->day))
			continue;
		int32_t end = state_expires_on(contract, &today), latest = contract_latest_day(contract);
		act.date = end > latest ? end : latest;
		if (cancel_quote(contract, &today, act.date, &all, &quote, why) != CARNET_OK)
			return why->status;
		contract_cancel(contract, &act, &quote, CAUSE_EXPIRY, NULL, MONEY_ZERO);
	}
	return CARNET_OK;
}

static const struct operation {
	const char *name;
	enum carnet_status (*act)(struct node *, struct refusal *);
	bool late; /* may be dated before the latest entry */
} operations[] = {
	{"pay 70", pay_some, true},       {"pay the rest", pay_rest, true},
	{"use", use_today, true},         {"use yesterday", use_yesterday, true},
	{"return", bring_back, false},    {"refund 1", give_back_one, false},
	{"refund", give_back_all, false}, {"reprice", reprice, false},
	{"write off", write_off, false},  {"spend", spend, false},
	{"void", void_latest, true},      {"next day", sleep_over, true},
};

/* The walk */

static struct contract contract_copy(const struct contract *contract, struct arena *arena) {
	struct contract copy = *contract;
	copy.arena = arena;
	copy.changes = (struct change_list){0};
	for (size_t i = 0; i < contract->changes.count; i++)
		*LIST_ADD(arena, &copy.changes) = contract->changes.at[i];
	return copy;
}

static struct node node_copy(const struct node *node, struct arena *arena) {
	struct node copy = *node;
	for (int i = 0; i < CONTRACTS; i++) {
		copy.contracts[i] = contract_copy(&node->contracts[i], arena);
		copy.kept[i] = effects_copy(arena, &node->kept[i]);
	}
	copy.entry++;
	return copy;
}

static void complain(const struct tree *tree, int level, const char *complaint) {
	char path[256] = "";
	size_t length = 0;
	for (int i = 0; i < level && length < sizeof path; i++)
		length += (size_t)snprintf(path + length, sizeof path - length, "%s%s", i > 0 ? "; " : "",
					   tree->path[i]);
	fail_msg("%s: %s", path, complaint);
}

/* Every difference lies on the day before the parent's or later: sessions may be a day late, voids and expiries too, no more. */
static void keep_books(struct tree *tree, int level, const struct node *parent, struct node *node) {
	struct arena *arena = tree->levels[level];
	struct effect_list entry = {0};
	struct posting_list postings = {0};
	for (int i = 0; i < CONTRACTS; i++) {
		struct effect_list change = {0}, before = {0}, whole = {0};
		effects_of(&node->contracts[i], parent->day - 2, &tree->rules, &change);
		effects_of(&parent->contracts[i], parent->day - 2, &tree->rules, &before);
		effects_of(&node->contracts[i], DATE_MIN, &tree->rules, &whole);
		effects_subtract(arena, &change, &before);
		for (size_t k = 0; k < change.count; k++) {
			effects_add(arena, &node->kept[i], &change.at[k]);
			effects_add(arena, &entry, &change.at[k]);
		}
		if (!effects_equal(arena, &node->kept[i], &whole))
			complain(tree, level, "the kept totals are not what the history says");
	}
	postings_of(arena, &entry, &tree->rules, &postings);
	if (!postings_balance(&postings))
		complain(tree, level, "the entry's postings do not balance");
}

static void check_node(struct tree *tree, int level, const struct node *parent, struct node *node) {
	for (int i = 0; i < CONTRACTS; i++) {
		const char *complaint = history_complaint(&node->contracts[i], &tree->rules);
		if (complaint)
			complain(tree, level, complaint);
	}
	keep_books(tree, level, parent, node);
}

static bool is_built_upon(const struct node *node) {
	struct act act = act_on_day(node);
	struct refusal why;
	return contract_not_before_latest(&node->contracts[PACKAGE], &act, &why) != CARNET_OK;
}

static void walk(struct tree *tree, int level, const struct node *parent) {
	for (size_t i = 0; level < tree->depth && i < COUNT(operations); i++) {
		struct refusal why = {0};
		arena_reset(tree->levels[level + 1]);
		struct node node = node_copy(parent, tree->levels[level + 1]);
		tree->path[level] = operations[i].name;
		if ((!operations[i].late && is_built_upon(&node)) || operations[i].act(&node, &why) != CARNET_OK) {
			tree->refused++;
			continue;
		}
		tree->walked++;
		check_node(tree, level + 1, parent, &node);
		walk(tree, level + 1, &node);
	}
}

static int depth_wanted(void) {
	const char *said = getenv("WORLD_DEPTH"), *slow = getenv("SLOW");
	int depth = said ? (int)strtol(said, NULL, 10) : slow ? DEPTH_SLOW : DEPTH_QUICK;
	return depth > DEPTH_MOST ? DEPTH_MOST : depth;
}

/* Plants the root of the tree from a script that makes contracts a and b on the first day. */
static void walk_from(const char *script, struct effect_rules rules) {
	struct tree tree = {.rules = rules, .depth = depth_wanted()};
	struct world *world = world_create();
	world->rules = rules;
	world_play(world, script);
	struct node root = {.day = world->day, .entry = world->entry};
	for (int i = 0; i < CONTRACTS; i++) {
		root.contracts[i] = *world_contract(world, i);
		root.kept[i] = world->kept[i];
	}
	for (int level = 0; level <= tree.depth; level++)
		tree.levels[level] = arena_create();
	walk(&tree, 0, &root);
	for (int level = 0; level <= tree.depth; level++)
		arena_destroy(tree.levels[level]);
	world_destroy(world);
	print_message("depth %d: %ld states, %ld refusals\n", tree.depth, tree.walked, tree.refused);
	assert_true(tree.walked > 0);
}

static void a_package_that_ends_tomorrow(void **state) {
	(void)state;
	walk_from("05-01 sell facial*3 for 200 days 1 fee 10% & b: topup 100 gives 130 days 2 & pay 60; a: pay 50",
		  (struct effect_rules){0});
}

static void a_taxed_package_at_list_price(void **state) {
	(void)state;
	walk_from("05-01 sell facial*2@90%7 for 101 days 2 rule list-price & b: topup 0 gives 80; a: use 1 by cy:33",
		  (struct effect_rules){0});
}

static void an_opened_package_with_a_free_session(void **state) {
	(void)state;
	walk_from("05-01 open facial*3~1%5 for 170 paid 20 used 1 rule none days 1 & b: topup 100 gives 100 & pay 100",
		  (struct effect_rules){.tax_at_delivery = true});
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_package_that_ends_tomorrow),
		cmocka_unit_test(a_taxed_package_at_list_price),
		cmocka_unit_test(an_opened_package_with_a_free_session),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
