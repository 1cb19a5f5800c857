#include "insight/request.h"

#include <string.h>

static const char *const words[] = {
#define DIMENSION_WORD(symbol, word, column) [symbol] = (word),
	DIMENSION_LIST(DIMENSION_WORD)
#undef DIMENSION_WORD
};

static const char *const columns[] = {
#define DIMENSION_COLUMN(symbol, word, column) [symbol] = (column),
	DIMENSION_LIST(DIMENSION_COLUMN)
#undef DIMENSION_COLUMN
};

const char *dimension_column(enum dimension dimension) {
	return columns[dimension];
}

bool grouped_by(const struct grouping *by, enum dimension dimension) {
	for (size_t i = 0; i < by->count; i++)
		if (by->at[i] == dimension)
			return true;
	return false;
}

enum carnet_status request_fault(struct request *request) {
	return store_refuse(request->store, request->why);
}

enum carnet_status request_room(const struct request *request) {
	if (request->bytes_most == 0 || arena_size(request->arena) <= request->bytes_most)
		return CARNET_OK;
	return refuse(request->why, CARNET_TOO_LARGE,
		      "The report would be larger than what is accepted here; ask for a part of it.");
}

/* `by` */

/* Whether the word from `at` on, `length` bytes long, is one of a list "day,month,staff". */
static bool in_list(const char *list, const char *at, size_t length) {
	for (const char *word = list; *word; word += strspn(word, ",")) {
		size_t word_length = strcspn(word, ",");
		if (word_length == length && memcmp(word, at, length) == 0)
			return true;
		word += word_length;
	}
	return false;
}

static enum dimension dimension_called(const char *at, size_t length) {
	enum dimension dimension = BY_DAY;

	while (dimension < DIMENSION_COUNT &&
	       (strlen(words[dimension]) != length || memcmp(words[dimension], at, length) != 0))
		dimension++;
	return dimension;
}

static bool is_period(enum dimension dimension) {
	return dimension == BY_DAY || dimension == BY_MONTH || dimension == BY_YEAR;
}

static bool clashes(const struct grouping *by, enum dimension dimension) {
	for (size_t i = 0; i < by->count; i++)
		if (by->at[i] == dimension || (is_period(by->at[i]) && is_period(dimension)))
			return true;
	return false;
}

static enum carnet_status read_by(struct request *request, const struct report_kind *kind, const char *by) {
	for (const char *at = by ? by : ""; *at; at += strspn(at, ",")) {
		size_t length = strcspn(at, ",");
		if (!in_list(kind->about.by, at, length))
			return refuse(request->why, CARNET_INVALID, "%s cannot be told by %.*s%s%s.", kind->about.name,
				      (int)length, at, *kind->about.by ? ", only by " : "", kind->about.by);
		enum dimension dimension = dimension_called(at, length);
		if (clashes(&request->by, dimension))
			return refuse(request->why, CARNET_INVALID, "%s cannot be told by %s.", kind->about.name, by);
		request->by.at[request->by.count++] = dimension;
		at += length;
	}
	return CARNET_OK;
}

/* References */

static bool is_number(const char *text, int64_t *number) {
	*number = 0;
	for (const char *c = text; *c; c++) {
		if (*c < '0' || *c > '9' || *number > INT32_MAX)
			return false;
		*number = *number * 10 + (*c - '0');
	}
	return *text != '\0';
}

/* The number of what a reference names, 0 when there is none. */
typedef int64_t find_function(const struct catalog *catalog, const struct reference *reference);

static int64_t find_branch(const struct catalog *catalog, const struct reference *reference) {
	const struct branch *branch = catalog_branch(catalog, reference);

	return branch ? branch->id : 0;
}

static int64_t find_staff(const struct catalog *catalog, const struct reference *reference) {
	const struct staff *staff = catalog_staff(catalog, reference);

	return staff ? staff->id : 0;
}

static int64_t find_item(const struct catalog *catalog, const struct reference *reference) {
	const struct item *service = catalog_service(catalog, reference);
	const struct item *item = service ? service : catalog_product(catalog, reference);

	return item ? item->id : 0;
}

