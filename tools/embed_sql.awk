# Turns src/sql into C: the named statements and each engine's numbered migrations.
#
#     awk -f tools/embed_sql.awk -v mode=header FILE…    enum statement and the declarations (statements.h)
#     awk -f tools/embed_sql.awk -v mode=source FILE…    the tables themselves (statements.c)
#
# A FILE in a folder sqlite/ or postgres/ is a migration, NNNN_name.sql, numbered from 0001 without a gap; any other holds
# named statements: a line "-- name: client_by_ref", at least one line of comment, the SQL, a semicolon. Parameters are
# $1, $2 … without a gap. Comment lines of a named statement are left out of the binary; migrations are kept as they are.
# Anything else stops the build: nothing is written but "FILE:LINE: what is wrong", and the exit status is 1.

BEGIN {
	if (mode != "header" && mode != "source")
		fail("embed_sql.awk", 0, "say -v mode=header or -v mode=source")
	migration_count["sqlite"] = migration_count["postgres"] = statement_count = 0
}

FNR == 1 { begin_file() }

engine != "" {
	migration_text[engine, migration_count[engine]] = migration_text[engine, migration_count[engine]] $0 "\n"
	if ($0 !~ /^[ \t]*(--|$)/)
		migration_filled[engine, migration_count[engine]] = 1
	next
}

/^[ \t]*--[ \t]*name:/ { begin_statement($0); next }
/^[ \t]*--/ { statement_commented = 1; next }
/^[ \t]*$/ { next }
{ add_to_statement($0) }

END {
	finish_statement()
	check_files()
	if (failed)
		exit 1
	if (mode == "header")
		print_header()
	else
		print_source()
}

function fail(file, line, what) {
	printf "%s:%d: %s\n", file, line, what > "/dev/stderr"
	failed = 1
}

# --- reading

