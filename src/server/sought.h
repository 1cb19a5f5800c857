/* What is typed into the search, made ready to be looked for in the finder's text: words that a client must all have, in any order, or
 * the digits of a telephone number, with and without its country. */
#ifndef SERVER_SOUGHT_H
#define SERVER_SOUGHT_H

#include "base/list.h"

#include <stdbool.h>
#include <stddef.h>

enum { SOUGHT_FIELD = '\x1f' }; /* stands before each field in the finder's text: a word may begin with it */

enum { SOUGHT_WORDS = 8 }; /* no more words are looked for */

struct sought_text {
	const char *bytes;
	size_t length;
};
struct sought_texts LIST(struct sought_text);

/* Is there as typed or, where digits and signs were typed, by its digits. */
struct sought_word {
	struct sought_text typed;
	struct sought_text digits; /* "": only as typed */
};
struct sought_words LIST(struct sought_word);

/* One way of looking. */
struct sought {
	struct sought_text phrase;   /* as typed: where it stands so comes first */
	struct sought_words words;   /* all of them must be there, none within another, */
	struct sought_texts instead; /* or one of these */
	struct sought_text rarest;   /* is in all that fits: the longest word, or what is in each of those */
	bool otherwise;              /* only where nobody was found the ways before */
};
struct sought_list LIST(struct sought);

/* Folded as the finder's text is: case does not matter, nor what divides words, which becomes one blank. For g_free; NULL: not UTF-8. */
char *sought_fold(const char *text);

/* The ways to look for what was typed, the best first; none where nothing was typed but blanks and commas. */
void sought_read(struct arena *arena, const char *typed, struct sought_list *ways);

#endif
