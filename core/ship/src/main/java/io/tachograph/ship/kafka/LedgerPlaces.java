package io.tachograph.ship.kafka;

import io.tachograph.ship.ShippedLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * In which stretches of which partitions each ledger stands, found by one pass over the keys of a
 * topic. A ledger's records may stand in two partitions only if somebody else wrote them. For one
 * thread.
 */
final class LedgerPlaces {
  private static final int ID_LENGTH = 36;

  private final Map<UUID, Found> ledgers = new TreeMap<>();

  /**
   * Where a ledger's records stand in one partition.
   *
   * @param from the offset of the first
   * @param to the offset behind the last
   */
  record Stretch(TopicPartition partition, long from, long to) {}

  /** What was found of a ledger. */
  private static final class Found {
    private final Map<Integer, Stretch> stretches = new TreeMap<>();
    private String producer = "";
  }

  /** Looks at all records of a topic. */
  void read(PartitionReader reader, String topic) {
    for (int i = 0; i < reader.partitions(topic); i++) {
      TopicPartition partition = new TopicPartition(topic, i);
      long end = reader.end(partition);
      reader.read(partition, reader.beginning(partition), end, record -> take(partition, record));
    }
  }

  private boolean take(TopicPartition partition, ConsumerRecord<String, byte[]> record) {
    UUID id = id(record.key());
    if (id != null) {
      Found found = ledgers.computeIfAbsent(id, missing -> new Found());
      String producer = EntryRecords.producer(record);
      if (found.producer.isEmpty() && producer != null) {
        found.producer = producer;
      }
      found.stretches.merge(
          partition.partition(),
          new Stretch(partition, record.offset(), record.offset() + 1),
          (before, last) -> new Stretch(partition, before.from(), last.to()));
    }
    return true;
  }

  /** The ledger that a key begins with, or null. */
  private static @Nullable UUID id(@Nullable String key) {
    try {
      return key == null || key.length() < ID_LENGTH
          ? null
          : UUID.fromString(key.substring(0, ID_LENGTH));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** All ledgers, by id. */
  List<ShippedLedger> ledgers() {
    List<ShippedLedger> all = new ArrayList<>();
    ledgers.forEach((id, found) -> all.add(new ShippedLedger(id, found.producer)));
    return all;
  }

  /** Where a ledger stands. */
  List<Stretch> of(ShippedLedger ledger) {
    Found found = ledgers.get(ledger.id());
    return found == null ? List.of() : List.copyOf(found.stretches.values());
  }
}
