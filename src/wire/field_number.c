#include "wire/fields.h"
#include "wire/wire.h"

#include <string.h>

static bool value_integer(struct value value, int64_t *number) {
	if (!value.json)
		return false;
	if (!json_is_integer(value.json)) {
		value_refuse(value, CARNET_INVALID, "must be a whole number, written without decimals or exponent");
		return false;
	}
	*number = json_integer_value(value.json);
	return true;
}

bool value_number(struct value value, struct range range, int32_t *number) {
	int64_t given;

	if (!value_integer(value, &given))
		return false;
	if (given < range.least || given > range.most) {
		value_refuse(value, CARNET_INVALID, "must be from %d to %d", (int)range.least, (int)range.most);
		return false;
	}
	*number = (int32_t)given;
	return true;
}

static bool value_count(struct value value, int32_t least, int32_t *count) {
	int64_t given;

	if (!value_integer(value, &given))
		return false;
	if (given < least)
		value_refuse(value, CARNET_INVALID, "must be at least %d", (int)least);
	else if (given > SESSIONS_MOST)
		value_refuse(value, CARNET_TOO_LARGE, "must be at most %d", SESSIONS_MOST);
	else
		*count = (int32_t)given;
	return given >= least && given <= SESSIONS_MOST;
}

bool value_sessions(struct value value, int32_t *sessions) {
	return value_count(value, 1, sessions);
}

bool value_sessions_or_none(struct value value, int32_t *sessions) {
	return value_count(value, 0, sessions);
}

bool value_entry(struct value value, int64_t *entry) {
	int64_t given;

	if (!value_integer(value, &given))
		return false;
	if (given < 1) {
		value_refuse(value, CARNET_INVALID, "must be at least 1");
		return false;
	}
	*entry = given;
	return true;
}

bool value_bool(struct value value, bool *truth) {
	if (!value.json)
		return false;
	if (!json_is_boolean(value.json)) {
		value_refuse(value, CARNET_INVALID, "must be true or false");
		return false;
	}
	*truth = json_is_true(value.json);
	return true;
}

static bool value_amount_from(struct value value, int64_t least, struct money *amount) {
	int64_t given;

	if (!value_integer(value, &given))
		return false;
	if (given < least) {
		value_refuse(value, CARNET_INVALID, "must be at least %d", (int)least);
		return false;
	}
	if (!money_fits(money_of(given))) {
		value_refuse(value, CARNET_TOO_LARGE, "is above the largest accepted amount");
		return false;
	}
	*amount = money_of(given);
	return true;
}

bool value_amount(struct value value, struct money *amount) {
	return value_amount_from(value, 0, amount);
}

bool value_positive_amount(struct value value, struct money *amount) {
	return value_amount_from(value, 1, amount);
}

/* jansson writes reals with a point whatever the locale says, and ".0" where there is none. */
char *decimal_text(const json_t *real, char text[DECIMAL_TEXT]) {
	size_t length = json_dumpb(real, text, DECIMAL_TEXT - 1, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));

	if (length >= 2 && memcmp(text + length - 2, ".0", 2) == 0)
		length -= 2;
	text[length] = '\0';
	return text;
}

/* Reads "33.33" as 3333. False for a sign, an exponent, more than two decimals, or a figure far beyond 100. */
static bool basis_points(const char *text, int32_t *bp) {
	int32_t figure = 0;
	int decimals = -1; /* before the point */

	for (; *text; text++) {
		if (*text == '.' && decimals < 0) {
			decimals = 0;
			continue;
		}
		if (*text < '0' || *text > '9' || decimals == 2 || figure > 10000)
			return false;
		figure = figure * 10 + (*text - '0');
		decimals += decimals >= 0;
	}
	for (int missing = decimals < 0 ? 2 : 2 - decimals; missing > 0; missing--)
		figure *= 10;
	*bp = figure;
	return true;
}

bool value_percent(struct value value, int32_t *bp) {
	char text[DECIMAL_TEXT];
	int32_t given = -1;

	if (!value.json)
		return false;
	if (json_is_integer(value.json) && json_integer_value(value.json) >= 0 && json_integer_value(value.json) <= 100)
		given = (int32_t)json_integer_value(value.json) * 100;
	else if (json_is_real(value.json) && !basis_points(decimal_text(value.json, text), &given))
		given = -1;
	if (given < 0 || given > 10000) {
		value_refuse(value, CARNET_INVALID, "must be a percentage from 0 to 100 with at most two decimals");
		return false;
	}
	*bp = given;
	return true;
}

bool wire_read_percent(const char *text, int32_t *bp) {
	int32_t given;

	if (*text < '0' || *text > '9' || !basis_points(text, &given) || given > 10000)
		return false;
	*bp = given;
	return true;
}

bool wire_read_amount(const char *text, struct money *amount) {
	int64_t units = 0;

	for (const char *c = text; *c; c++) {
		if (*c < '0' || *c > '9' || units > MONEY_LARGEST)
			return false;
		units = units * 10 + (*c - '0');
	}
	if (!*text || units > MONEY_LARGEST)
		return false;
	*amount = money_of(units);
	return true;
}
