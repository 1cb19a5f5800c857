#include "wire/read.h"

#include <string.h>

/* One of the four things a line may be, by the member that says so. */
struct line_kind {
	const char *name;
	void (*read)(struct fields *fields, struct item_line_op *line);
};

static bool staff_among(const struct share_op_list *list, const struct share_op *one) {
	for (size_t i = 0; i + 1 < list->count; i++)
		if (reference_same(&list->at[i].staff, &one->staff))
			return true;
	return false;
}

static void read_share(struct value value, struct share_op *share) {
	struct fields fields;

	fields_begin(&fields, value);
	value_reference(required(&fields, "staff"), &share->staff);
	value_percent(required(&fields, "share"), &share->share_bp);
	fields_finish(&fields);
}

/* Shares of at most 100 % together, nobody twice (rulebook §5.1). */
static void read_shares(struct fields *fields, struct share_op_list *shares) {
	struct value value = member(fields, "staff");
	struct elements list = elements_begin(value);
	int64_t sum_bp = 0;

	for (size_t i = 0; i < list.count && fields->reading->status == CARNET_OK; i++) {
		struct share_op *share = LIST_ADD(fields->reading->arena, shares);

		read_share(element(&list, i), share);
		if (staff_among(shares, share))
			value_refuse(element(&list, i), CARNET_INVALID, "names somebody who is in the list already");
		sum_bp += share->share_bp;
	}
	if (sum_bp > 10000)
		value_refuse(value, CARNET_INVALID, "has shares of more than 100 %% together");
}

static void read_instalment(struct value value, struct instalment_op *instalment) {
	struct fields fields;

	fields_begin(&fields, value);
	instalment->due = DATE_NONE;
	value_date(required(&fields, "due"), &instalment->due);
	value_positive_amount(required(&fields, "amount"), &instalment->amount);
	fields_finish(&fields);
}

/* When it is to be paid: a day, or a list of instalments. */
static void read_terms(struct fields *fields, struct item_line_op *line) {
	struct value schedule = member(fields, "schedule");
	struct elements instalments = elements_begin(schedule);

	if (value_date(member(fields, "due"), &line->due) && value_given(schedule))
		value_refuse(schedule, CARNET_INVALID, "cannot stand beside due");
	for (size_t i = 0; i < instalments.count; i++)
		read_instalment(element(&instalments, i), LIST_ADD(fields->reading->arena, &line->schedule));
}

static void read_charge(struct fields *fields, struct item_line_op *line) {
	value_code(member(fields, "ref"), &line->ref);
	line->has_price = value_amount(member(fields, "price"), &line->price);
}

static void read_sell(struct fields *fields, struct item_line_op *line) {
	read_charge(fields, line);
	value_reference(member(fields, "seller"), &line->seller);
	read_terms(fields, line);
}

static void read_redeem(struct fields *fields, struct item_line_op *line) {
	value_reference(member(fields, "contract"), &line->contract);
	value_sessions(member(fields, "sessions"), &line->sessions);
	read_shares(fields, &line->staff);
}

static void read_service(struct fields *fields, struct item_line_op *line) {
	read_shares(fields, &line->staff);
	read_charge(fields, line);
}

static void read_product(struct fields *fields, struct item_line_op *line) {
	value_sessions(member(fields, "quantity"), &line->quantity);
	read_service(fields, line);
}

static const struct line_kind kinds[] = {
	[ITEM_SELL] = {"sell", read_sell},
	[ITEM_REDEEM] = {"redeem", read_redeem},
	[ITEM_SERVICE] = {"service", read_service},
	[ITEM_PRODUCT] = {"product", read_product},
};
enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

/* Which of the four it is; a second one is then a member that does not belong. */
static bool read_line_kind(struct fields *fields, struct item_line_op *line) {
	for (unsigned i = 0; i < KIND_COUNT; i++)
		if (json_object_get(fields->object, kinds[i].name)) {
			line->kind = (enum item_kind)i;
			value_reference(member(fields, kinds[i].name), &line->what);
			return true;
		}
	return false;
}

static void read_line(struct value value, struct item_line_op *line) {
	struct fields fields;

	line->sessions = 1;
	line->quantity = 1;
	line->due = DATE_NONE;
	fields_begin(&fields, value);
	if (!read_line_kind(&fields, line)) {
		value_refuse(value, CARNET_INVALID, "must have sell, redeem, service or product");
		return;
	}
	kinds[line->kind].read(&fields, line);
	fields_finish(&fields);
}

static void read_payment(struct value value, struct payment_op *payment) {
	struct value from;
	struct fields fields;

	fields_begin(&fields, value);
	payment->credit = value_code(required(&fields, "method"), &payment->method) &&
			  strcmp(payment->method, "credit") == 0;
	value_positive_amount(required(&fields, "amount"), &payment->amount);
	value_reference(member(&fields, "contract"), &payment->contract);
	from = member(&fields, "from");
	if (value_reference(from, &payment->from) && !payment->credit)
		value_refuse(from, CARNET_INVALID, "belongs to the method credit only");
	fields_finish(&fields);
}

void read_payments(struct value value, struct payment_op_list *payments) {
	struct elements list = elements_begin(value);

	for (size_t i = 0; i < list.count && value.reading->status == CARNET_OK; i++)
		read_payment(element(&list, i), LIST_ADD(value.reading->arena, payments));
}

void read_visit(struct fields *fields, struct operation *op) {
	struct visit_op *visit = &op->as.visit;
	struct value value = member(fields, "items");
	struct elements items = elements_begin(value);

	value_reference(required(fields, "client"), &visit->client);
	for (size_t i = 0; i < items.count && fields->reading->status == CARNET_OK; i++)
		read_line(element(&items, i), LIST_ADD(fields->reading->arena, &visit->items));
	read_payments(member(fields, "payments"), &visit->payments);
	if (visit->items.count == 0 && visit->payments.count == 0)
		value_refuse(value, CARNET_INVALID, "or payments must have something");
}

void read_pay(struct fields *fields, struct operation *op) {
	struct value payments = required(fields, "payments");

	value_reference(required(fields, "client"), &op->as.pay.client);
	read_payments(payments, &op->as.pay.payments);
	if (op->as.pay.payments.count == 0)
		value_refuse(payments, CARNET_INVALID, "must have a payment");
}
