#include "build.h"

#include <stdlib.h>

static const char *const clients[] = {"", "lin", "friend", "other"};
static const char *const staff[] = {"house", "amy", "bo", "cy"};
static const char *const items[] = {"", "facial", "laser", "ipl", "perm", "serum"};
static const char *const branches[] = {"", "tpe", "khh"};

static const char *cut(struct arena *arena, const char *from, size_t length) {
	char *text = arena_alloc(arena, length + 1);
	memcpy(text, from, length);
	return text;
}

const char *word_next(struct arena *arena, const char **text) {
	*text += strspn(*text, " ");
	size_t length = strcspn(*text, " ");
	if (length == 0)
		return NULL;
	const char *word = cut(arena, *text, length);
	*text += length;
	return word;
}

const char *part_next(struct arena *arena, const char **text, char separator) {
	if (**text == '\0')
		return NULL;
	const char *end = strchr(*text, separator);
	size_t length = end ? (size_t)(end - *text) : strlen(*text);
	const char *part = cut(arena, *text, length);
	*text += length + (end ? 1 : 0);
	return part;
}

int64_t word_number(const char *word) {
	char *end;
	if (!word) {
		fail_msg("a number is missing");
		return 0;
	}
	long long number = strtoll(word, &end, 10);
	if (end == word || (*end != '\0' && *end != '%'))
		fail_msg("%s is no number", word);
	return number;
}

struct money word_money(const char *word) {
	return money_of(word_number(word));
}

int32_t word_day(const char *word) {
	char text[DATE_TEXT + 8];
	int32_t day;
	if (!word)
		return DATE_NONE;
	(void)snprintf(text, sizeof text, "%s%s", strlen(word) == 5 ? "2026-" : "", word);
	return date_parse(text, &day) ? day : DATE_NONE;
}

bool words_equal(const char *a, const char *b) {
	return a && b && strcmp(a, b) == 0;
}

static int64_t place_of(const char *const *names, size_t count, const char *word) {
	for (size_t i = 0; i < count; i++)
		if (words_equal(names[i], word))
			return (int64_t)i;
	return 0;
}

int64_t word_client(const char *word) {
	return place_of(clients, COUNT(clients), word);
}

int64_t word_staff(const char *word) {
	return place_of(staff, COUNT(staff), word);
}

int64_t word_item(const char *word) {
	return place_of(items, COUNT(items), word);
}

int64_t word_branch(const char *word) {
	return place_of(branches, COUNT(branches), word);
}