function begin_file(    name) {
	finish_statement()
	seen[FILENAME] = 1
	file_statements[FILENAME] = 0
	name = FILENAME
	sub(/.*\//, "", name)
	engine = FILENAME ~ /(^|\/)sqlite\/[^\/]*$/ ? "sqlite" : FILENAME ~ /(^|\/)postgres\/[^\/]*$/ ? "postgres" : ""
	if (engine != "")
		begin_migration(name)
}

function begin_migration(name,    number) {
	number = ++migration_count[engine]
	migration_file[engine, number] = FILENAME
	migration_text[engine, number] = ""
	migration_name[engine, number] = substr(name, 1, length(name) - 4)
	if (name !~ /^[0-9][0-9][0-9][0-9]_[a-z][a-z0-9_]*\.sql$/)
		fail(FILENAME, 1, "a migration is called NNNN_name.sql")
	else if (substr(name, 1, 4) + 0 != number)
		fail(FILENAME, 1, sprintf("this is the %s migration number %d in order, not %d", engine, number, substr(name, 1, 4)))
}

function begin_statement(line) {
	finish_statement()
	sub(/^[ \t]*--[ \t]*name:[ \t]*/, "", line)
	sub(/[ \t]+$/, "", line)
	statement = line
	statement_file = FILENAME
	statement_line = FNR
	text = ""
	statement_ended = statement_commented = 0
	file_statements[FILENAME]++
	if (statement !~ /^[a-z][a-z0-9_]*$/ || statement == "count")
		fail(FILENAME, FNR, "\"" statement "\" cannot be the name of a statement")
	if (statement in where)
		fail(FILENAME, FNR, "statement " statement " is already in " where[statement])
	where[statement] = FILENAME ":" FNR
}

function add_to_statement(line) {
	if (statement_file == "")
		fail(FILENAME, FNR, "SQL without a line \"-- name: …\" above it")
	else if (statement_ended)
		fail(FILENAME, FNR, "SQL after the end of statement " statement ": is a line \"-- name: …\" missing?")
	sub(/[ \t\r]+$/, "", line)
	statement_ended = line ~ /;$/
	sub(/;$/, "", line)
	text = text (text == "" ? "" : "\n") line
}

function finish_statement() {
	if (statement_file == "")
		return
	if (text == "")
		fail(statement_file, statement_line, "statement " statement " has no SQL")
	else if (!statement_ended)
		fail(statement_file, statement_line, "statement " statement " does not end with a semicolon")
	if (!statement_commented)
		fail(statement_file, statement_line, "statement " statement " has no comment")
	check_parameters()
	statement_name[++statement_count] = statement
	statement_text[statement_count] = text
	statement_file = ""
}

function check_parameters(    rest, used, largest, number) {
	rest = text
	largest = 0
	while (match(rest, /\$[0-9]+/)) {
		number = substr(rest, RSTART + 1, RLENGTH - 1) + 0
		used[number] = 1
		largest = number > largest ? number : largest
		rest = substr(rest, RSTART + RLENGTH)
	}
	if (largest > 64)
		fail(statement_file, statement_line, "statement " statement " has more than 64 parameters")
	for (number = 1; number <= largest && number <= 64; number++)
		if (!(number in used))
			fail(statement_file, statement_line, "statement " statement " does not use $" number)
}

function check_files(    i, name, number) {
	for (i = 1; i < ARGC; i++)
		if (ARGV[i] !~ /^[a-z]+=/ && ARGV[i] != "" && !(ARGV[i] in seen))
			fail(ARGV[i], 1, "the file is empty")
	for (name in migration_count)
		for (number = 1; number <= migration_count[name]; number++)
			if (!((name, number) in migration_filled))
				fail(migration_file[name, number], 1, "the migration has no SQL")
}

# --- writing

function print_header(    i) {
	print "/* The statements of src/sql. Made by tools/embed_sql.awk: do not edit. */"
	print "#ifndef STATEMENTS_H\n#define STATEMENTS_H\n"
	print "enum statement {"
	for (i = 1; i <= statement_count; i++)
		print "\tSTATEMENT_" toupper(statement_name[i]) ","
	print "\tSTATEMENT_COUNT, /* how many there are */\n};\n"
	print "enum {"
	print "\tSQLITE_MIGRATIONS = " migration_count["sqlite"] ","
	print "\tPOSTGRES_MIGRATIONS = " migration_count["postgres"] ",\n};\n"
	print "struct statement_text {\n\tconst char *name;\n\tconst char *text;\n};\n"
	print "struct migration {\n\tint number; /* from 1, without a gap */\n\tconst char *name;\n\tconst char *text;\n};\n"
	print "/* By enum statement, and in order of number; each ends with an entry of nothing. */"
	print "extern const struct statement_text statement_texts[STATEMENT_COUNT + 1];"
	print "extern const struct migration sqlite_migrations[SQLITE_MIGRATIONS + 1];"
	print "extern const struct migration postgres_migrations[POSTGRES_MIGRATIONS + 1];\n"
	print "#endif"
}

function print_source(    i) {
	print "/* The statements of src/sql. Made by tools/embed_sql.awk: do not edit. */"
	print "#include \"statements.h\"\n\n#include <stddef.h>\n"
	print "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n"
	print "const struct statement_text statement_texts[STATEMENT_COUNT + 1] = {"
	for (i = 1; i <= statement_count; i++)
		printf "\t{\"%s\",\n%s},\n", statement_name[i], c_text(statement_text[i])
	print "\t{NULL, NULL},\n};"
	print_migrations("sqlite")
	print_migrations("postgres")
}

function print_migrations(name,    number) {
	printf "\nconst struct migration %s_migrations[%s_MIGRATIONS + 1] = {\n", name, toupper(name)
	for (number = 1; number <= migration_count[name]; number++)
		printf "\t{%d, \"%s\",\n%s},\n", number, migration_name[name, number], c_text(migration_text[name, number])
	print "\t{0, NULL, NULL},\n};"
}

# A text as C string literals, one a line.
function c_text(string,    lines, count, i, result) {
	count = split(string, lines, /\n/)
	if (count > 1 && lines[count] == "")
		count--
	result = ""
	for (i = 1; i <= count; i++)
		result = result (i > 1 ? "\n" : "") "\t \"" escaped(lines[i]) (i < count ? "\\n\"" : "\"")
	return result
}

# "?" too, against trigraphs.
function escaped(line,    i, c, result) {
	if (line !~ /["\\?\t\r]/)
		return line
	result = ""
	for (i = 1; i <= length(line); i++) {
		c = substr(line, i, 1)
		result = result (c == "\t" ? "\\t" : c == "\r" ? "\\r" : c ~ /["\\?]/ ? "\\" c : c)
	}
	return result
}
