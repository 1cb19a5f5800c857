#include "wire/read.h"

static enum moment read_moment(struct fields *fields) {
	static const char *const moments[] = {[MOMENT_CYCLE_END] = "cycle_end", [MOMENT_NOW] = "now", NULL};
	int moment = value_choice(member(fields, "when"), moments);

	return moment >= 0 ? (enum moment)moment : MOMENT_CYCLE_END;
}

void read_membership(struct fields *fields, struct operation *op) {
	struct membership_op *membership = &op->as.membership;

	value_reference(required(fields, "client"), &membership->client);
	value_reference(required(fields, "plan"), &membership->plan);
	value_reference(member(fields, "seller"), &membership->seller);
	value_code(member(fields, "ref"), &membership->ref);
	membership->has_price = value_amount(member(fields, "price"), &membership->price);
}

void read_cancel(struct fields *fields, struct operation *op) {
	struct cancel_op *cancel = &op->as.cancel;

	value_reference(required(fields, "membership"), &cancel->membership);
	cancel->when = read_moment(fields);
	read_method_back(fields, &cancel->method);
	value_bool(member(fields, "override"), &cancel->override);
}

void read_change(struct fields *fields, struct operation *op) {
	struct change_op *change = &op->as.change;

	value_reference(required(fields, "membership"), &change->membership);
	value_reference(required(fields, "plan"), &change->plan);
	change->when = read_moment(fields);
	change->has_price = value_amount(member(fields, "price"), &change->price);
	change->rest = read_rest(fields);
	value_code(member(fields, "rest_ref"), &change->rest_ref);
	read_method_back(fields, &change->method);
	value_bool(member(fields, "override"), &change->override);
}
