#!/bin/sh
# What shipping to PostgreSQL takes: entries a second beside PostgreSQL's own COPY of the same rows,
# and verified there; and of many ledgers at once how long an event takes until it can be asked for, and the shipper's memory.
# Needs PostgreSQL (Debian: postgresql), bench/target/tachograph-bench.jar and core/ship's jar.
#
#   bench/ship.sh [ENTRIES]
set -eu

cd "$(dirname "$0")/.."
entries=${1:-300000}
. ops/postgres.sh
. bench/shipping.sh
stop_far_side() { stop_postgres; }

start_postgres -c max_wal_size=4GB
sql() { PGOPTIONS="-c client_min_messages=warning" psql -X -q -A -t -h 127.0.0.1 -p "$port" -U owner -d "$1" -c "$2"; }
sql postgres "CREATE ROLE shipper LOGIN"
new_database() {
  sql postgres "DROP DATABASE IF EXISTS $1 WITH (FORCE)"
  sql postgres "CREATE DATABASE $1"
  java -jar "$ship" migrate --to "jdbc:postgresql://127.0.0.1:$port/$1?user=owner" --ship-role shipper >/dev/null
}
url() { echo "jdbc:postgresql://127.0.0.1:$port/$1?user=shipper"; }

shipped_rows() { sql audit "SELECT count(*) FROM ledger_records"; }
write_ledger "$entries"
for round in 1 2 3; do
  new_database audit
  new_database copied
  log_at=$(sql audit "SELECT pg_current_wal_lsn()")
  ship_ledger "$(url audit)" shipped_rows
  sql audit "SELECT 'bytes an entry: entry=' || (SELECT sum(length(entry)) FROM ledger_records) / $shipped
    || ' write_ahead_log=' || ((pg_current_wal_lsn() - '$log_at') / $shipped)::bigint
    || ' tables_and_indexes=' || pg_database_size('audit') / $shipped"
  verify_shipped "$(url audit)"
  columns="rid, anchor_id, seq, slot, kind, ts, prev_hash, hash, entry, producer, version"
  sql audit "COPY (SELECT $columns FROM ledger_records ORDER BY seq) TO STDOUT (FORMAT binary)" >"$work/rows"
  sql copied "SELECT ledger_partition('ledger_records', m) FROM
    generate_series('2026-10-01'::timestamptz, '2027-01-01', '1 month') m" >/dev/null
  from=$(seconds)
  sql copied "COPY ledger_records ($columns) FROM STDIN (FORMAT binary)" <"$work/rows"
  to=$(seconds)
  echo "copied=$(sql copied "SELECT count(*) FROM ledger_records") per_second=$(rate "$shipped" "$from" "$to")"
done

# So many ledgers, with so many events a second together.
fleet() {
  echo "== $1 ledgers, $2 events a second together"
  name=fleet_$1_$2
  new_database "$name"
  mkdir "$work/$name"
  java -Xmx256m -jar "$ship" run --dir "$work/$name" --to "$(url "$name")" 2>/dev/null &
  shipper=$!
  $bench io.tachograph.bench.FleetWriter "$work/$name" "$1" "$2" 40 2>/dev/null &
  writer=$!
  pids="$shipper $writer"
  sleep 15
  commits="SELECT xact_commit FROM pg_stat_database WHERE datname = '$name'"
  before=$(sql "$name" "$commits")
  # How old the newest row of each ledger is, once a second.
  timeout 20 psql -X -q -A -t -h 127.0.0.1 -p "$port" -U owner -d "$name" >"$work/ages" 2>/dev/null <<'SQL' || true
SELECT extract(epoch FROM clock_timestamp() - newest.ts)
FROM (SELECT DISTINCT anchor_id FROM ledger_files) ledgers,
  LATERAL (SELECT ts FROM ledger_records WHERE anchor_id = ledgers.anchor_id ORDER BY ts DESC LIMIT 1) newest
\watch 1
SQL
  after=$(sql "$name" "$commits")
  grep -E '^[0-9.]+$' "$work/ages" | sort -n | awk '{ age[NR] = $1 } END {
    printf "until it can be asked for: samples=%d median_s=%.3f p95_s=%.3f max_s=%.3f\n",
      NR, age[int(NR * 0.5)], age[int(NR * 0.95)], age[NR] }'
  wait "$writer"
  sleep 5
  echo "shipped=$(sql "$name" "SELECT count(*) FROM ledger_records") commits_per_second=$(((after - before) / 20))" \
    "$(grep VmHWM "/proc/$shipper/status" | tr -s '\t ' ' ')"
  kill "$shipper"
  wait "$shipper" || true
  pids=
}

fleet 20 2000
fleet 200 2000
fleet 100 10000
fleet 200 20000
