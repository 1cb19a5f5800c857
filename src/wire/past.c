#include "wire/showing.h"

#include "base/json.h"
#include "book/pack.h"

#include <stdlib.h>

/* What happened: entries newest first, each with what it did. */

struct number_set LIST(int64_t);

struct recorded {
	int64_t number; /* 0: there is none */
	int32_t date;
	int64_t at_ms;
	const char *name;
	const char *actor; /* NULL: the owner */
};

struct entry_head {
	struct recorded entry;
	const char *note;
	struct recorded undone_by;
	struct recorded undid;
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

static bool is_among(const struct past_writer *writer, size_t count, int64_t id) {
	for (size_t i = 0; i < count; i++)
		if (writer->contracts.at[i]->id == id)
			return true;
	return false;
}

/* An entry of the client's that changed no contract, or others than the past's: somebody else's, or one whose sale was voided. */
static enum carnet_status gather_entry(struct past_writer *writer, struct query *query, struct number_set *numbers) {
	struct arena *arena = writer->showing->arena;
	struct number_list touched = {0};
	size_t length;
	const void *bytes = query_blob(query, 11, &length);
	bool told = true;
	if (!unpack_numbers(bytes, length, arena, &touched))
		return work_fault(&writer->showing->work);
	for (size_t i = 0; i < touched.count; i++) {
		if (is_among(writer, writer->past->contracts->count, touched.at[i]))
			continue;
		told = false;
		if (!is_among(writer, writer->contracts.count, touched.at[i]))
			TRY(work_contract_at(&writer->showing->work, touched.at[i], LIST_ADD(arena, &writer->contracts)));
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

/* Columns: id, date, recorded_at, ticked_to, name, client, actor, … */
static struct recorded recorded_of(const struct past_writer *writer, int64_t number) {
	struct recorded entry = {.number = number, .date = DATE_NONE, .name = ""};
	if (!number)
		return entry;
	struct query *query = store_query(book_store(writer->showing->book), STATEMENT_ENTRY_BY_ID);
	query_bind_number(query, 1, number);
	if (query_step(query) == STEP_ROW) {
		int64_t actor = query_number(query, 6);
		entry.date = (int32_t)query_number(query, 1);
		entry.at_ms = query_number(query, 2);
		entry.name = query_text_copy(query, 4, writer->showing->arena);
		entry.actor = actor ? showing_staff(writer->showing, actor) : NULL;
	}
	query_end(query);
	return entry;
}

static struct entry_head head_of(const struct past_writer *writer, int64_t number) {
	return (struct entry_head){.entry = recorded_of(writer, number),
				   .note = note_of(writer, number),
				   .undone_by = recorded_of(writer, what_undid(writer, number)),
				   .undid = recorded_of(writer, what_it_undid(writer, number))};
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

/* A void has the date of what it undoes, so the day it was done on is that of its recording. */
static void write_undone(const struct past_writer *writer, const struct recorded *undone_by) {
	const char *timezone = book_catalog(writer->showing->book)->settings.timezone;
	buffer_format(writer->out, " (undone by entry %lld on %s", (long long)undone_by->number,
		      showing_date(writer->showing, clock_day(timezone, undone_by->at_ms)));
	if (undone_by->actor)
		buffer_format(writer->out, " by %s", undone_by->actor);
	buffer_char(writer->out, ')');
}

static void write_in_words(const struct past_writer *writer, const struct entry_head *head) {
	const struct recorded *undid = &head->undid;
	buffer_format(writer->out, "  %s %6lld %s", showing_date(writer->showing, head->entry.date),
		      (long long)head->entry.number, head->entry.name);
	if (undid->number)
		buffer_format(writer->out, " of entry %lld, %s of %s", (long long)undid->number, undid->name,
			      showing_date(writer->showing, undid->date));
	if (head->undone_by.number)
		write_undone(writer, &head->undone_by);
	if (head->note)
		buffer_format(writer->out, " — %s", head->note);
	buffer_char(writer->out, '\n');
	for_each_deed(writer, head->entry.number, tell_in_words);
}

/* Who recorded it and when is the house's to know, as its notes are. */
static void write_for_the_house(struct buffer *out, const struct entry_head *head) {
	json_member_number(out, "recorded_at_ms", head->entry.at_ms);
	json_member_text(out, "actor", head->entry.actor);
	if (head->note)
		json_member_text(out, "note", head->note);
}

static void write_undoing(struct buffer *out, const struct entry_head *head) {
	if (head->undid.number) {
		json_member_number(out, "undid", head->undid.number);
		json_member_text(out, "undid_operation", head->undid.name);
		json_member_date(out, "undid_date", head->undid.date);
	}
	if (head->undone_by.number)
		json_member_number(out, "undone_by", head->undone_by.number);
}

static void write_in_json(const struct past_writer *writer, const struct entry_head *head) {
	json_open(writer->out, '{');
	json_member_number(writer->out, "entry", head->entry.number);
	json_member_date(writer->out, "date", head->entry.date);
	json_member_text(writer->out, "operation", head->entry.name);
	if (!writer->past->for_client)
		write_for_the_house(writer->out, head);
	write_undoing(writer->out, head);
	json_name(writer->out, "did");
	json_open(writer->out, '[');
	for_each_deed(writer, head->entry.number, tell_in_json);
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
