#include "store/sqlite_file.h"
#include "store/sqlite_schema.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { BUSY_MS = 5000, SUFFIX = 16 };

/* recursive_triggers: so that INSERT OR REPLACE meets the triggers that guard against DELETE. secure_delete: what is
 * erased is gone from the file. */
static const char writer_settings[] = "PRAGMA synchronous = FULL;"
				      "PRAGMA cache_size = -16384;"
				      "PRAGMA wal_autocheckpoint = 8000;"
				      "PRAGMA journal_size_limit = 67108864;"
				      "PRAGMA recursive_triggers = ON;"
				      "PRAGMA secure_delete = ON;";
static const char reader_settings[] = "PRAGMA cache_size = -4096;";
static const char scratch_settings[] = "PRAGMA journal_mode = MEMORY;"
				       "PRAGMA synchronous = OFF;"
				       "PRAGMA cache_size = -32768;"
				       "PRAGMA recursive_triggers = ON;"
				       "PRAGMA secure_delete = OFF;";

/* --- paths */

/* The path as SQLite takes it for one: never "", ":memory:" or "file:…". Refuses with `status`. */
static enum carnet_status plain_path(const char *address, char path[PATH_MAX], enum carnet_status status,
				     struct refusal *why) {
	int length = snprintf(path, PATH_MAX, "%s%s", address[0] == '/' ? "" : "./", address);
	if (!address[0])
		return refuse(why, status, "the path of the book is empty");
	if (length < 0 || length >= PATH_MAX - SUFFIX)
		return refuse(why, status, "the path of the book is too long");
	return CARNET_OK;
}

static enum carnet_status look_at(const char *path, struct refusal *why) {
	struct stat found;
	if (stat(path, &found) != 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			return refuse(why, CARNET_NOT_FOUND, "there is no book at %s", path);
		return refuse(why, CARNET_UNAVAILABLE, "cannot look at the book: %s: %s", strerror(errno), path);
	}
	if (S_ISDIR(found.st_mode))
		return refuse(why, CARNET_INVALID, "not a carnet book but a folder: %s", path);
	if (!S_ISREG(found.st_mode))
		return refuse(why, CARNET_INVALID, "not a carnet book, not even a file: %s", path);
	if (found.st_size == 0)
		return refuse(why, CARNET_INVALID, "not a carnet book but an empty file: %s", path);
	return CARNET_OK;
}

/* Makes the folder's entry of a new file last. */
static enum carnet_status sync_folder(const char *path, struct refusal *why) {
	char folder[PATH_MAX];
	(void)snprintf(folder, sizeof folder, "%s", path);
	strrchr(folder, '/')[1] = '\0';
	int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int result = file < 0 ? -1 : fsync(file);
	int error = errno;
	if (file >= 0)
		(void)close(file);
	if (result == 0 || error == EINVAL) /* some file systems cannot sync a folder */
		return CARNET_OK;
	return refuse(why, CARNET_UNAVAILABLE, "cannot sync the folder: %s: %s", strerror(error), folder);
}

/* --- connections */

static enum carnet_status failed(sqlite3 *db, const char *doing, const char *path, struct refusal *why) {
	return refuse(why, CARNET_UNAVAILABLE, "%s: %s (SQLite %d): %s", doing, sqlite3_errmsg(db),
		      sqlite3_extended_errcode(db), path);
}

static void close_db(sqlite3 **db) {
	(void)sqlite3_close(*db);
	*db = NULL;
}

