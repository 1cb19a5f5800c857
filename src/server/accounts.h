/* What the handlers about people share. */
#ifndef SERVER_ACCOUNTS_H
#define SERVER_ACCOUNTS_H

#include "server/request.h"

/* False: the answer says why not. */
bool password_is_good(struct request *request, const char *field, const char *password);
/* Whether a person asks, not a program. */
bool is_person(struct request *request);
/* Whether who asks may give or change that role; false: the answer says not. */
bool may_give(struct request *request, enum role role);

#endif
