#include "insight/scan.h"
#include "insight/tally.h"

#include <stdlib.h>
#include <string.h>

/* Services owed: sessions and value left by service, by the month they expire in, and how much of the value is paid for
 * (rulebook §12). A set (`any_of`) is a service of its own here: its codes in order, joined. */

enum { VALUE, PAID };
enum { SESSIONS };

static int compare_codes(const void *a, const void *b) {
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char **sorted_codes(struct request *request, const struct line *line) {
	const char **codes = ARENA_ARRAY(request->arena, const char *, line->item_count);

	for (int32_t i = 0; i < line->item_count; i++)
		codes[i] = word_of_item(request, line->items[i]);
	qsort(codes, (size_t)line->item_count, sizeof *codes, compare_codes);
	return codes;
}

/* "facial", or "ipl|laser". */
static const char *service_word(struct request *request, const struct line *line) {
	struct buffer word;

	if (!line->any_of)
		return word_of_item(request, line->items[0]);
	const char **codes = sorted_codes(request, line);
	buffer_init(&word, request->arena);
	for (int32_t i = 0; i < line->item_count; i++) {
		buffer_text(&word, i ? "|" : "");
		buffer_text(&word, codes[i]);
	}
	return word.at;
}

/* What is paid for of what is left of each line: the money held and not yet earned, in proportion to the values left. */
static struct money *paid_parts(const struct contract *contract, const struct state *state) {
	size_t count = (size_t)contract->terms.line_count;
	int128 *weights = ARENA_ARRAY(contract->arena, int128, count);
	struct money *parts = ARENA_ARRAY(contract->arena, struct money, count);

	for (size_t i = 0; i < count; i++)
		weights[i] = money_weight(state_count_line(contract, state, (int32_t)i).value_left, 1);
	money_split(state_liability(state), weights, count, parts);
	return parts;
}

static void add_line(struct request *request, struct tally *tally, const struct contract *contract,
		     const struct state *state, int32_t place, struct money paid) {
	const struct line *line = &contract->terms.lines[place];
	struct line_count count = state_count_line(contract, state, place);
	struct tally_key key = {.expires_on = state_expires_on(contract, state)};

	key.words[BY_SERVICE] = service_word(request, line);
	key.words[BY_STREAM] = stream_name(contract->terms.stream);
	key.words[BY_BRANCH] = word_of_branch(request, contract->branch);
	struct tally_row *row = tally_row(tally, &key);
	row->counts[SESSIONS] += count.left;
	row->amounts[VALUE] = money_add(row->amounts[VALUE], count.value_left);
	row->amounts[PAID] = money_add(row->amounts[PAID], paid);
}

static void add_contract(struct request *request, struct tally *tally, const struct contract *contract,
			 const struct state *state) {
	if (!state->begun || state->free_count == 0)
		return;
	const struct money *paid = paid_parts(contract, state);
	for (int32_t i = 0; i < contract->terms.line_count; i++) {
		const struct line *line = &contract->terms.lines[i];
		bool asked = !request->service || line_covers(line, request->service);
		if (line->kind == LINE_SERVICE && asked && state_count_line(contract, state, i).left > 0)
			add_line(request, tally, contract, state, i, paid[i]);
	}
}

static enum carnet_status read_contracts(struct request *request, struct tally *tally) {
	enum carnet_status status = CARNET_OK;
	const struct scanned *scanned;
	struct state state;
	struct scan scan;

	scan_begin(&scan, request, true);
	while (status == CARNET_OK && (scanned = scan_next(&scan))) {
		status = scan_state(request, scanned->contract, &state);
		if (status == CARNET_OK)
			add_contract(request, tally, scanned->contract, &state);
	}
	enum carnet_status finished = scan_finish(&scan);
	return status != CARNET_OK ? status : finished;
}

/* The joined codes of a set apart again: `service` or `any_of`, two columns side by side, one of them left out. */
static void service_cells(struct request *request, const char *word, struct cell *cells) {
	const char **codes = ARENA_ARRAY(request->arena, const char *, strlen(word) / 2 + 1);
	size_t count = 0;

	cells[0] = cell_text(word);
	cells[1] = cell_left_out();
	if (!strchr(word, '|'))
		return;
	char *text = arena_text(request->arena, word);
	for (char *bar = text; bar; text = bar + 1) {
		bar = strchr(text, '|');
		codes[count++] = text;
		if (!bar)
			break;
		*bar = '\0';
	}
	cells[0] = cell_left_out();
	cells[1] = cell_texts(codes, count);
}

/* The columns of `by`, with any_of beside service, then sessions, value, paid. */
static void set_columns(struct request *request) {
	const char **names = ARENA_ARRAY(request->arena, const char *, request->by.count + 4);
	size_t count = 0;

	for (size_t i = 0; i < request->by.count; i++) {
		names[count++] = dimension_column(request->by.at[i]);
		if (request->by.at[i] == BY_SERVICE)
			names[count++] = "any_of";
	}
	names[count++] = "sessions";
	names[count++] = "value";
	names[count++] = "paid";
	request->report->columns = names;
	request->report->column_count = count;
}

static void add_row(struct request *request, const struct tally *tally, const struct tally_row *row) {
	struct cell by[DIMENSION_COUNT];
	struct cell *cells = report_row_add(request->report);

	tally_cells(tally, row, by);
	for (size_t i = 0; i < request->by.count; i++) {
		*cells = by[i];
		if (request->by.at[i] == BY_SERVICE)
			service_cells(request, by[i].as.text, cells++);
		cells++;
	}
	*cells++ = cell_number(row->counts[SESSIONS]);
	*cells++ = cell_money(row->amounts[VALUE]);
	*cells = cell_money(row->amounts[PAID]);
}

static void write_totals(struct request *request, const struct tally *tally) {
	static const char *const names[] = {"sessions", "value", "paid"};
	struct tally_row sum = {0};

	for (size_t i = 0; i < tally->rows.count; i++) {
		sum.counts[SESSIONS] += tally->rows.at[i].counts[SESSIONS];
		sum.amounts[VALUE] = money_add(sum.amounts[VALUE], tally->rows.at[i].amounts[VALUE]);
		sum.amounts[PAID] = money_add(sum.amounts[PAID], tally->rows.at[i].amounts[PAID]);
	}
	report_set_totals(request->report, names,
			  (struct cell[]){cell_number(sum.counts[SESSIONS]), cell_money(sum.amounts[VALUE]),
					  cell_money(sum.amounts[PAID])},
			  3);
}

/* By expiry alone still tells the service. */
static void tell_service(struct grouping *by) {
	if (!grouped_by(by, BY_EXPIRY) || grouped_by(by, BY_SERVICE))
		return;
	for (size_t i = by->count; i > 0; i--)
		by->at[i] = by->at[i - 1];
	by->at[0] = BY_SERVICE;
	by->count++;
}

enum carnet_status make_pending(struct request *request) {
	struct tally tally;

	tell_service(&request->by);
	tally_init(&tally, request, &request->by);
	TRY(read_contracts(request, &tally));
	tally_sort(&tally);
	set_columns(request);
	for (size_t i = 0; i < tally.rows.count; i++)
		add_row(request, &tally, &tally.rows.at[i]);
	write_totals(request, &tally);
	return CARNET_OK;
}
