#include "base/refusal.h"

#include "base/json.h"

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static bool continues_character(char c) {
	return ((unsigned char)c & 0xC0) == 0x80;
}

static size_t character_length(char first) {
	unsigned char c = (unsigned char)first;
	if (c < 0xC0)
		return 1;
	if (c < 0xE0)
		return 2;
	return c < 0xF0 ? 3 : 4;
}

/* Takes off a last UTF-8 character that was cut in its middle. */
static void drop_cut_character(char *text) {
	size_t length = strlen(text);
	size_t start = length;
	while (start > 0 && continues_character(text[start - 1]))
		start--;
	if (start > 0)
		start--;
	if (start < length && start + character_length(text[start]) > length)
		text[start] = '\0';
}

static void tell(struct refusal *why, const char *format, va_list arguments) {
	why->field[0] = why->about[0] = '\0';
	why->entry_count = 0;
	why->figure.name = NULL;
	int length = vsnprintf(why->message, sizeof why->message, format, arguments);
	if (length < 0)
		why->message[0] = '\0';
	if (length >= (int)sizeof why->message)
		drop_cut_character(why->message);
}

static void tell_about(struct refusal *why, const char *about) {
	if (snprintf(why->about, sizeof why->about, "%s", about) >= (int)sizeof why->about)
		drop_cut_character(why->about);
}

enum carnet_status refuse(struct refusal *why, enum carnet_status status, const char *format, ...) {
	va_list arguments;
	why->status = status;
	why->reason = REFUSED_NONE;
	va_start(arguments, format);
	tell(why, format, arguments);
	va_end(arguments);
	return status;
}

/* Reasons */

static const struct {
	const char *name, *figure;
	enum carnet_status status;
} reasons[] = {
#define REFUSED_FACTS(symbol, name_, status_, figure_) [symbol] = {name_, figure_, status_},
	REFUSED_LIST(REFUSED_FACTS)
#undef REFUSED_FACTS
};

enum carnet_status refuse_for(struct refusal *why, enum refusal_reason reason, const char *about, const char *format,
			      ...) {
	va_list arguments;
	why->status = reasons[reason].status;
	why->reason = reason;
	va_start(arguments, format);
	tell(why, format, arguments);
	va_end(arguments);
	tell_about(why, about ? about : "");
	return why->status;
}

static enum carnet_status add_figure(struct refusal *why, struct refusal_figure figure, enum carnet_status status) {
	assert(status == why->status && strcmp(reasons[why->reason].figure, figure.name) == 0);
	why->figure = figure;
	return status;
}

enum carnet_status refuse_amount(struct refusal *why, const char *name, struct money amount, enum carnet_status status) {
	return add_figure(why, (struct refusal_figure){.name = name, .unit = FIGURE_AMOUNT, .amount = amount}, status);
}

enum carnet_status refuse_date(struct refusal *why, const char *name, int32_t date, enum carnet_status status) {
	return add_figure(why, (struct refusal_figure){.name = name, .unit = FIGURE_DATE, .number = date}, status);
}

enum carnet_status refuse_count(struct refusal *why, const char *name, int32_t count, enum carnet_status status) {
	return add_figure(why, (struct refusal_figure){.name = name, .unit = FIGURE_COUNT, .number = count}, status);
}

static void write_figure(struct buffer *out, const struct refusal_figure *figure) {
	switch (figure->unit) {
	case FIGURE_AMOUNT: json_member_money(out, figure->name, figure->amount); break;
	case FIGURE_DATE: json_member_date(out, figure->name, figure->number); break;
	case FIGURE_COUNT: json_member_number(out, figure->name, figure->number); break;
	}
}

void refusal_write_reason(struct buffer *out, const struct refusal *why) {
	if (why->reason == REFUSED_NONE)
		return;
	json_member_text(out, "reason", reasons[why->reason].name);
	if (why->about[0])
		json_member_text(out, "about", why->about);
	json_name(out, "figures");
	json_open(out, '{');
	if (why->figure.name)
		write_figure(out, &why->figure);
	json_close(out, '}');
}
