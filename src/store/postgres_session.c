#include "store/postgres_session.h"

#include <stdio.h>
#include <string.h>

/* --- asking */

void postgres_say(const PGconn *connection, const PGresult *result, char *line, size_t size) {
	const char *text = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
	const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
	if (!text || !text[0])
		text = PQerrorMessage(connection);
	size_t length = strlen(text);
	while (length > 0 && strchr("\n ", text[length - 1]))
		length--;
	(void)snprintf(line, size, "%.*s%s%s%s", (int)length, text, state ? " (PostgreSQL " : "", state ? state : "",
		       state ? ")" : "");
	for (char *at = line; *at; at++)
		if (*at == '\n' || *at == '\t')
			*at = ' ';
}

static enum carnet_status failed(const PGconn *connection, const PGresult *result, const char *doing,
				 struct refusal *why) {
	char line[192];
	postgres_say(connection, result, line, sizeof line);
	return refuse(why, CARNET_UNAVAILABLE, "%s: %s", doing, line);
}

PGresult *postgres_ask(PGconn *connection, const char *doing, const char *text, const char *first, const char *second,
		       struct refusal *why) {
	const char *values[2] = {first, second};
	PGresult *result = PQexecParams(connection, text, second ? 2 : first ? 1 : 0, NULL, values, NULL, NULL, 0);
	ExecStatusType status = PQresultStatus(result);
	if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
		return result;
	(void)failed(connection, result, doing, why);
	PQclear(result);
	return NULL;
}

enum carnet_status postgres_do(PGconn *connection, const char *doing, const char *text, struct refusal *why) {
	PGresult *result = PQexec(connection, text);
	enum carnet_status status = PQresultStatus(result) == PGRES_COMMAND_OK ? CARNET_OK
									       : failed(connection, result, doing, why);
	PQclear(result);
	return status;
}

/* --- connecting */

static void say_nothing(void *context, const PGresult *notice) {
	(void)context, (void)notice;
}

/* What the address says comes after these, and so counts. */
static PGconn *connect_to(const char *uri) {
	static const char *const names[] = {"fallback_application_name",
					    "connect_timeout",
					    "keepalives_idle",
					    "tcp_user_timeout",
					    "dbname",
					    "client_encoding",
					    NULL};
	const char *const values[] = {"carnet", "10", "30", "30000", uri, "UTF8", NULL};
	return PQconnectdbParams(names, values, 1);
}

/* --- looking over */

/* What a server's settings mean for a book. */
struct demand {
	const char *setting, *bad, *complaint;
	bool durable; /* only where nothing may be lost */
};

static const char may_lose[] = "the database may lose what it has acknowledged; durable=no in the address accepts that";

static const struct demand demands[] = {
	{"transaction_read_only", "on", "the database can only be read", false},
	{"fsync", "off", may_lose, true},
	{"full_page_writes", "off", may_lose, true},
	{"synchronous_commit", "off", may_lose, true},
	{"synchronous_commit", "local", may_lose, true},
	{"synchronous_commit", "remote_write", may_lose, true},
};

static enum carnet_status look_at(const PGresult *settings, bool durable, struct refusal *why) {
	for (size_t i = 0; i < sizeof demands / sizeof *demands; i++) {
		const char *is = PQgetvalue(settings, 0, PQfnumber(settings, demands[i].setting));
		if (strcmp(is, demands[i].bad) == 0 && (durable || !demands[i].durable))
			return refuse(why, CARNET_UNAVAILABLE, "%s (%s is %s)", demands[i].complaint,
				      demands[i].setting, is);
	}
	return CARNET_OK;
}

static enum carnet_status check_settings(PGconn *connection, bool durable, struct refusal *why) {
	static const char text[] = "SELECT current_setting('transaction_read_only') AS transaction_read_only, "
				   "current_setting('fsync') AS fsync, "
				   "current_setting('full_page_writes') AS full_page_writes, "
				   "current_setting('synchronous_commit') AS synchronous_commit";
	PGresult *settings = postgres_ask(connection, "the database's settings", text, NULL, NULL, why);
	enum carnet_status status = settings ? look_at(settings, durable, why) : CARNET_UNAVAILABLE;
	PQclear(settings);
	return status;
}

static enum carnet_status check_encoding(const PGconn *connection, struct refusal *why) {
	const char *encoding = PQparameterStatus(connection, "server_encoding");
	if (encoding && strcmp(encoding, "UTF8") == 0)
		return CARNET_OK;
	return refuse(why, CARNET_UNAVAILABLE, "the database's encoding is %s; a book needs UTF8",
		      encoding ? encoding : "not known");
}

/* --- setting up */

/* JIT is slower than what it would speed up here. */
static const char set_up[] = "SELECT set_config('search_path', quote_ident($1) || ', pg_temp', false), "
			     "set_config('default_transaction_read_only', $2, false), "
			     "set_config('lock_timeout', '20s', false), "
			     "set_config('idle_in_transaction_session_timeout', "
			     "CASE $2 WHEN 'off' THEN '10s' ELSE '10min' END, false), "
			     "set_config('jit', 'off', false)";

static enum carnet_status settle(PGconn *connection, const struct postgres_address *address, bool writes,
				 struct refusal *why) {
	enum carnet_status status = check_encoding(connection, why);
	if (status == CARNET_OK && writes)
		status = check_settings(connection, address->durable, why);
	if (status != CARNET_OK)
		return status;
	PGresult *result = postgres_ask(connection, "the session", set_up, address->schema, writes ? "off" : "on", why);
	PQclear(result);
	return result ? CARNET_OK : CARNET_UNAVAILABLE;
}

enum carnet_status postgres_connect(const struct postgres_address *address, bool writes, PGconn **connection,
				    struct refusal *why) {
	*connection = connect_to(address->uri);
	enum carnet_status status = PQstatus(*connection) == CONNECTION_OK
					    ? CARNET_OK
					    : failed(*connection, NULL, "cannot reach the database", why);
	if (status == CARNET_OK) {
		(void)PQsetNoticeReceiver(*connection, say_nothing, NULL);
		status = settle(*connection, address, writes, why);
	}
	if (status == CARNET_OK)
		return status;
	PQfinish(*connection);
	*connection = NULL;
	return status;
}
