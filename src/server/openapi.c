#include "server/handlers.h"
#include "server/static.h"

/* GET /openapi.json: the contract of this interface, embedded like the screens. */
void openapi_show(struct request *request, struct book *book) {
	(void)book;
	static_answer(request, "/openapi.json");
}
