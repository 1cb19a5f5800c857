/* What was entered for one day, and which contracts that changed. Internal to the reports. */
#ifndef INSIGHT_DAYBOOK_H
#define INSIGHT_DAYBOOK_H

#include "insight/request.h"

#include "book/pack.h"

struct day_entry {
	int64_t id;
	const char *name;      /* of the operation */
	const char *operation; /* as kept: JSON */
	bool undone;           /* as if it had never been: its void is dated the same day */
};
struct day_entry_list LIST(struct day_entry);

struct daybook {
	struct day_entry_list entries;
	struct number_list contracts; /* all that these entries changed, in order of number, each once */
};

/* The entries dated that day. Whatever happened to a contract on a day was recorded by one of them. */
MUST_USE enum carnet_status daybook_read(struct request *request, int32_t day, struct daybook *daybook);

/* Reads one contract; `client` gets its owner's ref when it is not NULL. Refuses: unavailable (also when there is none). */
MUST_USE enum carnet_status contract_at(struct request *request, struct arena *arena, int64_t id,
					struct contract *contract, const char **client);

#endif
