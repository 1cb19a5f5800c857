#include "book/answer.h"
#include "book/handlers.h"
#include "book/till.h"

/* A payment outside a visit: to what it names, else the oldest due first (rulebook §9.1, §14.12). */

static enum carnet_status find_named(struct work *work, const struct payment_op_list *payments) {
	struct contract_list found = {0};
	for (size_t i = 0; i < payments->count; i++) {
		if (payments->at[i].contract.given)
			TRY(contracts_named(work, &payments->at[i].contract, &found));
		if (payments->at[i].from.given)
			TRY(contracts_named(work, &payments->at[i].from, &found));
	}
	return CARNET_OK;
}

enum carnet_status pay_decide(struct work *work) {
	const struct pay_op *op = &work->op->as.pay;
	struct contract_list *paid = work->draft = ARENA_NEW(work->arena, struct contract_list);
	struct contract_list due = {0};
	TRY(work_client(work, &op->client, &work->client));
	TRY(find_named(work, &op->payments));
	TRY(contracts_due(work, work->client.id, &due));
	return till_take(work, work->client.id, &op->payments, &due, paid);
}

void pay_answer(struct work *work, const struct effect_list *effects) {
	answer_contracts(work, work->draft);
	answer_performance(work, effects);
}