/* By code, else by number. */
static enum carnet_status find(struct request *request, const char *what, const char *text, find_function *function,
			       int64_t *id) {
	struct reference by_code = {true, text, 0}, by_number = {true, NULL, 0};

	*id = function(request->catalog, &by_code);
	if (!*id && is_number(text, &by_number.number))
		*id = function(request->catalog, &by_number);
	return *id ? CARNET_OK : refuse(request->why, CARNET_NOT_FOUND, "There is no %s %s.", what, text);
}

static enum carnet_status find_in_catalog(struct request *request, const struct report_query *query) {
	request->staff = ANY_STAFF;
	if (query->branch)
		TRY(find(request, "branch", query->branch, find_branch, &request->branch));
	if (query->staff && strcmp(query->staff, "house") == 0)
		request->staff = 0;
	else if (query->staff)
		TRY(find(request, "staff member", query->staff, find_staff, &request->staff));
	if (query->service)
		TRY(find(request, "service", query->service, find_item, &request->service));
	return CARNET_OK;
}

static enum carnet_status find_stream(struct request *request, const char *name) {
	request->stream = ANY_STREAM;
	for (int32_t i = 0; name && i < STREAM_COUNT; i++)
		if (strcmp(stream_name((enum stream)i), name) == 0)
			request->stream = i;
	if (name && request->stream == ANY_STREAM)
		return refuse(request->why, CARNET_NOT_FOUND, "There is no stream %s.", name);
	return CARNET_OK;
}

static void take_client(struct request *request, struct query *query) {
	if (query_step(query) == STEP_ROW) {
		request->client = query_number(query, 0);
		request->client_ref = query_text_copy(query, 1, request->arena);
	}
	query_end(query);
}

static enum carnet_status find_client(struct request *request, const char *ref) {
	int64_t number;

	if (!ref)
		return CARNET_OK;
	struct query *by_ref = store_query(request->store, STATEMENT_CLIENT_BY_REF);
	query_bind_text(by_ref, 1, ref);
	take_client(request, by_ref);
	if (!request->client && is_number(ref, &number)) {
		struct query *by_id = store_query(request->store, STATEMENT_CLIENT_BY_ID);
		query_bind_number(by_id, 1, number);
		take_client(request, by_id);
	}
	if (store_faulted(request->store))
		return request_fault(request);
	if (!request->client)
		return refuse(request->why, CARNET_NOT_FOUND, "There is no client %s.", ref);
	return CARNET_OK;
}

/* What the report does not understand must not be passed over in silence. */
static enum carnet_status check_filters(struct request *request, const struct report_kind *kind,
					const struct report_query *query) {
	const struct {
		bool given;
		unsigned filter;
		const char *name;
	} filters[] = {{query->branch, FILTER_BRANCH, "branch"},    {query->staff, FILTER_STAFF, "staff"},
		       {query->service, FILTER_SERVICE, "service"}, {query->stream, FILTER_STREAM, "stream"},
		       {query->client, FILTER_CLIENT, "client"},    {query->has_basis, FILTER_BASIS, "basis"},
		       {query->months, LOOKS_AHEAD, "months"},      {query->seed, LOOKS_AHEAD, "seed"},
		       {query->fewer, SUPPOSES_SEASON, "fewer"},    {query->slow, SUPPOSES_SEASON, "slow"},
		       {query->mix, SUPPOSES_SEASON, "mix"},        {query->costs, SUPPOSES_SEASON, "costs"}};

	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++)
		if (filters[i].given && !(kind->filters & filters[i].filter))
			return refuse(request->why, CARNET_INVALID, "%s takes no %s.", kind->about.name,
				      filters[i].name);
	if ((kind->filters & NEEDS_CLIENT) && !query->client)
		return refuse(request->why, CARNET_INVALID, "%s is of one client: name one.", kind->about.name);
	return CARNET_OK;
}

/* Days */

