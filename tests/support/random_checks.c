#include "support/random_checks.h"

#include "book/pack.h"
#include "book/row.h"
#include "book/work.h"
#include "rules/check.h"

#include <stdlib.h>
#include <string.h>

static struct effect_rules rules_of(struct book *book) {
	const struct settings *settings = &book_catalog(book)->settings;
	return (struct effect_rules){.performance_net_of_tax = settings->performance_net_of_tax,
				     .tax_at_delivery = settings->tax_point == TAX_AT_DELIVERY};
}

/* One contract */

static const char *check_contract(struct book *book, struct arena *arena, const struct contract *contract) {
	struct effect_rules rules = rules_of(book);
	const char *complaint = contract_holds(contract, DATE_MIN) ? history_complaint(contract, &rules)
								   : "its history does not hold";
	return complaint ? arena_format(arena, "contract %lld: %s", (long long)contract->id, complaint) : NULL;
}

static const char *check_number(struct book *book, struct arena *arena, int64_t id) {
	struct subject subject;
	if (!subject_numbered(book, arena, id, &subject))
		return arena_format(arena, "contract %lld cannot be read", (long long)id);
	return check_contract(book, arena, subject.contract);
}

static bool next_changed(struct book *book, struct arena *arena, int64_t entry, struct number_list *changed) {
	struct query *query = store_query(book_store(book), STATEMENT_ENTRY_BY_ID);
	size_t length;
	query_bind_number(query, 1, entry);
	bool whole = query_step(query) == STEP_ROW;
	if (whole) {
		const void *bytes = query_blob(query, 11, &length);
		whole = unpack_numbers(bytes, length, arena, changed);
	}
	query_end(query);
	return whole;
}

const char *check_changed(struct book *book, struct arena *arena, int64_t entry) {
	for (int64_t id = entry + 1; id <= book_entries(book); id++) {
		struct number_list changed = {0};
		if (!next_changed(book, arena, id, &changed))
			return arena_format(arena, "entry %lld cannot be read", (long long)id);
		for (size_t i = 0; i < changed.count; i++) {
			const char *complaint = check_number(book, arena, changed.at[i]);
			if (complaint)
				return complaint;
		}
	}
	return NULL;
}

/* Sums: what is added to a key by one side is taken away by the other, so that all must come to nothing. */

enum sum_kind {
	SUM_MOVEMENT,
	SUM_TAKINGS,
	SUM_PERFORMANCE,
	SUM_MOVEMENT_MONTH,
	SUM_PERFORMANCE_MONTH,
	SUM_PERFORMANCE_SUM,
	SUM_ACCOUNT,
	SUM_CASH,
	SUM_CLOSING,
	SUM_LIABILITY,
	SUM_RECEIVABLE,
	SUM_STANDING
};

static const char *const sum_names[] = {
	"effects and movement_day",         "effects and takings_day",
	"effects and performance_day",      "effects and movement_month",
	"effects and performance_month",    "effects and performance_sum_day",
	"postings and account_day",         "takings and what was posted to cash",
	"what came and went and C + W - D", "liability and its movement",
	"receivable and its movement",      "accounts of contracts and C + W - D",
};

struct sum {
	enum sum_kind kind;
	int64_t key[6];
	const char *text;
	int64_t amount, other;
};
struct sum_list LIST(struct sum);

struct sums {
	struct book *book;
	struct arena *arena;
	struct sum_list list;
};

static struct sum *sum_add(struct sums *sums, enum sum_kind kind, int64_t date, const char *text, int64_t amount) {
	struct sum *sum = LIST_ADD(sums->arena, &sums->list);
	sum->kind = kind;
	sum->key[0] = date;
	sum->text = text ? text : "";
	sum->amount = amount;
	return sum;
}

static int compare_numbers(const int64_t *a, const int64_t *b, size_t count) {
	for (size_t i = 0; i < count; i++)
		if (a[i] != b[i])
			return a[i] < b[i] ? -1 : 1;
	return 0;
}

static int compare_sums(const void *a, const void *b) {
	const struct sum *one = a, *two = b;
	if (one->kind != two->kind)
		return one->kind < two->kind ? -1 : 1;
	int order = compare_numbers(one->key, two->key, 6);
	return order ? order : strcmp(one->text, two->text);
}

static const char *tell_sum(struct sums *sums, const struct sum *sum) {
	char day[DATE_TEXT] = "";
	if (sum->kind < SUM_CLOSING)
		date_text((int32_t)sum->key[0], day);
	return arena_format(sums->arena, "%s differ by %lld and %lld (%s %s %lld %lld %lld %lld %lld)",
			    sum_names[sum->kind], (long long)sum->amount, (long long)sum->other, day, sum->text,
			    (long long)sum->key[1], (long long)sum->key[2], (long long)sum->key[3],
			    (long long)sum->key[4], (long long)sum->key[5]);
}

