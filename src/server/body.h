/* The body of a request as a JSON object, read as strictly as operations are: unknown members, wrong types and bad UTF-8 are
 * refused, pointing at the member. */
#ifndef SERVER_BODY_H
#define SERVER_BODY_H

#include "server/request.h"

#include "wire/fields.h"

struct body {
	struct request *request;
	struct reading reading;
	struct refusal why;
	json_t *json;
	struct fields fields;
};

/* Begins; an empty body is an object without members. Ask for members by body->fields, then call body_finish, always. */
void body_begin(struct body *body, struct request *request);

/* False: something is wrong, which is the answer then. */
bool body_finish(struct body *body);

#endif
