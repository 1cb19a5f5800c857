#include "server/request.h"

#include "server/limits.h"

#include "base/json.h"

#include <stdio.h>
#include <string.h>

const char *request_argument(const struct request *request, const char *name) {
	for (size_t i = 0; i < request->arguments.count; i++)
		if (strcmp(request->arguments.at[i].name, name) == 0)
			return request->arguments.at[i].value;
	return NULL;
}

bool request_answered(const struct request *request) {
	return request->answer.http != 0;
}

struct buffer *request_json(struct request *request, int http) {
	struct answer *answer = &request->answer;
	answer->http = http;
	answer->type = "application/json";
	answer->still = NULL;
	buffer_init(&answer->text, request->arena);
	return &answer->text;
}

void request_header(struct request *request, const char *name, const char *value) {
	*LIST_ADD(request->arena, &request->answer.headers) = (struct pair){name, value};
}

void request_problem(struct request *request, const struct problem *problem) {
	request->answer.headers = (struct pair_list){0};
	request->answer.stream = false;
	struct buffer *out = request_json(request, problem->http);
	request->answer.type = "application/problem+json";
	problem_write(out, problem);
	if (problem->http == 429 || problem->http == 503)
		request_header(request, "Retry-After", arena_format(request->arena, "%d", LIMIT_BUSY_SECONDS));
	if (problem->http == 401)
		request_header(request, "WWW-Authenticate", "Bearer realm=\"carnet\"");
}

void request_refuse(struct request *request, const struct refusal *why) {
	struct problem problem = problem_of_refusal(why);
	request_problem(request, &problem);
}

void request_fail(struct request *request, enum problem_kind kind, const char *detail) {
	struct problem problem = problem_of(kind, detail);
	request_problem(request, &problem);
}

void request_say(struct request *request, enum carnet_status status, const char *message) {
	struct refusal why;
	refuse(&why, status, "%s", message);
	request_refuse(request, &why);
}

void request_say_of(struct request *request, const char *field, const char *message) {
	struct refusal why;
	refuse(&why, CARNET_INVALID, "%s", message);
	snprintf(why.field, sizeof why.field, "%s", field);
	request_refuse(request, &why);
}
