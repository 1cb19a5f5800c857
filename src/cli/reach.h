/* Reaching a book from the command line. */
#ifndef CLI_REACH_H
#define CLI_REACH_H

#include "cli/command.h"

#include "book/book.h"

/* Opens the book; NULL when that cannot be, which was then told with what to do about it. */
struct book *reach_book(const struct command *command, const char *address, enum store_mode mode);

/* Today, where the book's business is. */
int32_t reach_today(const struct book *book);

#endif
