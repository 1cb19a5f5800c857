/* libFuzzer's way in: any bytes read as an operation; what is accepted must read again from its canonical form, unchanged.
 * `make fuzz`, then build/fuzz/fuzz_read FOLDER-OF-SAMPLES. */
#include "wire/wire.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
	struct arena *arena = arena_create();
	struct operation op, again;
	struct refusal why;
	struct buffer out;

	buffer_init(&out, arena);
	if (wire_read_operation(arena, (const char *)bytes, length, &op, &why) == CARNET_OK) {
		enum carnet_status status = wire_read_operation(arena, op.content, strlen(op.content), &again, &why);
		assert(status == CARNET_OK && again.kind == op.kind && strcmp(again.content, op.content) == 0);
	} else {
		wire_write_refusal(&out, &why);
	}
	arena_destroy(arena);
	return 0;
}
