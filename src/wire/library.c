#include "carnet.h"

#include "insight/reports.h"
#include "wire/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The library's public face: a book and an arena behind texts. */

struct carnet_book {
	struct book *book;
};

const char *carnet_version(void) {
	return "0.1.0";
}

static char *copy_text(const char *text) {
	char *copy = strdup(text);
	if (!copy)
		abort();
	return copy;
}

static enum carnet_status tell(enum carnet_status status, const struct refusal *why, struct carnet_error *error) {
	if (!error)
		return status;
	error->status = status;
	snprintf(error->message, sizeof error->message, "%s", status == CARNET_OK ? "" : why->message);
	return status;
}

enum carnet_status carnet_create(const char *address, const struct carnet_creation *creation,
				 struct carnet_error *error) {
	static const struct carnet_creation defaults;
	struct refusal why;
	if (!creation)
		creation = &defaults;
	struct book_creation asked = {.name = creation->name ? creation->name : "",
				      .currency = creation->currency ? creation->currency : "TWD",
				      .timezone = creation->timezone ? creation->timezone : "UTC",
				      .decimals = creation->decimals,
				      .free_clock = creation->free_clock != 0};
	return tell(book_create(address, &asked, &why), &why, error);
}

enum carnet_status carnet_open(const char *address, struct carnet_book **book, struct carnet_error *error) {
	struct refusal why;
	struct book *opened = NULL;
	enum carnet_status status = book_open(address, STORE_READ_WRITE, &opened, &why);
	*book = NULL;
	if (status == CARNET_OK) {
		*book = calloc(1, sizeof **book);
		if (!*book)
			abort();
		(*book)->book = opened;
	}
	return tell(status, &why, error);
}

void carnet_close(struct carnet_book *book) {
	if (!book)
		return;
	book_close(book->book);
	free(book);
}

/* One operation, one commit. */
static enum carnet_status apply(struct book *book, struct arena *arena, const char *text, struct buffer *answer,
				struct refusal *why) {
	struct operation op;
	struct origin origin = {clock_today(book_catalog(book)->settings.timezone), clock_milliseconds()};
	enum carnet_status status = wire_read_operation(arena, text, strlen(text), &op, why);
	if (status != CARNET_OK)
		return status;
	status = book_begin(book, why);
	if (status == CARNET_OK)
		status = book_apply(book, arena, &op, &origin, answer, why);
	if (status == CARNET_OK)
		status = book_finish(book, why);
	if (status != CARNET_OK)
		book_abandon(book);
	return status;
}

enum carnet_status carnet_apply(struct carnet_book *book, const char *operation, char **answer) {
	struct arena *arena = arena_create();
	struct refusal why;
	struct buffer text;
	buffer_init(&text, arena);
	enum carnet_status status = apply(book->book, arena, operation, &text, &why);
	if (status != CARNET_OK) {
		buffer_clear(&text);
		wire_write_refusal(&text, &why);
	}
	if (answer)
		*answer = copy_text(text.at);
	arena_destroy(arena);
	return status;
}

/* Options of a report, as on the command line without dashes */

static bool set_date(const char *name, const char *value, struct report_query *query) {
	if (strcmp(name, "from") == 0)
		return date_parse(value, &query->from);
	if (strcmp(name, "to") == 0)
		return date_parse(value, &query->to);
	return strcmp(name, "as_of") == 0 && date_parse(value, &query->as_of);
}

static bool set_basis(const char *value, struct report_query *query) {
	for (enum basis basis = BASIS_CASH_DELIVERED; basis <= BASIS_CASH; basis++)
		if (strcmp(basis_name(basis), value) == 0) {
			query->basis = basis;
			query->has_basis = true;
			return true;
		}
	return false;
}

static bool set_option(const char *name, const char *value, struct report_query *query) {
	const struct {
		const char *name;
		const char **into;
	} texts[] = {{"by", &query->by},           {"branch", &query->branch}, {"staff", &query->staff},
		     {"service", &query->service}, {"stream", &query->stream}, {"client", &query->client},
		     {"months", &query->months},   {"fewer", &query->fewer},   {"slow", &query->slow},
		     {"mix", &query->mix},         {"costs", &query->costs},   {"seed", &query->seed}};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (strcmp(texts[i].name, name) == 0) {
			*texts[i].into = value;
			return true;
		}
	return strcmp(name, "basis") == 0 ? set_basis(value, query) : set_date(name, value, query);
}

static enum carnet_status read_options(const char *const *options, struct report_query *query, struct refusal *why) {
	for (; options && options[0]; options += 2)
		if (!options[1] || !set_option(options[0], options[1], query))
			return refuse(why, CARNET_INVALID, "The option %s is not known or has no such value.",
				      options[0]);
	return CARNET_OK;
}

enum carnet_status carnet_report(struct carnet_book *book, const char *name, const char *const *options, char **report,
				 struct carnet_error *error) {
	struct arena *arena = arena_create();
	struct report_query query = report_query_of(clock_today(book_catalog(book->book)->settings.timezone));
	struct report made = {0};
	struct refusal why;
	struct buffer text;
	buffer_init(&text, arena);
	*report = NULL;
	enum carnet_status status = read_options(options, &query, &why);
	if (status == CARNET_OK)
		status = report_make(book->book, arena, name, &query, &made, &why);
	if (status == CARNET_OK) {
		wire_write_report(&text, &made, WIRE_JSON);
		*report = copy_text(text.at);
	}
	tell(status, &why, error);
	arena_destroy(arena);
	return status;
}

void carnet_free(char *text) {
	free(text);
}
