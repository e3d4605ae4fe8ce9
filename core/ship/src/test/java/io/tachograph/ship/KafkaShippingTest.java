package io.tachograph.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.format.EventType;
import io.tachograph.ledger.Retention;
import io.tachograph.ledger.RetentionRule;
import io.tachograph.verifier.EntryReader;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.LedgerReport;
import io.tachograph.verifier.LedgerVerifier;
import io.tachograph.verifier.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ledgers of the real writer arrive in a real Kafka, verify there and come back. */
@Timeout(300)
class KafkaShippingTest {
  private static final String MAX_BYTES = "max.message.bytes";

  @TempDir Path temp;
  private Path dir;
  private KafkaBroker broker;
  private KafkaBroker.Cluster there;

  @BeforeEach
  void farSide() throws Exception {
    broker = KafkaBroker.shared();
    there = broker.cluster();
    dir = temp.resolve("audit");
  }

  private AuditedService service(String name, long seed) throws Exception {
    return new AuditedService(dir.resolve(name), seed);
  }

  private void ship() {
    ShipRun run = ShipRun.ok("run", "--dir", dir.toString(), "--to", there.url(), "--once");
    assertThat(run.err()).doesNotContain("BROKEN").doesNotContain("refuse");
  }

  private static LedgerReport verified(Path folder) throws Exception {
    LedgerReport report =
        LedgerVerifier.verify(
            new LedgerFolder(folder), LedgerVerifier.Expectation.NONE, Progress.NONE);
    assertThat(report.findings()).isEmpty();
    return report;
  }

  /** Both sides verify, agree, and what is restored is the same. */
  private LedgerReport agreed(String name) throws Exception {
    LedgerReport here = verified(dir.resolve(name));
    ShipRun run = ShipRun.ok("verify", there.url(), "--compare", dir.toString());
    assertThat(run.out()).contains(here.headHash().toHex(), ", intact");
    Path restored = temp.resolve("restored-" + UUID.randomUUID());
    ShipRun.ok(
        "restore",
        "--from",
        there.url(),
        "--ledger",
        String.valueOf(here.ledgerId()),
        "--dir",
        restored.toString());
    try (EntryReader ours = EntryReader.open(new LedgerFolder(dir.resolve(name)));
        EntryReader back = EntryReader.open(new LedgerFolder(restored))) {
      EntryReader.Located entry = back.next();
      // The far side may have what was dropped here.
      EntryReader.Located first = ours.next();
      while (entry != null && first != null && entry.entry().seq() < first.entry().seq()) {
        entry = back.next();
      }
      for (EntryReader.Located our = first; our != null; our = ours.next()) {
        assertThat(entry).isNotNull();
        assertThat(entry.entry()).isEqualTo(our.entry());
        assertThat(entry.storedHash()).isEqualTo(our.storedHash());
        entry = back.next();
      }
      assertThat(entry).isNull();
    }
    assertThat(verified(restored).sealed()).isEqualTo(here.sealed());
    return here;
  }

