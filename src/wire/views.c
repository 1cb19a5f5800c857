#include "wire/views.h"

#include "base/json.h"
#include "wire/showing.h"

/* Less of a person than there is, for eyes that need no more. */
static struct person seen_by(const struct person *person, enum view_eyes eyes) {
	struct person seen = {.client = person->client};
	if (eyes == EYES_DESK)
		return *person;
	if (eyes == EYES_CLIENT) {
		seen.name = person->name;
		seen.language = person->language;
	}
	return seen;
}

static void write_contracts(struct buffer *out, struct showing *showing, const struct shown_list *contracts) {
	json_name(out, "contracts");
	json_open(out, '[');
	for (size_t i = 0; i < contracts->count; i++)
		show_json_contract(out, showing, &contracts->at[i]);
	json_close(out, ']');
}

static enum carnet_status write_history(struct buffer *out, struct showing *showing, const struct past *past) {
	json_name(out, "history");
	return past_write(out, showing, past, true);
}

enum carnet_status view_client(struct buffer *out, const struct view *view, struct refusal *why) {
	struct showing showing;
	struct person person;
	struct shown_list contracts = {0};
	showing_init(&showing, view->book, view->arena, why);
	TRY(showing_person(&showing, view->name, &person));
	TRY(showing_contracts(&showing, person.client.id, &contracts));
	struct person seen = seen_by(&person, view->eyes);
	struct past past = {&contracts, person.client.id, view->history, view->eyes == EYES_CLIENT};
	json_open(out, '{');
	json_name(out, "client");
	show_json_person(out, &seen);
	json_member_money(out, "due", showing_due(&person, &contracts));
	write_contracts(out, &showing, &contracts);
	if (view->eyes == EYES_CLIENT) {
		names_write_json(out, &showing, &contracts);
		house_write_json(out, &showing);
	}
	return view->eyes != EYES_BOOKS ? write_history(out, &showing, &past) : CARNET_OK;
}

enum carnet_status view_contract(struct buffer *out, const struct view *view, struct refusal *why) {
	struct showing showing;
	struct shown_list one = {0};
	showing_init(&showing, view->book, view->arena, why);
	struct shown *shown = LIST_ADD(view->arena, &one);
	TRY(showing_contract(&showing, view->name, shown));
	struct past past = {&one, 0, view->history, false};
	json_open(out, '{');
	json_name(out, "contract");
	show_json_contract(out, &showing, shown);
	return view->eyes == EYES_DESK ? write_history(out, &showing, &past) : CARNET_OK;
}
