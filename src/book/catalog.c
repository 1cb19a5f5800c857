#include "book/catalog_parts.h"

#include <assert.h>
#include <string.h>

/* Reading */

static int64_t stored_generation(struct store *store) {
	struct query *query = store_query(store, STATEMENT_CATALOG_GENERATION);
	int64_t generation = 0;
	while (query_step(query) == STEP_ROW)
		generation = query_number(query, 0);
	return generation;
}

static struct catalog read_once(struct store *store, bool *whole) {
	struct catalog catalog = {.arena = arena_create()};
	catalog.generation = stored_generation(store);
	*whole = settings_read(&catalog.settings, store, catalog.arena);
	*whole = lists_read(&catalog, store) && *whole;
	return catalog;
}

/* Outside a transaction each statement sees the book of its own moment, hence the second look at the generation. */
bool catalog_load(struct catalog *catalog, struct store *store) {
	bool whole;
	struct catalog fresh = read_once(store, &whole);
	while (catalog_stale(&fresh, store)) {
		catalog_clear(&fresh);
		fresh = read_once(store, &whole);
	}
	bool read = whole && !store_faulted(store);
	struct catalog old = read ? *catalog : fresh;
	if (read)
		*catalog = fresh;
	catalog_clear(&old);
	return read;
}

void catalog_clear(struct catalog *catalog) {
	arena_destroy(catalog->arena);
	*catalog = (struct catalog){.arena = NULL};
}

bool catalog_stale(const struct catalog *catalog, struct store *store) {
	int64_t generation = stored_generation(store);
	return !store_faulted(store) && generation != catalog->generation;
}

/* Looking up. One way for all lists: an element begins with its number and has its code somewhere. */

struct elements {
	const void *at;
	size_t count;
	size_t size;
	size_t code; /* where in an element */
};

#define ELEMENTS(list, type) ((struct elements){(list).at, (list).count, sizeof(type), offsetof(type, code)})

static_assert(offsetof(struct branch, id) == 0, "the number comes first");
static_assert(offsetof(struct staff, id) == 0, "the number comes first");
static_assert(offsetof(struct item, id) == 0, "the number comes first");
static_assert(offsetof(struct tag, id) == 0, "the number comes first");
static_assert(offsetof(struct offer, id) == 0, "the number comes first");

static const void *element_at(struct elements elements, size_t index) {
	return (const char *)elements.at + index * elements.size;
}

static int64_t element_id(struct elements elements, size_t index) {
	return *(const int64_t *)element_at(elements, index);
}

static const char *element_code(struct elements elements, size_t index) {
	return *(const char *const *)(const void *)((const char *)element_at(elements, index) + elements.code);
}

/* They are in order of number. */
static const void *by_id(struct elements elements, int64_t id) {
	size_t low = 0;
	size_t high = elements.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (element_id(elements, middle) < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < elements.count && element_id(elements, low) == id ? element_at(elements, low) : NULL;
}

static const void *by_code(struct elements elements, const char *code) {
	for (size_t i = 0; i < elements.count; i++)
		if (strcmp(element_code(elements, i), code) == 0)
			return element_at(elements, i);
	return NULL;
}

static const void *by_reference(struct elements elements, const struct reference *reference) {
	if (!reference->given)
		return NULL;
	return reference->text ? by_code(elements, reference->text) : by_id(elements, reference->number);
}

const struct branch *catalog_branch(const struct catalog *catalog, const struct reference *reference) {
	return by_reference(ELEMENTS(catalog->branches, struct branch), reference);
}

const struct staff *catalog_staff(const struct catalog *catalog, const struct reference *reference) {
	return by_reference(ELEMENTS(catalog->staff, struct staff), reference);
}

const struct item *catalog_service(const struct catalog *catalog, const struct reference *reference) {
	const struct item *item = by_reference(ELEMENTS(catalog->items, struct item), reference);
	return item && !item->product ? item : NULL;
}

const struct item *catalog_product(const struct catalog *catalog, const struct reference *reference) {
	const struct item *item = by_reference(ELEMENTS(catalog->items, struct item), reference);
	return item && item->product ? item : NULL;
}

const struct tag *catalog_tag(const struct catalog *catalog, const struct reference *reference) {
	return by_reference(ELEMENTS(catalog->tags, struct tag), reference);
}

const struct offer *catalog_offer(const struct catalog *catalog, const struct reference *reference) {
	return by_reference(ELEMENTS(catalog->offers, struct offer), reference);
}

/* What stands for a thing whose row was deleted behind the book's back. */
#define LOST_CODE "?"
static const struct branch lost_branch = {.code = LOST_CODE};
static const struct staff lost_staff = {.code = LOST_CODE};
static const struct item lost_item = {.code = LOST_CODE};
static const struct offer lost_offer = {.code = LOST_CODE};

const struct branch *catalog_branch_at(const struct catalog *catalog, int64_t id) {
	const struct branch *found = by_id(ELEMENTS(catalog->branches, struct branch), id);
	return found ? found : &lost_branch;
}

const struct staff *catalog_staff_at(const struct catalog *catalog, int64_t id) {
	const struct staff *found = by_id(ELEMENTS(catalog->staff, struct staff), id);
	return found ? found : &lost_staff;
}

const struct item *catalog_item_at(const struct catalog *catalog, int64_t id) {
	const struct item *found = by_id(ELEMENTS(catalog->items, struct item), id);
	return found ? found : &lost_item;
}

const struct offer *catalog_offer_at(const struct catalog *catalog, int64_t id) {
	const struct offer *found = by_id(ELEMENTS(catalog->offers, struct offer), id);
	return found ? found : &lost_offer;
}
