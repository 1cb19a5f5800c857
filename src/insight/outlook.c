#include "insight/outlook.h"

#include <string.h>

/* A whole number from `least` to `most`; `*into` stays as it is when nothing is asked. */
static enum carnet_status read_number(struct request *request, const char *name, const char *text, int64_t least,
				      int64_t most, int64_t *into) {
	int64_t number = 0;

	if (!text)
		return CARNET_OK;
	for (const char *c = text; *c; c++) {
		if (*c < '0' || *c > '9' || number > most)
			return refuse(request->why, CARNET_INVALID, "`%s` is a whole number.", name);
		number = number * 10 + (*c - '0');
	}
	if (!*text || number < least || number > most)
		return refuse(request->why, CARNET_INVALID, "`%s` is from %lld to %lld.", name, (long long)least,
			      (long long)most);
	*into = number;
	return CARNET_OK;
}

/* One part "plan:30" of a mix. */
static bool read_part(const char *at, size_t length, struct outlook *outlook) {
	const char *colon = memchr(at, ':', length);

	for (enum model model = MODEL_SINGLE; colon && model < MODEL_COUNT; model++) {
		size_t name = (size_t)(colon - at);
		if (strlen(model_name(model)) != name || memcmp(model_name(model), at, name) != 0)
			continue;
		int32_t share = 0;
		for (const char *c = colon + 1; c < at + length; c++) {
			if (*c < '0' || *c > '9' || share > 100)
				return false;
			share = share * 10 + (*c - '0');
		}
		outlook->mix[model] = share;
		return colon + 1 < at + length;
	}
	return false;
}

static enum carnet_status read_mix(struct request *request, const char *text, struct outlook *outlook) {
	int32_t all = 0;
	bool good = true;

	if (!text)
		return CARNET_OK;
	outlook->mixed = true;
	for (const char *at = text; good && *at; at += strspn(at, ",")) {
		size_t length = strcspn(at, ",");
		good = read_part(at, length, outlook);
		at += length;
	}
	for (enum model model = MODEL_SINGLE; model < MODEL_COUNT; model++)
		all += outlook->mix[model];
	return good && all == 100 ? CARNET_OK
				  : refuse(request->why, CARNET_INVALID,
					   "`mix` is the shares of new clients in percent, 100 in all: "
					   "single:20,package:50,plan:30.");
}

static enum carnet_status outlook_read(struct request *request, int32_t months, struct outlook *outlook) {
	const struct report_query *query = request->query;
	int64_t ahead = months, fewer = 30, slow = 3, costs = 0, seed = 1;

	*outlook = (struct outlook){.mixed = false};
	TRY(read_number(request, "months", query->months, 1, MONTHS_AHEAD_MOST, &ahead));
	TRY(read_number(request, "fewer", query->fewer, 0, 100, &fewer));
	TRY(read_number(request, "slow", query->slow, 0, MONTHS_AHEAD_MOST, &slow));
	TRY(read_number(request, "costs", query->costs, 0, MONEY_LARGEST / 1000, &costs));
	TRY(read_number(request, "seed", query->seed, 0, INT32_MAX, &seed));
	TRY(read_mix(request, query->mix, outlook));
	outlook->months = (int32_t)ahead;
	outlook->fewer_bp = (int32_t)fewer * 100;
	outlook->slow_months = (int32_t)slow;
	outlook->costs = money_of(costs);
	outlook->seed = (uint64_t)seed;
	return CARNET_OK;
}

enum carnet_status prospect_read(struct request *request, int32_t months, struct prospect *prospect) {
	prospect->past = ARENA_NEW(request->arena, struct past);
	TRY(outlook_read(request, months, &prospect->outlook));
	TRY(past_read(request, prospect->past, CONTRACTS_PLAYED));
	request->report->as_of = prospect->past->to;
	return whole_read(request, prospect->past, &prospect->whole);
}
