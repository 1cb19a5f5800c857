/* Telling a report on the terminal. */
#ifndef CLI_PRINT_REPORT_H
#define CLI_PRINT_REPORT_H

#include "cli/command.h"

#include "wire/wire.h"

/* Prints what came of making a report: the report when `made` is CARNET_OK, else the refusal. The arena is the report's. */
enum outcome print_report(const struct command *self, struct arena *arena, enum carnet_status made,
			  const struct report *report, enum wire_format format, const struct refusal *why);

#endif
