#include "server/sought.h"

#include "base/phone.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* Digits with signs between them: fewer than these are rather a ref ("1-2"), and so many are a phone unless nobody has it. */
enum { MAYBE_PHONE = 4, SURELY_PHONE = 7 };

char *sought_fold(const char *text) {
	return g_utf8_validate(text, -1, NULL) ? g_utf8_casefold(text, -1) : NULL;
}

static struct sought_word word_of(const char *text) {
	return (struct sought_word){text, strlen(text)};
}

static void add_word(struct arena *arena, struct sought *sought, const char *text) {
	struct sought_word word = word_of(text);
	*LIST_ADD(arena, &sought->words) = word;
	if (word.length > sought->rarest.length)
		sought->rarest = word;
}

/* Between words: "Wang, Mei", and what a Chinese keyboard writes for it. */
static bool divides(gunichar sign) {
	return g_unichar_isspace(sign) || sign == ',' || sign == 0xFF0C || sign == 0x3001;
}

/* The words of the folded text with one blank between them, which is the phrase. */
static char *single_blanks(struct arena *arena, const char *folded) {
	char *phrase = arena_alloc(arena, strlen(folded) + 1), *end = phrase;
	for (const char *at = folded; *at; at = g_utf8_next_char(at)) {
		if (divides(g_utf8_get_char(at))) {
			if (end > phrase && end[-1] != ' ')
				*end++ = ' ';
			continue;
		}
		memcpy(end, at, (size_t)(g_utf8_next_char(at) - at));
		end += g_utf8_next_char(at) - at;
	}
	if (end > phrase && end[-1] == ' ')
		end--;
	*end = '\0';
	return phrase;
}

/* In a word that is a number only its digits count: "mei 0912-345". */
static const char *compared(struct arena *arena, const char *word) {
	return phone_alike(word) ? arena_text(arena, phone_read(word).digits) : word;
}

static void add_phrase(struct arena *arena, struct sought_list *ways, const char *phrase) {
	struct sought *sought = LIST_ADD(arena, ways);
	char *rest = arena_text(arena, phrase);
	bool several = strchr(phrase, ' ') != NULL;
	sought->phrase = word_of(phrase);
	for (char *word; (word = strsep(&rest, " "));)
		add_word(arena, sought, several ? compared(arena, word) : word);
}

/* The country is not compared: what is dialled at home is, from its first digit on; some countries dial no 0 before it. */
static void add_phone(struct arena *arena, struct sought_list *ways, const struct phone *phone) {
	struct sought *sought = LIST_ADD(arena, ways);
	add_word(arena, sought, arena_text(arena, phone->digits));
	sought->phrase = sought->rarest;
	if (!phone->national[0])
		return;
	const char *national = arena_text(arena, phone->national);
	*LIST_ADD(arena, &sought->instead) = word_of(arena_format(arena, "%c%s", SOUGHT_FIELD, national));
	*LIST_ADD(arena, &sought->instead) = word_of(arena_format(arena, "%c%s", SOUGHT_FIELD, national + 1));
	sought->rarest = word_of(national + 1);
}

void sought_read(struct arena *arena, const char *typed, struct sought_list *ways) {
	char *folded = sought_fold(typed);
	const char *phrase = folded ? single_blanks(arena, folded) : "";
	g_free(folded);
	if (!phrase[0])
		return;
	if (!phone_alike(phrase)) {
		add_phrase(arena, ways, phrase);
		return;
	}
	struct phone phone = phone_read(phrase);
	size_t digits = strlen(phone.digits);
	bool signs = strcmp(phrase, phone.digits) != 0;
	if (signs && digits < MAYBE_PHONE)
		add_phrase(arena, ways, phrase);
	add_phone(arena, ways, &phone);
	if (signs && digits >= MAYBE_PHONE)
		add_phrase(arena, ways, phrase);
	ways->at[ways->count - 1].otherwise = signs && digits >= SURELY_PHONE;
}
