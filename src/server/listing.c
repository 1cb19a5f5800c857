#include "server/listing.h"

#include "server/limits.h"

#include <stdlib.h>
#include <string.h>

static bool is_number(const char *text) {
	size_t digits = strspn(text, "0123456789");
	return digits > 0 && digits <= 18 && !text[digits];
}

bool argument_number(struct request *request, const char *name, int64_t least, int64_t most, int64_t *number) {
	const char *text = request_argument(request, name);
	if (!text)
		return true;
	int64_t value = is_number(text) ? strtoll(text, NULL, 10) : least - 1;
	if (value < least || value > most) {
		request_say_of(request, arena_format(request->arena, "/%s", name), "This number is not accepted.");
		return false;
	}
	*number = value;
	return true;
}

bool listing_read(struct request *request, struct listing *listing) {
	*listing = (struct listing){.limit = LIMIT_ROWS_USUAL};
	return argument_number(request, "after", 0, INT64_MAX, &listing->after) &&
	       argument_number(request, "limit", 1, LIMIT_ROWS, &listing->limit);
}

size_t references_of(const char *text, struct reference references[2]) {
	references[0] = (struct reference){.given = true, .text = text};
	if (!is_number(text) || strtoll(text, NULL, 10) < 1)
		return 1;
	references[1] = (struct reference){.given = true, .number = strtoll(text, NULL, 10)};
	return 2;
}