static const char *sums_complaint(struct sums *sums) {
	struct sum_list *list = &sums->list;
	if (list->count > 0)
		qsort(list->at, list->count, sizeof *list->at, compare_sums);
	for (size_t i = 0; i < list->count;) {
		struct sum total = list->at[i];
		size_t next = i + 1;
		for (; next < list->count && compare_sums(&list->at[i], &list->at[next]) == 0; next++) {
			total.amount += list->at[next].amount;
			total.other += list->at[next].other;
		}
		if (total.amount != 0 || total.other != 0)
			return tell_sum(sums, &total);
		i = next;
	}
	return NULL;
}

/* From the contracts */

static void add_kept(struct sums *sums, enum sum_kind kind, int32_t date, const struct effect *effect,
		     const int64_t key[5]) {
	struct sum *sum = sum_add(sums, kind, date, NULL, money_units(effect->amount));
	memcpy(&sum->key[1], key, sizeof *key * 5);
	sum->other = effect->sessions;
}

static void add_movement(struct sums *sums, const struct effect *effect) {
	const int64_t key[] = {effect->measure, effect->stream, effect->branch, effect->home, effect->item};
	add_kept(sums, SUM_MOVEMENT, effect->date, effect, key);
	add_kept(sums, SUM_MOVEMENT_MONTH, date_month_start(effect->date), effect, key);
	if (effect->measure != MEASURE_PAID_IN && effect->measure != MEASURE_REFUNDED)
		return;
	bool in = effect->measure == MEASURE_PAID_IN;
	struct sum *sum = sum_add(sums, SUM_TAKINGS, effect->date, effect->method, in ? money_units(effect->amount) : 0);
	sum->other = in ? 0 : money_units(effect->amount);
	sum->key[1] = effect->stream;
	sum->key[2] = effect->branch;
}

static void add_effect(struct sums *sums, const struct effect *effect) {
	if (effect->measure < MEASURE_CREDIT || effect->measure > MEASURE_SELLER) {
		add_movement(sums, effect);
		return;
	}
	const int64_t key[] = {effect->measure - MEASURE_CREDIT, effect->staff, effect->item, effect->stream,
			       effect->branch};
	struct effect amount_only = {.amount = effect->amount};
	add_kept(sums, SUM_PERFORMANCE, effect->date, &amount_only, key);
	add_kept(sums, SUM_PERFORMANCE_MONTH, date_month_start(effect->date), &amount_only, key);
	add_kept(sums, SUM_PERFORMANCE_SUM, effect->date, &amount_only, (const int64_t[5]){key[0], 0, effect->staff});
	add_kept(sums, SUM_PERFORMANCE_SUM, effect->date, &amount_only, (const int64_t[5]){key[0], 1, effect->item});
	add_kept(sums, SUM_PERFORMANCE_SUM, effect->date, &amount_only,
		 (const int64_t[5]){key[0], 2, effect->branch, effect->stream});
}

static void add_standing(struct sums *sums, const struct contract *contract, const struct state *state) {
	int64_t stream = contract->terms.stream;
	if (!state->begun)
		return;
	int64_t liability = money_units(state_liability(state)), receivable = money_units(state_receivable(state));
	sum_add(sums, SUM_CLOSING, stream, NULL, liability - receivable);
	sum_add(sums, SUM_STANDING, stream, NULL, liability - receivable);
	sum_add(sums, SUM_LIABILITY, stream, NULL, liability);
	sum_add(sums, SUM_RECEIVABLE, stream, NULL, receivable);
}

/* Whether nothing is left, due or held at the end of a day. */
static bool is_closed_on(const struct contract *contract, int32_t day) {
	struct state state;
	return state_fold(contract, day, &state) &&
	       (!state.begun || (!state_open(contract, &state) && !money_is_positive(state_due(&state)) &&
				 !money_is_positive(state_liability(&state))));
}

/* From the day it is kept to be closed on it is, and one that is open is not kept to be closed. */
static const char *check_closed(struct sums *sums, const struct contract *contract) {
	struct query *row = store_query(book_store(sums->book), STATEMENT_CONTRACT_KEPT);
	struct day_list days = {0};
	query_bind_number(row, 1, contract->id);
	int32_t closed_on = query_step(row) == STEP_ROW ? row_day(row, 8) : DATE_MIN;
	query_end(row);
	bool good = is_closed_on(contract, STATE_TODAY) == (closed_on != DATE_NONE);
	contract_days(contract, DATE_MIN, &days);
	for (size_t i = 0; i < days.count; i++)
		good = good && (days.at[i] < closed_on || is_closed_on(contract, days.at[i]));
	good = good && (closed_on == DATE_NONE || is_closed_on(contract, closed_on));
	return good ? NULL : arena_format(sums->arena, "contract %lld is not closed as kept", (long long)contract->id);
}

