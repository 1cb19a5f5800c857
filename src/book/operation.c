#include "book/operation.h"

#include <assert.h>

static const char *const names[OP_COUNT] = {
#define OPERATION_NAME(symbol, name) [symbol] = name,
	OPERATION_LIST(OPERATION_NAME)
#undef OPERATION_NAME
};

const char *operation_name(enum operation_kind kind) {
	assert(kind < OP_COUNT);
	return names[kind];
}

bool operation_books(enum operation_kind kind) {
	return kind >= OP_VISIT && kind <= OP_CHANGE;
}
