# What the benchmarks of the shipper share; to be sourced at the root of the project. Sets $work, a
# folder that is removed at the end, when those in $pids are ended too and stop_far_side is called,
# which the script defines.

ship=core/ship/target/tachograph-ship.jar
bench="java -Dslf4j.provider=org.slf4j.nop.NOPServiceProvider
  --add-opens=java.base/java.lang.reflect=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED
  --add-opens=java.base/jdk.internal.ref=ALL-UNNAMED -cp bench/target/tachograph-bench.jar"

work=$(mktemp -d)
pids=
end() {
  trap - EXIT INT TERM
  for pid in $pids; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  stop_far_side
  rm -rf "$work"
}
trap end EXIT
trap 'exit 130' INT TERM

seconds() { date +%s.%N; }
rate() { awk "BEGIN { printf \"%d\", $1 / ($3 - $2) }"; }

# One ledger under $work/one, of so many entries.
write_ledger() {
  echo "== one ledger of $1 entries"
  mkdir "$work/one"
  $bench io.tachograph.bench.MixedLedger "$work/one/service" "$1" >/dev/null 2>&1
}

# Ships it to the URL $1; the command $2 prints how many entries arrived, which is $shipped then.
ship_ledger() {
  from=$(seconds)
  java -jar "$ship" run --dir "$work/one" --to "$1" --once 2>/dev/null
  to=$(seconds)
  shipped=$($2)
  echo "shipped=$shipped per_second=$(rate "$shipped" "$from" "$to") (with the start of its JVM)"
}

# Verifies it at the URL $1.
verify_shipped() {
  from=$(seconds)
  java -jar "$ship" verify "$1" >"$work/verdict"
  to=$(seconds)
  echo "verified there: per_second=$(rate "$shipped" "$from" "$to") $(tail -n 1 "$work/verdict")"
}
