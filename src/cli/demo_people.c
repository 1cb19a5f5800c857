#include "cli/demo.h"

#include "cli/admit.h"

#include "book/rights.h"

#include <stdio.h>

/* The people of the made-up studio who sign in to look at it. */

static const char password[] = "lumi-demo";

static const struct {
	struct newcomer newcomer;
	const char *sees;
} people[] = {
	{{"mei", ROLE_OWNER, "mei", password}, "everything: figures, prices, people, closing"},
	{{"rin", ROLE_DESK, NULL, password}, "the counter: clients, visits, money"},
	{{"amy", ROLE_PRACTITIONER, "amy", password}, "her own days, and how each figure came about"},
	{{"toby", ROLE_ACCOUNTANT, NULL, password}, "reports, the journal, the carry-over list"},
};
enum { PEOPLE = sizeof people / sizeof *people };

enum carnet_status demo_people(struct demo *demo, struct refusal *why) {
	for (size_t i = 0; i < PEOPLE; i++)
		TRY(admit(demo->book, demo->memory, &people[i].newcomer, why));
	return CARNET_OK;
}

void demo_tell_people(void) {
	printf("\nSign in as one of these; the password is %s\n", password);
	for (size_t i = 0; i < PEOPLE; i++)
		printf("  %-5s %-13s %s\n", people[i].newcomer.name, role_name(people[i].newcomer.role), people[i].sees);
	printf("\nStop it with Ctrl-C.\n");
}
