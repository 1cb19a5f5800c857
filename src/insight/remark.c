#include "insight/remark.h"

#include "base/buffer.h"

#include <string.h>

static const struct {
	const char *code, *sentence;
} remarks[] = {
#define REMARK_TEXT(symbol, code, sentence) [symbol] = {code, sentence},
	REMARK_LIST(REMARK_TEXT)
#undef REMARK_TEXT
};

static const char *sentence_of(struct arena *arena, enum remark remark, int64_t have, int64_t need) {
	struct buffer text;
	const char *at = remarks[remark].sentence;

	buffer_init(&text, arena);
	while (*at) {
		bool is_have = strncmp(at, "{have}", 6) == 0;
		if (is_have || strncmp(at, "{need}", 6) == 0) {
			buffer_number(&text, is_have ? have : need);
			at += 6;
		} else {
			buffer_char(&text, *at++);
		}
	}
	return text.at;
}

struct cell cell_remark(struct arena *arena, enum remark remark, int64_t have, int64_t need) {
	static const char *const names[] = {"code", "have", "need", "text"};
	struct cell cells[] = {cell_text(remarks[remark].code), cell_number(have), cell_number(need),
			       cell_text(sentence_of(arena, remark, have, need))};

	struct cell remark_cell = cell_record(arena, names, cells, 4);
	remark_cell.kind = CELL_REMARK;
	return remark_cell;
}
