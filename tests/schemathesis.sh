#!/bin/sh
# Requests made from the OpenAPI document by Schemathesis, against a service of its own: no fault of
# the service, no undocumented status, no answer against its schema.
#
# Usage: tests/schemathesis.sh [PROGRAM]   PROGRAM is `passgenau`; it is built where none is given.
# Needs `schemathesis` 4 (pip install schemathesis) and curl; without the first it says so and ends.
# SCHEMATHESIS names another program, PORT another port, SECONDS_MOST the time for requests (60).
set -eu
cd "$(dirname "$0")/.."
SCHEMATHESIS=${SCHEMATHESIS:-schemathesis}
if ! command -v "$SCHEMATHESIS" >/dev/null 2>&1; then
    echo "skipped: schemathesis is not installed (pip install schemathesis)"
    exit 0
fi
PROGRAM=${1:-}
. tests/service.sh
# Something to find: what the examples of the document speak of.
person='{"id": "P-001", "facts": []}'
send -H "Authorization: Bearer $KEY" "$URL/v1/applicants" -d "$person" >/dev/null
# Accounts and keys are for people who are signed in; imports go on after their answer.
cd "$WORK"
"$SCHEMATHESIS" run "$URL/openapi.json" -H "Authorization: Bearer $KEY" \
    --exclude-path-regex '^/v1/(session|users|api-keys|organisations|invitations|imports)' \
    --checks not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance \
    --phases examples,coverage,fuzzing --max-examples "${EXAMPLES:-15}" --seed 20261122 \
    --max-time "${SECONDS_MOST:-60}" --continue-on-failure --no-color
kill -0 "$SERVICE"
