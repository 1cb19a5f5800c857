#include "server/elements.h"

#include <string.h>

static bool is_blank(char c) {
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t skip_blanks(const char *bytes, size_t length, size_t at) {
	while (at < length && is_blank(bytes[at]))
		at++;
	return at;
}

bool elements_are_many(const char *bytes, size_t length) {
	size_t at = skip_blanks(bytes, length, 0);
	return at < length && bytes[at] == '[';
}

/* The end of the element that begins here: a comma or bracket outside of texts and of brackets opened since. */
static size_t element_end(const char *bytes, size_t length, size_t at) {
	size_t depth = 0;
	bool in_text = false;
	for (; at < length; at++) {
		char c = bytes[at];
		if (in_text) {
			if (c == '\\')
				at++;
			else if (c == '"')
				in_text = false;
			continue;
		}
		if (depth == 0 && (c == ',' || c == ']' || c == '}'))
			return at;
		if (c == '"')
			in_text = true;
		else if (c == '{' || c == '[')
			depth++;
		else if (c == '}' || c == ']')
			depth--;
	}
	return length;
}

bool elements_cut(struct arena *arena, const char *bytes, size_t length, size_t most, struct element_list *elements,
		  bool *too_many) {
	size_t at = skip_blanks(bytes, length, 0) + 1;
	*too_many = false;
	if (skip_blanks(bytes, length, at) < length && bytes[skip_blanks(bytes, length, at)] == ']')
		return skip_blanks(bytes, length, skip_blanks(bytes, length, at) + 1) == length;
	for (;;) {
		at = skip_blanks(bytes, length, at);
		size_t end = element_end(bytes, length, at);
		if (end >= length || bytes[end] == '}' || end == at)
			return false;
		*too_many = elements->count == most;
		if (*too_many)
			return false;
		*LIST_ADD(arena, elements) = (struct element){bytes + at, end - at};
		at = end + 1;
		if (bytes[end] == ']')
			return skip_blanks(bytes, length, at) == length;
	}
}
