/* The session's cookie. Behind TLS it is __Host-carnet: HttpOnly, Secure, SameSite=Strict, for this host only. On plain HTTP, meant
 * for the machine itself, browsers accept neither that name nor Secure: it is carnet, otherwise the same. Books of a folder
 * have one each, with the book's name behind. */
#ifndef SERVER_COOKIE_H
#define SERVER_COOKIE_H

#include "server/request.h"

/* The secret of the request's cookie; NULL: none. */
const char *cookie_read(struct request *request);

/* Adds the header that sets it for so many seconds; 0: takes it away. */
void cookie_write(struct request *request, const char *secret, int32_t seconds);

#endif
