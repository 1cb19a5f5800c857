/* The work on one operation: what it has loaded, what it changes, and the answer it writes.
 *
 * An operation loads contracts through the work, lets the rules decide on them, and is recorded at the end. Everything lives in
 * the operation's arena. `work_touch` must come before a contract is changed: it keeps the effects it had. */
#ifndef BOOK_WORK_H
#define BOOK_WORK_H

#include "book/book.h"
#include "rules/acts.h"
#include "rules/effects.h"
#include "rules/membership.h"
#include "rules/rhythm.h"

/* Memory of the daily totals of a batch, written at its end; a book's own. */
struct totals;

struct book {
	struct store *store;
	struct catalog catalog;
	struct totals *totals;
	bool began;
	/* the book's row */
	int32_t ticked_to, closed_to; /* DATE_MIN − 1: never */
	int64_t entries, clients, contracts, memberships;
	int64_t last_entry;
	unsigned char chain[32];
	unsigned char secret[32];
	bool money_booked;
	int32_t next_due; /* no contract or membership is due for a tick before that day */
};

enum { NEVER = DATE_MIN - 1 };

/* A client as loaded. */
struct client {
	int64_t id;
	const char *ref;
	int64_t last_entry;
	const unsigned char *chain; /* 32 bytes */
	const void *visits;         /* packed (book/visits.h) */
	size_t visits_length;
};

struct loaded {
	struct contract *contract;
	bool is_new;
	bool touched;
	bool holders_changed;
	int64_t kept_client; /* owner, openness and due day as the store has them */
	bool kept_open;
	int32_t kept_due_on;
	int32_t from;               /* the first day it is changed on */
	struct effect_list before;  /* its effects from then on, before */
	struct effect_list effects; /* after recording: what the entry added */
	bool folded;                /* `state` is today's, as long as nothing changes */
	struct state state;
};
struct loaded_list LIST(struct loaded *);
struct contract_list LIST(struct contract *);

struct loaded_membership {
	struct membership *membership;
	bool is_new, touched;
};
struct loaded_membership_list LIST(struct loaded_membership *);

struct work {
	struct book *book;
	struct arena *arena;
	const struct operation *op;
	const struct origin *origin;
	struct refusal *why;
	struct buffer *result; /* the answer; the handler adds its members */
	struct act act;        /* the entry being made */
	const char *name;      /* of the entry: the operation's, or "tick" */
	const char *content;   /* what the entry keeps as its operation */
	int64_t actor;
	enum role role;
	int32_t closes;            /* the day it closes the book to; DATE_NONE: it does not */
	bool reopens;              /* it opens the latest closed period */
	int64_t undoes;            /* the entry it voids; 0: none */
	int32_t undone_visit_on;   /* the day of the visit it voids; DATE_NONE: it voids none */
	int64_t other;             /* the other client an operation names (to, with); 0: none */
	struct client client;      /* whose chain the entry stands in; id 0: the book's own */
	bool decided;              /* nothing that is loaded changes any more */
	int64_t open_of;           /* the client whose open contracts were asked for last */
	struct contract_list open; /* they, as they were before the operation */
	bool visited;              /* it adds or takes back a visit of the client */
	struct visits_list visits; /* then: all that are kept, with that */
	struct buffer counsel; /* what the answer tells and offers besides; its memory is the arena's, or it is empty */
	struct loaded_list contracts;
	struct loaded_membership_list memberships;
	struct effect_rules rules;
	bool dry;     /* a quote: nothing is recorded */
	bool nothing; /* accepted, but nothing changed: no entry */
	void *draft;  /* the handler's own, from deciding to answering */
};

/* The catalogue of the work's book. */
const struct catalog *work_catalog(const struct work *work);

/* A work for the operation, with its act's entry number and day. */
void work_init(struct work *work, struct book *book, struct arena *arena, const struct origin *origin,
	       struct refusal *why);

/* Loading. NULL with work->why filled (not_found) when there is none; a fault of the store is unavailable. */
MUST_USE enum carnet_status work_client(struct work *work, const struct reference *reference, struct client *client);
MUST_USE enum carnet_status work_contract(struct work *work, const struct reference *reference,
					  struct contract **contract);
MUST_USE enum carnet_status work_membership(struct work *work, const struct reference *reference,
					    struct membership **membership);

/* The entry stands in the chain of the contract's owner. */
MUST_USE enum carnet_status work_owner(struct work *work, const struct contract *contract);

