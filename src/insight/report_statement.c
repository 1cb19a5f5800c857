#include "insight/request.h"

enum carnet_status make_statement(struct request *request) {
	return refuse(request->why, CARNET_INVALID, "Not made yet.");
}
