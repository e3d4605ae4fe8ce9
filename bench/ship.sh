#!/bin/sh
# What shipping to PostgreSQL takes: entries a second beside PostgreSQL's own COPY of the same rows,
# and verified there, how long an event of 20 ledgers takes until it can be asked for, and the memory that 200 need.
# Needs PostgreSQL (Debian: postgresql), bench/target/tachograph-bench.jar and core/ship's jar.
#
#   bench/ship.sh [ENTRIES]
set -eu

cd "$(dirname "$0")/.."
entries=${1:-300000}
. ops/postgres.sh
. bench/shipping.sh
stop_far_side() { stop_postgres; }

mkdir "$work/latency" "$work/memory"
start_postgres -c max_wal_size=4GB
sql() { psql -X -q -A -t -h 127.0.0.1 -p "$port" -U owner -d "$1" -c "$2"; }
sql postgres "CREATE ROLE shipper LOGIN"
for name in audit copied latency memory; do
  sql postgres "CREATE DATABASE $name"
  java -jar "$ship" migrate --to "jdbc:postgresql://127.0.0.1:$port/$name?user=owner" --ship-role shipper >/dev/null
done
url() { echo "jdbc:postgresql://127.0.0.1:$port/$1?user=shipper"; }

shipped_rows() { sql audit "SELECT count(*) FROM ledger_records"; }
write_ledger "$entries"
for round in 1 2 3; do
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
  for name in audit copied; do
    sql postgres "DROP DATABASE $name WITH (FORCE)"
    sql postgres "CREATE DATABASE $name"
    java -jar "$ship" migrate --to "jdbc:postgresql://127.0.0.1:$port/$name?user=owner" --ship-role shipper >/dev/null
  done
done

echo "== 20 ledgers, 2,000 events a second together: from append until it can be asked for"
java -Xmx256m -jar "$ship" run --dir "$work/latency" --to "$(url latency)" 2>/dev/null &
pids="$pids $!"
$bench io.tachograph.bench.FleetWriter "$work/latency" 20 2000 40 2>/dev/null &
sleep 10
# How old the newest row of each ledger is, ten times a second.
timeout 25 psql -X -q -A -t -h 127.0.0.1 -p "$port" -U owner -d latency >"$work/ages" 2>/dev/null <<'SQL' || true
SELECT extract(epoch FROM clock_timestamp() - newest.ts)
FROM (SELECT DISTINCT anchor_id FROM ledger_files) ledgers,
  LATERAL (SELECT ts FROM ledger_records WHERE anchor_id = ledgers.anchor_id ORDER BY ts DESC LIMIT 1) newest
\watch 0.1
SQL
grep -E '^[0-9.]+$' "$work/ages" | sort -n | awk '{ age[NR] = $1 } END {
  printf "samples=%d median_s=%.3f p95_s=%.3f max_s=%.3f\n", NR, age[int(NR * 0.5)], age[int(NR * 0.95)], age[NR] }'
wait "$!" || true
kill $pids; pids=

echo "== 200 ledgers, 2,000 events a second together: the shipper's memory"
java -Xmx256m -jar "$ship" run --dir "$work/memory" --to "$(url memory)" 2>/dev/null &
shipper=$!
pids="$pids $shipper"
$bench io.tachograph.bench.FleetWriter "$work/memory" 200 2000 30 2>/dev/null
sleep 5
echo "shipped=$(sql memory "SELECT count(*) FROM ledger_records") of ledgers=$(sql memory "SELECT count(DISTINCT anchor_id) FROM ledger_record_keys") $(grep VmHWM "/proc/$shipper/status" | tr -s '\t ' ' ')"
