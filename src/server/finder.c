#include "server/finder.h"

#include "base/phone.h"
#include "server/sought.h"

#include <glib.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* A client's text is "\nREF\x1fNAME\x1fDIGITS", then the phone without its country where one is written, and as written where it has
 * words; what was replaced is blanked out and stays until everything is read anew. */
enum { BEGINS = '\n', BLANK = '\x01' };

/* A search keeps everybody else's waiting. Of so many who fit the best are chosen; after them only those who have it as typed are looked
 * for. A step is a place where a word may begin; whatever is typed, a search takes no more of them than 200,000 clients do for two
 * common words. */
enum { FIT_MOST = 5000, STEPS_MOST = 3000000, STEPS_OF_ROW = 8 };

struct row {
	int64_t client;
	size_t at;
};

struct finder {
	pthread_mutex_t lock;
	bool loaded;
	int64_t last_entry; /* up to which the text follows the book */
	GString *text;
	GArray *rows;      /* by place in the text */
	GHashTable *place; /* of a client's row, by its number */
	size_t blank;      /* bytes that are blanked out */
};

struct finder *finder_create(void) {
	struct finder *finder = calloc(1, sizeof *finder);
	if (!finder)
		abort();
	pthread_mutex_init(&finder->lock, NULL);
	finder->text = g_string_new(NULL);
	finder->rows = g_array_new(FALSE, FALSE, sizeof(struct row));
	finder->place = g_hash_table_new(g_direct_hash, g_direct_equal);
	return finder;
}

void finder_destroy(struct finder *finder) {
	if (!finder)
		return;
	g_hash_table_destroy(finder->place);
	g_array_free(finder->rows, TRUE);
	g_string_free(finder->text, TRUE);
	pthread_mutex_destroy(&finder->lock);
	free(finder);
}

static struct row *row_at(const struct finder *finder, size_t index) {
	return &g_array_index(finder->rows, struct row, index);
}

/* Keeping the text */

static void add_field(GString *text, const char *field) {
	g_string_append_c(text, SOUGHT_FIELD);
	g_string_append(text, field);
}

static void add_folded(GString *text, char before, const char *field) {
	char *folded = field ? sought_fold(field) : NULL;
	g_string_append_c(text, before);
	if (folded)
		g_string_append(text, folded);
	g_free(folded);
}

static void add_phone(GString *text, const char *written) {
	struct phone phone = phone_read(written);
	add_field(text, phone.digits);
	if (phone.national[0])
		add_field(text, phone.national);
	if (written[0] && !phone_alike(written))
		add_folded(text, SOUGHT_FIELD, written);
}

static void forget_row(struct finder *finder, int64_t client) {
	gpointer place = g_hash_table_lookup(finder->place, GINT_TO_POINTER(client));
	if (!place)
		return;
	char *text = finder->text->str + row_at(finder, (size_t)(gintptr)place - 1)->at + 1;
	size_t length = strcspn(text, "\n");
	memset(text, BLANK, length);
	finder->blank += length;
}

/* Columns: id, ref, name, phone. */
static void add_row(struct finder *finder, struct query *query) {
	struct row row = {query_number(query, 0), finder->text->len};
	add_folded(finder->text, BEGINS, query_text(query, 1));
	add_folded(finder->text, SOUGHT_FIELD, query_text(query, 2));
	add_phone(finder->text, query_text(query, 3) ? query_text(query, 3) : "");
	g_array_append_val(finder->rows, row);
	g_hash_table_insert(finder->place, GINT_TO_POINTER(row.client), GINT_TO_POINTER((gintptr)finder->rows->len));
}

static void read_all(struct finder *finder, struct book *book) {
	g_string_truncate(finder->text, 0);
	g_array_set_size(finder->rows, 0);
	g_hash_table_remove_all(finder->place);
	finder->blank = 0;
	struct query *query = store_query(book_store(book), STATEMENT_CLIENT_FACES);
	while (query_step(query) == STEP_ROW)
		add_row(finder, query);
	finder->loaded = !store_faulted(book_store(book));
}

