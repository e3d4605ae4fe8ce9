package io.tachograph.ship.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads a stretch of a partition, record by record. For one thread. */
final class RecordCursor {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<String, byte[]> consumer;
  private final TopicPartition partition;
  private final long to;
  private final Duration timeout;
  private final Queue<ConsumerRecord<String, byte[]>> fetched = new ArrayDeque<>();
  private long position;

  /**
   * Begins.
   *
   * @param consumer is used by nobody else meanwhile
   * @param from the offset of the first record
   * @param to the offset behind the last, at most the end
   * @param timeout how long the brokers may take to send anything
   */
  RecordCursor(
      Consumer<String, byte[]> consumer,
      TopicPartition partition,
      long from,
      long to,
      Duration timeout) {
    this.consumer = consumer;
    this.partition = partition;
    this.position = from;
    this.to = to;
    this.timeout = timeout;
    consumer.assign(Set.of(partition));
    consumer.seek(partition, from);
  }

  /** The next record, or null if there is none. */
  @Nullable ConsumerRecord<String, byte[]> next() {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (fetched.isEmpty() && position < to) {
      fetched.addAll(consumer.poll(POLL).records(partition));
      // Where records were compacted away it moves without any.
      long now = consumer.position(partition);
      if (now > position) {
        position = now;
        deadline = System.nanoTime() + timeout.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw new TimeoutException("no record arrives: " + partition + " offset=" + position);
      }
    }
    ConsumerRecord<String, byte[]> record = fetched.poll();
    return record != null && record.offset() < to ? record : null;
  }
}
