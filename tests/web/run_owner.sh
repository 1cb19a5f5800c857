#!/bin/bash
# The pages of owner, manager and accountant in a real browser. Ends with "N passed, N failed".
set -eu
cd "$(dirname "$0")"
exec node all.mjs owner owner_keys hostile
