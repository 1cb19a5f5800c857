#!/bin/sh
# What tools/embed_sql.awk makes of good SQL files, and how it refuses bad ones.
# Ends with "N passed, N failed"; the exit status is 1 when any failed.

tool=$(cd "$(dirname "$0")/../.." && pwd)/tools/embed_sql.awk
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
mkdir sqlite postgres
passed=0
failed=0

passes() {
	passed=$((passed + 1))
	echo "ok - $1"
}

fails() {
	failed=$((failed + 1))
	echo "not ok - $1"
	sed 's/^/# /' output complaint
}

embed() { # mode file…
	mode=$1
	shift
	awk -f "$tool" -v mode="$mode" "$@" >output 2>complaint
}

# Must be refused with this line, and nothing written.
refused() { # what line file…
	what=$1
	line=$2
	shift 2
	if ! embed source "$@" && [ ! -s output ] && grep -qxF -- "$line" complaint; then passes "$what"; else fails "$what"; fi
}

# What is made of the files must contain this line.
gives() { # what mode line file…
	what=$1
	mode=$2
	line=$3
	shift 3
	if embed "$mode" "$@" && grep -qxF -- "$line" output; then passes "$what"; else fails "$what"; fi
}

good='-- name: client_by_ref
-- One client.
SELECT id FROM client WHERE ref = $1;'

# --- what is good

tab=$(printf '\t')
printf '%s\n' "$good" >client.sql
printf 'CREATE TABLE client (ref TEXT); -- "one" \\ ??=\n\nSELECT 1;\n' >sqlite/0001_book.sql
printf 'CREATE TABLE more (ref TEXT);\n' >sqlite/0002_more.sql
printf 'CREATE TABLE client (ref TEXT);\n' >postgres/0001_book.sql
files='client.sql sqlite/0001_book.sql sqlite/0002_more.sql postgres/0001_book.sql'
# shellcheck disable=SC2086
{
	gives 'a statement is in the enum' header "${tab}STATEMENT_CLIENT_BY_REF," $files
	gives 'migrations are counted by engine' header "${tab}SQLITE_MIGRATIONS = 2," $files
	gives 'an engine may have fewer' header "${tab}POSTGRES_MIGRATIONS = 1," $files
	gives 'a statement ends before its semicolon' source "$tab \"SELECT id FROM client WHERE ref = \$1\"}," $files
	gives 'a migration has its number and name' source "${tab}{2, \"0002_more\"," $files
	gives 'a migration is kept as it is, escaped for C' source \
		"$tab \"CREATE TABLE client (ref TEXT); -- \\\"one\\\" \\\\ \\?\\?=\\n\"" sqlite/0001_book.sql
}
gives 'a parameter may be used twice and in any order' source "$tab \"SELECT \$2, \$1, \$2\"}," \
	"$(printf -- '-- name: a\n-- A.\nSELECT $2, $1, $2;\n' >order.sql && echo order.sql)"

gcc_reads() {
	embed header "$@" && mv output statements.h && embed source "$@" && mv output statements.c &&
		printf '#include "statements.h"\nint main(void) { return statement_texts[0].text[0] != 83; }\n' >main.c &&
		${CC:-cc} -std=c17 -Wall -Wextra -Wpedantic -Werror -I. main.c statements.c -o main 2>complaint && ./main
}
awk 'BEGIN { for (i = 0; i < 300; i++) print "CREATE TABLE t" i " (a INTEGER NOT NULL, b TEXT);" }' >sqlite/0003_long.sql
: >output
# shellcheck disable=SC2086
if gcc_reads $files sqlite/0003_long.sql; then passes 'the compiler takes it, long texts too'; else fails 'the compiler takes it, long texts too'; fi
rm sqlite/0003_long.sql

# --- what is not

bad() { # what line text
	printf '%s\n' "$3" >bad.sql
	refused "$1" "$2" bad.sql
}

bad 'the same name twice in a file' 'bad.sql:4: statement client_by_ref is already in bad.sql:1' "$good
$good"
cp client.sql bad.sql
refused 'the same name in two files' 'bad.sql:1: statement client_by_ref is already in client.sql:1' client.sql bad.sql
bad 'SQL without a name' 'bad.sql:1: SQL without a line "-- name: …" above it' 'SELECT 1;'
bad 'a second statement under a name' \
	'bad.sql:4: SQL after the end of statement client_by_ref: is a line "-- name: …" missing?' "$good
SELECT 2;"
bad 'a name without SQL' 'bad.sql:1: statement nothing has no SQL' '-- name: nothing
-- Nothing.'
bad 'no semicolon' 'bad.sql:1: statement open does not end with a semicolon' '-- name: open
-- Open.
SELECT 1'
bad 'no comment' 'bad.sql:1: statement mute has no comment' '-- name: mute
SELECT 1;'
bad 'an empty name' 'bad.sql:1: "" cannot be the name of a statement' '-- name:
-- None.
SELECT 1;'
bad 'a name that is none in C' 'bad.sql:1: "Client-by ref" cannot be the name of a statement' '-- name: Client-by ref
-- Odd.
SELECT 1;'
bad 'a name that is taken' 'bad.sql:1: "count" cannot be the name of a statement' '-- name: count
-- Odd.
SELECT 1;'
bad 'a gap in the parameters' 'bad.sql:1: statement gap does not use $2' '-- name: gap
-- Gap.
SELECT $1, $3;'
bad 'too many parameters' 'bad.sql:1: statement many has more than 64 parameters' '-- name: many
-- Many.
SELECT $1, $65;'
: >bad.sql
refused 'an empty file' 'bad.sql:1: the file is empty' bad.sql
refused 'an empty file among others' 'bad.sql:1: the file is empty' client.sql bad.sql sqlite/0001_book.sql

printf -- '-- later\n' >sqlite/0002_empty.sql
refused 'a migration without SQL' 'sqlite/0002_empty.sql:1: the migration has no SQL' sqlite/0001_book.sql sqlite/0002_empty.sql
refused 'a gap in the numbers' 'sqlite/0002_more.sql:1: this is the sqlite migration number 1 in order, not 2' sqlite/0002_more.sql
refused 'the same number twice' 'sqlite/0002_more.sql:1: this is the sqlite migration number 3 in order, not 2' \
	sqlite/0001_book.sql sqlite/0002_empty.sql sqlite/0002_more.sql
printf 'SELECT 1;\n' >postgres/2_short.sql
refused 'a migration called otherwise' 'postgres/2_short.sql:1: a migration is called NNNN_name.sql' \
	postgres/0001_book.sql postgres/2_short.sql

if ! awk -f "$tool" client.sql >output 2>complaint && [ ! -s output ]; then passes 'no mode'; else fails 'no mode'; fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
