#include "book/rights.h"

enum { MANAGER = 1 << ROLE_MANAGER, DESK = 1 << ROLE_DESK, ACCOUNTANT = 1 << ROLE_ACCOUNTANT };

static int roles_for(enum operation_kind kind) {
	switch (kind) {
	case OP_VISIT:
	case OP_PAY:
	case OP_CLIENT:
	case OP_SHARE:
	case OP_UNSHARE:
	case OP_FREEZE:
	case OP_UNFREEZE:
	case OP_MEMBERSHIP:
	case OP_RETURN:
	case OP_REFUND:
	case OP_EXCHANGE:
	case OP_TRANSFER:
	case OP_CANCEL:
	case OP_CHANGE:
	case OP_VOID: return MANAGER | DESK;
	case OP_TICK: return MANAGER | DESK | ACCOUNTANT;
	case OP_WRITE_OFF:
	case OP_OPEN:
	case OP_CLOSE: return MANAGER | ACCOUNTANT;
	case OP_BRANCH:
	case OP_SERVICE:
	case OP_PRODUCT:
	case OP_OFFER:
	case OP_TAG:
	case OP_EXTEND:
	case OP_REPRICE: return MANAGER;
	case OP_SETTINGS:
	case OP_STAFF:
	case OP_REOPEN:
	case OP_COUNT: break;
	}
	return 0;
}

bool right_to(enum role role, const struct operation *op) {
	bool overrides = (op->kind == OP_CANCEL && op->as.cancel.override) ||
			 (op->kind == OP_CHANGE && op->as.change.override);
	if (role == ROLE_OWNER)
		return true;
	if (overrides && role != ROLE_MANAGER)
		return false;
	return (roles_for(op->kind) >> role & 1) != 0;
}

const char *role_name(enum role role) {
	static const char *const names[] = {"owner", "manager", "desk", "practitioner", "accountant", "client"};
	return names[role];
}
