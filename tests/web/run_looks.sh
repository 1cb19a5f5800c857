#!/bin/bash
# How pages and dialogs look in three languages, light and dark, faults planted for the checks, and what pages say. Ends with "N passed, N failed".
set -eu
cd "$(dirname "$0")"
exec node all.mjs layout dialogs planted told phones
