#include "cli/draft.h"

#include "base/json.h"

/* A draft written down: items, then payments. */

static void write_share(struct buffer *op, int32_t hands, int32_t share) {
	json_open(op, '{');
	json_member_text(op, "staff", studio_hands[hands]);
	json_member_number(op, "share", share);
	json_close(op, '}');
}

static void write_hands(struct buffer *op, const struct draft *draft) {
	int32_t first = draft->guest->hands;
	json_name(op, "staff");
	json_open(op, '[');
	write_share(op, first, draft->two_hands ? 65 : 100);
	if (draft->two_hands)
		write_share(op, (first + 1) % DEMO_HANDS, 35);
	json_close(op, ']');
}

static void write_charge(struct buffer *op, const struct draft *draft, enum demo_service service) {
	json_open(op, '{');
	json_member_text(op, "service", studio_services[service].code);
	write_hands(op, draft);
	json_close(op, '}');
}

static void write_redemption(struct buffer *op, const struct draft *draft, const char *ref) {
	json_open(op, '{');
	json_member_text(op, "redeem", studio_services[draft->service].code);
	json_member_text(op, "contract", ref);
	write_hands(op, draft);
	json_close(op, '}');
}

static void write_sale(struct buffer *op, const struct draft *draft, const char *offer, const char *ref) {
	json_open(op, '{');
	json_member_text(op, "sell", offer);
	json_member_text(op, "ref", ref);
	json_member_text(op, "seller", studio_hands[draft->guest->hands]);
	json_close(op, '}');
}

static void write_items(struct buffer *op, const struct draft *draft) {
	json_name(op, "items");
	json_open(op, '[');
	if (draft->buys)
		write_sale(op, draft, draft->buys->code, draft->bought);
	if (draft->joins)
		write_sale(op, draft, draft->joins->code, draft->joined);
	if (draft->topup)
		write_sale(op, draft, "top10", draft->topup);
	if (draft->used || draft->buys)
		write_redemption(op, draft, draft->used ? draft->used : draft->bought);
	else
		write_charge(op, draft, draft->service);
	if (draft->more != NOTHING)
		write_charge(op, draft, (enum demo_service)draft->more);
	if (draft->product != NOTHING) {
		json_open(op, '{');
		json_member_text(op, "product", studio_products[draft->product].code);
		json_close(op, '}');
	}
	json_close(op, ']');
}

/* Paying it */

static int64_t discounted(const struct demo_guest *guest, int32_t price) {
	int64_t bp = guest->discount_bp;
	if (guest->member.ref && guest->member.plan->discount_bp > bp)
		bp = guest->member.plan->discount_bp;
	return (2 * price * (10000 - bp) + 10000) / 20000;
}

/* What the services and goods of the visit come to. */
static int64_t charged(const struct draft *draft) {
	const struct demo_guest *guest = draft->guest;
	int64_t sum = 0;
	if (!draft->used && !draft->buys)
		sum += discounted(guest, studio_services[draft->service].price);
	if (draft->more != NOTHING)
		sum += discounted(guest, studio_services[draft->more].price);
	if (draft->product != NOTHING)
		sum += discounted(guest, studio_products[draft->product].price);
	return sum;
}

static void write_payment(struct buffer *op, const char *method, int64_t amount, const char *contract, const char *from) {
	if (amount <= 0)
		return;
	json_open(op, '{');
	json_member_text(op, "method", method);
	json_member_number(op, "amount", amount);
	if (contract)
		json_member_text(op, "contract", contract);
	if (from)
		json_member_text(op, "from", from);
	json_close(op, '}');
}

int64_t draft_credit(const struct draft *draft) {
	const struct demo_guest *guest = draft->guest;
	int64_t sum = charged(draft);
	if (!guest->credit)
		return 0;
	return guest->credit_left < sum ? guest->credit_left : sum;
}

static void write_payments(struct buffer *op, const struct draft *draft) {
	const struct demo_guest *guest = draft->guest;
	int64_t credit = draft_credit(draft);
	json_name(op, "payments");
	json_open(op, '[');
	if (draft->pays) {
		write_payment(op, "credit", credit, NULL, guest->credit);
		write_payment(op, guest->method, charged(draft) - credit, NULL, NULL);
		write_payment(op, guest->method, draft->pays_down, draft->bought, NULL);
		write_payment(op, guest->method, draft->joins ? draft->joins->price : 0, draft->joined, NULL);
		write_payment(op, guest->method, draft->topup ? 10000 : 0, draft->topup, NULL);
	}
	json_close(op, ']');
}

bool draft_send(struct demo *demo, const struct draft *draft) {
	struct buffer *op = desk_begin(demo, "visit");
	json_member_text(op, "client", draft->guest->ref);
	json_member_text(op, "branch", studio_branches[draft->guest->branch]);
	write_items(op, draft);
	write_payments(op, draft);
	return desk_send(demo);
}
