#include "store/postgres_address.h"

#include <stdlib.h>
#include <string.h>

static const char default_schema[] = "carnet";

static bool begins_with(const char *text, const char *beginning) {
	return strncmp(text, beginning, strlen(beginning)) == 0;
}

bool postgres_is_address(const char *address) {
	return begins_with(address, "postgresql://") || begins_with(address, "postgres://");
}

/* Where a piece of text begins and ends. */
struct piece {
	const char *at;
	size_t length;
};

/* The value, when the parameter has that name ("schema="). */
static bool value_of(struct piece parameter, const char *name, struct piece *value) {
	size_t length = strlen(name);
	if (parameter.length < length || memcmp(parameter.at, name, length) != 0)
		return false;
	*value = (struct piece){parameter.at + length, parameter.length - length};
	return true;
}

static bool equals(struct piece piece, const char *text) {
	return piece.length == strlen(text) && memcmp(piece.at, text, piece.length) == 0;
}

static bool is_schema_name(struct piece name) {
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz_0123456789";
	if (name.length == 0 || name.length >= SCHEMA_NAME || strchr("0123456789", name.at[0]))
		return false;
	for (size_t i = 0; i < name.length; i++)
		if (!name.at[i] || !strchr(letters, name.at[i]))
			return false;
	return !begins_with(name.at, "pg_");
}

static void append(char *text, const char *separator, struct piece piece) {
	size_t length = strlen(text), more = strlen(separator);
	memcpy(text + length, separator, more);
	memcpy(text + length + more, piece.at, piece.length);
	text[length + more + piece.length] = '\0';
}

static void add_parameter(char *text, struct piece parameter) {
	append(text, strchr(text, '?') ? "&" : "?", parameter);
}

static enum carnet_status take_schema(struct postgres_address *parsed, struct piece name, struct refusal *why) {
	if (!is_schema_name(name))
		return refuse(
			why,
			CARNET_INVALID, "a schema's name is of a to z, 0 to 9 and _ and begins neither with a digit nor with pg_: \"%.*s\"",
			(int)name.length, name.at);
	memcpy(parsed->schema, name.at, name.length);
	parsed->schema[name.length] = '\0';
	return CARNET_OK;
}

static enum carnet_status take_durable(struct postgres_address *parsed, struct piece word, struct refusal *why) {
	parsed->durable = equals(word, "yes");
	return parsed->durable || equals(word, "no") ? CARNET_OK : refuse(why, CARNET_INVALID, "durable is yes or no");
}

static enum carnet_status take(struct postgres_address *parsed, struct piece parameter, struct refusal *why) {
	struct piece value;
	if (!value_of(parameter, "password=", &value) && !value_of(parameter, "sslpassword=", &value))
		add_parameter(parsed->shown, parameter);
	if (value_of(parameter, "schema=", &value))
		return take_schema(parsed, value, why);
	if (value_of(parameter, "durable=", &value))
		return take_durable(parsed, value, why);
	add_parameter(parsed->uri, parameter);
	return CARNET_OK;
}

/* "postgresql://user:password@host": people are shown it without the password. */
static void take_beginning(struct postgres_address *parsed, struct piece all) {
	const char *host = strstr(all.at, "//") + 2;
	const char *end = memchr(host, '/', (size_t)(all.at + all.length - host));
	size_t length = (size_t)((end ? end : all.at + all.length) - host);
	const char *at = memrchr(host, '@', length), *colon = at ? memchr(host, ':', (size_t)(at - host)) : NULL;
	append(parsed->uri, "", all);
	append(parsed->shown, "", (struct piece){all.at, colon ? (size_t)(colon - all.at) : all.length});
	if (colon)
		append(parsed->shown, "", (struct piece){at, (size_t)(all.at + all.length - at)});
}

enum carnet_status postgres_address_init(struct postgres_address *parsed, const char *address, struct refusal *why) {
	size_t length = strcspn(address, "?");
	const char *at = address + length;
	enum carnet_status status = CARNET_OK;
	*parsed = (struct postgres_address){
		.uri = calloc(1, strlen(address) + 2), .shown = calloc(1, strlen(address) + 2), .durable = true};
	memcpy(parsed->schema, default_schema, sizeof default_schema);
	if (!parsed->uri || !parsed->shown)
		return refuse(why, CARNET_UNAVAILABLE, "out of memory");
	take_beginning(parsed, (struct piece){address, length});
	while (*at && status == CARNET_OK) {
		at++;
		length = strcspn(at, "&");
		if (length > 0)
			status = take(parsed, (struct piece){at, length}, why);
		at += length;
	}
	return status;
}

void postgres_address_clear(struct postgres_address *parsed) {
	free(parsed->uri);
	free(parsed->shown);
	*parsed = (struct postgres_address){.uri = NULL};
}
