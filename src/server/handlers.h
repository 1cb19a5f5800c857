/* The handlers behind the table of routes, by subject. */
#ifndef SERVER_HANDLERS_H
#define SERVER_HANDLERS_H

#include "server/routes.h"

/* operations.c */
prepare operations_prepare;
act operations_act;

/* clients.c, lists.c, reports.c, explain.c, counsel.c, entries.c */
prepare clients_search, clients_warm, client_show, contract_show, me_show;
prepare catalog_show, settings_show;
prepare report_show;
prepare explain_show;
prepare alerts_show, renewals_show, price_show;
prepare entries_show;

/* session.c, own_account.c */
prepare session_show, session_open_prepare, session_close_prepare, password_prepare, second_factor_prepare;
act session_open_act, session_close_act, password_act, second_factor_act;

/* persons.c */
prepare people_show, person_add_prepare, person_change_prepare, setup_prepare;
act person_add_act, person_change_act;

/* tokens.c */
prepare tokens_show, token_add_prepare, token_revoke_prepare;
prepare links_show, link_add_prepare, link_revoke_prepare;
act token_add_act, token_revoke_act;

/* audit.c */
prepare audit_show;

/* health.c, metrics.c, events.c, openapi.c */
prepare health_show, metrics_show, events_show, openapi_show;

#endif
