#include "book/catalog_parts.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum carnet_status edit_fault(struct edit *edit) {
	const char *text = store_fault_text(edit->store);
	return refuse(edit->why, CARNET_UNAVAILABLE, "%s", text ? text : "The book is damaged; run carnet verify.");
}

enum carnet_status refuse_at(struct refusal *why, const char *field, enum carnet_status status) {
	(void)snprintf(why->field, sizeof why->field, "%s", field);
	return status;
}

/* What the code of the operation names. */
static struct reference coded(const char *code) {
	return (struct reference){.given = true, .text = code};
}

/* The lists. Each: what stands under the code or a new one, the fields given over it, the row, the memory. */

static enum carnet_status edit_branch(struct edit *edit) {
	struct catalog *catalog = edit->catalog;
	const struct branch_op *op = &edit->op->as.branch_op;
	struct reference reference = coded(op->code);
	const struct branch *standing = catalog_branch(catalog, &reference);
	struct branch branch = {.id = NEXT_ID(&catalog->branches)};
	if (standing)
		branch = *standing;
	else
		branch.name = branch.code = arena_text(catalog->arena, op->code);
	if (op->name)
		branch.name = arena_text(catalog->arena, op->name);
	branch_write(edit->store, &branch);
	if (store_faulted(edit->store))
		return edit_fault(edit);
	*PLACE_OF(catalog->arena, &catalog->branches, standing) = branch;
	edit->id = branch.id;
	return CARNET_OK;
}

/* Reports call the house's own share that (§13). */
static enum carnet_status check_staff(struct edit *edit, const struct staff_op *op) {
	if (strcmp(op->code, "house") == 0)
		return refuse_at(edit->why, "/code", refuse(edit->why, CARNET_EXISTS, "\"house\" is the house itself"));
	if (op->has_role && op->role == ROLE_CLIENT)
		return refuse_at(edit->why, "/role", refuse(edit->why, CARNET_INVALID, "staff cannot be a client"));
	return CARNET_OK;
}

static enum carnet_status edit_staff(struct edit *edit) {
	struct catalog *catalog = edit->catalog;
	const struct staff_op *op = &edit->op->as.staff;
	struct reference reference = coded(op->code);
	const struct staff *standing = catalog_staff(catalog, &reference);
	enum carnet_status status = check_staff(edit, op);
	if (status != CARNET_OK)
		return status;
	struct staff staff = {.id = NEXT_ID(&catalog->staff), .role = ROLE_DESK};
	if (standing)
		staff = *standing;
	else
		staff.name = staff.code = arena_text(catalog->arena, op->code);
	if (op->name)
		staff.name = arena_text(catalog->arena, op->name);
	if (op->has_role)
		staff.role = op->role;
	staff_write(edit->store, &staff);
	if (store_faulted(edit->store))
		return edit_fault(edit);
	*PLACE_OF(catalog->arena, &catalog->staff, standing) = staff;
	edit->id = staff.id;
	return CARNET_OK;
}

static enum carnet_status check_item(struct edit *edit, const struct item *standing) {
	const struct item_op *op = &edit->op->as.item;
	bool product = edit->op->kind == OP_PRODUCT;
	if (standing && standing->product != product)
		return refuse_at(edit->why, "/code",
				 refuse(edit->why, CARNET_EXISTS, "%s is a %s already", op->code,
					product ? "service" : "product"));
	if (!standing && !op->has_price)
		return refuse_at(
			edit->why, "/price",
			refuse(edit->why, CARNET_INVALID, "a new %s needs a price", product ? "product" : "service"));
	return CARNET_OK;
}

static void item_merge(struct item *item, const struct item_op *op, struct arena *arena) {
	if (op->name)
		item->name = arena_text(arena, op->name);
	if (op->has_price)
		item->price = op->price;
	if (op->has_cost)
		item->cost = op->cost;
	if (op->has_interval_days)
		item->interval_days = op->interval_days;
	if (op->has_tax)
		item->tax_bp = op->tax_bp;
}

static enum carnet_status edit_item(struct edit *edit) {
	struct catalog *catalog = edit->catalog;
	const struct item_op *op = &edit->op->as.item;
	struct reference reference = coded(op->code);
	const struct item *standing = catalog_service(catalog, &reference);
	if (!standing)
		standing = catalog_product(catalog, &reference);
	enum carnet_status status = check_item(edit, standing);
	if (status != CARNET_OK)
		return status;
	struct item item = {.id = NEXT_ID(&catalog->items), .product = edit->op->kind == OP_PRODUCT};
	if (standing)
		item = *standing;
	else
		item.name = item.code = arena_text(catalog->arena, op->code);
	item_merge(&item, op, catalog->arena);
	item_write(edit->store, &item);
	if (store_faulted(edit->store))
		return edit_fault(edit);
	*PLACE_OF(catalog->arena, &catalog->items, standing) = item;
	edit->id = item.id;
	return CARNET_OK;
}

static enum carnet_status edit_tag(struct edit *edit) {
	struct catalog *catalog = edit->catalog;
	const struct tag_op *op = &edit->op->as.tag;
	struct reference reference = coded(op->code);
	const struct tag *standing = catalog_tag(catalog, &reference);
	struct tag tag = {.id = NEXT_ID(&catalog->tags)};
	if (standing)
		tag = *standing;
	else
		tag.name = tag.code = arena_text(catalog->arena, op->code);
	if (op->name)
		tag.name = arena_text(catalog->arena, op->name);
	if (op->has_discount)
		tag.discount_bp = op->discount_bp;
	tag_write(edit->store, &tag);
	if (store_faulted(edit->store))
		return edit_fault(edit);
	*PLACE_OF(catalog->arena, &catalog->tags, standing) = tag;
	edit->id = tag.id;
	return CARNET_OK;
}

/* All operations */

/* The one that carries an operation out; NULL: it is not about the catalogue. */
typedef enum carnet_status (*edit_function)(struct edit *edit);

static edit_function edit_of(enum operation_kind kind) {
	static const edit_function functions[OP_COUNT] = {
		[OP_SETTINGS] = edit_settings, [OP_BRANCH] = edit_branch, [OP_STAFF] = edit_staff,
		[OP_SERVICE] = edit_item,      [OP_PRODUCT] = edit_item,  [OP_TAG] = edit_tag,
		[OP_OFFER] = edit_offer,
	};
	return functions[kind];
}

/* Only one connection at a time changes the catalogue, and it decides on what the others left. */
static bool lock(struct catalog *catalog, struct store *store) {
	struct query *query = store_query(store, STATEMENT_CATALOG_LOCK);
	int64_t generation = catalog->generation;
	while (query_step(query) == STEP_ROW)
		generation = query_number(query, 0);
	if (store_faulted(store))
		return false;
	return generation == catalog->generation || catalog_load(catalog, store);
}

enum carnet_status catalog_apply(struct catalog *catalog, struct store *store, const struct operation *op,
				 bool money_booked, int64_t *id, struct refusal *why) {
	struct edit edit = {catalog, store, op, money_booked, 0, why};
	assert(edit_of(op->kind));
	*id = 0;
	if (!lock(catalog, store))
		return edit_fault(&edit);
	enum carnet_status status = edit_of(op->kind)(&edit);
	if (status != CARNET_OK)
		return status;
	query_run(store_query(store, STATEMENT_CATALOG_GENERATION_RAISE));
	if (store_faulted(store))
		return edit_fault(&edit);
	catalog->generation++;
	*id = edit.id;
	return CARNET_OK;
}
