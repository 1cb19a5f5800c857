#include "rules/pricing.h"

struct money price_discounted(struct money unit, int32_t quantity, int32_t discount_bp) {
	return money_share(money_times(unit, quantity), 10000 - discount_bp, 10000);
}

enum weighing { BY_VALUE, BY_LIST_PRICE, BY_SESSIONS };

static bool weigh(const struct price_line *lines, int32_t count, enum weighing by, int128 *weights) {
	bool any = false;
	for (int32_t i = 0; i < count; i++) {
		if (by == BY_VALUE)
			weights[i] = lines[i].valued ? money_weight(lines[i].value, 1) : 0;
		else
			weights[i] = by == BY_LIST_PRICE ? money_weight(lines[i].list_price, lines[i].sessions)
							 : lines[i].sessions;
		any = any || weights[i] > 0;
	}
	return any;
}

void price_split(struct arena *arena, struct money price, const struct price_line *lines, int32_t count,
		 struct money *parts) {
	int128 *weights = ARENA_ARRAY(arena, int128, count);
	bool valued = false;
	for (int32_t i = 0; i < count; i++)
		valued = valued || lines[i].valued;
	if (!weigh(lines, count, valued ? BY_VALUE : BY_LIST_PRICE, weights))
		weigh(lines, count, BY_SESSIONS, weights);
	money_split(price, weights, (size_t)count, parts);
}

struct terms terms_of_one(struct arena *arena, enum stream stream, enum line_kind kind, int64_t item,
			  struct money price, struct money list_price, int32_t tax_bp) {
	int64_t *items = ARENA_NEW(arena, int64_t);
	struct line *line = ARENA_NEW(arena, struct line);
	*items = item;
	*line = (struct line){.kind = kind,
			      .items = items,
			      .item_count = item ? 1 : 0,
			      .sessions = 1,
			      .value = price,
			      .list_price = list_price,
			      .tax_bp = tax_bp};
	return (struct terms){.stream = stream,
			      .price = price,
			      .lines = line,
			      .line_count = 1,
			      .expires_on = DATE_NONE,
			      .alert_at = -1,
			      .refund = {.cooling_off_days = -1}};
}
