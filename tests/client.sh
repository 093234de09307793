#!/bin/sh
# Generates a typed client (TypeScript) from docs/openapi.json, compiles calls against it, and lets
# them ask a running service.
#
# Usage: tests/client.sh [PROGRAM]   PROGRAM is `passgenau`; without it the calls are compiled only.
# Needs node with what `npm ci` puts into tests/client; without it it says so and ends.
set -eu
cd "$(dirname "$0")/.."
if ! command -v node >/dev/null 2>&1 || [ ! -d tests/client/node_modules ]; then
    echo "skipped: needs node, and once: npm ci --prefix tests/client"
    exit 0
fi
bin=tests/client/node_modules/.bin
"$bin/openapi-typescript" docs/openapi.json --default-non-nullable=false -o tests/client/generated/schema.d.ts
"$bin/tsc" -p tests/client
echo "the calls compile"
PROGRAM=${1:-}
if [ -n "$PROGRAM" ]; then
    . tests/service.sh
    URL="$URL" KEY="$KEY" node tests/client/generated/out/calls.js
fi
