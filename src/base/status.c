#include "carnet_status.h"

#include <assert.h>
#include <stddef.h>

struct status_facts {
	const char *name;
	int http;
	const char *sentence;
};

static const struct status_facts facts[] = {
#define STATUS_FACTS(symbol, name, http, sentence) [symbol] = {name, http, sentence},
	CARNET_STATUS_LIST(STATUS_FACTS)
#undef STATUS_FACTS
};

static const struct status_facts *status_facts(enum carnet_status status) {
	assert((size_t)status < sizeof facts / sizeof facts[0]);
	return &facts[status];
}

const char *carnet_status_name(enum carnet_status status) {
	return status_facts(status)->name;
}

int carnet_status_http(enum carnet_status status) {
	return status_facts(status)->http;
}

const char *carnet_status_sentence(enum carnet_status status) {
	return status_facts(status)->sentence;
}
