#include "base/json.h"
#include "book/counsel.h"
#include "book/counsel_words.h"

#include <string.h>

/* The counsel a visit is answered with (rulebook §9.3): of the client's own open contracts, of what they used up within the year, and
 * of what the visit used. Nothing is read but these; their rhythm stands with the client. */

enum { OFFERS_MOST = 3 }; /* of each service: who wants all asks for the list */

/* Gathering */

static enum carnet_status add_contract(struct work *work, const struct counsel *counsel, struct contract *contract,
				       struct watch *watch) {
	struct membership *membership;
	struct state *state = ARENA_NEW(work->arena, struct state);
	for (size_t i = 0; i < watch->contracts.count; i++)
		if (watch->contracts.at[i].contract == contract)
			return CARNET_OK;
	TRY(work_state(work, contract, state));
	TRY(work_membership_of(work, contract, &membership));
	if (state->begun)
		counsel_add(counsel, work->arena, watch,
			    &(struct watched){.contract = contract, .state = state, .membership = membership});
	return CARNET_OK;
}

static enum carnet_status gather(struct work *work, const struct counsel *counsel, struct watch *watch) {
	struct contract_list contracts = {0};
	TRY(work_counselled(work, work->client.id, counsel_since(counsel), &contracts));
	for (size_t i = 0; i < contracts.count; i++)
		TRY(add_contract(work, counsel, contracts.at[i], watch));
	for (size_t i = 0; i < work->contracts.count; i++)
		if (work->contracts.at[i]->touched)
			TRY(add_contract(work, counsel, work->contracts.at[i]->contract, watch));
	return CARNET_OK;
}

/* Writing */

/* 1250 basis points: 12.5 */
static void write_percent(struct buffer *out, int64_t bp) {
	const char *text = arena_format(out->arena, "%s%lld.%02lld", bp < 0 ? "-" : "",
					(long long)(bp < 0 ? -bp : bp) / 100, (long long)(bp < 0 ? -bp : bp) % 100);
	size_t length = strlen(text);
	while (text[length - 1] == '0')
		length--;
	json_raw(out, arena_format(out->arena, "%.*s", (int)(text[length - 1] == '.' ? length - 1 : length), text));
}

static void write_fact(struct buffer *out, const struct fact *fact) {
	json_name(out, fact->name);
	switch (fact->kind) {
	case FACT_TEXT: json_text(out, fact->as.text); return;
	case FACT_NUMBER: json_number(out, fact->as.number); return;
	case FACT_MONEY: json_money(out, fact->as.money); return;
	case FACT_DATE: json_date(out, fact->as.date); return;
	case FACT_BP: write_percent(out, fact->as.number); return;
	case FACT_NONE: break;
	}
	json_none(out);
}

static void write_facts(struct buffer *out, const struct fact_list *facts) {
	json_open(out, '{');
	for (size_t i = 0; i < facts->count; i++)
		write_fact(out, &facts->at[i]);
	json_close(out, '}');
}

static void write_alerts(struct buffer *out, const struct words_of *words, const struct alert_list *alerts) {
	json_name(out, "alerts");
	json_open(out, '[');
	for (size_t i = 0; i < alerts->count; i++) {
		struct fact_list facts = {0};
		alert_facts(words, &alerts->at[i], &facts);
		write_facts(out, &facts);
	}
	json_close(out, ']');
}

static void write_need(struct buffer *out, struct counsel *counsel, const struct words_of *words,
		       const struct renewal_need *need) {
	struct renewal_list renewals = {0};
	counsel_renewals(counsel, words->arena, need, &renewals);
	for (size_t i = 0; i < renewals.count && i < OFFERS_MOST; i++) {
		struct fact_list facts = {0};
		renewal_facts(words, need, &renewals.at[i], (int32_t)i + 1, &facts);
		write_facts(out, &facts);
	}
}

static enum carnet_status write_renewals(struct work *work, struct counsel *counsel, const struct words_of *words,
					 struct renewal_need_list *needs) {
	int32_t discount_bp = 0;
	if (needs->count > 0)
		TRY(counsel_discount(counsel, work->arena, work->client.id, &discount_bp, work->why));
	json_name(&work->counsel, "renewals");
	json_open(&work->counsel, '[');
	for (size_t i = 0; i < needs->count; i++) {
		needs->at[i].discount_bp = discount_bp;
		write_need(&work->counsel, counsel, words, &needs->at[i]);
	}
	json_close(&work->counsel, ']');
	return CARNET_OK;
}

enum carnet_status visit_counsel(struct work *work) {
	int32_t day = work->act.date > work->book->ticked_to ? work->act.date : work->book->ticked_to;
	struct counsel counsel = counsel_on(work->book, work->arena, day, work->act.branch);
	struct watch watch = counsel_watch(&counsel, &work->visits);
	struct words_of words = {work_catalog(work), work->arena, day};
	struct alert_list alerts = {0};
	struct renewal_need_list needs = {0};
	TRY(gather(work, &counsel, &watch));
	alerts_of(work->arena, &watch, &alerts);
	if (alerts.count == 0)
		return CARNET_OK;
	renewal_needs(work->arena, &watch, &alerts, &needs);
	buffer_init(&work->counsel, work->arena);
	write_alerts(&work->counsel, &words, &alerts);
	return write_renewals(work, &counsel, &words, &needs);
}