/* Foreign keys are switched on when the schema stands. */
static enum carnet_status connect(const char *name, int flags, sqlite3 **db, struct refusal *why) {
	int result = sqlite3_open_v2(name, db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	if (result != SQLITE_OK || !*db)
		return failed(*db, "cannot open the book", name, why);
	sqlite3_busy_timeout(*db, BUSY_MS);
	sqlite3_db_config(*db, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
	sqlite3_db_config(*db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(*db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(*db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(*db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	return CARNET_OK;
}

/* Once the file is known to be a book: these read it. */
static enum carnet_status settle(sqlite3 *db, const char *settings, const char *path, struct refusal *why) {
	if (sqlite3_exec(db, settings, NULL, NULL, NULL) != SQLITE_OK)
		return failed(db, "cannot read the book", path, why);
	return CARNET_OK;
}

static int note_text(void *text, int columns, char **texts, char **names) {
	(void)columns, (void)names;
	(void)snprintf(text, SUFFIX, "%s", texts[0]);
	return 0;
}

/* The write-ahead log is a property of the file; this is quick when it is set already. */
static enum carnet_status keep_log(sqlite3 *db, const char *path, struct refusal *why) {
	char mode[SUFFIX] = "";
	if (sqlite3_exec(db, "PRAGMA journal_mode = WAL", note_text, mode, NULL) != SQLITE_OK)
		return failed(db, "cannot write the book", path, why);
	if (strcmp(mode, "wal") != 0)
		return refuse(why, CARNET_UNAVAILABLE, "the book cannot keep a write-ahead log here: %s", path);
	return CARNET_OK;
}

static void enforce_references(sqlite3 *db) {
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
}

/* --- what kind of file it is */

static enum carnet_status unreadable(sqlite3 *db, const char *path, struct refusal *why) {
	int code = sqlite3_errcode(db) & 0xFF;
	if (code == SQLITE_NOTADB)
		return refuse(why, CARNET_INVALID, "not a carnet book: %s", path);
	if (code == SQLITE_CANTOPEN || code == SQLITE_READONLY)
		return refuse(why, CARNET_UNAVAILABLE, "cannot write in the folder of the book (SQLite %d): %s",
			      sqlite3_extended_errcode(db), path);
	return failed(db, "cannot read the book", path, why);
}

static enum carnet_status check_version(int64_t version, const char *path, struct refusal *why) {
	if (version <= SQLITE_MIGRATIONS)
		return CARNET_OK;
	return refuse(why, CARNET_INVALID, "made by a newer carnet (schema %d; this one knows %d): %s", (int)version,
		      SQLITE_MIGRATIONS, path);
}

/* Changes nothing: the file may be another program's. */
static enum carnet_status identify(sqlite3 *db, const char *path, int64_t *version, struct refusal *why) {
	int application = 0;
	int schema = 0;
	if (sqlite_schema_read(db, &application, &schema) != SQLITE_OK)
		return unreadable(db, path, why);
	if (application != SQLITE_BOOK)
		return refuse(why, CARNET_INVALID, "not a carnet book: %s", path);
	*version = schema;
	return check_version(schema, path, why);
}

/* --- creating */

static enum carnet_status fill(const char *path, struct refusal *why) {
	sqlite3 *db = NULL;
	enum carnet_status status = connect(path, SQLITE_OPEN_READWRITE, &db, why);
	if (status == CARNET_OK)
		status = settle(db, writer_settings, path, why);
	if (status == CARNET_OK)
		status = sqlite_schema_create(db, why);
	if (status == CARNET_OK)
		status = keep_log(db, path, why);
	close_db(&db);
	return status;
}

static void remove_all(const char *path) {
	static const char *const suffixes[] = {"", "-wal", "-shm", "-journal"};
	char other[PATH_MAX + SUFFIX];
	for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
		(void)snprintf(other, sizeof other, "%s%s", path, suffixes[i]);
		(void)unlink(other);
	}
}

enum carnet_status sqlite_file_create(const char *address, struct refusal *why) {
	char path[PATH_MAX];
	enum carnet_status status = plain_path(address, path, CARNET_UNAVAILABLE, why);
	if (status != CARNET_OK)
		return status;
	int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
	if (file < 0 && errno == EEXIST)
		return refuse(why, CARNET_EXISTS, "something is already there: %s", path);
	if (file < 0)
		return refuse(why, CARNET_UNAVAILABLE, "cannot create the book: %s: %s", strerror(errno), path);
	(void)close(file);
	status = fill(path, why);
	if (status == CARNET_OK)
		status = sync_folder(path, why);
	if (status != CARNET_OK)
		remove_all(path);
	return status;
}

/* --- opening */

static enum carnet_status open_to_write(const char *path, sqlite3 **db, int64_t *version, struct refusal *why) {
	enum carnet_status status = connect(path, SQLITE_OPEN_READWRITE, db, why);
	if (status == CARNET_OK && sqlite3_db_readonly(*db, "main") == 1)
		status = refuse(why, CARNET_UNAVAILABLE, "the book cannot be written, only read: %s", path);
	if (status == CARNET_OK)
		status = identify(*db, path, version, why);
	if (status == CARNET_OK)
		status = settle(*db, writer_settings, path, why);
	if (status == CARNET_OK)
		status = keep_log(*db, path, why);
	if (status == CARNET_OK)
		status = sqlite_schema_upgrade(*db, version, why);
	if (status == CARNET_OK)
		status = check_version(*version, path, why);
	if (status == CARNET_OK)
		enforce_references(*db);
	return status;
}

/* Whether the book is on a read-only medium with nothing left to merge. The log lies beside what a link leads to. */
static bool is_at_rest(sqlite3 *db) {
	const char *path = db ? sqlite3_db_filename(db, "main") : NULL;
	struct statvfs system;
	if (!path || statvfs(path, &system) != 0 || !(system.f_flag & ST_RDONLY))
		return false;
	return access(sqlite3_filename_wal(path), F_OK) != 0 && errno == ENOENT;
}

enum { URI_MAX = 3 * PATH_MAX + 32 };

static void immutable_uri(const char *path, char uri[URI_MAX]) {
	int length = snprintf(uri, URI_MAX, "file:");
	for (const char *from = path; *from; from++) {
		const char *format = isalnum((unsigned char)*from) || strchr("/._-", *from) ? "%c" : "%%%02X";
		length += snprintf(uri + length, (size_t)(URI_MAX - length), format, (unsigned char)*from);
	}
	(void)snprintf(uri + length, (size_t)(URI_MAX - length), "?immutable=1");
}

static enum carnet_status open_immutable(const char *path, sqlite3 **db, int64_t *version, struct refusal *why) {
	char uri[URI_MAX];
	immutable_uri(path, uri);
	enum carnet_status status = connect(uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, db, why);
	return status == CARNET_OK ? identify(*db, path, version, why) : status;
}

static enum carnet_status open_to_read(const char *path, sqlite3 **db, int64_t *version, struct refusal *why) {
	enum carnet_status status = connect(path, SQLITE_OPEN_READONLY, db, why);
	if (status == CARNET_OK)
		status = identify(*db, path, version, why);
	if (status == CARNET_UNAVAILABLE && is_at_rest(*db)) {
		close_db(db);
		status = open_immutable(path, db, version, why);
	}
	if (status == CARNET_OK && *version < SQLITE_MIGRATIONS)
		return refuse(why, CARNET_INVALID,
			      "made by an older carnet; open it once with a command that writes: %s", path);
	return status == CARNET_OK ? settle(*db, reader_settings, path, why) : status;
}

enum carnet_status sqlite_file_open(const char *address, enum store_mode mode, sqlite3 **db, int64_t *version,
				    struct refusal *why) {
	char path[PATH_MAX];
	enum carnet_status status = plain_path(address, path, CARNET_NOT_FOUND, why);
	if (status == CARNET_OK)
		status = look_at(path, why);
	if (status == CARNET_OK)
		status = mode == STORE_READ_ONLY ? open_to_read(path, db, version, why)
						 : open_to_write(path, db, version, why);
	if (status != CARNET_OK)
		close_db(db);
	return status;
}

enum carnet_status sqlite_file_scratch(sqlite3 **db, struct refusal *why) {
	enum carnet_status status = connect("", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, db, why);
	if (status == CARNET_OK)
		status = settle(*db, scratch_settings, "(scratch)", why);
	if (status == CARNET_OK)
		status = sqlite_schema_create(*db, why);
	if (status == CARNET_OK)
		enforce_references(*db);
	else
		close_db(db);
	return status;
}
