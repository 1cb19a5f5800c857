#include "wire/showing.h"

#include "base/json.h"
#include "book/pack.h"

#include <stdlib.h>

/* What happened: entries newest first, each with what it did. */

struct number_set LIST(int64_t);

struct entry_head {
	int64_t number;
	int32_t date;
	const char *name, *note;
	int64_t undone_by; /* 0: it stands */
	int64_t undid;     /* 0: nothing that is told */
};

struct past_writer {
	struct showing *showing;
	const struct past *past;
	struct buffer *out;
	struct contract_list contracts; /* the past's, and others that its client did something to */
};

/* Which entries */

/* The days of an access cycle go by without being told. */
static void gather_of_contracts(struct past_writer *writer, struct number_set *numbers) {
	struct arena *arena = writer->showing->arena;
	for (size_t i = 0; i < writer->past->contracts->count; i++) {
		struct contract *contract = writer->past->contracts->at[i].contract;
		*LIST_ADD(arena, &writer->contracts) = contract;
		for (size_t k = 0; k < contract->changes.count; k++) {
			const struct change *change = &contract->changes.at[k];
			if (change->kind != CHANGE_EARN)
				*LIST_ADD(arena, numbers) = change->entry;
			if (change->gone_by)
				*LIST_ADD(arena, numbers) = change->gone_by;
		}
	}
}

static bool is_known(const struct past_writer *writer, int64_t id) {
	for (size_t i = 0; i < writer->contracts.count; i++)
		if (writer->contracts.at[i]->id == id)
			return true;
	return false;
}

/* An entry of the client's that changed no contract, or others than theirs. */
static enum carnet_status gather_entry(struct past_writer *writer, struct query *query, struct number_set *numbers) {
	struct arena *arena = writer->showing->arena;
	struct number_list touched = {0};
	size_t length;
	const void *bytes = query_blob(query, 11, &length);
	bool told = true;
	if (!unpack_numbers(bytes, length, arena, &touched))
		return work_fault(&writer->showing->work);
	for (size_t i = 0; i < touched.count; i++) {
		if (is_known(writer, touched.at[i]))
			continue;
		TRY(work_contract_at(&writer->showing->work, touched.at[i], LIST_ADD(arena, &writer->contracts)));
		told = false;
	}
	if (!told || touched.count == 0)
		*LIST_ADD(arena, numbers) = query_number(query, 0);
	return CARNET_OK;
}

static enum carnet_status gather_of_client(struct past_writer *writer, struct number_set *numbers) {
	struct query *query = store_query(book_store(writer->showing->book), STATEMENT_ENTRY_OF_CLIENT);
	enum carnet_status status = CARNET_OK;
	query_bind_number(query, 1, writer->past->client);
	query_bind_number(query, 2, INT32_MAX);
	while (status == CARNET_OK && query_step(query) == STEP_ROW)
		status = gather_entry(writer, query, numbers);
	query_end(query);
	return status;
}

static int newest_first(const void *a, const void *b) {
	int64_t first = *(const int64_t *)a, second = *(const int64_t *)b;
	return first < second ? 1 : first > second ? -1 : 0;
}

static void sort_and_cut(struct number_set *numbers, int32_t most) {
	size_t kept = 0;
	if (numbers->count > 0)
		qsort(numbers->at, numbers->count, sizeof *numbers->at, newest_first);
	for (size_t i = 0; i < numbers->count && kept < (size_t)most; i++)
		if (kept == 0 || numbers->at[kept - 1] != numbers->at[i])
			numbers->at[kept++] = numbers->at[i];
	numbers->count = kept;
}

/* One entry */

static const char *note_of(const struct past_writer *writer, int64_t number) {
	struct query *query = store_query(book_store(writer->showing->book), STATEMENT_ENTRY_NOTE_GET);
	query_bind_number(query, 1, number);
	const char *note = query_step(query) == STEP_ROW ? query_text_copy(query, 0, writer->showing->arena) : NULL;
	query_end(query);
	return note;
}

static int64_t what_undid(const struct past_writer *writer, int64_t number) {
	struct query *query = store_query(book_store(writer->showing->book), STATEMENT_VOIDED_GET);
	query_bind_number(query, 1, number);
	int64_t by = query_step(query) == STEP_ROW ? query_number(query, 0) : 0;
	query_end(query);
	return by;
}

