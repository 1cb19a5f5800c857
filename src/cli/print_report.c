#include "cli/print_report.h"

enum outcome print_report(const struct command *self, struct arena *arena, enum carnet_status made,
			  const struct report *report, enum wire_format format, const struct refusal *why) {
	struct buffer text;
	if (made != CARNET_OK)
		return tell_refusal(self, why);
	buffer_init(&text, arena);
	wire_write_report(&text, report, format);
	return print_out(self, &text);
}
