#include "wire/wire.h"

#include "wire/read.h"

#include <string.h>

static void read_nothing_more(struct fields *fields, struct operation *op) {
	(void)fields;
	(void)op;
}

static void (*const readers[OP_COUNT])(struct fields *fields, struct operation *op) = {
	[OP_SETTINGS] = read_settings,
	[OP_BRANCH] = read_branch,
	[OP_STAFF] = read_staff,
	[OP_SERVICE] = read_item,
	[OP_PRODUCT] = read_item,
	[OP_OFFER] = read_offer,
	[OP_TAG] = read_tag,
	[OP_CLIENT] = read_client,
	[OP_VISIT] = read_visit,
	[OP_PAY] = read_pay,
	[OP_REFUND] = read_refund,
	[OP_FREEZE] = read_freeze,
	[OP_UNFREEZE] = read_unfreeze,
	[OP_EXTEND] = read_extend,
	[OP_SHARE] = read_holder,
	[OP_UNSHARE] = read_holder,
	[OP_RETURN] = read_return,
	[OP_TRANSFER] = read_transfer,
	[OP_EXCHANGE] = read_exchange,
	[OP_REPRICE] = read_reprice,
	[OP_WRITE_OFF] = read_write_off,
	[OP_VOID] = read_void,
	[OP_OPEN] = read_open,
	[OP_MEMBERSHIP] = read_membership,
	[OP_CANCEL] = read_cancel,
	[OP_CHANGE] = read_change,
	[OP_TICK] = read_nothing_more,
	[OP_CLOSE] = read_nothing_more,
	[OP_REOPEN] = read_nothing_more,
};

static bool read_kind(struct fields *fields, enum operation_kind *kind) {
	struct value value = required(fields, "op");
	const char *name = json_string_value(value.json);

	for (unsigned i = 0; name && i < OP_COUNT; i++)
		if (strcmp(name, operation_name((enum operation_kind)i)) == 0) {
			*kind = (enum operation_kind)i;
			return true;
		}
	if (fields->object)
		value_refuse(value, CARNET_INVALID, "is not an operation there is");
	return false;
}

/* What every operation may carry. */
static void read_common(struct fields *fields, struct operation *op) {
	op->date = DATE_NONE;
	value_code(member(fields, "key"), &op->key);
	value_date(member(fields, "date"), &op->date);
	value_reference(member(fields, "branch"), &op->branch);
	value_reference(member(fields, "actor"), &op->actor);
	value_note(member(fields, "note"), &op->note);
	if (operation_books(op->kind))
		value_bool(member(fields, "quote"), &op->quote);
}

static void read_members(struct value value, struct operation *op) {
	struct fields fields;

	fields_begin(&fields, value);
	if (!read_kind(&fields, &op->kind))
		return;
	read_common(&fields, op);
	readers[op->kind](&fields, op);
	fields_finish(&fields);
}

enum carnet_status wire_read_operation(struct arena *arena, const char *bytes, size_t length, struct operation *op,
				       struct refusal *why) {
	struct reading reading = {.arena = arena, .why = why, .status = CARNET_OK};
	json_t *json = parse_operation(&reading, bytes, length);

	memset(op, 0, sizeof *op);
	if (json)
		read_members(value_whole_operation(&reading, json), op);
	if (reading.status == CARNET_OK) {
		op->content = canonical_form(arena, json);
		op->record = canonical_record(arena, json, op->kind);
	}
	json_decref(json);
	return reading.status;
}
