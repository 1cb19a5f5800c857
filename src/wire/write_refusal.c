#include "wire/wire.h"

#include "base/json.h"

static void write_entries(struct buffer *out, const struct refusal *why) {
	json_name(out, "entries");
	json_open(out, '[');
	for (size_t i = 0; i < why->entry_count; i++)
		json_number(out, why->entries[i]);
	json_close(out, ']');
}

void wire_write_refusal(struct buffer *out, const struct refusal *why) {
	json_open(out, '{');
	json_member_bool(out, "ok", false);
	json_name(out, "error");
	json_open(out, '{');
	json_member_text(out, "code", carnet_status_name(why->status));
	json_member_text(out, "message", why->message);
	refusal_write_reason(out, why);
	if (why->field[0])
		json_member_text(out, "field", why->field);
	if (why->entry_count)
		write_entries(out, why);
	json_close(out, '}');
	json_close(out, '}');
}
