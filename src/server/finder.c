#include "server/finder.h"

#include <ctype.h>
#include <glib.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* A client's text is "\nREF\x1fNAME\x1fPHONE\x1fDIGITS"; what was replaced is blanked out and stays until everything is read anew. */
enum { BEGINS = '\n', FIELD = '\x1f', BLANK = '\x01', HITS_MOST = 5000 };

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

static void add_folded(GString *text, const char *field) {
	char *folded = field && g_utf8_validate(field, -1, NULL) ? g_utf8_casefold(field, -1) : NULL;
	if (folded)
		g_string_append(text, folded);
	g_free(folded);
}

static void add_digits(GString *text, const char *phone) {
	for (; phone && *phone; phone++)
		if (isdigit((unsigned char)*phone))
			g_string_append_c(text, *phone);
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
	g_string_append_c(finder->text, BEGINS);
	add_folded(finder->text, query_text(query, 1));
	g_string_append_c(finder->text, FIELD);
	add_folded(finder->text, query_text(query, 2));
	g_string_append_c(finder->text, FIELD);
	add_folded(finder->text, query_text(query, 3));
	g_string_append_c(finder->text, FIELD);
	add_digits(finder->text, query_text(query, 3));
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

/* Whether a word begins here. */
static bool is_beginning(const char *hit) {
	return strchr("\n\x1f -", hit[-1]) != NULL;
}

static void add_found(const struct finder *finder, struct arena *arena, struct found_list *list, size_t at) {
	int64_t *place = LIST_ADD(arena, list);
	*place = row_of(finder, at)->client;
}

static size_t end_of_row(const struct finder *finder, size_t at) {
	const char *end = memchr(finder->text->str + at, BEGINS, finder->text->len - at);
	return end ? (size_t)(end - finder->text->str) : finder->text->len;
}

/* One look through the text, a row at a time. Where words begin with the needle comes first; what only holds it comes after, and of
 * that no more is kept than can be told. */
static void look_for(const struct finder *finder, struct arena *arena, const GString *needle, size_t most,
		     struct found_list *found) {
	struct found_list others = {0};
	size_t at = 0;
	for (int hits = 0; hits < HITS_MOST && found->count < most; hits++) {
		const char *hit = memmem(finder->text->str + at, finder->text->len - at, needle->str, needle->len);
		if (!hit)
			break;
		at = (size_t)(hit - finder->text->str);
		if (is_beginning(hit))
			add_found(finder, arena, found, at);
		else if (others.count < most)
			add_found(finder, arena, &others, at);
		at = end_of_row(finder, at + 1);
	}
	for (size_t i = 0; i < others.count && found->count < most; i++)
		*LIST_ADD(arena, found) = others.at[i];
}

static void list_all(const struct finder *finder, struct arena *arena, size_t most, struct found_list *found) {
	for (size_t i = 0; i < finder->rows->len && found->count < most; i++)
		if (finder->text->str[row_at(finder, i)->at + 1] != BLANK)
			*LIST_ADD(arena, found) = row_at(finder, i)->client;
}

void finder_find(struct finder *finder, struct book *book, struct arena *arena, const char *words, size_t most,
		 struct found_list *found) {
	GString *needle = g_string_new(NULL);
	pthread_mutex_lock(&finder->lock);
	follow(finder, book);
	add_folded(needle, words);
	if (needle->len > 0)
		look_for(finder, arena, needle, most, found);
	else if (!words[0])
		list_all(finder, arena, most, found);
	pthread_mutex_unlock(&finder->lock);
	g_string_free(needle, TRUE);
}
