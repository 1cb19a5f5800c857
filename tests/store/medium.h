/* A small file system of its own, "disk" in the test's folder. Mounting needs root: without, such a test is skipped. */
#ifndef TESTS_STORE_MEDIUM_H
#define TESTS_STORE_MEDIUM_H

#include "support/book_folder.h"

#include <stdio.h>
#include <sys/mount.h>
#include <sys/stat.h>

/* Mounts it, or skips the test. */
static inline void medium_mount(const char *options) {
	assert_int_equal(mkdir(in_folder("disk"), 0755), 0);
	if (mount("none", in_folder("disk"), "tmpfs", 0, options) == 0)
		return;
	print_message("skipped: mounting needs root\n");
	skip();
}

static inline void medium_change(unsigned long flags, const char *options) {
	assert_int_equal(mount("none", in_folder("disk"), "tmpfs", MS_REMOUNT | flags, options), 0);
}

/* cmocka's teardown, in place of folder_remove. */
static inline int medium_remove(void **state) {
	(void)umount2(in_folder("disk"), MNT_DETACH);
	return folder_remove(state);
}

#define ON_A_MEDIUM(test) cmocka_unit_test_setup_teardown(test, folder_create, medium_remove)

#endif