static const char *add_contracts(struct sums *sums) {
	struct effect_rules rules = rules_of(sums->book);
	for (int64_t id = 1; id <= sums->book->contracts; id++) {
		struct subject subject;
		struct effect_list effects = {0};
		if (!subject_numbered(sums->book, sums->arena, id, &subject))
			return arena_format(sums->arena, "contract %lld cannot be read", (long long)id);
		const char *complaint = check_contract(sums->book, sums->arena, subject.contract);
		if (!complaint)
			complaint = check_closed(sums, subject.contract);
		if (complaint)
			return complaint;
		effects_of(subject.contract, DATE_MIN, &rules, &effects);
		for (size_t i = 0; i < effects.count; i++)
			add_effect(sums, &effects.at[i]);
		add_standing(sums, subject.contract, &subject.state);
	}
	return NULL;
}

/* From the entries */

static void add_posting(struct sums *sums, const struct posting *posting) {
	static const char cash[] = "assets:cash:", account[] = "liabilities:contract:";
	int64_t amount = money_units(posting->amount);
	sum_add(sums, SUM_ACCOUNT, posting->date, posting->account, amount);
	if (strncmp(posting->account, cash, strlen(cash)) == 0)
		sum_add(sums, SUM_CASH, posting->date, posting->account + strlen(cash), amount);
	for (int64_t i = 0; i < STREAM_COUNT; i++)
		if (strncmp(posting->account, account, strlen(account)) == 0 &&
		    strcmp(posting->account + strlen(account), stream_name((enum stream)i)) == 0)
			sum_add(sums, SUM_STANDING, i, NULL, amount);
}

static const char *add_postings(struct sums *sums, struct query *query) {
	size_t length;
	while (query_step(query) == STEP_ROW) {
		struct posting_list postings = {0};
		const void *bytes = query_blob(query, 12, &length);
		if (!unpack_postings(bytes, length, sums->arena, &postings))
			return "postings cannot be read";
		if (!postings_balance(&postings))
			return arena_format(sums->arena, "the postings of entry %lld do not balance",
					    (long long)query_number(query, 0));
		for (size_t i = 0; i < postings.count; i++)
			add_posting(sums, &postings.at[i]);
	}
	return NULL;
}

static const char *add_entries(struct sums *sums) {
	struct query *query = store_query(book_store(sums->book), STATEMENT_ENTRY_AFTER);
	query_bind_number(query, 1, 0);
	query_bind_number(query, 2, INT32_MAX);
	const char *complaint = add_postings(sums, query);
	query_end(query);
	return complaint;
}

/* From the totals */

/* How a measure of the totals goes into the balance of its stream: + or − or not at all. */
static int sign_of(int64_t measure) {
	switch (measure) {
	case MEASURE_PAID_IN:
	case MEASURE_MOVED:
	case MEASURE_WRITTEN_OFF:
	case MEASURE_OPENED: return 1;
	case MEASURE_REFUNDED:
	case MEASURE_DELIVERED:
	case MEASURE_BREAKAGE:
	case MEASURE_FEES:
	case MEASURE_UPLIFT: return -1;
	default: return 0;
	}
}

static void take_movement(struct sums *sums, struct query *query) {
	int64_t measure = query_number(query, 1), stream = query_number(query, 2), amount = query_number(query, 6);
	struct sum *sum = sum_add(sums, SUM_MOVEMENT, query_number(query, 0), NULL, -amount);
	for (int i = 1; i <= 5; i++)
		sum->key[i] = query_number(query, i);
	sum->other = -query_number(query, 7);
	sum_add(sums, SUM_CLOSING, stream, NULL, -sign_of(measure) * amount);
	if (measure == MEASURE_LIABILITY || measure == MEASURE_RECEIVABLE)
		sum_add(sums, measure == MEASURE_LIABILITY ? SUM_LIABILITY : SUM_RECEIVABLE, stream, NULL, -amount);
}

static void take_months(struct sums *sums, struct query *query, enum sum_kind kind, int64_t sessions) {
	struct sum *sum = sum_add(sums, kind, query_number(query, 0), NULL, -query_number(query, 6));
	for (int i = 1; i <= 5; i++)
		sum->key[i] = query_number(query, i);
	sum->other = -sessions;
}

static void take_movement_months(struct sums *sums, struct query *query) {
	take_months(sums, query, SUM_MOVEMENT_MONTH, query_number(query, 7));
}

static void take_performance_months(struct sums *sums, struct query *query) {
	take_months(sums, query, SUM_PERFORMANCE_MONTH, 0);
}

