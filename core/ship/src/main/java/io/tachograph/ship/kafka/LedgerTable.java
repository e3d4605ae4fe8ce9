package io.tachograph.ship.kafka;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What the topic of ledgers says: the newest mark of each ledger, and which small files are there.
 * It is compacted, so it is read whole once, and then followed. For any thread.
 */
final class LedgerTable {
  private static final char FILE_SEPARATOR = '/';

  private final PartitionReader reader;
  private final TopicPartition partition;
  private final Map<String, LedgerMark> marks = new HashMap<>();
  private final Set<String> files = new HashSet<>();
  private final Object lock = new Object();
  private long position;

  LedgerTable(PartitionReader reader, String topic) {
    this.reader = reader;
    this.partition = new TopicPartition(topic, 0);
  }

  /** The key of a ledger's small file. */
  static String fileKey(String ledger, String name) {
    return ledger + FILE_SEPARATOR + name;
  }

  /** Reads what has come since. */
  void catchUp() {
    synchronized (lock) {
      long end = reader.end(partition);
      reader.read(partition, Math.max(position, reader.beginning(partition)), end, this::take);
      position = end;
    }
  }

  private boolean take(ConsumerRecord<String, byte[]> record) {
    String key = record.key();
    if (key != null && key.indexOf(FILE_SEPARATOR) >= 0) {
      files.add(key);
    } else if (key != null) {
      LedgerMark mark = LedgerMark.of(record.headers());
      if (mark != null) {
        marks.put(key, mark);
      }
    }
    return true;
  }

  /** The newest mark of a ledger, as far as the topic was read, or null. */
  @Nullable LedgerMark mark(String ledger) {
    synchronized (lock) {
      return marks.get(ledger);
    }
  }

  /** The ledgers that have a mark in that partition. */
  List<String> ledgersIn(int entryPartition) {
    synchronized (lock) {
      return marks.entrySet().stream()
          .filter(mark -> mark.getValue().partition() == entryPartition)
          .map(Map.Entry::getKey)
          .toList();
    }
  }

  boolean hasFile(String key) {
    synchronized (lock) {
      return files.contains(key);
    }
  }
}
