/* A folder of its own for each test, and books in it. */
#ifndef TESTS_SUPPORT_BOOK_FOLDER_H
#define TESTS_SUPPORT_BOOK_FOLDER_H

#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* cmocka's setup and teardown: an empty folder, removed with all in it. */
int folder_create(void **state);
int folder_remove(void **state);

/* The path of a name in the folder, or of the folder itself (NULL). Good until the eighth call after. */
const char *in_folder(const char *name);

/* How many files the folder holds whose names begin so. */
int files_named(const char *beginning);

void write_file(const char *path, const void *bytes, size_t length);

/* Whether books are made on PostgreSQL: CARNET_TEST_ENGINE=postgres, in the database of CARNET_TEST_DATABASE. */
bool on_postgres(void);

/* The address of the test's book of that name: a path in the folder, or a schema. Good until the eighth call after. */
const char *book_address(const char *name);

/* A new book, closed. Returns the address. */
const char *new_book(const char *name);

struct store *opened(const char *path, enum store_mode mode);

/* Opening must be refused so, with these words. */
void assert_refused(const char *path, enum store_mode mode, enum carnet_status status, const char *words);

void put(struct store *store, const char *name, const char *value);
bool has(struct store *store, const char *name, const char *value); /* NULL: no such name */

void assert_mentions(const char *text, const char *words);

#endif
