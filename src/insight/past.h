/* What happened to clients, for the reports that learn from it (fit, forecast, whatif, retention, renewed): what they bought,
 * when each session was taken, and what was paid, as the book says today about the days up to one.
 *
 * A book of many contracts is looked at through every n-th client, so that a report costs the same however large the book is;
 * the reports say how many they looked at. Internal to the reports. */
#ifndef INSIGHT_PAST_H
#define INSIGHT_PAST_H

#include "insight/request.h"

/* One session, one day of access, one piece of goods. */
struct past_slot {
	int32_t taken_on; /* DATE_NONE: it is free */
	enum slot_stand stand;
	int64_t item; /* what was done; of a free one the first service of its line; 0: a day of access */
	struct money value, list_price;
};

/* One line of a contract paid ahead: n sessions of a service. */
struct past_line {
	size_t contract; /* place in contracts */
	int64_t item;    /* the service, the first of a set */
	size_t slots, slot_count;
};
struct past_line_list LIST(struct past_line);

/* Money that came (+) or went (−) on a day: as cash, as what is held for the contract, and as income but for delivery. */
struct past_flow {
	int32_t day;
	struct money cash, held, kept;
	struct money breakage; /* of what is kept: what expired */
};

struct past_contract {
	size_t client; /* place in clients */
	int64_t id, offer, membership;
	enum stream stream;
	bool sold;       /* not brought in, given or made of a rest */
	int32_t sold_on; /* its date */
	int32_t expires_on;
	int32_t alert_at; /* −1: the book's */
	struct money price;
	size_t lines, line_count; /* places in lines */
	size_t slots, slot_count; /* places in slots */
	size_t flows, flow_count;
};
struct past_contract_list LIST(struct past_contract);
struct past_slot_list LIST(struct past_slot);
struct past_flow_list LIST(struct past_flow);

/* The days on which a client had one service, each once, in order. */
struct track {
	size_t client;
	int64_t item;
	size_t days, day_count; /* places in days */
};
struct track_list LIST(struct track);
struct past_day_list LIST(int32_t);

struct past_client {
	int64_t id;
	size_t contracts, contract_count; /* places in contracts, in order of their number */
	int32_t first_day;                /* of the first contract sold or brought in; DATE_NONE: none */
};

struct past {
	struct arena *arena;
	int32_t from, to; /* the first day of any contract, and the last day looked at */
	struct past_client *clients;
	size_t client_count;
	int64_t one_in;                      /* every n-th client was looked at; 1: all */
	struct past_contract_list contracts; /* by client, then number */
	struct past_line_list lines;         /* those of a contract side by side */
	struct past_slot_list slots;
	struct past_flow_list flows;
	struct track_list tracks; /* by client, then service */
	struct past_day_list days;
};

/* A book of so many contracts is read whole. Of a larger one about so many are read: to judge clients one by one, and to play their
 * lives out again and again. */
enum { CONTRACTS_WHOLE = 16000, CONTRACTS_JUDGED = 16000, CONTRACTS_PLAYED = 8000 };

/* Reads it: days up to the request's and to now, of contracts sold at the request's branch, of a book that is not read whole
 * those of every n-th client, so that there are about `most` of them; the request's day becomes that day. Refuses: unavailable. */
MUST_USE enum carnet_status past_read(struct request *request, struct past *past, int64_t most);

/* The days between visits of a track (rules/rhythm.h); 0 when there are fewer than three days. */
int32_t track_rhythm(const struct past *past, const struct track *track);

/* Whether a slot was used by the end of a day, and whether it was still to be had then. */
bool slot_used_by(const struct past_slot *slot, int32_t day);
bool slot_free_at(const struct past_slot *slot, int32_t day);

/* How many clients were looked at, to be said by the report. */
struct cell past_remark(const struct past *past);

/* How clients begin: with a membership within 31 days of their first contract, else with anything else paid ahead, else with
 * single visits. */
enum model { MODEL_SINGLE, MODEL_PACKAGE, MODEL_PLAN, MODEL_COUNT };
const char *model_name(enum model model);
enum model model_of_client(const struct past *past, const struct past_client *client);
enum model model_of_stream(enum stream stream);

#endif
