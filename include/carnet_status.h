/* Every way a call of carnet can end, generated from one list.
 *
 * STATUS(symbol, name, http, sentence): the symbol in C, the name in JSON and on the command line, the HTTP status,
 * and what it tells a person. A refusal is the book's answer (nothing was written); `unavailable` is the only fault. */
#ifndef CARNET_STATUS_H
#define CARNET_STATUS_H

#define CARNET_STATUS_LIST(STATUS)                                                                                     \
	STATUS(CARNET_OK, "ok", 200, "Done.")                                                                          \
	STATUS(CARNET_INVALID, "invalid", 422, "The operation is not well formed or makes no sense here.")             \
	STATUS(CARNET_NOT_FOUND, "not_found", 404, "What the operation names does not exist.")                         \
	STATUS(CARNET_EXISTS, "exists", 409, "That name is already in use.")                                           \
	STATUS(CARNET_KEY_CONFLICT, "key_conflict", 409, "This key was used for another operation.")                   \
	STATUS(CARNET_NO_SESSIONS, "no_sessions", 409, "There are not that many sessions.")                            \
	STATUS(CARNET_EXPIRED, "expired", 409, "It has expired.")                                                      \
	STATUS(CARNET_FROZEN, "frozen", 409, "It is frozen on that day.")                                              \
	STATUS(CARNET_SUSPENDED, "suspended", 409, "The membership is suspended until it is paid.")                    \
	STATUS(CARNET_CLOSED, "closed", 409, "It was ended or given away.")                                            \
	STATUS(CARNET_NOT_HOLDER, "not_holder", 409, "The client is neither its owner nor a holder.")                  \
	STATUS(CARNET_WRONG_BRANCH, "wrong_branch", 409, "It is not good at this branch.")                             \
	STATUS(CARNET_UNPAID, "unpaid", 409, "It is not paid that far.")                                               \
	STATUS(CARNET_OVERPAID, "overpaid", 409, "That is more than is due.")                                          \
	STATUS(CARNET_NO_CREDIT, "no_credit", 409, "There is not that much credit.")                                   \
	STATUS(CARNET_CLOSED_PERIOD, "closed_period", 409, "That day lies in a closed period.")                        \
	STATUS(CARNET_BUILT_UPON, "built_upon", 409, "Later entries stand on it.")                                     \
	STATUS(CARNET_MINIMUM_TERM, "minimum_term", 409, "The minimum term is not over.")                              \
	STATUS(CARNET_FORBIDDEN, "forbidden", 403, "This role may not do that.")                                       \
	STATUS(CARNET_TOO_LARGE, "too_large", 413, "That is larger than what is accepted.")                            \
	STATUS(CARNET_UNAVAILABLE, "unavailable", 503, "The book cannot be reached; whether it was done is not known.")

enum carnet_status {
#define CARNET_STATUS_SYMBOL(symbol, name, http, sentence) symbol,
	CARNET_STATUS_LIST(CARNET_STATUS_SYMBOL)
#undef CARNET_STATUS_SYMBOL
};

/* The name of a status as JSON and the command line spell it: CARNET_NO_SESSIONS is "no_sessions". */
const char *carnet_status_name(enum carnet_status status);

/* The HTTP status it is answered with. */
int carnet_status_http(enum carnet_status status);

/* One English sentence for a person. */
const char *carnet_status_sentence(enum carnet_status status);

#endif
