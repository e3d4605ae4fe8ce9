package io.tachograph.ship.kafka;

import io.tachograph.format.Hash;
import io.tachograph.ship.ShippedLedger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Finds how far a ledger has come in its partition, without reading the whole of it: from the
 * ledger's mark on, for a bounded stretch. What it finds may be less than what is there, and then
 * entries are written once more; it is never more.
 */
final class FarEndSearch {
  /** What a shipper that died may have written behind its last mark, and others beside it. */
  private static final long MAX_BYTES = 32 << 20;

  private final KafkaConnection connection;
  private final KafkaUrl url;
  private final EntryRecords records;

  FarEndSearch(KafkaConnection connection, KafkaUrl url, EntryRecords records) {
    this.connection = connection;
    this.url = url;
    this.records = records;
  }

  /** Where a ledger is; null if it was never there. */
  @Nullable LedgerMark find(ShippedLedger ledger) throws ExecutionException, InterruptedException {
    String key = ledger.id().toString();
    connection.table().catchUp();
    LedgerMark mark = mark(key);
    TopicPartition partition = entries(mark == null ? home(ledger) : mark.partition());
    if (mark == null ? isForgotten(partition) : !holds(mark, key, partition)) {
      markAnew(partition);
      mark = mark(key);
    }
    return mark == null ? null : behind(mark, key);
  }

  /** What is marked of a ledger; none where the topic was made anew, with fewer partitions. */
  private @Nullable LedgerMark mark(String key) {
    LedgerMark mark = connection.table().mark(key);
    return mark == null || mark.partition() >= connection.topics().partitions() ? null : mark;
  }

  /** The partition of a ledger that comes for the first time: that of any producer with its key. */
  int home(ShippedLedger ledger) {
    byte[] key = ledger.id().toString().getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % connection.topics().partitions();
  }

  /** The mark of a ledger whose first entry is about to be written. */
  LedgerMark beginning(int partition) {
    return new LedgerMark(partition, connection.reader().end(entries(partition)), 0, null, 0);
  }

  private TopicPartition entries(int partition) {
    return new TopicPartition(url.entries(), partition);
  }

  /** Whether there are entries and no ledger has a mark, as when the topic of ledgers is lost. */
  private boolean isForgotten(TopicPartition partition) {
    PartitionReader reader = connection.reader();
    return connection.table().ledgersIn(partition.partition()).isEmpty()
        && reader.end(partition) > reader.beginning(partition);
  }

  /** Whether the entry is there that a mark speaks of; not so where the topic fell back. */
  private boolean holds(LedgerMark mark, String key, TopicPartition partition) {
    PartitionReader reader = connection.reader();
    long end = reader.end(partition);
    if (mark.next() == 0 || mark.offset() < reader.beginning(partition)) {
      // Nothing is said to be there, or what is was dropped by the topic's retention.
      return mark.offset() <= end;
    }
    boolean[] found = new boolean[1];
    if (mark.offset() < end) {
      reader.read(
          partition,
          mark.offset(),
          mark.offset() + 1,
          record -> found[0] = isOf(record, key) && says(record, mark));
    }
    return found[0];
  }

  private static boolean says(ConsumerRecord<String, byte[]> record, LedgerMark mark) {
    Hash hash = TextHeaders.hash(record.headers());
    return TextHeaders.number(record.headers(), TextHeaders.SEQ) == mark.next() - 1
        && hash != null
        && Objects.equals(hash, mark.head());
  }

  private static boolean isOf(ConsumerRecord<String, byte[]> record, String key) {
    return key.equals(record.key());
  }

  private LedgerMark behind(LedgerMark mark, String key) {
    TopicPartition partition = entries(mark.partition());
    PartitionReader reader = connection.reader();
    LedgerMark[] at = {mark};
    long[] bytes = new long[1];
    reader.read(
        partition,
        Math.max(mark.offset(), reader.beginning(partition)),
        reader.end(partition),
        record -> {
          if (isOf(record, key)) {
            at[0] = EntryRecords.follow(at[0], record);
          }
          bytes[0] += record.serializedValueSize();
          return bytes[0] < MAX_BYTES;
        });
    return at[0];
  }

  /** Reads a whole partition, and marks what it holds of every ledger. */
  private void markAnew(TopicPartition partition) throws ExecutionException, InterruptedException {
    Map<String, LedgerMark> found = new TreeMap<>();
    Map<String, String> producers = new TreeMap<>();
    PartitionReader reader = connection.reader();
    long beginning = reader.beginning(partition);
    LedgerMark none = new LedgerMark(partition.partition(), beginning, 0, null, 0);
    // Also of those that are not there any more, or their old marks would stay.
    connection.table().ledgersIn(partition.partition()).forEach(key -> found.put(key, none));
    reader.read(
        partition,
        beginning,
        reader.end(partition),
        record -> {
          if (record.key() != null) {
            LedgerMark known = found.getOrDefault(record.key(), none);
            LedgerMark before = known.equals(none) ? first(none, record) : known;
            LedgerMark after = EntryRecords.follow(before, record);
            found.put(record.key(), after.equals(before) ? known : after);
            producers.put(record.key(), String.valueOf(EntryRecords.producer(record)));
          }
          return true;
        });
    List<ProducerRecord<String, byte[]>> marks = new ArrayList<>();
    found.forEach(
        (key, mark) -> marks.add(records.mark(key, producers.getOrDefault(key, ""), mark)));
    connection.write(marks);
    connection.table().catchUp();
  }

  /** Where retention dropped a ledger's first entries, the first that is left is as good. */
  private static LedgerMark first(LedgerMark none, ConsumerRecord<String, byte[]> record) {
    long seq = TextHeaders.number(record.headers(), TextHeaders.SEQ);
    return none.offset() == 0 || seq < 0
        ? none
        : new LedgerMark(
            none.partition(), none.offset(), EntryRecords.after(record, seq) + 1, null, 0);
  }
}
