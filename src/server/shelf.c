#include "server/served.h"

#include "server/events.h"
#include "server/finder.h"
#include "server/known.h"
#include "server/people.h"
#include "server/secret.h"
#include "server/throttle.h"
#include "server/writer.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char suffix[] = ".carnet";

static enum carnet_status add_book(struct shelf *shelf, const char *name, const char *address, struct refusal *why) {
	unsigned char hash[SECRET_HASH_BYTES];
	struct book *book = NULL;
	if (shelf->count == LIMIT_BOOKS)
		return refuse(why, CARNET_TOO_LARGE, "One server holds at most %d books.", LIMIT_BOOKS);
	enum carnet_status status = book_open(address, STORE_READ_WRITE, &book, why);
	if (status != CARNET_OK)
		return status;
	struct arena *arena = arena_create();
	struct served *served = &shelf->books[shelf->count];
	served->name = strdup(name);
	served->address = strdup(address);
	if (!served->name || !served->address)
		abort();
	served->index = shelf->count++;
	served->shelf = shelf;
	served->known = known_create();
	served->throttle = throttle_create();
	served->events = events_create(book_entries(book));
	served->finder = finder_create();
	if (login_none(book_store(book)))
		served->setup = strdup(secret_make(arena, hash));
	served->writer = writer_create(served, book);
	arena_destroy(arena);
	return CARNET_OK;
}

/* A name stands in URLs and cookies. */
static bool is_good_name(const char *name, size_t length) {
	return strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") >= length;
}

static bool is_book(const char *file) {
	size_t length = strlen(file);
	return file[0] != '.' && length > strlen(suffix) && strcmp(file + length - strlen(suffix), suffix) == 0 &&
	       is_good_name(file, length);
}

static enum carnet_status add_file(struct shelf *shelf, const char *folder, const char *file, struct refusal *why) {
	struct arena *arena = arena_create();
	const char *address = arena_format(arena, "%s/%s", folder, file);
	const char *name = arena_format(arena, "%.*s", (int)(strlen(file) - strlen(suffix)), file);
	enum carnet_status status = add_book(shelf, name, address, why);
	arena_destroy(arena);
	return status;
}

static enum carnet_status add_folder(struct shelf *shelf, const char *folder, struct refusal *why) {
	struct dirent **files = NULL;
	enum carnet_status status = CARNET_OK;
	int count = scandir(folder, &files, NULL, alphasort);
	if (count < 0)
		return refuse(why, CARNET_UNAVAILABLE, "cannot read the folder %s", folder);
	for (int i = 0; i < count; i++) {
		if (status == CARNET_OK && is_book(files[i]->d_name))
			status = add_file(shelf, folder, files[i]->d_name, why);
		free(files[i]);
	}
	free(files);
	if (status == CARNET_OK && shelf->count == 0)
		return refuse(why, CARNET_NOT_FOUND, "there is no book (*%s) in %s", suffix, folder);
	return status;
}

enum carnet_status shelf_create(const char *address, struct shelf **shelf, struct refusal *why) {
	struct stat about;
	struct shelf *made = calloc(1, sizeof *made);
	if (!made)
		abort();
	made->folder = stat(address, &about) == 0 && S_ISDIR(about.st_mode);
	enum carnet_status status = made->folder ? add_folder(made, address, why) : add_book(made, "", address, why);
	if (status == CARNET_OK)
		*shelf = made;
	else
		shelf_destroy(made);
	return status;
}

void shelf_finish(struct shelf *shelf) {
	for (size_t i = 0; shelf && i < shelf->count; i++) {
		writer_destroy(shelf->books[i].writer);
		shelf->books[i].writer = NULL;
	}
}

void shelf_destroy(struct shelf *shelf) {
	shelf_finish(shelf);
	for (size_t i = 0; shelf && i < shelf->count; i++) {
		known_destroy(shelf->books[i].known);
		throttle_destroy(shelf->books[i].throttle);
		events_destroy(shelf->books[i].events);
		finder_destroy(shelf->books[i].finder);
		free((char *)shelf->books[i].setup);
		free((char *)shelf->books[i].name);
		free((char *)shelf->books[i].address);
	}
	free(shelf);
}

struct served *shelf_find(struct shelf *shelf, const char *name, size_t length) {
	for (size_t i = 0; i < shelf->count; i++)
		if (strlen(shelf->books[i].name) == length && memcmp(shelf->books[i].name, name, length) == 0)
			return &shelf->books[i];
	return NULL;
}