static void take_takings(struct sums *sums, struct query *query) {
	const char *method = query_text_copy(query, 1, sums->arena);
	int64_t in = query_number(query, 4), out = query_number(query, 5);
	struct sum *sum = sum_add(sums, SUM_TAKINGS, query_number(query, 0), method, -in);
	sum->key[1] = query_number(query, 2);
	sum->key[2] = query_number(query, 3);
	sum->other = -out;
	sum_add(sums, SUM_CASH, query_number(query, 0), method, out - in);
}

static void take_performance(struct sums *sums, struct query *query) {
	struct sum *sum = sum_add(sums, SUM_PERFORMANCE, query_number(query, 0), NULL, -query_number(query, 6));
	for (int i = 1; i <= 5; i++)
		sum->key[i] = query_number(query, i);
}

static void take_sums(struct sums *sums, struct query *query) {
	for (int basis = 0; basis < 3; basis++) {
		int64_t amount = query_number(query, 4 + basis);
		struct sum *sum = sum_add(sums, SUM_PERFORMANCE_SUM, query_number(query, 1), NULL, -amount);
		sum->key[1] = basis;
		sum->key[2] = query_number(query, 0);
		sum->key[3] = query_number(query, 2);
		sum->key[4] = query_number(query, 3);
	}
}

static void take_account(struct sums *sums, struct query *query) {
	const char *account = query_text_copy(query, 1, sums->arena);
	sum_add(sums, SUM_ACCOUNT, query_number(query, 0), account, -query_number(query, 2));
}

static void take_totals(struct sums *sums, enum statement statement, void (*take)(struct sums *, struct query *)) {
	struct query *query = store_query(book_store(sums->book), statement);
	while (query_step(query) == STEP_ROW)
		take(sums, query);
}

const char *check_book(struct book *book, struct arena *arena) {
	struct sums sums = {.book = book, .arena = arena};
	const char *complaint = add_contracts(&sums);
	if (!complaint)
		complaint = add_entries(&sums);
	if (complaint)
		return complaint;
	take_totals(&sums, STATEMENT_ALL_MOVEMENTS, take_movement);
	take_totals(&sums, STATEMENT_ALL_TAKINGS, take_takings);
	take_totals(&sums, STATEMENT_ALL_PERFORMANCE, take_performance);
	take_totals(&sums, STATEMENT_ALL_MOVEMENT_MONTHS, take_movement_months);
	take_totals(&sums, STATEMENT_ALL_PERFORMANCE_MONTHS, take_performance_months);
	take_totals(&sums, STATEMENT_ALL_PERFORMANCE_SUMS, take_sums);
	take_totals(&sums, STATEMENT_ALL_ACCOUNTS, take_account);
	return store_faulted(book_store(book)) ? store_fault_text(book_store(book)) : sums_complaint(&sums);
}

/* Nothing changed */

static uint64_t mixed(uint64_t hash, const void *bytes, size_t length) {
	const unsigned char *at = bytes;
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ at[i]) * UINT64_C(1099511628211);
	return hash;
}

static uint64_t mixed_number(uint64_t hash, int64_t number) {
	hash = (hash ^ (uint64_t)number) * UINT64_C(0x9E3779B97F4A7C15);
	return hash ^ hash >> 29;
}

static uint64_t mixed_row(uint64_t hash, struct query *query, const char *kinds) {
	for (int i = 0; kinds[i]; i++) {
		size_t length = 0;
		int64_t number = kinds[i] == 'n' ? query_number(query, i) : 0;
		const void *bytes = kinds[i] == 'b' ? query_blob(query, i, &length) : NULL;
		hash = bytes ? mixed(hash, bytes, length) : mixed_number(hash, number);
	}
	return hash;
}

static uint64_t mixed_table(uint64_t hash, struct book *book, enum statement statement, const char *kinds) {
	struct query *query = store_query(book_store(book), statement);
	while (query_step(query) == STEP_ROW)
		hash = mixed_row(hash, query, kinds);
	return hash;
}

uint64_t book_digest(struct book *book) {
	const int64_t row[] = {book->ticked_to, book->closed_to,   book->entries,   book->clients,
			       book->contracts, book->memberships, book->last_entry};
	uint64_t hash = UINT64_C(14695981039346656037);
	for (size_t i = 0; i < sizeof row / sizeof *row; i++)
		hash = mixed_number(hash, row[i]);
	hash = mixed(hash, book->chain, sizeof book->chain);
	hash = mixed_table(hash, book, STATEMENT_ALL_CONTRACTS, "n.nnnnnnnnnnnnnn.b");
	hash = mixed_table(hash, book, STATEMENT_ALL_MEMBERSHIPS, "n.nnnnnnb");
	return mixed_table(hash, book, STATEMENT_ALL_HOLDERS, "nn");
}