/* By number; these exist or the book is damaged. */
MUST_USE enum carnet_status work_contract_at(struct work *work, int64_t id, struct contract **contract);
MUST_USE enum carnet_status work_membership_at(struct work *work, int64_t id, struct membership **membership);

struct membership_list LIST(struct membership *);

/* The client's open contracts, their own first, then those shared with them, each by number. */
MUST_USE enum carnet_status work_open_contracts(struct work *work, int64_t client, struct contract_list *contracts);
/* The client's own open contracts as they were before this operation, and those used up since the day. */
MUST_USE enum carnet_status work_counselled(struct work *work, int64_t client, int32_t since,
					    struct contract_list *contracts);
/* The cycles of a membership, first to last. */
MUST_USE enum carnet_status work_cycles(struct work *work, int64_t membership, struct contract_list *contracts);
MUST_USE enum carnet_status work_memberships_of(struct work *work, int64_t client, struct membership_list *memberships);

/* Refuses exists when a contract or a membership has the ref already (also one made by this operation). NULL refs are fine. */
MUST_USE enum carnet_status work_ref_free(struct work *work, const char *ref);

/* Before a contract is changed on days from `from` on. */
void work_touch(struct work *work, struct contract *contract, int32_t from);
void work_touch_membership(struct work *work, struct membership *membership);
/* Its holders change too. */
void work_holders_change(struct work *work, struct contract *contract);

/* A new contract of the client with the next number, begun by a change of the kind given, dated by the act. */
struct contract *work_new_contract(struct work *work, int64_t client, const char *ref, const struct terms *terms,
				   enum change_kind kind);
struct membership *work_new_membership(struct work *work, int64_t client, const char *ref);

/* The membership a contract is a cycle of; NULL: none. */
MUST_USE enum carnet_status work_membership_of(struct work *work, const struct contract *contract,
					       struct membership **membership);

/* Staff shares of an operation as numbers. Refuses: not_found. */
MUST_USE enum carnet_status work_shares(struct work *work, const struct share_op_list *staff,
					const struct share **shares, int32_t *count);

/* The state today. A history that contradicts itself is a damaged book: unavailable. */
MUST_USE enum carnet_status work_state(struct work *work, const struct contract *contract, struct state *state);

/* Whether something of it is left to use, or due: what the row's `open` says. */
bool contract_is_open(const struct contract *contract, const struct state *state);
/* The day of its last use, when it was sold ahead, is used to the last session and paid; DATE_NONE: it is not. */
int32_t contract_used_up_on(const struct contract *contract, const struct state *state);
/* Since when nothing is left, due or held; DATE_NONE: something is. */
int32_t contract_closed_on(const struct contract *contract, const struct state *state);

/* What the work adds to the book's totals: the effects of all touched contracts after it less those before it. */
void work_effects(struct work *work, struct effect_list *effects);

/* Whether what the work touched may stand so. Refuses: too_large (an amount grew beyond what is accepted), built_upon, unavailable. */
MUST_USE enum carnet_status work_check(struct work *work);

/* Records the work as one entry: state of contracts, postings, totals, chain. Refuses: too_large (an amount grew beyond what is
 * accepted), built_upon, unavailable. */
MUST_USE enum carnet_status work_record(struct work *work, const struct effect_list *effects);

/* A book on a store that the caller has opened and filled, or will. */
struct book *book_on_store(struct store *store);

/* Reads the book's row and catalogue. False: a fault, or not a whole book. */
MUST_USE bool book_load(struct book *book);
/* The row only. */
MUST_USE bool book_read_row(struct book *book);

/* An empty scratch book with the first settings of `like`. Refuses: unavailable. */
MUST_USE enum carnet_status book_scratch(struct book *like, struct book **scratch, struct refusal *why);

/* Finds anew the next day on which something is due. */
void book_look_for_due(struct book *book);

/* Writes what is touched without an entry: what a day's end changes in memberships alone (suspended, a cycle missed, over), which
 * ticking again brings about again. */
MUST_USE enum carnet_status work_keep(struct work *work);

/* Writes the period a work closes or reopens. */
void write_period(struct work *work);

/* The keyed hash of an operation's content, by which a key is known again. */
void book_fingerprint(const struct book *book, const char *content, unsigned char fingerprint[32]);

/* How the store's fault is told. */
MUST_USE enum carnet_status work_fault(struct work *work);

#endif
