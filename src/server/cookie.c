#include "server/cookie.h"

#include "server/served.h"

#include <string.h>

static const char *cookie_name(struct request *request) {
	const struct served *served = request->served;
	const char *prefix = served->shelf->secure ? "__Host-carnet" : "carnet";
	return arena_format(request->arena, served->name[0] ? "%s-%s" : "%s", prefix, served->name);
}

const char *cookie_read(struct request *request) {
	const char *at = request->headers[HEADER_COOKIE];
	if (!at)
		return NULL;
	const char *name = cookie_name(request);
	size_t length = strlen(name);
	while (*at) {
		at += strspn(at, "; ");
		size_t end = strcspn(at, ";");
		if (end > length && strncmp(at, name, length) == 0 && at[length] == '=')
			return arena_format(request->arena, "%.*s", (int)(end - length - 1), at + length + 1);
		at += end;
	}
	return NULL;
}

void cookie_write(struct request *request, const char *secret, int32_t seconds) {
	const char *secure = request->served->shelf->secure ? "; Secure" : "";
	request_header(request, "Set-Cookie",
		       arena_format(request->arena, "%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d%s",
				    cookie_name(request), secret, seconds, secure));
}
