#include "cli/demo.h"

#include "base/json.h"

/* Money that comes later, and memberships from cycle to cycle. */

bool guest_pay(struct demo *demo, const struct demo_guest *guest, const char *contract, int64_t amount) {
	struct buffer *op = desk_begin(demo, "pay");
	json_member_text(op, "client", guest->ref);
	json_name(op, "payments");
	json_open(op, '[');
	json_open(op, '{');
	json_member_text(op, "method", guest->method);
	json_member_number(op, "amount", amount);
	if (contract)
		json_member_text(op, "contract", contract);
	json_close(op, '}');
	json_close(op, ']');
	return desk_send(demo);
}

void guest_owe(struct demo *demo, struct demo_guest *guest, const char *contract, int64_t amount) {
	if (amount <= 0)
		return;
	guest->owes_for = contract;
	guest->owes = amount;
	guest->pays_on = demo_odds(demo, 6) ? DATE_NONE : demo->day + demo_between(demo, 5, 45);
}

void guest_settle(struct demo *demo, struct demo_guest *guest) {
	if (!guest->owes_for || guest->pays_on > demo->day)
		return;
	bool half = guest->owes > 6000 && demo_odds(demo, 40);
	int64_t amount = half ? guest->owes / 2 : guest->owes;
	bool paid = guest_pay(demo, guest, guest->owes_for, amount);
	guest->owes -= amount;
	guest->pays_on = demo->day + demo_between(demo, 14, 35);
	if (!paid || guest->owes == 0)
		guest->owes_for = NULL;
}

/* Memberships */

static void send_membership(struct demo *demo, const struct demo_guest *guest, const char *name, const char *more,
			    const char *value) {
	struct buffer *op = desk_begin(demo, name);
	json_member_text(op, "membership", guest->member.ref);
	if (more)
		json_member_text(op, more, value);
	desk_send(demo);
}

static void next_cycle(struct demo_member *member) {
	member->cycles++;
	member->next_cycle = date_add_months(member->anchor, member->cycles);
	for (int32_t i = 0; i < member->plan->line_count; i++)
		member->left[i] = member->plan->lines[i].sessions;
}

static void leave(struct demo *demo, struct demo_guest *guest) {
	send_membership(demo, guest, "cancel", "when", "cycle_end");
	guest->member.leaves = true;
}

static void take_a_break(struct demo *demo, struct demo_guest *guest) {
	char back[DATE_TEXT];
	int32_t until = date_add_days(demo->day, demo_between(demo, 35, 50));
	send_membership(demo, guest, "freeze", "to", date_text(until, back));
	while (guest->member.next_cycle < until)
		guest->member.next_cycle = date_add_months(guest->member.anchor, ++guest->member.cycles);
	if (guest->next_visit != DATE_NONE && guest->next_visit < until)
		guest->next_visit = until;
}

/* They stop paying, and come no more: past due, then suspended. */
static void drop_out(struct demo_guest *guest) {
	guest->member.ref = NULL;
	guest->next_visit = DATE_NONE;
}

void guest_cycle(struct demo *demo, struct demo_guest *guest) {
	struct demo_member *member = &guest->member;
	if (!member->ref || member->next_cycle > demo->day)
		return;
	if (member->leaves) {
		member->ref = NULL;
		return;
	}
	next_cycle(member);
	if (demo_odds(demo, 2)) {
		drop_out(guest);
		return;
	}
	if (!guest->owes_for && demo_odds(demo, 8)) {
		guest_owe(demo, guest, member->ref, member->plan->price);
		guest->pays_on = demo->day + demo_between(demo, 2, 11);
	} else if (!guest_pay(demo, guest, member->ref, member->plan->price)) {
		member->ref = NULL;
		return;
	}
	if (member->cycles > 3 && demo_odds(demo, 6))
		leave(demo, guest);
	else if (demo_odds(demo, 3))
		take_a_break(demo, guest);
}
