#include "cli/admit.h"

#include "cli/reach.h"
#include "server/audit.h"
#include "server/people.h"
#include "server/secret.h"

static enum carnet_status find_staff(struct book *book, const char *code, int64_t *staff, struct refusal *why) {
	struct reference reference = {.given = true, .text = code};
	const struct staff *found = code ? catalog_staff(book_catalog(book), &reference) : NULL;
	if (code && !found)
		return refuse(why, CARNET_NOT_FOUND, "There is no staff member %s.", code);
	*staff = found ? found->id : 0;
	return CARNET_OK;
}

static enum carnet_status write_login(struct book *book, struct arena *arena, const struct login *login,
				      struct refusal *why) {
	struct origin origin = {reach_today(book), clock_milliseconds()};
	struct store *store = book_store(book);
	struct login known = login_by_name(store, arena, login->name);
	if (known.id)
		return refuse(why, CARNET_EXISTS, "%s may sign in already.", login->name);
	login_add(store, login, origin.recorded_at);
	audit_write(store, origin.recorded_at, "person_added", "", login->name);
	return people_align(book, arena, login, &origin, why);
}

enum carnet_status admit(struct book *book, struct arena *arena, const struct newcomer *newcomer, struct refusal *why) {
	struct login login = {.name = newcomer->name, .role = newcomer->role, .active = true};
	enum carnet_status status = find_staff(book, newcomer->staff, &login.staff, why);
	if (status != CARNET_OK)
		return status;
	login.password = password_hash(arena, newcomer->password);
	if (!login.password)
		return refuse(why, CARNET_UNAVAILABLE, "There is not enough memory to hash a password.");
	status = book_begin(book, why);
	if (status == CARNET_OK)
		status = write_login(book, arena, &login, why);
	if (status == CARNET_OK)
		return book_finish(book, why);
	book_abandon(book);
	return status;
}
