#include "server/static.h"

#include <string.h>

static const struct static_file *file_at(const char *path) {
	for (const struct static_file *file = static_files; file->path; file++)
		if (strcmp(file->path, path) == 0)
			return file;
	return NULL;
}

static void answer_with(struct request *request, const struct static_file *file) {
	const char *known = request->headers[HEADER_IF_NONE_MATCH];
	bool unchanged = known && strcmp(known, file->tag) == 0;
	request_json(request, unchanged ? 304 : 200);
	request->answer.type = file->type;
	request->answer.still = unchanged ? "" : file->bytes;
	request->answer.still_length = unchanged ? 0 : file->length;
	request_header(request, "ETag", file->tag);
	request_header(request, "Cache-Control",
		       strstr(file->path, "/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
}

void static_answer(struct request *request, const char *path) {
	const struct static_file *file = file_at(path);
	if (strcmp(request->method, "GET") != 0 && strcmp(request->method, "HEAD") != 0) {
		request_fail(request, PROBLEM_METHOD, NULL);
		request_header(request, "Allow", "GET, HEAD");
		return;
	}
	if (!file && !strchr(path, '.'))
		file = file_at("/index.html");
	if (file)
		answer_with(request, file);
	else
		request_say(request, CARNET_NOT_FOUND, "There is nothing at this address.");
}
