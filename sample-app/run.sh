#!/usr/bin/env bash
# Builds what is missing, runs the sample application with the agent attached, shows what was recorded, verifies the
# ledger, then flips one byte in a copy of it and shows that verification finds it. Ends 0 only if all of that holds.
set -euo pipefail

here="$(cd "$(dirname "$0")" && pwd)"
root="$(dirname "$here")"
agent="$root/agent/dist/target/tachograph.jar"
app="$here/target/tachograph-sample-app.jar"
run="$here/target/run"

say() { printf '\n== %s\n\n' "$*"; }
fail() { printf '\nFAILED: %s\n' "$*" >&2; exit 1; }
tachograph() { java -jar "$agent" "$@"; }

newer_source() {
  find "$root/core" "$root/agent" "$here" -path '*/src/main/*' -type f -newer "$1" -print -quit
}

if [ ! -f "$agent" ] || [ ! -f "$app" ] || [ -n "$(newer_source "$agent")" ]; then
  say "Building"
  (cd "$root" && mvn -q -B -DskipTests -pl sample-app,agent/dist -am package)
fi

rm -rf "$run"
mkdir -p "$run"

say "The application, with the agent attached"
java -javaagent:"$agent"=dir="$run/audit",service=triage -jar "$app"

ledger="$run/audit/triage"

say "The mission"
tachograph missions "$ledger"

say "Its story"
mission="$(tachograph missions "$ledger" --json | sed -n 's/.*"mission_uuid":"\([^"]*\)".*/\1/p' | tail -1)"
story="$(tachograph mission "$mission" "$ledger" --utc)" || fail "the mission is not told"
printf '%s\n' "$story"
grep -q "Decisions:" <<<"$story" || fail "the mission's decision is not told"

calls="$(tachograph tools "$ledger" --json | wc -l)"
failed="$(tachograph tools "$ledger" --json | grep -c '"success":false' || true)"
printf '\n%d tool calls, %d failed\n' "$calls" "$failed"
[ "$calls" -ge 8 ] || fail "expected at least 8 tool calls"
[ "$failed" -eq 1 ] || fail "expected one failed tool call"

say "The first entries of the ledger"
tachograph show "$ledger" --limit 12

say "Verification"
tachograph verify "$ledger" || fail "the ledger does not verify"

say "One byte flipped in a copy"
cp -r "$ledger" "$run/tampered"
seq=20
place="$(tachograph show "$run/tampered" --seq "$seq" --json |
  sed -n 's/.*"file":"\([^"]*\.cq4\)","offset":\([0-9]*\),"body".*/\1 \2/p')"
file="$run/tampered/ledger/${place% *}"
# Into the entry: behind the excerpt's header (4 bytes), its hash (32) and the entry's fixed fields (72).
offset=$((${place#* } + 4 + 32 + 72 + 3))
byte="$(od -An -tu1 -j "$offset" -N 1 "$file" | tr -d ' ')"
printf "$(printf '\\%03o' $((byte ^ 1)))" | dd of="$file" bs=1 seek="$offset" conv=notrunc status=none
printf 'the entry with seq %d, at offset %d of %s\n\n' "$seq" "$offset" "$(basename "$file")"

code=0
found="$(tachograph verify "$run/tampered")" || code=$?
printf '%s\n' "$found"
[ "$code" -eq 1 ] || fail "verification of the flipped copy ended with $code instead of 1"
grep -q "hash_mismatch seq=$seq " <<<"$found" || fail "the flipped byte was not found at its seq"

say "All of it held: recorded, verified, and the flipped byte found at seq $seq"
