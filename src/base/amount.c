#include "base/amount.h"

#include "base/buffer.h"

/* The digits of an amount, at least one before the decimals. */
static const char *digits_of(struct arena *arena, struct money amount, int32_t decimals) {
	int64_t units = money_units(amount);
	uint64_t size = units < 0 ? 0 - (uint64_t)units : (uint64_t)units;

	return arena_format(arena, "%0*llu", (int)decimals + 1, (unsigned long long)size);
}

static const char *write(struct arena *arena, struct money amount, int32_t decimals, bool apart) {
	struct buffer text;
	const char *digits = digits_of(arena, amount, decimals);

	buffer_init(&text, arena);
	if (money_is_negative(amount))
		buffer_char(&text, '-');
	size_t length = 0;
	while (digits[length])
		length++;
	for (size_t i = 0; i < length; i++) {
		size_t left = length - i - (size_t)decimals; /* whole digits from here on, wrapped once in the decimals */
		if (i > 0 && i == length - (size_t)decimals)
			buffer_char(&text, '.');
		else if (apart && i > 0 && i < length - (size_t)decimals && left % 3 == 0)
			buffer_char(&text, ',');
		buffer_char(&text, digits[i]);
	}
	return text.at;
}

const char *amount_plain(struct arena *arena, struct money amount, int32_t decimals) {
	return write(arena, amount, decimals, false);
}

const char *amount_text(struct arena *arena, struct money amount, int32_t decimals) {
	return write(arena, amount, decimals, true);
}
