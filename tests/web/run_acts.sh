#!/bin/bash
# Who comes in and how, what the desk does with a card, what becomes of it when the line breaks, and that all of it is settled rightly.
# Ends with "N passed, N failed".
set -eu
cd "$(dirname "$0")"
exec node all.mjs doors acts lost settled
