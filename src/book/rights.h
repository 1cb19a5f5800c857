/* What each role may do (docs/rules.md, "Roles"). The owner may do everything. */
#ifndef BOOK_RIGHTS_H
#define BOOK_RIGHTS_H

#include "book/operation.h"

bool right_to(enum role role, const struct operation *op);

/* "desk" for ROLE_DESK. */
const char *role_name(enum role role);

#endif