  /** How many records there are of each entry of the topic. */
  private Map<String, Integer> records() {
    Map<String, Integer> counts = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : there.records("entries")) {
      counts.merge(record.key() + KafkaRecords.header(record, "hash"), 1, Integer::sum);
    }
    return counts;
  }

  @Test
  void everyEntryArrivesOnceAndInOrder() throws Exception {
    String id;
    try (AuditedService orders = service("orders", 1);
        AuditedService users = service("users", 2)) {
      id = orders.id();
      orders.record(1_500).pass(Duration.ofHours(49)).record(1_000).restart().record(10);
      users.record(20);
      ship();
      users.record(20);
    }
    ship();
    LedgerReport here = agreed("orders");
    long next = 0;
    for (ConsumerRecord<String, byte[]> record : there.records("entries")) {
      if (record.key().equals(id)) {
        assertThat(KafkaRecords.header(record, "seq")).isEqualTo(String.valueOf(next++));
        assertThat(KafkaRecords.header(record, "producer")).isEqualTo("orders");
        assertThat(KafkaRecords.header(record, "type")).isNotEmpty();
      }
    }
    assertThat(next).isEqualTo(here.entries());
    // The last one is shipped again by whoever goes on; compaction drops it then.
    assertThat(there.records("checkpoints").stream().map(ConsumerRecord::key).distinct())
        .filteredOn(key -> key.startsWith(id))
        .hasSize((int) here.checkpoints());
    assertThat(there.setting("entries", "cleanup.policy")).isEqualTo("delete");
    assertThat(there.setting("entries", "retention.ms")).isEqualTo("-1");
    assertThat(there.setting("checkpoints", "cleanup.policy")).isEqualTo("compact");
  }

  @Test
  void aBrokerThatWasAwayMissesNothing() throws Exception {
    try (AuditedService service = service("orders", 3);
        KafkaShipping shipping = new KafkaShipping(dir, there.url())) {
      service.record(500);
      shipping.awaitCaughtUp();
      broker.stop();
      try {
        // Of several of the client's batches, of which none may be waited for for ever.
        service.record(3_000);
        shipping.awaitSaid("does not answer");
        service.record(500);
      } finally {
        broker.start();
      }
      service.record(500);
      shipping.awaitCaughtUp();
    }
    ship();
    agreed("orders");
    assertThat(records()).hasSize((int) verified(dir.resolve("orders")).entries());
  }

  @Test
  void twoShippersOfOneLedgerDoNoHarm() throws Exception {
    try (AuditedService service = service("orders", 4);
        KafkaShipping one = new KafkaShipping(dir, there.url());
        KafkaShipping other = new KafkaShipping(dir, there.url())) {
      for (int i = 0; i < 20; i++) {
        service.record(50);
      }
      one.awaitCaughtUp();
      other.awaitCaughtUp();
      service.record(50);
      one.awaitCaughtUp();
      other.awaitCaughtUp();
      assertThat(one.said() + other.said()).doesNotContain("BROKEN");
    }
    ship();
    agreed("orders");
    assertThat(records()).hasSize((int) verified(dir.resolve("orders")).entries());
  }

  @Test
  void aLedgerMayRollAndBePruned() throws Exception {
    try (AuditedService service = service("orders", 5)) {
      service.record(100).pass(Duration.ofHours(2)).record(100).pass(Duration.ofHours(2));
      service.record(100);
      ship();
      service.record(30);
    }
    prune("orders");
    ship();
    try (AuditedService late = service("late", 6)) {
      late.record(100).pass(Duration.ofHours(2)).record(100).pass(Duration.ofHours(2)).record(9);
    }
    prune("late");
    ship();
    assertThat(agreed("orders").entries()).isLessThan(300);
    assertThat(agreed("late").entries()).isLessThan(200);
  }

  private void prune(String name) {
    try (Retention retention = Retention.open(dir.resolve(name))) {
      var plan = retention.plan(new RetentionRule.KeepLast(0), (seq, type) -> true);
      assertThat(plan.dropped()).isNotEmpty();
      retention.drop(plan);
    }
  }

  @Test
  void withoutTheTopicOfLedgersNothingIsLostOrRepeated() throws Exception {
    try (AuditedService service = service("orders", 7)) {
      service.record(300);
      ship();
      there.delete("ledgers");
      service.record(300);
      ship();
    }
    ship();
    LedgerReport here = agreed("orders");
    assertThat(there.records("entries")).hasSize((int) here.entries());
  }

  @Test
  void aTopicThatFellBackIsFilledAgain() throws Exception {
    try (AuditedService service = service("orders", 8)) {
      service.record(300);
    }
    ship();
    there.delete("entries");
    ship();
    LedgerReport here = agreed("orders");
    assertThat(there.records("entries")).hasSize((int) here.entries());
  }

  @Test
  void theLongestEntryArrivesAndATopicThatTakesLessIsSaid() throws Exception {
    try (Admin admin = broker.admin()) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(there.topic("entries"), 1, (short) 1)
                      .configs(Map.of(MAX_BYTES, "1000000"))))
          .all()
          .get();
      try (AuditedService service = service("orders", 9);
          KafkaShipping shipping = new KafkaShipping(dir, there.url())) {
        service.record(10);
        service.append(EventType.of("tested"), "{\"a\":\"" + "x".repeat((16 << 20) - 8) + "\"}");
        service.record(10);
        shipping.awaitSaid(MAX_BYTES + "=17825792");
        set(admin, "entries", MAX_BYTES, "17825792");
        shipping.awaitCaughtUp();
      }
    }
    ship();
    LedgerReport here = agreed("orders");
    assertThat(there.records("entries")).hasSize((int) here.entries());
  }

  @Test
  void whatSomebodyElseWroteIsFound() throws Exception {
    String id;
    try (AuditedService service = service("orders", 10)) {
      id = service.id();
      service.record(50);
    }
    ship();
    ConsumerRecord<String, byte[]> first = there.records("entries").get(20);
    there.write("entries", first.partition(), id, first.value(), Map.of());
    ShipRun unnamed = ShipRun.of("verify", there.url());
    assertThat(unnamed.code()).isEqualTo(1);
    assertThat(unnamed.out()).contains("a record is no entry, or does not say which");
    there.write(
        "entries",
        first.partition(),
        id,
        first.value(),
        Map.of("seq", "30", "hash", KafkaRecords.header(first, "hash"), "type", "task_start"));
    assertThat(ShipRun.of("verify", there.url()).out()).contains("another entry of the same seq");
  }

  @Test
  void topicsThatWouldLoseRecordsAreNotShippedToAndEachIsSaid() throws Exception {
    try (Admin admin = broker.admin()) {
      admin
          .createTopics(List.of(topic("entries", "compact"), topic("ledgers", "delete")))
          .all()
          .get();
      try (AuditedService service = service("orders", 11);
          KafkaShipping shipping = new KafkaShipping(dir, there.url())) {
        service.record(10);
        shipping.awaitSaid("set its cleanup.policy=delete");
        assertThat(there.records("entries")).isEmpty();
        set(admin, "entries", "cleanup.policy", "delete");
        // The same outage, but it is another topic now.
        shipping.awaitSaid("set its cleanup.policy=compact");
        set(admin, "ledgers", "cleanup.policy", "compact");
        shipping.awaitCaughtUp();
      }
    }
    assertThat(there.records("entries")).isNotEmpty();
  }

  private NewTopic topic(String name, String cleanup) {
    return new NewTopic(there.topic(name), 1, (short) 1).configs(Map.of("cleanup.policy", cleanup));
  }

  private void set(Admin admin, String topic, String name, String value) throws Exception {
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, there.topic(topic)),
                List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }
}