static int64_t what_it_undid(const struct past_writer *writer, int64_t number) {
	for (size_t i = 0; i < writer->contracts.count; i++) {
		const struct contract *contract = writer->contracts.at[i];
		for (size_t k = 0; k < contract->changes.count; k++)
			if (contract->changes.at[k].gone_by == number)
				return contract->changes.at[k].entry;
	}
	return 0;
}

static struct entry_head head_of(const struct past_writer *writer, int64_t number) {
	struct entry_head head = {.number = number, .date = DATE_NONE, .name = ""};
	struct query *query = store_query(book_store(writer->showing->book), STATEMENT_ENTRY_BY_ID);
	query_bind_number(query, 1, number);
	if (query_step(query) == STEP_ROW) {
		head.date = (int32_t)query_number(query, 1);
		head.name = query_text_copy(query, 4, writer->showing->arena);
	}
	query_end(query);
	head.note = note_of(writer, number);
	head.undone_by = what_undid(writer, number);
	head.undid = what_it_undid(writer, number);
	return head;
}

/* Calls `tell` for everything the entry did. */
static void for_each_deed(const struct past_writer *writer, int64_t number,
			  void (*tell)(const struct past_writer *, const struct contract *, const struct change *)) {
	for (size_t i = 0; i < writer->contracts.count; i++) {
		const struct contract *contract = writer->contracts.at[i];
		for (size_t k = 0; k < contract->changes.count; k++)
			if (contract->changes.at[k].entry == number && contract->changes.at[k].kind != CHANGE_EARN)
				tell(writer, contract, &contract->changes.at[k]);
	}
}

static void tell_in_words(const struct past_writer *writer, const struct contract *contract,
			  const struct change *change) {
	buffer_format(writer->out, "                    %s: ", contract->ref);
	deed_write(writer->out, writer->showing, contract, change);
	buffer_char(writer->out, '\n');
}

static void tell_in_json(const struct past_writer *writer, const struct contract *contract, const struct change *change) {
	struct buffer words;
	buffer_init(&words, writer->showing->arena);
	deed_write(&words, writer->showing, contract, change);
	json_open(writer->out, '{');
	json_member_number(writer->out, "contract", contract->id);
	json_member_text(writer->out, "ref", contract->named ? contract->ref : NULL);
	if (!writer->past->for_client)
		json_member_text(writer->out, "what", words.at);
	deed_write_json(writer->out, writer->showing, contract, change);
	json_close(writer->out, '}');
}

static void write_in_words(const struct past_writer *writer, const struct entry_head *head) {
	buffer_format(writer->out, "  %s %6lld %s", showing_date(writer->showing, head->date), (long long)head->number,
		      head->name);
	if (head->undid)
		buffer_format(writer->out, " of entry %lld", (long long)head->undid);
	if (head->undone_by)
		buffer_format(writer->out, " (undone by entry %lld)", (long long)head->undone_by);
	if (head->note)
		buffer_format(writer->out, " — %s", head->note);
	buffer_char(writer->out, '\n');
	for_each_deed(writer, head->number, tell_in_words);
}

static void write_in_json(const struct past_writer *writer, const struct entry_head *head) {
	json_open(writer->out, '{');
	json_member_number(writer->out, "entry", head->number);
	json_member_date(writer->out, "date", head->date);
	json_member_text(writer->out, "operation", head->name);
	if (head->note && !writer->past->for_client)
		json_member_text(writer->out, "note", head->note);
	if (head->undid)
		json_member_number(writer->out, "undid", head->undid);
	if (head->undone_by)
		json_member_number(writer->out, "undone_by", head->undone_by);
	json_name(writer->out, "did");
	json_open(writer->out, '[');
	for_each_deed(writer, head->number, tell_in_json);
	json_close(writer->out, ']');
	json_close(writer->out, '}');
}

enum carnet_status past_write(struct buffer *out, struct showing *showing, const struct past *past, bool json) {
	struct past_writer writer = {showing, past, out, {0}};
	struct number_set numbers = {0};
	gather_of_contracts(&writer, &numbers);
	if (past->client)
		TRY(gather_of_client(&writer, &numbers));
	sort_and_cut(&numbers, past->most);
	if (json)
		json_open(out, '[');
	for (size_t i = 0; i < numbers.count; i++) {
		struct entry_head head = head_of(&writer, numbers.at[i]);
		(json ? write_in_json : write_in_words)(&writer, &head);
	}
	if (json)
		json_close(out, ']');
	return store_faulted(book_store(showing->book)) ? work_fault(&showing->work) : CARNET_OK;
}
