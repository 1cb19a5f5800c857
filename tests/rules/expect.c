/* Expectations: words and what they are worth. */
#include "build.h"

/* A word to look up, and the day it is asked for ("@05-02"), or DATE_NONE for all days. */
struct question {
	struct world *world;
	const struct contract *contract;
	const struct state *state;
	const char *word;
	int32_t day;
};

static void expect_number(const struct question *asked, int64_t is, const char *wanted) {
	if (is != word_number(wanted))
		fail_msg("%s: %s is %lld, not %s", asked->world->script, asked->word, (long long)is, wanted);
}

static void expect_text(const struct question *asked, const char *is, const char *wanted) {
	if (!words_equal(is, wanted))
		fail_msg("%s: %s is %s, not %s", asked->world->script, asked->word, is, wanted);
}

/* Figures of the contract */

static struct line_count count_all(const struct question *asked) {
	struct line_count all = {0};
	for (int32_t i = 0; asked->state->begun && i < asked->contract->terms.line_count; i++) {
		struct line_count line = state_count_line(asked->contract, asked->state, i);
		all.used += line.used;
		all.left += line.left;
		all.expired += line.expired;
		all.returned += line.returned;
		all.transferred += line.transferred;
		all.value_left = money_add(all.value_left, line.value_left);
	}
	return all;
}

static bool expect_figure(const struct question *asked, const char *wanted) {
	const struct state *state = asked->state;
	struct line_count count = count_all(asked);
	const struct {
		const char *word;
		int64_t is;
	} figures[] = {
		{"S", money_units(state->live_value)},
		{"D", money_units(state->delivered)},
		{"C", money_units(state->paid)},
		{"W", money_units(state->written_off)},
		{"due", money_units(state_due(state))},
		{"liability", money_units(state_liability(state))},
		{"receivable", money_units(state_receivable(state))},
		{"left", count.left},
		{"used", count.used},
		{"expired", count.expired},
		{"returned", count.returned},
		{"transferred", count.transferred},
		{"worth", money_units(count.value_left)},
		{"credit", money_units(state_credit_left(asked->contract, state))},
		{"spent", money_units(state->spent)},
		{"available", money_units(credit_available(asked->contract, state))},
	};
	for (size_t i = 0; i < COUNT(figures); i++)
		if (words_equal(figures[i].word, asked->word)) {
			expect_number(asked, figures[i].is, wanted);
			return true;
		}
	return false;
}

static bool expect_quote(const struct question *asked, const char *wanted) {
	const struct quote *quote = &asked->world->quote;
	const struct {
		const char *word;
		int64_t is;
	} figures[] = {
		{"q.sessions", quote->sessions},
		{"q.value", money_units(quote->cancelled_value)},
		{"q.surplus", money_units(quote->surplus)},
		{"q.uplift", money_units(quote->uplift)},
		{"q.fee", money_units(quote->fee)},
		{"q.refund", money_units(quote->refund)},
		{"q.breakage", money_units(quote->breakage)},
		{"q.recovered", money_units(quote->recovered)},
		{"q.due", money_units(quote->due)},
	};
	for (size_t i = 0; i < COUNT(figures); i++)
		if (words_equal(figures[i].word, asked->word)) {
			expect_number(asked, figures[i].is, wanted);
			return true;
		}
	return false;
}

static const char *day_text(const struct question *asked, int32_t day) {
	char text[DATE_TEXT];
	if (day == DATE_NONE)
		return "never";
	(void)date_text(day, text);
	return arena_text(asked->world->arena, strncmp(text, "2026-", 5) == 0 ? text + 5 : text);
}

static const char *slots_text(const struct question *asked) {
	const char *text = "";
	for (int32_t i = 0; i < asked->state->slot_count; i++)
		text = arena_format(asked->world->arena, "%s%s%lld", text, i > 0 ? "," : "",
				    (long long)money_units(asked->state->slots[i].value));
	return text;
}

/* f free, u used, x expired, r returned, t transferred */
static const char *stands_text(const struct question *asked) {
	char *text = arena_alloc(asked->world->arena, (size_t)asked->state->slot_count + 1);
	for (int32_t i = 0; i < asked->state->slot_count; i++)
		text[i] = "fuxrt"[asked->state->slots[i].stand];
	return text;
}

static const char *frozen_text(const struct question *asked, int32_t day) {
	struct frozen span = state_frozen_span(asked->state, day);
	if (span.from == span.to)
		return "no";
	return arena_format(asked->world->arena, "%s..%s", day_text(asked, span.from), day_text(asked, span.to));
}

