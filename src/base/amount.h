/* Amounts as texts, for sentences and journals. */
#ifndef BASE_AMOUNT_H
#define BASE_AMOUNT_H

#include "base/arena.h"
#include "base/money.h"

/* "-1234.50" with the decimals of the book's currency; in an arena. */
const char *amount_plain(struct arena *arena, struct money amount, int32_t decimals);

/* The same with the thousands apart: "-1,234.50". */
const char *amount_text(struct arena *arena, struct money amount, int32_t decimals);

#endif
