#!/bin/sh
# What shipping to Kafka takes: entries a second beside Kafka's own producer-perf-test with the same
# records and the same settings, and verified there. Starts a broker of its own, from Maven Central.
# Needs Python 3 for a free port, bench/target/tachograph-bench.jar and core/ship's jar.
#
#   bench/ship-kafka.sh [ENTRIES]
set -eu

cd "$(dirname "$0")/.."
entries=${1:-300000}
lib=bench/kafka/target/lib
[ -d "$lib" ] || mvn -q -B -f bench/kafka/pom.xml dependency:copy-dependencies -DoutputDirectory="$PWD/$lib"
. ops/free-port.sh
. bench/shipping.sh
stop_far_side() { :; }

port=$(free_port)
server="127.0.0.1:$port"
controller="127.0.0.1:$(free_port)"
cat >"$work/broker.properties" <<PROPERTIES
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@$controller
listeners=PLAINTEXT://$server,CONTROLLER://$controller
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=$work/kafka
auto.create.topics.enable=false
offsets.topic.replication.factor=1
group.initial.rebalance.delay.ms=0
PROPERTIES
kafka() { java -cp "$lib/*" "$@"; }
kafka kafka.tools.StorageTool format --config "$work/broker.properties" \
  --cluster-id "$(kafka kafka.tools.StorageTool random-uuid)" >/dev/null
java -cp "$lib/*" kafka.Kafka "$work/broker.properties" >"$work/broker.log" 2>&1 &
pids=$!
# Waits for the broker as well.
topics() { kafka org.apache.kafka.tools.TopicCommand --bootstrap-server "$server" "$@"; }
topics --list >/dev/null

arrived() {
  kafka org.apache.kafka.tools.GetOffsetShell --bootstrap-server "$server" --topic "$1" |
    awk -F : '{ records += $3 } END { print records }'
}
shipped_records() { arrived "audit$round.entries"; }
write_ledger "$entries"
for round in 1 2 3; do
  url="kafka://$server/audit$round?partitions=1&compression=lz4"
  ship_ledger "$url" shipped_records
  # Segments are made as large as they may become; what is written of them counts.
  echo "bytes a record, compressed: $(($(du -B 1 -c "$work/kafka/audit$round.entries"-*/*.log | tail -n 1 | cut -f 1) / shipped))"
  verify_shipped "$url"
  # Key and headers stand before each, so that the bytes are as many; those that are no text get more.
  kafka org.apache.kafka.tools.consumer.ConsoleConsumer --bootstrap-server "$server" \
    --topic "audit$round.entries" --from-beginning --max-messages "$shipped" --timeout-ms 60000 \
    --formatter-property print.key=true --formatter-property print.headers=true \
    --formatter-property line.separator=@@@@ >"$work/records" 2>/dev/null
  topics --create --topic "perf$round" --partitions 1 >/dev/null
  from=$(seconds)
  kafka org.apache.kafka.tools.ProducerPerformance --bootstrap-server "$server" --topic "perf$round" \
    --num-records "$shipped" --throughput -1 --payload-file "$work/records" --payload-delimiter @@@@ \
    --command-property acks=all enable.idempotence=true compression.type=lz4 linger.ms=0 \
    batch.size=262144 buffer.memory=50331648 >"$work/perf"
  to=$(seconds)
  echo "producer-perf-test=$(arrived "perf$round") per_second=$(rate "$shipped" "$from" "$to")" \
    "(with the start of its JVM and the reading of its file); it says: $(tail -n 1 "$work/perf")"
done
