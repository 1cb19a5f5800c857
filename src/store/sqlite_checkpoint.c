#include "store/sqlite_checkpoint.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

/* Pages of the log. */
enum {
	PAGES_BEGIN = 4000, /* since the last merge: the thread begins another */
	PAGES_REST = 400,   /* left by the thread: few enough for the writer to finish */
	PAGES_MOST = 64000, /* in the log: the writer merges itself, whatever it costs */
	BUSY_MS = 1000,
};

struct checkpoint {
	sqlite3 *writer;
	const char *path; /* SQLite's, as long as the writer is open */
	pthread_t thread;
	bool started;
	pthread_mutex_t lock; /* of what follows */
	pthread_cond_t wake;
	bool wanted, busy, ending;
	int merged; /* pages of this log that the thread has merged */
};

/* --- the thread */

static sqlite3 *connect(const struct checkpoint *checkpoint) {
	sqlite3 *db = NULL;
	if (sqlite3_open_v2(checkpoint->path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK) {
		sqlite3_busy_timeout(db, BUSY_MS);
		sqlite3_exec(db, "PRAGMA synchronous = FULL", NULL, NULL, NULL);
	}
	return db;
}

/* Waits until a merge is wanted; false: it is over. */
static bool wait_for_work(struct checkpoint *checkpoint) {
	pthread_mutex_lock(&checkpoint->lock);
	checkpoint->busy = false;
	while (!checkpoint->wanted && !checkpoint->ending)
		pthread_cond_wait(&checkpoint->wake, &checkpoint->lock);
	checkpoint->wanted = false;
	checkpoint->busy = !checkpoint->ending;
	pthread_mutex_unlock(&checkpoint->lock);
	return !checkpoint->ending;
}

static void *merge_beside(void *context) {
	struct checkpoint *checkpoint = context;
	sqlite3 *db = connect(checkpoint);
	while (wait_for_work(checkpoint)) {
		int pages = -1, merged = -1;
		(void)sqlite3_wal_checkpoint_v2(db, "main", SQLITE_CHECKPOINT_PASSIVE, &pages, &merged);
		pthread_mutex_lock(&checkpoint->lock);
		checkpoint->merged = merged > 0 ? merged : 0;
		pthread_mutex_unlock(&checkpoint->lock);
	}
	(void)sqlite3_close(db);
	return NULL;
}

/* The first merge starts it: most commands never write that much. */
static bool start(struct checkpoint *checkpoint) {
	if (!checkpoint->started)
		checkpoint->started = pthread_create(&checkpoint->thread, NULL, merge_beside, checkpoint) == 0;
	return checkpoint->started;
}

/* --- the writer, after each commit */

enum step_of_merge { MERGE_NOTHING, MERGE_BESIDE, MERGE_HERE };

static enum step_of_merge step_for(const struct checkpoint *checkpoint, int pages) {
	if (pages >= PAGES_MOST)
		return MERGE_HERE;
	if (checkpoint->busy || checkpoint->wanted || pages < PAGES_BEGIN)
		return MERGE_NOTHING;
	return checkpoint->merged <= pages && pages - checkpoint->merged <= PAGES_REST ? MERGE_HERE : MERGE_BESIDE;
}

/* Whatever comes of it, the commit is done. */
static int after_commit(void *context, sqlite3 *db, const char *schema, int pages) {
	struct checkpoint *checkpoint = context;
	pthread_mutex_lock(&checkpoint->lock);
	enum step_of_merge step = step_for(checkpoint, pages);
	if (step == MERGE_BESIDE && !start(checkpoint))
		step = MERGE_HERE;
	checkpoint->wanted = checkpoint->wanted || step == MERGE_BESIDE;
	if (step == MERGE_HERE)
		checkpoint->merged = 0; /* the log begins anew */
	pthread_cond_signal(&checkpoint->wake);
	pthread_mutex_unlock(&checkpoint->lock);
	if (step == MERGE_HERE)
		(void)sqlite3_wal_checkpoint_v2(db, schema, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	return SQLITE_OK;
}

struct checkpoint *checkpoint_create(sqlite3 *writer) {
	struct checkpoint *checkpoint = calloc(1, sizeof *checkpoint);
	if (!checkpoint)
		return NULL;
	checkpoint->writer = writer;
	checkpoint->path = sqlite3_db_filename(writer, "main");
	pthread_mutex_init(&checkpoint->lock, NULL);
	pthread_cond_init(&checkpoint->wake, NULL);
	sqlite3_wal_hook(writer, after_commit, checkpoint);
	return checkpoint;
}

void checkpoint_destroy(struct checkpoint *checkpoint) {
	if (!checkpoint)
		return;
	sqlite3_wal_hook(checkpoint->writer, NULL, NULL);
	pthread_mutex_lock(&checkpoint->lock);
	checkpoint->ending = true;
	pthread_cond_signal(&checkpoint->wake);
	pthread_mutex_unlock(&checkpoint->lock);
	if (checkpoint->started)
		(void)pthread_join(checkpoint->thread, NULL);
	pthread_cond_destroy(&checkpoint->wake);
	pthread_mutex_destroy(&checkpoint->lock);
	free(checkpoint);
}
