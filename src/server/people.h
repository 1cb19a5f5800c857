/* The people who may sign in, as the book keeps them. */
#ifndef SERVER_PEOPLE_H
#define SERVER_PEOPLE_H

#include "server/totp.h"

#include "book/book.h"

struct login {
	int64_t id; /* 0: there is none */
	const char *name;
	enum role role;
	int64_t staff; /* 0: none */
	bool active;
	const char *password;           /* its hash */
	bool has_secret, second_factor; /* a secret is there; it was confirmed, so codes are asked for */
	unsigned char secret[TOTP_SECRET_BYTES];
	int64_t code_step;
};
struct login_list LIST(struct login);

/* By name, by number: id 0 when there is none. The memory is the arena's. A fault is the store's to say. */
struct login login_by_name(struct store *store, struct arena *arena, const char *name);
struct login login_by_id(struct store *store, struct arena *arena, int64_t id);
struct login_list login_all(struct store *store, struct arena *arena);

/* Whether nobody may sign in as an owner yet; whether somebody besides this one may. */
bool login_none(struct store *store);
bool login_other_owner(struct store *store, int64_t id);

/* Writes somebody new. `password` is its hash. */
void login_add(struct store *store, const struct login *login, int64_t at_ms);
/* Role, staff and whether they are active. */
void login_set(struct store *store, const struct login *login);
void login_set_password(struct store *store, int64_t id, const char *hash);
/* `secret` NULL: none. */
void login_set_second_factor(struct store *store, int64_t id, const unsigned char *secret, bool on, int64_t step);

/* Ends all sessions but that of `hash` (NULL: all). */
void login_sign_out(struct store *store, int64_t id, const unsigned char *hash);

/* The role of a word, as far as `most`; false: it is none. */
bool role_of(const char *word, enum role most, enum role *role);

/* Brings the role of a staff member in the books in line with the login's: an operation of the server when they differ, so that
 * what they do as that member is not refused. Refuses: as book_apply. */
MUST_USE enum carnet_status people_align(struct book *book, struct arena *arena, const struct login *login,
					 const struct origin *origin, struct refusal *why);

#endif
