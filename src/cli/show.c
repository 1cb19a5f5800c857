#include "cli/options.h"
#include "cli/reach.h"
#include "wire/showing.h"

#include "base/json.h"

#include <string.h>

extern const struct command command_show;

enum { ENTRIES_USUAL = 20, ENTRIES_MOST = 100000 };

struct show {
	const struct command *command;
	struct showing showing;
	const char *name;
	bool json, all;
	int32_t last;
	struct buffer out;
};

/* A client */

static void write_person(struct show *show, const struct person *person) {
	struct buffer *out = &show->out;
	buffer_format(out, "%s", person->name ? person->name : person->client.ref);
	buffer_format(out, " (%s)", person->client.ref);
	for (size_t i = 0; i < person->tags.count; i++)
		buffer_format(out, "%s%s", i ? ", " : "  tags: ", person->tags.at[i]);
	if (person->phone)
		buffer_format(out, "  phone: %s", person->phone);
	if (person->email)
		buffer_format(out, "  mail: %s", person->email);
	if (person->note)
		buffer_format(out, "\n%s", person->note);
	buffer_char(out, '\n');
}

static void write_contracts(struct show *show, const struct person *person, const struct shown_list *contracts) {
	struct money due = showing_due(person, contracts);
	size_t hidden = 0;
	if (money_is_positive(due))
		buffer_format(&show->out, "Owes %s\n", showing_amount(&show->showing, due));
	buffer_char(&show->out, '\n');
	for (size_t i = 0; i < contracts->count; i++) {
		if (!show->all && !contracts->at[i].open)
			hidden++;
		else
			card_contract(&show->out, &show->showing, &contracts->at[i]);
	}
	if (hidden > 0)
		buffer_format(&show->out, "%zu more with nothing left and nothing due: --all shows them\n", hidden);
}

static enum carnet_status client_in_words(struct show *show, const struct person *person,
					  const struct shown_list *contracts) {
	struct past past = {contracts, person->client.id, show->last, false};
	write_person(show, person);
	write_contracts(show, person, contracts);
	buffer_text(&show->out, "\nLatest first:\n");
	return past_write(&show->out, &show->showing, &past, false);
}

static enum carnet_status client_in_json(struct show *show, const struct person *person,
					 const struct shown_list *contracts) {
	struct past past = {contracts, person->client.id, show->last, false};
	struct buffer *out = &show->out;
	json_open(out, '{');
	json_member_text(out, "show", "client");
	json_name(out, "client");
	show_json_person(out, person);
	json_member_money(out, "due", showing_due(person, contracts));
	json_name(out, "contracts");
	json_open(out, '[');
	for (size_t i = 0; i < contracts->count; i++)
		if (show->all || contracts->at[i].open)
			show_json_contract(out, &show->showing, &contracts->at[i]);
	json_close(out, ']');
	json_name(out, "history");
	TRY(past_write(out, &show->showing, &past, true));
	json_close(out, '}');
	buffer_char(out, '\n');
	return CARNET_OK;
}

static enum carnet_status show_client(struct show *show) {
	struct person person;
	struct shown_list contracts = {0};
	TRY(showing_person(&show->showing, show->name, &person));
	TRY(showing_contracts(&show->showing, person.client.id, &contracts));
	return (show->json ? client_in_json : client_in_words)(show, &person, &contracts);
}

/* A contract */

static enum carnet_status contract_in_words(struct show *show, const struct shown *shown, const struct past *past) {
	buffer_format(&show->out, "Client: %s\n", showing_client(&show->showing, contract_owner(shown->contract)));
	card_contract(&show->out, &show->showing, shown);
	buffer_text(&show->out, "\nLatest first:\n");
	return past_write(&show->out, &show->showing, past, false);
}

static enum carnet_status contract_in_json(struct show *show, const struct shown *shown, const struct past *past) {
	struct buffer *out = &show->out;
	json_open(out, '{');
	json_member_text(out, "show", "contract");
	json_name(out, "contract");
	show_json_contract(out, &show->showing, shown);
	json_name(out, "history");
	TRY(past_write(out, &show->showing, past, true));
	json_close(out, '}');
	buffer_char(out, '\n');
	return CARNET_OK;
}

static enum carnet_status show_contract(struct show *show) {
	struct shown_list one = {0};
	struct shown *shown = LIST_ADD(show->showing.arena, &one);
	struct past past = {&one, 0, show->last, false};
	TRY(showing_contract(&show->showing, show->name, shown));
	return (show->json ? contract_in_json : contract_in_words)(show, shown, &past);
}

/* The command */

static enum outcome print_shown(struct show *show, struct book *book, enum carnet_status (*what)(struct show *)) {
	struct arena *arena = arena_create();
	struct refusal why = {0};
	enum outcome outcome;
	showing_init(&show->showing, book, arena, &why);
	buffer_init(&show->out, arena);
	if (what(show) != CARNET_OK)
		outcome = tell_refusal(show->command, &why);
	else
		outcome = print_out(show->command, &show->out);
	arena_destroy(arena);
	return outcome;
}

static enum outcome show(const struct command *self, int argc, char **argv) {
	static const char *const formats[] = {"table", "json", NULL};
	struct show show = {.command = self, .last = ENTRIES_USUAL};
	const char *address = NULL, *kind = NULL;
	int32_t format = 0;
	struct option options[] = {
		{.name = "format", .kind = OPTION_CHOICE, .into = &format, .choices = formats},
		{.name = "all", .kind = OPTION_FLAG, .into = &show.all},
		{.name = "last", .kind = OPTION_NUMBER, .into = &show.last, .most = ENTRIES_MOST},
	};
	struct words words = {self, options, sizeof options / sizeof *options, {&address, &kind, &show.name}, 3};
	enum words_read read = words_read(&words, argc, argv);
	if (read != WORDS_GOOD)
		return words_outcome(read);
	bool of_client = strcmp(kind, "client") == 0;
	if (!of_client && strcmp(kind, "contract") != 0)
		return wrong_use(self, "there is a client or a contract to show, not a \"%s\"", kind);
	struct book *book = reach_to_read(self, address);
	if (!book)
		return OUTCOME_FAULT;
	show.json = format == 1;
	enum outcome outcome = print_shown(&show, book, of_client ? show_client : show_contract);
	book_close(book);
	return outcome;
}

const struct command command_show = {
	.name = "show",
	.summary = "shows a client or a contract: what is left, what is due, what happened",
	.usage = "BOOK client|contract REF [--all] [--last 20] [--format table|json]",
	.details = "A client's packages are shown as punch cards, one mark a session: ● used, ○ free, × expired, given "
		   "back or\n"
		   "given away. --all shows those used up too; --last is how many entries of the history to tell.\n"
		   "\n"
		   "Example:\n"
		   "  carnet show studio.book client lin\n",
	.run = show,
};
