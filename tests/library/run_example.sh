#!/bin/sh
# The example of the library: built against libcarnet.a, run on a new book, refused on the same one.
set -u
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
build=$(dirname "$CARNET")
book=$folder/book
[ "${CARNET_TEST_ENGINE:-}" = postgres ] && book="$CARNET_TEST_DATABASE&schema=example_$$"
passed=0 failed=0
check() { if [ "$2" = "$3" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $1: expected $2, got $3"; fi; }

answer=$("$build/examples/punch_card" "$book")
check "it ends well" 0 $?
case $answer in *'"used":1,"left":9'*) left=yes ;; *) left=$answer ;; esac
check "nine are left" yes "$left"
case $answer in *'"paid":5000'*'"due":5000'*) due=yes ;; *) due=$answer ;; esac
check "half is due" yes "$due"
"$build/examples/punch_card" "$book" 2>"$folder/said"
check "a book is not made twice" 2 $?
"$CARNET" verify "$book" >"$folder/verify"
check "the book holds" 0 $?
echo "$passed passed, $failed failed"
[ $failed = 0 ]
