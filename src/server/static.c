#include "server/static.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct static_file *file_at(const char *path) {
	for (const struct static_file *file = static_files; file->path; file++)
		if (strcmp(file->path, path) == 0)
			return file;
	return NULL;
}

/* Whether an element of the list begins with the name, and does not say ";q=0". */
static bool accepts(const char *list, const char *name) {
	size_t length = strlen(name);
	for (; list && *list; list += strcspn(list, ","), list += *list == ',') {
		while (isspace((unsigned char)*list))
			list++;
		if (strncasecmp(list, name, length) != 0 || isalnum((unsigned char)list[length]))
			continue;
		const char *end = list + strcspn(list, ",");
		const char *quality = memmem(list, (size_t)(end - list), "q=", 2);
		return !quality || strtod(quality + 2, NULL) > 0;
	}
	return false;
}

static const struct static_bytes *bytes_for(struct request *request, const struct static_file *file) {
	const char *taken = request->headers[HEADER_ACCEPT_ENCODING];
	if (!file->gzip.at && !file->brotli.at)
		return &file->plain;
	request_header(request, "Vary", "Accept-Encoding");
	if (file->brotli.at && accepts(taken, "br")) {
		request_header(request, "Content-Encoding", "br");
		return &file->brotli;
	}
	if (file->gzip.at && accepts(taken, "gzip")) {
		request_header(request, "Content-Encoding", "gzip");
		return &file->gzip;
	}
	return &file->plain;
}

static void answer_with(struct request *request, const struct static_file *file) {
	const char *known = request->headers[HEADER_IF_NONE_MATCH];
	request_json(request, 200);
	const struct static_bytes *bytes = bytes_for(request, file);
	bool unchanged = known && strcmp(known, bytes->tag) == 0;
	request->answer.http = unchanged ? 304 : 200;
	request->answer.type = file->type;
	request->answer.still = unchanged ? "" : bytes->at;
	request->answer.still_length = unchanged ? 0 : bytes->length;
	request_header(request, "ETag", bytes->tag);
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
