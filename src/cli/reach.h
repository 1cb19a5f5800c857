/* Reaching a book from the command line. */
#ifndef CLI_REACH_H
#define CLI_REACH_H

#include "cli/command.h"

#include "book/book.h"

/* Opens the book; NULL when that cannot be, which was then told with what to do about it. */
struct book *reach_to_write(const struct command *command, const char *address);

/* The same to read, as it is at this moment: what others write until book_close is not seen. */
struct book *reach_to_read(const struct command *command, const char *address);

/* What to try when there is no book. */
void reach_hint(const struct refusal *why, const char *address);

/* Today, where the book's business is. */
int32_t reach_today(const struct book *book);

#endif
