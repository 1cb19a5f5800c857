#include "wire/read.h"

#include <string.h>

void read_method_back(struct fields *fields, const char **method) {
	struct value value = member(fields, "method");

	*method = "cash";
	if (value_code(value, method) && strcmp(*method, "credit") == 0)
		value_refuse(value, CARNET_INVALID, "cannot be credit; exchange it for a top-up instead");
}

enum rest read_rest(struct fields *fields) {
	static const char *const rests[] = {"refund", "credit", NULL};

	switch (value_choice(member(fields, "rest"), rests)) {
	case 0: return REST_REFUND;
	case 1: return REST_CREDIT;
	default: return REST_NONE;
	}
}

void read_refund(struct fields *fields, struct operation *op) {
	struct refund_op *refund = &op->as.refund;

	value_reference(required(fields, "contract"), &refund->contract);
	refund->has_sessions = value_sessions(member(fields, "sessions"), &refund->sessions);
	value_reference(member(fields, "service"), &refund->service);
	read_method_back(fields, &refund->method);
}

static void read_frozen(struct fields *fields, struct freeze_op *freeze) {
	freeze->from = DATE_NONE;
	freeze->to = DATE_NONE;
	fields_exactly_one(fields, "contract", "membership");
	value_reference(member(fields, "contract"), &freeze->contract);
	value_reference(member(fields, "membership"), &freeze->membership);
}

void read_freeze(struct fields *fields, struct operation *op) {
	struct freeze_op *freeze = &op->as.freeze;
	struct value to = member(fields, "to");

	read_frozen(fields, freeze);
	if (value_date(member(fields, "from"), &freeze->from) & value_date(to, &freeze->to) && freeze->to <= freeze->from)
		value_refuse(to, CARNET_INVALID, "must be after from");
}

void read_unfreeze(struct fields *fields, struct operation *op) {
	read_frozen(fields, &op->as.freeze);
}

void read_extend(struct fields *fields, struct operation *op) {
	struct extend_op *extend = &op->as.extend;

	extend->expires_on = DATE_NONE;
	value_reference(required(fields, "contract"), &extend->contract);
	value_date(required(fields, "expires_on"), &extend->expires_on);
}

void read_holder(struct fields *fields, struct operation *op) {
	value_reference(required(fields, "contract"), &op->as.holder.contract);
	value_reference(required(fields, "with"), &op->as.holder.with);
}

void read_return(struct fields *fields, struct operation *op) {
	struct return_op *give_back = &op->as.give_back;

	give_back->sessions = 1;
	value_reference(required(fields, "contract"), &give_back->contract);
	fields_exactly_one(fields, "service", "product");
	value_reference(member(fields, "service"), &give_back->service);
	value_reference(member(fields, "product"), &give_back->product);
	give_back->has_sessions = value_sessions(member(fields, "sessions"), &give_back->sessions);
}

void read_transfer(struct fields *fields, struct operation *op) {
	struct transfer_op *transfer = &op->as.transfer;

	value_reference(required(fields, "contract"), &transfer->contract);
	value_reference(required(fields, "to"), &transfer->to);
	value_reference(member(fields, "service"), &transfer->service);
	transfer->has_sessions = value_sessions(member(fields, "sessions"), &transfer->sessions);
	value_code(member(fields, "ref"), &transfer->ref);
}

void read_exchange(struct fields *fields, struct operation *op) {
	struct exchange_op *exchange = &op->as.exchange;

	value_reference(required(fields, "contract"), &exchange->contract);
	value_reference(required(fields, "sell"), &exchange->sell);
	value_code(member(fields, "ref"), &exchange->ref);
	exchange->has_price = value_amount(member(fields, "price"), &exchange->price);
	value_reference(member(fields, "seller"), &exchange->seller);
	read_payments(member(fields, "payments"), &exchange->payments);
	exchange->rest = read_rest(fields);
	value_code(member(fields, "rest_ref"), &exchange->rest_ref);
	read_method_back(fields, &exchange->method);
}

void read_reprice(struct fields *fields, struct operation *op) {
	value_reference(required(fields, "contract"), &op->as.reprice.contract);
	value_amount(required(fields, "price"), &op->as.reprice.price);
}

void read_write_off(struct fields *fields, struct operation *op) {
	value_reference(required(fields, "contract"), &op->as.write_off.contract);
	value_positive_amount(required(fields, "amount"), &op->as.write_off.amount);
}

void read_void(struct fields *fields, struct operation *op) {
	fields_exactly_one(fields, "entry", "of");
	value_entry(member(fields, "entry"), &op->as.void_op.entry);
	value_code(member(fields, "of"), &op->as.void_op.of);
}
