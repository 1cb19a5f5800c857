/* The readers of operations, one for each kind. Each takes the operation's object, whose common members are read already, and
 * fills its struct in `op->as`; refusals are as in fields.h. */
#ifndef WIRE_READ_H
#define WIRE_READ_H

#include "wire/fields.h"

/* Parses one operation within the limits of wire.h. NULL after a refusal; else the caller's to json_decref. Refuses:
 * too_large (too many bytes, an amount or count that no 64-bit number holds), invalid (no JSON, too deep, a member twice). */
json_t *parse_operation(struct reading *reading, const char *bytes, size_t length);

/* The operation in canonical form: members sorted by their bytes at every level, no spaces, one spelling for each number and
 * text, without the member `key`. */
const char *canonical_form(struct arena *arena, const json_t *operation);

/* What of it an entry may keep: without key, date, note, the clients it names, and, of a client, all that is personal. */
const char *canonical_record(struct arena *arena, const json_t *operation, enum operation_kind kind);

/* read_catalogue.c */
void read_settings(struct fields *fields, struct operation *op);
void read_branch(struct fields *fields, struct operation *op);
void read_staff(struct fields *fields, struct operation *op);
void read_item(struct fields *fields, struct operation *op); /* service, product */
void read_tag(struct fields *fields, struct operation *op);
void read_client(struct fields *fields, struct operation *op);

/* read_offer.c */
void read_offer(struct fields *fields, struct operation *op);

/* read_visit.c */
void read_visit(struct fields *fields, struct operation *op);
void read_pay(struct fields *fields, struct operation *op);
void read_payments(struct value value, struct payment_op_list *payments);

/* read_contract.c */
void read_refund(struct fields *fields, struct operation *op);
void read_freeze(struct fields *fields, struct operation *op);
void read_unfreeze(struct fields *fields, struct operation *op);
void read_extend(struct fields *fields, struct operation *op);
void read_holder(struct fields *fields, struct operation *op); /* share, unshare */
void read_return(struct fields *fields, struct operation *op);
void read_transfer(struct fields *fields, struct operation *op);
void read_exchange(struct fields *fields, struct operation *op);
void read_reprice(struct fields *fields, struct operation *op);
void read_write_off(struct fields *fields, struct operation *op);
void read_void(struct fields *fields, struct operation *op);

/* The method of money paid back, "cash" when not given; "credit" is `invalid` (rulebook §14.6). */
void read_method_back(struct fields *fields, const char **method);
enum rest read_rest(struct fields *fields);

/* read_open.c */
void read_open(struct fields *fields, struct operation *op);

/* read_membership.c */
void read_membership(struct fields *fields, struct operation *op);
void read_cancel(struct fields *fields, struct operation *op);
void read_change(struct fields *fields, struct operation *op);

#endif