static bool expect_word(const struct question *asked, const char *wanted) {
	const struct contract *contract = asked->contract;
	const struct state *state = asked->state;
	int32_t today = asked->day != DATE_NONE ? asked->day : asked->world->day;
	if (words_equal(asked->word, "status"))
		expect_text(asked, contract_status_name(state_status(contract, state, today)), wanted);
	else if (words_equal(asked->word, "frozen"))
		expect_text(asked, frozen_text(asked, today), wanted);
	else if (words_equal(asked->word, "ends"))
		expect_text(asked, day_text(asked, state_expires_on(contract, state)), wanted);
	else if (words_equal(asked->word, "first"))
		expect_text(asked, day_text(asked, state_first_use(contract, state)), wanted);
	else if (words_equal(asked->word, "latest"))
		expect_text(asked, day_text(asked, contract_latest_day(contract)), wanted);
	else if (words_equal(asked->word, "owner"))
		expect_number(asked, contract_owner(contract),
			      arena_format(asked->world->arena, "%lld", (long long)word_client(wanted)));
	else if (words_equal(asked->word, "slots"))
		expect_text(asked, slots_text(asked), wanted);
	else if (words_equal(asked->word, "stands"))
		expect_text(asked, stands_text(asked), wanted);
	else
		return false;
	return true;
}

/* What the books say */

static int64_t sum_measure(const struct question *asked, enum measure measure, int64_t staff) {
	int64_t sum = 0;
	for (int i = 0; i < CONTRACTS_MOST; i++)
		for (size_t k = 0; k < asked->world->kept[i].count; k++) {
			const struct effect *effect = &asked->world->kept[i].at[k];
			if (effect->measure == measure && (staff < 0 || effect->staff == staff) &&
			    (asked->day == DATE_NONE || effect->date == asked->day))
				sum += money_units(effect->amount) + effect->sessions;
		}
	return sum;
}

static bool expect_performance(const struct question *asked, const char *wanted) {
	const char *words = asked->word;
	const char *name = part_next(asked->world->arena, &words, '.');
	enum measure measure = words_equal(words, "delivered") ? MEASURE_ENTITLEMENT
			       : words_equal(words, "cash")    ? MEASURE_SELLER
							       : MEASURE_CREDIT;
	if (!words_equal(name, "house") && word_staff(name) == 0)
		return false;
	expect_number(asked, sum_measure(asked, measure, word_staff(name)), wanted);
	return true;
}

static bool expect_measure(const struct question *asked, const char *wanted) {
	for (int measure = 0; measure < MEASURE_COUNT; measure++)
		if (words_equal(measure_name((enum measure)measure), asked->word)) {
			expect_number(asked, sum_measure(asked, (enum measure)measure, -1), wanted);
			return true;
		}
	return false;
}

static bool expect_account(const struct question *asked, const char *wanted) {
	struct world *world = asked->world;
	int64_t sum = 0;
	if (!strchr(asked->word, ':'))
		return false;
	for (int i = 0; i < CONTRACTS_MOST; i++) {
		struct posting_list postings = {0};
		postings_of(world->arena, &world->kept[i], &world->rules, &postings);
		for (size_t k = 0; k < postings.count; k++)
			if (words_equal(postings.at[k].account, asked->word) &&
			    (asked->day == DATE_NONE || postings.at[k].date == asked->day))
				sum += money_units(postings.at[k].amount);
	}
	expect_number(asked, sum, wanted);
	return true;
}

static void answer(struct question *asked, const char *wanted) {
	if (!(expect_figure(asked, wanted) || expect_quote(asked, wanted) || expect_word(asked, wanted) ||
	      expect_performance(asked, wanted) || expect_measure(asked, wanted) || expect_account(asked, wanted)))
		fail_msg("%s: what is %s?", asked->world->script, asked->word);
}

/* "amy@05-02": the word, and the day behind it. */
static struct question question_of(struct world *world, int place, const char *word) {
	struct question asked = {.world = world, .contract = world_contract(world, place)};
	struct state *state = ARENA_NEW(world->arena, struct state);
	asked.word = part_next(world->arena, &word, '@');
	asked.day = *word ? word_day(word) : DATE_NONE;
	if (!state_fold(asked.contract, asked.day == DATE_NONE ? STATE_TODAY : asked.day, state))
		fail_msg("%s: the history contradicts itself", world->script);
	asked.state = state;
	return asked;
}

void world_expect(struct world *world, const char *expected) {
	int place = 0;
	for (const char *word; (word = word_next(world->arena, &expected));) {
		if (strlen(word) == 2 && word[1] == ':') {
			place = word[0] - 'a';
			continue;
		}
		struct question asked = question_of(world, place, word);
		answer(&asked, word_next(world->arena, &expected));
	}
}
