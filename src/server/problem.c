#include "server/problem.h"

#include "base/json.h"

struct problem problem_of(enum problem_kind kind, const char *detail) {
	static const struct problem problems[] = {
#define PROBLEM_FACTS(symbol, code_, http_, retryable_, title_)                                                        \
	[symbol] = {.http = (http_), .code = (code_), .title = (title_), .definite = true, .retryable = (retryable_)},
		PROBLEM_LIST(PROBLEM_FACTS)
#undef PROBLEM_FACTS
	};
	struct problem problem = problems[kind];
	problem.detail = detail;
	return problem;
}

struct problem problem_of_refusal(const struct refusal *why) {
	bool fault = why->status == CARNET_UNAVAILABLE;
	return (struct problem){.http = carnet_status_http(why->status),
				.code = carnet_status_name(why->status),
				.title = carnet_status_sentence(why->status),
				.definite = !fault,
				.retryable = fault,
				.detail = why->message,
				.why = why};
}

struct problem problem_of_reading(const struct refusal *why) {
	struct problem problem = problem_of_refusal(why);
	problem.definite = true;
	return problem;
}

static void write_errors(struct buffer *out, const struct refusal *why) {
	if (!why || !why->field[0])
		return;
	json_name(out, "errors");
	json_open(out, '[');
	json_open(out, '{');
	json_member_text(out, "pointer", why->field);
	json_member_text(out, "detail", why->message);
	json_close(out, '}');
	json_close(out, ']');
}

static void write_entries(struct buffer *out, const struct refusal *why) {
	if (!why || why->entry_count == 0)
		return;
	json_name(out, "entries");
	json_open(out, '[');
	for (size_t i = 0; i < why->entry_count; i++)
		json_number(out, why->entries[i]);
	json_close(out, ']');
}

void problem_write(struct buffer *out, const struct problem *problem) {
	json_open(out, '{');
	json_name(out, "type");
	buffer_format(out, "\"urn:carnet:problem:%s\"", problem->code);
	json_member_text(out, "title", problem->title);
	json_member_number(out, "status", problem->http);
	if (problem->detail)
		json_member_text(out, "detail", problem->detail);
	json_member_text(out, "code", problem->code);
	json_member_bool(out, "definite", problem->definite);
	json_member_bool(out, "retryable", problem->retryable);
	if (problem->why)
		refusal_write_reason(out, problem->why);
	write_errors(out, problem->why);
	write_entries(out, problem->why);
	json_close(out, '}');
}
