#include "cli/lines.h"
#include "cli/options.h"
#include "cli/reach.h"

#include "base/json.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

extern const struct command command_apply;

enum {
	BATCH_MOST = 1000,
	ANSWERS_MOST = 4 << 20, /* bytes of answers that may wait for their commit */
};

struct line_list LIST(int64_t);

/* The operations on their way into the book. Answers wait until their batch is on disk. */
struct intake {
	const struct command *command;
	struct book *book;
	struct lines lines;
	struct arena *arena;   /* of one operation */
	struct arena *waiting; /* of a batch */
	struct buffer answers;
	struct line_list answered; /* the lines they are for */
	int32_t batch_most;
	bool keep_going, watched; /* by a person */
	bool began;
	bool refused, faulted;
	int32_t today;
};

/* Answers */

static void forget_answers(struct intake *intake) {
	arena_reset(intake->waiting);
	buffer_init(&intake->answers, intake->waiting);
	intake->answered = (struct line_list){0};
}

/* A refusal as the wire writes it, with the line's number inside. */
static void write_refusal(struct intake *intake, const struct refusal *why, int64_t line) {
	struct buffer *out = &intake->answers;
	wire_write_refusal(out, why);
	out->length -= strlen("}}");
	if (why->status == CARNET_UNAVAILABLE)
		json_member_bool(out, "definite", false);
	json_member_number(out, "line", line);
	json_close(out, '}');
	json_close(out, '}');
	buffer_char(out, '\n');
	if (intake->watched)
		fprintf(stderr, "line %lld: %s: %s\n", (long long)line, carnet_status_name(why->status), why->message);
}

static void answer(struct intake *intake, enum carnet_status status, const char *result, const struct refusal *why) {
	*LIST_ADD(intake->waiting, &intake->answered) = intake->lines.number;
	if (status == CARNET_OK) {
		buffer_text(&intake->answers, result);
		buffer_char(&intake->answers, '\n');
		return;
	}
	write_refusal(intake, why, intake->lines.number);
	intake->refused = true;
}

/* Batches */

/* Nobody knows what became of the batch: that is what its lines are answered. */
static void fail_batch(struct intake *intake, const struct refusal *why) {
	struct line_list lines = intake->answered;
	buffer_clear(&intake->answers);
	for (size_t i = 0; i < lines.count; i++)
		write_refusal(intake, why, lines.at[i]);
	book_abandon(intake->book);
	intake->faulted = true;
	fprintf(stderr, "carnet apply: %s: %s\n", carnet_status_name(why->status), why->message);
}

/* Makes what waits durable, then answers it. */
static void finish_batch(struct intake *intake) {
	struct refusal why = {0};
	if (intake->began && book_finish(intake->book, &why) != CARNET_OK)
		fail_batch(intake, &why);
	intake->began = false;
	if (print_out(intake->command, &intake->answers) != OUTCOME_DONE)
		intake->faulted = true;
	forget_answers(intake);
}

static enum carnet_status begin_batch(struct intake *intake, struct refusal *why) {
	if (intake->began)
		return CARNET_OK;
	enum carnet_status status = book_begin(intake->book, why);
	intake->began = status == CARNET_OK;
	intake->today = reach_today(intake->book);
	return status;
}

/* Lines */

static enum carnet_status apply_operation(struct intake *intake, const struct operation *op, struct buffer *result,
					  struct refusal *why) {
	enum carnet_status status = begin_batch(intake, why);
	if (status != CARNET_OK)
		return status;
	struct origin origin = {intake->today, clock_milliseconds()};
	status = book_apply(intake->book, intake->arena, op, &origin, result, why);
	if (op->kind == OP_SETTINGS)
		intake->today = reach_today(intake->book);
	return status;
}

static void apply_line(struct intake *intake, const char *bytes, size_t length) {
	struct refusal why = {0};
	struct operation op = {0};
	struct buffer result;
	arena_reset(intake->arena);
	buffer_init(&result, intake->arena);
	enum carnet_status status = wire_read_operation(intake->arena, bytes, length, &op, &why);
	if (status == CARNET_OK)
		status = apply_operation(intake, &op, &result, &why);
	answer(intake, status, result.at, &why);
	if (status == CARNET_UNAVAILABLE) {
		fail_batch(intake, &why);
		intake->began = false;
	}
}

