#include "server/body.h"

#include "wire/read.h"

void body_begin(struct body *body, struct request *request) {
	bool empty = request->body.length == 0;
	*body = (struct body){.request = request};
	body->reading = (struct reading){.arena = request->arena, .why = &body->why};
	body->json = parse_operation(&body->reading, empty ? "{}" : request->body.at, empty ? 2 : request->body.length);
	fields_begin(&body->fields, value_whole_operation(&body->reading, body->json));
}

bool body_finish(struct body *body) {
	bool parsed = body->json != NULL;
	if (parsed)
		fields_finish(&body->fields);
	json_decref(body->json);
	body->json = NULL;
	if (body->reading.status == CARNET_OK && parsed)
		return true;
	struct problem problem = problem_of_refusal(&body->why);
	if (!parsed)
		problem.http = 400;
	request_problem(body->request, &problem);
	return false;
}
