#include "server/handlers.h"
#include "server/served.h"
#include "server/writer.h"

#include "base/json.h"

#include <string.h>
#include <sys/statvfs.h>

/* GET /health: whether the book is open, and what is wrong with it; its last commit, and the room left on its disk. */

enum { DISK_LEAST_BYTES = 64 * 1024 * 1024 };

/* Bytes free where the book's file is; −1: it is no file, or that cannot be known. */
static int64_t room_on_disk(const char *address) {
	struct statvfs about;
	if (statvfs(address, &about) != 0)
		return -1;
	return (int64_t)about.f_bavail * (int64_t)about.f_frsize;
}

static void write_number_or_none(struct buffer *out, const char *name, int64_t number, bool none) {
	json_name(out, name);
	if (none)
		json_none(out);
	else
		json_number(out, number);
}

static const char *status_word(enum served_state state, bool has_room) {
	switch (state) {
	case SERVED_OPEN: return has_room ? "ok" : "disk_full";
	case SERVED_RECOVERING: return "recovering";
	case SERVED_DAMAGED: return "damaged";
	}
	return "";
}

void health_show(struct request *request, struct book *book) {
	struct served *served = request->served;
	int64_t room = room_on_disk(served->address);
	int64_t committed = atomic_load(&served->committed_ms);
	enum served_state state = (enum served_state)atomic_load(&served->state);
	bool has_room = room < 0 || room >= DISK_LEAST_BYTES;
	(void)book;
	struct buffer *out = request_json(request, state == SERVED_OPEN && has_room ? 200 : 503);
	json_open(out, '{');
	json_member_text(out, "status", status_word(state, has_room));
	json_member_bool(out, "open", state == SERVED_OPEN);
	json_member_text(out, "damage", writer_damage(served->writer, request->arena));
	json_member_number(out, "last_entry", atomic_load(&served->entries));
	write_number_or_none(out, "last_commit_ms", committed, committed == 0);
	write_number_or_none(out, "disk_free_bytes", room, room < 0);
	json_member_number(out, "waiting", (int64_t)atomic_load(&served->waiting));
	json_close(out, '}');
}