static void refuse_line(struct intake *intake) {
	struct refusal why = {0};
	enum carnet_status status = refuse(&why, CARNET_TOO_LARGE, "The line has more than %d bytes.", LINE_BYTES_MOST);
	answer(intake, status, NULL, &why);
}

static bool is_blank(const char *bytes, size_t length) {
	for (size_t i = 0; i < length; i++)
		if (!strchr(" \t\r", bytes[i]) || !bytes[i])
			return false;
	return true;
}

static bool goes_on(const struct intake *intake) {
	return !intake->faulted && (intake->keep_going || !intake->refused);
}

static void take_all(struct intake *intake) {
	enum line_step step = LINE_READ;
	while (goes_on(intake) && step != LINE_END) {
		const char *bytes;
		size_t length;
		if (intake->answered.count > 0 && !lines_waiting(&intake->lines))
			finish_batch(intake);
		step = lines_next(&intake->lines, &bytes, &length);
		if (step == LINE_TOO_LONG)
			refuse_line(intake);
		else if (step == LINE_READ && !is_blank(bytes, length))
			apply_line(intake, bytes, length);
		if (intake->answered.count >= (size_t)intake->batch_most || intake->answers.length > ANSWERS_MOST)
			finish_batch(intake);
	}
	finish_batch(intake);
}

static enum outcome take(struct intake *intake, int fd, const char *file) {
	intake->arena = arena_create();
	intake->waiting = arena_create();
	intake->watched = isatty(STDERR_FILENO);
	forget_answers(intake);
	lines_init(&intake->lines, fd);
	take_all(intake);
	if (intake->lines.fault) {
		fprintf(stderr, "carnet apply: cannot read %s: %s\n", file, strerror(intake->lines.fault));
		intake->faulted = true;
	}
	lines_clear(&intake->lines);
	arena_destroy(intake->waiting);
	arena_destroy(intake->arena);
	return intake->faulted ? OUTCOME_FAULT : intake->refused ? OUTCOME_REFUSED : OUTCOME_DONE;
}

static enum outcome apply(const struct command *self, int argc, char **argv) {
	struct intake intake = {.command = self, .batch_most = BATCH_MOST};
	const char *address = NULL, *file = "-";
	struct option options[] = {
		{.name = "keep-going", .kind = OPTION_FLAG, .into = &intake.keep_going},
		{.name = "batch", .kind = OPTION_NUMBER, .into = &intake.batch_most, .least = 1, .most = BATCH_MOST},
	};
	struct words words = {self, options, sizeof options / sizeof *options, {&address, &file}, 1};
	enum words_read read = words_read(&words, argc, argv);
	if (read != WORDS_GOOD)
		return words_outcome(read);
	int fd = strcmp(file, "-") == 0 ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return wrong_use(self, "cannot read %s: %s", file, strerror(errno));
	enum outcome outcome = OUTCOME_FAULT;
	intake.book = reach_to_write(self, address);
	if (intake.book)
		outcome = take(&intake, fd, file);
	book_close(intake.book);
	if (fd != STDIN_FILENO)
		close(fd);
	return outcome;
}

const struct command command_apply = {
	.name = "apply",
	.summary = "writes operations into a book",
	.usage = "BOOK [FILE.jsonl | -] [--keep-going] [--batch N]",
	.details = "Reads one operation a line (JSON) from the file, or from the standard input, and answers each with "
		   "one line, in\n"
		   "order, once it is on disk. It stops at the first refusal; what came before stays. With "
		   "--keep-going it goes on.\n"
		   "A refused operation has written nothing. Give operations a \"key\": the same file may then be "
		   "applied again.\n"
		   "--batch is how many lines at most are made durable together (1000); a pause of the input always "
		   "ends a batch.\n"
		   "\n"
		   "Example:\n"
		   "  echo '{\"op\":\"client\",\"ref\":\"lin\",\"name\":\"Lin\"}' | carnet apply studio.book\n",
	.run = apply,
};
