#include "cli/demo.h"

#include "base/json.h"
#include "wire/wire.h"

#include <string.h>

enum { TOGETHER = 1000, DAY_MS = 86400000, OPENING_MS = 7200000, EACH_MS = 61000 };

/* Chance */

int32_t demo_between(struct demo *demo, int32_t least, int32_t most) {
	return g_rand_int_range(demo->chance, least, most + 1);
}

bool demo_odds(struct demo *demo, int32_t percent) {
	return demo_between(demo, 1, 100) <= percent;
}

const char *demo_ref(struct demo *demo, const char *prefix) {
	return arena_format(demo->memory, "%s%d", prefix, ++demo->refs);
}

/* Operations */

struct buffer *desk_begin(struct demo *demo, const char *name) {
	struct buffer *operation = &demo->operation;
	char day[DATE_TEXT];
	buffer_clear(operation);
	json_open(operation, '{');
	json_member_text(operation, "op", name);
	json_member_text(operation, "date", date_text(demo->dated, day));
	return operation;
}

/* Times of the day are made up too, so that the same days give the same book. */
static struct origin origin_of(const struct demo *demo) {
	int64_t in_day = (int64_t)(demo->operations % 400) * EACH_MS;
	return (struct origin){demo->day, (int64_t)demo->day * DAY_MS + OPENING_MS + in_day};
}

static bool is_broken(struct demo *demo, enum carnet_status status) {
	if (status == CARNET_UNAVAILABLE)
		demo->broken = true;
	return demo->broken;
}

static enum carnet_status begin(struct demo *demo) {
	enum carnet_status status = demo->began ? CARNET_OK : book_begin(demo->book, &demo->why);
	demo->began = status == CARNET_OK;
	return status;
}

static enum carnet_status apply(struct demo *demo, const char *text) {
	struct operation op;
	struct origin origin = origin_of(demo);
	TRY(wire_read_operation(demo->passing, text, strlen(text), &op, &demo->why));
	TRY(begin(demo));
	return book_apply(demo->book, demo->passing, &op, &origin, &demo->result, &demo->why);
}

bool desk_send_text(struct demo *demo, const char *text) {
	if (demo->broken)
		return false;
	arena_reset(demo->passing);
	buffer_init(&demo->result, demo->passing);
	json_decref(demo->answer);
	demo->answer = NULL;
	enum carnet_status status = apply(demo, text);
	if (status == CARNET_OK) {
		demo->answer = json_loads(demo->result.at, 0, NULL);
		demo->operations++;
	} else if (!is_broken(demo, status)) {
		demo->refused++;
	}
	if (++demo->waiting >= TOGETHER)
		desk_finish(demo);
	return status == CARNET_OK;
}

bool desk_send(struct demo *demo) {
	json_close(&demo->operation, '}');
	return desk_send_text(demo, demo->operation.at);
}

void desk_finish(struct demo *demo) {
	if (demo->began && !demo->broken)
		is_broken(demo, book_finish(demo->book, &demo->why));
	demo->began = false;
	demo->waiting = 0;
}

int64_t desk_answered(const struct demo *demo, const char *name) {
	return json_integer_value(json_object_get(demo->answer, name));
}
