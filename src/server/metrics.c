#include "server/handlers.h"
#include "server/served.h"

/* GET /metrics: figures in the text format of Prometheus. */

static void write_head(struct buffer *out, const char *name, const char *type, const char *help) {
	buffer_format(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void write_one(struct buffer *out, const char *name, const char *type, const char *help, int64_t value) {
	write_head(out, name, type, help);
	buffer_format(out, "%s %lld\n", name, (long long)value);
}

static void write_requests(struct buffer *out, struct served *served) {
	write_head(out, "carnet_http_requests_total", "counter", "Requests answered, by status.");
	for (int i = 1; i < 6; i++)
		buffer_format(out, "carnet_http_requests_total{status=\"%dxx\"} %llu\n", i,
			      (unsigned long long)atomic_load(&served->requests[i]));
}

static void write_operations(struct buffer *out, struct served *served) {
	write_head(out, "carnet_operations_total", "counter", "Operations decided, by outcome.");
	buffer_format(out, "carnet_operations_total{outcome=\"accepted\"} %llu\n",
		      (unsigned long long)atomic_load(&served->accepted));
	buffer_format(out, "carnet_operations_total{outcome=\"refused\"} %llu\n",
		      (unsigned long long)atomic_load(&served->refused));
}

static void write_commits(struct buffer *out, struct served *served) {
	double seconds = (double)atomic_load(&served->commit_us) / 1e6;
	write_one(out, "carnet_batches_total", "counter", "Batches of requests decided together.",
		  (int64_t)atomic_load(&served->batches));
	write_one(out, "carnet_batched_requests_total", "counter", "Requests in those batches.",
		  (int64_t)atomic_load(&served->batched));
	write_head(out, "carnet_commit_seconds_total", "counter", "Time spent committing.");
	buffer_format(out, "carnet_commit_seconds_total %.6f\n", seconds);
}

void metrics_show(struct request *request, struct book *book) {
	struct served *served = request->served;
	struct buffer *out = request_json(request, 200);
	(void)book;
	request->answer.type = "text/plain; version=0.0.4; charset=utf-8";
	write_one(out, "carnet_open", "gauge", "Whether the book is open.", atomic_load(&served->state) == SERVED_OPEN);
	write_one(out, "carnet_recoveries_total", "counter", "How often it was opened again after a fault.",
		  (int64_t)atomic_load(&served->recoveries));
	write_one(out, "carnet_last_entry", "gauge", "Number of the last entry committed.",
		  atomic_load(&served->entries));
	write_one(out, "carnet_writes_waiting", "gauge", "Requests waiting for the writer.",
		  (int64_t)atomic_load(&served->waiting));
	write_requests(out, served);
	write_operations(out, served);
	write_commits(out, served);
}
