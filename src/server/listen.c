#include "server/listen.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 1024 };

/* "[::1]:80" becomes "::1" and "80". */
static bool part(const char *where, char host[LISTEN_TEXT], const char **port) {
	const char *colon = strrchr(where, ':');
	if (!colon || !colon[1])
		return false;
	size_t length = (size_t)(colon - where);
	bool bracketed = length >= 2 && where[0] == '[' && where[length - 1] == ']';
	size_t start = bracketed ? 1 : 0;
	length -= bracketed ? 2 : 0;
	if (length == 0 || length >= LISTEN_TEXT)
		return false;
	memcpy(host, where + start, length);
	host[length] = '\0';
	*port = colon + 1;
	return true;
}

/* getaddrinfo alone takes 65537 for 1. */
static bool is_port(const char *text) {
	size_t digits = strspn(text, "0123456789");
	return digits <= 5 && text[digits] == '\0' && strtol(text, NULL, 10) <= UINT16_MAX;
}

static bool name_of(int fd, char address[LISTEN_TEXT]) {
	struct sockaddr_storage bound = {0};
	socklen_t length = sizeof bound;
	char host[LISTEN_TEXT - 12], port[8];
	if (getsockname(fd, (struct sockaddr *)&bound, &length) != 0 ||
	    getnameinfo((struct sockaddr *)&bound, length, host, sizeof host, port, sizeof port,
			NI_NUMERICHOST | NI_NUMERICSERV) != 0)
		return false;
	snprintf(address, LISTEN_TEXT, bound.ss_family == AF_INET6 ? "[%s]:%s" : "%s:%s", host, port);
	return true;
}

static int open_socket(const struct addrinfo *found) {
	int yes = 1;
	int fd = socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -1;
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
	    bind(fd, found->ai_addr, found->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
		return fd;
	int reason = errno;
	close(fd);
	errno = reason;
	return -1;
}

enum carnet_status listen_open(const char *where, int *fd, char address[LISTEN_TEXT], struct refusal *why) {
	char host[LISTEN_TEXT];
	const char *port;
	struct addrinfo *found = NULL;
	struct addrinfo wanted = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM};
	if (!part(where, host, &port) || !is_port(port) || getaddrinfo(host, port, &wanted, &found) != 0)
		return refuse(why, CARNET_INVALID, "%s is not an address to listen on, like 127.0.0.1:8080", where);
	*fd = open_socket(found);
	freeaddrinfo(found);
	if (*fd < 0)
		return refuse(why, CARNET_UNAVAILABLE, "cannot listen on %s: %s", where, strerror(errno));
	if (!name_of(*fd, address))
		snprintf(address, LISTEN_TEXT, "%s", where);
	return CARNET_OK;
}
