#include "server/handlers.h"
#include "server/static.h"
void clients_search(struct request *r, struct book *b) { (void)b; request_json(r,200); }
void client_show(struct request *r, struct book *b) { (void)b; request_json(r,200); }
void contract_show(struct request *r, struct book *b) { (void)b; request_json(r,200); }
void catalog_show(struct request *r, struct book *b) { (void)b; request_json(r,200); }
void settings_show(struct request *r, struct book *b) { (void)b; request_json(r,200); }
void entries_show(struct request *r, struct book *b) { (void)b; request_json(r,200); }
void metrics_show(struct request *r, struct book *b) { (void)b; request_json(r,200); }
const struct static_file static_files[]={{0}};
