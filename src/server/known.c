#include "server/known.h"

bool known_remember(struct request *request) {
	request->identity.bearer = BEARER_TOKEN;
	request->identity.role = ROLE_OWNER;
	return true;
}

void known_ask(struct request *request, struct book *book) {
	(void)request;
	(void)book;
}
