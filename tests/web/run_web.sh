#!/bin/bash
# The screens in a real browser, served by the program itself. Ends with "N passed, N failed".
# CHROMIUM says which browser; run_web.sh NAME… runs only those files.
set -eu
cd "$(dirname "$0")"
exec node all.mjs "$@"
