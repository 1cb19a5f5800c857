#!/bin/bash
# script/run-tests sees every way a test can fail, and counts what passed.
set -u
cd "$(dirname "$0")/../.." || exit 1
root=$PWD
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
passed=0
failed=0

# a NAME TEXT: a test of that name that runs this shell text.
a() {
	printf '#!/bin/bash\n%s\n' "$2" >"$folder/$1"
	chmod +x "$folder/$1"
}

# expect LINE ENDED NAME…: running these tests ends with this line and this exit code.
expect() {
	local line=$1 ended=$2 said
	shift 2
	said=$(cd "$folder" && TEST_TIMEOUT=1 "$root/script/run-tests" "$@" 2>/dev/null)
	if [ "$?:$(tail -n 1 <<<"$said")" = "$ended:$line" ]; then
		passed=$((passed + 1))
		echo "ok $line from: $*"
	else
		failed=$((failed + 1))
		echo "not ok $line from: $*, but: $said"
	fi
}

a ./good 'echo 1..2; echo "ok 1 - a"; echo "ok 2 - b"'
a ./two_groups 'echo 1..1; echo "ok 1 - a"; echo 1..1; echo "ok 1 - b"'
a ./bad 'echo 1..2; echo "ok 1 - a"; echo "not ok 2 - b"; exit 1'
a ./crashed 'echo 1..3; echo "ok 1 - a"; kill -SEGV $$'
a ./cut_short 'echo 1..3; echo "ok 1 - a"'
a ./leaked 'echo 1..1; echo "ok 1 - a"; exit 23'
a ./hung 'echo 1..2; echo "ok 1 - a"; sleep 60'
a ./silent 'true'
a ./run_good.sh 'echo "5 passed, 0 failed"'
a ./run_bad.py 'echo "5 passed, 2 failed"; exit 1'
a ./run_lies.sh 'echo "5 passed, 0 failed"; exit 1'
a ./run_plain.sh 'true'
a ./run_broken.sh 'false'
a ./run_empty.sh 'echo "0 passed, 0 failed"'
a ./run_not_executable.sh 'true'
chmod -x "$folder/run_not_executable.sh"

expect '2 passed, 0 failed' 0 ./good
expect '2 passed, 0 failed' 0 ./two_groups
expect '1 passed, 1 failed' 1 ./bad
expect '1 passed, 2 failed' 1 ./crashed
expect '1 passed, 2 failed' 1 ./cut_short
expect '1 passed, 1 failed' 1 ./leaked
expect '1 passed, 1 failed' 1 ./hung
expect '0 passed, 1 failed' 1 ./silent
expect '0 passed, 1 failed' 1 ./not_there
expect '5 passed, 0 failed' 0 ./run_good.sh
expect '5 passed, 2 failed' 1 ./run_bad.py
expect '5 passed, 1 failed' 1 ./run_lies.sh
expect '1 passed, 0 failed' 0 ./run_plain.sh
expect '0 passed, 1 failed' 1 ./run_broken.sh
expect '0 passed, 1 failed' 1 ./run_empty.sh
expect '0 passed, 1 failed' 1 ./run_not_executable.sh
expect '9 passed, 3 failed' 1 ./good ./bad ./run_bad.py ./run_plain.sh
expect '0 passed, 0 failed' 1

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
