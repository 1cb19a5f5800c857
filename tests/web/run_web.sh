#!/bin/bash
# The screens in a real browser, served by the program itself: the desk's day, who else looks, nothing twice, how fast. Ends with
# "N passed, N failed". CHROMIUM says which browser; run_web.sh NAME… runs those files (all.mjs) instead.
set -eu
cd "$(dirname "$0")"
if [ $# -eq 0 ]; then set -- desk keyboard others safety speed; fi
exec node all.mjs "$@"