static void read_again(struct finder *finder, struct book *book, int64_t client) {
	struct query *query = store_query(book_store(book), STATEMENT_CLIENT_FACE);
	query_bind_number(query, 1, client);
	if (query_step(query) == STEP_ROW) {
		forget_row(finder, client);
		add_row(finder, query);
	}
	query_end(query);
}

static void read_changes(struct finder *finder, struct book *book) {
	struct arena *arena = arena_create();
	struct found_list changed = {0};
	struct query *query = store_query(book_store(book), STATEMENT_ENTRY_CLIENTS_CHANGED);
	query_bind_number(query, 1, finder->last_entry);
	while (query_step(query) == STEP_ROW)
		*LIST_ADD(arena, &changed) = query_number(query, 0);
	for (size_t i = 0; i < changed.count; i++)
		read_again(finder, book, changed.at[i]);
	arena_destroy(arena);
}

static void follow(struct finder *finder, struct book *book) {
	if (finder->loaded && book_entries(book) <= finder->last_entry)
		return;
	if (!finder->loaded || finder->blank > finder->text->len / 2)
		read_all(finder, book);
	else
		read_changes(finder, book);
	finder->loaded = finder->loaded && !store_faulted(book_store(book));
	finder->last_entry = book_entries(book);
}

/* Looking */

/* The row whose text the place is in. */
static const struct row *row_of(const struct finder *finder, size_t at) {
	size_t low = 0, high = finder->rows->len;
	while (high - low > 1) {
		size_t middle = (low + high) / 2;
		if (row_at(finder, middle)->at <= at)
			low = middle;
		else
			high = middle;
	}
	return row_at(finder, low);
}

struct span {
	const char *at, *end;
};

struct effort {
	int steps;
	size_t missed; /* the word that the row before did not have */
};

/* The row around a hit; where only what was hit is looked for, from there on. */
static struct span row_around(const struct finder *finder, const char *hit, bool whole) {
	const char *text = finder->text->str;
	const char *begin = whole ? memrchr(text, BEGINS, (size_t)(hit - text) + 1) : hit;
	const char *end = memchr(hit, BEGINS, finder->text->len - (size_t)(hit - text));
	return (struct span){begin, end ? end : text + finder->text->len};
}

/* In a row, where memmem would take longer to prepare than to look. */
static const char *next(struct span row, const struct sought_text *text, struct effort *effort) {
	while ((size_t)(row.end - row.at) >= text->length) {
		const char *hit = memchr(row.at, text->bytes[0], (size_t)(row.end - row.at) - text->length + 1);
		effort->steps++;
		if (!hit || memcmp(hit, text->bytes, text->length) == 0)
			return hit;
		row.at = hit + 1;
	}
	return NULL;
}

static bool is_beginning(const char *hit) {
	char before = hit[-1];
	return before == ' ' || before == SOUGHT_FIELD || before == BEGINS || before == '-' || hit[0] == SOUGHT_FIELD;
}

/* Whether a word of the row begins with it. */
static bool begins(struct span row, const struct sought_text *text, struct effort *effort) {
	for (const char *hit; (hit = next(row, text, effort)); row.at = hit + 1)
		if (is_beginning(hit))
			return true;
	return false;
}

/* How well a row fits: the phrase as typed, words that begin so, words that only hold it, not at all. */
enum fit { FIT_PHRASE, FIT_BEGINNINGS, FIT_PARTS, FIT_NOT };

static bool is_there(struct span row, const struct sought_word *word, struct effort *effort) {
	return next(row, &word->typed, effort) || (word->digits.length && next(row, &word->digits, effort));
}

static bool word_begins(struct span row, const struct sought_word *word, struct effort *effort) {
	return begins(row, &word->typed, effort) || (word->digits.length && begins(row, &word->digits, effort));
}

