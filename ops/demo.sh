#!/bin/sh
# A fleet on one machine: PostgreSQL, three audited JVMs, the shipper and Prometheus. Shows their
# ledgers verified here and at the far side, and the dashboard's page.
#
#   ops/demo.sh           goes on until Ctrl-C
#   ops/demo.sh --once    ends after it has shown all once; exit 0 if all verified
set -eu

cd "$(dirname "$0")/.."
once=${1:-}
agent=agent/dist/target/tachograph.jar
ship=core/ship/target/tachograph-ship.jar

need() {
  echo "ops/demo.sh needs $1; on Debian: apt-get install $2" >&2
  exit 2
}

. ops/postgres.sh
[ -x "$bin/initdb" ] || need PostgreSQL postgresql
command -v psql >/dev/null || need psql postgresql-client
command -v prometheus >/dev/null || need Prometheus prometheus
command -v curl >/dev/null || need curl curl
[ -f "$agent" ] && [ -f "$ship" ] || mvn -q -B -DskipTests -pl agent/dist,core/ship -am package

work=$(mktemp -d)
pids=
end() {
  trap - EXIT INT TERM
  for pid in $pids; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  stop_postgres
  rm -rf "$work"
}
trap end EXIT
trap 'exit 130' INT TERM

echo "== PostgreSQL"
mkdir "$work/audit" "$work/prometheus"
start_postgres
sql() { psql -X -q -h 127.0.0.1 -p "$port" -U owner -d "${2:-audit}" -c "$1"; }
sql "CREATE DATABASE audit" postgres
sql "CREATE ROLE shipper LOGIN" postgres
url="jdbc:postgresql://127.0.0.1:$port/audit"
java -jar "$ship" migrate --to "$url?user=owner" --ship-role shipper

echo "== Three audited JVMs, the shipper, Prometheus"
targets=
for service in orders refunds desk; do
  metrics=$(free_port)
  java "-javaagent:$agent=dir=$work/audit,service=$service,metrics.port=$metrics,include=Desk#search,Desk#refund,include.tasks=Desk#handle" \
    ops/demo/Desk.java >"$work/$service.log" 2>&1 &
  pids="$pids $!"
  targets="$targets
      - targets: [\"127.0.0.1:$metrics\"]
        labels: {service: $service}"
done
ship_port=$(free_port)
java -jar "$ship" run --dir "$work/audit" --to "$url?user=shipper" --metrics-port "$ship_port" --verify-every PT5S \
  >"$work/ship.log" 2>&1 &
pids="$pids $!"
cat >"$work/prometheus/prometheus.yml" <<YML
global:
  scrape_interval: 2s
  evaluation_interval: 2s
rule_files:
  - $(pwd)/ops/prometheus/alerts.yml
scrape_configs:
  - job_name: tachograph
    static_configs:$targets
  - job_name: tachograph-ship
    static_configs:
      - targets: ["127.0.0.1:$ship_port"]
YML
web_port=$(free_port)
prometheus --config.file="$work/prometheus/prometheus.yml" --storage.tsdb.path="$work/prometheus/data" \
  --web.listen-address="127.0.0.1:$web_port" --web.console.templates=ops/prometheus/consoles \
  >"$work/prometheus.log" 2>&1 &
pids="$pids $!"
page="http://127.0.0.1:$web_port/consoles/tachograph.html"

sleep 20
failed=0
echo
echo "== Verified here"
java -jar "$agent" verify "$work/audit" || failed=1
echo
echo "== Verified in PostgreSQL, and held against the folder here"
java -jar "$ship" verify "$url?user=shipper" --compare "$work/audit" || failed=1
echo
sql "SELECT producer, count(*) AS entries, min(ts) AS first, max(ts) AS last
     FROM ledger_records GROUP BY 1 ORDER BY 1"
echo "== What the shipping role may not do"
psql -X -q -h 127.0.0.1 -p "$port" -U shipper -d audit -c "DELETE FROM ledger_records" && failed=1
echo
echo "== The dashboard's page, $page"
curl -fsS "$page" | sed -e '/<style>/,/<\/style>/d' -e 's/<\/t[dh]>/  /g' -e 's/<[^>]*>//g' | grep -v '^ *$' || failed=1
if [ "$once" != --once ]; then
  echo
  echo "It goes on until Ctrl-C. Audited: $work/audit; PostgreSQL: $url; alerts: http://127.0.0.1:$web_port/alerts"
  wait
fi
exit $failed
