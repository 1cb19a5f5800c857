#include "cli/options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Values. False when the text is none, and that was told. */

static bool read_number(const struct command *command, const struct option *option, const char *text) {
	char *end;
	errno = 0;
	long number = strtol(text, &end, 10);
	if (*text && !*end && !errno && number >= option->least && number <= option->most && *text != ' ') {
		*(int32_t *)option->into = (int32_t)number;
		return true;
	}
	wrong_use(command, "--%s is a whole number from %d to %d, not \"%s\"", option->name, option->least,
		  option->most, text);
	return false;
}

static bool read_date(const struct command *command, const struct option *option, const char *text) {
	if (date_parse(text, option->into))
		return true;
	wrong_use(command, "--%s is a date like 2026-05-02, not \"%s\"", option->name, text);
	return false;
}

static bool read_choice(const struct command *command, const struct option *option, const char *text) {
	struct arena *arena = arena_create();
	struct buffer all;
	buffer_init(&all, arena);
	int32_t found = -1;
	for (int32_t i = 0; option->choices[i]; i++) {
		buffer_format(&all, "%s%s", i ? ", " : "", option->choices[i]);
		if (strcmp(option->choices[i], text) == 0)
			found = i;
	}
	if (found >= 0)
		*(int32_t *)option->into = found;
	else
		wrong_use(command, "--%s is one of %s, not \"%s\"", option->name, all.at, text);
	arena_destroy(arena);
	return found >= 0;
}

static bool read_text(const struct command *command, const struct option *option, const char *text) {
	if (*text) {
		*(const char **)option->into = text;
		return true;
	}
	wrong_use(command, "--%s is empty", option->name);
	return false;
}

static bool read_value(const struct command *command, const struct option *option, const char *text) {
	switch (option->kind) {
	case OPTION_FLAG: *(bool *)option->into = true; return true;
	case OPTION_TEXT: return read_text(command, option, text);
	case OPTION_NUMBER: return read_number(command, option, text);
	case OPTION_DATE: return read_date(command, option, text);
	case OPTION_CHOICE: return read_choice(command, option, text);
	}
	return false;
}

/* Options */

/* The option that the word names, up to its end or '='. */
static struct option *option_named(const struct words *words, const char *word) {
	size_t length = strcspn(word, "=");
	for (size_t i = 0; i < words->option_count; i++)
		if (strlen(words->options[i].name) == length && strncmp(words->options[i].name, word, length) == 0)
			return &words->options[i];
	return NULL;
}

/* Reads the option at argv[*at], and its value behind it; *at is then its last word. */
static bool read_option(const struct words *words, int argc, char **argv, int *at) {
	const char *word = argv[*at], *value = strchr(word, '=');
	struct option *option = strncmp(word, "--", 2) == 0 ? option_named(words, word + 2) : NULL;
	if (!option)
		wrong_use(words->command, "there is no option %.*s here", (int)strcspn(word, "="), word);
	else if (option->given)
		wrong_use(words->command, "--%s is given twice", option->name);
	else if (option->kind == OPTION_FLAG && value)
		wrong_use(words->command, "--%s takes no value", option->name);
	else if (option->kind != OPTION_FLAG && !value && *at + 1 >= argc)
		wrong_use(words->command, "--%s wants a value", option->name);
	else {
		option->given = true;
		if (value)
			value++;
		else if (option->kind != OPTION_FLAG)
			value = argv[++*at];
		return read_value(words->command, option, value);
	}
	return false;
}

/* Words */

static bool take_operand(const struct words *words, size_t *count, const char *word) {
	size_t room = sizeof words->operands / sizeof *words->operands;
	if (*count < room && words->operands[*count]) {
		*words->operands[(*count)++] = word;
		return true;
	}
	wrong_use(words->command, "\"%s\" is one word too many", word);
	return false;
}

static bool asks_for_help(const char *word) {
	return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

enum words_read words_read(const struct words *words, int argc, char **argv) {
	bool options = true;
	size_t count = 0;
	for (int i = 0; i < argc; i++) {
		if (options && strcmp(argv[i], "--") == 0) {
			options = false;
		} else if (options && asks_for_help(argv[i])) {
			print_help(words->command);
			return WORDS_HELP;
		} else if (options && argv[i][0] == '-' && argv[i][1]) {
			if (!read_option(words, argc, argv, &i))
				return WORDS_WRONG;
		} else if (!take_operand(words, &count, argv[i])) {
			return WORDS_WRONG;
		}
	}
	if (count >= words->operands_least)
		return WORDS_GOOD;
	const char *usage = words->command->usage;
	int first_line = (int)strcspn(usage, "\n");
	wrong_use(words->command, "it goes: carnet %s %.*s%s", words->command->name, first_line, usage,
		  usage[first_line] ? " …" : "");
	return WORDS_WRONG;
}

enum outcome words_outcome(enum words_read read) {
	return read == WORDS_HELP ? OUTCOME_DONE : OUTCOME_FAULT;
}
