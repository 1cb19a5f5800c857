#include "book/handlers.h"

const struct handler *handler_of(enum operation_kind kind) {
	static const struct handler handlers[OP_COUNT] = {
		[OP_SETTINGS] = {.decide = list_decide, .answer = list_answer, .of_lists = true},
		[OP_BRANCH] = {.decide = list_decide, .answer = list_answer, .of_lists = true},
		[OP_STAFF] = {.decide = list_decide, .answer = list_answer, .of_lists = true},
		[OP_SERVICE] = {.decide = list_decide, .answer = list_answer, .of_lists = true},
		[OP_PRODUCT] = {.decide = list_decide, .answer = list_answer, .of_lists = true},
		[OP_OFFER] = {.decide = list_decide, .answer = list_answer, .of_lists = true},
		[OP_TAG] = {.decide = list_decide, .answer = list_answer, .of_lists = true},
		[OP_CLIENT] = {.decide = client_decide, .answer = list_answer, .of_lists = true},
		[OP_VISIT] = {.decide = visit_decide, .answer = visit_answer},
		[OP_PAY] = {.decide = pay_decide, .answer = pay_answer},
		[OP_REFUND] = {.decide = refund_decide, .answer = refund_answer},
		[OP_FREEZE] = {.decide = freeze_decide, .answer = care_answer},
		[OP_UNFREEZE] = {.decide = unfreeze_decide, .answer = care_answer},
		[OP_EXTEND] = {.decide = extend_decide, .answer = care_answer},
		[OP_SHARE] = {.decide = share_decide, .answer = care_answer},
		[OP_UNSHARE] = {.decide = unshare_decide, .answer = care_answer},
		[OP_RETURN] = {.decide = return_decide, .answer = care_answer},
		[OP_TRANSFER] = {.decide = transfer_decide, .answer = care_answer},
		[OP_EXCHANGE] = {.decide = exchange_decide, .answer = exchange_answer},
		[OP_REPRICE] = {.decide = reprice_decide, .answer = care_answer},
		[OP_WRITE_OFF] = {.decide = write_off_decide, .answer = care_answer},
		[OP_VOID] = {.decide = void_decide, .answer = void_answer},
		[OP_OPEN] = {.decide = open_decide, .answer = pay_answer},
		[OP_MEMBERSHIP] = {.decide = membership_decide, .answer = pay_answer},
		[OP_CANCEL] = {.decide = cancel_decide, .answer = cancel_answer},
		[OP_CHANGE] = {.decide = change_decide, .answer = change_answer},
		[OP_TICK] = {.decide = tick_decide, .answer = tick_answer, .keeps_time = true},
		[OP_CLOSE] = {.decide = close_decide, .answer = list_answer, .keeps_time = true},
		[OP_REOPEN] = {.decide = reopen_decide, .answer = list_answer, .keeps_time = true},
	};
	return &handlers[kind];
}
