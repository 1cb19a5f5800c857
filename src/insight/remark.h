/* What a report says about itself: how far its figures can be trusted, and what they come to. A code with numbers, so that a
 * screen can say it in any language, and an English sentence for everybody else. All of them stand here. Internal to the
 * reports. */
#ifndef INSIGHT_REMARK_H
#define INSIGHT_REMARK_H

#include "insight/report.h"

/* REMARK(symbol, code, sentence): {have} and {need} are the two numbers of a remark. */
#define REMARK_LIST(REMARK)                                                                                                             \
	REMARK(REMARK_ENOUGH, "enough", "Enough to go by: {have} clients.")                                                             \
	REMARK(REMARK_NO_VISITS, "no_visits", "Nothing was done yet.")                                                                  \
	REMARK(REMARK_FEW_CLIENTS, "few_clients", "Too few to tell: {have} clients, where {need} are needed.")                          \
	REMARK(REMARK_SHORT, "short_history", "Too early to tell: {have} days, where {need} are needed.")                               \
	REMARK(REMARK_FEW_MONTHS, "few_months", "Too early to tell: {have} full months, where {need} are needed.")                      \
	REMARK(REMARK_MONTHS, "months", "Learned from {have} full months.")                                                             \
	REMARK(REMARK_SAMPLE, "sample", "One client in {need} was looked at: {have}.")                                                  \
	REMARK(REMARK_ALL, "all", "All {have} clients were looked at.")                                                                 \
	REMARK(REMARK_FEW_ENDS, "few_ends", "Too few to tell: {have} came to an end, where {need} are needed.")                         \
	REMARK(REMARK_ENDS, "ends", "Enough to go by: {have} came to an end.")                                                          \
	REMARK(REMARK_FITS_SINGLE, "fits_single",                                                                                       \
	       "{have} of 100 come once or twice and not again soon: single visits suit it.")                                           \
	REMARK(REMARK_FITS_PACKAGE,                                                                                                     \
	       "fits_package", "{have} of 100 come several times and end, or come without a rhythm: packages of about {need} suit it.") \
	REMARK(REMARK_FITS_PLAN, "fits_plan",                                                                                           \
	       "{have} of 100 come regularly and keep coming, every {need} days: a membership suits it.")                               \
	REMARK(REMARK_UNCLEAR, "unclear",                                                                                               \
	       "No way of coming is surely that of most: the commonest is that of {have} of {need} clients.")                           \
	REMARK(REMARK_MODEL_BANDS, "model_bands",                                                                                       \
	       "Bands are by calculation alone: {have} past forecasts could be checked, where {need} are needed.")                      \
	REMARK(REMARK_CHECKED_BANDS, "checked_bands", "Bands are as wide as {have} past forecasts were wrong.")                         \
	REMARK(REMARK_NO_EXAMPLE, "no_example", "The mix asks for clients of a kind that this book has never had.")                     \
	REMARK(REMARK_AS_OFTEN, "as_often", "Taken that all would have come just as often.")

enum remark {
#define REMARK_SYMBOL(symbol, code, sentence) symbol,
	REMARK_LIST(REMARK_SYMBOL)
#undef REMARK_SYMBOL
};

/* {"code":…,"have":…,"need":…,"text":…} */
struct cell cell_remark(struct arena *arena, enum remark remark, int64_t have, int64_t need);

#endif
