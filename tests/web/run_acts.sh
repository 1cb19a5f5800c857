#!/bin/bash
# Who comes in and how, what the desk does with a card, and what becomes of it when the line breaks. Ends with "N passed, N failed".
set -eu
cd "$(dirname "$0")"
exec node all.mjs doors acts lost
