#include "server/sought.h"

#include "base/phone.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* Digits with signs between them: fewer than these are rather a ref ("1-2"), and so many are a phone unless nobody has it. */
enum { MAYBE_PHONE = 4, SURELY_PHONE = 7 };

/* Between words: "Wang, Mei", and what a Chinese keyboard writes for it. */
static bool divides(gunichar sign) {
	return g_unichar_isspace(sign) || sign == ',' || sign == 0xFF0C || sign == 0x3001;
}

/* Leaves the words with one blank between them. */
static void single_blanks(char *text) {
	char *end = text;
	for (const char *at = text, *after; *at; at = after) {
		after = g_utf8_next_char(at);
		if (!divides(g_utf8_get_char(at))) {
			memmove(end, at, (size_t)(after - at));
			end += after - at;
		} else if (end > text && end[-1] != ' ') {
			*end++ = ' ';
		}
	}
	if (end > text && end[-1] == ' ')
		end--;
	*end = '\0';
}

char *sought_fold(const char *text) {
	char *folded = g_utf8_validate(text, -1, NULL) ? g_utf8_casefold(text, -1) : NULL;
	if (folded)
		single_blanks(folded);
	return folded;
}

static struct sought_text text_of(const char *text) {
	return (struct sought_text){text, strlen(text)};
}

/* "0912-345" is a part of a phone or of what is written so; what has more digits than a phone is only the latter. */
static struct sought_word word_of(struct arena *arena, const char *typed) {
	struct sought_word word = {.typed = text_of(typed), .digits = text_of("")};
	struct phone phone = phone_read(typed);
	if (phone_alike(typed) && strcmp(phone.digits, typed) != 0 && strlen(phone.digits) < PHONE_DIGITS)
		word.digits = text_of(arena_text(arena, phone.digits));
	return word;
}

/* Whatever has the other has it. */
static bool is_within(const struct sought_word *word, const struct sought_word *other) {
	const char *digits = word->digits.length ? word->digits.bytes : word->typed.bytes;
	return strstr(other->typed.bytes, word->typed.bytes) &&
	       (!other->digits.length || strstr(other->digits.bytes, digits));
}

static void add_word(struct arena *arena, struct sought_words *words, struct sought_word word) {
	size_t kept = 0;
	for (size_t i = 0; i < words->count; i++)
		if (is_within(&word, &words->at[i]))
			return;
	for (size_t i = 0; i < words->count; i++)
		if (!is_within(&words->at[i], &word))
			words->at[kept++] = words->at[i];
	words->count = kept;
	if (kept < SOUGHT_WORDS)
		*LIST_ADD(arena, words) = word;
}

/* What is in the word as typed and in its digits alike: the most digits without a sign between them. */
static struct sought_text surest(const struct sought_word *word) {
	static const char digits[] = "0123456789";
	struct sought_text most = {"", 0};
	if (!word->digits.length)
		return word->typed;
	for (const char *at = word->typed.bytes; *at; at += strcspn(at, digits)) {
		struct sought_text run = {at, strspn(at, digits)};
		if (run.length > most.length)
			most = run;
		at += run.length;
	}
	return most;
}

static void add_phrase(struct arena *arena, struct sought_list *ways, const char *phrase) {
	static const char field[] = {SOUGHT_FIELD, '\0'};
	struct sought *sought = LIST_ADD(arena, ways);
	char *rest = arena_text(arena, phrase);
	bool several = strchr(phrase, ' ') != NULL;
	sought->phrase = text_of(phrase);
	for (char *word; (word = strsep(&rest, " "));)
		add_word(arena, &sought->words,
			 several ? word_of(arena, word) : (struct sought_word){text_of(word), text_of("")});
	for (size_t i = 0; i < sought->words.count; i++)
		if (surest(&sought->words.at[i]).length > sought->rarest.length)
			sought->rarest = surest(&sought->words.at[i]);
	if (!sought->rarest.length)
		sought->rarest = text_of(field);
}

/* The country is not compared: what is dialled at home is, from its first digit on; some countries dial no 0 before it. */
static void add_phone(struct arena *arena, struct sought_list *ways, const struct phone *phone) {
	struct sought *sought = LIST_ADD(arena, ways);
	sought->phrase = sought->rarest = text_of(arena_text(arena, phone->digits));
	add_word(arena, &sought->words, (struct sought_word){sought->phrase, text_of("")});
	if (!phone->national[0])
		return;
	const char *national = arena_text(arena, phone->national);
	*LIST_ADD(arena, &sought->instead) = text_of(arena_format(arena, "%c%s", SOUGHT_FIELD, national));
	*LIST_ADD(arena, &sought->instead) = text_of(arena_format(arena, "%c%s", SOUGHT_FIELD, national + 1));
	sought->rarest = text_of(national + 1);
}

void sought_read(struct arena *arena, const char *typed, struct sought_list *ways) {
	char *folded = sought_fold(typed);
	const char *phrase = arena_text(arena, folded ? folded : "");
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
