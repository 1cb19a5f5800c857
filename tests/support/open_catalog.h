/* A catalogue on a scratch book in an open transaction, for tests of its operations. */
#ifndef TESTS_SUPPORT_OPEN_CATALOG_H
#define TESTS_SUPPORT_OPEN_CATALOG_H

#include "book/catalog_parts.h"
#include "support/book_folder.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define COUNTED(type, ...)                                                                                             \
	{ (type[]){__VA_ARGS__}, sizeof((type[]){__VA_ARGS__}) / sizeof(type), 0 }

/* Members of operations, in short. */
#define OF(service) .services = COUNTED(struct reference, {true, service, 0})
#define ANY_OF(one, other) .any_of = true, .services = COUNTED(struct reference, {true, one, 0}, {true, other, 0})
#define GRANTS(...) .has_grants = true, .grants = COUNTED(struct offer_line_op, __VA_ARGS__)
#define KIND(name) .has_kind = true, .kind = OFFER_##name
#define PRICE(units) .has_price = true, .price = money_of(units)
#define CREDIT(units) .has_credit = true, .credit = money_of(units)
#define VALUE(units) .has_value = true, .value = money_of(units)
#define MONTHLY .has_cycle = true, .cycle_months = 1
#define TEN_FACIALS GRANTS({OF("facial"), .sessions = 10})

extern struct store *store;
extern struct catalog catalog;
extern struct arena *arena;
extern struct refusal why; /* of the last refusal */
extern int64_t last_id;    /* the number the last operation gave */

void start(void);
/* The same with services facial, laser, ipl (1 to 3), product serum (4), branches tpe, khh. */
void start_with_services(void);
void stop(void);

/* One operation on the catalogue. */
enum carnet_status settings(struct settings_op op);
enum carnet_status branch(struct branch_op op);
enum carnet_status staff(struct staff_op op);
enum carnet_status service(struct item_op op);
enum carnet_status product(struct item_op op);
enum carnet_status tag(struct tag_op op);
enum carnet_status offer(struct offer_op op);

#define OK(call) assert_string_equal(carnet_status_name(call), "ok")

struct reference by_code(const char *code);
/* An offer there is. */
const struct offer *offer_called(const char *code);

/* Everything a catalogue says, as a text of the arena; of one offer; of what the store holds. */
const char *told(const struct catalog *c);
const char *told_offer(const char *code);
const char *told_stored(void);

void assert_memory_is_what_is_stored(void);

/* The last operation was refused so, and neither memory nor store is another than `before`. */
void assert_was_refused(enum carnet_status is, enum carnet_status wanted, const char *field, const char *before,
			const char *what);

#endif
