#include "server/keeper.h"

#include "server/events.h"
#include "server/handlers.h"
#include "server/own.h"

#include "wire/wire.h"

#include <string.h>

enum { DAY_SECONDS = 20, BEAT_SECONDS = 15 };

/* The tick of a new day, in the writer: like anybody's, through an operation. */
static enum carnet_status tick(struct request *request, struct book *book, const struct origin *origin) {
	static const char text[] = "{\"op\":\"tick\"}";
	struct operation op;
	struct buffer result;
	struct refusal why = {0};
	int32_t ticked = book_ticked_to(book);
	int64_t entries = book_entries(book);
	bool due = !book_catalog(book)->settings.free_clock && entries > 0 &&
		   (ticked == DATE_NONE || ticked < origin->today);
	buffer_init(&result, request->arena);
	if (!due || wire_read_operation(request->arena, text, strlen(text), &op, &why) != CARNET_OK)
		return CARNET_OK;
	enum carnet_status status = book_apply(book, request->arena, &op, origin, &result, &why);
	request->wrote = status == CARNET_OK;
	return status == CARNET_UNAVAILABLE ? status : CARNET_OK;
}

void keeper_look(struct shelf *shelf, int64_t seconds) {
	for (size_t i = 0; i < shelf->count; i++) {
		if (seconds == 0)
			own_read(own_request(&shelf->books[i]), clients_warm);
		if (seconds % DAY_SECONDS == 0)
			own_submit(own_request(&shelf->books[i]), tick);
		events_look(&shelf->books[i]);
		if (seconds % BEAT_SECONDS == 0)
			events_beat(shelf->books[i].events);
	}
}