static void set_days(struct request *request, const struct report_kind *kind, const struct report_query *query) {
	struct report *report = request->report;
	int32_t end = query->as_of != DATE_NONE ? query->as_of : query->to;
	int32_t till = query->to != DATE_NONE ? query->to : query->as_of;

	request->now = book_now(request->book, query->today);
	request->from = query->from == DATE_NONE ? DATE_MIN : query->from;
	request->to = till == DATE_NONE ? DATE_MAX : till;
	request->as_of = end == DATE_NONE ? STATE_TODAY : end;
	request->day = end == DATE_NONE ? request->now : end;
	report->from = kind->of_a_day ? DATE_NONE : query->from;
	report->to = kind->of_a_day ? DATE_NONE : till;
	report->as_of = kind->of_a_day ? end : DATE_NONE;
}

static enum carnet_status check_days(struct request *request, const struct report_kind *kind,
				     const struct report_query *query) {
	if (query->from != DATE_NONE && kind->of_a_day && !(kind->filters & HAS_A_BEGINNING))
		return refuse(request->why, CARNET_INVALID, "%s takes no from: it tells how things stand on one day.",
			      kind->about.name);
	if (query->to != DATE_NONE && query->as_of != DATE_NONE && query->to != query->as_of)
		return refuse(request->why, CARNET_INVALID, "`to` and `as_of` are different days.");
	if (request->from > request->to)
		return refuse(request->why, CARNET_INVALID, "`from` is later than `to`.");
	return CARNET_OK;
}

enum carnet_status request_fill(struct request *request, const struct report_kind *kind,
				const struct report_query *query) {
	*request->report = (struct report){
		.arena = request->arena, .name = kind->about.name, .decimals = request->catalog->settings.decimals};
	request->bytes_most = query->bytes_most;
	set_days(request, kind, query);
	TRY(check_days(request, kind, query));
	TRY(read_by(request, kind, query->by && *query->by ? query->by : kind->by));
	TRY(check_filters(request, kind, query));
	request->basis = query->has_basis ? query->basis : request->catalog->settings.basis;
	TRY(find_in_catalog(request, query));
	TRY(find_stream(request, query->stream));
	return find_client(request, query->client);
}

/* Words */

const char *word_of_staff(const struct request *request, int64_t staff) {
	return staff ? catalog_staff_at(request->catalog, staff)->code : "house";
}

const char *word_of_branch(const struct request *request, int64_t branch) {
	return branch ? catalog_branch_at(request->catalog, branch)->code : NULL;
}

const char *word_of_item(const struct request *request, int64_t item) {
	return item ? catalog_item_at(request->catalog, item)->code : NULL;
}

const char *ref_of_client(struct request *request, int64_t client) {
	struct query *query = store_query(request->store, STATEMENT_CLIENT_BY_ID);
	query_bind_number(query, 1, client);
	const char *ref = query_step(query) == STEP_ROW ? query_text_copy(query, 1, request->arena) : NULL;
	query_end(query);
	return ref;
}

const char *name_of_client(struct request *request, int64_t client) {
	struct query *query = store_query(request->store, STATEMENT_PERSON_GET);
	query_bind_number(query, 1, client);
	const char *name = query_step(query) == STEP_ROW ? query_text_copy(query, 0, request->arena) : NULL;
	query_end(query);
	return name;
}

/* Periods */

static struct period month_period(int32_t number, int32_t first_month, int32_t months) {
	struct period period = {.number = number};

	period.first = months == 1 ? date_of(number / 12, number % 12 + 1, 1) : date_of(number, first_month, 1);
	period.last = date_add_months(period.first, months) - 1;
	return period;
}

struct period period_of(const struct request *request, int32_t day, bool year) {
	int32_t first_month = request->catalog->settings.fiscal_start_month;
	int32_t y, m, d;

	date_parts(day, &y, &m, &d);
	return year ? month_period(m < first_month ? y - 1 : y, first_month, 12) : month_period(y * 12 + m - 1, 1, 1);
}

struct period period_after(const struct request *request, const struct period *period, bool year) {
	return period_of(request, period->last + 1, year);
}

const char *period_name(struct arena *arena, int32_t number, bool year) {
	return year ? arena_format(arena, "%04d", number)
		    : arena_format(arena, "%04d-%02d", number / 12, number % 12 + 1);
}