/* The word that the row before did not have is looked for first: mostly it is not here, either. */
static enum fit fit_of_words(struct span row, const struct sought_words *words, struct effort *effort) {
	for (size_t i = 0; i < words->count; i++) {
		size_t word = (effort->missed + i) % words->count;
		if (!is_there(row, &words->at[word], effort)) {
			effort->missed = word;
			return FIT_NOT;
		}
	}
	for (size_t i = 0; i < words->count; i++)
		if (!word_begins(row, &words->at[i], effort))
			return FIT_PARTS;
	return FIT_BEGINNINGS;
}

/* Nothing else was typed: what is before the hit does not matter. */
static bool is_one_word(const struct sought *sought) {
	return sought->words.count == 1 && sought->instead.count == 0 && sought->phrase.length == sought->rarest.length;
}

/* The row has the rarest word. */
static enum fit fit_of(struct span row, const struct sought *sought, struct effort *effort) {
	enum fit fit = is_one_word(sought) ? FIT_PARTS : fit_of_words(row, &sought->words, effort);
	if (fit != FIT_NOT && begins(row, &sought->phrase, effort))
		return FIT_PHRASE;
	for (size_t i = 0; i < sought->instead.count; i++)
		if (next(row, &sought->instead.at[i], effort))
			return FIT_BEGINNINGS;
	return fit;
}

static void add_found(struct arena *arena, struct found_list *list, int64_t client, size_t most) {
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i] == client)
			return;
	if (list->count < most)
		*LIST_ADD(arena, list) = client;
}

/* One look through the text, a row at a time. The better fit comes first, and of each no more is kept than can be told. */
static void look_for(const struct finder *finder, struct arena *arena, const struct sought *sought, size_t most,
		     struct effort *effort, struct found_list *found) {
	struct found_list others[FIT_NOT] = {0};
	struct span text = {finder->text->str, finder->text->str + finder->text->len};
	for (int fits = 0; effort->steps < STEPS_MOST && found->count < most;) {
		const struct sought_text *rarest = fits < FIT_MOST ? &sought->rarest : &sought->phrase;
		const char *hit = memmem(text.at, (size_t)(text.end - text.at), rarest->bytes, rarest->length);
		if (!hit)
			break;
		struct span row = row_around(finder, hit, !is_one_word(sought));
		enum fit fit = fit_of(row, sought, effort);
		text.at = row.end;
		effort->steps += STEPS_OF_ROW;
		if (fit == FIT_NOT)
			continue;
		fits++;
		struct found_list *list = fit == FIT_PHRASE ? found : &others[fit];
		if (list->count < most)
			add_found(arena, list, row_of(finder, (size_t)(hit - finder->text->str))->client, most);
	}
	for (enum fit fit = FIT_BEGINNINGS; fit < FIT_NOT; fit++)
		for (size_t i = 0; i < others[fit].count; i++)
			add_found(arena, found, others[fit].at[i], most);
}

static void list_all(const struct finder *finder, struct arena *arena, size_t most, struct found_list *found) {
	for (size_t i = 0; i < finder->rows->len && found->count < most; i++)
		if (finder->text->str[row_at(finder, i)->at + 1] != BLANK)
			*LIST_ADD(arena, found) = row_at(finder, i)->client;
}

void finder_find(struct finder *finder, struct book *book, struct arena *arena, const char *words, size_t most,
		 struct found_list *found) {
	struct sought_list ways = {0};
	struct effort effort = {0};
	sought_read(arena, words, &ways);
	pthread_mutex_lock(&finder->lock);
	follow(finder, book);
	for (size_t i = 0; i < ways.count && found->count < most; i++)
		if (found->count == 0 || !ways.at[i].otherwise)
			look_for(finder, arena, &ways.at[i], most, &effort, found);
	if (!words[0])
		list_all(finder, arena, most, found);
	pthread_mutex_unlock(&finder->lock);
}
