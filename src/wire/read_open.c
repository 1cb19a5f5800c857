#include "wire/read.h"
#include "wire/wire.h"

static const struct range CYCLES_BILLED = {0, 100000};

/* A service's code that stands as a name, checked like one that stands as a value. */
static void read_used_service(struct value value, struct reference *service) {
	json_t *name = json_string_nocheck(value.place.name);

	value.json = name;
	service->given = value_code(value, &service->text);
	json_decref(name);
}

/* {"facial": 4}: sessions used before the book began, by service. */
static void read_used(struct value value, struct used_op_list *list) {
	struct value one = {.reading = value.reading, .place = {.within = &value.place}};
	json_t *sessions;

	if (value_given(value) && !json_is_object(value.json))
		value_refuse(value, CARNET_INVALID, "must be an object");
	if (json_object_size(value.json) > WIRE_LIST_MOST)
		value_refuse(value, CARNET_TOO_LARGE, "has more than %d services", WIRE_LIST_MOST);
	json_object_foreach((json_t *)value.json, one.place.name, sessions) {
		struct used_op *used = LIST_ADD(value.reading->arena, list);

		one.json = sessions;
		read_used_service(one, &used->service);
		value_sessions_or_none(one, &used->sessions);
	}
}

static void read_debt(struct fields *fields, struct open_op *open) {
	open->has_debt = value_positive_amount(member(fields, "debt"), &open->debt);
}

static void read_open_dates(struct fields *fields, struct open_op *open) {
	value_date(member(fields, "sold_on"), &open->sold_on);
	value_date(member(fields, "expires_on"), &open->expires_on);
	value_date(member(fields, "next_cycle"), &open->next_cycle);
}

static void read_opened_offer(struct fields *fields, struct open_op *open) {
	value_reference(member(fields, "offer"), &open->offer);
	value_reference(member(fields, "seller"), &open->seller);
	open->has_price = value_amount(member(fields, "price"), &open->price);
	open->has_paid = value_amount(member(fields, "paid"), &open->paid);
	open->has_spent = value_amount(member(fields, "spent"), &open->spent);
	open->has_billed = value_number(member(fields, "billed"), CYCLES_BILLED, &open->billed);
	read_used(member(fields, "used"), &open->used);
	read_open_dates(fields, open);
}

/* A contract of an offer, or a pure old debt, which has nothing else (rulebook §6.8). */
void read_open(struct fields *fields, struct operation *op) {
	struct open_op *open = &op->as.open;

	open->sold_on = DATE_NONE;
	open->expires_on = DATE_NONE;
	open->next_cycle = DATE_NONE;
	value_reference(required(fields, "client"), &open->client);
	value_code(member(fields, "ref"), &open->ref);
	fields_exactly_one(fields, "offer", "debt");
	if (value_given(member(fields, "debt")))
		read_debt(fields, open);
	else
		read_opened_offer(fields, open);
}
