/* The handlers behind the table of routes, by subject. */
#ifndef SERVER_HANDLERS_H
#define SERVER_HANDLERS_H

#include "server/routes.h"

/* operations.c */
prepare operations_prepare;
act operations_act;

/* clients.c, contracts.c, lists.c, reports.c, entries.c */
prepare clients_search;
prepare client_show;
prepare contract_show;
prepare catalog_show;
prepare settings_show;
prepare report_show;
prepare entries_show;

/* health.c, metrics.c */
prepare health_show;
prepare metrics_show;

#endif
