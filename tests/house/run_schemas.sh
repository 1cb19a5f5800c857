#!/bin/bash
# The two schemas are the same, and tools/compare_schemas sees whatever makes them differ.
set -u
cd "$(dirname "$0")/../.." || exit 1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
passed=0
failed=0

# expect ENDED NAME: comparing what lies in the folder ends so.
expect() {
	tools/compare_schemas "$folder/sql" >"$folder/said" 2>&1
	if [ $? -eq "$1" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED $2"
		cat "$folder/said"
	fi
}

fresh() {
	rm -rf "$folder/sql"
	cp -r src/sql "$folder/sql"
}

# differs NAME SED: with this done to the migrations of PostgreSQL they differ.
differs() {
	fresh
	sed -i "$2" "$folder"/sql/postgres/*.sql
	cmp -s <(cat src/sql/postgres/*.sql) <(cat "$folder"/sql/postgres/*.sql) && failed=$((failed + 1)) && echo "not planted: $1"
	expect 1 "$1"
}

fresh
expect 0 "the schemas"
differs "a text that sorts by a language" 's/ref TEXT COLLATE "C",/ref TEXT,/'
differs "another kind" 's/price BIGINT/price BYTEA/'
differs "a column that may be NULL" 's/history BYTEA NOT NULL/history BYTEA/'
differs "a column more" 's/^CREATE TABLE person (/&\n\tshoe BIGINT,/'
differs "an index less" '/CREATE INDEX contract_due/d'
differs "a key less" 's/PRIMARY KEY (client, contract)/CHECK (client > 0)/'
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
