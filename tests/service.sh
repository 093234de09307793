# Read by other scripts: starts a service in memory with a key of placement.
# In: PROGRAM, PORT. Out: URL, KEY, WORK (a folder of its own), SERVICE (the process).
if [ -z "${PROGRAM:-}" ]; then
    cargo build --quiet -p cli
    case ${CARGO_TARGET_DIR:=target} in /*) ;; *) CARGO_TARGET_DIR=$(pwd)/$CARGO_TARGET_DIR ;; esac
    PROGRAM=$CARGO_TARGET_DIR/debug/passgenau
fi
URL=http://127.0.0.1:${PORT:-18432}
WORK=$(mktemp -d)
printf 'requests_per_minute = 4000000000\nfailed_sign_ins = 4000000000\nrequest_seconds = 10\n' > "$WORK/config.toml"
"$PROGRAM" serve --config "$WORK/config.toml" --listen "${URL#http://}" --log error > "$WORK/log" 2>&1 &
SERVICE=$!
trap 'kill "$SERVICE" 2>/dev/null || true; rm -rf "$WORK"' EXIT
for _ in $(seq 100); do
    curl -s -o /dev/null "$URL/health/live" && break
    sleep 0.2
done
SECRET=$(sed -n 's/.*setup#\([0-9a-f]*\).*/\1/p' "$WORK/log")
PASSWORD='Regen ueber Bedburg 12'
send() { curl -sS --fail-with-body -H 'Content-Type: application/json' "$@"; }
send "$URL/v1/invitations/acceptance" -d '{"secret": "'"$SECRET"'", "password": "'"$PASSWORD"'",
    "founding": {"login": "verwaltung", "name": "Vera Waltung",
    "organisation": {"id": "rhein-erft", "name": "jobcenter Rhein-Erft"}}}' >/dev/null
TOKEN=$(send -c "$WORK/cookies" "$URL/v1/session" -d '{"login": "verwaltung", "password": "'"$PASSWORD"'"}' \
    | sed -n 's/.*"csrf_token":"\([0-9a-f]*\)".*/\1/p')
# Every scope that a key of placement can have, as the document names them.
SCOPES=$(curl -sS "$URL/openapi.json" | grep -o 'placement[^`]*for keys with the scope `[a-z:-]*`' | sed 's/.*`\(.*\)`/"\1"/' \
    | sort -u | paste -sd, -)
KEY=$(send -b "$WORK/cookies" -H "X-CSRF-Token: $TOKEN" "$URL/v1/api-keys" -d '{"name": "Skript",
    "role": "placement", "scopes": ['"$SCOPES"'], "valid_to": "'"$(date -u -d '+300 days' +%F)"'"}' \
    | sed -n 's/.*"key":"\([^"]*\)".*/\1/p')
test -n "$KEY"
