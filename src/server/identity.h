/* Who asks: a person who signed in, a program with a token, a client with a link, or nobody. */
#ifndef SERVER_IDENTITY_H
#define SERVER_IDENTITY_H

#include "book/operation.h"

enum bearer {
	BEARER_NOBODY,
	BEARER_SESSION, /* a person's cookie */
	BEARER_TOKEN,   /* a program's */
	BEARER_LINK,    /* a client's */
};

enum { STAFF_CODE_BYTES = 104, LOGIN_NAME_BYTES = 104 };

struct identity {
	enum bearer bearer;
	enum role role;
	int64_t login;                /* of a session; 0: none */
	int64_t token;                /* of a token or link; 0: none */
	int64_t client;               /* of a link; 0: none */
	char name[LOGIN_NAME_BYTES];  /* of the login or token */
	char staff[STAFF_CODE_BYTES]; /* whom they act as; "": nobody of the staff */
	unsigned char hash[32];       /* of the secret they showed */
	int64_t seen_ms;              /* when the session was last noted to be in use */
};

#endif
